"""Colours that people with colour-vision deficiency can tell apart, for light and dark rooms."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Theme:
    """The quiet colours of a map: sea, neighbouring land, its edges, area lines, ink, 'no figure', paper,
    and a warm and a cool colour for points."""

    sea: str
    land: str
    edge: str
    line: str
    ink: str
    none: str
    paper: str
    warm: str
    cool: str


LIGHT = Theme("#E9F0F3", "#F7F6F2", "#C6CFD3", "#FFFFFF", "#12232C", "#D9DFE2", "#FFFFFF", "#A63A00", "#0B4F6C")
DARK = Theme("#0B1418", "#1B2930", "#3A4B54", "#0F1A20", "#F2F7F9", "#3D4C54", "#0F1A20", "#F0985A", "#9ADCF2")

# Five steps of one hue family, light to dark, each at least 1.4:1 from the next (viridis-like order of lightness).
SEQUENTIAL = ("#E3F1DC", "#AFDAC4", "#6DB7BE", "#3A86AC", "#1F4E7E")
SEQUENTIAL_DARK = ("#1F4E7E", "#3A86AC", "#6DB7BE", "#AFDAC4", "#E3F1DC")

# Categories: after Okabe and Ito's colour-blind-safe set, darkened to reach 3:1 on white.
CATEGORIES = (
    "#0072B2",
    "#D55E00",
    "#009E73",
    "#A6519A",
    "#8A7A00",
    "#C2334D",
    "#3D9BD1",
    "#6B6B6B",
    "#B07A3A",
)


def theme_of(is_dark: bool) -> Theme:
    """The map colours for a light or a dark room."""
    return DARK if is_dark else LIGHT


def steps_of(is_dark: bool, n: int) -> tuple[str, ...]:
    """``n`` steps (0 to 5) of the sequential colours, from 'less' to 'more'."""
    ramp = SEQUENTIAL_DARK if is_dark else SEQUENTIAL
    chosen: tuple[int, ...] = {0: (), 1: (2,), 2: (0, 4), 3: (0, 2, 4), 4: (0, 1, 3, 4)}.get(n, (0, 1, 2, 3, 4))
    return tuple(ramp[i] for i in chosen)
