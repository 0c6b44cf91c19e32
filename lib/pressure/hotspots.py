"""Hot spots: areas whose neighbours are high too, more than chance would have it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix
from scipy.stats import false_discovery_control

from lib.core.words import say_count
from lib.pressure.figures import Flags, Floats, by_area
from lib.pressure.graph import Graph, neighbours
from lib.pressure.moran import (
    Global,
    chance_by_formula,
    chance_by_permutation,
    gi_star,
    global_moran,
    local_moran,
    row_shares,
)
from lib.pressure.stability import Cancel, never
from lib.pressure.threads import one_thread

Statistic = Literal["local moran", "gi star"]

HOT, COLD = "hot spot", "cold spot"
HIGH_AMONG_LOW, LOW_AMONG_HIGH = "high among low", "low among high"
NO_PATTERN, NO_NEIGHBOURS, NO_FIGURE = "no pattern", "no neighbours", "no figure"

PERMUTATIONS = 9_999  # 999 leave false discovery control no power: the smallest p, 0.001, is too large
MOST_PERMUTED = 5_000  # areas; beyond, the normal approximation, which is labelled as one
FEWEST = 4  # areas with neighbours needed before chance can be told from pattern


@dataclass(frozen=True)
class HotSpots:
    """Where like stands by like.

    Attributes
    ----------
    areas
        Index ``area_code`` in the caller's order: ``value``, ``neighbours_mean``, ``statistic``, ``p_value``
        (two-sided), ``p_adjusted`` (false discovery rate over all areas tested) and ``kind``: ``hot spot``,
        ``cold spot``, ``high among low``, ``low among high``, ``no pattern``, ``no neighbours``, ``no figure``.
    overall
        Moran's I over the whole map; nothing when too few areas have neighbours.
    is_approximate, how
        Whether p values come from a formula rather than from dealing figures again, and the sentence that says so.
    """

    areas: pd.DataFrame
    overall: Global | None
    is_approximate: bool
    how: str

    @property
    def sentence(self) -> str:
        """The finding in words."""
        counts = self.areas["kind"].value_counts()
        hot, cold = int(counts.get(HOT, 0)), int(counts.get(COLD, 0))
        if not hot + cold:
            return "No hot spots: high and low areas lie no closer together than chance would have it."
        return f"{say_count(hot, 'area')} in hot spots and {say_count(cold, 'area')} in cold spots."


def hot_spots(
    values: pd.Series,
    graph: Graph,
    seed: int = 0,
    *,
    statistic: Statistic = "local moran",
    permutations: int | Literal["auto"] | None = "auto",
    level: float = 0.05,
    cancel: Cancel = never,
) -> HotSpots:
    """Find hot and cold spots with false discovery control (Benjamini-Hochberg).

    Parameters
    ----------
    values
        One figure per area, index ``area_code``, a rate or a score; missing is left out.
    graph
        Who touches whom, in pairs of codes or in the order of ``values``: see :func:`lib.pressure.graph.neighbours`.
    statistic
        ``local moran`` also finds areas unlike their neighbours; ``gi star`` finds hot and cold only.
    permutations
        How often figures are dealt again; ``None`` for the normal approximation; ``auto`` is 9,999 up to 5,000 areas.
    level
        Share of areas called a spot that may be called so wrongly.

    Notes
    -----
    Areas without neighbours, or whose neighbours have no figure, are masked: they are in no spot. Row order changes
    nothing. Source: Anselin (1995); Ord and Getis (1995); Caldas de Castro and Singer (2006) for the control.
    """
    named = by_area(values.rename("value").to_frame())["value"].astype("float64").replace([np.inf, -np.inf], np.nan)
    order = np.argsort(named.index.astype(str).to_numpy(dtype="U"), kind="stable")
    touching = neighbours(graph, named.index)[order][:, order]
    figures: Floats = np.asarray(named, dtype="float64")[order]
    codes = named.index[order]
    tested = _tested(figures, touching)
    inside = touching[tested][:, tested]
    by_formula = permutations is None or (permutations == "auto" and int(tested.sum()) > MOST_PERMUTED)
    rounds = None if by_formula else PERMUTATIONS if permutations == "auto" else permutations
    frame, overall = _untested(figures, codes), None
    if tested.sum() >= FEWEST:
        with one_thread():
            overall = global_moran(figures[tested], inside, rounds, seed)
            found = _local(figures[tested], inside, statistic, rounds, seed, level, cancel)
        frame = pd.concat([found.set_axis(codes[tested]), frame.loc[~tested]])
    return HotSpots(frame.reindex(named.index), overall, by_formula, _how(rounds, level))


def _tested(figures: Floats, touching: csr_matrix) -> Flags:
    """Areas with a figure and a neighbour that has one."""
    known = ~np.isnan(figures)
    return known & (np.asarray(touching @ known.astype("int64")) > 0)


def _local(
    figures: Floats,
    touching: csr_matrix,
    statistic: Statistic,
    rounds: int | None,
    seed: int,
    level: float,
    cancel: Cancel,
) -> pd.DataFrame:
    """Statistic, chance and kind of every area tested."""
    if statistic not in ("local moran", "gi star"):
        raise ValueError(f"{statistic} is not 'local moran' or 'gi star'.")
    measured = local_moran(figures, touching) if statistic == "local moran" else gi_star(figures, touching)
    p = (
        chance_by_formula(figures, touching)
        if rounds is None
        else chance_by_permutation(figures, touching, rounds, seed, cancel)
    )
    around = row_shares(touching) @ figures
    adjusted = false_discovery_control(p)
    kind = np.where(adjusted <= level, _kinds(figures, around, measured, statistic), NO_PATTERN)
    columns = {"value": figures, "neighbours_mean": around, "statistic": measured, "p_value": p}
    return pd.DataFrame({**columns, "p_adjusted": adjusted, "kind": pd.array(kind, dtype="str")})


def _kinds(figures: Floats, around: Floats, measured: Floats, statistic: Statistic) -> np.ndarray:
    """What a spot would be called, from which side of the average it and its neighbours lie."""
    if statistic == "gi star":
        return np.where(measured > 0, HOT, COLD)
    high, high_around = figures > figures.mean(), around > figures.mean()
    return np.select(
        [high & high_around, ~high & ~high_around, high & ~high_around],
        [HOT, COLD, HIGH_AMONG_LOW],
        LOW_AMONG_HIGH,
    )


def _untested(figures: Floats, index: pd.Index) -> pd.DataFrame:
    """Rows for every area, as if none had been tested."""
    kind = pd.array(np.where(np.isnan(figures), NO_FIGURE, NO_NEIGHBOURS), dtype="str")
    empty = dict.fromkeys(["neighbours_mean", "statistic", "p_value", "p_adjusted"], np.nan)
    return pd.DataFrame({"value": figures, **empty, "kind": kind}, index=index)


def _how(rounds: int | None, level: float) -> str:
    """How chance was reckoned."""
    share = f"about {level:.0%} of the areas named may be there by chance"
    if rounds is None:
        return f"An approximation: chance is reckoned by a formula, not by dealing figures again; {share}."
    return f"Chance is reckoned by dealing the figures to other areas {rounds:,} times; {share}."
