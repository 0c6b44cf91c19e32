"""Next year's hours of every locality side by side, with what a forecast of each would have missed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd
import streamlit as st

from lib.core import Provenance
from lib.core.words import say_period, slug
from lib.datasets import Dataset
from lib.disclosure import ProtectedTable
from lib.measures import match_names
from lib.measures.forecast import BackTest, back_test
from lib.measures.home_care import TOTAL
from lib.measures.home_care_series import alike_shown, totals_of
from lib.measures.in_total import in_total
from lib.measures.like_for_like import Alike, known_in
from lib.measures.next_year import CARRIED, PEOPLE, STATED, year_before
from lib.measures.next_year_by_locality import THEN, next_year_by_locality, why_no_model
from lib.ui import home_care, link, show
from lib.ui.by_locality import HomeCare
from lib.ui.cache import kept
from lib.ui.plain import plain
from lib.views.next_year_sentences import say_not_published, say_side_by_side

_ALIKE = {CARRIED: "last year's growth carried forward", PEOPLE: "as people aged 65+ grow", STATED: "growth as stated"}


@dataclass(frozen=True, eq=False)
class Growth:
    """Growth a year in per cent, as the reader states it, and of people aged 65 and over.

    ``published`` has their numbers by year, for all and for each place they are published for.
    """

    stated_pct: float | None = None
    people_pct: float | None = None
    published: Mapping[str, Mapping[int, float]] = field(default_factory=dict)
    used: tuple[Provenance, ...] = ()

    def people_of(self, locality: str) -> Mapping[int, float]:
        """Published numbers of people of a locality, else of all of them together; empty where none is published."""
        return self.published.get(self._known(locality) or TOTAL, {})

    def has_own(self, locality: str) -> bool:
        """Whether numbers of people are published for the locality itself, or for nobody."""
        return not self.published or self._known(locality) is not None

    def _known(self, locality: str) -> str | None:
        """The place of this name that people are published for, whatever the capitals."""
        found = match_names([locality], self.published)["population_name"].iloc[0]
        return None if pd.isna(found) else str(found)


def tried_on_the_past(series: ProtectedTable, of: str, activity: Dataset) -> BackTest:
    """Every way of forecasting tried on the past of all localities, or of one, once."""
    rows = series.frame
    values = rows.loc[rows["locality_name"].eq(of), "hours"].astype("float64").reset_index(drop=True)
    with st.spinner("Trying each way of forecasting on the past …"):
        return kept(lambda: back_test(values), "back_test", activity, of=of, held=series.held_as)


def grown_in_a_year(table: ProtectedTable, totals: pd.Series) -> Alike | None:
    """The localities known both in the last period of all hours together and a year before; ``None`` without one."""
    known = totals.dropna()
    if known.empty:
        return None
    last = str(known.index[-1])
    pair = (year_before(last), last)
    return known_in(in_total(table, "hours"), "hours", pair) if pair[0] in known else None


def section(each: ProtectedTable, whole: ProtectedTable, table: ProtectedTable, care: HomeCare, growth: Growth) -> None:
    """The hours of each locality now and a year on; the error of forecasts where the reader asks for it.

    ``whole`` has the totals of ``table``, the hours by the localities they came by.
    """
    names = [name for name in each.frame["locality_name"].drop_duplicates() if name != TOTAL]
    if len(names) < 2:
        return
    st.subheader("Every locality side by side")
    key = f"{slug(care.council.la_name)}-each-tried"
    able = {name: each if name != TOTAL else alike_shown(table, "hours") for name in [*names, TOTAL]}
    able = {name: series for name, series in able.items() if _can_be_tried(series, name)}
    tried: dict[str, BackTest] = {}
    if able and link.is_on("Try the forecasts on the past of every locality (a few seconds for each)", key):
        tried = _try_each(able, care)
    grown = grown_in_a_year(table, totals_of(whole, "hours"))
    figures = _side_by_side(each, whole, grown, growth, tried)
    last = say_period(care.latest)
    show.findings(say_side_by_side(figures, last, home_care.UNALLOCATED))
    _print(figures, last, care, growth, with_errors=bool(tried))


def _can_be_tried(series: ProtectedTable, name: str) -> bool:
    rows = series.frame[series.frame["locality_name"].eq(name)]
    return not why_no_model(rows["period"], rows["hours"].astype("float64"))


def _try_each(able: Mapping[str, ProtectedTable], care: HomeCare) -> dict[str, BackTest]:
    bar = st.progress(0.0)
    tried = {}
    for done, (name, series) in enumerate(able.items()):
        bar.progress(
            done / len(able), f"Trying the forecasts on the past of {plain(name)} ({done + 1} of {len(able)}) …"
        )
        tried[name] = tried_on_the_past(series, name, care.loaded if name == TOTAL else care.activity)
    bar.empty()
    return tried


def _side_by_side(
    each: ProtectedTable,
    whole: ProtectedTable,
    grown: Alike | None,
    growth: Growth,
    tried: Mapping[str, BackTest],
) -> ProtectedTable:
    """All localities last, from the figures as they came: what was spread may be hidden in other places."""
    together = whole.frame[whole.frame["locality_name"].eq(TOTAL)]

    def make(frame: pd.DataFrame) -> pd.DataFrame:
        series = pd.concat([frame[frame["locality_name"].ne(TOTAL)], together], ignore_index=True)
        names = [str(name) for name in series["locality_name"].drop_duplicates()]
        return next_year_by_locality(
            series,
            alike=None if grown is None else {TOTAL: grown.totals},
            people_by_year={name: growth.people_of(name) for name in names},
            people_growth_pct=growth.people_pct,
            stated_growth_pct=growth.stated_pct,
            tried=tried,
        )

    return each.derive(make)


def _print(table: ProtectedTable, last: str, care: HomeCare, growth: Growth, *, with_errors: bool) -> None:
    names = {"locality_name": "Locality", "hours_now": f"Hours in {last}"}
    then = {column: f"A year on: {_ALIKE[assumption]}" for assumption, column in THEN.items()}
    names |= {column: title for column, title in then.items() if _is_given(table, column)}
    names |= {"carried_pct": "Growth carried forward (%)"} if "carried_hours" in names else {}
    errors = {"method": "Closest on the past", "mean_absolute_pct": "Wrong by, on average (%)"}
    names |= errors if with_errors else {}
    names |= {"why": "What cannot be told"} if table.frame["why"].ne("").any() else {}
    figures = table.select(list(names)).rename(names)
    show.table(figures, f"Hours of home care by locality a year after {last}")
    used = [care.activity.provenance, *growth.used]
    say_whose_growth(growth, [str(name) for name in table.frame["locality_name"]])
    show.sources(*used)
    show.take_away(figures, used, f"Home care hours a year on by locality, {care.council.la_name}", "next-year-each")


def say_whose_growth(growth: Growth, names: list[str]) -> None:
    """For which of these the council's growth of people stands, since none of their own is published."""
    lost = [name for name in names if not growth.has_own(name)]
    said = say_not_published(lost, len(set(names) - {TOTAL, home_care.UNALLOCATED}), home_care.UNALLOCATED)
    if said:
        st.caption(plain(said))


def _is_given(table: ProtectedTable, name: str) -> bool:
    return bool(table.frame[name].notna().any())
