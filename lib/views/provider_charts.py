"""Charts of home care providers: shares with intervals, who covers what, and what becomes of packages handed back."""

from __future__ import annotations

import altair as alt
import numpy as np
import pandas as pd

from lib.core.words import SUPPRESSED
from lib.disclosure import ProtectedTable, require_protected
from lib.measures.hand_backs import NOBODY
from lib.views.axes import room_for_names, where_it_fits
from lib.views.drawn import drawn_from_tables

Chart = alt.LayerChart | alt.FacetChart

_LIGHT = {"ink": "#12232C", "dot": "#B8440A", "line": "#0B4F6C", "quiet": "#5F6F78", "paper": "#FFFFFF"}
_DARK = {"ink": "#EAF1F4", "dot": "#F0985A", "line": "#7CC7E0", "quiet": "#A9B8C0", "paper": "#0F1A20"}
_ROLES = {
    "lead": ("Lead", "#0B4F6C", "#FFFFFF"),
    "spot": ("Spot", "#A9D3E4", "#12232C"),
    "lead and spot": ("Lead, spot", "#2F7FA3", "#FFFFFF"),
}
_SAID_PX, _SAID_OF_PART_PX = 34, 52  # room for "Lead" and "Lead, part" in a cell
_OTHER = ("Role not said", "#D9DEE1", "#12232C")
_PARTS = ("#0B4F6C", "#B8440A", "#2F7FA3", "#7A5A00", "#5B4A8A", "#3F6B3A")
_TAKEN = ("#A9D3E4", "#0B4F6C")  # few packages, many
_FLOWS = {
    "spot_picked_up": ("Picked up by a spot provider", "#2F7FA3"),
    "lead_picked_up": ("Picked up by a lead provider", "#0B4F6C"),
    "unsaid_picked_up": ("Picked up by a provider whose role is not said", "#5B6770"),
    "not_picked_up": ("Picked up by nobody", "#B8440A"),
}


@drawn_from_tables
def share_intervals(table: ProtectedTable, name: str, share: str, *, title: str, is_dark: bool = False) -> Chart:
    """A share of each row with its 95% interval: ``<share>_pct``, ``<share>_low``, ``<share>_high`` in per cent."""
    tone, ends = (_DARK if is_dark else _LIGHT), [f"{share}_{end}" for end in ("pct", "low", "high")]
    frame = require_protected(table).frame.dropna(subset=ends[0])
    frame = frame.astype(dict.fromkeys(ends, "float64"))
    base = alt.Chart(frame).encode(y=_names(frame, name))
    scale = alt.Scale(domain=[0, 100])
    span = base.mark_rule(strokeWidth=5, opacity=0.55, color=tone["line"]).encode(
        x=alt.X(f"{ends[1]}:Q", title=title, scale=scale), x2=f"{ends[2]}:Q"
    )
    tips = [alt.Tooltip(f"{name}:N"), *(alt.Tooltip(f"{end}:Q", format=".0f") for end in ends)]
    dots = base.mark_point(filled=True, size=130, opacity=1, color=tone["dot"]).encode(
        x=alt.X(f"{ends[0]}:Q", scale=scale), tooltip=tips
    )
    return alt.layer(span, dots).properties(height=36 * max(len(frame), 2) + 64)


@drawn_from_tables
def coverage_matrix(table: ProtectedTable, *, is_dark: bool = False) -> Chart:
    """Providers down, localities across; in each cell the role in words and the hours.

    Needs ``locality_name, provider_name, role, hours``; where ``is_sure`` stands beside them, what is not sure is
    marked ``part``.
    """
    tone = _DARK if is_dark else _LIGHT
    frame = require_protected(table).frame
    looks = [_ROLES.get(str(role), _OTHER) for role in frame["role"]]
    sure = frame.get("is_sure", pd.Series(True, index=frame.index)).astype(bool)
    named = [look[0] if is_sure else f"{look[0]}, part" for look, is_sure in zip(looks, sure, strict=True)]
    frame = frame.assign(
        says=[
            name if pd.isna(hours) else f"{name}\n{float(hours):,.0f}"
            for name, hours in zip(named, frame["hours"], strict=True)
        ],
        fill=[look[1] for look in looks],
        words=[look[2] for look in looks],
    )
    across = alt.Axis(  # on a slant, so that a phone has room for every name
        title=None,
        orient="top",
        labelAngle=-35,
        labelAlign="left",
        labelOverlap=False,
        labelLimit=160,
        labelFontSize=13,
    )
    places = list(dict.fromkeys(frame["locality_name"]))
    base = alt.Chart(frame).encode(
        x=alt.X("locality_name:N", sort=places, axis=across), y=_names(frame, "provider_name")
    )
    cells = base.mark_rect(stroke=tone["paper"], strokeWidth=3, cornerRadius=3).encode(
        color=alt.Color("fill:N", scale=None, legend=None),
        tooltip=["provider_name:N", "locality_name:N", alt.Tooltip("says:N", title="delivers")],
    )
    needs_px = (_SAID_PX if sure.all() else _SAID_OF_PART_PX) * max(len(places), 1)
    words = base.mark_text(
        fontSize=12 if sure.all() else 11,
        lineBreak="\n",
        dy=-6,
        opacity=alt.ExprRef(f"width < {needs_px} ? 0 : 1"),  # on a telephone words would lie over one another
    ).encode(text="says:N", color=alt.Color("words:N", scale=None, legend=None))
    rows = frame["provider_name"].nunique()
    return alt.layer(cells, words).properties(height=46 * max(rows, 2) + 40)


@drawn_from_tables
def hand_back_matrix(table: ProtectedTable, *, is_dark: bool = False) -> Chart:
    """Providers that handed packages back down, those that took them across; the darker the more, with the figure.

    Needs ``provider_name, taken_by, packages_handed_back``; hidden figures are marked ``[c]``.
    """
    tone = _DARK if is_dark else _LIGHT
    frame = require_protected(table).frame
    known = frame["packages_handed_back"].astype("float64")
    is_many = known > 0.6 * known.max()
    frame = frame.assign(
        says=[SUPPRESSED if pd.isna(n) else f"{n:,.0f}" for n in known],
        fill=np.select([known.isna(), is_many], [_OTHER[1], _TAKEN[1]], _TAKEN[0]),
        words=np.where(is_many, "#FFFFFF", "#12232C"),
    )
    across = alt.Axis(
        title="Taken by", orient="top", labelAngle=-35, labelAlign="left", labelOverlap=False, labelLimit=160,
        labelFontSize=13,
    )  # fmt: skip
    takers = list(dict.fromkeys(sorted(frame["taken_by"], key=lambda name: (name == NOBODY, name))))
    base = alt.Chart(frame).encode(x=alt.X("taken_by:N", sort=takers, axis=across), y=_names(frame, "provider_name"))
    cells = base.mark_rect(stroke=tone["paper"], strokeWidth=3, cornerRadius=3).encode(
        color=alt.Color("fill:N", scale=None, legend=None),
        tooltip=["provider_name:N", "taken_by:N", alt.Tooltip("says:N", title="packages")],
    )
    words = base.mark_text(fontSize=13).encode(text="says:N", color=alt.Color("words:N", scale=None, legend=None))
    return alt.layer(cells, words).properties(height=44 * max(frame["provider_name"].nunique(), 2) + 150)


@drawn_from_tables
def hand_back_flow(table: ProtectedTable, *, is_dark: bool = False) -> Chart:
    """What became of the packages handed back in each locality, one length after the other with its figure in it."""
    tone = _DARK if is_dark else _LIGHT
    frame = require_protected(table).frame
    flows = {name: said for name, said in _FLOWS.items() if name in frame}
    long = frame.melt("locality_name", list(flows), var_name="what", value_name="packages").dropna()
    long = long[long["packages"].astype("float64") > 0].astype({"packages": "float64"})
    long = long.assign(order=long["what"].map({name: n for n, name in enumerate(flows)}))
    long = long.assign(what=long["what"].map({name: said for name, (said, _) in flows.items()}))
    said, colours = zip(*flows.values(), strict=True)
    key = alt.Legend(title=None, orient="top", direction="vertical", labelLimit=260, labelFontSize=13)
    base = alt.Chart(long).encode(
        y=_names(frame, "locality_name"),
        x=alt.X("packages:Q", title="Packages handed back", stack="zero", axis=alt.Axis(tickCount=8)),
        order="order:Q",
    )
    bars = base.mark_bar(stroke=tone["paper"], strokeWidth=2).encode(
        color=alt.Color("what:N", scale=alt.Scale(domain=list(said), range=list(colours)), legend=key),
        tooltip=["locality_name:N", "what:N", alt.Tooltip("packages:Q", format=",.0f")],
    )
    longest = float(long.groupby("locality_name")["packages"].sum().max())
    figures = base.mark_text(fontSize=13, color="#FFFFFF", fontWeight=600).encode(
        x=alt.X("packages:Q", stack="zero", bandPosition=0.5),
        detail="what:N",
        text=alt.Text("packages:Q", format=",.0f"),
        opacity=where_it_fits("packages", longest),
    )
    return alt.layer(bars, figures).properties(height=40 * max(frame["locality_name"].nunique(), 2) + 150)


@drawn_from_tables
def stacked(table: ProtectedTable, name: str, part: str, value: str, *, title: str, is_dark: bool = False) -> Chart:
    """A bar a row of ``name``, made of its parts one after the other, each with its figure in it and a key above."""
    tone = _DARK if is_dark else _LIGHT
    frame = require_protected(table).frame.dropna(subset=value).astype({value: "float64"})
    parts = list(dict.fromkeys(frame[part]))
    shades = alt.Scale(domain=parts, range=[_PARTS[n % len(_PARTS)] for n in range(len(parts))])
    key = alt.Legend(
        title=None, orient="top", direction="vertical", labelLimit=room_for_names(320, 190), labelFontSize=13
    )
    across = alt.X(f"{value}:Q", title=title, stack="zero", axis=alt.Axis(tickCount=6))
    frame = frame.assign(order=frame[part].map({said: n for n, said in enumerate(parts)}))
    base = alt.Chart(frame).encode(y=_names(frame, name), x=across, order="order:Q")
    bars = base.mark_bar(stroke=tone["paper"], strokeWidth=2).encode(
        color=alt.Color(f"{part}:N", scale=shades, legend=key),
        tooltip=[f"{name}:N", f"{part}:N", alt.Tooltip(f"{value}:Q", format=",.0f")],
    )
    middle = alt.X(f"{value}:Q", stack="zero", bandPosition=0.5)
    figures = base.mark_text(fontSize=13, color="#FFFFFF", fontWeight=600)
    longest = float(frame.groupby(name)[value].sum().max())
    figures = figures.encode(
        x=middle, detail=f"{part}:N", text=alt.Text(f"{value}:Q", format=",.0f"), opacity=where_it_fits(value, longest)
    )
    return alt.layer(bars, figures).properties(height=40 * max(frame[name].nunique(), 2) + 90 + 20 * len(parts))


def _names(frame: pd.DataFrame, name: str) -> alt.Y:
    order = list(dict.fromkeys(frame[name]))
    axis = alt.Axis(labelFontSize=13, labelLimit=room_for_names(240), labelFlush=False)
    return alt.Y(f"{name}:N", sort=order, title=None, axis=axis)
