"""Few colours for many regions: those that touch get different ones."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lib.pressure.graph import Graph, neighbours


def colours_apart(labels: pd.Series, graph: Graph, n_colours: int) -> pd.Series:
    """A colour number for each region, so that regions that touch differ while colours last.

    Parameters
    ----------
    labels
        Region of each area by ``area_code``; missing for areas in none.
    graph
        Who touches whom, as for :func:`lib.pressure.regions.regions`.
    n_colours
        How many colours there are.

    Returns
    -------
    Series
        0 .. ``n_colours`` - 1 by region. No more regions than colours: each has its own, in order. Otherwise the region
        with most neighbours chooses first, the colour used least among those its neighbours do not have (Welsh and
        Powell, 1967).
    """
    regions = pd.Index(sorted(labels.dropna().unique()))
    if len(regions) <= n_colours:
        return pd.Series(np.arange(len(regions)), index=regions)
    beside = _beside(labels, graph, regions)
    colours = np.full(len(regions), -1)
    for region in np.argsort(-beside.sum(axis=1), kind="stable"):
        taken = set(colours[beside[region]])
        used = [(int((colours == colour).sum()), colour) for colour in range(n_colours) if colour not in taken]
        colours[region] = min(used)[1] if used else int(region) % n_colours
    return pd.Series(colours, index=regions)


def _beside(labels: pd.Series, graph: Graph, regions: pd.Index) -> np.ndarray:
    """Which regions touch which."""
    pairs = neighbours(graph, labels.index).tocoo()
    at = regions.get_indexer(pd.Index(labels.to_numpy()))
    here, there = at[pairs.row], at[pairs.col]
    known = (here >= 0) & (there >= 0) & (here != there)
    beside = np.zeros((len(regions), len(regions)), dtype=bool)
    beside[here[known], there[known]] = True
    return beside
