"""A group against the average area, drawn round a ring as classifications of census areas draw it."""

from __future__ import annotations

from textwrap import fill

import altair as alt
import numpy as np
import pandas as pd

from lib.disclosure import ProtectedTable, require_protected
from lib.views.charts import Chart
from lib.views.palette import theme_of

AVERAGE = 3.0  # radius of the average area; one standard deviation is 1 further out or in
REACH = 2.5  # standard deviations; groups beyond are drawn at the edge, the table has the figure
_WORDS_AT, _ROOM = AVERAGE + REACH + 0.5, 8.3
_SIDE_PX, _KEPT_PX, _WRAP = 330, 20, 13  # the page keeps a strip below every chart


def radial_profile(table: ProtectedTable, *, spoke: str, value: str, colour: str, is_dark: bool = False) -> Chart:
    """One group: a closed line through its indicators, outside the bold ring where it is above the average area.

    ``table`` has one row an indicator: ``spoke`` names it and ``value`` is in standard deviations from the average
    area. A missing value stands on the average ring.
    """
    frame = on_ring(require_protected(table).frame, spoke, value)
    theme = theme_of(is_dark)
    room = alt.Scale(domain=[-_ROOM, _ROOM])
    across, down = alt.X("x:Q", axis=None, scale=room), alt.Y("y:Q", axis=None, scale=room)
    rings = alt.Chart(_rings()).encode(x=across, y=down, detail="ring:N", order="at:Q")
    thin = rings.mark_line(strokeWidth=1, color=theme.edge).transform_filter(f"datum.ring != {AVERAGE}")
    bold = rings.mark_line(strokeWidth=2.5, color=theme.ink).transform_filter(f"datum.ring == {AVERAGE}")
    closed = pd.concat([frame, frame.head(1).assign(at=len(frame))])
    own = alt.Chart(closed).encode(x=across, y=down, order="at:Q").mark_line(strokeWidth=3, color=colour)
    tips = [alt.Tooltip(f"{spoke}:N", title="Indicator"), alt.Tooltip(f"{value}:Q", format="+.2f", title="Deviations")]
    dots = alt.Chart(frame).encode(x=across, y=down, tooltip=tips).mark_point(filled=True, size=70, color=colour)
    words = alt.Chart(frame).encode(
        x=alt.X("words_x:Q", axis=None, scale=room), y=alt.Y("words_y:Q", axis=None, scale=room), text="words:N"
    )
    named = words.mark_text(fontSize=12, lineBreak="\n", color=theme.ink, baseline="middle")
    layers = alt.layer(thin, bold, own, dots, named)
    return layers.properties(width=_SIDE_PX, height=_SIDE_PX + _KEPT_PX, padding=0)


def on_ring(frame: pd.DataFrame, spoke: str, value: str) -> pd.DataFrame:
    """Where each indicator stands, the first at the top, clockwise: ``x, y`` of its point and of its words."""
    angle = np.pi / 2 - 2 * np.pi * np.arange(len(frame)) / max(len(frame), 1)
    radius = AVERAGE + frame[value].astype("float64").fillna(0.0).clip(-REACH, REACH).to_numpy()
    return frame.assign(
        x=radius * np.cos(angle),
        y=radius * np.sin(angle),
        words_x=1.12 * _WORDS_AT * np.cos(angle),
        words_y=1.06 * _WORDS_AT * np.sin(angle),
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
