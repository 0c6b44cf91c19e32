"""Population of the areas being drawn, whichever areas the population came for."""

from __future__ import annotations

import pandas as pd

from lib.geography import Council, lookup

_PARENTS = {"ward": "ward_code", "lad": "lad_code", "la": "la_code"}


def population_for(
    population: pd.DataFrame, kind: str, council: Council, within: pd.Series | None = None
) -> pd.DataFrame:
    """People by age for areas of one kind.

    Parameters
    ----------
    population
        One row an area: ``area_code``, ``population…`` columns and single years ``age_…`` where given, for the areas
        wanted or for LSOA 2011.
    kind
        ``lsoa11``, ``ward``, ``lad`` or ``la``.
    within
        The area of somebody's own (such as a locality) that each small area is part of, by its code; people of
        small areas in none of them are left out.

    Returns
    -------
    DataFrame
        ``area_code`` and the population columns. Small areas are added up by the ward, district or council
        that best fits them; one small area without a figure leaves its whole missing.
    """
    columns = [name for name in population.columns if name.startswith(("population", "age_"))]
    given = population[["area_code", *columns]].drop_duplicates("area_code")
    if within is not None:
        return _by_own_areas(given, within, columns)
    if kind not in _PARENTS:
        return given
    table = lookup(council)[["lsoa11_code", _PARENTS[kind]]].set_axis(["lsoa11_code", "parent_code"], axis=1)
    if given["area_code"].isin(table["parent_code"]).any():
        return given
    joined = table.drop_duplicates("lsoa11_code").merge(
        given, left_on="lsoa11_code", right_on="area_code", how="left", validate="one_to_one"
    )
    sums = joined[columns].astype("Float64").groupby(joined["parent_code"]).sum(skipna=False)
    return sums.rename_axis("area_code").reset_index()


def _by_own_areas(given: pd.DataFrame, within: pd.Series, columns: list[str]) -> pd.DataFrame:
    people = given.set_index("area_code")[columns].reindex(within.index).astype("Float64")
    sums = people.groupby(within).sum(skipna=False)
    return sums.rename_axis("area_code").reset_index()
