"""Seconds, peak memory and fit of the index, clusters, regions and hot spots, against the libraries alone.

    pip install -r benchmarks/requirements.txt       what others' methods need; never needed by the app
    python -m benchmarks.pressure [areas ...]        189 950 5000 34753 when none are named

Each reading runs in a process of its own, on one thread, on real outlines with made-up smooth indicators. Time is that
of the processor, so that other work on the machine counts less; peak memory is what the work adds to what is there
before it. spopt and pygeoda (GPL, and it ends its process on a map in parts) are optional: what is not installed, or
would not finish, says so. Quote ratios: absolute times drift with the machine.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import pressure_ranks, pressure_regions
from benchmarks.made_up_areas import Work
from benchmarks.reading import Peak, in_columns, resident_mb

ROOT = Path(__file__).resolve().parents[1]
SIZES = (189, 950, 5_000, 34_753)
LONGEST = 420  # seconds: what takes longer 'does not finish'


def main() -> None:
    """Run every job at every size and print a table."""
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    results = {(job, size): measured(job, size) for job in JOBS for size in sizes}
    print(as_table(results, sizes))


def measured(job: str, size: int) -> dict[str, Any]:
    """One reading, or why there is none."""
    if size > JOBS[job][1]:
        return {"note": "not tried"}
    command = [sys.executable, "-m", "benchmarks.pressure", "--one", job, str(size)]
    one_thread = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=LONGEST, check=False, env=one_thread, cwd=ROOT
        )
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


#: Job, and the most areas it is tried at.
JOBS: dict[str, tuple[Callable[[int], Work], int]] = {
    "clusters: sweep 2..10, gap, silhouette": (pressure_ranks.our_sweep, 34_753),
    "clusters: the same and 100 resamples": (pressure_ranks.our_clusters, 34_753),
    "scikit-learn alone: sweep and 100 resamples": (pressure_ranks.their_clusters, 5_000),
    "index: first 200 of 1,000 draws": (pressure_ranks.first_draws, 34_753),
    "index: 1,000 draws": (pressure_ranks.our_draws, 34_753),
    "pandas alone: 1,000 draws": (pressure_ranks.their_draws, 34_753),
    "regions": (pressure_regions.our_regions, 34_753),
    "scikit-learn alone: contiguity Ward": (pressure_regions.their_regions, 34_753),
    "pygeoda: SKATER": (pressure_regions.geoda_regions("SKATER"), 5_000),
    "pygeoda: REDCAP, full order, Ward": (pressure_regions.geoda_regions("REDCAP"), 5_000),
    "pygeoda: SCHC, Ward": (pressure_regions.geoda_regions("SCHC"), 5_000),
    "pygeoda: AZP from SCHC": (pressure_regions.geoda_regions("AZP"), 5_000),
    "spopt: SKATER": (pressure_regions.spopt_regions, 950),
    "hot spots": (pressure_ranks.our_hot_spots, 34_753),
    "esda: local Moran": (pressure_ranks.their_hot_spots, 5_000),
}


def as_table(results: dict[tuple[str, int], dict[str, Any]], sizes: list[int]) -> str:
    """Jobs down, sizes across: seconds, peak MB and within-region squares."""
    rows = [["job", *[f"{size:,} areas" for size in sizes]]]
    rows += [[job, *[said(results[job, size]) for size in sizes]] for job in JOBS]
    return in_columns(rows)


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
