"""Growth and forecast of home care hours: named assumptions, and a seasonal model where a series allows one."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
import streamlit as st

from lib.core import Provenance
from lib.core.words import say_period, slug
from lib.datasets import Dataset
from lib.datasets.published import table as published
from lib.disclosure import ProtectedTable
from lib.geography import Council
from lib.measures.forecast import LEAST_FOR_MODEL, BackTest, back_test, fan
from lib.measures.home_care import TOTAL
from lib.measures.home_care_series import series_shown
from lib.measures.next_year import next_year
from lib.ui import data, home_care, link, show
from lib.ui.by_locality import HomeCare
from lib.ui.cache import kept
from lib.ui.home_care_market import start_of
from lib.views.home_care_charts import fan_chart
from lib.views.home_care_sentences import say_back_test, say_next_year

_WORCESTERSHIRE, _PEOPLE = "E10000034", "worcestershire_table01_population_65plus"
_AHEAD = 12


def section(council: Council, care: HomeCare | None) -> None:
    """A year on under each assumption, then the model put to the test."""
    st.header("What next year may need")
    if care is None:
        data.empty_state("locality_activity")
        return
    activity = care.loaded
    table = home_care.by_locality(activity, None, None, council)
    hours = series_shown(table, "hours")
    totals = hours.where(lambda frame: frame["locality_name"].eq(TOTAL))
    if totals.frame["hours"].isna().all():
        st.info("The activity loaded has no hours, or a figure is hidden in every period.", icon=":material/info:")
        return
    home_care.say_hidden(table, "hours")
    _show_assumptions(totals, activity, council)
    _show_model(totals, activity, council)


def _show_assumptions(totals: ProtectedTable, activity: Dataset, council: Council) -> None:
    key, start = slug(council.la_name), start_of(council)
    by_year, source = _people_by_year(council)
    left, right = st.columns(2)
    with left:
        stated = link.number("Growth you expect (% a year)", f"{key}-expected", default=start.growth_pct, low=-50)
    with right:
        growth = None
        if not by_year:
            label = "Growth of people aged 65 and over (% a year)"
            growth = link.number(label, f"{key}-people", default=None, low=-20, high=20, step=0.1)
    values = totals.frame.set_index("period")["hours"].astype("float64")
    table = next_year(values, people_by_year=by_year, people_growth_pct=growth, stated_growth_pct=stated)
    last = say_period(str(values.dropna().index[-1]))
    show.findings(say_next_year(table, last))
    if table.empty:
        return
    names = {"assumption": "Assumption", "hours_now": f"Hours in {last}", "hours_then": "Hours a year on"}
    names |= {"growth_hours": "Growth in hours", "growth_pct": "Growth (%)", "how": "How"}
    spoken = table.assign(assumption=table["assumption"].map(lambda said: said[:1].upper() + said[1:]))
    figures = totals.derive(lambda _: spoken[list(names)].rename(columns=names))
    used = [activity.provenance, *([source] if source else []), *([start.source] if start.source else [])]
    show.table(figures, f"Hours of home care a year after {last}")
    show.sources(*used)
    show.take_away(figures, used, f"Home care hours a year on, {council.la_name}", "next-year")


def _people_by_year(council: Council) -> tuple[dict[int, float], Provenance | None]:
    """Published numbers of people aged 65 and over, all districts together."""
    if council.la_code != _WORCESTERSHIRE:
        return {}, None
    rows, source = published(_PEOPLE)
    sums = rows.groupby(rows["year"].astype(int))["population_65_plus"].sum().astype(float)
    return {int(year): float(people) for year, people in sums.items()}, source  # type: ignore[call-overload]


def _show_model(totals: ProtectedTable, activity: Dataset, council: Council) -> None:
    st.subheader("A forecast from the months themselves")
    frame = totals.frame
    values = frame["hours"].astype("float64").reset_index(drop=True)
    months = _months(frame["period"])
    if len(values) < LEAST_FOR_MODEL or values.isna().any() or months is None:
        show.finding(_too_short(values))
        return
    tried: BackTest = kept(lambda: back_test(values), "back_test", activity, council=council.la_code)
    method = tried.best
    show.findings(say_back_test(tried, "hours of home care"))
    if not method:
        return
    names = {"method": "Method", "mean_absolute_error": "Mean error, hours", "mean_absolute_pct": "Mean error (%)"}
    names |= {"origins_count": "Times tried"}
    errors = totals.derive(lambda _: tried.errors[list(names)].rename(columns=names))
    show.table(errors, "Each way of forecasting, tried on the past")
    show.take_away(errors, [activity.provenance], f"Forecast errors, {council.la_name}", "forecast-errors")
    drawn = fan(values, _AHEAD, method)
    periods = [str(months[-1] + n) for n in range(1, _AHEAD + 1)]
    ahead = totals.derive(lambda _: drawn.assign(period=[say_period(p) for p in periods]))
    past = totals.derive(lambda f: pd.DataFrame({"period": f["period"].map(say_period), "value": f["hours"]}))
    said = f"Hours of home care in the past and, by {method}, in the next {_AHEAD} months, with 50, 80 and 95% bands"
    drawn_ahead = fan_chart(past, ahead, title="Hours of home care", is_dark=show.is_dark())
    show.chart(drawn_ahead, said, [activity.provenance])
    _take_fan(ahead, activity, council)


def _take_fan(ahead: ProtectedTable, activity: Dataset, council: Council) -> None:
    names = {"period": "Month", "forecast": "Forecast"}
    names |= {f"{end}_{level}": f"{level}% band, {end}" for level in ("50", "80", "95") for end in ("low", "high")}
    figures = ahead.select(list(names)).rename(names)
    show.table(figures, "The forecast with its bands")
    show.sources(activity.provenance)
    show.take_away(figures, [activity.provenance], f"Forecast of home care hours, {council.la_name}", "forecast")


def _months(periods: pd.Series) -> list[pd.Period] | None:
    """The periods as months one after another; ``None`` where they are anything else."""
    if not periods.str.fullmatch(r"\d{4}-\d{2}").all():
        return None
    months = [pd.Period(period, freq="M") for period in periods]
    return months if all(b == a + 1 for a, b in pairwise(months)) else None


def _too_short(values: pd.Series) -> str:
    if values.isna().any():
        return "A month is hidden or missing, so nothing can be forecast from the months themselves."
    if len(values) < LEAST_FOR_MODEL:
        return (
            f"There are {len(values)} periods. A forecast that knows the seasons needs at least {LEAST_FOR_MODEL} "
            "months one after another: two of every month."
        )
    return "The periods are not months one after another, so no forecast is made from them."
