"""Joined-up regions, ours and other people's: each makes its data and gives the work to be timed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from benchmarks.made_up_areas import MEASURES, Work, mapped, outlines_of, standardised

REGIONS = {189: 8, 950: 16, 5_000: 40, 34_753: 150}


def our_regions(size: int) -> Work:
    from lib.pressure import regions

    frame, graph = mapped(size)
    options = {"draw_in_tails": False, "alike": 1.0}
    return lambda: {"squares": regions(frame, graph, regions_wanted(size), **options).within_squares}


def their_regions(size: int) -> Work:
    """scikit-learn's contiguity Ward alone."""
    from sklearn.cluster import AgglomerativeClustering

    points, graph = standardised(size)

    def work() -> dict[str, Any]:
        k = regions_wanted(size)
        return {"squares": squares(points, AgglomerativeClustering(k, connectivity=graph.matrix).fit(points).labels_)}

    return work


def geoda_regions(method: str) -> Callable[[int], Work]:
    """A method of pygeoda, where it is installed; AZP starts from SCHC, as ours starts from Ward."""

    def job(size: int) -> Work:
        import numpy as np
        import pygeoda

        points = standardised(size)[0]
        weights = pygeoda.queen_weights(pygeoda.open(outlines_of(size)))
        columns, k = [column.tolist() for column in points.T], regions_wanted(size)
        raw = {"scale_method": "raw"}

        def work() -> dict[str, Any]:
            if method == "SKATER":
                found = pygeoda.skater(k, weights, columns, cpu_threads=1, **raw)
            elif method == "REDCAP":
                found = pygeoda.redcap(k, weights, columns, "fullorder-wardlinkage", cpu_threads=1, **raw)
            else:
                found = pygeoda.schc(k, weights, columns, "ward", **raw)
            if method == "AZP":
                found = pygeoda.azp_greedy(k, weights, columns, init_regions=found["Clusters"], **raw)
            return {"squares": squares(points, np.array(found["Clusters"]))}

        return work

    return job


def spopt_regions(size: int) -> Work:
    """SKATER of spopt, where it is installed and finishes."""
    import geopandas as gpd
    import pandas as pd
    from libpysal.weights import WSP
    from spopt.region import Skater

    points, graph = standardised(size)
    names = [f"i{j}" for j in range(MEASURES)]
    frame = gpd.GeoDataFrame(pd.DataFrame(points, columns=names))

    def work() -> dict[str, Any]:
        model = Skater(
            frame, WSP(graph.matrix.astype("float64")).to_W(), names, n_clusters=regions_wanted(size), floor=1
        )
        model.solve()
        return {"squares": squares(points, model.labels_)}

    return work


def regions_wanted(size: int) -> int:
    """How many regions to make."""
    return REGIONS.get(size, max(size // 200, 2))


def squares(points: Any, labels: Any) -> float:
    """Sum of squared distances from the group's mean, the slow way."""
    import numpy as np

    return float(sum(((points[labels == g] - points[labels == g].mean(axis=0)) ** 2).sum() for g in np.unique(labels)))
