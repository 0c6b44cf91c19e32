"""What drives each score, and what happens when an indicator is left out."""

from __future__ import annotations

from typing import Unpack

import numpy as np
import pandas as pd

from lib.pressure.draws import size_of_worst_fifth
from lib.pressure.figures import Figures, Floats
from lib.pressure.matrix import Matrix
from lib.pressure.recipe import Options, Recipe, Weights, weights_for


def drivers(indicators: Figures, weights: Weights = None, **options: Unpack[Options]) -> pd.DataFrame:
    """How much each indicator lifts or lowers each area's score against the average area.

    Returns
    -------
    DataFrame
        Index ``area_code`` in the caller's order, one column per indicator used. Rows add to the score
        less the mean score (arithmetic), or to the logarithm of the score less its mean (geometric).
        Missing for areas that are not ranked.
    """
    recipe = Recipe(weights=weights, **options)
    matrix = recipe.matrix(indicators)
    terms = recipe.terms(matrix) if matrix.values.size else matrix.values
    lifts = (terms - terms.mean(axis=0)) * weights_for(matrix, weights) if len(terms) else terms
    return pd.DataFrame(matrix.spread(lifts), index=matrix.index, columns=list(matrix.columns))


def ranks_without(indicators: Figures, weights: Weights = None, **options: Unpack[Options]) -> pd.DataFrame:
    """Each area's rank when one indicator is left out, a column for each; weights share what is freed.

    Index ``area_code`` in the caller's order; missing for areas that are not ranked, and throughout the
    column of the only indicator that has a weight.
    """
    recipe = Recipe(weights=weights, **options)
    matrix = recipe.matrix(indicators)
    by_row = _ranks_by_row(matrix, recipe, weights_for(matrix, weights))
    frame = pd.DataFrame(matrix.spread(by_row), index=matrix.index, columns=list(matrix.columns))
    return frame.astype("Int64")


def leave_one_out(indicators: Figures, weights: Weights = None, **options: Unpack[Options]) -> pd.DataFrame:
    """The effect of leaving out each indicator.

    Returns
    -------
    DataFrame
        One row per ``indicator``: ``weight``, ``rank_correlation`` with the full index (Spearman),
        ``mean_places_moved``, ``most_places_moved``, ``area_moved_most`` (its code), and
        ``n_joining_worst_fifth`` (as many leave it).
    """
    recipe = Recipe(weights=weights, **options)
    matrix = recipe.matrix(indicators)
    chosen = weights_for(matrix, weights)
    without = _ranks_by_row(matrix, recipe, chosen)
    if not without.size:
        return pd.DataFrame(columns=["indicator", "weight", *_NOTHING])
    full = _rank(recipe.score(recipe.terms(matrix), chosen))
    effects = [_effect(full, ranks, matrix.codes) for ranks in without.T]
    return pd.DataFrame(effects).assign(indicator=list(matrix.columns), weight=chosen)[
        ["indicator", "weight", *_NOTHING]
    ]


_NOTHING = {
    "rank_correlation": np.nan,
    "mean_places_moved": np.nan,
    "most_places_moved": pd.NA,
    "area_moved_most": None,
    "n_joining_worst_fifth": pd.NA,
}


def _effect(full: Floats, ranks: Floats, codes: pd.Index) -> dict[str, object]:
    """How the ranks without an indicator differ from the full ones."""
    if np.isnan(ranks).any():
        return dict(_NOTHING)
    moved = np.abs(ranks - full)
    fifth = size_of_worst_fifth(len(full))
    return {
        "rank_correlation": float(np.corrcoef(full, ranks)[0, 1]) if len(full) > 1 else np.nan,
        "mean_places_moved": float(moved.mean()),
        "most_places_moved": int(moved.max()),
        "area_moved_most": codes[int(moved.argmax())],
        "n_joining_worst_fifth": int(((ranks <= fifth) & (full > fifth)).sum()),
    }


def _ranks_by_row(matrix: Matrix, recipe: Recipe, weights: Floats) -> Floats:
    """Rows x indicators: the rank without each."""
    if not matrix.values.size:
        return matrix.values
    terms = recipe.terms(matrix)
    return np.column_stack([_rank_without(terms, recipe, weights, left) for left in range(len(weights))])


def _rank_without(terms: Floats, recipe: Recipe, weights: Floats, left_out: int) -> Floats:
    """Ranks with one weight put to 0 and the others made to add to 1 again."""
    kept = weights.copy()
    kept[left_out] = 0.0
    if not kept.sum() > 0:
        return np.full(len(terms), np.nan)
    return _rank(recipe.score(terms, kept / kept.sum()))


def _rank(score: Floats) -> Floats:
    """1 is the highest; rows stand in order of area code, which settles ties."""
    rank = np.empty(len(score))
    rank[np.argsort(-score, kind="stable")] = np.arange(1, len(score) + 1)
    return rank
