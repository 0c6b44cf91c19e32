"""Hot spots: where pressed areas lie together more than chance would have it."""

from __future__ import annotations

import pandas as pd

from lib.disclosure import ProtectedTable, public
from lib.exports.ipynb import Step
from lib.exports.pressure_steps import hot_spots_found
from lib.pressure import HotSpots, hot_spots
from lib.pressure.stability import Cancel
from lib.ui import link, places, pressure_notebook, show
from lib.ui.pressure import RATES, SCORE, SPOTS, Asked, touching
from lib.ui.pressure_how import How, ask_how, score_of, scored_steps
from lib.ui.working import worked
from lib.views.pressure_sentences import say_inputs, say_sure_spots

_COLOURS = {
    "hot spot": "#B8440A",
    "cold spot": "#0072B2",
    "high among low": "#E3A777",
    "low among high": "#8FBFDC",
    "no pattern": "#E4E7E6",
    "no neighbours": "#8A8A8A",
}


def show_view(asked: Asked) -> None:
    """Hot and cold spots of the score or of one indicator."""
    measure = link.choice("Hot spots of", [SCORE, *asked.chosen], "spots")
    how = ask_how(asked) if measure == SCORE else None
    found = worked(
        lambda _tell, cancel: _found(asked, measure, how, cancel),
        "Dealing the figures to other areas 9,999 times …",
        "hot_spots", *asked.used, **asked.key, measure=measure, how=repr(how),
    )  # fmt: skip
    went_in = say_inputs(asked.made, asked.making, asked.word) if how else f"“{measure}” by {asked.word}."
    show.explained(went_in, f"{found.sentence} {_say_overall(found)}".strip(), say_sure_spots(found))
    kinds = found.areas["kind"].astype("string")
    present = [kind for kind in _COLOURS if (kinds == kind).any()]
    names = {kind: f"{kind[:1].upper()}{kind[1:]} ({int((kinds == kind).sum()):,})" for kind in present}
    places.show_groups(asked.council, asked.kind, kinds, names, _COLOURS, "Pattern", "spots")
    listed = _listed(asked, found)
    show.table(listed, "Every area, strongest pattern first")
    show.take_away(listed, asked.provenances, f"Hot spots in {asked.place}", "spots")
    pressure_notebook.offer(asked, lambda: _steps(asked, measure, how), SPOTS)


def _found(asked: Asked, measure: str, how: How | None, cancel: Cancel) -> HotSpots:
    values = asked.figures[measure] if how is None else score_of(asked, how)
    return hot_spots(values, touching(asked), cancel=cancel)


def _steps(asked: Asked, measure: str, how: How | None) -> list[Step]:
    first = [] if how is None else scored_steps(asked, how)
    return [*first, *hot_spots_found(pressure_notebook.pairs_of(asked), measure if how is None else None)]


def _say_overall(found: HotSpots) -> str:
    overall = found.overall
    if overall is None:
        return ""
    is_near = overall.p_value < 0.05 and overall.moran_i > 0
    near = "lie near each other" if is_near else "do not clearly lie near each other"
    return f"Over the whole map, areas with like figures {near} (Moran's I {overall.moran_i:.2f})."


def _listed(asked: Asked, found: HotSpots) -> ProtectedTable:
    rows = found.areas.assign(area=asked.offered.names, code=found.areas.index).sort_values("p_adjusted")
    headings = {
        "area": "Area",
        "code": "Code",
        "value": "Figure",
        "neighbours_mean": "Neighbours' average",
        "p_adjusted": "Probability by chance, adjusted",
        "kind": "Pattern",
    }
    return public(pd.DataFrame(rows[list(headings)]).rename(columns=headings), because=RATES)
