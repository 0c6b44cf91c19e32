"""Charts of the market: homes opened and closed, shares of beds, flows of people."""

from __future__ import annotations

import altair as alt

from lib.disclosure import ProtectedTable, require_protected
from lib.views.charts import Chart

_HEIGHT = 240


def opened_and_closed(table: ProtectedTable) -> Chart:
    """Homes opened above the line and closed below it, month by month; the words stand in the chart."""
    frame = require_protected(table).frame
    down = frame.assign(closed_down=-frame["closed"])
    x = alt.X("month:T", title=None, axis=alt.Axis(format="%b %Y", labelOverlap=True))
    tips = [
        alt.Tooltip("month:T", format="%B %Y", title="Month"),
        alt.Tooltip("opened:Q", title="Opened"),
        alt.Tooltip("closed:Q", title="Closed"),
    ]
    reach = max(1, int(frame[["opened", "closed"]].to_numpy().max()))
    y = alt.Scale(domain=[-reach, reach])
    axis = alt.Axis(labelExpr="abs(datum.value)", tickMinStep=1, title="Closed below, opened above (homes)")
    base = alt.Chart(down).encode(x=x, tooltip=tips)
    opened = base.mark_bar(cornerRadiusEnd=2).encode(y=alt.Y("opened:Q", scale=y, axis=axis))
    closed = base.mark_bar(cornerRadiusEnd=2, fillOpacity=0.35, strokeWidth=1.5, stroke="#B8440A").encode(
        y=alt.Y("closed_down:Q", scale=y, axis=axis)
    )
    return alt.layer(opened, closed).properties(height=_HEIGHT)
