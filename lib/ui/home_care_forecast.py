"""Growth and forecast of home care hours: named assumptions, and a seasonal model where a series allows one."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from lib.core import Provenance
from lib.core.words import say_period, slug
from lib.datasets import Dataset
from lib.datasets.published import table as published
from lib.disclosure import ProtectedTable
from lib.geography import Council
from lib.measures.forecast import fan
from lib.measures.home_care import TOTAL
from lib.measures.home_care_series import alike_shown, series_shown
from lib.measures.in_total import in_total
from lib.measures.like_for_like import Alike, over_time
from lib.measures.next_year import next_year
from lib.measures.next_year_by_locality import months_in_a_row, why_no_model
from lib.ui import data, forecast_localities, home_care, link, show
from lib.ui.by_locality import HomeCare
from lib.ui.forecast_localities import Growth, grown_in_a_year, say_whose_growth, tried_on_the_past
from lib.ui.home_care_market import start_of
from lib.ui.plain import plain
from lib.ui.stopping import or_nothing
from lib.views.course_sentences import say_compared
from lib.views.home_care_charts import fan_chart
from lib.views.home_care_sentences import say_back_test, say_next_year

_WORCESTERSHIRE, _PEOPLE = "E10000034", "worcestershire_table01_population_65plus"
_AHEAD = 12


@dataclass(frozen=True, eq=False)
class Looked:
    """What the reader looks at: the hours of all localities or of one."""

    series: ProtectedTable
    of: str
    activity: Dataset
    council: Council
    table: ProtectedTable | None = None  # what all localities are made of; none where one is looked at

    @property
    def totals(self) -> ProtectedTable:
        """Its rows alone, oldest first."""
        return self.series.where(lambda frame: frame["locality_name"].eq(self.of))

    @property
    def values(self) -> pd.Series:
        """Hours by period."""
        return self.totals.frame.set_index("period")["hours"].astype("float64")

    @property
    def tested(self) -> ProtectedTable:
        """What a forecast is made from: of all localities, those that are the same in every period."""
        return self.totals if self.table is None else alike_shown(self.table, "hours")

    @property
    def compared(self) -> Alike | None:
        """The localities behind :attr:`tested`."""
        return None if self.table is None else over_time(in_total(self.table, "hours"), "hours")

    @property
    def grown(self) -> Alike | None:
        """The localities known both in the last period and a year before."""
        return None if self.table is None else grown_in_a_year(self.table, self.values)

    @property
    def named(self) -> str:
        """The locality, to end a title with."""
        return "" if self.of == TOTAL else f", {self.of}"


def section(council: Council, care: HomeCare | None) -> None:
    """A year on under each assumption and the model put to the test, of all localities or one; then side by side."""
    st.header("What next year may need")
    if care is None:
        if data.dataset("locality_activity") is None:  # else it has been said why it is not shown
            data.empty_state("locality_activity")
        return
    hours = care.loaded.frame.get("hours")
    if hours is None or hours.isna().all():
        st.info("The activity loaded has no hours.", icon=":material/info:")
        return
    tables = or_nothing(lambda: (home_care.by_locality(care.loaded, None, None, council), care.shown()))
    if tables is not None:
        _show(council, care, *tables)


def _show(council: Council, care: HomeCare, table: ProtectedTable, by_locality: ProtectedTable) -> None:
    """``table`` is of the localities the figures came by, ``by_locality`` of those chosen."""
    whole, each = series_shown(table, "hours"), series_shown(by_locality, "hours")
    if each.frame["hours"].isna().all():
        st.info("A figure of the hours loaded is hidden or missing in every period.", icon=":material/info:")
        return
    of = _choose(each, council)
    is_all = of == TOTAL
    at = Looked(whole, of, care.loaded, council, table) if is_all else Looked(each, of, care.activity, council)
    if of == TOTAL:
        home_care.say_hidden(table, "hours")
    else:
        _say_hidden(at)
    growth = _ask_growth(council)
    if at.values.isna().all():
        show.notice(f"Hours of {of} are hidden or missing in every period, so nothing can be said of next year there.")
    else:
        _show_assumptions(at, growth)
        _show_model(at)
    forecast_localities.section(each, whole, table, care, growth)


def _say_hidden(at: Looked) -> None:
    """In how many periods a locality's hours are hidden; nothing where none are."""
    hidden = at.totals.is_hidden("hours")
    if hidden.any():
        st.caption(
            plain(f"{at.of}: hours are hidden in {hidden.sum():,} of {len(hidden):,} periods, to protect people.")
        )


def _choose(each: ProtectedTable, council: Council) -> str:
    """All localities or one of them, in the link."""
    key = f"{slug(council.la_name)}-next-year-of"
    names = [TOTAL, *(name for name in each.frame["locality_name"].drop_duplicates() if name != TOTAL)]
    if st.session_state.get(key, TOTAL) not in names:  # a locality of others than those chosen now
        st.session_state[key] = TOTAL
    return link.choice("Next year of", names, key) if len(names) > 2 else TOTAL


def _ask_growth(council: Council) -> Growth:
    """The growth the reader expects; of people too, where nothing is published."""
    key, start = slug(council.la_name), start_of(council)
    published_people, source = _published_people(council)
    left, right = st.columns(2)
    with left:
        stated = link.number("Growth you expect (% a year)", f"{key}-expected", default=start.growth_pct, low=-50)
    people = None
    if not published_people:
        with right:
            label = "Growth of people aged 65 and over (% a year)"
            people = link.number(label, f"{key}-people", default=None, low=-20, high=20, step=0.1)
    used = tuple(one for one in (source, start.source) if one is not None)
    return Growth(stated, people, published_people, used)


def _published_people(council: Council) -> tuple[dict[str, dict[int, float]], Provenance | None]:
    """Published numbers of people aged 65 and over by year, of each district and of all together."""
    if council.la_code != _WORCESTERSHIRE:
        return {}, None
    rows, source = published(_PEOPLE)
    rows = rows.assign(year=rows["year"].astype(int), people=rows["population_65_plus"].astype(float))
    named = {TOTAL: rows, **{str(name): part for name, part in rows.groupby("district")}}
    return {name: _by_year(part) for name, part in named.items()}, source


def _by_year(rows: pd.DataFrame) -> dict[int, float]:
    sums = rows.groupby("year")["people"].sum()
    return {int(year): float(people) for year, people in zip(sums.index, sums, strict=True)}


def _show_assumptions(at: Looked, growth: Growth) -> None:
    values, grown = at.values, at.grown
    table = next_year(
        values,
        alike=None if grown is None else grown.totals,
        people_by_year=growth.people_of(at.of),
        people_growth_pct=growth.people_pct,
        stated_growth_pct=growth.stated_pct,
    )
    last = say_period(str(values.dropna().index[-1]))
    said = [*say_next_year(table, last), *_only(grown, "in one of the two periods only")]
    show.findings([said[0] if at.of == TOTAL else f"{at.of}: {said[0][:1].lower()}{said[0][1:]}", *said[1:]])
    if table.empty:
        return
    names = {"assumption": "Assumption", "hours_now": f"Hours in {last}", "hours_then": "Hours a year on"}
    names |= {"growth_hours": "Growth in hours", "growth_pct": "Growth (%)", "how": "How"}
    spoken = table.assign(assumption=table["assumption"].map(lambda said: said[:1].upper() + said[1:]))
    figures = at.totals.derive(lambda _: spoken[list(names)].rename(columns=names))
    used = [at.activity.provenance, *growth.used]
    say_whose_growth(growth, [at.of])
    show.table(figures, f"Hours of home care a year after {last}{at.named}")
    show.sources(*used)
    show.take_away(figures, used, f"Home care hours a year on, {at.council.la_name}{at.named}", "next-year")


def _only(alike: Alike | None, when: str = "in some of the periods only") -> list[str]:
    said = "" if alike is None else say_compared(alike, "Hours of home care", when)
    return [said] if said else []


def _show_model(at: Looked) -> None:
    st.subheader("A forecast from the months themselves")
    tested, only = at.tested, _only(at.compared)
    values, months = tested.frame["hours"].astype("float64"), months_in_a_row(tested.frame["period"])
    values = values.reset_index(drop=True)
    why = why_no_model(tested.frame["period"], values)
    if why or months is None:
        show.findings([why, *only])
        return
    tried = tried_on_the_past(tested, at.of, at.activity)
    method = tried.best
    show.findings([*say_back_test(tried, "hours of home care"), *only])
    if not method:
        return
    names = {"method": "Method", "mean_absolute_error": "Mean error, hours", "mean_absolute_pct": "Mean error (%)"}
    names |= {"origins_count": "Times tried"}
    errors = at.totals.derive(lambda _: tried.errors[list(names)].rename(columns=names))
    show.table(errors, "Each way of forecasting, tried on the past")
    said = f"Forecast errors, {at.council.la_name}{at.named}"
    show.take_away(errors, [at.activity.provenance], said, "forecast-errors")
    _show_fan(at, fan(values, _AHEAD, method), method, months[-1])


def _show_fan(at: Looked, drawn: pd.DataFrame, method: str, last: pd.Period) -> None:
    periods = [str(last + n) for n in range(1, _AHEAD + 1)]
    ahead = at.totals.derive(lambda _: drawn.assign(period=[say_period(p) for p in periods]))
    past = at.tested.derive(lambda f: pd.DataFrame({"period": f["period"].map(say_period), "value": f["hours"]}))
    said = f"Hours of home care in the past and, by {method}, in the next {_AHEAD} months, with 50, 80 and 95% bands"
    drawn_ahead = fan_chart(past, ahead, title="Hours of home care", is_dark=show.is_dark())
    show.chart(drawn_ahead, said + at.named, [at.activity.provenance])
    _take_fan(ahead, at)


def _take_fan(ahead: ProtectedTable, at: Looked) -> None:
    names = {"period": "Month", "forecast": "Forecast"}
    names |= {f"{end}_{level}": f"{level}% band, {end}" for level in ("50", "80", "95") for end in ("low", "high")}
    figures = ahead.select(list(names)).rename(names)
    show.table(figures, "The forecast with its bands")
    show.sources(at.activity.provenance)
    said = f"Forecast of home care hours, {at.council.la_name}{at.named}"
    show.take_away(figures, [at.activity.provenance], said, "forecast")
