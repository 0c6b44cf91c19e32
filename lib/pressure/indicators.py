"""From the columns people have to indicators that can be compared: rates, direction, gaps, tails, chance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.core import Problem, note
from lib.core.words import say_count, say_list
from lib.pressure.figures import Floats, Indicators, numeric_frame
from lib.pressure.matrix import fill_gaps, signs
from lib.pressure.shrink import empirical_bayes
from lib.pressure.transform import Shape, Transform, least_skewed, shaped, skew_of

ALIKE = 0.9  # beyond this correlation two indicators say nearly the same thing twice


@dataclass(frozen=True)
class _Rate:
    """One indicator in the units people know."""

    rate: Floats
    error: Floats
    zero_denominators: int = 0


def prepare(
    frame: pd.DataFrame,
    columns: Sequence[str] | None = None,
    directions: Mapping[str, int] | None = None,
    denominators: Mapping[str, str] | None = None,
    *,
    per: float = 1000.0,
    shrink: Sequence[str] = (),
    shapes: Mapping[str, Shape] | None = None,
    sources: Mapping[str, str] | None = None,
) -> Indicators:
    """Make comparable indicators from columns of figures.

    Parameters
    ----------
    frame
        One row per area, index or column ``area_code``; it is not changed.
    columns
        The indicators; every numeric column that is no denominator when not given.
    directions
        +1 where higher is more pressure, -1 where lower is; +1 when not named.
    denominators
        Indicator to the column it is divided by; rates come per ``per``.
    shrink
        Indicators with a denominator whose small-area rates are drawn towards the average.
    shapes
        Indicator to ``none``, ``square root`` or ``logarithm``; the least skewed when not named.
    sources
        Indicator to where it comes from, carried to the register.

    Notes
    -----
    A denominator that is missing, 0 or below gives a missing rate. Gaps take the median of the areas that
    have a figure and stay flagged. Unknown columns, shrinking without a denominator and area codes that
    stand twice raise ``ValueError``.
    """
    below = dict(denominators or {})
    numbers = numeric_frame(frame)
    names = list(columns) if columns is not None else [n for n in numbers.columns if n not in below.values()]
    _check(numbers, names, below, shrink)
    turn = signs(tuple(names), directions)
    rates = {name: _rate(numbers, name, below.get(name), per, name in shrink) for name in names}
    curves = {name: _curve(rates[name].rate, (shapes or {}).get(name)) for name in names}
    values = _by_name({name: s * curves[name](rates[name].rate) for name, s in zip(names, turn, strict=True)}, numbers)
    errors = _by_name({n: curves[n].slope(rates[n].rate) * rates[n].error for n in names}, numbers)
    natural = _by_name({name: rates[name].rate for name in names}, numbers)
    correlation = values.corr()
    register = _register(natural, turn, below, curves, shrink, per, sources or {})
    problems = (*_gaps(natural), *_zeros(rates), *alike(correlation))
    filled = pd.DataFrame(_filled(values), index=values.index, columns=values.columns)
    return Indicators(filled, values.isna(), natural, errors, register, correlation, problems)


def _check(numbers: pd.DataFrame, names: Sequence[str], below: Mapping[str, str], shrink: Sequence[str]) -> None:
    """Every column named is there, and what is shrunk has a denominator."""
    absent = (set(names) | set(below) | set(below.values())) - set(numbers.columns)
    if absent:
        raise ValueError(f"Not numeric columns of the frame: {sorted(absent)}")
    if set(shrink) - set(below):
        raise ValueError(f"Shrinking needs a denominator: {sorted(set(shrink) - set(below))}")


def _rate(numbers: pd.DataFrame, name: str, denominator: str | None, per: float, shrink: bool) -> _Rate:
    """The column itself, or the rate it makes with its denominator, shrunk when asked."""
    counts = numbers[name].to_numpy()
    if denominator is None:
        return _Rate(counts, np.full(len(counts), np.nan))
    people = numbers[denominator].to_numpy()
    people = np.where(people > 0, people, np.nan)
    drawn_in = empirical_bayes(counts, people)
    zeros = int((numbers[denominator] <= 0).sum())
    if shrink:
        return _Rate(per * drawn_in.rate, per * drawn_in.error, zeros)
    return _Rate(per * counts / people, per * np.sqrt(np.maximum(drawn_in.rate, 0.0) / people), zeros)


def _curve(rate: Floats, shape: Shape | None) -> Transform:
    """The transform chosen, or the one that leaves the least skew."""
    return least_skewed(rate) if shape is None else shaped(rate, shape)


def _by_name(columns: Mapping[str, Floats], like: pd.DataFrame) -> pd.DataFrame:
    """Columns side by side on the areas of another frame."""
    return pd.DataFrame(dict(columns), index=like.index)


def _filled(values: pd.DataFrame) -> Floats:
    """Gaps filled; a column without any figure stays empty."""
    known = values.notna().any().to_numpy()
    filled = values.to_numpy(copy=True)
    if known.any():
        filled[:, known] = fill_gaps(filled[:, known])
    return filled


def _register(
    rates: pd.DataFrame,
    turn: Floats,
    below: Mapping[str, str],
    curves: Mapping[str, Transform],
    shrink: Sequence[str],
    per: float,
    sources: Mapping[str, str],
) -> pd.DataFrame:
    """One row per indicator: what was done to it."""
    names = list(rates.columns)
    return pd.DataFrame(
        {
            "indicator": names,
            "direction": ["higher is more pressure" if s > 0 else "lower is more pressure" for s in turn],
            "denominator": [below.get(name, "") for name in names],
            "per": [per if name in below else np.nan for name in names],
            "is_shrunk": [name in shrink for name in names],
            "transform": [curves[name].in_words for name in names],
            "skew_before": [skew_of(rates[name].to_numpy()) for name in names],
            "skew_after": [skew_of(curves[name](rates[name].to_numpy())) for name in names],
            "n_missing": rates.isna().sum().to_numpy(),
            "median": rates.median().to_numpy(),
            "source": [sources.get(name, "") for name in names],
        }
    )


def _gaps(rates: pd.DataFrame) -> Iterator[Problem]:
    """Indicators with figures missing."""
    for name, missing in rates.isna().sum().items():
        if missing:
            what = f"{name} is missing for {say_count(missing, 'area')}; the middle value stands in."
            yield note("gaps-filled", what, where=str(name), fix="Such areas are flagged and never ranked worst.")


def _zeros(rates: Mapping[str, _Rate]) -> Iterator[Problem]:
    """Indicators that cannot be made into rates somewhere."""
    for name, made in rates.items():
        if made.zero_denominators:
            areas = say_count(made.zero_denominators, "area")
            what = f"{name} has nobody to be counted against in {areas}, so there is no rate there."
            yield note("denominator-zero", what, where=name, fix="Check the column it is divided by.")


def alike(correlation: pd.DataFrame, beyond: float = ALIKE) -> tuple[Problem, ...]:
    """A note for each pair of indicators that say nearly the same thing."""
    pairs = correlated_pairs(correlation, beyond)
    return tuple(
        note(
            "indicators-alike",
            f"{say_list([a, b])} say nearly the same thing (correlation {r:.2f}), so it counts twice.",
            where=say_list([a, b]),
            fix="Leave one of them out, or give each half the weight.",
        )
        for a, b, r in pairs.itertuples(index=False)
    )


def correlated_pairs(correlation: pd.DataFrame, beyond: float = ALIKE) -> pd.DataFrame:
    """Pairs whose correlation is beyond the limit in either direction: ``first, second, correlation``."""
    names = list(correlation.columns)
    upper = np.triu_indices(len(names), 1)
    r = correlation.to_numpy()[upper]
    found = np.abs(r) > beyond
    first, second = (np.array(names, dtype=object)[side[found]] for side in upper)
    return pd.DataFrame({"first": first, "second": second, "correlation": r[found]})
