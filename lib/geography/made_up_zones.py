"""Zones of whole wards made up by halving a map again and again: compact, alike in size, nobody's boundaries."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lib.geography.councils import Council
from lib.geography.outlines import areas, lookup

NATIONAL_GRID = 27700


def zones_of_wards(council: Council, count: int) -> pd.DataFrame:
    """Put a council's wards into ``count`` zones with about as many small areas in each.

    Returns one row per ward: ``member_kind, member_code, member_name, locality_code, locality_name``. The same wards
    give the same zones. Each cut goes across the longer side of what it cuts.
    """
    wards = areas(council, "ward").sort_values("area_code", ignore_index=True)
    middles = wards.geometry.to_crs(NATIONAL_GRID).representative_point()
    places = np.column_stack([middles.x, middles.y])
    sizes = lookup(council).groupby("ward_code").size().reindex(wards["area_code"]).to_numpy(dtype="float64")
    groups = _cut(np.arange(len(wards)), places, sizes, count)
    zone = np.empty(len(wards), dtype=int)
    for number, members in enumerate(groups, start=1):
        zone[members] = number
    names = pd.Series(zone).map("Example zone {}".format)
    rows = pd.DataFrame({"member_kind": "ward", "member_code": wards["area_code"], "member_name": wards["area_name"]})
    return rows.assign(locality_code=[f"example-zone-{number}" for number in zone], locality_name=names)


def _cut(members: np.ndarray, places: np.ndarray, sizes: np.ndarray, count: int) -> list[np.ndarray]:
    """Members in ``count`` groups, halved where the sizes come nearest to the share of each side."""
    if count == 1 or len(members) <= 1:
        return [members]
    left = count // 2
    longer = int(np.argmax(np.ptp(places[members], axis=0)))
    ordered = members[np.argsort(places[members, longer], kind="stable")]
    share = np.cumsum(sizes[ordered]) / sizes[ordered].sum()
    at = int(np.argmin(np.abs(share[:-1] - left / count))) + 1
    return [*_cut(ordered[:at], places, sizes, left), *_cut(ordered[at:], places, sizes, count - left)]
