"""Charts of placements: a stock week by week, and its changes within what chance would give."""

from __future__ import annotations

import altair as alt

from lib.disclosure import ProtectedTable, require_protected
from lib.views.charts import Chart
from lib.views.drawn import drawn_from_tables

_HEIGHT = 260


@drawn_from_tables
def stock_line(table: ProtectedTable, when: str, value: str, *, title: str) -> Chart:
    """A number of people at the end of each week: one line, its axis from the lowest week to the highest."""
    frame = require_protected(table).frame
    x = alt.X(f"{when}:T", title=None, axis=alt.Axis(format="%b %Y", tickCount="month", labelOverlap=True))
    y = alt.Y(f"{value}:Q", title=title, scale=alt.Scale(zero=False, nice=True))
    tips = [alt.Tooltip(f"{when}:T", format="%-d %B %Y", title="Week to"), alt.Tooltip(f"{value}:Q", title=title)]
    base = alt.Chart(frame).encode(x=x, y=y, tooltip=tips)
    return alt.layer(base.mark_line(strokeWidth=2.5), base.mark_point(filled=True, size=30)).properties(height=_HEIGHT)


@drawn_from_tables
def changes_chart(table: ProtectedTable, when: str, *, title: str) -> Chart:
    """The change of each period with its mean and limits: ``value, mean, low, high``."""
    frame = require_protected(table).frame
    x = alt.X(f"{when}:T", title=None, axis=alt.Axis(format="%b %Y", tickCount="month", labelOverlap=True))
    base = alt.Chart(frame).encode(x=x)
    tips = [
        alt.Tooltip(f"{when}:T", format="%-d %B %Y", title="Week to"),
        alt.Tooltip("value:Q", format="+", title=title),
    ]
    drawn = base.encode(y=alt.Y("value:Q", title=title), tooltip=tips)
    limits = [base.mark_line(strokeDash=[5, 4], strokeWidth=1.5).encode(y=f"{name}:Q") for name in ("low", "high")]
    layers = (
        *limits,
        base.mark_line(strokeWidth=1).encode(y="mean:Q"),
        drawn.mark_line(strokeWidth=1.5),
        drawn.mark_point(filled=True, size=35),
    )
    return alt.layer(*layers).properties(height=_HEIGHT)
