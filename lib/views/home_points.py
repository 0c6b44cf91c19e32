"""Care homes as points: size by beds, fill by kind, told apart without colour by ring and fill."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import geopandas as gpd

from lib.core.words import say_count
from lib.views.maps import Legend
from lib.views.palette import Theme

# Nursing filled, residential hollow, both filled with a heavy ring: the fill says it without the colour.
_STEP_DEGREES = 0.00022  # about 20 m: homes at one address are drawn side by side


def home_points(homes: gpd.GeoDataFrame, theme: Theme, picked: Collection[str] = ()) -> list[dict[str, Any]]:
    """Points for the homes that have a place, largest first so that small ones stay on top.

    Radius in pixels is proportional to the square root of the beds, so the area tells the size. Those of the homes
    ``picked``, by location id, have a heavy ring.
    """
    placed = homes[homes.geometry.notna() & ~homes.geometry.is_empty]
    placed = placed.assign(registered_beds=placed["registered_beds"].astype("Float64").fillna(0).astype(int))
    placed = placed.sort_values(["registered_beds", "cqc_location_id"], ascending=[False, True])
    along = placed.groupby([placed.geometry.x.round(5), placed.geometry.y.round(5)]).cumcount()
    return [
        _point(row, shift * _STEP_DEGREES, theme, picked)
        for row, shift in zip(placed.itertuples(index=False), along, strict=True)
    ]


def _point(row: Any, shift: float, theme: Theme, picked: Collection[str]) -> dict[str, Any]:
    beds = int(row.registered_beds)
    is_picked = row.cqc_location_id in picked
    return {
        "id": str(row.cqc_location_id),
        "x": round(row.geometry.x + shift, 6),
        "y": round(row.geometry.y, 6),
        "r": round(3 + 1.1 * beds**0.5, 1),
        **_look(str(row.home_kind), theme, is_picked),
        "name": str(row.name),
        "lines": [f"{str(row.home_kind).capitalize()}, {say_count(beds, 'bed')}"],
    }


def _look(kind: str, theme: Theme, is_picked: bool) -> dict[str, Any]:
    colour = theme.warm if kind.startswith("nursing") else theme.cool
    fill = theme.paper if kind == "residential" else theme.none if kind == "not stated" else colour
    ring = theme.ink if is_picked or kind == "nursing and residential" else colour
    return {
        "fill": fill,
        "ring": ring,
        "w": 5 if is_picked else 3 if kind == "nursing and residential" else 1.8,
    }


def home_legend(theme: Theme) -> Legend:
    """What a point's look means."""
    return Legend(
        "Care homes (larger circle, more beds)",
        (
            (f"dot {theme.warm} {theme.warm}", "nursing"),
            (f"dot {theme.paper} {theme.cool}", "residential"),
            (f"dot {theme.warm} {theme.ink}", "nursing and residential"),
        ),
    )
