"""People of each group from a census table of small areas, for a file that counts users alone."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from lib.ingest.columns import normal
from lib.ingest.kinds.client_words import NOT_KNOWN, ethnic_group
from lib.measures.given import is_unknown

_LEAST_COVERED = 0.9  # of the council's small areas: fewer are not its people


@dataclass(frozen=True)
class CensusBase:
    """Rows of groups with the population of a census put in, and where that was done.

    ``filled`` names the characteristics; ``covered_pct`` is the share of the council's small areas that the table
    has under their code, and ``left_out`` names the others.
    """

    rows: pd.DataFrame
    filled: tuple[str, ...] = ()
    covered_pct: float = 0.0
    left_out: tuple[str, ...] = ()


def with_census(rows: pd.DataFrame, rates: pd.DataFrame | None, small_areas: set[str]) -> CensusBase:
    """Fill in the population of characteristics that have none.

    Parameters
    ----------
    rows
        As :func:`lib.measures.characteristic_rows.groups_of` gives them.
    rates
        The part ``rates`` of a census table: ``area_code, column, numerator, denominator``; ``None`` where there is
        none. Columns that part another column further (``Asian: Indian``) are not used.
    small_areas
        Codes of the council's small areas.

    Notes
    -----
    A characteristic is filled only where no row has a population or an area of its own, and every group but the one
    of people whose group is not recorded is a column of the table. Ethnic groups are matched by the five groups of
    the census, others by their name.
    """
    if rates is None or "area" in rows or not small_areas:
        return CensusBase(rows)
    here = rates[rates["area_code"].isin(small_areas) & ~rates["column"].str.contains(": ", regex=False)]
    covered = here["area_code"].nunique() / len(small_areas)
    if covered < _LEAST_COVERED:
        return CensusBase(rows)
    people = here.groupby("column", sort=False)["numerator"].sum(min_count=1)
    found = {name: _matched(part, str(name), people) for name, part in _without_population(rows)}
    filled = {name: counts for name, counts in found.items() if counts is not None}
    population = rows["population_count"].astype("Float64")
    for counts in filled.values():
        population = counts.astype("Float64").combine_first(population)
    whole = rows.assign(population_count=population.round().astype("Int64"))
    left_out = tuple(sorted(small_areas - set(here["area_code"].astype(str))))
    return CensusBase(whole, tuple(filled), 100 * covered, left_out)


def _without_population(rows: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """The characteristics of counts for which no row has a population."""
    parts = [(str(name), part) for name, part in rows.groupby("characteristic", sort=False)]
    given = ["population_count", "population_pct"]
    is_bare = lambda part: part[given].isna().all(axis=None) and part["users_count"].notna().any()  # noqa: E731
    return [(name, part) for name, part in parts if is_bare(part)]


def _matched(part: pd.DataFrame, characteristic: str, people: pd.Series) -> pd.Series | None:
    """People of each row's group, by the index of the rows; ``None`` unless every recorded group is matched."""
    by_name = {_name(str(label).removesuffix(" (%)"), characteristic): count for label, count in people.items()}
    names = part["characteristic_group"].astype(str).map(lambda group: _name(group, characteristic))
    recorded = ~is_unknown(part)
    counts = names.map(by_name).where(recorded)
    is_whole = counts[recorded].notna().all() and len(set(names[recorded])) > 1
    return counts if is_whole and len(by_name) == len(people) else None


def _name(label: str, characteristic: str) -> str:
    said = normal(label)
    group = ethnic_group(said) if characteristic == "race" else NOT_KNOWN
    return said if group == NOT_KNOWN else group
