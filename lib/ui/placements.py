"""Placements in care homes: what the councils that publish them have published, in and out of the council."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from lib.core import Provenance
from lib.core.words import say_period
from lib.datasets import published
from lib.disclosure import ProtectedTable, public
from lib.geography import Council
from lib.measures.placements import nights_by_year, outside_of
from lib.measures.trend import trend
from lib.ui import show
from lib.views.charts import lines
from lib.views.market_sentences import say_nights, say_outside, say_stock
from lib.views.placement_charts import changes_chart, stock_line

_BECAUSE = "printed by the council in its own document"
_WEEK, _PEOPLE, _CHANGE = "Week to", "People in residential care", "Change from the week before"


def show_placements(council: Council) -> None:
    """The section for a council whose documents are built in; nothing for the others."""
    show_them = {"Sefton": _sefton, "Worcestershire": _worcestershire}.get(council.la_name)
    if show_them is not None:
        st.header("What the council has published")
        show_them()


def _sefton() -> None:
    placed, source = published.table("sefton_care_home_placements")
    show.findings(say_outside(_outside(placed)))
    shown = _published(placed)
    show.table(shown, "Placements as the council printed them")
    show.take_away(shown, [source], "Placements paid for by Sefton", "placements")
    weekly, weekly_source = published.table("sefton_residential_clients_weekly")
    _show_weekly(weekly, weekly_source)
    show.sources(source, weekly_source)


def _outside(placed: pd.DataFrame) -> pd.DataFrame:
    """Each number of placements outside the council with its share of all that were commissioned."""
    values = placed.set_index("metric")["value"].astype("float64")
    commissioned = values["placements commissioned"]
    outside = values[[name for name in values.index if name.startswith("out-of-borough placements")]]
    shares = [outside_of(commissioned, number) for number in outside]
    return pd.DataFrame({"placements": outside.to_numpy(), "of": commissioned, "outside_pct": shares})


def _published(placed: pd.DataFrame) -> ProtectedTable:
    headings = {
        "metric": "Figure",
        "period": "When",
        "qualifier": "Said as",
        "as_published": "As printed",
        "remark": "Note",
    }
    return public(placed[list(headings)].rename(columns=headings), because=_BECAUSE)


def _show_weekly(weekly: pd.DataFrame, source: Provenance) -> None:
    series = weekly.set_index("week_end")["clients"].astype("float64")
    found = trend(series, "stock")
    said = say_stock(series, found.verdict)
    show.findings([said, found.reason])
    stock = public(weekly.rename(columns={"week_end": _WEEK, "clients": _PEOPLE}), because=_BECAUSE)
    show.chart(stock_line(stock, _WEEK, _PEOPLE, title=_PEOPLE), said, [source])
    points = found.points[["value", "mean", "low", "high"]].rename_axis(_WEEK).reset_index()
    changes = public(points, because=_BECAUSE)
    show.chart(changes_chart(changes, _WEEK, title=_CHANGE), found.reason, [source])
    together = weekly.assign(week_end=weekly["week_end"].map(say_period), change=series.diff().to_numpy())
    table = public(together.set_axis([_WEEK, _PEOPLE, _CHANGE], axis=1), because=_BECAUSE)
    show.table(table, "People in residential care paid for by the council, week by week")
    show.take_away(table, [source], "People in residential care paid for by Sefton", "weekly")


def _worcestershire() -> None:
    nights, source = published.table("worcestershire_table16_bed_nights")
    by_year = nights_by_year(nights)
    show.findings(say_nights(by_year))
    split = by_year[["care_type", "year", "nights_inside", "nights_outside"]]
    long = split.melt(["care_type", "year"], var_name="where", value_name="nights")
    where = long["where"].map({"nights_inside": "in the county", "nights_outside": "outside"})
    drawn = public(long.assign(series=long["care_type"] + ", " + where), because=_BECAUSE)
    show.chart(lines(drawn, "year", "nights", "series", title="Nights paid for"), say_nights(by_year)[0], [source])
    headings = {
        "care_type": "Kind of care", "year": "Year", "nights_inside": "Nights in the county",
        "nights_outside": "Nights outside", "outside_pct": "% outside", "printed_total": "Total as printed",
        "differs_by": "Printed less added up",
    }  # fmt: skip
    table = public(by_year[list(headings)].rename(columns=headings), because=_BECAUSE)
    show.table(table, "Nights in care homes paid for by the council")
    show.take_away(table, [source], "Nights in care homes paid for by Worcestershire", "nights")
    show.sources(source)
