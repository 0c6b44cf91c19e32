"""How the score is put together: scale, joining and weights, for those who want to argue with it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from lib.core.words import slugs
from lib.exports.ipynb import Step
from lib.exports.pressure_steps import scored
from lib.pressure import pressure_index
from lib.pressure.normalise import Aggregation, Normalisation
from lib.pressure.recipe import Options
from lib.ui import link, show
from lib.ui.pressure import Asked

_SCALES: dict[str, Normalisation] = {
    "Distance from the average": "z",
    "From least to most": "minmax",
    "Place in the order": "rank",
    "As the Indices of Deprivation": "exponential",
}
_JOINS: dict[str, Aggregation] = {
    "A low figure makes up for a high one": "arithmetic",
    "A low figure makes up less": "geometric",
}


@dataclass(frozen=True)
class How:
    """How the score is put together: the choices of the reader."""

    scale: Normalisation
    join: Aggregation
    weights: dict[str, float]

    def options_for(self, asked: Asked) -> Options:
        """The same choices for these areas, whose figures have errors of their own."""
        return {"normalisation": self.scale, "aggregation": self.join, "errors": asked.errors}

    def only(self, chosen: tuple[str, ...]) -> How:
        """The same for fewer indicators; equal weights when none of theirs is above 0."""
        kept_weights = {name: self.weights[name] for name in chosen}
        return replace(self, weights=kept_weights if sum(kept_weights.values()) else dict.fromkeys(chosen, 1.0))


def ask_how(asked: Asked) -> How:
    """How the score is put together, for those who want to argue with it."""
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
    if not sum(weights.values()):
        show.notice("Every weight is 0, so nothing can be ranked: equal weights are used.")
        weights = dict.fromkeys(asked.chosen, 1.0)
    return How(_SCALES[scale], _JOINS[join], weights)


def score_of(asked: Asked, how: How) -> pd.Series:
    """The score by area code; its ranks and their doubt are left to the score's own view."""
    return pressure_index(asked.made, how.weights, draws=10, **how.options_for(asked))["score"]


def scored_steps(asked: Asked, how: How) -> list[Step]:
    """The score as steps of a notebook."""
    options = {"normalisation": how.scale, "aggregation": how.join}
    return scored(how.weights, options, has_errors=asked.errors is not None)
