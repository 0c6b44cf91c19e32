"""People by age: everyone and each '… and over' from bands that do not overlap."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from itertools import pairwise

import pandas as pd

from lib.core.words import say_list
from lib.ingest.cells import Numbers, states_frame
from lib.ingest.findings import Finding, noted
from lib.ingest.kinds.ages import OLDEST, Ages, finest_partition

#: Column of the frame -> the youngest counted.
OVER = {
    "population": 0,
    "population_18_plus": 18,
    "population_65_plus": 65,
    "population_75_plus": 75,
    "population_85_plus": 85,
}
#: Published single years end here: the last one is '90 and over' however it is headed.
_LAST_SINGLE_YEAR = 90


@dataclass(frozen=True)
class People:
    """Sums by age: ``frame`` on the rows of the bands, ``states`` for what is hidden or missing, ``findings``."""

    frame: pd.DataFrame
    states: pd.DataFrame
    findings: list[Finding]


def people_by_age(bands: dict[Ages, Numbers], rows: pd.Index) -> People:
    """Add bands up without counting anybody twice.

    The band of everyone is taken where it is given, and compared with the sum of the ages. A hidden band hides
    every sum that it is part of. Single years become ``age_00`` … ``age_90``.
    """
    bands = _with_open_end(bands)
    parts = {one: numbers for one, numbers in bands.items() if not one.is_everyone}
    given = next((numbers for one, numbers in bands.items() if one.is_everyone), None)
    chosen = {name: finest_partition(parts, low) for name, low in OVER.items()}
    sums = {name: _added([parts[one] for one in some]) for name, some in chosen.items() if some}
    everyone = sums.get("population")
    if given is not None:
        sums["population"] = given
    singles = {f"age_{one.low:02d}": numbers for one, numbers in sorted(parts.items()) if _is_single(one)}
    columns = {name: sums.get(name) for name in OVER} | singles
    frame = pd.DataFrame({name: _whole(numbers, rows) for name, numbers in columns.items()}, index=rows)
    states = states_frame({name: numbers for name, numbers in columns.items() if numbers is not None})
    found = [*_about_total(given, everyone), *_about_gaps(columns), *_about_fractions(bands), *_about_order(columns)]
    return People(frame, states, found)


def _with_open_end(bands: dict[Ages, Numbers]) -> dict[Ages, Numbers]:
    last = Ages(_LAST_SINGLE_YEAR, _LAST_SINGLE_YEAR)
    if last not in bands or any(one.low > last.low for one in bands) or Ages(last.low, OLDEST) in bands:
        return bands
    return {Ages(last.low, OLDEST) if one == last else one: numbers for one, numbers in bands.items()}


def _is_single(ages: Ages) -> bool:
    return ages.low == ages.high or (ages.low == _LAST_SINGLE_YEAR and ages.high == OLDEST)


def _added(parts: list[Numbers]) -> Numbers:
    """The sum of columns; missing where a part is, with the reason of the first part that has one."""
    return reduce(Numbers.plus, parts)


def _whole(numbers: Numbers | None, rows: pd.Index) -> pd.Series:
    if numbers is None:
        return pd.Series(pd.NA, index=rows, dtype="Int64")
    possible = numbers.values.where(numbers.values.ge(0))
    return (possible + 0.5).floordiv(1).astype("Int64")


def _about_total(given: Numbers | None, everyone: Numbers | None) -> list[Finding]:
    if given is None or everyone is None:
        return []
    differs = (given.values - everyone.values).abs().gt(1)
    if not differs.any():
        return []
    cells = given.values[differs].map("{:,.0f}".format).astype("str")
    what = "The total does not equal the sum of the ages; the total is used for everyone, the ages for each age."
    return [noted("total-differs", what, cells, "population", "Check whether an age is missing or counted twice.")]


def _about_order(columns: dict[str, Numbers | None]) -> list[Finding]:
    """Rows in which those of some age and over are more than those of a younger age and over, who include them."""
    known = {name: numbers.values for name, numbers in columns.items() if name in OVER and numbers is not None}
    found = []
    for (wider, more), (older, fewer) in pairwise(known.items()):
        is_above = fewer.gt(more)
        if is_above.any():
            what = f"In some rows there are more people in '{older}' than in '{wider}', which includes them."
            cells = fewer[is_above].map("{:,.0f}".format).astype("str")
            found.append(noted("part-above-whole", what, cells, older, "Check both: the two may be swapped."))
    for name, values in known.items():
        if values.lt(0).any():
            cells = values[values.lt(0)].map("{:,.0f}".format).astype("str")
            what = "Some numbers of people are below 0; they were read as missing."
            found.append(noted("below-zero", what, cells, name, "Correct these cells."))
    return found


def _about_gaps(columns: dict[str, Numbers | None]) -> list[Finding]:
    missing = [name for name, numbers in columns.items() if numbers is None]
    if not missing:
        return []
    what = f"The ages given do not add up to {say_list(missing)}: left blank."
    return [noted("ages-missing", what, fix="Load single years of age, or bands that start at 18, 65, 75 and 85.")]


def _about_fractions(bands: dict[Ages, Numbers]) -> list[Finding]:
    if not any(numbers.values.mod(1).gt(0).any() for numbers in bands.values()):
        return []
    return [noted("people-not-whole", "Some numbers of people are not whole; sums were rounded to whole people.")]
