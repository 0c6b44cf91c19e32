"""Next year's hours of every locality side by side, and why it cannot be told where it cannot."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import pandas as pd

from lib.core.words import say_count, say_period
from lib.measures.forecast import LEAST_FOR_MODEL, BackTest
from lib.measures.next_year import CARRIED, PEOPLE, STATED, next_year, year_before

#: The hours a year on under each assumption, by the assumption's name.
THEN = {CARRIED: "carried_hours", PEOPLE: "people_hours", STATED: "stated_hours"}


def next_year_by_locality(
    series: pd.DataFrame,
    *,
    alike: Mapping[str, pd.Series] | None = None,
    people_by_year: Mapping[str, Mapping[int, float]] | None = None,
    people_growth_pct: float | None = None,
    stated_growth_pct: float | None = None,
    tried: Mapping[str, BackTest] | None = None,
) -> pd.DataFrame:
    """Each locality a year on from the last period of all, worked out alone.

    Parameters
    ----------
    series
        ``locality_name``, ``period``, ``hours``, ``is_suppressed`` as
        :func:`lib.measures.home_care_series.series_shown` gives them.
    alike
        For rows of more than one locality, what may be compared: see :func:`lib.measures.next_year.next_year`.
    people_by_year
        People aged 65 and over by year, for each locality they are published for.
    people_growth_pct
        Their growth a year everywhere else; ``stated_growth_pct`` is the growth of hours somebody expects.
    tried
        The methods tried on the past of each locality whose past allows it.

    Returns
    -------
    DataFrame
        One row for each locality in the order they come: ``locality_name``, ``hours_now``, ``carried_hours``,
        ``carried_pct``, ``people_hours``, ``stated_hours``, ``method`` (the best on the past, blank where none was
        tried), ``mean_absolute_pct`` and ``why`` (what cannot be told, blank where all can), and
        ``<hours>_is_suppressed``. Hours of the last period that are hidden or missing leave everything missing.
    """
    last = str(series["period"].max())
    rows = []
    for name, part in series.groupby("locality_name", sort=False):
        months = part.assign(hours=part["hours"].astype("float64")).sort_values("period").set_index("period")
        known = months["hours"] if pd.notna(months["hours"].get(last)) else months["hours"].iloc[:0]
        table = next_year(
            known,
            alike=(alike or {}).get(str(name)),
            people_by_year=(people_by_year or {}).get(str(name)),
            people_growth_pct=people_growth_pct,
            stated_growth_pct=stated_growth_pct,
        )
        then = _then(name, months["hours"].get(last), table)
        rows.append(
            then
            | _best_of((tried or {}).get(str(name)))
            | {"why": " ".join(_why(months, last, (alike or {}).get(str(name))))}
            | _hidden(months, last)
        )
    return pd.DataFrame(rows)


def why_no_model(periods: pd.Series, hours: pd.Series) -> str:
    """Why the months themselves give no forecast; blank where they do. Periods are in order."""
    if hours.isna().any():
        return "A month is hidden or missing, so nothing can be forecast from the months themselves."
    if len(hours) < LEAST_FOR_MODEL:
        return (
            f"{say_count(len(hours), 'period is', 'periods are')} given. A forecast that knows the seasons needs at "
            f"least {LEAST_FOR_MODEL} months one after another: two of every month."
        )
    if months_in_a_row(periods) is None:
        return "The periods are not months one after another, so no forecast is made from them."
    return ""


def months_in_a_row(periods: pd.Series) -> list[pd.Period] | None:
    """The periods as months one after another; ``None`` where they are anything else."""
    if not periods.astype(str).str.fullmatch(r"\d{4}-\d{2}").all():
        return None
    months = [pd.Period(period, freq="M") for period in periods]
    return months if all(b == a + 1 for a, b in pairwise(months)) else None


def _then(name: object, now: float | None, table: pd.DataFrame) -> dict[str, object]:
    by_name = table.set_index("assumption")
    hours = {column: by_name["hours_then"].get(assumption, float("nan")) for assumption, column in THEN.items()}
    grown = by_name["growth_pct"].get(CARRIED, float("nan"))
    known = float("nan") if now is None else now
    return {"locality_name": name, "hours_now": known, **hours, "carried_pct": grown}


def _best_of(found: BackTest | None) -> dict[str, object]:
    if found is None or not found.best:
        return {"method": "", "mean_absolute_pct": float("nan")}
    return {"method": found.best, "mean_absolute_pct": float(found.errors["mean_absolute_pct"].iloc[0])}


def _why(months: pd.DataFrame, last: str, alike: pd.Series | None) -> list[str]:
    """What cannot be told of a locality, the nearest reason first."""
    hours = months["hours"]
    if last not in hours.index or pd.isna(hours[last]):
        is_hidden = last in hours.index and bool(months["is_suppressed"][last])
        return [f"Cannot tell: the hours in {say_period(last)} are {'hidden' if is_hidden else 'not given'}."]
    growth = _why_no_growth(months, year_before(last))
    if not growth and alike is not None and not alike.get(year_before(last), 0.0) > 0:
        growth = ["Cannot tell last year's growth: no locality has a figure both then and now."]
    return [*growth, *_why_short(hours)]


def _why_no_growth(months: pd.DataFrame, before: str) -> list[str]:
    hours = months["hours"].get(before)
    if hours is not None and hours > 0:
        return []
    is_hidden = bool(months["is_suppressed"].get(before, False))
    why = "it grew from 0" if hours == 0 else f"{'a hidden' if is_hidden else 'no'} figure a year before"
    return [f"Cannot tell last year's growth: {why}."]


def _why_short(hours: pd.Series) -> list[str]:
    if hours.isna().any():
        return ["No forecast: a month is hidden or missing."]
    if not why_no_model(pd.Series(hours.index.astype(str)), hours):
        return []
    return [f"No forecast: {say_count(len(hours), 'period')}; {LEAST_FOR_MODEL} months in a row are needed."]


def _hidden(months: pd.DataFrame, last: str) -> dict[str, bool]:
    """Which hours are missing because a figure they are made of is hidden."""
    hidden = months["is_suppressed"].astype(bool)
    now, before = bool(hidden.get(last, False)), bool(hidden.get(year_before(last), False))
    flags = dict.fromkeys(("hours_now", *THEN.values(), "carried_pct"), now)
    flags |= dict.fromkeys((THEN[CARRIED], "carried_pct"), now or before)
    return {f"{name}_is_suppressed": is_hidden for name, is_hidden in flags.items()}
