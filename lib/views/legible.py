"""Words beside axes, over parts and in legends of charts: dark enough to be read, and whole on a telephone."""

from __future__ import annotations

from typing import Any

import altair as alt

from lib.views.axes import NARROW

#: 7 to 1 and more on the page; without them Streamlit prints such words in a grey of 3.7 to 1.
_LIGHT, _DARK = "#46575F", "#B9C6CC"


def legible(chart: Any, *, is_dark: bool) -> Any:
    """The chart with such words in the quiet ink of the page; what it says of its own colours stays.

    On a telephone the title under a chart ends where the chart does: in its middle it would be cut.
    """
    ink = _DARK if is_dark else _LIGHT
    words: dict[str, Any] = {"labelColor": ink, "titleColor": ink}
    looks = {"axis": alt.AxisConfig(**words), "legend": alt.LegendConfig(**words), "header": alt.HeaderConfig(**words)}
    return chart.configure(**looks, axisX=alt.AxisConfig(titleAnchor=alt.ExprRef(f"{NARROW} ? 'end' : 'middle'")))
