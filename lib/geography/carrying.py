"""A table of figures by small areas of 2021 carried to those of 2011, as far as each column can be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from lib.core import hash_of
from lib.datasets import Dataset
from lib.datasets.of_people import is_of_users, rate_of
from lib.geography.conversion import Conversion, convert_lsoa21
from lib.geography.counts_behind import counts_behind
from lib.geography.files import whole_lookup
from lib.geography.vintages import PATTERNS, area_kind_of

CARRIED_CAVEAT = "Figures of small areas of 2021 were carried to the small areas of 2011."
BY_AREA = ("indicators", "population")  # kinds with one row of figures for each area
_NOT_FIGURES = ("area_code", "area_name", "source_row")
#: Places in a list and middle values: nothing is known of a whole from those of its parts.
_PLACE = re.compile(r"(?i)\b(ranks?|ranking|deciles?|quintiles?|quartiles?|medians?|modes?|maximum|minimum)\b")
_RATE = re.compile(r"(?i)\b(rates?|ratios?|scores?|average|mean|per|index|prop)\b")
_COUNT = re.compile(
    r"(?i)\b(population|people|persons?|residents?|adults|children|households?|count|number|total|deaths|admissions|"
    r"n|aged?[ _]\d+\S*)\b"
)


@dataclass(frozen=True)
class Carried:
    """Figures on the small areas of 2011, and what was lost on the way.

    ``counts`` add up, ``rates`` are averaged, ``recounted`` are percentages worked out again from the counts behind
    them, ``left`` are columns that can be carried only where an area is the same in both years. ``conversion`` lists
    what rests on an assumption (``lossy``) and what was dropped (``unmatched``); ``blank`` are areas of 2011 that were
    left without a figure, because a part of them has no row.
    """

    dataset: Dataset
    conversion: Conversion
    counts: tuple[str, ...]
    rates: tuple[str, ...]
    left: tuple[str, ...]
    has_lookup: bool
    blank: tuple[str, ...] = ()
    recounted: tuple[str, ...] = ()


def carry(dataset: Dataset, lookup: Dataset | None) -> Carried | None:
    """Carry indicators or population to the small areas of 2011; ``None`` when their codes are not of 2021.

    Counts of areas that were merged are shared equally, to the nearest whole number, so that they are known for counts
    of people and protected as such.
    """
    if dataset.kind not in BY_AREA or area_kind_of(dataset.frame["area_code"]).kind != "lsoa21":
        return None
    given = dataset.frame.drop_duplicates("area_code")
    is_small = given["area_code"].astype(str).str.fullmatch(PATTERNS["lsoa"])
    counts, rates, left = kinds_of(given)
    table = None if lookup is None else lookup.frame
    behind = counts_behind(given[is_small], dataset)
    averaged = tuple(name for name in rates if name not in behind.names)
    found = behind.shared(convert_lsoa21(behind.frame, table, [*counts, *behind.columns], averaged))
    frame = framed(given, is_small, found, counts, left, _names())
    figures = [*counts, *rates]
    blank = tuple(found.frame.loc[found.frame[figures].isna().all(axis=1), "area_code"]) if figures else ()
    said = behind.part(found, said_of(dataset, frame, (lookup,)))
    return Carried(said, found, counts, averaged, left, lookup is not None, blank, tuple(behind.names))


def how_carried(heading: str, values: pd.Series) -> str:
    """``count``, ``rate`` or ``left``: what a column is, by its heading and its figures.

    A count says in its heading that it counts, and holds whole numbers that are not negative. Anything that is plainly
    neither a count nor a rate is left where its areas changed, rather than added up.
    """
    said = heading.replace("_", " ")
    if _PLACE.search(said):
        return "left"
    if rate_of(said) is not None or _RATE.search(said):
        return "rate"
    known = values.dropna().astype("float64")
    is_whole = bool((known % 1 == 0).all() and (known >= 0).all())
    return "count" if is_whole and (_COUNT.search(said) or is_of_users(said)) else "left"


def kinds_of(frame: pd.DataFrame) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Columns that are counts, rates and neither."""
    names = [n for n in frame.columns if n not in _NOT_FIGURES and pd.api.types.is_numeric_dtype(frame[n])]
    how = {str(name): how_carried(str(name), frame[name]) for name in names}
    counts, rates, left = (tuple(n for n in how if how[n] == kind) for kind in ("count", "rate", "left"))
    return counts, rates, left


def framed(
    given: pd.DataFrame,
    is_small: pd.Series,
    found: Conversion,
    counts: Sequence[str],
    left: Sequence[str],
    area_names: pd.Series,
) -> pd.DataFrame:
    """The columns of the file, one row for each area carried to; rows that are not carried stand as they were."""
    figures = found.frame.set_index("area_code")
    same = figures.index[figures["carried"].eq("unchanged")]
    own = given[is_small].set_index("area_code").reindex(same[same.isin(given["area_code"])]).reindex(figures.index)
    figures = figures.assign(**{name: own[name] for name in left})
    figures = figures.assign(**{name: figures[name].round() for name in counts})
    if "area_name" in given:
        figures = figures.assign(area_name=area_names.reindex(figures.index))
    figures = figures.assign(source_row=own["source_row"]) if "source_row" in given else figures
    columns = [name for name in given.columns if name in figures or name == "area_code"]
    small = figures.reset_index()[columns].astype({name: given[name].dtype for name in columns})
    return pd.concat([small, given.loc[~is_small, columns]], ignore_index=True)


def _names() -> pd.Series:
    return whole_lookup().drop_duplicates("lsoa11_code").set_index("lsoa11_code")["lsoa11_name"]


def said_of(
    dataset: Dataset, frame: pd.DataFrame, beside: Sequence[Dataset | None] = (), caveat: str = CARRIED_CAVEAT
) -> Dataset:
    """The figures carried, with a version of their own: other files ``beside`` them make other figures."""
    said = dataset.provenance
    hashes = " ".join(one.provenance.content_hash for one in beside if one is not None)
    version = hash_of(f"{said.content_hash} carried by {hashes or caveat}".encode())
    provenance = replace(said, content_hash=version, caveat=f"{said.caveat} {caveat}".strip())
    return Dataset(dataset.kind, frame, provenance, dataset.parts)
