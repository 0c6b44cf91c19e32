"""A group against the average area, drawn round a ring as classifications of census areas draw it."""

from __future__ import annotations

from textwrap import fill
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from lib.disclosure import ProtectedTable, require_protected
from lib.views.charts import Chart
from lib.views.drawn import drawn_from_tables
from lib.views.palette import theme_of

AVERAGE = 3.0  # radius of the average area; one standard deviation is 1 further out or in
REACH = 2.5  # standard deviations; groups beyond are drawn at the edge, the table has the figure
_WORDS_AT = AVERAGE + REACH + 0.2
_ACROSS, _DOWN = 10.2, 8.1  # room for words beside the rings; as the sides of the picture, so that rings are round
_WIDTH_PX, _HEIGHT_PX, _KEPT_PX, _WRAP = 340, 270, 20, 14  # the page keeps a strip below every chart
_SIDES = {"left": "datum.words_x > 0.5", "right": "datum.words_x < -0.5", "center": "abs(datum.words_x) <= 0.5"}


@drawn_from_tables
def radial_profile(table: ProtectedTable, *, spoke: str, value: str, colour: str, is_dark: bool = False) -> Chart:
    """One group: a closed line through its indicators, outside the bold ring where it is above the average area.

    ``table`` has one row an indicator: ``spoke`` names it and ``value`` is in standard deviations from the average
    area. A missing value stands on the average ring.
    """
    frame = on_ring(require_protected(table).frame, spoke, value)
    theme = theme_of(is_dark)
    across, down = _at("x", _ACROSS), _at("y", _DOWN)
    rings = alt.Chart(_rings()).encode(x=across, y=down, detail="ring:N", order="at:Q")
    thin = rings.mark_line(strokeWidth=1, color=theme.edge).transform_filter(f"datum.ring != {AVERAGE}")
    bold = rings.mark_line(strokeWidth=2.5, color=theme.ink).transform_filter(f"datum.ring == {AVERAGE}")
    closed = pd.concat([frame, frame.head(1).assign(at=len(frame))])
    own = alt.Chart(closed).encode(x=across, y=down, order="at:Q").mark_line(strokeWidth=3, color=colour)
    tips = [alt.Tooltip(f"{spoke}:N", title="Indicator"), alt.Tooltip(f"{value}:Q", format="+.2f", title="Deviations")]
    dots = alt.Chart(frame).encode(x=across, y=down, tooltip=tips).mark_point(filled=True, size=70, color=colour)
    layers = alt.layer(thin, bold, own, dots, *_words(frame, theme.ink))
    return layers.properties(width=_WIDTH_PX, height=_HEIGHT_PX + _KEPT_PX, padding=0)


def _at(name: str, room: float) -> Any:
    place = alt.X if name.endswith("x") else alt.Y
    return place(f"{name}:Q", axis=None, scale=alt.Scale(domain=[-room, room]))


def _words(frame: pd.DataFrame, ink: str) -> list[alt.Chart]:
    """The names of the indicators, running away from the rings on either side."""
    base = alt.Chart(frame).encode(x=_at("words_x", _ACROSS), y=_at("words_y", _DOWN), text="words:N")
    style = {"fontSize": 11, "lineBreak": "\n", "color": ink, "baseline": "middle"}
    return [base.mark_text(align=side, **style).transform_filter(where) for side, where in _SIDES.items()]  # type: ignore[arg-type]


def on_ring(frame: pd.DataFrame, spoke: str, value: str) -> pd.DataFrame:
    """Where each indicator stands, the first at the top, clockwise: ``x, y`` of its point and of its words."""
    angle = np.pi / 2 - 2 * np.pi * np.arange(len(frame)) / max(len(frame), 1)
    radius = AVERAGE + frame[value].astype("float64").fillna(0.0).clip(-REACH, REACH).to_numpy()
    return frame.assign(
        x=radius * np.cos(angle),
        y=radius * np.sin(angle),
        words_x=_WORDS_AT * np.cos(angle),
        words_y=1.14 * _WORDS_AT * np.sin(angle),
        words=[fill(str(name), _WRAP) for name in frame[spoke]],
        at=range(len(frame)),
    )


def _rings() -> pd.DataFrame:
    """Circles at each whole standard deviation."""
    angle = np.linspace(0, 2 * np.pi, 73)
    rings = [AVERAGE + step for step in (-2, -1, 0, 1, 2)]
    return pd.concat(
        pd.DataFrame({"ring": ring, "at": range(73), "x": ring * np.cos(angle), "y": ring * np.sin(angle)})
        for ring in rings
    )
