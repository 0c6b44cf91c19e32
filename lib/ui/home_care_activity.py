"""Home care of the localities chosen: as given where the names are theirs, else spread by where people live."""

from __future__ import annotations

from dataclasses import replace

from lib.core import hash_of
from lib.datasets import Dataset
from lib.geography import Council
from lib.measures.home_care_shown import to_be_spread
from lib.measures.reaggregate import Reaggregated, reaggregated
from lib.ui import carrying, home_care, show
from lib.ui.cache import kept
from lib.ui.spreading import Spread, say_spread, spread_of
from lib.views.locality_sentences import say_covered, say_uneven


def of_localities(loaded: Dataset, localities: Dataset | None, people: Dataset | None, council: Council) -> Dataset:
    """The activity by the localities chosen; where it had to be spread, that is said with what was split."""
    carrying.say_wards_of(loaded)
    spread = spread_of(loaded.frame, localities, people, council, of=carrying.wards_of(loaded))
    if spread is None:
        return loaded
    shown = home_care.by_locality(loaded, spread.base, people, council)
    found = kept(
        lambda: reaggregated(to_be_spread(shown), spread.shares),
        "activity_spread", loaded, spread.base, spread.chosen, people, council=council.la_code, held=shown.held_as,
    )  # fmt: skip
    say_spread(spread, found.split, "the figures loaded")
    if found.uneven:
        show.notice(say_uneven(found.uneven))
    return _as_dataset(loaded, found, spread)


def _as_dataset(loaded: Dataset, found: Reaggregated, spread: Spread) -> Dataset:
    """The estimate as data of its own: another version, saying that it is one, and of what part."""
    said, new = loaded.provenance, spread.chosen.provenance
    how = "Spread over other localities by where people aged 65 and over live: an estimate."
    caveat = f"{said.caveat} {how} {say_covered(spread.covered_pct(found.split))}".strip()
    hashed = hash_of(f"{said.content_hash} {new.content_hash}".encode())
    return replace(loaded, frame=found.activity, provenance=replace(said, content_hash=hashed, caveat=caveat))
