"""Outlines: on the ground, whole, and mended where their lines cross."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from lib.core.words import say_count
from lib.ingest.findings import Finding, noted, refuse
from lib.ingest.table import Table


def checked_polygons(table: Table, names: pd.Series) -> tuple[gpd.GeoSeries, list[Finding]]:
    """Outlines that can be drawn, by ``source_row``, and what was wrong with the rest.

    Crossed lines are mended and said; points and lines and empty outlines are refused by name, because an
    area that silently lacks an outline would vanish from the map.
    """
    shapes = table.geometry if table.geometry is not None else gpd.GeoSeries(index=table.frame.index, crs=4326)
    shapes = shapes.loc[names.index.intersection(table.frame.index)]
    is_empty = shapes.isna() | shapes.is_empty
    if is_empty.any():
        raise refuse(
            "outline-empty",
            f"{say_count(is_empty.sum(), 'outline is', 'outlines are')} empty.",
            fix="Draw the outline again, or delete the row.",
            rows=shapes.index[is_empty],
        )
    is_crossed = ~shapes.is_valid
    mended = gpd.GeoSeries(_only_polygons(shapes.make_valid()), index=shapes.index, crs=shapes.crs)
    is_lost = mended.isna() | mended.is_empty
    if is_lost.any():
        raise refuse(
            "outline-not-an-area",
            f"{say_count(is_lost.sum(), 'shape is', 'shapes are')} a point or a line, not an outline.",
            fix="Load polygons.",
            rows=shapes.index[is_lost],
        )
    return shapes.where(~is_crossed, mended), _crossed_note(names.loc[shapes.index], is_crossed)


def _only_polygons(shapes: gpd.GeoSeries) -> list[BaseGeometry | None]:
    return [_polygon_of(shape) for shape in shapes]


def _polygon_of(shape: BaseGeometry) -> BaseGeometry | None:
    """The part of a shape that has an area."""
    if shape.geom_type in ("Polygon", "MultiPolygon"):
        return shape
    parts = [part for part in shapely.get_parts(shape) if part.geom_type in ("Polygon", "MultiPolygon")]
    return shapely.union_all(parts) if parts else None


def _crossed_note(names: pd.Series, is_crossed: pd.Series) -> list[Finding]:
    if not is_crossed.any():
        return []
    what = f"The lines of {say_count(is_crossed.sum(), 'outline')} cross themselves; they were mended."
    return [noted("outline-crossed", what, names[is_crossed], "outline", "Check their shape on the map.")]
