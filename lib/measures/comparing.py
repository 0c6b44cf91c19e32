"""The comparison behind representation: arrays in, arrays out, as many rows as you like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lib.core import Verdict
from lib.measures.difference import (
    adjusted_together,
    characteristic_p_values,
    group_p_values,
    is_small,
    residuals_to_census,
    residuals_to_sample,
)
from lib.measures.given import Given
from lib.measures.intervals import Floats, Limits, Yes, katz, share_interval

Codes = NDArray[np.int8]

#: Answers by code, the order of :class:`Answer`.
VERDICTS = (Verdict.NO_EVIDENCE.value, Verdict.UNDER.value, Verdict.OVER.value, Verdict.NOT_TESTABLE.value)
METHODS = ("none", "Wilson", "exact (mid-p)", "Katz")
#: Why a row cannot be tested, by code; 0 is 'it can'. The first that holds is given.
REASONS = (
    "",
    "hidden to protect people",
    "some groups have no count: add the number of all users to test the difference",
    "no usable figure for users",
    "these people's group was not recorded, so there is no population to compare with",
    "no usable figure for the population",
    "nobody in this group on either side: 0 over 0",
    "the population figure is 0, so there is no ratio",
    "only percentages are given: add the number of users to test the difference",
    "more users in the group than users in all",
    "everybody is in this group, so there is nothing to compare",
    "the population is a sample of unknown size",
)


class Answer(IntEnum):
    """Places in :data:`VERDICTS`."""

    NO_EVIDENCE = 0
    UNDER = 1
    OVER = 2
    NOT_TESTABLE = 3


class Method(IntEnum):
    """Places in :data:`METHODS`."""

    NONE = 0
    WILSON = 1
    EXACT = 2
    KATZ = 3


@dataclass(frozen=True)
class Measured:
    """One entry per row; figures are missing where ``reason`` is not 0."""

    ratio: Floats
    low: Floats
    high: Floats
    method: Codes
    residual: Floats
    p_value: Floats
    whole_p: Floats
    by_chi_square: Yes
    reason: Codes


@dataclass(frozen=True)
class Compared(Measured):
    """With what can be said once every row has been looked at."""

    p_adjusted: Floats
    verdict: Codes


def compare(given: Given, hidden: Yes, unknown: Yes, level: float, is_sample: bool) -> Compared:
    """Ratio, interval, tests and verdict of every row; all rows are looked at together."""
    measured = measure(given, hidden, unknown, level, is_sample)
    p_adjusted = adjusted_together(measured.p_value)
    differs = (p_adjusted < 1 - level) & (measured.whole_p < 1 - level)
    rounding_low, rounding_high = rounding_envelope(given)
    low, high = np.fmin(measured.low, rounding_low), np.fmax(measured.high, rounding_high)
    verdict = verdicts(differs, low, high, measured.reason)
    return Compared(**vars(measured), p_adjusted=p_adjusted, verdict=verdict)


def measure(given: Given, hidden: Yes, unknown: Yes, level: float, is_sample: bool) -> Measured:
    """What each row and its table say by themselves."""
    reason = _reasons(given, hidden, unknown, is_sample)
    testable = replace(given, users=np.where(reason == 0, given.users, np.nan))
    low, high, method = _interval(testable, level, is_sample)
    residual = residuals_to_sample(testable) if is_sample else residuals_to_census(testable)
    p_value = group_p_values(testable, residual, method == Method.EXACT)
    whole_p, by_chi_square = characteristic_p_values(testable, p_value, is_small(testable), is_sample)
    return Measured(
        ratio=np.where(hidden, np.nan, ratio_of(given)),
        low=low,
        high=high,
        method=method,
        residual=residual,
        p_value=p_value,
        whole_p=whole_p,
        by_chi_square=by_chi_square,
        reason=reason,
    )


def verdicts(differs: Yes, low: Floats, high: Floats, reason: Codes) -> Codes:
    """Under and over need a difference and all that the ratio may be, ``low`` to ``high``, on one side of 1."""
    verdict = np.full(reason.shape, Answer.NO_EVIDENCE, dtype="int8")
    verdict[differs & (high < 1)] = Answer.UNDER
    verdict[differs & (low > 1)] = Answer.OVER
    verdict[reason != 0] = Answer.NOT_TESTABLE
    return verdict


def ratio_of(given: Given) -> Floats:
    """Share of users over share of population; a population share of nothing gives no ratio."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(given.population_share > 0, given.users_share / given.population_share, np.nan)


def rounding_envelope(given: Given) -> Limits:
    """Lowest and highest ratio that the printed digits allow."""
    ratio = ratio_of(given)
    if not (given.users_half.any() or given.population_half.any()):
        return ratio, ratio
    least = np.maximum(given.population_share - given.population_half, 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        low = np.maximum(given.users_share - given.users_half, 0) / (given.population_share + given.population_half)
        high = (given.users_share + given.users_half) / least
    return np.where(np.isnan(ratio), np.nan, low), np.where(np.isnan(ratio), np.nan, high)


def words(of: Sequence[str], codes: NDArray[np.int8]) -> pd.api.extensions.ExtensionArray:
    """Each code as its words."""
    return pd.array(np.array(of, dtype=object)[codes], dtype="str")


def _reasons(given: Given, hidden: Yes, unknown: Yes, is_sample: bool) -> Codes:
    no_users, no_people = np.isnan(given.users_share), np.isnan(given.population_share)
    no_base = np.isnan(given.base)
    nobody = given.population_share == 0
    checks = (
        hidden,
        given.counted & no_base,
        no_users,
        unknown & no_people,
        no_people,
        nobody & (given.users_share == 0),
        nobody,
        no_base,
        given.users > given.base,
        given.population_share >= 1,
        is_sample & np.isnan(given.population_base),
    )
    reason = np.zeros(len(hidden), dtype="int8")
    for code, check in reversed(list(enumerate(checks, start=1))):
        reason[check] = code
    return reason


def _interval(given: Given, level: float, is_sample: bool) -> tuple[Floats, Floats, Codes]:
    """Limits of the ratio and how they were made; a row that is not testable has missing users."""
    testable = ~np.isnan(given.users)
    if is_sample:
        low, high = katz(given.users, given.base, given.population, given.population_base, level)
        return low, high, np.where(testable, Method.KATZ, Method.NONE).astype("int8")
    exact = testable & is_small(given)
    low, high = share_interval(given.users, given.base, exact, level)
    method = np.where(testable, Method.WILSON, Method.NONE).astype("int8")
    method[exact] = Method.EXACT
    with np.errstate(invalid="ignore", divide="ignore"):
        return low / given.population_share, high / given.population_share, method
