"""One area looked at closely: its place, what lifts it, and its place without each indicator."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from lib.disclosure import ProtectedTable, public, with_gaps
from lib.pressure import drivers, ranks_without
from lib.ui import link, show
from lib.ui.cache import kept
from lib.ui.pressure import RATES, Asked
from lib.ui.pressure_how import How
from lib.ui.pressure_profile import in_words
from lib.views.charts import bars
from lib.views.pressure_sentences import say_one_area

_MOST_OFFERED = 1_000  # areas by rank; nobody looks through more in a list


def show_one(asked: Asked, table: ProtectedTable, how: How) -> None:
    """The reader's choice of an area, and why it has the place it has."""
    st.header("Why one area has its place")
    ranked = table.frame.dropna(subset=["rank"]).sort_values("rank").head(_MOST_OFFERED)
    names = dict(zip(ranked["area_name"].astype(str), ranked["area_code"], strict=True))
    chosen = link.choice_or_none("Look at one area", list(names), "area")
    if chosen is None:
        return
    code = str(names[chosen])
    rows = _reasons(asked, code, how)
    show.finding(say_one_area(ranked[ranked["area_code"] == code].iloc[0], rows))
    named = public(rows.assign(short=rows["indicator"].map(in_words(asked))), because=RATES)
    told = with_gaps(named, _gaps(asked, code, rows))
    drawn = bars(told, "short", "lift", title="Lift of the score against the average area")
    show.chart(drawn, f"What lifts {chosen}", asked.provenances)
    headings = {
        "indicator": "Indicator",
        "figure": "Figure",
        "average": "Average of all areas",
        "lift": "Lift of the score",
        "rank_without": "Rank without it",
    }
    show.table(told.select(list(headings)).rename(headings), f"What lifts and lowers {chosen}")


def _gaps(asked: Asked, code: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The marks that the file has in place of the area's figures."""
    marks = asked.gaps.loc[code].reindex(rows["indicator"]).astype("str").fillna("")
    return pd.DataFrame({"figure": marks.to_numpy()}, index=rows.index)


def _reasons(asked: Asked, code: str, how: How) -> pd.DataFrame:
    """One row an indicator: the area's figure, the average, the lift, and the rank when it is left out."""
    options = how.options_for(asked)
    lifts, without = kept(
        lambda: (drivers(asked.made, how.weights, **options), ranks_without(asked.made, how.weights, **options)),
        "reasons", *asked.used, **asked.key, how=repr(how),
    )  # fmt: skip
    rows = pd.DataFrame(
        {
            "figure": asked.figures.loc[code],
            "average": asked.figures.mean(),
            "lift": lifts.loc[code],
            "rank_without": without.loc[code].astype("Int64"),
        }
    )
    return rows.rename_axis("indicator").reset_index().sort_values("lift", ascending=False, ignore_index=True)
