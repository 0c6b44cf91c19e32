"""How each indicator is made: asked for on the page, held in the link, and laid out in a register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from lib.core import Provenance
from lib.core.words import slugs
from lib.disclosure import public
from lib.pressure import Indicators, Making, correlated_pairs, like_counts, register_of
from lib.pressure.catalogue import Catalogue
from lib.pressure.transform import SHAPES, Shape
from lib.ui import link, show
from lib.views.charts import profile_heat

_SHAPES: dict[str, Shape] = dict(zip(("not at all", "square root", "logarithm"), SHAPES, strict=True))
_EASILY_DRAWN = 14  # indicators; more make a picture nobody can read
_WORKED = "how areas differ, with no figure of any area"


def ask(offered: Catalogue, chosen: tuple[str, ...]) -> Making:
    """Direction, denominator, shrinking, shape and what a gap does, for each indicator chosen."""
    names = list(chosen)
    title = "How each indicator is made: direction, rates from counts, long tails, gaps"
    with st.container(key="controls-making"), st.expander(title, icon=":material/rule:"):
        fewer = link.choices("For which of them does less mean more pressure?", names, "fewer")
        below, are_published = _ask_counts(offered, names)
        shrink = _ask_shrink(names, below)
        shapes = _ask_shapes(names)
        needed = link.choices("Leave an area out when it has no figure for …", names, "needed")
        st.caption("Elsewhere the middle value of the indicator stands in for a gap, is counted, and is never worst.")
    making = Making(
        {name: -1 if name in fewer else 1 for name in names},
        below,
        are_published=are_published,
        shrink=tuple(shrink),
        shapes=shapes,
        needed=tuple(needed),
    )
    _say_like_counts(like_counts(offered, chosen, making))
    return making


def only(making: Making, chosen: tuple[str, ...], offered: Catalogue) -> Making:
    """The same making for fewer indicators, on areas where other denominators may be known."""
    below = {name: to for name, to in making.below.items() if name in chosen and to in offered.denominators}
    return Making(
        {name: sign for name, sign in making.directions.items() if name in chosen},
        below,
        making.per,
        making.are_published,
        tuple(name for name in making.shrink if name in below),
        {name: shape for name, shape in making.shapes.items() if name in chosen},
        tuple(name for name in making.needed if name in chosen),
    )


def explain(made: Indicators, making: Making, used: Sequence[Provenance]) -> None:
    """What was done to each indicator, how they go together, and a warning when two say the same."""
    for pair in correlated_pairs(made.correlation).itertuples(index=False):
        said = f"Two indicators say nearly the same (r = {pair.correlation:.2f}), so together they count twice:"
        show.notice(f"{said} “{pair.first}” and “{pair.second}”.")
    with st.expander("What was done to each indicator, and how they go together", icon=":material/fact_check:"):
        register = public(register_of(made, making), because=_WORKED)
        show.table(register, "What was done to each indicator")
        if len(made.correlation) > 1:
            _show_correlation(made.correlation, used)


def _say_like_counts(names: list[str]) -> None:
    where = "say so under “How each indicator is made”: it becomes a rate, and small numbers are hidden"
    for name in names:
        show.notice(f"“{name}” looks like a count of people. If it is one, {where}.")


def _ask_counts(offered: Catalogue, names: list[str]) -> tuple[dict[str, str], bool]:
    """Which are counts of people, and what each is divided by."""
    counts = link.choices("Which of them are counts, to be made into rates?", names, "counts")
    if not counts:
        return {}, False
    keys, below = slugs(tuple(names)), {}
    for name in counts:
        others = [other for other in offered.denominators if other != name]
        if others:
            below[name] = link.choice(f"Divide {name} by", others, f"below-{keys[name]}")
    label = "These counts are published figures already (a census, say): use them as they are"
    are_published = link.is_on(label, "counts-published")
    if not are_published:
        st.caption("Counts of 1 to 4 people are hidden and the rest rounded to 5 before any rate is made.")
    return below, are_published


def _ask_shrink(names: list[str], below: Mapping[str, str]) -> list[str]:
    """Which rates of small areas are drawn towards the average."""
    counted = [name for name in names if name in below]
    if not counted:
        return []
    label = "Draw rates of areas with few people towards the average (empirical Bayes)"
    return link.choices(label, counted, "shrink")


def _ask_shapes(names: list[str]) -> dict[str, Shape]:
    """How a long tail is drawn in, where the reader would rather say."""
    said = link.choices("For which of them would you choose how a long tail is drawn in?", names, "shaped")
    keys = slugs(tuple(names))
    chosen = {name: link.choice(f"{name}: drawn in by", list(_SHAPES), f"shape-{keys[name]}") for name in said}
    return {name: _SHAPES[title] for name, title in chosen.items()}


def _show_correlation(correlation: pd.DataFrame, used: Sequence[Provenance]) -> None:
    """Which indicators rise and fall together: a picture while there are few, always a table."""
    numbered = correlation.round(2)
    if len(numbered) <= _EASILY_DRAWN:
        long = numbered.rename_axis("first").reset_index().melt("first", var_name="second", value_name="r")
        show.chart(
            profile_heat(
                public(long, because=_WORKED), row="first", column="second", value="r", is_dark=show.is_dark()
            ),
            "Correlation of each pair of indicators, from -1 to 1; beyond 0.9 they say nearly the same",
            used,
        )
    table = numbered.rename_axis("Indicator").reset_index()
    show.table(public(table, because=_WORKED), "Correlation of each pair (1 = rise and fall together)")
