"""Charts of the market: homes opened and closed, shares of beds, flows of people."""

from __future__ import annotations

import altair as alt

from lib.disclosure import ProtectedTable, require_protected
from lib.views.axes import room_for_names
from lib.views.charts import Chart
from lib.views.drawn import drawn_from_tables

_HEIGHT = 240


@drawn_from_tables
def opened_and_closed(table: ProtectedTable) -> Chart:
    """Homes opened above the line and closed below it, month by month; only those opened where no closure is known."""
    frame = require_protected(table).frame
    down = frame.assign(closed_down=-frame["closed"])
    x = alt.X("month:T", title=None, axis=alt.Axis(format="%b %Y", labelOverlap=True))
    tips = [
        alt.Tooltip("month:T", format="%B %Y", title="Month"),
        alt.Tooltip("opened:Q", title="Opened"),
        alt.Tooltip("closed:Q", title="Closed"),
    ]
    most, least = int(frame["opened"].max()), int(frame["closed"].max())
    y = alt.Scale(domain=[-least, max(most, 1)])
    title = "Opened (up), closed (down)" if least else "Homes opened"
    axis = alt.Axis(labelExpr="abs(datum.value)", tickMinStep=1, title=title)
    base = alt.Chart(down).encode(x=x, tooltip=tips)
    opened = base.mark_bar(cornerRadiusEnd=2).encode(y=alt.Y("opened:Q", scale=y, axis=axis))
    closed = (
        base.transform_filter("datum.closed > 0")
        .mark_bar(cornerRadiusEnd=2, fillOpacity=0.35, strokeWidth=1.5, stroke="#B8440A")
        .encode(y=alt.Y("closed_down:Q", scale=y, axis=axis))
    )
    return alt.layer(opened, closed).properties(height=_HEIGHT)


@drawn_from_tables
def share_bars(table: ProtectedTable, name: str, share: str, *, title: str, is_dark: bool = False) -> Chart:
    """Horizontal bars of shares with their figures beside them, in the order of the table."""
    frame = require_protected(table).frame
    y = alt.Y(f"{name}:N", sort=list(frame[name]), title=None, axis=alt.Axis(labelLimit=room_for_names()))
    base = alt.Chart(frame).encode(y=y, x=alt.X(f"{share}:Q", title=title))
    ink = "#EAF1F4" if is_dark else "#12232C"
    labels = base.mark_text(align="left", dx=5, fontSize=13, color=ink).encode(
        text=alt.Text(f"{share}:Q", format=".1f")
    )
    return alt.layer(base.mark_bar(cornerRadiusEnd=3), labels).properties(height=30 * max(len(frame), 2))
