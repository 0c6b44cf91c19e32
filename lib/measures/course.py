"""The course of a series: where it began, turned and stands now, and what of it is more than chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from lib.measures.trend import ALPHA, NO_CHANGE, TOO_FEW, Trend, lean, strays

Shape = Literal["peak", "low", "rise", "fall", "level"]
#: A turn counts where what lies on either side of it is this share of the whole range.
_PROMINENT = 0.25
_MOST_OF_IT = 0.5
_LITTLE = 0.05  # of the highest: ups and downs within this are told only where they are more than chance
_YEAR = 12  # months


@dataclass(frozen=True)
class Point:
    """A figure and its period."""

    period: str
    value: float


@dataclass(frozen=True)
class Course:
    """What a series did.

    Attributes
    ----------
    first, last, turn
        Its first and last figure, and its highest (``peak``) or lowest (``low``) in between; else the last.
    highest, lowest
        Its extremes, the first of each.
    after
        Its lowest (of a ``peak``) or highest (of a ``low``) since it turned, where the last is well away from it.
    shape
        ``peak``: rose and fell again. ``low``: fell and rose again. ``rise``, ``fall``: most of its range in one
        direction. ``level``: none of these.
    is_sure
        Whether that is more than chance; missing where it was not tested.
    year_before
        The figure twelve months before the last, where there is one.
    is_year_sure
        Whether the change since is more than chance; missing where it was not tested.
    """

    first: Point
    last: Point
    turn: Point
    highest: Point
    lowest: Point
    after: Point | None
    shape: Shape
    is_sure: bool | None
    year_before: Point | None
    is_year_sure: bool | None


def course_of(series: pd.Series, found: Trend) -> Course | None:
    """The course of a series by period, beside what :func:`lib.measures.trend.trend` found in it.

    ``None`` where fewer than two periods have a figure. A turn of a count of people at a moment is sure where the pace
    of change before it and after it differ by more than chance (Kolmogorov, over the changes, so that choosing the
    turn is paid for); the last year is sure where its twelve changes lean one way (Student).
    """
    values = series.dropna().astype("float64")
    if len(values) < 2:
        return None
    shape, turn = _shape(values)
    is_sure = _is_sure(values, found, shape)
    if not is_sure and values.max() - values.min() < _LITTLE * values.max():
        shape, turn, is_sure = "level", len(values) - 1, None if is_sure is None else False
    before = _year_before(values)
    return Course(
        _point(values, 0),
        _point(values, len(values) - 1),
        _point(values, turn),
        _point(values, int(values.argmax())),
        _point(values, int(values.argmin())),
        _after(values, shape, turn),
        shape,
        is_sure,
        before,
        _is_year_sure(values, found) if before else None,
    )


def _shape(values: pd.Series) -> tuple[Shape, int]:
    first, last, spread = values.iloc[0], values.iloc[-1], values.max() - values.min()
    over, under = values.max() - max(first, last), min(first, last) - values.min()
    if spread > 0 and max(over, under) >= _PROMINENT * spread:
        return ("peak", int(values.argmax())) if over >= under else ("low", int(values.argmin()))
    if spread > 0 and abs(last - first) >= _MOST_OF_IT * spread:
        return "rise" if last > first else "fall", len(values) - 1
    return "level", len(values) - 1


def _after(values: pd.Series, shape: Shape, turn: int) -> Point | None:
    if shape not in ("peak", "low"):
        return None
    since = values.iloc[turn:]
    at = turn + int(since.argmin() if shape == "peak" else since.argmax())
    is_far = abs(values.iloc[at] - values.iloc[-1]) >= _PROMINENT * (values.max() - values.min())
    return _point(values, at) if is_far else None


def _is_sure(values: pd.Series, found: Trend, shape: Shape) -> bool | None:
    if found.verdict == TOO_FEW:
        return None
    if found.chart_kind == "changes" and shape in ("peak", "low"):
        p_value, difference = strays(values.diff().iloc[1:])
        return p_value < ALPHA and (difference < 0) == (shape == "peak")
    return found.verdict != NO_CHANGE


def _is_year_sure(values: pd.Series, found: Trend) -> bool | None:
    return lean(values.diff().iloc[-_YEAR:]) < ALPHA if found.chart_kind == "changes" else None


def _year_before(values: pd.Series) -> Point | None:
    """The same month a year before, where the months between are all there."""
    months = pd.Index(values.index.astype(str))
    if len(values) <= _YEAR or not months.str.fullmatch(r"\d{4}-(0[1-9]|1[0-2])").all():
        return None
    then = pd.Period(months[-1], freq="M") - _YEAR
    return _point(values, len(values) - 1 - _YEAR) if months[-1 - _YEAR] == str(then) else None


def _point(values: pd.Series, at: int) -> Point:
    return Point(str(values.index[at]), float(values.iloc[at]))
