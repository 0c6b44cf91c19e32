"""Thousands of points packed for the browser once: places, sizes, looks and words."""

from __future__ import annotations

import gzip
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from lib.core.provenance import hash_of
from lib.views.country_outlines import grid
from lib.views.parcel import parcel, words_array

_LOOK = ("fill", "ring", "w")


@dataclass(frozen=True, eq=False)
class PointLayer:
    """Points in the order they are drawn, and what the browser needs to draw them, compressed."""

    ids: tuple[str, ...] = ()
    content: bytes = b""
    key: str = ""
    places: Mapping[str, int] = field(default_factory=dict)


def point_layer(points: Sequence[Mapping[str, Any]]) -> PointLayer:
    """Pack points: mappings of ``id, x, y, r, fill, ring, w, name, lines``, as :func:`lib.views.home_points` makes.

    ``x`` and ``y`` are degrees, ``r`` and ``w`` pixels on a council's map; the last is drawn on top.
    """
    ids = tuple(str(point["id"]) for point in points)
    looks = list(dict.fromkeys(_look(point) for point in points))
    number = {look: i for i, look in enumerate(looks)}
    degrees = np.array([(point["x"], point["y"]) for point in points], dtype=float).reshape(-1, 2)
    arrays: dict[str, np.ndarray] = {
        "point_places": grid(degrees).astype(np.int32).ravel(),
        "point_tenths": np.array([round(float(point["r"]) * 10) for point in points], dtype=np.uint16),
        "point_looks": np.array([number[_look(point)] for point in points], dtype=np.uint16),
        "point_words": words_array([[str(point["name"]), *map(str, point["lines"])] for point in points]),
        "point_ids": words_array(ids),
    }
    content = gzip.compress(
        parcel({"looks": [dict(zip(_LOOK, look, strict=True)) for look in looks]}, arrays), 4, mtime=0
    )
    return PointLayer(ids, content, hash_of(content)[:16], {one: i for i, one in enumerate(ids)})


def _look(point: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(point[name] for name in _LOOK)
