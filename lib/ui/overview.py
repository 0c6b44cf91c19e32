"""The overview: what is loaded and how old it is, headline figures with their source, where to go next."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from lib.core.words import say_period
from lib.datasets import Dataset
from lib.datasets.published import headlines
from lib.geography import Council, lookup
from lib.measures.figures_by_locality import whole_of
from lib.measures.in_total import in_total
from lib.measures.scope import homes_of
from lib.measures.supply import totals
from lib.ui import carrying, data, home_care, show
from lib.ui.cache import kept
from lib.ui.show import words_table
from lib.ui.stopping import or_nothing
from lib.views.overview_sentences import say_left_out

_NEXT = (
    ("pages/care_homes.py", "Care homes", "Where the homes are, who runs them, how many beds there are."),
    ("pages/home_care.py", "Home care", "Hours, packages and people waiting, by locality."),
    ("pages/unmet_need.py", "Unmet need", "Who may be going without, and whether we can tell."),
    ("pages/demand_pressure.py", "Demand pressure", "Which areas are under most pressure, and how sure we are."),
)


def show_figures(council: Council) -> None:
    """A few figures of what is loaded, each with its date and source."""
    figures = _figures(council)
    if not figures:
        st.info("Nothing is loaded for this council yet. Start with **Your data**.", icon=":material/upload_file:")
        return
    carrying.say("population")
    show.figures({label: (value, said) for label, value, said in figures})


def show_published(council: Council) -> None:
    """Headline figures the council's documents print, with their source."""
    rows = headlines(council.la_name)
    if rows.empty:
        return
    st.header("What the published documents say")
    words = rows[["figure", "as_published", "unit", "period", "source"]]
    words_table(words.rename(columns=lambda c: c.replace("_", " ").capitalize()), "Headline figures as published")


def show_next() -> None:
    """Where to go next."""
    st.header("Where to go next")
    for column, (page, title, said) in zip(st.columns(len(_NEXT)), _NEXT, strict=True):
        with column, st.container(border=True, height="stretch"):
            st.page_link(page, label=f"**{title}**", icon=":material/arrow_forward:")
            st.markdown(said)


def _figures(council: Council) -> list[tuple[str, str, str]]:
    found = [_homes_figures(council), _people_figure(council), _hours_figure(council)]
    return [figure for figures in found for figure in figures]


def _homes_figures(council: Council) -> list[tuple[str, str, str]]:
    register = data.dataset("homes")
    if register is None:
        return []
    homes = kept(lambda: homes_of(register.frame, council), "homes_of", register, council=council.la_code)
    if homes.empty:
        return []
    summed = totals(homes)
    said = _said(register)
    beds = [] if pd.isna(summed["beds"]) else [("Registered beds", f"{summed['beds']:,.0f}", said)]
    return [("Care homes", f"{summed['homes']:,.0f}", said), *beds]


def _people_figure(council: Council) -> list[tuple[str, str, str]]:
    """People of the council's own areas, of 2021 too; of the whole file where none of its areas is known here."""
    people = data.dataset("population")
    if people is None or "population_75_plus" not in people.frame:
        return []
    carried = carrying.carried(people)
    is_here = carried.frame["area_code"].astype(str).isin(_codes_of(council))
    note = ", carried to the areas used here" if carried is not people else ""
    counted = carried.frame.loc[is_here, "population_75_plus"]
    if not is_here.any():
        note = f". The whole file: none of its areas is known to lie in {council.la_name}"
        counted = people.frame["population_75_plus"]
    if counted.isna().all():  # the file has no ages that make 75 and over
        return []
    return [("People aged 75 and over", f"{counted.sum():,.0f}", f"{_said(people)}{note}")]


def _codes_of(council: Council) -> set[str]:
    """Every code of an area of the council: small areas, wards, districts and its own."""
    table = lookup(council)
    columns = [name for name in ("lsoa11_code", "ward_code", "lad_code", "la_code") if name in table]
    return {council.la_code, *(code for name in columns for code in table[name].astype(str))}


def _hours_figure(council: Council) -> list[tuple[str, str, str]]:
    """Hours of the latest period, of what may be shown: those of a few people cannot be worked out from their sum."""
    activity = data.dataset("locality_activity")
    if activity is None or "hours" not in activity.frame or activity.frame["hours"].isna().all():
        return []
    table = or_nothing(lambda: home_care.by_locality(activity, None, None, council))
    latest = str(activity.frame["period"].astype(str).max())
    now = None if table is None else home_care.in_period(table, latest)
    hours = float("nan") if now is None else whole_of(now, "hours")
    if now is None or pd.isna(hours):
        return []
    left_out = say_left_out("It", in_total(now, "hours").left_out)
    return [
        (f"Hours of home care, {say_period(latest)}", f"{hours:,.0f}", f"{_said(activity)}. {left_out}".strip(". "))
    ]


def _said(dataset: Dataset) -> str:
    if dataset.provenance.is_synthetic:
        return "Synthetic sample, made up to match published totals"
    return f"{dataset.provenance.source}, {dataset.provenance.as_at or 'date not stated'}"
