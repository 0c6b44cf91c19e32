"""Care homes and their beds: totals, by area, by size, kind, specialism and owner.

Homes and beds are a public register: nothing here counts people who use care. A home whose beds are
not stated (or are 0 on the register) is counted as a home and adds no beds.
"""

from __future__ import annotations

from typing import Literal

import geopandas as gpd
import numpy as np
import pandas as pd

from lib.geography import locate_points_in

NOT_STATED = "not stated"
_OLDER = ("population_65_plus", "population_75_plus")
ELSEWHERE, NOT_LOCATED = "not in any of these areas", "not located"
NO_PLACE = (ELSEWHERE, NOT_LOCATED)  # rows that keep the homes of no place in sight
SIZE_BANDS = ("under 10 beds", "10 to 60 beds", "over 60 beds", "beds not stated")


def beds_by(
    homes: gpd.GeoDataFrame,
    areas: gpd.GeoDataFrame,
    population: pd.DataFrame | None = None,
    by: Literal["area", "council"] = "area",
) -> pd.DataFrame:
    """Homes and beds of each area, and beds for the older people who live there.

    Parameters
    ----------
    homes, areas
        As in the contract of frames; a home counts where its point stands.
    population
        ``area_code``, ``population_75_plus`` and, where known, ``population_65_plus``; without it rates are missing.
    by
        ``"area"``: one row per row of ``areas``. ``"council"``: one row per ``la_code`` of ``areas``; a home
        that is not located counts under the ``la_code`` the register gives it.

    Returns
    -------
    DataFrame
        ``area_code``, ``area_name``, ``homes_count``, ``beds``, ``nursing_homes``, ``nursing_home_beds`` (all
        beds of homes with nursing: the register flags homes, not beds), ``homes_without_beds``,
        ``population_65_plus``, ``population_75_plus``, ``beds_per_1000_75_plus``,
        ``nursing_home_beds_per_1000_75_plus``, ``beds_per_100_75_plus``, ``beds_per_1000_65_plus``, ``is_remainder``.
        Areas without homes stay, as 0. Homes in none of the areas make a last row, so that the rows add up to the
        register. A population of 0 or one not given leaves the rate missing.
    """
    placed = _placed(homes, areas, by)
    counted = _counted(placed, "area_code")
    rows = _area_rows(areas, population, by)
    table = rows.merge(counted, on="area_code", how="left", validate="one_to_one")
    table = pd.concat([table.assign(is_remainder=False), _remainder(counted, rows)], ignore_index=True)
    return _with_rates(_no_homes_is_zero(table))


def totals(homes: pd.DataFrame) -> pd.Series:
    """The register in one line: homes, beds, homes without stated beds, with nursing, not located, providers."""
    whole = _counted(homes.assign(all="all"), "all").iloc[0] if len(homes) else None
    located = homes["geometry"].notna() if "geometry" in homes.columns else pd.Series(True, index=homes.index)
    providers = homes["provider_name"].nunique() if "provider_name" in homes.columns else 0
    return pd.Series(
        {
            "homes": len(homes),
            "beds": 0 if whole is None else whole["beds"],
            "homes_without_beds": 0 if whole is None else whole["homes_without_beds"],
            "nursing_homes": 0 if whole is None else whole["nursing_homes"],
            "nursing_home_beds": 0 if whole is None else whole["nursing_home_beds"],
            "not_located": int((~located).sum()),
            "providers": providers,
        },
        name="care homes",
    )


def size_bands(homes: pd.DataFrame) -> pd.DataFrame:
    """Homes by size: ``size_band``, ``homes_count``, ``beds``, ``homes_pct``; 'beds not stated' is the remainder."""
    counted = _counted(homes.assign(size_band=size_band_of(homes)), "size_band").set_index("size_band")
    table = counted.reindex(list(SIZE_BANDS)).rename_axis("size_band").reset_index()
    return _with_share(_no_homes_is_zero(table))


def size_band_of(homes: pd.DataFrame) -> pd.Series:
    """The size band of each home, by the index of ``homes``; 0 beds on the register is 'beds not stated'."""
    beds = stated_beds(homes)
    bands = np.select([beds < 10, beds <= 60, beds > 60], SIZE_BANDS[:3], SIZE_BANDS[3])
    return pd.Series(bands, index=homes.index, name="size_band", dtype="str")


def by_kind(homes: pd.DataFrame) -> pd.DataFrame:
    """Homes by ``home_kind``: ``homes_count``, ``beds``, ``homes_pct``; each home once."""
    return _with_share(_counted(_named(homes, "home_kind"), "home_kind"))


def by_specialism(homes: pd.DataFrame) -> pd.DataFrame:
    """Homes by specialism: a home with several is in each row, so rows add up to more than the register.

    Beds are an upper bound: the register says what a home may take, not how many beds are kept for it.
    """
    named = _named(homes, "specialisms")
    each = named.assign(specialism=named["specialisms"].str.split("; ")).explode("specialism", ignore_index=True)
    table = _counted(each, "specialism")
    return table.assign(homes_pct=100 * table["homes_count"] / max(len(homes), 1))


def by_owner(homes: pd.DataFrame, owner: str = "provider_name") -> pd.DataFrame:
    """Homes and beds of each owner, largest first: ``homes_count``, ``beds``, ``beds_pct`` of all stated beds."""
    table = _counted(_named(homes, owner), owner)
    table = table.assign(beds_pct=100 * table["beds"] / table["beds"].sum())
    return table.sort_values(["beds", owner], ascending=[False, True], na_position="last", ignore_index=True)


def concentration(owners: pd.DataFrame) -> float:
    """Herfindahl-Hirschman index of a table from :func:`by_owner`: 0 to 10,000 (one owner of every bed).

    Homes whose owner is not stated are left out of the sum and kept in the whole, so the index is a lower
    bound when there are any. Missing when no beds have an owner.
    """
    named = owners[owners.iloc[:, 0] != NOT_STATED]
    return float((named["beds_pct"] ** 2).sum()) if named["beds"].sum() > 0 else float("nan")


def stated_beds(homes: pd.DataFrame) -> pd.Series:
    """Registered beds as numbers; 0 on the register means nobody stated them, and is missing."""
    beds = pd.to_numeric(homes["registered_beds"], errors="coerce").astype("Float64")
    return beds.where(beds > 0).astype("float64")


def _counted(homes: pd.DataFrame, key: str) -> pd.DataFrame:
    """Homes and beds by a column, missing keys included."""
    beds = stated_beds(homes)
    nursing = homes["has_nursing"].fillna(False).astype(bool)
    parts = pd.DataFrame(
        {
            key: homes[key],
            "homes_count": 1,
            "beds": beds,
            "nursing_homes": nursing.astype(int),
            "nursing_home_beds": beds.where(nursing),
            "homes_without_beds": beds.isna().astype(int),
        }
    )
    grouped = parts.groupby(key, dropna=False, observed=False)
    sums = grouped.sum(min_count=1).reset_index()
    # no nursing home is no nursing beds; a nursing home without stated beds is not
    return sums.assign(nursing_home_beds=sums["nursing_home_beds"].mask(sums["nursing_homes"] == 0, 0.0))


def _placed(homes: gpd.GeoDataFrame, areas: gpd.GeoDataFrame, by: str) -> pd.DataFrame:
    codes = locate_points_in(homes, areas)
    codes = codes.mask(codes == "")
    if by == "council":
        of_area = areas.set_index("area_code")["la_code"]
        codes = codes.map(of_area)
        if "la_code" in homes.columns:
            codes = codes.fillna(homes["la_code"].where(homes["la_code"].isin(of_area)))
    return pd.DataFrame(homes.drop(columns="geometry")).assign(area_code=codes.astype("str"))


def _area_rows(areas: gpd.GeoDataFrame, population: pd.DataFrame | None, by: str) -> pd.DataFrame:
    rows = pd.DataFrame(areas.drop(columns="geometry")).assign(
        **{name: _people(areas, population, name) for name in _OLDER}
    )
    if by == "area":
        return rows[["area_code", "area_name", *_OLDER]].reset_index(drop=True)
    named = rows.assign(area_code=rows["la_code"], area_name=rows["la_name"])
    grouped = named.groupby(["area_code", "area_name"], dropna=False, observed=False, sort=False)
    # a council with an area of unknown population has an unknown population
    return grouped[list(_OLDER)].sum(skipna=False).reset_index()


def _people(areas: pd.DataFrame, population: pd.DataFrame | None, name: str) -> np.ndarray:
    if population is None or name not in population:
        return np.full(len(areas), np.nan)
    people = population.drop_duplicates("area_code").set_index("area_code")[name]
    return people.reindex(areas["area_code"]).to_numpy(dtype="float64", na_value=np.nan)


def _remainder(counted: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Homes in none of the areas, as one row, or no row when there are none."""
    outside = counted[~counted["area_code"].isin(rows["area_code"])]
    if outside.empty:
        return pd.DataFrame()
    sums = outside.drop(columns="area_code").sum(min_count=1).to_frame().T
    unknown = dict.fromkeys(_OLDER, np.nan)
    return sums.assign(area_code=None, area_name=ELSEWHERE, is_remainder=True, **unknown)


def _no_homes_is_zero(table: pd.DataFrame) -> pd.DataFrame:
    """Areas without homes have 0 of everything; homes without stated beds keep beds missing."""
    counts = ["homes_count", "beds", "nursing_homes", "nursing_home_beds", "homes_without_beds"]
    empty = table["homes_count"].isna()
    filled = table[counts].apply(pd.to_numeric).mask(empty, 0.0)
    whole = ["homes_count", "nursing_homes", "homes_without_beds"]
    return table.assign(**filled).astype(dict.fromkeys(whole, "int64"))


def _with_rates(table: pd.DataFrame) -> pd.DataFrame:
    older, oldest = (table[name].where(table[name] > 0) for name in _OLDER)
    return table.assign(
        beds_per_1000_75_plus=1000 * table["beds"] / oldest,
        nursing_home_beds_per_1000_75_plus=1000 * table["nursing_home_beds"] / oldest,
        beds_per_100_75_plus=100 * table["beds"] / oldest,
        beds_per_1000_65_plus=1000 * table["beds"] / older,
    )


def _with_share(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(homes_pct=100 * table["homes_count"] / max(table["homes_count"].sum(), 1))


def _named(homes: pd.DataFrame, column: str) -> pd.DataFrame:
    """Homes with blanks in a column named 'not stated'."""
    values = homes[column].astype("str").str.strip()
    return homes.assign(**{column: values.mask(values.isna() | (values == ""), NOT_STATED)})
