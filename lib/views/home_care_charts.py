"""Charts of home care: change, capacity, waiting and forecast, each with its figures in words on it."""

from __future__ import annotations

import json
from textwrap import fill

import altair as alt
import pandas as pd

from lib.disclosure import ProtectedTable, require_protected
from lib.views.axes import room_for_names
from lib.views.drawn import drawn_from_tables

Chart = alt.LayerChart | alt.FacetChart

_LIGHT = {"ink": "#12232C", "up": "#0B4F6C", "down": "#B8440A", "quiet": "#5F6F78", "band": "#5E9CB8"}
_DARK = {"ink": "#EAF1F4", "up": "#7CC7E0", "down": "#F0985A", "quiet": "#A9B8C0", "band": "#5E9CB8"}
_SHORT_MONTH = (
    "test(/^[A-Z][a-z]+ [0-9]{4}$/, datum.label) ? slice(datum.label, 0, 3) + slice(datum.label, -5) : datum.label"
)
_NAMES = alt.Axis(labelFontSize=13, labelLimit=room_for_names(), labelFlush=False)


@drawn_from_tables
def change_bars(table: ProtectedTable, *, title: str, is_dark: bool = False) -> Chart:
    """Change of each locality from nought, the number and the per cent at the end of each bar.

    Needs ``locality_name, change, change_pct``; rows without a change are left to the table.
    """
    tone = _DARK if is_dark else _LIGHT
    frame = _floats(require_protected(table).frame, "change", "change_pct").dropna(subset="change")
    frame = frame.assign(
        says=[_said_of_change(c, p) for c, p in zip(frame["change"], frame["change_pct"], strict=True)],
        text_at=frame["change"].clip(lower=0),
    )
    reach = max(float(frame["change"].abs().max() or 1), 1.0)
    low = min(float(frame["change"].min()), 0.0) * 1.05
    scale = alt.Scale(domain=[low, reach * 1.3], nice=False)
    base = alt.Chart(frame).encode(
        y=alt.Y("locality_name:N", sort=list(frame["locality_name"]), title=None, axis=_NAMES.copy())
    )
    bars = base.mark_bar(cornerRadiusEnd=3).encode(
        x=alt.X("change:Q", title=title, scale=scale, axis=alt.Axis(tickCount=8)),
        color=alt.condition("datum.change < 0", alt.value(tone["down"]), alt.value(tone["up"])),
    )
    words = base.mark_text(align="left", dx=6, fontSize=13, color=tone["ink"]).encode(
        x=alt.X("text_at:Q", scale=scale), text="says:N"
    )
    return alt.layer(bars, words).properties(height=38 * max(len(frame), 2) + 60)


def _said_of_change(change: float, percent: float) -> str:
    return f"{change:+,.0f}" if pd.isna(percent) else f"{change:+,.0f} ({percent:+,.1f}%)"


def _floats(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    return frame.assign(**{name: frame[name].astype("float64") for name in columns})


@drawn_from_tables
def waterfall(steps: ProtectedTable, *, unit: str, is_dark: bool = False) -> Chart:
    """Amounts that stand on the ground and steps that hang between them, each with its figure.

    Needs ``step, weekly_hours, is_change, ends_at`` in the order they are read.
    """
    tone = _DARK if is_dark else _LIGHT
    frame = _floats(require_protected(steps).frame, "weekly_hours", "ends_at")
    starts = frame["ends_at"] - frame["weekly_hours"]
    hours = zip(frame["weekly_hours"], frame["is_change"], strict=True)
    frame = frame.assign(
        step=frame["step"].map(lambda step: fill(step[:1].upper() + step[1:], 18)),
        begins_at=starts.where(frame["is_change"], 0.0),
        text_at=frame["ends_at"].where(frame["ends_at"] > starts, starts).clip(lower=0),
        says=[f"{amount:+,.0f}" if change else f"{amount:,.0f}" for amount, change in hours],
        look=_looks(frame),
    )
    lines = alt.Axis(labelFontSize=13, labelExpr="split(datum.label, '\\n')", labelLimit=160)
    base = alt.Chart(frame).encode(y=alt.Y("step:N", sort=list(frame["step"]), title=None, axis=lines))
    shades = {"stands": tone["quiet"], "taken": tone["down"], "left": tone["up"], "short": tone["down"]}
    scale = alt.Scale(domain=list(shades), range=list(shades.values()))
    reach = alt.Scale(
        domain=[min(0.0, float(frame["ends_at"].min())), 1.18 * float(frame["text_at"].max())], nice=False
    )
    bars = base.mark_bar(cornerRadius=3).encode(
        x=alt.X("begins_at:Q", title=unit, scale=reach),
        x2="ends_at:Q",
        color=alt.Color("look:N", scale=scale, legend=None),
    )
    words = base.mark_text(align="left", dx=6, fontSize=14, fontWeight=600, color=tone["ink"])
    words = words.encode(x=alt.X("text_at:Q", scale=reach), text="says:N")
    return alt.layer(bars, words).properties(height=54 * len(frame) + 50)


def _looks(frame: pd.DataFrame) -> list[str]:
    last = len(frame) - 1
    return [
        "taken" if change else "stands" if n < last else "left" if hours >= 0 else "short"
        for n, (change, hours) in enumerate(zip(frame["is_change"], frame["weekly_hours"], strict=True))
    ]


@drawn_from_tables
def lines_below(
    table: ProtectedTable,
    x: str,
    y: str,
    series: str,
    *,
    title: str,
    reference: float,
    words: str,
    is_dark: bool = False,
) -> Chart:
    """Lines over periods, named at their ends, under a figure somebody published: a broken line with its name.

    The published figure is drawn apart from the series because it is none of them.
    """
    tone = _DARK if is_dark else _LIGHT
    frame = _floats(require_protected(table).frame, y)
    periods = list(dict.fromkeys(frame[x]))
    across = alt.X(f"{x}:O", sort=periods, title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True))
    colour = alt.Color(f"{series}:N", legend=None)
    tips = [alt.Tooltip(f"{series}:N"), alt.Tooltip(f"{x}:N"), alt.Tooltip(f"{y}:Q", format=",.0f")]
    drawn = alt.Chart(frame).mark_line(strokeWidth=2.5, point=True)
    drawn = drawn.encode(x=across, y=alt.Y(f"{y}:Q", title=title), color=colour, tooltip=tips)
    ends = _apart(frame[frame[x] == periods[-1]].dropna(subset=y), y, gap=reference / 20)
    names = alt.Chart(ends).mark_text(align="left", dx=8, fontSize=13)
    names = names.encode(x=across, y=alt.Y("label_at:Q", title=title), text=f"{series}:N", color=colour)
    base = alt.Chart(pd.DataFrame({"at": [float(reference)], "says": [words]})).encode(y="at:Q")
    rule = base.mark_rule(strokeDash=[6, 4], strokeWidth=2, color=tone["down"])
    said = base.mark_text(align="left", dy=-9, fontSize=13, color=tone["down"]).encode(x=alt.value(6), text="says:N")
    return alt.layer(drawn, names, rule, said).properties(height=400, padding={"right": 150, "left": 5})


@drawn_from_tables
def courses(table: ProtectedTable, x: str, y: str, series: str, *, title: str, is_dark: bool = False) -> Chart:
    """A small course to a row, for more series than one pair of axes can hold: each from nought to its own highest.

    Rows stand in the order of their last figures, which are printed at their ends; a gap is a missing figure.
    """
    tone = _DARK if is_dark else _LIGHT
    frame = _floats(require_protected(table).frame, y)
    periods = list(dict.fromkeys(frame[x]))
    frame = _on_rows(frame, y, series)
    order = list(frame.drop_duplicates(series).sort_values("row")[series])
    across = alt.X(f"{x}:O", sort=periods, title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True))
    scale = alt.Scale(domain=[len(order) + 0.2, 0], nice=False, zero=False)
    names = f"{json.dumps(order)}[datum.value - 1]"
    axis = _NAMES.copy()
    axis.values, axis.labelExpr, axis.grid, axis.labelOffset = list(range(1, len(order) + 1)), names, True, -12
    up = alt.Y("at:Q", scale=scale, axis=axis, title=None)
    tips = [alt.Tooltip(f"{series}:N"), alt.Tooltip(f"{x}:N"), alt.Tooltip(f"{y}:Q", title=title, format=",.0f")]
    drawn = alt.Chart(frame).encode(x=across, y=up, detail=f"{series}:N", tooltip=tips)
    line = drawn.mark_line(strokeWidth=2, color=tone["up"], invalid="break-paths-show-domains")
    last = drawn.transform_filter(alt.datum[x] == periods[-1])
    ends = last.mark_text(align="left", dx=8, fontSize=13, color=tone["ink"]).encode(
        text=alt.Text(f"{y}:Q", format=",")
    )
    points = last.mark_point(filled=True, size=45, color=tone["up"])
    return alt.layer(line, points, ends).properties(height=34 * len(order) + 50, padding={"right": 55, "left": 5})


def _on_rows(frame: pd.DataFrame, y: str, series: str) -> pd.DataFrame:
    """Where each figure stands: on the line of its row (1, 2, …) at nought, near the line above at its highest."""
    latest = frame.groupby(series, sort=False)[y].last().sort_values(ascending=False, na_position="last")
    row = frame[series].map(pd.Series(range(1, len(latest) + 1), index=latest.index))
    highest = frame.groupby(series)[y].transform("max")
    return frame.assign(row=row, at=row - 0.8 * frame[y] / highest.where(highest > 0, 1.0))


def _apart(ends: pd.DataFrame, y: str, gap: float) -> pd.DataFrame:
    """Places for the names at the ends of lines, at least ``gap`` apart so that none hides another."""
    ordered = ends.sort_values(y)
    places: list[float] = []
    for value in ordered[y]:
        places.append(max(float(value), places[-1] + gap) if places else float(value))
    return ordered.assign(label_at=places)


@drawn_from_tables
def limits_chart(table: ProtectedTable, when: str, *, title: str, is_dark: bool = False) -> Chart:
    """Points in order with their mean and limits: ``value, mean, low, high``; points that break a rule are filled.

    ``is_signal`` says which do, where the table has it.
    """
    tone = _DARK if is_dark else _LIGHT
    frame = _floats(require_protected(table).frame, "value", "mean", "low", "high")
    frame = frame.assign(is_signal=frame.get("is_signal", False))
    across = alt.X(f"{when}:O", sort=list(frame[when]), title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True))
    base = alt.Chart(frame).encode(x=across)
    edges = [
        base.mark_line(strokeDash=[5, 4], strokeWidth=1.5, color=tone["quiet"]).encode(y=f"{name}:Q")
        for name in ("low", "high")
    ]
    middle = base.mark_line(strokeWidth=1, color=tone["quiet"]).encode(y="mean:Q")
    drawn = base.encode(y=alt.Y("value:Q", title=title))
    fills = alt.condition("datum.is_signal", alt.value(tone["down"]), alt.value("transparent"))
    points = drawn.mark_point(size=70, stroke=tone["up"]).encode(fill=fills)
    return alt.layer(*edges, middle, drawn.mark_line(strokeWidth=2, color=tone["up"]), points).properties(height=260)


@drawn_from_tables
def fan_chart(past: ProtectedTable, ahead: ProtectedTable, *, title: str, is_dark: bool = False) -> Chart:
    """The past as a line and what may come as a fan of three bands round the middle.

    ``past`` needs ``period, value``; ``ahead`` ``period, forecast`` and ``low_50, high_50`` … ``low_95, high_95``.
    """
    tone = _DARK if is_dark else _LIGHT
    before = _floats(require_protected(past).frame, "value")
    after = require_protected(ahead).frame
    order = [*before["period"], *after["period"]]
    across = alt.X("period:O", sort=order, title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True))
    up = alt.Y("value:Q", title=title, scale=alt.Scale(zero=False))
    bands = [
        alt.Chart(after)
        .mark_area(opacity=0.22, color=tone["band"])
        .encode(x=across, y=alt.Y(f"low_{level}:Q", title=title), y2=f"high_{level}:Q")
        for level in ("95", "80", "50")
    ]
    line = alt.Chart(before).mark_line(strokeWidth=2.5, color=tone["ink"]).encode(x=across, y=up)
    middle = alt.Chart(after).mark_line(strokeWidth=2.5, strokeDash=[6, 4], color=tone["up"])
    return alt.layer(*bands, line, middle.encode(x=across, y="forecast:Q")).properties(height=340)


@drawn_from_tables
def two_bars(table: ProtectedTable, when: str, names: dict[str, str], *, is_dark: bool = False) -> Chart:
    """Two figures side by side in each period; ``names`` says which columns and what they are called."""
    tone = _DARK if is_dark else _LIGHT
    frame = _floats(require_protected(table).frame, *names)
    long = frame.melt(id_vars=when, value_vars=list(names), var_name="which", value_name="value").dropna(subset="value")
    long = long.assign(which=long["which"].map(names))
    order = list(names.values())
    shades = alt.Scale(domain=order, range=[tone["down"], tone["up"]])
    base = alt.Chart(long).encode(
        x=alt.X(f"{when}:O", title="Month", axis=alt.Axis(labelAngle=0)), xOffset=alt.XOffset("which:N", sort=order)
    )
    drawn = base.mark_bar(cornerRadiusEnd=2).encode(
        y=alt.Y("value:Q", title=None), color=alt.Color("which:N", scale=shades, title=None)
    )
    said = base.mark_text(dy=-7, fontSize=12, color=tone["ink"]).encode(
        y="value:Q", text=alt.Text("value:Q", format=",")
    )
    return alt.layer(drawn, said).properties(height=280)


@drawn_from_tables
def demand_and_capacity(table: ProtectedTable, *, title: str, is_dark: bool = False) -> Chart:
    """Demand (bars) and capacity (a line with a point for each month) of one pathway: ``month, demand, capacity``."""
    tone = _DARK if is_dark else _LIGHT
    frame = _floats(require_protected(table).frame, "demand", "capacity")
    shades = alt.Scale(domain=["Demand", "Capacity"], range=[tone["band"], tone["down"]])
    x = alt.X(
        "month:O", title=None, sort=None, axis=alt.Axis(labelAngle=-40, labelOverlap=True, labelExpr=_SHORT_MONTH)
    )
    tips = [alt.Tooltip(f"{name}:Q", title=name.capitalize(), format=",") for name in ("demand", "capacity")]
    base = alt.Chart(frame).encode(x=x, tooltip=[alt.Tooltip("month:O", title="Month"), *tips])
    colour = alt.Color("which:N", scale=shades, title=None, legend=alt.Legend(orient="top"))
    people = alt.Y("demand:Q", title="People")
    bars = base.transform_calculate(which="'Demand'").mark_bar(cornerRadiusEnd=2).encode(y=people, color=colour)
    line = base.transform_calculate(which="'Capacity'").mark_line(point={"size": 45}, strokeWidth=2.5)
    return alt.layer(bars, line.encode(y="capacity:Q", color=colour)).properties(height=320, title=title)
