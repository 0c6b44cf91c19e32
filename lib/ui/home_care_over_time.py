"""Home care over time: every locality, all of them, a published peak for reference, and whether it has changed."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from lib.core import Provenance
from lib.core.words import say_period
from lib.datasets.published import table as published
from lib.disclosure import ProtectedTable
from lib.geography import Council
from lib.measures.course import course_of
from lib.measures.home_care import TOTAL, Activity
from lib.measures.home_care_series import alike_shown, series_shown, totals_of, trend_of
from lib.measures.in_total import in_total
from lib.measures.like_for_like import over_time
from lib.measures.trend import TOO_FEW, Trend
from lib.measures.xmr import SIGNALS
from lib.ui import home_care, show
from lib.views.charts import lines
from lib.views.course_sentences import say_compared, say_course
from lib.views.home_care_charts import courses, limits_chart, lines_below
from lib.views.home_care_sentences import say_peak

_SEFTON, _PEAK_TABLE, _PEAK = "E08000014", "sefton_domiciliary_care", "peak waiting list for packages of care"
_MANY = 9  # lines, with that of all localities, that one pair of axes can hold
_PEAK_WORDS = "The peak that the council published, in the Covid-19 pandemic,"


def section(table: ProtectedTable, council: Council, measure: Activity, title: str, used: Sequence[Provenance]) -> None:
    """The measure over all periods: chart, what it says, and the figures to take away."""
    st.header(f"{title} over time")
    series = series_shown(table, measure)
    alike = alike_shown(table, measure)
    found = trend_of(alike, measure)
    peak = _peak(council, measure)
    only = say_compared(over_time(in_total(table, measure), measure), title)
    whose = "The localities compared" if only else TOTAL
    said = [*say_course(course_of(totals_of(alike, measure), found), found, title, whose), *([only] if only else [])]
    show.findings([*said, *([say_peak(peak[0], _PEAK_WORDS)] if peak else [])])
    home_care.say_hidden(table, measure)
    _show_lines(series, measure, title, peak, used)
    if found.verdict != TOO_FEW:
        _show_limits(alike, found, title, whose, used)
    show.sources(*used[:1], *([peak[1]] if peak else []))
    everything = home_care.printed_figures(table, with_period=True)
    show.table(everything, f"{title} and the rest, every period")
    show.take_away(everything, used, f"Home care by locality in {council.la_name}, all periods", "home-care-all")


def _peak(council: Council, measure: Activity) -> tuple[float, Provenance] | None:
    """The highest waiting list the council's document prints."""
    if council.la_code != _SEFTON or measure != "people_waiting":
        return None
    rows, source = published(_PEAK_TABLE)
    return float(rows.set_index("metric")["value"][_PEAK]), source


def _show_lines(
    series: ProtectedTable,
    measure: Activity,
    title: str,
    peak: tuple[float, Provenance] | None,
    used: Sequence[Provenance],
) -> None:
    named = series.with_columns({"period": lambda frame: frame["period"].map(say_period)})
    is_many = series.frame["locality_name"].nunique() > _MANY
    if is_many:
        _show_courses(named, measure, title, used[:1])
        named = named.where(lambda frame: frame["locality_name"].eq(TOTAL))
    if peak is None:
        chart = lines(named, "period", measure, "locality_name", title=title)
    else:
        said, dark = f"Published peak: {peak[0]:,.0f}", show.is_dark()
        chart = lines_below(
            named, "period", measure, "locality_name", title=title, reference=peak[0], words=said, is_dark=dark
        )
    which = "in all localities together" if is_many else "by locality"
    said = f"{title} {which} over {series.frame['period'].nunique()} periods"
    show.chart(chart, said, [*used[:1], *([peak[1]] if peak else [])])


def _show_courses(named: ProtectedTable, measure: Activity, title: str, used: Sequence[Provenance]) -> None:
    """A row for each locality: together with all of them in one picture they would lie on each other."""
    each = named.where(lambda frame: frame["locality_name"].ne(TOTAL))
    show.caption("Each locality from nought to its own highest figure, with its latest at the end")
    chart = courses(each, "period", measure, "locality_name", title=title, is_dark=show.is_dark())
    said = f"{title} in each locality, one row each, over {named.frame['period'].nunique()} periods"
    show.chart(chart, said, used)
    show.caption("All localities together")


def _show_limits(series: ProtectedTable, found: Trend, title: str, whose: str, used: Sequence[Provenance]) -> None:
    """The points that were tested, with their limits; of a stock, its changes."""
    what = f"Change in {title.lower()}" if found.chart_kind == "changes" else title
    points = series.derive(lambda _: found.points.rename_axis("period").reset_index())
    points = points.with_columns(
        {
            "period": lambda frame: frame["period"].map(say_period),
            "is_signal": lambda frame: frame[list(SIGNALS)].any(axis=1),
        }
    )
    show.chart(limits_chart(points, "period", title=what, is_dark=show.is_dark()), found.reason, used[:1])
    st.caption(found.reason)
    names = {"period": "Period", "value": what, "mean": "Mean", "low": "Lower limit", "high": "Upper limit"}
    figures = points.select([*names, "is_signal"]).rename(names | {"is_signal": "Breaks a rule"})
    show.table(figures, f"{what}, {whose[:1].lower()}{whose[1:]}, with limits")
    show.take_away(figures, used[:1], f"{what}, with limits", "limits")
