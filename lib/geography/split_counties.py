"""Counties that became two councils: what happened, and their counts parted by people where the reader chooses so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.core.words import say_list
from lib.datasets import Dataset
from lib.geography.carrying import BY_AREA, kinds_of, said_of
from lib.geography.files import whole_lookup
from lib.geography.vintages import area_kind_of

CAVEAT = "Counts of counties that became two councils were shared by the {} who live in each."
_SAID = {"population_65_plus": "people aged 65 and over"}
_CODES = {"lsoa11": "lsoa11_code", "msoa": "msoa11_code", "ward": "ward_code", "lad": "lad_code", "la": "lad_code"}


@dataclass(frozen=True)
class SplitCounty:
    """A county whose districts went to two councils, so that no figure of it is one of either."""

    code: str
    name: str
    ended: str
    into: tuple[str, ...]
    districts: tuple[str, ...]

    @property
    def names(self) -> str:
        """The councils in its place, in words."""
        return say_list([f"‘{_names()[code]}’" for code in self.into])


def _districts(first: int, last: int) -> tuple[str, ...]:
    return tuple(f"E07{number:06}" for number in range(first, last + 1))


#: The structural changes orders, as in the code history database of the Office for National Statistics.
_SPLIT = (
    SplitCounty("E10000006", "Cumbria", "April 2023", ("E06000063", "E06000064"), _districts(26, 31)),
    SplitCounty("E10000021", "Northamptonshire", "April 2021", ("E06000061", "E06000062"), _districts(150, 156)),
)


@dataclass(frozen=True)
class Parted:
    """Figures with the counts of split counties given to the councils in their place.

    ``counties`` are those of the file; ``shares`` of each council's people, in percent, by code, of counties that could
    be parted; ``left`` are columns that were not, since only counts can be shared: where ``has_counts`` is false, none.
    """

    dataset: Dataset
    counties: tuple[SplitCounty, ...]
    shares: pd.Series
    left: tuple[str, ...] = ()
    has_counts: bool = True


def split_counties(codes: Iterable[str]) -> tuple[SplitCounty, ...]:
    """The counties among these codes that became two councils, where no council or district of theirs stands by."""
    given = set(codes)
    return tuple(one for one in _SPLIT if one.code in given and not given & {*one.into, *one.districts})


def part_counties(dataset: Dataset, people: Dataset | None = None, column: str = "population") -> Parted | None:
    """Share the counts of split counties by the people of the councils in their place; ``None`` without such counties.

    Without ``people``, or where ``column`` lacks anybody of one of the councils, the county stands as it is. Rates,
    ranks and the rest of a county are those of neither council, and are left out. Counts stay whole numbers that add up
    to the county's.
    """
    found = split_counties(dataset.frame["area_code"]) if dataset.kind in BY_AREA else ()
    if not found:
        return None
    known = pd.Series(dtype="float64") if people is None else _people_of_councils(people, column)
    given = dataset.frame.drop_duplicates("area_code")
    counts, rates, left = kinds_of(given)
    able = [one for one in found if known.reindex(list(one.into)).gt(0).all()]
    if people is None or not able or not counts:
        return Parted(dataset, found, pd.Series(dtype="float64"), has_counts=bool(counts))
    shares = pd.concat([known[list(one.into)] / known[list(one.into)].sum() for one in able])
    parts = [_parts(given, one, shares, counts) for one in able]
    kept = given[~given["area_code"].isin([one.code for one in able])]
    frame = pd.concat([kept, *parts], ignore_index=True).astype(given.dtypes.to_dict())
    return Parted(
        said_of(dataset, frame, (people,), CAVEAT.format(_SAID.get(column, "people"))),
        found,
        100 * shares,
        (*rates, *left),
    )


def _parts(given: pd.DataFrame, county: SplitCounty, shares: pd.Series, counts: tuple[str, ...]) -> pd.DataFrame:
    """One row for each council, its counts alone; the last has what is left, so that they add up."""
    row = given[given["area_code"].eq(county.code)]
    whole = row[list(counts)].astype("float64").to_numpy()
    cuts = np.round(np.outer(shares[list(county.into)].cumsum(), whole))
    each = pd.DataFrame(np.diff(cuts, axis=0, prepend=0), columns=list(counts))
    return each.assign(
        area_code=list(county.into),
        **{name: [_names()[code] for code in county.into] for name in ("area_name",) if name in given},
    ).reindex(columns=given.columns)


def _people_of_councils(people: Dataset, column: str) -> pd.Series:
    """People by council, of those whose every area has a row."""
    frame = people.frame.drop_duplicates("area_code").set_index("area_code")
    code = _CODES.get(area_kind_of(people.frame["area_code"]).kind)
    if code is None or column not in frame:
        return pd.Series(dtype="float64")
    areas = whole_lookup().drop_duplicates(code)
    figures = frame[column].astype("float64").reindex(areas[code]).set_axis(areas["lad_code"])
    return figures.groupby(level=0).sum(min_count=1)[~figures.isna().groupby(level=0).any()]


def _names() -> pd.Series:
    return whole_lookup().drop_duplicates("lad_code").set_index("lad_code")["lad_name"]
