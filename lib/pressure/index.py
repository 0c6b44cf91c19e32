"""A composite index of demand pressure that says how sure it is of each rank."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Unpack

import numpy as np
import pandas as pd

from lib.core import Problem, note, refusal
from lib.core.words import say_list
from lib.pressure.draws import Tally, plan
from lib.pressure.figures import Figures, Floats, numeric_frame
from lib.pressure.matrix import Matrix
from lib.pressure.recipe import Options, Recipe, Weights, weights_for

UNCERTAIN = (0.20, 0.80)  # drawn hatched: the draws do not agree on whether it is in the worst fifth


def pressure_index(
    indicators: Figures, weights: Weights = None, draws: int = 1000, seed: int = 0, **options: Unpack[Options]
) -> pd.DataFrame:
    """Score and rank areas by demand pressure, with how sure each rank is.

    Parameters
    ----------
    indicators
        One row per area, index (or column) ``area_code``; every numeric column is an indicator, a rate
        rather than a count, higher meaning more pressure unless ``directions`` says otherwise.
    weights
        By indicator; equal when not given. They are made to add to 1.
    draws, seed
        How many times to draw other scales, weights, ways of joining and errors, and from which seed.
    options
        See :class:`lib.pressure.recipe.Recipe`.

    Returns
    -------
    DataFrame
        One row per area in the caller's order, index ``area_code``: ``score`` (on the scale of the
        normalisation), ``rank`` (1 is most pressure, equal scores in order of area code),
        ``rank_low`` and ``rank_high`` (90% of draws lie between; always round ``rank``),
        ``p_worst_fifth`` (0..1), ``is_uncertain`` (between 0.20 and 0.80) and ``n_missing``.

    Notes
    -----
    Missing figures take the median and are counted in ``n_missing``. Areas with fewer than half of the
    indicators have no score and no rank: missing is never worst. Areas with the very same figures share
    one probability and one interval. An indicator without any figure is left out, and when nothing is
    left, or every weight is 0, all ranks are missing: :func:`problems_in` says so in words.

    Source: OECD/JRC Handbook on Constructing Composite Indicators (2008), steps 3 to 8.
    """
    *_, last = refine(indicators, weights, draws, seed, first=draws, **options)
    return last


def refine(
    indicators: Figures,
    weights: Weights = None,
    draws: int = 1000,
    seed: int = 0,
    *,
    first: int = 200,
    **options: Unpack[Options],
) -> Iterator[pd.DataFrame]:
    """The index after the ``first`` draws, and again after all of them.

    The last frame is the same to the last bit as that of :func:`pressure_index`.
    """
    recipe = Recipe(weights=weights, **options)
    matrix = recipe.matrix(indicators)
    chosen = weights_for(matrix, weights)
    if not matrix.values.size or np.isnan(chosen).any():
        yield _nothing_to_rank(matrix)
        return
    score = recipe.score(recipe.terms(matrix), chosen)
    order = np.argsort(-score, kind="stable")
    tally = Tally(matrix.values[order], _errors(matrix, recipe, order), recipe, plan(recipe, chosen, draws, seed))
    for until in sorted({min(first, draws), draws}):
        tally.run(until)
        yield _laid_out(matrix, score, order, tally)


def _errors(matrix: Matrix, recipe: Recipe, order: np.ndarray) -> Floats | None:
    """Standard errors of the figures, aligned to the areas and indicators, rows in rank order."""
    if recipe.errors is None:
        return None
    errors = numeric_frame(recipe.errors)
    strangers = errors.index.difference(matrix.index).size + errors.columns.difference(list(matrix.offered)).size
    if strangers:
        raise ValueError("The errors name areas or indicators that the figures do not have.")
    aligned = errors.reindex(index=matrix.codes, columns=list(matrix.columns)).fillna(0.0)
    return aligned.to_numpy()[order]


def _laid_out(matrix: Matrix, score: Floats, order: np.ndarray, tally: Tally) -> pd.DataFrame:
    """The result of the draws so far, in the caller's order."""
    low, high = tally.interval()
    by_rank = pd.DataFrame({"rank": np.arange(1.0, len(order) + 1), "low": low, "high": high})
    by_rank["p"] = tally.p_worst_fifth()
    shared = _shared_by_twins(by_rank, score[order], matrix.values[order])
    by_row = np.empty((len(order), 5))
    by_row[order] = np.column_stack([score[order], shared])
    return _frame(matrix, matrix.spread(by_row))


def _shared_by_twins(by_rank: pd.DataFrame, score: Floats, values: Floats) -> Floats:
    """Areas with the very same figures share one interval and one probability."""
    groups = by_rank.groupby(_twins(score, values))
    shared = by_rank.assign(
        low=groups["low"].transform("min"), high=groups["high"].transform("max"), p=groups["p"].transform("mean")
    )
    return shared.assign(
        low=shared[["low", "rank"]].min(axis="columns"), high=shared[["high", "rank"]].max(axis="columns")
    ).to_numpy()


def _twins(score: Floats, values: Floats) -> np.ndarray:
    """A number for each row, the same for rows with the very same figures; only equal scores can be."""
    group = np.arange(len(score))
    equal = pd.Series(score).duplicated(keep=False).to_numpy()
    if equal.any():
        group[equal] = -1 - np.unique(values[equal], axis=0, return_inverse=True)[1].ravel()
    return group


def _frame(matrix: Matrix, laid_out: Floats) -> pd.DataFrame:
    """Named and typed columns."""
    score, rank, low, high, p = laid_out.T
    whole = {"rank": rank, "rank_low": low, "rank_high": high}
    frame = pd.DataFrame({"score": score, **whole, "p_worst_fifth": p}, index=matrix.index)
    uncertain = frame["p_worst_fifth"].between(*UNCERTAIN).astype("boolean")
    frame["is_uncertain"] = uncertain.mask(frame["p_worst_fifth"].isna())
    frame["n_missing"] = matrix.missing_by_area
    return frame.astype(dict.fromkeys((*whole, "n_missing"), "Int64"))


def _nothing_to_rank(matrix: Matrix) -> pd.DataFrame:
    """Every score and rank missing."""
    return _frame(matrix, np.full((len(matrix.index), 5), np.nan))


def problems_in(indicators: Figures, weights: Weights = None, **options: Unpack[Options]) -> tuple[Problem, ...]:
    """What a reader of the index should know about the figures that went in, said in words."""
    recipe = Recipe(weights=weights, **options)
    matrix = recipe.matrix(indicators)
    frame = numeric_frame(indicators)
    return (*_of_columns(matrix, frame), *_of_areas(matrix), *_of_weights(matrix, weights))


def _of_columns(matrix: Matrix, frame: pd.DataFrame) -> Iterator[Problem]:
    """Indicators that cannot tell areas apart."""
    empty = [name for name in matrix.offered if name not in matrix.columns]
    if empty:
        yield note("indicator-empty", f"{say_list(empty)} has no figures and is left out.", where=say_list(empty))
    same = [name for name in matrix.columns if np.ptp(frame[name].dropna()) == 0]
    if same:
        what = f"{say_list(same)} is the same everywhere, so it cannot tell areas apart."
        yield note("indicator-constant", what, where=say_list(same))


def _of_areas(matrix: Matrix) -> Iterator[Problem]:
    """Areas that cannot be ranked, and figures filled in."""
    left_out = len(matrix.index) - len(matrix.rows)
    if left_out == len(matrix.index):
        yield refusal("nothing-to-rank", "There are no figures to rank areas by.", fix="Choose other indicators.")
    elif left_out:
        what = f"{left_out:,} of {len(matrix.index):,} areas have too few indicators and are not ranked."
        yield note("too-few-indicators", what, fix="Find the missing figures, or leave indicators out.")
    if matrix.is_missing.any():
        filled = int(matrix.is_missing.sum())
        yield note("gaps-filled", f"{filled:,} missing figures were given the middle value of their indicator.")


def _of_weights(matrix: Matrix, weights: Weights) -> Iterator[Problem]:
    """Weights that leave nothing to rank by."""
    if matrix.columns and np.isnan(weights_for(matrix, weights)).any():
        yield refusal("weights-all-zero", "Every weight is 0.", fix="Give at least one indicator a weight.")
