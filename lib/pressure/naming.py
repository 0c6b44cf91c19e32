"""Profiles of clusters, and plain names made from what sets them apart."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from lib.core.words import say_list
from lib.pressure.figures import Floats
from lib.pressure.partition import Labels

SETS_APART = 0.35  # standard deviations from the average area that are worth a word
MUCH = 1.0
NEAR_AVERAGE = "Near the average"


def profile_of(rates: pd.DataFrame, labels: Labels) -> pd.DataFrame:
    """What the areas of each cluster are like.

    Parameters
    ----------
    rates
        Areas x indicators in the units people know, gaps left.
    labels
        1..k for each row.

    Returns
    -------
    DataFrame
        One row per ``cluster`` and ``indicator``: ``mean`` in the indicator's units, ``mean_all`` over all
        areas, ``standardised`` (standard deviations from it), ``n_areas`` in the cluster and ``n_known``
        with a figure.
    """
    groups = rates.groupby(labels)
    means, sizes = groups.mean(), groups.size()
    apart = ((means - rates.mean()) / rates.std(ddof=0).replace(0.0, np.nan)).fillna(0.0)
    n_groups, names = len(means), list(rates.columns)
    return pd.DataFrame(
        {
            "cluster": np.repeat(means.index.to_numpy(dtype="int64"), len(names)),
            "indicator": pd.array(names * n_groups, dtype="str"),
            "mean": means.to_numpy().ravel(),
            "mean_all": np.tile(rates.mean().to_numpy(dtype="float64"), n_groups),
            "standardised": apart.to_numpy().ravel(),
            "n_areas": np.repeat(sizes.to_numpy(dtype="int64"), len(names)),
            "n_known": groups.count().to_numpy().ravel(),
        }
    )


def names_from(profile: pd.DataFrame, in_words: Mapping[str, str] | None = None) -> pd.Series:
    """A plain name for each cluster, index ``cluster``: ``'Much higher on 65_plus, lower on income'``.

    Made from the two indicators furthest from the average area, more when two clusters would share a name.
    ``in_words`` gives an indicator's label as people say it.
    """
    table = profile.pivot_table(index="cluster", columns="indicator", values="standardised", sort=False)
    words = [str((in_words or {}).get(name, name)) for name in table.columns]
    names: list[str] = []
    for row in table.to_numpy():
        names.append(_not_taken(row, words, names))
    return pd.Series(names, index=table.index, name="name", dtype="str")


def _not_taken(row: Floats, words: list[str], taken: list[str]) -> str:
    """The shortest name that no other cluster has."""
    for length in range(2, len(words) + 1):
        name = _name(row, words, length)
        if name not in taken:
            return name
    name = _name(row, words, 2)
    return name if name not in taken else f"{name} ({sum(t.startswith(name) for t in taken) + 1})"


def _name(row: Floats, words: list[str], length: int) -> str:
    """The indicators furthest from the average, in words, those alike together."""
    far = [i for i in np.argsort(-np.abs(row), kind="stable")[:length] if abs(row[i]) >= SETS_APART]
    alike: dict[str, list[str]] = {}
    for i in far:
        alike.setdefault(_how_far(row[i]), []).append(words[i])
    said = ", ".join(f"{how_far} {say_list(those)}" for how_far, those in alike.items())
    return said[:1].upper() + said[1:] if said else NEAR_AVERAGE


def _how_far(standardised: float) -> str:
    """Higher or lower, and whether by much."""
    side = "higher" if standardised > 0 else "lower"
    return f"much {side} on" if abs(standardised) >= MUCH else f"{side} on"
