"""Pictures of representation beyond the first: adjusted for age and sex, across areas, along the way through care."""

from __future__ import annotations

from textwrap import fill

import altair as alt
import numpy as np
import pandas as pd

from lib.disclosure import ProtectedTable, require_protected
from lib.measures.funnel import LEVELS, funnel_limits
from lib.views.charts import Chart
from lib.views.drawn import drawn_from_tables
from lib.views.palette import theme_of

_ROW_PX = 58
_CRUDE, _ADJUSTED = "As it stands", "Age and sex taken into account"


@drawn_from_tables
def standardised_chart(table: ProtectedTable, *, is_dark: bool = False) -> Chart:
    """Crude and standardised ratio of each group, one above the other, with intervals and the parity line."""
    frame = require_protected(table).frame
    tone = theme_of(is_dark)
    sides = [
        frame[["characteristic_group"]].assign(side=side, ratio=frame[r], low=frame[lo], high=frame[hi])
        for side, r, lo, hi in (
            (_CRUDE, "crude_ratio", "crude_low", "crude_high"),
            (_ADJUSTED, "standardised_ratio", "standardised_low", "standardised_high"),
        )
    ]
    both = pd.concat(sides, ignore_index=True)
    both["group"] = both["characteristic_group"].map(lambda name: fill(str(name), 22))
    y = alt.Y("group:N", sort=list(dict.fromkeys(both["group"])), title=None, axis=_lines())
    offset = alt.YOffset("side:N", sort=[_CRUDE, _ADJUSTED])
    look = {
        "color": alt.Color(
            "side:N", scale=alt.Scale(domain=[_CRUDE, _ADJUSTED], range=[tone.warm, tone.cool]), legend=None
        ),
        "shape": alt.Shape(
            "side:N", scale=alt.Scale(domain=[_CRUDE, _ADJUSTED], range=["circle", "diamond"]),
            legend=alt.Legend(title=None, orient="top", symbolFillColor=tone.ink, labelLimit=300),
        ),
    }  # fmt: skip
    base = alt.Chart(both)
    x = "Users over those expected (1 = as many)"
    spans = base.mark_rule(strokeWidth=4, opacity=0.55).encode(
        x=alt.X("low:Q", title=x, scale=alt.Scale(zero=True)), x2="high:Q", y=y, yOffset=offset, color=look["color"]
    )
    tips = [
        "characteristic_group:N",
        "side:N",
        *(alt.Tooltip(f"{c}:Q", format=".2f") for c in ("ratio", "low", "high")),
    ]
    dots = base.mark_point(filled=True, size=130, opacity=1).encode(
        x="ratio:Q", y=y, yOffset=offset, tooltip=tips, **look
    )
    parity = alt.Chart(pd.DataFrame({"at": [1.0]})).mark_rule(color=tone.ink, strokeWidth=1.5).encode(x="at:Q")
    return alt.layer(parity, spans, dots).properties(height=_ROW_PX * frame["characteristic_group"].nunique() + 70)


@drawn_from_tables
def funnel_chart(table: ProtectedTable, *, is_dark: bool = False) -> Chart:
    """Areas by expected users and ratio, between limits; those beyond the 99.8% limits carry their name.

    The limits drawn as lines are those of chance alone; the points' own limits, with room where chosen, are in
    the table.
    """
    frame = require_protected(table).frame.dropna(subset=["ratio", "expected_count"])
    tone = theme_of(is_dark)
    marked = frame.assign(name=frame["area"].where(frame["finding"] == "beyond 99.8%", ""))
    scale_x = alt.X("expected_count:Q", title="Users expected from the area's population")
    scale_y = alt.Y("ratio:Q", title="Users over those expected", scale=alt.Scale(zero=False))
    lines = [
        alt.Chart(_limits(frame, name)).mark_line(strokeDash=dash, color=tone.ink, strokeWidth=1.2, opacity=0.8).encode(
            x=scale_x, y=alt.Y("at:Q"), detail="side:N"
        )
        for name, dash in (("95", [5, 4]), ("998", [1, 0]))
    ]  # fmt: skip
    tips = [
        "area:N",
        alt.Tooltip("users_count:Q", format=",.0f", title="Users"),
        alt.Tooltip("ratio:Q", format=".2f"),
        "finding:N",
    ]
    shape = alt.Scale(domain=["within limits", "beyond 95%", "beyond 99.8%"], range=["circle", "square", "diamond"])
    colour = alt.Scale(domain=shape.domain, range=[tone.cool, tone.cool, tone.warm])
    points = alt.Chart(marked).encode(x=scale_x, y=scale_y)
    dots = points.mark_point(filled=True, size=110, opacity=1).encode(
        shape=alt.Shape("finding:N", scale=shape, legend=alt.Legend(title=None, orient="top", labelLimit=300)),
        color=alt.Color("finding:N", scale=colour, legend=alt.Legend(title=None, orient="top")),
        tooltip=tips,
    )
    names = points.mark_text(align="left", dx=9, fontSize=12, color=tone.ink).encode(text="name:N")
    parity = alt.Chart(pd.DataFrame({"at": [1.0]})).mark_rule(color=tone.ink).encode(y="at:Q")
    return alt.layer(parity, *lines, dots, names).properties(height=380)


@drawn_from_tables
def pathway_chart(table: ProtectedTable, *, is_dark: bool = False) -> Chart:
    """Each group's rate over everybody's at each step; a line under 1 falls behind."""
    frame = require_protected(table).frame
    tone = theme_of(is_dark)
    steps = list(dict.fromkeys(frame["stage"]))
    x = alt.X("stage:N", sort=steps, title=None, axis=alt.Axis(labelAngle=0))
    y = alt.Y("rate_ratio:Q", title="Rate over everybody's (1 = the same)", scale=alt.Scale(zero=True))
    tips = [
        alt.Tooltip("characteristic_group:N"), alt.Tooltip("stage:N"),
        alt.Tooltip("rate_pct:Q", format=".1f", title="Rate, %"),
    ]  # fmt: skip
    legend = alt.Legend(title=None, orient="top", columns=3, labelLimit=300)
    base = alt.Chart(frame).encode(
        x=x, y=y,
        color=alt.Color("characteristic_group:N", legend=legend),
        shape=alt.Shape("characteristic_group:N"), tooltip=tips,
    )  # fmt: skip
    parity = alt.Chart(pd.DataFrame({"at": [1.0]})).mark_rule(color=tone.ink, strokeWidth=1.5).encode(y="at:Q")
    return alt.layer(parity, base.mark_line(strokeWidth=2), base.mark_point(filled=True, size=90)).properties(
        height=340
    )


def _limits(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Both limits of chance alone over the range of expected users."""
    expected = np.linspace(max(1.0, 0.8 * frame["expected_count"].min()), 1.1 * frame["expected_count"].max(), 80)
    low, high = funnel_limits(expected, LEVELS[name])
    above, below = ({"expected_count": expected, "at": at} for at in (high, low))
    return pd.concat(
        [pd.DataFrame(above).assign(side="high"), pd.DataFrame(below).assign(side="low")], ignore_index=True
    )


def _lines() -> alt.Axis:
    return alt.Axis(labelExpr="split(datum.label, '\\n')", labelLimit=220, labelFontSize=13, labelOverlap=False)
