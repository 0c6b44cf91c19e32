"""Charts of home care: change, capacity, waiting and forecast, each with its figures in words on it."""

from __future__ import annotations

import altair as alt
import pandas as pd

from lib.disclosure import ProtectedTable, require_protected

Chart = alt.LayerChart | alt.FacetChart

_LIGHT = {"ink": "#12232C", "up": "#0B4F6C", "down": "#B8440A", "quiet": "#5F6F78", "band": "#5E9CB8"}
_DARK = {"ink": "#EAF1F4", "up": "#7CC7E0", "down": "#F0985A", "quiet": "#A9B8C0", "band": "#5E9CB8"}
_STEP_PX = 46
_NAMES = alt.Axis(labelFontSize=13, labelLimit=260)


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
        x=alt.X("change:Q", title=title, scale=scale),
        color=alt.condition("datum.change < 0", alt.value(tone["down"]), alt.value(tone["up"])),
    )
    words = base.mark_text(align="left", dx=6, fontSize=13, color=tone["ink"]).encode(
        x=alt.X("text_at:Q", scale=scale), text="says:N"
    )
    return alt.layer(bars, words).properties(height=34 * max(len(frame), 2))


def _said_of_change(change: float, percent: float) -> str:
    return f"{change:+,.0f}" if pd.isna(percent) else f"{change:+,.0f} ({percent:+,.1f}%)"


def _floats(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    return frame.assign(**{name: frame[name].astype("float64") for name in columns})
