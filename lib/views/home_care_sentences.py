"""What home care figures say, in words made by rule from what may be shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from lib.core.words import say_list, say_number
from lib.disclosure import ProtectedTable, require_protected
from lib.measures.capacity import Capacity
from lib.measures.forecast import BackTest
from lib.measures.home_care import IN_BOTH
from lib.measures.home_care_change import compared_row, largest_and_smallest
from lib.measures.wait_model import WaitModel

_HARDLY = 0.5  # per cent; less is 0 when it is rounded
_NAMED = 6  # names said one by one


def say_change(table: ProtectedTable, title: str, before: str, after: str) -> list[str]:
    """How much changed between two periods, and where most and least."""
    changes = require_protected(table).frame
    title = title.lower()
    said = [_total_change(compared_row(changes), title, before, after)]
    by_amount, by_percent = (largest_and_smallest(changes, name) for name in ("change", "change_pct"))
    if by_amount is None or by_percent is None:
        return [*said, "Too few localities have a figure in both periods to compare them."]
    change = compared_row(changes)["change"]
    return [*said, _where(by_amount, by_percent, pd.notna(change) and bool(change < 0))]


def _total_change(total: pd.Series, title: str, before: str, after: str) -> str:
    if total["locality_name"] == IN_BOTH:
        if pd.isna(total["change_pct"]):
            return f"The change of all {title} cannot be given: no locality has a figure in both {before} and {after}."
        title = f"{title} in the localities known in both periods"
    if pd.isna(total["change_pct"]):
        return f"The change of all {title} between {before} and {after} cannot be given: a figure is hidden or missing."
    span = f"from {say_number(total['before'])} to {say_number(total['after'])}"
    if abs(total["change_pct"]) < _HARDLY:
        return f"Between {before} and {after} all {title} hardly changed, {span}."
    way = "rose" if total["change"] > 0 else "fell"
    return f"Between {before} and {after} all {title} {way} by {abs(total['change_pct']):,.0f}%, {span}."


def _where(by_amount: tuple[pd.Series, pd.Series], by_percent: tuple[pd.Series, pd.Series], fell: bool) -> str:
    """Who leads the way all of them went, and who went least far in it."""
    most, first = (pair[1] if fell else pair[0] for pair in (by_amount, by_percent))
    last = by_percent[0] if fell else by_percent[1]
    way, in_amount = "fell" if fell else "rose", _signed(most["change"])
    leads = f"{most['locality_name']} {way} most"
    if most["locality_name"] == first["locality_name"]:
        leads += f", in number ({in_amount}) and in per cent ({_percent(first)})"
    else:
        leads += f" in number ({in_amount}), {first['locality_name']} in per cent ({_percent(first)})"
    went_along = last["change_pct"] < 0 if fell else last["change_pct"] > 0
    return f"{leads}; {last['locality_name']} {f'{way} least' if went_along else 'did not'} ({_percent(last)})."


def _percent(row: pd.Series) -> str:
    return f"{_signed(row['change_pct'])}%"


def _signed(value: float) -> str:
    rounded = round(float(value))
    return f"{rounded:+,d}" if rounded else "0"


def say_capacity(found: Capacity, declared: float) -> list[str]:
    """What could be bought, and what is left of it after growth."""
    if found.steps.empty:
        return [f"{flag.what} {flag.fix}" for flag in found.flags]
    share = f", {100 * found.commissionable_hours / declared:,.0f}% of them" if declared else ""
    said = [
        f"Of {say_number(declared)} hours a week that providers declare, {say_number(found.commissionable_hours)} "
        f"can be bought{share}. {_said_of_headroom(found)}"
    ]
    if found.implied_base_hours is not None:
        said.append(f"The growth implies that {say_number(found.implied_base_hours)} hours a week are delivered now.")
    return said


def _said_of_headroom(found: Capacity) -> str:
    if found.headroom_hours < 0:
        return f"Expected growth takes all of them and needs {say_number(-found.headroom_hours)} more."
    return f"After expected growth {say_number(found.headroom_hours)} are left."


def say_totals(checks: pd.DataFrame, source: str) -> list[str]:
    """What the totals somebody printed say beside the sum of their parts (:func:`lib.measures.totals_check`)."""
    return [_said_of_total(row, source) for _, row in checks.iterrows()]


def _said_of_total(row: pd.Series, source: str) -> str:
    printed = f"{source} prints a total of {say_number(row['stated'])} for {row['period']}"
    if row["finding"] == "agrees":
        return f"{printed}, and its rows add up to it."
    if row["finding"] == "rounding":
        return f"{printed}; its rows add up to {say_number(row['parts_sum'])}. That is rounding, not an error."
    return f"{printed}; its rows add up to {say_number(row['parts_sum'])}, further off than rounding explains."


def say_names_not_matched(table: pd.DataFrame) -> str:
    """Names of the activity that no locality has (:func:`lib.measures.match_names`); blank where there are none."""
    lost = table[table["matched_by"].eq("not matched") & table["locality_name"].notna()]
    if lost.empty:
        return ""
    alike = lost.dropna(subset="suggestion")
    names = [repr(str(name)) for name in lost["locality_name"]]
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    said = f"No locality is called {', '.join(names[:_NAMED])}{more}"
    hints = [f"{row.locality_name} may be {row.suggestion}" for row in alike.head(_NAMED).itertuples()]
    hint = f" By its beginning, {' and '.join(hints)}." if hints else ""
    ask = "Choose or build the localities that they are of." if more else "Say below which locality is meant."
    it = "it" if len(names) == 1 else "them"
    return f"{said}, so there is no rate and no place on the map for {it}.{hint} {ask}"


def say_peak(peak: float, words: str) -> str:
    """A published peak beside the figures."""
    return f"{words} was {say_number(peak)}: a figure of the document, not of these rows."


def say_next_year(table: pd.DataFrame, last: str) -> list[str]:
    """The lowest and the highest of the assumptions (:func:`lib.measures.next_year.next_year`)."""
    if table.empty:
        return [
            f"Nothing can be said of the year after {last} yet: there is no figure above 0 for the same month a year "
            "before. Type the growth you expect above."
        ]
    ordered = table.sort_values("hours_then", kind="stable")
    low, high = ordered.iloc[0], ordered.iloc[-1]
    if len(table) == 1:
        return [
            f"A year after {last}, {say_number(low['hours_then'])} hours are needed ({low['assumption']}), "
            f"{_signed(low['growth_hours'])} on {say_number(low['hours_now'])}. It is one assumption, not a forecast."
        ]
    return [
        f"A year after {last} the need is anything from {say_number(low['hours_then'])} hours ({low['assumption']}) to "
        f"{say_number(high['hours_then'])} ({high['assumption']}). These are assumptions, not forecasts."
    ]


def say_back_test(found: BackTest, what: str) -> list[str]:
    """Which way of forecasting did best on the past, and by how much."""
    if found.errors.empty:
        return ["The series is too short to try a forecast on the past, so none is drawn."]
    best, rest = found.errors.iloc[0], found.errors.iloc[1:]
    said = (
        f"Tried on the past from {best['origins_count']:,} starting points, {best['method']} came closest: wrong by "
        f"{say_number(best['mean_absolute_error'])} {what} on average ({best['mean_absolute_pct']:.1f}%)."
    )
    others = [
        f"{name}: {say_number(miss)}" for name, miss in zip(rest["method"], rest["mean_absolute_error"], strict=True)
    ]
    return [said, f"The others: {'; '.join(others)}. The fan is drawn for the one that came closest."]


def say_wait_models(found: Sequence[WaitModel]) -> list[str]:
    """What each model says (:func:`lib.measures.wait_model.wait_models`), one after the other."""
    if len(found) == 1:
        return say_waits(found[0])
    said = [_said_of_effect(row, _WAIT_WORDS[row["what"]]) for one in found for _, row in one.effects.iterrows()]
    return [
        *said,
        "There are too few localities to ask both at once, so each was asked alone and one may stand for the other.",
        _NO_CAUSE,
    ]


def say_waits(found: WaitModel) -> list[str]:
    """What rurality and travel do to waiting (:func:`lib.measures.wait_model.wait_model`), or why nobody can tell."""
    if found.reason:
        return [f"Whether people wait more where they live far apart or far away cannot be tested here. {found.reason}"]
    said = [_said_of_effect(row, _WAIT_WORDS[row["what"]]) for _, row in found.effects.iterrows()]
    return [
        *said,
        *_said_of_left_over(found.residuals),
        _NO_CAUSE,
    ]


def _said_of_left_over(residuals: pd.DataFrame) -> list[str]:
    """Where more people wait than the place explains; the most of all, with a warning, where it may be chance."""
    most = residuals.sort_values("ratio", ascending=False, kind="stable")
    sure = most[most["low"] > 1]
    if len(sure):
        named = say_list([_times_expected(row) for row in sure.head(_SOME).itertuples()])
        chance = "By chance alone about 1 locality in 40 would stand out so."
        return [f"More people wait than the place explains in {named}. {chance}"]
    return [
        f"No locality has more people waiting than the place and chance explain; the highest is {_times_expected(row)}."
        for row in most.head(1).itertuples()
    ]


def _times_expected(row: Any) -> str:
    return f"{row.locality_name} ({row.ratio:.1f} times, 95% interval {row.low:.1f} to {row.high:.1f})"


_NO_CAUSE = "That two things go together does not say that one brings the other."
_SOME = 3  # localities named in a sentence
_WAIT_WORDS = {"sparsity": "people live half as densely", "travel_minutes": "the hospital is a minute further"}


def _said_of_effect(effect: pd.Series, words: str) -> str:
    times = f"{effect['rate_ratio']:.2f} times as many wait (95% interval {effect['low']:.2f} to {effect['high']:.2f})"
    sure = effect["low"] > 1 or effect["high"] < 1
    return f"Where {words}, {times}." if sure else f"No evidence that waiting differs where {words}: {times}."
