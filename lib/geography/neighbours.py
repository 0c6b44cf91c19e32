"""Which areas touch: areas are neighbours when they share a corner."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from scipy import sparse


@dataclass(frozen=True)
class Neighbours:
    """Who is next to whom.

    Attributes
    ----------
    area_codes
        The areas, in the order they were given; rows and columns of ``matrix``.
    matrix
        Square, symmetric, sparse; 1 where two different areas share a corner, else 0.
    """

    area_codes: pd.Index
    matrix: sparse.csr_array

    @property
    def pairs(self) -> pd.DataFrame:
        """Each pair of neighbours once: ``area_code, neighbour_code``, in the order of the areas."""
        first, second = sparse.triu(self.matrix).nonzero()
        return pd.DataFrame(
            {"area_code": self.area_codes[first], "neighbour_code": self.area_codes[second]}
        ).sort_values(["area_code", "neighbour_code"], ignore_index=True)

    @property
    def islands(self) -> tuple[str, ...]:
        """Areas that touch no other."""
        alone = np.asarray(self.matrix.sum(axis=1)).ravel() == 0
        return tuple(self.area_codes[alone])


def corners_of(polygons: np.ndarray) -> sparse.csr_array:
    """Areas by distinct corners: 1 where the corner belongs to the area."""
    points, area = shapely.get_coordinates(polygons, return_index=True)
    _, corner = np.unique(points[:, 0] + 1j * points[:, 1], return_inverse=True)
    ones = np.ones(len(area), dtype=np.int32)
    return sparse.csr_array((ones, (area, corner)), shape=(len(polygons), corner.max(initial=-1) + 1))


def neighbours(areas: gpd.GeoDataFrame) -> Neighbours:
    """Find the neighbours of every area (queen contiguity).

    Parameters
    ----------
    areas
        One row per area: ``area_code`` and ``geometry``, with edges that meet corner to corner, as
        the outlines of this package do. Areas that only overlap, or whose edges meet part way
        along, are not found. An area without an outline is an island.
    """
    corners = corners_of(areas.geometry.to_numpy())
    touching = (corners @ corners.T).tocsr()
    touching.setdiag(0)
    touching.eliminate_zeros()
    touching.data[:] = 1
    return Neighbours(pd.Index(areas["area_code"]), touching)
