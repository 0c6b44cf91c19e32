"""The score: areas by pressure, how sure each rank is, what drives it, and what each indicator does to it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from lib.core.words import slugs
from lib.disclosure import ProtectedTable, public
from lib.pressure import drivers, leave_one_out, pressure_index
from lib.pressure.recipe import Options
from lib.ui import link, places, show
from lib.ui.cache import kept
from lib.ui.pressure import RATES, Asked
from lib.views.charts import profile_heat, ranks
from lib.views.sentences import say_pressure

_SCALES = {
    "Distance from the average": "z",
    "From least to most": "minmax",
    "Place in the order": "rank",
    "As the Indices of Deprivation": "exponential",
}
_JOINS = {"A low figure makes up for a high one": "arithmetic", "A low figure makes up less": "geometric"}
_MOST_SHOWN, _MOST_DRIVEN = 25, 12


def show_view(asked: Asked) -> None:
    """Map, ranks, drivers, the effect of each indicator, and every area in a table."""
    options, weights = _choices(asked)
    table = _ranked(asked, options, weights)
    show.finding(say_pressure(table, asked.word))
    places.show_rates(
        asked.council, asked.kind, table, "score", "score", title="Pressure score", uncertain="is_uncertain"
    )
    first = table.where(lambda frame: frame["rank"] <= _MOST_SHOWN).sort("rank")
    show.chart(ranks(first, is_dark=show.is_dark()), "The areas ranked first, with 90% intervals")
    listed = _listed(table)
    show.table(listed, "Every area, most pressed first")
    show.take_away(listed, asked.provenances, f"Demand pressure in {asked.place}", "pressure")
    _show_drivers(asked, table, options, weights)
    _show_leaving_out(asked, options, weights)


def _choices(asked: Asked) -> tuple[Options, dict[str, float]]:
    """How the score is made, for those who want to argue with it."""
    with st.container(key="controls-score"), st.expander("Argue with it: weights and method", icon=":material/tune:"):
        left, right = st.columns(2)
        with left:
            scale = link.choice("Put indicators on one scale by", list(_SCALES), "scale")
        with right:
            join = link.choice("When they are put together", list(_JOINS), "join")
        weights, keys = {}, slugs(asked.chosen)
        for place, name in enumerate(asked.chosen):
            with (left, right)[place % 2]:
                weights[name] = float(
                    link.number(f"Weight of {name}", f"w-{keys[name]}", default=1.0, high=10.0) or 0.0
                )
    options: Options = {
        "directions": asked.directions,
        "normalisation": _SCALES[scale],  # type: ignore[typeddict-item]
        "aggregation": _JOINS[join],  # type: ignore[typeddict-item]
    }
    if not sum(weights.values()):
        show.notice("Every weight is 0, so nothing can be ranked: equal weights are used.")
        weights = dict.fromkeys(asked.chosen, 1.0)
    return options, weights


def _ranked(asked: Asked, options: Options, weights: dict[str, float]) -> ProtectedTable:
    def work() -> ProtectedTable:
        result = pressure_index(asked.figures, weights, **options)
        return public(result.assign(area_name=asked.offered.names).reset_index(), because=RATES)

    with st.spinner("Ranking the areas in 1,000 ways …"):
        return kept(work, "pressure_index", *asked.used, **asked.key, options=repr(options), weights=weights)


def _listed(table: ProtectedTable) -> ProtectedTable:
    headings = {
        "area_name": "Area",
        "area_code": "Code",
        "score": "Score",
        "rank": "Rank",
        "rank_low": "Rank from",
        "rank_high": "Rank to",
        "p_worst_fifth": "Probability of worst fifth",
        "n_missing": "Indicators missing",
    }
    return table.sort("rank").select(list(headings)).rename(headings)


def _show_drivers(asked: Asked, table: ProtectedTable, options: Options, weights: dict[str, float]) -> None:
    """What lifts each of the first areas above the average area."""
    st.header("What drives the score")
    order = table.sort("rank").frame.head(_MOST_DRIVEN)
    lifts = drivers(asked.figures, weights, **options).reindex(order["area_code"])
    named = lifts.set_axis(order["area_name"].to_list(), axis=0).rename_axis("area")
    long = named.reset_index().melt("area", var_name="indicator", value_name="lift")
    drawn = public(long, because=RATES)
    show.chart(
        profile_heat(drawn, row="area", column="indicator", value="lift", is_dark=show.is_dark()),
        "How much each indicator lifts (or lowers) the score of the areas ranked first",
    )
    wide = public(named.round(2).reset_index().rename(columns={"area": "Area"}), because=RATES)
    show.table(wide, "Lift of each indicator against the average area, areas ranked first")


def _show_leaving_out(asked: Asked, options: Options, weights: dict[str, float]) -> None:
    """What happens when an indicator is left out."""
    if len(asked.chosen) < 2:
        return
    st.header("If an indicator is left out")
    effect = kept(
        lambda: leave_one_out(asked.figures, weights, **options),
        "leave_one_out", *asked.used, **asked.key, options=repr(options), weights=weights,
    )  # fmt: skip
    rows = pd.DataFrame(
        {
            "Left out": effect["indicator"],
            "Weight": effect["weight"],
            "Agreement of ranks (1 = the same)": effect["rank_correlation"],
            "Places moved on average": effect["mean_places_moved"],
            "Most places moved": effect["most_places_moved"],
            "By": effect["area_moved_most"].map(asked.offered.names),
            "New in the worst fifth": effect["n_joining_worst_fifth"],
        }
    )
    table = public(rows, because=RATES)
    show.table(table, "The effect of leaving out each indicator")
    show.take_away(table, asked.provenances, f"Leaving out each indicator, {asked.place}", "leave-out")
