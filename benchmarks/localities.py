"""People of all England's small areas added up to a thousand drawn zones.

    python -m benchmarks.localities

The zones are the cells round a thousand areas drawn at random with a fixed seed: they cut two areas in three, as a pen
would. The first time pays for the ground; after that only zones and people change. Times are those of one run.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from lib.geography import areas
from lib.measures.ground import cut_by, ground_of, people_by_zone
from lib.measures.locality_population import population_of_localities

ZONES, TIMES = 1_000, 5


def main() -> None:
    """Time the ground once, the adding up five times, and the way that splits every area by its land."""
    england = areas(None)
    england = england[england["area_code"].str.startswith("E")].reset_index(drop=True)
    people = pd.DataFrame({"area_code": england["area_code"], "population": 1500, "population_65_plus": 300})
    print(f"{len(england):,} areas, {ZONES:,} zones\n\n| what | seconds |\n| --- | --- |")
    ground = timed("the ground, once", lambda: ground_of(england))
    for seed in range(TIMES):
        zones = drawn(england, seed)
        found = timed(f"people by zone, drawing {seed + 1}", lambda z=zones: people_by_zone(ground, z, people))
        assert found["population"].sum() <= people["population"].sum()
    cut = timed("areas cut by an edge", lambda: cut_by(ground, zones))
    slow = timed("with the share of land of every cut area", lambda: population_of_localities(zones, england, people))
    assert np.array_equal(slow.frame["population"].fillna(0), found["population"].fillna(0))
    print(f"\n{len(cut):,} areas are cut.")


def drawn(england: gpd.GeoDataFrame, seed: int) -> gpd.GeoDataFrame:
    """Cells round areas drawn at random."""
    middles = england.to_crs(27700).representative_point().to_numpy()
    seeds = middles[np.random.default_rng(seed).choice(len(middles), ZONES, replace=False)]
    cells = shapely.voronoi_polygons(shapely.multipoints(seeds), extend_to=shapely.box(0, 0, 7e5, 7e5))
    names = [f"Z{n:04d}" for n in range(ZONES)]
    frame = pd.DataFrame({"locality_code": names, "locality_name": names})
    return gpd.GeoDataFrame(frame, geometry=list(shapely.get_parts(cells)), crs=27700).to_crs(4326)


def timed(what: str, call: Callable[[], object]) -> object:
    """Print how long a call takes."""
    begun = time.perf_counter()
    found = call()
    print(f"| {what} | {time.perf_counter() - begun:.2f} |")
    return found


if __name__ == "__main__":
    main()
