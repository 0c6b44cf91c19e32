"""Zones somebody drew, checked against the ground: crossed lines, the sea, overlaps, gaps and islands."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from lib.core import Problem, Severity, note, refusal
from lib.core.words import say_count, say_list

NATIONAL_GRID = 27700
_SLIVER = 0.01  # less than 1 in 100 of the smaller zone is two drawings of one line
_MOSTLY = 0.5  # a zone more than half at sea or in another council is worth a second look
_ISLAND = 0.05  # a piece smaller than 1 in 20 of its zone is a jag of the pen
_NAMED = 6


@dataclass(frozen=True)
class ZoneCheck:
    """What was found.

    Attributes
    ----------
    problems
        In the order a reader should mend them; a refusal means that the zones cannot be used as they are.
    overlaps
        ``zone``, ``other``, ``areas_count`` (small areas whose middle lies in both), ``km2``.
    gaps
        ``area_code``, ``area_name`` of small areas in no zone.
    """

    problems: tuple[Problem, ...]
    overlaps: pd.DataFrame
    gaps: pd.DataFrame

    @property
    def is_usable(self) -> bool:
        """Whether nothing has to be drawn again first."""
        return not any(problem.severity == Severity.REFUSE for problem in self.problems)


def check_zones(zones: gpd.GeoDataFrame, areas: gpd.GeoDataFrame) -> ZoneCheck:
    """Check zones against the small areas of the council.

    Parameters
    ----------
    zones
        ``locality_name`` and ``geometry``; outlines may be missing, crossed, or anywhere on earth.
    areas
        ``area_code``, ``area_name`` and ``geometry`` of every small area of the council.

    Returns
    -------
    ZoneCheck
        Overlaps are counted where they are more than 1 in 100 of the smaller zone.
    """
    names = zones["locality_name"].astype(str).to_numpy()
    drawn = gpd.GeoSeries(zones.geometry.to_numpy(), crs=zones.crs or 4326)
    is_blank = (drawn.isna() | drawn.is_empty).to_numpy() | (drawn.geom_type.isin(["Point", "LineString"])).to_numpy()
    is_crossed = ~is_blank & ~drawn.is_valid.to_numpy()
    shapes = drawn[~is_blank].make_valid().to_crs(NATIONAL_GRID).to_numpy()
    land = areas.to_crs(NATIONAL_GRID)
    inside = _middles_inside(shapes, land)
    on_land = _share_on_land(shapes, land)
    kept = names[~is_blank]
    overlaps = _overlaps(kept, shapes, inside)
    gaps = areas.loc[~inside.any(axis=0), ["area_code", "area_name"]].reset_index(drop=True)
    found = [
        *_blank(names[is_blank]),
        *_crossed(names[is_crossed]),
        *_off_shore(kept, on_land),
        *_nobody(kept[(on_land > 0) & ~inside.any(axis=1)]),
        *_overlapping(overlaps),
        *_gaps(gaps, len(areas)),
        *_islands(kept, shapes),
    ]
    return ZoneCheck(tuple(found), overlaps, gaps)


def _middles_inside(shapes: np.ndarray, land: gpd.GeoDataFrame) -> np.ndarray:
    """Zones by small areas: whether a point inside the area lies in the zone."""
    inside = np.zeros((len(shapes), len(land)), dtype=bool)
    middles = land.geometry.representative_point().to_numpy()
    zone, area = shapely.STRtree(middles).query(shapes, predicate="intersects")
    inside[zone, area] = True
    return inside


def _share_on_land(shapes: np.ndarray, land: gpd.GeoDataFrame) -> np.ndarray:
    """Share of each zone's ground that is in the council."""
    tree = shapely.STRtree(land.geometry.to_numpy())
    zone, area = tree.query(shapes, predicate="intersects")
    pieces = shapely.area(shapely.intersection(shapes[zone], land.geometry.to_numpy()[area]))
    covered = np.bincount(zone, weights=pieces, minlength=len(shapes))
    ground = shapely.area(shapes)
    return np.divide(covered, ground, out=np.zeros(len(shapes)), where=ground > 0)


def _overlaps(names: np.ndarray, shapes: np.ndarray, inside: np.ndarray) -> pd.DataFrame:
    """Each pair of zones that share ground."""
    left, right = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    left, right = left[left < right], right[left < right]
    shared = shapely.area(shapely.intersection(shapes[left], shapes[right]))
    smaller = np.minimum(shapely.area(shapes[left]), shapely.area(shapes[right]))
    is_real = shared > _SLIVER * smaller
    left, right = left[is_real], right[is_real]
    pairs = pd.DataFrame(
        {
            "zone": names[left],
            "other": names[right],
            "areas_count": (inside[left] & inside[right]).sum(axis=1),
            "km2": shared[is_real] / 1e6,
        }
    )
    return pairs.sort_values(["zone", "other"], ignore_index=True)


def _blank(names: np.ndarray) -> list[Problem]:
    if not len(names):
        return []
    what = f"{_named(names)} {'has' if len(names) == 1 else 'have'} no ground: the outline is empty, a point or a line."
    return [refusal("zone-empty", what, fix="Draw again, or take out.")]


def _crossed(names: np.ndarray) -> list[Problem]:
    if not len(names):
        return []
    what = f"The outline of {_named(names)} crosses itself, so it is not clear what lies inside."
    return [note("zone-crossed", what, fix="It is mended as best it can be: check its shape, or draw it again.")]


def _off_shore(names: np.ndarray, on_land: np.ndarray) -> list[Problem]:
    away, partly = names[on_land == 0], names[(on_land > 0) & (on_land < _MOSTLY)]
    found = []
    if len(away):
        what = f"{_named(away)} {_is(away)} wholly outside the council: at sea or in another council."
        them = "it" if len(away) == 1 else "them"
        found.append(refusal("zone-off-shore", what, fix=f"Draw {them} on the council's ground, or take {them} out."))
    if len(partly):
        what = f"More than half of {_named(partly)} is outside the council: at sea or in another council."
        found.append(note("zone-partly-outside", what, fix="Only people who live in the council are counted."))
    return found


def _nobody(names: np.ndarray) -> list[Problem]:
    if not len(names):
        return []
    what = f"{_named(names)} {_holds(names)} the middle of no small area, so nobody would be counted there."
    return [note("zone-holds-nobody", what, fix="Make it larger, or join it to another.")]


def _overlapping(overlaps: pd.DataFrame) -> list[Problem]:
    if overlaps.empty:
        return []
    said = [f"{row.zone} and {row.other}" for row in overlaps.head(_NAMED).itertuples()]
    count = int(overlaps["areas_count"].sum())
    what = f"Zones overlap: {say_list(said)}{_and_more(len(overlaps))}."
    lying = say_count(count, "small area lies", "small areas lie")
    what += f" {lying} in two; each is counted once." if count else " No small area is counted twice."
    return [note("zone-overlap", what, fix="Draw the edge between them again.")]


def _gaps(gaps: pd.DataFrame, total: int) -> list[Problem]:
    if gaps.empty:
        return []
    what = f"{say_count(len(gaps), 'small area')} of {total:,} {_is(gaps)} in no zone, and {_is(gaps)} counted in none."
    return [note("zone-gap", what, fix="Draw the zones up to each other, or leave them out on purpose.")]


def _islands(names: np.ndarray, shapes: np.ndarray) -> list[Problem]:
    pieces = [_pieces(shape) for shape in shapes]
    apart = [f"{name} ({count})" for name, count in zip(names, pieces, strict=True) if count > 1]
    if not apart:
        return []
    what = f"Made of pieces that do not touch: {say_list(apart[:_NAMED])}{_and_more(len(apart))}."
    return [note("zone-in-pieces", what, fix="Nothing to mend if water or another zone lies between them.")]


def _pieces(shape: shapely.Geometry) -> int:
    """Pieces of a zone worth the name."""
    sizes = shapely.area(shapely.get_parts(shape))
    return int((sizes > _ISLAND * sizes.sum()).sum())


def _named(names: np.ndarray) -> str:
    return say_list([str(name) for name in names[:_NAMED]]) + _and_more(len(names))


def _and_more(count: int) -> str:
    return f" … and {count - _NAMED:,} more" if count > _NAMED else ""


def _is(things: np.ndarray | pd.DataFrame) -> str:
    return "is" if len(things) == 1 else "are"


def _holds(names: np.ndarray) -> str:
    return "holds" if len(names) == 1 else "hold"
