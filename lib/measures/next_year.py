"""Next year's hours under named assumptions, each with its sum written out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import isclose

import pandas as pd

from lib.core.words import say_number, say_period
from lib.measures.forecast import carried_forward, population_at, with_population

CARRIED, PEOPLE, STATED = "last year's growth carried forward", "as the population grows", "growth as stated"
_TWO_YEARS, _MONTH_OR_DAY = re.compile(r"(\d{4})[-/](\d{4}|\d{2})(?!\d)"), re.compile(r"\d{4}-(0[1-9]|1[0-2])(-\d\d)?")
_YEAR = re.compile(r"\d+")


def next_year(
    totals: pd.Series,
    *,
    alike: pd.Series | None = None,
    people_by_year: Mapping[int, float] | None = None,
    people_growth_pct: float | None = None,
    stated_growth_pct: float | None = None,
) -> pd.DataFrame:
    """A year on from the last period, one row per assumption that can be worked out.

    Parameters
    ----------
    totals
        All localities together by period (``2021-03``), none hidden among those used.
    alike
        Those of them known both in the last period and a year before, by period; ``totals`` where they are the same.
        Their growth is carried forward for all.
    people_by_year
        People aged 65 and over by year, published; ``people_growth_pct`` a year where there are none.
    stated_growth_pct
        Growth somebody expects in a year (6 is 6%).

    Returns
    -------
    DataFrame
        ``assumption``, ``hours_now``, ``hours_then``, ``growth_hours``, ``growth_pct``, ``how``.
    """
    known = totals.dropna().astype("float64")
    if known.empty:
        return pd.DataFrame(columns=["assumption", "hours_now", "hours_then", "growth_hours", "growth_pct", "how"])
    last, now = str(known.index[-1]), float(known.iloc[-1])
    rows = [
        *_carried(known if alike is None else alike.dropna().astype("float64"), last, now),
        *_people(last, now, people_by_year or {}, people_growth_pct),
        *_stated(now, stated_growth_pct),
    ]
    table = pd.DataFrame(rows, columns=["assumption", "hours_then", "how"]).assign(hours_now=now)
    growth = table["hours_then"] - now
    table = table.assign(growth_hours=growth, growth_pct=100 * growth / now if now else float("nan"))
    return table[["assumption", "hours_now", "hours_then", "growth_hours", "growth_pct", "how"]]


def _carried(known: pd.Series, last: str, now: float) -> list[tuple[str, float, str]]:
    """The same month a year before has to be there, and above 0: nothing grows from nothing by a rate."""
    before = year_before(last)
    if last not in known or not known.get(before, 0.0) > 0:
        return []
    was, grown = float(known[before]), float(known[last])
    how = f"{say_number(now)} x {say_number(grown)} / {say_number(was)} of {say_period(before)}"
    if isclose(grown, now):
        return [(CARRIED, carried_forward(was, now), how)]
    return [(CARRIED, now * grown / was, f"{how}, in the localities known in both")]


def _people(
    last: str, now: float, by_year: Mapping[int, float], growth_pct: float | None
) -> list[tuple[str, float, str]]:
    year = _year_of(last)
    if year is not None and by_year:
        first, then = population_at(by_year, year), population_at(by_year, year + 1)
        how = f"{say_number(first)} people aged 65 and over in {say_period(last)}, {say_number(then)} a year on"
        return [(PEOPLE, with_population(now, first, then), how)]
    if growth_pct is None:
        return []
    return [(PEOPLE, now * (1 + growth_pct / 100), f"{growth_pct:g}% more people aged 65 and over in a year")]


def _stated(now: float, growth_pct: float | None) -> list[tuple[str, float, str]]:
    return [] if growth_pct is None else [(STATED, now * (1 + growth_pct / 100), f"{growth_pct:g}% in a year")]


def year_before(period: str) -> str:
    """The same period of the year before: ``2023-24 Q1`` for ``2024-25 Q1``; blank where it names no year."""
    if not period[:4].isdigit():
        return ""
    if not _is_financial(period):
        return f"{int(period[:4]) - 1}{period[4:]}"
    return _YEAR.sub(lambda found: f"{(int(found[0]) - 1) % 10 ** len(found[0]):0{len(found[0])}d}", period, count=2)


def _is_financial(period: str) -> bool:
    """Whether a period is a year to March, or in one: ``2024-25``, ``2024/2025``, ``2024-25 Q1``; no month or day."""
    found = _TWO_YEARS.match(period)
    return found is not None and int(found[2][-2:]) == (int(found[1]) + 1) % 100 and not _MONTH_OR_DAY.fullmatch(period)


def _year_of(period: str) -> float | None:
    """``2021-03`` as 2021.2: where in the year the middle of the month is; of a year to March, its middle."""
    if not period[:4].isdigit():
        return None
    if _is_financial(period):
        return int(period[:4]) + 0.75
    month = int(period[5:7]) if period[5:7].isdigit() else 6
    return int(period[:4]) + (month - 0.5) / 12
