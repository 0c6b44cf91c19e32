"""Seconds, peak memory and fit of the index, clusters, regions and hot spots, against the libraries alone.

    python benchmarks/pressure.py [areas ...]        189 950 5000 34753 when none are named

Each reading runs in a process of its own, on one thread, on real outlines with made-up smooth indicators. Time is that
of the processor, so that other work on the machine counts less; peak memory is what the work adds to what is there
before it. spopt and pygeoda (GPL, and it ends its process on a map in parts) are optional: what is not installed, or
would not finish, says so. Quote ratios: absolute times drift with the machine.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SIZES = (189, 950, 5_000, 34_753)
REGIONS = {189: 8, 950: 16, 5_000: 40, 34_753: 150}
LONGEST = 420  # seconds: what takes longer 'does not finish'
MEASURES = 8

Work = Callable[[], dict[str, Any]]


def main() -> None:
    """Run every job at every size and print a table."""
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    results = {(job, size): measured(job, size) for job in JOBS for size in sizes}
    print(as_table(results, sizes))


def measured(job: str, size: int) -> dict[str, Any]:
    """One reading, or why there is none."""
    if size > JOBS[job][1]:
        return {"note": "not tried"}
    command = [sys.executable, __file__, "--one", job, str(size)]
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    one_thread = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": path}
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST, check=False, env=one_thread)
    except subprocess.TimeoutExpired:
        return {"note": f"over {LONGEST} s"}
    if done.returncode:
        why = (done.stderr.strip().splitlines() or ["it ended its process"])[-1]
        return {"note": "not installed" if why.startswith("ModuleNotFoundError") else why[:60]}
    return json.loads(done.stdout.splitlines()[-1])


def one(job: str, size: int) -> None:
    """In a process of its own: make the data, run the job, print the reading."""
    warnings.simplefilter("ignore")
    work = JOBS[job][0](size)
    before = resident_mb()
    peak = Peak()
    begun = time.process_time()
    result = work()
    seconds = time.process_time() - begun
    print(json.dumps({"seconds": seconds, "peak_mb": max(peak.stop() - before, 0.0), **result}))


def resident_mb() -> float:
    """Memory held now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1]) if Path("/proc/self/statm").exists() else 0
    return pages * resource.getpagesize() / 1e6


class Peak:
    """Highest memory held, looked at twenty times a second."""

    def __init__(self) -> None:
        self.highest, self.is_over = resident_mb(), threading.Event()
        self.watcher = threading.Thread(target=self.watch, daemon=True)
        self.watcher.start()

    def watch(self) -> None:
        while not self.is_over.wait(0.05):
            self.highest = max(self.highest, resident_mb())

    def stop(self) -> float:
        self.is_over.set()
        self.watcher.join()
        return max(self.highest, resident_mb())


def mapped(size: int) -> tuple[Any, Any]:
    """Indicators and neighbours of the areas nearest to the middle of England."""
    import numpy as np
    import pandas as pd

    from lib.geography import neighbours

    kept = outlines_of(size)
    places = kept.geometry.representative_point().get_coordinates().to_numpy()
    rng = np.random.default_rng(0)
    places = (places - places.mean(axis=0)) / places.std(axis=0)
    waves = [np.sin(places @ rng.normal(size=2) * rng.uniform(1, 4) + rng.uniform(0, 6)) for _ in range(MEASURES)]
    values = np.column_stack(waves) + rng.normal(size=(len(kept), MEASURES)) * 0.7
    index = pd.Index(kept["area_code"], name="area_code")
    return pd.DataFrame(values, index=index, columns=[f"i{j}" for j in range(MEASURES)]), neighbours(kept)


def outlines_of(size: int) -> Any:
    """Outlines of so many areas."""
    import geopandas as gpd
    import numpy as np

    from lib.geography import areas

    outlines = areas(None)
    middle = outlines.geometry.representative_point().get_coordinates().to_numpy()
    distance = ((middle - np.array([-1.5, 53.0])) ** 2).sum(axis=1)
    return gpd.GeoDataFrame(outlines.iloc[np.sort(np.argsort(distance, kind="stable")[:size])]).reset_index(drop=True)


def standardised(size: int) -> tuple[Any, Any]:
    """The same as an array, for the libraries alone."""
    frame, graph = mapped(size)
    return ((frame - frame.mean()) / frame.std(ddof=0)).to_numpy(), graph


def our_sweep(size: int) -> Work:
    from lib.pressure import cluster_areas

    frame, _ = mapped(size)
    return lambda: {"k": cluster_areas(frame, 8, resamples=1).k}


def our_clusters(size: int) -> Work:
    from lib.pressure import cluster_areas

    frame, _ = mapped(size)
    return lambda: {"k": cluster_areas(frame, 8, resamples=100).k}


def their_clusters(size: int) -> Work:
    """What a notebook would do: default k-means at 20 starts, silhouette on all areas, 100 resamples of 10 starts."""
    import numpy as np
    from sklearn.cluster import KMeans
    from sklearn.metrics import silhouette_score

    points, _ = standardised(size)

    def work() -> dict[str, Any]:
        for k in range(2, 11):
            silhouette_score(points, KMeans(k, n_init=20, random_state=0).fit_predict(points))
        rng = np.random.default_rng(0)
        for _ in range(100):
            KMeans(8, n_init=10, random_state=0).fit(points[rng.integers(len(points), size=len(points))])
        return {}

    return work


def our_draws(size: int) -> Work:
    from lib.pressure import pressure_index

    frame, _ = mapped(size)
    return lambda: {"worst": float(pressure_index(frame, draws=1000)["p_worst_fifth"].max())}


def first_draws(size: int) -> Work:
    from lib.pressure import refine

    frame, _ = mapped(size)
    return lambda: {"worst": float(next(refine(frame, draws=1000))["p_worst_fifth"].max())}


def their_draws(size: int) -> Work:
    """pandas ranks, one draw of weights after another, arithmetic z scores only."""
    import numpy as np
    import pandas as pd

    points, _ = standardised(size)

    def work() -> dict[str, Any]:
        weights = np.random.default_rng(0).dirichlet(np.full(MEASURES, 13.0), size=1000)
        ranks = np.array([pd.Series(points @ w).rank(ascending=False).to_numpy("float32") for w in weights])
        np.quantile(ranks, [0.05, 0.95], axis=0)
        return {}

    return work


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


def our_hot_spots(size: int) -> Work:
    from lib.pressure import hot_spots

    frame, graph = mapped(size)
    return lambda: {"found": int(hot_spots(frame["i0"], graph).areas["kind"].isin(["hot spot", "cold spot"]).sum())}


def their_hot_spots(size: int) -> Work:
    """esda's local Moran, 9,999 permutations, with numba where it is installed."""
    from esda import Moran_Local
    from libpysal.weights import WSP

    points, graph = standardised(size)
    weights = WSP(graph.matrix.astype("float64")).to_W()
    return lambda: {"p": float(Moran_Local(points[:, 0], weights, permutations=9_999, n_jobs=1, seed=0).p_sim.min())}


#: Job, and the most areas it is tried at.
JOBS: dict[str, tuple[Callable[[int], Work], int]] = {
    "clusters: sweep 2..10, gap, silhouette": (our_sweep, 34_753),
    "clusters: the same and 100 resamples": (our_clusters, 34_753),
    "scikit-learn alone: sweep and 100 resamples": (their_clusters, 5_000),
    "index: first 200 of 1,000 draws": (first_draws, 34_753),
    "index: 1,000 draws": (our_draws, 34_753),
    "pandas alone: 1,000 draws": (their_draws, 34_753),
    "regions": (our_regions, 34_753),
    "scikit-learn alone: contiguity Ward": (their_regions, 34_753),
    "pygeoda: SKATER": (geoda_regions("SKATER"), 5_000),
    "pygeoda: REDCAP, full order, Ward": (geoda_regions("REDCAP"), 5_000),
    "pygeoda: SCHC, Ward": (geoda_regions("SCHC"), 5_000),
    "pygeoda: AZP from SCHC": (geoda_regions("AZP"), 5_000),
    "spopt: SKATER": (spopt_regions, 950),
    "hot spots": (our_hot_spots, 34_753),
    "esda: local Moran": (their_hot_spots, 5_000),
}


def as_table(results: dict[tuple[str, int], dict[str, Any]], sizes: list[int]) -> str:
    """Jobs down, sizes across: seconds, peak MB and within-region squares."""
    rows = [["job", *[f"{size:,} areas" for size in sizes]]]
    rows += [[job, *[said(results[job, size]) for size in sizes]] for job in JOBS]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join(" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)


def said(result: dict[str, Any]) -> str:
    """One cell."""
    if "note" in result:
        return str(result["note"])
    squares_said = f", squares {result['squares']:,.0f}" if "squares" in result else ""
    return f"{result['seconds']:.2f} s, {result['peak_mb']:,.0f} MB{squares_said}"


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2], int(sys.argv[3]))
    else:
        main()
