"""Drawing the index again and again with other reasonable choices, to see how far each rank moves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from lib.pressure.figures import Floats
from lib.pressure.normalise import Aggregation, Normalisation, Scale, as_terms, fit, weighted_sum
from lib.pressure.recipe import Recipe

FIFTH = 5
ROWS_AT_ONCE = 4096  # rows whose draws are sorted together: keeps the working copy under 20 MB
LEVEL = 0.90


@dataclass(frozen=True)
class Plan:
    """Every draw decided beforehand, so that showing the first draws early changes nothing.

    ``ways`` has the number of a pair of normalisation and aggregation for each draw; ``weights`` one row
    for each draw, adding to 1.
    """

    ways: NDArray[np.intp]
    weights: Floats
    seed: int


def plan(recipe: Recipe, weights: Floats, draws: int, seed: int) -> Plan:
    """Decide every draw from the seed."""
    rng = np.random.default_rng(seed)
    n_ways = len(recipe.normalisations) * len(recipe.aggregations)
    if draws < 1 or n_ways < 1:
        raise ValueError("At least one draw and one way to draw from are needed.")
    ways = rng.integers(n_ways, size=draws)
    return Plan(ways, draw_weights(weights, recipe.weight_spread, draws, rng), seed)


def draw_weights(weights: Floats, spread: float, draws: int, rng: np.random.Generator) -> Floats:
    """Dirichlet weights round the chosen ones.

    An equal weight 1/p has relative standard deviation sqrt((p - 1) / (c + 1)) under a Dirichlet of
    concentration c; c is set so that this is ``spread``.
    """
    n_weighted = int((weights > 0).sum())
    if spread <= 0 or n_weighted < 2:
        return np.tile(weights, (draws, 1))
    concentration = max((n_weighted - 1) / spread**2 - 1, 1e-3)
    drawn = rng.standard_gamma(weights * concentration, size=(draws, len(weights)))
    total = drawn.sum(axis=1, keepdims=True)
    return np.where(total > 0, drawn / np.where(total > 0, total, 1.0), weights)


@dataclass
class Tally:
    """Ranks of every row in every draw so far; rows stand in the order of the chosen index.

    That order settles ties within a draw, so an area that is worse on everything is never overtaken.
    """

    values: Floats
    errors: Floats | None
    recipe: Recipe
    plan: Plan
    done: int = 0
    worst: NDArray[np.int64] = field(init=False)
    ranks: NDArray[np.unsignedinteger] = field(init=False)

    def __post_init__(self) -> None:
        n = len(self.values)
        self.worst = np.zeros(n, dtype="int64")
        self.ranks = np.empty((len(self.plan.ways), n), dtype="uint16" if n < 2**16 else "uint32")

    @cached_property
    def ways(self) -> list[tuple[Normalisation, Aggregation]]:
        """The pairs that :attr:`Plan.ways` numbers."""
        return [(scale, join) for scale in self.recipe.normalisations for join in self.recipe.aggregations]

    @cached_property
    def scales(self) -> dict[Normalisation, Scale]:
        """A fitted scale for each normalisation."""
        return {name: fit(self.values, name) for name in self.recipe.normalisations}

    @cached_property
    def fixed_terms(self) -> list[NDArray[np.float32]]:
        """What each indicator brings to the score under each way, one indicator after another in memory."""
        scaled = {name: scale(self.values) for name, scale in self.scales.items()}
        return [_in_columns(as_terms(scaled[name], name, join)) for name, join in self.ways]

    def terms(self, draw: int) -> NDArray[np.float32]:
        """The terms of one draw, with the error of the figures when it is known."""
        way = self.plan.ways[draw]
        if self.errors is None:
            return self.fixed_terms[way]
        noise = np.random.default_rng((self.plan.seed, draw)).standard_normal(self.values.shape)
        name, join = self.ways[way]
        return _in_columns(as_terms(self.scales[name](self.values + self.errors * noise), name, join))

    def run(self, until: int) -> None:
        """Draw on until so many draws are done."""
        n = len(self.values)
        ranks = np.arange(1, n + 1, dtype=self.ranks.dtype)
        for draw in range(self.done, until):
            order = order_of(weighted_sum(self.terms(draw), self.plan.weights[draw]))
            self.ranks[draw, order] = ranks
            self.worst[order[: size_of_worst_fifth(n)]] += 1
        self.done = until

    def p_worst_fifth(self) -> Floats:
        """Share of draws in which a row is in the worst fifth."""
        return self.worst / self.done

    def interval(self, level: float = LEVEL) -> tuple[Floats, Floats]:
        """Ranks between which the middle ``level`` of the draws lie."""
        tail = (1 - level) / 2 * (self.done - 1)
        low, high = int(np.floor(tail)), int(np.ceil(self.done - 1 - tail))
        parts = [np.sort(block, axis=1)[:, [low, high]] for block in self._blocks()]
        both = np.concatenate(parts).astype("float64")
        return both[:, 0], both[:, 1]

    def _blocks(self) -> Iterator[NDArray[np.unsignedinteger]]:
        """Rows x draws, some rows at a time."""
        for start in range(0, len(self.values), ROWS_AT_ONCE):
            yield np.ascontiguousarray(self.ranks[: self.done, start : start + ROWS_AT_ONCE].T)


def _in_columns(terms: Floats) -> NDArray[np.float32]:
    """Single precision, one indicator after another in memory."""
    return np.asfortranarray(terms, dtype="float32")


def size_of_worst_fifth(n: int) -> int:
    """A fifth of the areas rounded down, at least one."""
    return max(n // FIFTH, 1)


def order_of(score: NDArray[np.float32]) -> NDArray[np.intp]:
    """Rows from most to least pressure; equal scores keep their place.

    The score's 32 bits, turned so that they sort downwards as a whole number, are sorted by their lower
    and then their upper half: numpy sorts 16-bit numbers stably in linear time, which halves the cost.
    """
    bits = (np.float32(0.0) - score).view("int32")
    rising = (bits ^ ((bits >> 31) & 0x7FFFFFFF)).view("uint32") ^ np.uint32(0x80000000)
    lower = np.argsort(rising.astype("uint16"), kind="stable")
    upper = (rising >> 16).astype("uint16")[lower]
    return lower[np.argsort(upper, kind="stable")]
