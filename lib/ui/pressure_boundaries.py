"""The same figures on two geographies side by side: what the boundaries do to the answer."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from lib.core.words import plural
from lib.disclosure import ProtectedTable, public
from lib.exports.ipynb import Step
from lib.exports.pressure_steps import compared
from lib.pressure import Boundaries, boundaries, how_sure, pressure_index
from lib.ui import link, places, pressure_notebook, show
from lib.ui.cache import kept
from lib.ui.pressure import BOUNDARIES, RATES, SCORE, Asked, on_other_areas
from lib.ui.pressure_how import How, ask_how, score_of, scored_steps
from lib.ui.stopping import end_page
from lib.views.classes import classify
from lib.views.pressure_sentences import say_inputs, say_sure_boundaries

_PLACE = "Pressure: share of areas with less"
_FIFTHS = (20.0, 40.0, 60.0, 80.0)


def show_view(asked: Asked) -> None:
    """Two maps of one measure, what is hidden on each, and every area of the second with the spread inside it."""
    measure, kind = _choices(asked)
    how = ask_how(asked) if measure == SCORE else None
    other = on_other_areas(asked, kind)
    if measure != SCORE and measure not in other.chosen:
        show.notice(f"“{measure}” has no figure by {other.word}. Choose another measure, or other areas.")
        end_page()
    first, second = _figure(asked, measure, how), _figure(other, measure, how)
    found = boundaries(first, second, _within(asked), _within(other))
    went_in = say_inputs(asked.made, asked.making, asked.word) if how else f"“{measure}” on both."
    sure = how_sure(found, _drawn(asked, measure, how), _drawn(other, measure, how))
    show.explained(went_in, " ".join(found.sentences(asked.word, other.word)), say_sure_boundaries(sure))
    _show_maps(asked, other, first, second, measure)
    listed = _listed(found, other, measure)
    show.table(listed, f"Every {other.word}, with the spread of its {plural(asked.word)} inside it")
    show.take_away(listed, asked.provenances, f"{measure} by {other.word} in {asked.place}", "boundaries")
    _show_hidden(asked, other, found)
    pressure_notebook.offer(asked, lambda: _steps(asked, other, measure, how), BOUNDARIES)


def _choices(asked: Asked) -> tuple[str, str]:
    kinds = {title: kind for title, kind in places.every_kind().items() if _is_beside(asked.kind, kind)}
    if not kinds:
        show.notice("These areas reach over several councils, so no others cover the same place. Choose others above.")
        end_page()
    with st.container(key="controls-boundaries"):
        left, right = st.columns(2)
        with left:
            measure = link.choice("Measure", [SCORE, *asked.chosen], "of")
        with right:
            first = next((title for title, kind in kinds.items() if kind == "ward"), None)
            beside = link.choice("Beside them, by", list(kinds), "beside", default=first)
    places.choose_localities(asked.council, kinds[beside])
    return measure, kinds[beside]


def _is_beside(kind: str, other: str) -> bool:
    """Another kind of the same place: areas of the council with one another, all councils with all small areas.

    Outlines of several councils have none: a worst fifth of them is not that of one council.
    """
    is_whole = {one in places.OF_THE_COUNTRY for one in (kind, other)}
    return kind != other and len(is_whole) == 1 and places.EVERYWHERE not in (kind, other)


def _figure(asked: Asked, measure: str, how: How | None) -> pd.Series:
    """The measure by area; of the score, the share of areas with less, which means the same on any geography."""
    if how is None:
        return asked.figures[measure] * _turn(asked, measure)
    score = kept(
        lambda: score_of(asked, how.only(asked.chosen)),
        "score_of", *asked.used, **asked.key, how=repr(how.only(asked.chosen)),
    )  # fmt: skip
    return 100 * score.rank(pct=True)


def _drawn(asked: Asked, measure: str, how: How | None) -> pd.DataFrame:
    """The ranks with their doubt: of the score in other ways of making it, of an indicator by its error alone."""
    alone = {name: float(name == measure) for name in asked.chosen}
    wanted = How("z", "arithmetic", alone) if how is None else how.only(asked.chosen)
    with st.spinner(f"Ranking each {asked.word} in 1,000 ways …"):
        return kept(
            lambda: pressure_index(asked.made, wanted.weights, **wanted.options_for(asked)),
            "drawn_beside", *asked.used, **asked.key, how=repr(wanted),
        )  # fmt: skip


def _steps(asked: Asked, other: Asked, measure: str, how: How | None) -> list[Step]:
    inside = pd.DataFrame({"area_a": _within(asked), "area_b": _within(other)}).dropna().rename_axis("small")
    second = pressure_notebook.given_for(other)
    steps = compared(second, inside.reset_index(), other.chosen, other.making, None if how else measure)
    return [*([] if how is None else scored_steps(asked, how)), *steps]


def _within(asked: Asked) -> pd.Series:
    """The area each small area is part of; small areas are their own."""
    inside = places.within(asked.council, asked.kind)
    codes = asked.offered.frame.index
    return pd.Series(codes, index=codes) if inside is None else inside


def _show_maps(asked: Asked, other: Asked, first: pd.Series, second: pd.Series, measure: str) -> None:
    """Both maps with the same colours for the same figures."""
    turn = _turn(asked, measure)
    breaks = _FIFTHS if measure == SCORE else classify(first * turn).breaks
    for column, one, figure in zip(st.columns(2), (asked, other), (first, second), strict=True):
        with column:
            st.subheader(f"By {one.word}")
            rows = (figure * turn).rename("figure").rename_axis("area_code").reset_index()
            table = public(rows.assign(area_name=rows["area_code"].map(one.offered.names)), because=RATES)
            places.show_rates(
                one.council, one.kind, table, "figure", f"beside-{one.kind}", title=_name(measure), breaks=breaks
            )


def _name(measure: str) -> str:
    return _PLACE if measure == SCORE else measure


def _turn(asked: Asked, measure: str) -> int:
    """-1 for an indicator of which less is worse: its figures are compared turned, and shown as they are."""
    return 1 if measure == SCORE else asked.making.directions[measure]


def _listed(found: Boundaries, other: Asked, measure: str) -> ProtectedTable:
    rows, turn = found.areas, _turn(other, measure)
    inside = rows[["lowest", "highest"]] * turn
    shown = {
        "Area": other.offered.names.reindex(rows.index),
        _name(measure): rows["figure"] * turn,
        "Lowest inside": inside.min(axis=1),
        "Highest inside": inside.max(axis=1),
        "Small areas": rows["n_small"],
        "of them in the worst fifth": rows["n_worst_inside"],
        "Itself in the worst fifth": rows["is_worst"],
    }
    return public(pd.DataFrame(shown), because=RATES)


def _show_hidden(asked: Asked, other: Asked, found: Boundaries) -> None:
    """Small areas that only one of the two geographies puts in the worst fifth."""
    parts = {f"by {asked.word} only": found.only_a, f"by {other.word} only": found.only_b}
    rows = pd.concat([part.assign(said=said) for said, part in parts.items()])
    if rows.empty:
        return
    shown = {
        "Small area": _names_of(asked).reindex(rows.index).fillna(""),
        f"{asked.word.capitalize()} it lies in": rows["area_a"].map(asked.offered.names),
        f"{other.word.capitalize()} it lies in": rows["area_b"].map(other.offered.names),
        "In the worst fifth": rows["said"],
    }
    itself = f"{asked.word.capitalize()} it lies in" if places.is_small(asked.kind) else ""
    table = public(pd.DataFrame({name: shown[name] for name in shown if name != itself}), because=RATES)
    show.table(table, "Small areas on which the two maps do not agree")
    show.take_away(table, asked.provenances, f"Where boundaries do not agree, {asked.place}", "boundaries-hidden")


def _names_of(asked: Asked) -> pd.Series:
    """Names of the small areas by code."""
    small = places.outlines_of(asked.council, places.COUNTRY if asked.kind in places.OF_THE_COUNTRY else "lsoa11")
    return small.set_index("area_code")["area_name"]
