"""What travel times leave out, in sentences."""

from __future__ import annotations

import pandas as pd

from lib.core.words import say_count
from lib.measures.travel_gaps import AREA, HOME


def say_travel_gaps(gaps: pd.DataFrame, place: str) -> list[str]:
    """Areas and homes without a time, those of the council apart from those across its border.

    ``gaps`` is a table of :func:`lib.measures.travel_gaps.travel_gaps`; no sentence where nothing is left out.
    """
    own = {what: int(((gaps["what"] == what) & gaps["is_own"]).sum()) for what in (AREA, HOME)}
    across = {what: int(((gaps["what"] == what) & ~gaps["is_own"]).sum()) for what in (AREA, HOME)}
    said = []
    if own[AREA]:
        areas = say_count(own[AREA], f"{AREA} of {place} has", f"{AREA}s of {place} have")
        said.append(f"{areas} no travel time: nothing is in reach there, as far as the file goes.")
    if own[HOME]:
        homes = say_count(own[HOME], f"{HOME} of {place} has", f"{HOME}s of {place} have")
        said.append(f"{homes} no travel time: nobody reaches their beds, as far as the file goes.")
    if across[AREA]:
        areas = say_count(across[AREA], "small area across the border has", "small areas across the border have")
        why = "their people compete for no bed, so that access near the border looks better than it is."
        said.append(f"{areas} no travel time: {why}")
    if across[HOME]:
        homes = say_count(across[HOME], "home across the border has", "homes across the border have")
        said.append(f"{homes} no travel time: their beds are out of reach.")
    return said
