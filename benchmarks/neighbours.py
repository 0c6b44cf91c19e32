"""Seconds and memory of neighbours and of hot spots in all of England and Wales, beside libpysal's and esda's formula.

    python -m benchmarks.neighbours

Each reading is the best of three on one thread, in time of the processor; the answers are compared as well.
"""

from __future__ import annotations

import os
import tracemalloc
import warnings

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
warnings.simplefilter("ignore")

import numpy as np  # noqa: E402 - after the threads are held
import pandas as pd  # noqa: E402
from libpysal.graph import Graph  # noqa: E402

from benchmarks.reading import fastest, taken  # noqa: E402
from lib.geography import areas, neighbours  # noqa: E402
from lib.pressure import hot_spots  # noqa: E402


def main() -> None:
    """Print each reading and whether the answers agree."""
    outlines = areas(None)
    four, pairs = pd.Series([1.0, 2.0, 3.0, 4.0], index=list("abcd")), pd.DataFrame(PAIRS, columns=COLUMNS)
    first = taken(lambda: hot_spots(four, pairs, permutations=9))
    print(f"first hot spots of a session, four areas: {first.processor:.2f} s (nothing is compiled)")
    _, seconds, ours = fastest(lambda: neighbours(outlines))
    _, slow, theirs = fastest(lambda: Graph.build_contiguity(outlines, rook=False))
    agree = (theirs.sparse.astype(bool) != ours.matrix.astype(bool)).nnz == 0
    print(f"neighbours of {len(outlines):,} areas: {seconds:.2f} s, libpysal {slow:.2f} s; identical: {agree}")
    values = pd.Series(np.random.default_rng(0).normal(size=len(outlines)), index=outlines["area_code"])
    _, seconds, found = fastest(lambda: hot_spots(values, ours))
    tracemalloc.start()
    hot_spots(values, ours)
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    print(f"hot spots by formula: {seconds:.2f} s, {peak:.0f} MB; labelled an approximation: {found.is_approximate}")
    print(f"spots on this map without a pattern: {found.areas['kind'].isin(['hot spot', 'cold spot']).sum()}")


COLUMNS = ["area_code_a", "area_code_b"]
PAIRS = [("a", "b"), ("b", "c"), ("c", "d")]


if __name__ == "__main__":
    main()
