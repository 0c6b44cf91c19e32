"""Measures and sources as records: what About prints and what stands under every figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Direction = Literal["more is better", "less is better", "neither"]


@dataclass(frozen=True)
class Measure:
    """One measure: how it is made, what it counts and what a reader must know.

    ``counts_people`` says whether its counts are about people, and so are protected.
    """

    key: str
    title: str
    numerator: str
    denominator: str
    unit: str
    direction: Direction
    source: str
    method: str
    caveat: str = ""
    counts_people: bool = False


@dataclass(frozen=True)
class Source:
    """One source of figures that come with the workbench."""

    key: str
    title: str
    publisher: str
    licence: str
    as_at: str
    used_for: str
    caveat: str = ""
