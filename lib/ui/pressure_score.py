"""The score: areas by pressure, how sure each rank is, what drives it, and what each indicator does to it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from lib.disclosure import ProtectedTable, public
from lib.pressure import drivers, leave_one_out, refine
from lib.ui import link, places, pressure_notebook, show
from lib.ui.cache import kept
from lib.ui.pressure import RATES, SCORE, Asked
from lib.ui.pressure_area import show_one
from lib.ui.pressure_how import How, ask_how, scored_steps
from lib.ui.pressure_profile import show_figures
from lib.views.charts import profile_heat, ranks
from lib.views.pressure_sentences import say_inputs, say_sure_ranks
from lib.views.sentences import say_pressure

_MOST_SHOWN, _MOST_DRIVEN = 25, 12
_CHANCE = "chance_pct"
_SHADES = {SCORE: "score", "Rank (1 is most)": "rank", "Chance of the worst fifth": _CHANCE}
_FIRST, _DRAWS = 200, 1000
_AT_ONCE = 5_000  # areas up to which every draw is a matter of a moment
_REFINED, _SHOWN = "pressure-refined", "pressure-first-shown"
_LOOK_SECONDS = 1.0


def show_view(asked: Asked) -> None:
    """Map, ranks, drivers, the effect of each indicator, and every area in a table."""
    how = ask_how(asked)
    table, is_final = _ranked(asked, how)
    if not is_final:
        show.notice("The first 200 of 1,000 ways of working it out. The rest are being drawn; ranks may move a little.")
    effect = _left_out(asked, how)
    went_in = say_inputs(asked.made, asked.making, asked.word)
    show.explained(went_in, say_pressure(table, asked.word), say_sure_ranks(table, effect))
    _draw(asked, table)
    first = table.where(lambda frame: frame["rank"] <= _MOST_SHOWN).sort("rank")
    show.chart(ranks(first, is_dark=show.is_dark()), "The areas ranked first, with 90% intervals", asked.provenances)
    listed = _listed(table)
    show.table(listed, "Every area, most pressed first")
    show.take_away(listed, asked.provenances, f"Demand pressure in {asked.place}", "pressure")
    with st.expander("The figures behind the score", icon=":material/table_rows:"):
        show_figures(asked, pd.Index(table.sort("rank").frame["area_code"]))
    _show_drivers(asked, table, how)
    show_one(asked, table, how)
    _show_leaving_out(asked, effect)
    pressure_notebook.offer(asked, lambda: scored_steps(asked, how), SCORE)
    if not is_final:
        _refine(asked, how)


def _draw(asked: Asked, table: ProtectedTable) -> None:
    """The map; areas of which the draws do not agree are marked as uncertain."""
    shade = link.choice("Colour the map by", list(_SHADES), "colour", look="segments")
    column = _SHADES[shade]
    shown = table.with_columns({column: lambda frame: 100 * frame["p_worst_fifth"]}) if column == _CHANCE else table
    places.show_rates(
        asked.council,
        asked.kind,
        shown,
        column,
        "score",
        title=shade,
        unit="%" if column == _CHANCE else "",
        uncertain="is_uncertain",
    )


def _ranked(asked: Asked, how: How) -> tuple[ProtectedTable, bool]:
    """The ranks, and whether every draw is in them: with many areas the first draws are shown at once."""
    key = _key(asked, how)
    if len(asked.made.values) <= _AT_ONCE or st.session_state.get(_REFINED) == repr(key):
        return _drawn(asked, how, _DRAWS), True
    return _drawn(asked, how, _FIRST), False


def _refine(asked: Asked, how: How) -> None:
    """Draw the rest once the page stands, then show it again with all of them."""
    st.session_state[_SHOWN] = False

    @st.fragment(run_every=_LOOK_SECONDS)
    def rest() -> None:
        if not st.session_state.get(_SHOWN):
            st.session_state[_SHOWN] = True
            return
        with st.spinner("Drawing the other 800 ways …"):
            _drawn(asked, how, _DRAWS)
        st.session_state[_REFINED] = repr(_key(asked, how))
        st.rerun()

    rest()


def _drawn(asked: Asked, how: How, draws: int) -> ProtectedTable:
    """The index after so many of the 1,000 draws."""

    def work() -> ProtectedTable:
        frames = refine(asked.made, how.weights, _DRAWS, first=draws, **how.options_for(asked))
        return public(next(frames).assign(area_name=asked.offered.names).reset_index(), because=RATES)

    with st.spinner(f"Ranking the areas in {draws:,} ways …"):
        return kept(work, "pressure_index", *asked.used, draws=draws, **_key(asked, how))


def _key(asked: Asked, how: How) -> dict[str, object]:
    """What a score depends on besides the data."""
    return {**asked.key, "how": repr(how)}


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


def _show_drivers(asked: Asked, table: ProtectedTable, how: How) -> None:
    """What lifts each of the first areas above the average area."""
    st.header("What drives the score")
    order = table.sort("rank").frame.head(_MOST_DRIVEN)
    lifts = drivers(asked.made, how.weights, **how.options_for(asked)).reindex(order["area_code"])
    named = lifts.set_axis(order["area_name"].to_list(), axis=0).rename_axis("area")
    long = named.reset_index().melt("area", var_name="indicator", value_name="lift")
    drawn = public(long, because=RATES)
    show.chart(
        profile_heat(drawn, row="area", column="indicator", value="lift", is_dark=show.is_dark()),
        "How much each indicator lifts (or lowers) the score of the areas ranked first",
        asked.provenances,
    )
    wide = public(named.round(2).reset_index().rename(columns={"area": "Area"}), because=RATES)
    show.table(wide, "Lift of each indicator against the average area, areas ranked first")


def _left_out(asked: Asked, how: How) -> pd.DataFrame | None:
    """What leaving out each indicator does; nothing when there is only one."""
    if len(asked.chosen) < 2:
        return None
    return kept(
        lambda: leave_one_out(asked.made, how.weights, **how.options_for(asked)),
        "leave_one_out", *asked.used, **_key(asked, how),
    )  # fmt: skip


def _show_leaving_out(asked: Asked, effect: pd.DataFrame | None) -> None:
    """What happens when an indicator is left out."""
    if effect is None:
        return
    st.header("If an indicator is left out")
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
