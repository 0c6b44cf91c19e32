"""Areas that are alike and joined up: contiguous regions, with what joining up costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix

from lib.core.words import say_count
from lib.pressure.boundary import Borders, Edges
from lib.pressure.contiguous import cut, trees
from lib.pressure.features import Features, to_features
from lib.pressure.figures import Figures, Flags, Floats, by_area, rates_of
from lib.pressure.floors import joined_to_floor
from lib.pressure.graph import Bridged, Graph, bridged, neighbours, part_of, places_of
from lib.pressure.indicators import ALIKE
from lib.pressure.matrix import ENOUGH
from lib.pressure.naming import names_from, profile_of
from lib.pressure.partition import Labels, divide, renumbered, within_squares
from lib.pressure.recut import Recutting
from lib.pressure.stability import Cancel, Progress, Redo, never, untold
from lib.pressure.threads import one_thread

MOST_RECUT = 10_000  # areas; in the whole of England the borders alone take the time there is
MOST_TRIED_OFTEN = 2_000  # areas up to which every beginning is tried
FEWEST_ALONE = 5  # a part with fewer areas is linked to the rest rather than made a region


@dataclass(frozen=True)
class Regions:
    """Contiguous groups of areas.

    Attributes
    ----------
    labels
        1..k by ``area_code`` in the caller's order, 1 the region with most pressure; missing for areas
        with too few figures.
    k, reason
        How many regions there are, and a sentence on how they were made.
    sizes
        Index ``region``: ``n_areas``, ``total`` (of the sizes given; areas when none were) and ``is_whole``
        (whether it is joined up without a link made on purpose).
    links
        Links made on purpose: ``area_code_a``, ``area_code_b``, ``distance``, ``because``.
    n_parts
        Separate parts of the map before linking.
    within_squares, explained_pct
        Sum of squared distances from the region's mean, and the share of all differences between areas
        that lies between regions rather than inside them.
    explained_free_pct
        The same share for as many groups that need not be joined up: the difference is what joining up costs.
    profile, names
        As for clusters.
    """

    labels: pd.Series
    k: int
    reason: str
    sizes: pd.DataFrame
    links: pd.DataFrame
    n_parts: int
    within_squares: float
    explained_pct: float
    explained_free_pct: float
    profile: pd.DataFrame
    names: pd.Series

    @property
    def loss_pct_points(self) -> float:
        """What joining up costs, in percentage points of the differences explained."""
        return self.explained_free_pct - self.explained_pct


def regions(
    indicators: Figures,
    graph: Graph,
    k: int,
    floor: float | None = None,
    *,
    sizes: pd.Series | None = None,
    places: pd.DataFrame | None = None,
    directions: Mapping[str, int] | None = None,
    weights: Mapping[str, float] | None = None,
    seed: int = 0,
    fewest_alone: int = FEWEST_ALONE,
    alike: float = ALIKE,
    draw_in_tails: bool = True,
    enough: float = ENOUGH,
    in_words: Mapping[str, str] | None = None,
    progress: Progress = untold,
    cancel: Cancel = never,
) -> Regions:
    """Divide areas into k regions that are alike inside and joined up.

    Parameters
    ----------
    indicators
        One row per area, index ``area_code``; or what ``prepare`` gave.
    graph
        Pairs of areas that touch (``area_code_a``, ``area_code_b``), or a sparse matrix in the order of the
        index. Naming other areas, or another number of them, is an error.
    k
        Regions wanted. Fewer come back when the floor leaves no room, more when separate parts need it.
    floor, sizes
        Least total of ``sizes`` (by ``area_code``, such as people aged 65 and over) in a region, areas when
        no sizes are given. A size that is missing counts 0.
    places
        Two columns (eastings, northings) by ``area_code``, to link a part that cannot stand alone to the
        nearest area. Without them it is linked to the most similar.
    fewest_alone
        A part with fewer areas is linked to the rest, on purpose, and listed.

    Notes
    -----
    Contiguity-constrained Ward part by part (scikit-learn), then areas at borders move for as long as it
    makes regions more alike inside. Row order changes nothing.
    """
    with one_thread():
        features = to_features(indicators, directions, weights, alike=alike, draw_in_tails=draw_in_tails, enough=enough)
        if not 1 <= k <= max(features.n_areas, 1):
            raise ValueError(f"The number of regions lies between 1 and {features.n_areas}, not {k}.")
        people = _sizes_of(sizes, features)
        touching = neighbours(graph, features.matrix.index)[features.matrix.rows][:, features.matrix.rows]
        where = features.points if places is None else places_of(places, features.matrix.codes)
        linked = bridged(touching, people, fewest_alone, floor or 0.0, k, where)
        progress(0.1)
        labels = joined_up(features.points, linked.touching, k, people, floor or 0.0, cancel)
        progress(0.8)
        free = divide(features.points, int(labels.max()) + 1, "kmeans", starts=_starts(features), seed=seed)
    progress(1.0)
    return _described(
        renumbered(labels, features.pressure), free, features, touching, linked, people, indicators, in_words
    )


def joined_up(
    points: Floats,
    touching: csr_matrix,
    k: int,
    sizes: Floats,
    floor: float,
    cancel: Cancel = never,
    is_thorough: bool = True,
) -> Labels:
    """The best regions from several beginnings, labels from 0: Ward along borders, then moves across borders.

    A thorough search also begins with more regions than wanted, moves their borders and joins them, and goes on by
    joining and dividing; how much of it is done depends on how many areas there are.
    """
    forest, edges = trees(points, touching, cancel), Edges.of(touching)
    found = []
    for times in _beginnings(len(points), floor, is_thorough):
        labels = cut(forest, min(times * k, len(points)), len(points))
        if times > 1:
            finer = Borders(points, edges, labels, sizes, 0.0).improve(cancel)
            labels = joined_to_floor(points, touching, finer, sizes, k, floor)
        labels = Borders(points, edges, labels, sizes, floor).improve(cancel)
        if is_thorough and len(points) <= MOST_RECUT and labels.max() > 1:
            labels = Recutting(points, touching, sizes, floor, cancel).improve(labels)
        found.append(labels)
    return min(found, key=lambda labels: (-labels.max(), within_squares(points, labels)))


def _beginnings(n_areas: int, floor: float, is_thorough: bool) -> tuple[int, ...]:
    """How many times as many regions as wanted to begin with; a floor needs more than once."""
    if not is_thorough or n_areas > MOST_RECUT:
        return (1,) if floor <= 0 else (4,)
    if n_areas > MOST_TRIED_OFTEN:
        return (2,) if floor <= 0 else (4,)
    return (1, 2, 4) if floor <= 0 else (2, 4)


def joined_afresh(points: Floats, touching: csr_matrix, k: int, seed: int) -> Redo:
    """Regions made again with areas drawn with replacement.

    An area that is not drawn stays on the map, so that its neighbours stay joined, with the mean of its drawn
    neighbours for its own figures.
    """

    def redo(number: int) -> tuple[Labels, Flags]:
        rng = np.random.default_rng((seed, number))
        drawn = np.zeros(len(points), dtype=bool)
        drawn[rng.integers(len(points), size=len(points))] = True
        lent = _lent(points, touching, drawn)
        again = joined_up(lent, touching, k, np.ones(len(points)), 0.0, is_thorough=False)
        return again, drawn

    return redo


def _lent(points: Floats, touching: csr_matrix, drawn: Flags) -> Floats:
    """Figures of areas not drawn replaced by the mean of their drawn neighbours, 0 where there are none."""
    around = touching.astype("float64")
    n_drawn = np.asarray(around @ drawn.astype("float64"))
    mean = np.asarray(around @ (points * drawn[:, None])) / np.maximum(n_drawn, 1.0)[:, None]
    return np.where(drawn[:, None], points, mean)


def _starts(features: Features) -> int:
    """Starts for the groups that need not be joined up: fewer where each takes long."""
    return 10 if features.n_areas <= 5_000 else 1


def _sizes_of(sizes: pd.Series | None, features: Features) -> Floats:
    """Sizes in the order of the features."""
    if sizes is None:
        return np.ones(features.n_areas)
    named = by_area(sizes.rename("size").to_frame())["size"]
    return named.reindex(features.matrix.codes).fillna(0.0).to_numpy(dtype="float64")


def _described(
    labels: Labels,
    free: Labels,
    features: Features,
    touching: csr_matrix,
    linked: Bridged,
    people: Floats,
    indicators: Figures,
    in_words: Mapping[str, str] | None,
) -> Regions:
    """The result as frames, in the caller's order and units."""
    matrix = features.matrix
    profile = profile_of(rates_of(indicators).loc[matrix.codes, list(matrix.columns)], labels + 1)
    everywhere = pd.Series(matrix.spread(labels + 1.0), index=matrix.index, name="region").astype("Int64")
    explained, explained_free = (_explained_pct(features.points, found) for found in (labels, free))
    n_parts = int(part_of(touching).max(initial=0)) + 1
    links = linked.table(matrix.codes)
    k = int(labels.max()) + 1
    return Regions(
        labels=everywhere,
        k=k,
        reason=_reason(k, n_parts, len(links), explained, explained_free),
        sizes=_size_table(labels, people, touching),
        links=links,
        n_parts=n_parts,
        within_squares=within_squares(features.points, labels),
        explained_pct=explained,
        explained_free_pct=explained_free,
        profile=profile.rename(columns={"cluster": "region"}),
        names=names_from(profile, in_words).rename_axis("region"),
    )


def _explained_pct(points: Floats, labels: Labels) -> float:
    """Share of the differences between areas that lies between groups; 0 when all areas are alike."""
    total = float(((points - points.mean(axis=0)) ** 2).sum())
    return 100.0 * (1.0 - within_squares(points, labels) / total) if total else 0.0


def _size_table(labels: Labels, people: Floats, touching: csr_matrix) -> pd.DataFrame:
    """Areas, total and wholeness of each region."""
    inside = touching.tocoo()
    same = labels[inside.row] == labels[inside.col]
    kept = csr_matrix((np.ones(int(same.sum())), (inside.row[same], inside.col[same])), shape=touching.shape)
    pieces = pd.Series(part_of(kept)).groupby(labels).nunique().to_numpy()
    index = pd.RangeIndex(1, int(labels.max()) + 2, name="region")
    return pd.DataFrame(
        {"n_areas": np.bincount(labels), "total": np.bincount(labels, weights=people), "is_whole": pieces == 1},
        index=index,
    )


def _reason(k: int, n_parts: int, n_links: int, explained: float, explained_free: float) -> str:
    """How the regions were made and what joining up costs."""
    parts = f" The map falls into {n_parts:,} separate parts." if n_parts > 1 else ""
    links = f" {say_count(n_links, 'link')} joined parts that cannot stand alone." if n_links else ""
    return (
        f"{say_count(k, 'region')} of neighbouring areas account for {explained:.0f}% of the differences between "
        f"areas; as many groups that need not be joined up would account for {explained_free:.0f}%.{parts}{links}"
    )
