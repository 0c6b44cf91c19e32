"""Do people wait more where it is rural or far? A rate model over localities, and an office's map beside the truth."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import statsmodels.api as sm

from lib.core.words import say_count
from lib.measures.ground import NATIONAL_GRID, ground_of, zone_of_each
from lib.measures.intervals import poisson

#: Fewer localities for each thing asked of them and the answer is chance.
LEAST_FOR_EACH = 8
_LEFT_OVER = ["locality_name", "observed", "expected", "ratio", "low", "high"]


@dataclass(frozen=True)
class WaitModel:
    """What was found.

    Attributes
    ----------
    effects
        ``what``, ``rate_ratio`` with ``low``, ``high`` (95%): how many times as many wait for one unit more.
    residuals
        ``locality_name``, ``observed``, ``expected``, ``ratio`` with ``low``, ``high`` (95%): what is left when
        rurality and travel are allowed for. Limits of a count, as much wider as localities differ beyond chance.
    reason
        Why there is no model, or ``''``.
    """

    effects: pd.DataFrame
    residuals: pd.DataFrame
    reason: str


def wait_model(table: pd.DataFrame, asked: tuple[str, ...] = ("rural_pct", "travel_minutes")) -> WaitModel:
    """People waiting for each person aged 65 and over, by how rural and how far a locality is.

    Parameters
    ----------
    table
        ``locality_name``, ``people_waiting``, ``population_65_plus`` and the columns ``asked``; rows with any missing
        are left out.

    Returns
    -------
    WaitModel
        Poisson with its spread taken from the rows (quasi-Poisson); without a model below 8 localities for each
        thing asked, or when one of them is the same everywhere.
    """
    rows = table[["locality_name", "people_waiting", "population_65_plus", *asked]].dropna()
    rows = rows[rows["population_65_plus"] > 0]
    needed = LEAST_FOR_EACH * len(asked)
    if len(rows) < needed:
        known = say_count(len(rows), "locality has", "localities have")
        return no_model(f"{known} all the figures; at least {needed} are needed to tell.")
    x = rows[list(asked)].astype("float64")
    if (x.std() == 0).any():
        return no_model("One of the things asked is the same in every locality.")
    if not rows["people_waiting"].sum():
        return no_model("Nobody waits anywhere.")
    return _fitted(rows, x)


def wait_models(table: pd.DataFrame, asked: tuple[str, ...]) -> tuple[WaitModel, ...]:
    """The model of everything asked; with too few localities for that, a model of each thing alone that can be fitted.

    Never empty: where nothing can be fitted, the one model says why. Things asked one at a time may stand for each
    other, which a model of all of them would tell apart.
    """
    whole = wait_model(table, asked)
    if not whole.reason:
        return (whole,)
    alone = tuple(one for one in (wait_model(table, (name,)) for name in asked) if not one.reason)
    return alone or (whole,)


def _fitted(rows: pd.DataFrame, x: pd.DataFrame) -> WaitModel:
    waiting = rows["people_waiting"].astype("float64")
    offset = np.log(rows["population_65_plus"].astype("float64"))
    fit = sm.GLM(waiting, sm.add_constant(x), sm.families.Poisson(), offset=offset).fit(scale="X2")
    limits = np.exp(fit.conf_int())
    effects = pd.DataFrame({"rate_ratio": np.exp(fit.params), "low": limits[0], "high": limits[1]}).drop("const")
    left = _left_over(rows["locality_name"], waiting, fit.fittedvalues, float(fit.scale))
    return WaitModel(effects.rename_axis("what").reset_index(), left, "")


def _left_over(names: pd.Series, waiting: pd.Series, expected: pd.Series, spread: float) -> pd.DataFrame:
    """What each locality's count is of that expected; counts that spread more than chance say as little as fewer."""
    wider = max(spread, 1.0)
    low, high = (wider * limit / expected.to_numpy() for limit in poisson(waiting / wider))
    columns = {"locality_name": names, "observed": waiting, "expected": expected, "ratio": waiting / expected}
    return pd.DataFrame(columns | {"low": low, "high": high}).reset_index(drop=True)


def no_model(reason: str) -> WaitModel:
    """No model, and why."""
    effects = pd.DataFrame(columns=["what", "rate_ratio", "low", "high"])
    return WaitModel(effects, pd.DataFrame(columns=_LEFT_OVER), reason)


def place_of_localities(
    localities: gpd.GeoDataFrame, areas: gpd.GeoDataFrame, population: pd.DataFrame, minutes: pd.DataFrame
) -> pd.DataFrame:
    """How spread out people are in each locality, and how far from a hospital.

    Parameters
    ----------
    population
        ``area_code``, ``population``, ``population_65_plus``.
    minutes
        ``area_code``, ``minutes`` to a hospital, in minutes; the nearest counts.

    Returns
    -------
    DataFrame
        ``locality_code``, ``locality_name``, ``people_per_km2`` and ``travel_minutes``: the average over people aged 65
        and over, of the areas whose minutes are known.
    """
    zone = zone_of_each(ground_of(areas), localities)
    km2 = pd.Series(areas.to_crs(NATIONAL_GRID).area.to_numpy() / 1e6, index=areas["area_code"].astype(str))
    nearest = minutes.groupby("area_code")["minutes"].min()
    people = population.drop_duplicates("area_code").set_index("area_code")
    rows = pd.DataFrame({"locality_code": zone, "km2": km2, "minutes": nearest.reindex(zone.index)})
    rows = rows.assign(everybody=people["population"].reindex(zone.index), older=people["population_65_plus"])
    rows = rows.assign(older_timed=rows["older"].where(rows["minutes"].notna()))
    rows = rows.assign(person_minutes=rows["minutes"] * rows["older_timed"])
    sums = rows.groupby("locality_code")[["km2", "everybody", "older_timed", "person_minutes"]].sum(min_count=1)
    found = pd.DataFrame(
        {
            "people_per_km2": sums["everybody"] / sums["km2"],
            "travel_minutes": sums["person_minutes"] / sums["older_timed"].where(sums["older_timed"] > 0),
        }
    )
    named = localities[["locality_code", "locality_name"]].reset_index(drop=True)
    return named.merge(found, left_on="locality_code", right_index=True, how="left", validate="one_to_one")


def office_beside_delivery(care: pd.DataFrame) -> pd.DataFrame:
    """The same hours by where offices stand and by where people live.

    Parameters
    ----------
    care
        One row per package or provider: ``office_locality``, ``delivery_locality``, ``hours``.

    Returns
    -------
    DataFrame
        ``locality_name``, ``hours_by_office``, ``hours_delivered``, ``wrong_by`` (office less delivered), in the order
        of the hours delivered. The totals are the same; the places are not.
    """
    by_office = care.groupby("office_locality", dropna=False)["hours"].sum()
    delivered = care.groupby("delivery_locality", dropna=False)["hours"].sum()
    table = pd.DataFrame({"hours_by_office": by_office, "hours_delivered": delivered}).fillna(0.0)
    table = table.assign(wrong_by=table["hours_by_office"] - table["hours_delivered"])
    return table.sort_values("hours_delivered", ascending=False).rename_axis("locality_name").reset_index()
