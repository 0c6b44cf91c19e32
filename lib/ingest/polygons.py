"""Outlines: on the ground, whole, and mended where their lines cross."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from lib.core import Problem, refusal, rows_in_words
from lib.core.words import say_count, say_list
from lib.ingest.findings import Finding, Refused, noted
from lib.ingest.table import Table

_SOME = 5  # outlines named one by one


def checked_polygons(table: Table, names: pd.Series) -> tuple[gpd.GeoSeries, list[Finding]]:
    """Outlines that can be drawn, by ``source_row``, and what was wrong with the rest.

    Crossed lines are mended and said; points and lines and empty outlines are refused by name, because an
    area that silently lacks an outline would vanish from the map.
    """
    shapes = table.geometry if table.geometry is not None else gpd.GeoSeries(index=table.frame.index, crs=4326)
    shapes = shapes.loc[names.index.intersection(table.frame.index)]
    names = names.loc[shapes.index].astype("str")
    is_empty = shapes.isna() | shapes.is_empty
    is_crossed = ~shapes.is_valid & ~is_empty
    mended = gpd.GeoSeries(_only_polygons(shapes.make_valid()), index=shapes.index, crs=shapes.crs)
    is_lost = (mended.isna() | mended.is_empty) & ~is_empty
    crossed = _crossed_note(names, is_crossed & ~is_lost)
    if is_empty.any() or is_lost.any():
        raise Refused(*_not_areas(names[is_empty], names[is_lost]), *(one.problem for one in crossed))
    return shapes.where(~is_crossed, mended), crossed


def _not_areas(empty: pd.Series, lost: pd.Series) -> list[Problem]:
    """What is no outline, by name, all of it at once."""
    said = {
        "outline-empty": (empty, "has no outline", "have no outline", "Draw it, or delete the row."),
        "outline-not-an-area": (lost, "is a point or a line", "are points or lines", "Load polygons."),
    }  # fmt: skip
    return [
        refusal(
            code, f"{_named(which)} {one if len(which) == 1 else many}.",
            where=rows_in_words(which.index), fix=fix, rows=which.index,
        )
        for code, (which, one, many, fix) in said.items()
        if len(which)
    ]  # fmt: skip


def _named(which: pd.Series) -> str:
    """The first few by name, the rest by their number."""
    shown = [f"'{name}'" for name in which.head(_SOME)]
    rest = len(which) - len(shown)
    return say_list([*shown, say_count(rest, "other")] if rest else shown)


def _only_polygons(shapes: gpd.GeoSeries) -> list[BaseGeometry | None]:
    return [_polygon_of(shape) for shape in shapes]


def _polygon_of(shape: BaseGeometry | None) -> BaseGeometry | None:
    """The part of a shape that has an area."""
    if shape is None or shape.geom_type in ("Polygon", "MultiPolygon"):
        return shape
    parts = [part for part in shapely.get_parts(shape) if part.geom_type in ("Polygon", "MultiPolygon")]
    return shapely.union_all(parts) if parts else None


def _crossed_note(names: pd.Series, is_crossed: pd.Series) -> list[Finding]:
    if not is_crossed.any():
        return []
    crossed = names[is_crossed]
    what = f"The lines of {_named(crossed)} cross themselves; they were mended."
    return [noted("outline-crossed", what, crossed, "outline", "Check their shape on the map.")]
