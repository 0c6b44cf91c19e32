"""Outlines with names and a few lines under each, placed so that long labels hide little."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import geopandas as gpd

from lib.views.shapes import middle_of, packed

_BRIEF = 2  # lines under a name that fit in the middle of a zone


def labelled(zones: gpd.GeoDataFrame, lines: Mapping[str, list[str]]) -> list[dict[str, Any]]:
    """What the painter draws for each zone: ``name, shape, at, lines`` and, where any label is long, ``side``.

    ``zones`` has ``area_code, area_name, geometry``; ``lines`` are by area code.
    """
    items = [
        {"name": str(name), "shape": packed(shape), "at": middle_of(shape), "lines": lines.get(str(code), [])}
        for code, name, shape in zip(zones.area_code, zones.area_name, zones.geometry, strict=True)
    ]
    if any(len(item["lines"]) > _BRIEF for item in items):
        return [item | {"side": side} for item, side in zip(items, _sides(items), strict=True)]
    return items


def _sides(items: Sequence[dict[str, Any]]) -> list[str]:
    """The side of its middle on which a long label hides least: outwards, west of the map's middle to the left."""
    across = [item["at"][1] for item in items]
    middle = (min(across) + max(across)) / 2
    return ["left" if place <= middle else "right" for place in across]
