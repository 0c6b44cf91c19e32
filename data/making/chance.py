"""Chance with a seed: smooth fields over a map, and whole numbers that add up to a total."""

from __future__ import annotations

from zlib import crc32

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.making.councils import SEED

Floats = NDArray[np.float64]


def dice(*what: str) -> np.random.Generator:
    """A generator of its own for each council and file, so that adding one leaves the others alone."""
    return np.random.default_rng([SEED, *(crc32(word.encode()) for word in what)])


def standardised(values: Floats) -> Floats:
    """Mean 0 and standard deviation 1."""
    return (values - values.mean()) / values.std()


def smooth_field(areas: pd.DataFrame, rng: np.random.Generator, bumps: int = 7) -> Floats:
    """A field in which neighbours are alike: a few hills and hollows over the map, standardised."""
    places = areas[["easting", "northing"]].to_numpy()
    extent = np.ptp(places, axis=0).max()
    middles = places[rng.integers(len(places), size=bumps)]
    heights = rng.normal(size=bumps)
    apart = np.linalg.norm(places[:, None, :] - middles[None, :, :], axis=2)
    return standardised((heights * np.exp(-((apart / (0.2 * extent)) ** 2))).sum(axis=1))


def shared_out(total: int, weights: Floats) -> NDArray[np.int64]:
    """Whole numbers in proportion to the weights that add up to the total (largest remainders)."""
    exact = total * weights / weights.sum()
    whole = np.floor(exact).astype(np.int64)
    order = np.argsort(-(exact - whole), kind="stable")
    whole[order[: total - whole.sum()]] += 1
    return whole


def drawn_to_total(
    total: int, low: NDArray[np.int64], high: NDArray[np.int64], rng: np.random.Generator
) -> NDArray[np.int64]:
    """A whole number between ``low`` and ``high`` for each place, adding up to the total.

    Each place starts at its least and takes from what remains in proportion to a random share of its room.
    """
    if not low.sum() <= total <= high.sum():
        raise ValueError("the total cannot be reached within the bounds")
    room = high - low
    taken = np.zeros_like(low)
    while (left := total - (low + taken).sum()) > 0:
        weights = (room - taken) * rng.beta(2, 3, size=len(low))
        taken = np.minimum(room, taken + shared_out(left, weights))
    return low + taken
