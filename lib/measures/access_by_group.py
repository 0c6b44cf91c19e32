"""Who lives where access changes: by age, and by any characteristic of the population loaded for small areas."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

AGE, OTHER = "Age", "Groups of the table loaded"
_FROM = re.compile(r"population_(\d+)_plus")
_COLUMNS = ["characteristic", "group", "area_code", "people"]


def people_by_age(population: pd.DataFrame) -> pd.DataFrame:
    """People of each age band by area from columns of people of an age and over: ``_COLUMNS``.

    Each band ends where the next begins; a band that would be below 0 is missing.
    """
    starts = sorted(int(found[1]) for name in population if (found := _FROM.fullmatch(str(name))))
    bands = []
    for start, after in zip(starts, [*starts[1:], None], strict=False):
        people = _numbers(population[f"population_{start}_plus"])
        people = people if after is None else people - _numbers(population[f"population_{after}_plus"])
        label = f"{start} and over" if after is None else f"{start} to {after - 1}"
        bands.append(_rows(AGE, label, population["area_code"], people.where(people >= 0)))
    return pd.concat(bands, ignore_index=True) if bands else pd.DataFrame(columns=_COLUMNS)


def people_by_category(rates: pd.DataFrame, title: str = OTHER) -> pd.DataFrame:
    """People of each category by area from counts of a census: ``_COLUMNS``.

    ``rates`` has ``area_code, column, numerator`` (people); a trailing ' (%)' of ``column`` is left out.
    """
    labels = rates["column"].astype("str").str.replace(r" \(%\)$", "", regex=True)
    return pd.DataFrame(
        {
            "characteristic": title,
            "group": labels.to_numpy(),
            "area_code": rates["area_code"].to_numpy(),
            "people": _numbers(rates["numerator"]).to_numpy(),
        },
        columns=_COLUMNS,
    )


def change_by_group(access: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Beds within reach of the average person of each group, before and after.

    Parameters
    ----------
    access
        One row an area: ``area_code, beds_per_1000_before, beds_per_1000_after, change_pct``.
    people
        ``characteristic, group, area_code, people``, in the order to be shown.

    Returns
    -------
    DataFrame
        One row a group: ``characteristic, group, people`` (in the areas of ``access``), ``beds_per_1000_before``,
        ``beds_per_1000_after``, ``beds_per_1000_change``, ``change_pct``, ``lose_tenth_pct``: the share of the group in
        areas that lose a tenth or more. Groups of nobody have no averages; areas without a figure count nobody.
    """
    measures = ["beds_per_1000_before", "beds_per_1000_after"]
    joined = people.merge(access[["area_code", *measures, "change_pct"]], on="area_code", validate="many_to_one")
    weights = joined["people"].fillna(0.0)
    parts = pd.DataFrame({name: joined[name] * weights for name in measures}).assign(
        people=weights, tenth=weights.where(joined["change_pct"] <= -10, 0.0)
    )
    keys = [joined["characteristic"], joined["group"]]
    sums = parts.groupby(keys, sort=False, dropna=False).sum()
    base = sums["people"].where(sums["people"] > 0)
    table = sums[measures].div(base, axis=0).assign(people=sums["people"], lose_tenth_pct=100 * sums["tenth"] / base)
    change = table["beds_per_1000_after"] - table["beds_per_1000_before"]
    before = table["beds_per_1000_before"].where(table["beds_per_1000_before"] > 0)
    return table.assign(beds_per_1000_change=change, change_pct=100 * change / before).reset_index()


def _rows(characteristic: str, group: str, areas: pd.Series, people: pd.Series) -> pd.DataFrame:
    row = {"characteristic": characteristic, "group": group, "area_code": areas.to_numpy(), "people": people.to_numpy()}
    return pd.DataFrame(row, columns=_COLUMNS)


def _numbers(values: pd.Series) -> pd.Series:
    return pd.Series(
        pd.to_numeric(values, errors="coerce").astype("Float64").to_numpy(dtype="float64", na_value=np.nan)
    )
