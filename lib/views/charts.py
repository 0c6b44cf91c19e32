"""Charts from protected tables. Each says the same as the table beside it; none says it by colour alone."""

from __future__ import annotations

from textwrap import fill

import altair as alt
import pandas as pd

from lib.core import Verdict
from lib.disclosure import ProtectedTable, require_protected
from lib.views.axes import room_for_names
from lib.views.drawn import drawn_from_tables

Chart = alt.LayerChart | alt.FacetChart

_LIGHT = {"ink": "#12232C", "quiet": "#5F6F78", "under": "#B8440A", "over": "#0B4F6C", "none": "#5F6F78"}
_DARK = {"ink": "#EAF1F4", "quiet": "#A9B8C0", "under": "#F0985A", "over": "#7CC7E0", "none": "#B7C2C7"}
_ROW_PX, _LINE_PX = 46, 17
_DIVERGING = ("#8A3403", "#D9824A", "#F3EEE6", "#5E9CB8", "#0B4F6C")  # below average to above it
#: A bar with room round it, and the axis and its title under the bars: the height of a chart is that of all of it.
_BAR_PX, _AXIS_PX = 36, 64
_LABELS = alt.Axis(labelLimit=room_for_names(), labelFlush=False)
_LINES = alt.Axis(labelLimit=260, labelFlush=False, labelExpr="split(datum.label, '\\n')")
_LONG = 26  # letters to a line of a name; more would leave no room for the bars on a phone
_EDGE = 40.0  # ratios beyond this are drawn at the edge; the table has the figure


def _on_lines(name: str) -> str:
    return fill(name, _LONG)


def _colours(is_dark: bool) -> dict[str, str]:
    return _DARK if is_dark else _LIGHT


_SHARES = "Share of users ÷ share of population (1 = the same)"


@drawn_from_tables
def representation_chart(table: ProtectedTable, *, is_dark: bool = False, title: str = _SHARES) -> Chart:
    """Each group on one axis: ratio, interval, parity line, and the verdict in words under its name.

    Needs ``characteristic_group, ratio, ratio_low, ratio_high, rounding_low, rounding_high, verdict``. A thick line is
    the interval, a dotted one what rounding of published percentages alone allows. The axis is logarithmic, so half
    and double stand equally far from parity; a ratio of 0 is drawn at the left edge with its upper limit. ``title``
    says which ratio it is.
    """
    frame = _only_protected(table).copy()
    tone = _colours(is_dark)
    floor = 0.05
    for column in ("ratio", "ratio_low", "ratio_high", "rounding_low", "rounding_high"):
        frame[column] = pd.to_numeric(frame[column], errors="coerce").astype(float).clip(lower=floor, upper=_EDGE)
    frame["shape"] = frame["verdict"].map({str(Verdict.UNDER): "under", str(Verdict.OVER): "over"}).fillna("none")
    top = max(8.0, float(frame["ratio_high"].max(skipna=True) or 8.0), float(frame["ratio"].max(skipna=True) or 1.0))
    frame["row"] = frame["characteristic_group"].map(lambda name: fill(str(name), 22)) + "\n" + frame["verdict"]
    scale = alt.Scale(type="log", domain=[floor, top * 1.1], nice=False)
    x = alt.X(
        "ratio:Q",
        scale=scale,
        axis=alt.Axis(
            title=title.replace(" (", "\n(").split("\n"),  # two lines, so that a telephone shows it whole
            values=[0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32],
            format="~g",
            grid=True,
        ),
    )
    split = alt.Axis(labelExpr="split(datum.label, '\\n')", labelLimit=220, labelFontSize=13, labelOverlap=False)
    y = alt.Y("row:N", sort=list(frame["row"]), title=None, axis=split)
    colour = alt.Color(
        "shape:N",
        scale=alt.Scale(domain=["under", "over", "none"], range=[tone["under"], tone["over"], tone["none"]]),
        legend=None,
    )
    base = alt.Chart(frame)
    parity = alt.Chart(pd.DataFrame({"at": [1.0]})).mark_rule(color=tone["ink"], strokeWidth=1.5).encode(x="at:Q")
    interval = base.mark_rule(strokeWidth=4, opacity=0.55).encode(
        x=alt.X("ratio_low:Q", scale=scale), x2="ratio_high:Q", y=y, color=colour
    )
    rounding = base.mark_rule(strokeWidth=1.5, strokeDash=[3, 3], color=tone["quiet"]).encode(
        x=alt.X("rounding_low:Q", scale=scale), x2="rounding_high:Q", y=y
    )
    dots = base.mark_point(filled=True, size=150, opacity=1).encode(
        x=x,
        y=y,
        color=colour,
        shape=alt.Shape(
            "shape:N",
            scale=alt.Scale(domain=["under", "over", "none"], range=["triangle-left", "triangle-right", "circle"]),
            legend=None,
        ),
        tooltip=[
            alt.Tooltip("characteristic_group:N", title="Group"),
            alt.Tooltip("ratio:Q", format=".2f", title="Ratio"),
            alt.Tooltip("ratio_low:Q", format=".2f", title="From"),
            alt.Tooltip("ratio_high:Q", format=".2f", title="To"),
            alt.Tooltip("verdict:N", title="Verdict"),
        ],
    )
    # A layer with nothing in it is read out as an unnamed picture.
    spans = [drawn for drawn, low in ((rounding, "rounding_low"), (interval, "ratio_low")) if frame[low].notna().any()]
    layers = alt.layer(parity, *spans, dots)
    lines = int(frame["row"].astype(str).str.count("\n").max()) + 1  # room for the longest name
    return layers.properties(height=max(_ROW_PX, _LINE_PX * lines + 6) * max(len(frame), 2) + 50)


@drawn_from_tables
def bars(
    table: ProtectedTable,
    category: str,
    value: str,
    *,
    title: str,
    sort: list[str] | None = None,
    is_dark: bool = False,
) -> Chart:
    """Horizontal bars with their figures written beside them. Rows without a figure keep their place."""
    frame = _only_protected(table)
    frame = frame.assign(**{category: frame[category].astype(str).map(_on_lines)})
    order = [_on_lines(name) for name in sort] if sort else list(frame[category])
    base = alt.Chart(frame).encode(
        y=alt.Y(f"{category}:N", sort=order, title=None, axis=_LINES.copy()),
        x=alt.X(f"{value}:Q", title=title, axis=alt.Axis(tickCount=8)),
    )
    ink = _colours(is_dark)["ink"]
    labels = base.mark_text(align="left", dx=5, fontSize=13, color=ink).encode(
        text=alt.Text(f"{value}:Q", format=",.3~f")
    )
    return (base.mark_bar(cornerRadiusEnd=3) + labels).properties(height=_BAR_PX * max(len(frame), 2) + _AXIS_PX)


@drawn_from_tables
def lines(table: ProtectedTable, x: str, y: str, series: str, *, title: str) -> Chart:
    """Lines over periods, each named at its end so that no legend has to be matched by colour."""
    frame = _only_protected(table)
    frame = frame.assign(**{y: frame[y].astype("float64")})
    periods = list(dict.fromkeys(frame[x]))
    across = alt.X(f"{x}:O", sort=periods, title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True))
    colour = alt.Color(f"{series}:N", legend=None)
    up = alt.Y(f"{y}:Q", title=title, scale=alt.Scale(zero=True))
    tips = [alt.Tooltip(f"{series}:N"), alt.Tooltip(f"{x}:N"), alt.Tooltip(f"{y}:Q", format=",.0f")]
    drawn = alt.Chart(frame).encode(x=across, y=up, color=colour, tooltip=tips).mark_line(strokeWidth=2.5, point=True)
    last = _spread(frame[frame[x] == periods[-1]].dropna(subset=y), y, gap=float(frame[y].max() or 1) / 16)
    names = alt.Chart(last).encode(x=across, y=alt.Y("label_at:Q", title=title), text=f"{series}:N", color=colour)
    layers = alt.layer(drawn, names.mark_text(align="left", dx=8, fontSize=13))
    room = min(150, 15 + 7 * max((len(str(name)) for name in last[series]), default=0))
    return layers.properties(height=340, padding={"right": room, "left": 5})


def _spread(ends: pd.DataFrame, y: str, gap: float) -> pd.DataFrame:
    """Places for the names at the ends of lines, at least ``gap`` apart so that none hides another."""
    ordered = ends.sort_values(y)
    places: list[float] = []
    for value in ordered[y]:
        places.append(max(float(value), places[-1] + gap) if places else float(value))
    return ordered.assign(label_at=places)


@drawn_from_tables
def ranks(table: ProtectedTable, *, is_dark: bool = False) -> Chart:
    """Rank of each area with its 90% interval: ``area_name, rank, rank_low, rank_high``."""
    frame = _only_protected(table)
    tone = _colours(is_dark)
    y = alt.Y(
        "area_name:N",
        sort=list(frame["area_name"]),
        title=None,
        axis=alt.Axis(labelLimit=room_for_names(), labelColor=tone["ink"], labelFontSize=12),
    )
    few = alt.Axis(tickCount=8, labelColor=tone["ink"], labelFontSize=12)
    base = alt.Chart(frame)
    span = base.mark_rule(strokeWidth=5, opacity=0.5, color=tone["over"]).encode(
        x=alt.X("rank_low:Q", title="Rank (1 = most pressure), with 90% interval", axis=few), x2="rank_high:Q", y=y
    )
    dots = base.mark_point(filled=True, size=110, color=tone["under"], opacity=1).encode(
        x="rank:Q", y=y, tooltip=["area_name:N", "rank:Q", "rank_low:Q", "rank_high:Q"]
    )
    return alt.layer(span, dots).properties(height=26 * max(len(frame), 2))


@drawn_from_tables
def profile_heat(table: ProtectedTable, *, row: str, column: str, value: str, is_dark: bool = False) -> Chart:
    """Rows against indicators, in standard deviations from the average area; the figure stands in each cell."""
    frame = _only_protected(table)
    wrapped = frame.assign(**{name: frame[name].map(lambda text: fill(str(text), 24)) for name in (row, column)})
    ink = _colours(is_dark)["ink"]
    named = alt.Axis(
        title=None,
        labelExpr="split(datum.label, '\\n')",
        labelLimit=300,
        labelColor=ink,
        labelFontSize=12,
        labelOverlap=False,
    )
    across, down = list(dict.fromkeys(wrapped[column])), list(dict.fromkeys(wrapped[row]))
    base = alt.Chart(wrapped).encode(
        x=alt.X(f"{column}:N", sort=across, axis=_turned_when_narrow(named.copy(), len(across))),
        y=alt.Y(f"{row}:N", sort=down, axis=named.copy()),
    )
    reach = min(2.0, max(0.3, float(wrapped[value].abs().max(skipna=True) or 2.0)))
    shade = alt.Scale(range=list(_DIVERGING), domain=[-reach, reach], clamp=True)
    cells = base.mark_rect(stroke="#0F1A20" if is_dark else "white", strokeWidth=2).encode(
        color=alt.Color(f"{value}:Q", title="Standard deviations from the average", scale=shade, legend=None)
    )
    figures = (
        base.transform_filter(f"isValid(datum['{value}'])")
        .mark_text(fontSize=14, fontWeight=600)
        .encode(
            text=alt.Text(f"{value}:Q", format="+.1f"),
            color=alt.condition(f"abs(datum['{value}']) > {0.6 * reach}", alt.value("#FFFFFF"), alt.value("#12232C")),
        )
    )
    per_row = 78 if len(down) <= 12 else 34
    return (cells + figures).properties(height=per_row * len(down) + 110)


def _turned_when_narrow(axis: alt.Axis, n_columns: int) -> alt.Axis:
    """Names of columns stand upright while there is room, and on end on a telephone."""
    is_narrow = f"width < {110 * n_columns}"
    axis.labelAngle = alt.ExprRef(f"{is_narrow} ? -90 : 0")
    axis.labelAlign = alt.ExprRef(f"{is_narrow} ? 'right' : 'center'")
    axis.labelBaseline = alt.ExprRef(f"{is_narrow} ? 'middle' : 'top'")
    return axis


def _only_protected(table: ProtectedTable) -> pd.DataFrame:
    return require_protected(table).frame
