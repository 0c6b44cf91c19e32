"""Indices of Deprivation: deciles, ranks and scores that no area can have."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from lib import geography
from lib.ingest.cells import Numbers
from lib.ingest.columns import normal
from lib.ingest.findings import Finding, noted

_OF_DEPRIVATION = re.compile(r"\b(imd|iod|idaci|idaopi|deprivation)\b")
#: Only the score over all domains is between 0 and 100: those of health and crime go below 0.
_OF_ALL_DOMAINS = re.compile(r"\b(imd|multiple deprivation)\b")
#: 'Average rank', 'proportion of areas in the lowest decile': figures about ranks and deciles, which are neither.
_ABOUT_OTHERS = re.compile(r"\b(average|mean|median|proportion|share|pct|number|count|extent|change|difference)\b")
#: Most areas of a kind that any edition ranked, since the codes of one council may be those of several editions.
_RANKED = {"lsoa11": 33_755, "lsoa21": 33_755, "msoa": 7_264, "lad": 354, "la": 354}


def impossible_deprivation(numbers: Mapping[str, Numbers], cells: pd.DataFrame, codes: pd.Series) -> list[Finding]:
    """A note for each column of deprivation by its heading, with the figures that cannot be. They stay as they are."""
    ranges = {name: limits for name in numbers if (limits := _limits(name, codes))}
    found = []
    for name, (what, low, high) in ranges.items():
        is_out = numbers[name].values.lt(low) | numbers[name].values.gt(high)
        if is_out.any():
            said = f"Some figures in '{name}' are no {what} of deprivation, which goes from {low:,} to {high:,}."
            fix = "Check these cells. They were used as they stand."
            found.append(noted("deprivation-impossible", said, cells.loc[is_out, name], name, fix))
    return found


def _limits(heading: str, codes: pd.Series) -> tuple[str, int, int] | None:
    """What a column of deprivation holds, and from what to what it goes; ``None`` of any other."""
    words = normal(heading)
    main = normal(re.sub(r"\([^)]*\)", " ", heading))
    if not _OF_DEPRIVATION.search(words) or _ABOUT_OTHERS.search(main):
        return None
    if "decile" in main.split():
        return "decile", 1, 10
    if "rank" in main.split():
        most = _RANKED.get(geography.area_kind_of(codes).kind)
        return ("rank", 1, most) if most else None
    return ("score", 0, 100) if "score" in main.split() and _OF_ALL_DOMAINS.search(words) else None
