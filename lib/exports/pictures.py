"""Charts as pictures for documents and slides, drawn on this machine."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from textwrap import wrap
from typing import Any

import altair as alt

from lib.core import SYNTHETIC, Provenance
from lib.core.words import slug
from lib.views.charts import Chart
from lib.views.drawn import require_drawn_from_held

_WIDTH_PX, _SCALE = 620, 2
_DRAWING, _SECONDS = Path(__file__).with_name("drawing.py"), 60
_LETTERS, _SMALL_LETTERS = 84, 112  # to a line of the heading, and of what stands under it
_PAPER, _DARK_PAPER, _DARK_INK, _DARK_GRID = "white", "#0F1A20", "#EAF1F4", "#3A4A53"


def to_png(chart: Chart) -> bytes:
    """The chart as a PNG on white, wide enough for a page of A4. Nothing is fetched from elsewhere.

    Raises
    ------
    TypeError
        For a chart of figures of people that no session holds, and for one that does not say what it was drawn from.
    """
    return _png(require_drawn_from_held(chart).properties(width=_WIDTH_PX).configure(background=_PAPER))


def to_picture(
    chart: Chart,
    title: str,
    provenances: Sequence[Provenance],
    *,
    made_on: date,
    notes: Sequence[str] = (),
    is_dark: bool = False,
) -> bytes:
    """The chart as a PNG that can stand alone: its title, its sources and the day it was made are in the picture.

    Parameters
    ----------
    chart
        As the page shows it: nothing is in the picture that the chart does not show.
    title
        What the chart says, in words.
    provenances
        Where the figures come from, one for each dataset used.
    notes
        Further lines under the title, such as the small-number rule.
    is_dark
        Whether the chart was drawn for a dark page; the paper is dark then too.

    Raises
    ------
    TypeError
        As for :func:`to_png`.
    """
    drawn: Any = require_drawn_from_held(chart)
    if drawn._get("width") is alt.Undefined and not isinstance(drawn, alt.FacetChart):
        drawn = drawn.properties(width=_WIDTH_PX)
    said = [*_sources(provenances), *notes, f"Made on {made_on.day} {made_on:%B %Y} with the Care Market Workbench"]
    headed = drawn.properties(title=_heading(title, said, is_dark=is_dark), padding=16)
    return _png(headed.configure(**_looks(is_dark=is_dark)))


def picture_name(title: str) -> str:
    """A safe, readable file name: ``'hours-of-home-care.png'``."""
    return f"{slug(title)[:80].strip('-')}.png"


def _png(chart: Any) -> bytes:
    return drawn_apart(chart.to_json())


def drawn_apart(vega_lite: str) -> bytes:
    """Drawn by a process of its own, which takes the names and figures with it when it ends."""
    asked = [sys.executable, "-I", str(_DRAWING), str(_SCALE)]
    drawn = subprocess.run(  # noqa: S603 - our own program
        asked, input=vega_lite.encode(), capture_output=True, timeout=_SECONDS, check=True
    )
    return drawn.stdout


def _sources(provenances: Sequence[Provenance]) -> list[str]:
    """Who says so, a line for each; what was made up is said first."""
    made_up = [SYNTHETIC] if any(one.is_synthetic for one in provenances) else []
    return [*made_up, *dict.fromkeys(_source(one) for one in provenances)]


def _source(one: Provenance) -> str:
    parts = [", ".join(part for part in (one.title, one.source) if part)]
    parts += [f"as at {one.as_at}"] if one.as_at else []
    parts += [f"version {one.version}"] if one.version else []
    return f"Source: {'; '.join(parts)}"


def _heading(title: str, said: Sequence[str], *, is_dark: bool) -> alt.TitleParams:
    ink = _DARK_INK if is_dark else "#12232C"
    return alt.TitleParams(
        text=wrap(title, _LETTERS),
        subtitle=[line for one in said for line in wrap(one, _SMALL_LETTERS)],
        anchor="start", frame="bounds", offset=14, fontSize=15, subtitleFontSize=11, subtitlePadding=8,
        color=ink, subtitleColor=ink,
    )  # fmt: skip


def _looks(*, is_dark: bool) -> dict[str, Any]:
    """Paper, and on dark paper light words; what a chart says of its own colours stays."""
    if not is_dark:
        return {"background": _PAPER}
    words: dict[str, Any] = {"labelColor": _DARK_INK, "titleColor": _DARK_INK}
    lines: dict[str, Any] = {"gridColor": _DARK_GRID, "domainColor": _DARK_GRID, "tickColor": _DARK_GRID}
    axis, legend = alt.AxisConfig(**words, **lines), alt.LegendConfig(**words)
    return {"background": _DARK_PAPER, "axis": axis, "legend": legend, "view": alt.ViewConfig(stroke=_DARK_GRID)}
