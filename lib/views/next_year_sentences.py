"""Next year's hours of localities side by side, in words made by rule."""

from __future__ import annotations

import pandas as pd

from lib.core.words import say_count, say_list, say_number
from lib.disclosure import ProtectedTable, require_protected
from lib.measures.home_care import TOTAL

_ALONE = "Each locality is worked out alone, so they need not add up to the figure for all localities"
_NAMED = 4
_ALIKE_PCT = 0.05  # less than is printed
_NOT_PUBLISHED = "No growth of people aged 65 and over is published for {}; that of the whole council stands for it."


def say_not_published(lost: list[str], of: int, unallocated: str) -> str:
    """For which rows the council's growth of people stands, of so many localities ``of``; blank for none.

    ``unallocated`` names the row of no locality.
    """
    named = [name for name in lost if name != unallocated]
    if len(named) > _NAMED:
        named = [f"any of the {of:,} localities" if len(named) == of else f"{len(named):,} of the {of:,} localities"]
    named += ["home care of no locality"] if unallocated in lost else []
    return _NOT_PUBLISHED.format(say_list(named)) if named else ""


def say_side_by_side(table: ProtectedTable, last: str, unallocated: str) -> list[str]:
    """Where need would grow most and least, whether the parts make the whole, and where nobody can tell.

    ``unallocated`` names the row of no locality, which is in the sums and is not ranked. Needs the columns of
    :func:`lib.measures.next_year_by_locality.next_year_by_locality`.
    """
    frame = require_protected(table).frame
    each, whole = frame[frame["locality_name"].ne(TOTAL)], frame[frame["locality_name"].eq(TOTAL)]
    said = [
        _growth(each[each["locality_name"].ne(unallocated)], last),
        _sum(each, whole),
        _errors(each),
        _unknown(each),
    ]
    return [sentence for sentence in said if sentence]


def _growth(each: pd.DataFrame, last: str) -> str:
    known = each.dropna(subset="carried_pct").sort_values("carried_pct", kind="stable")
    if known.empty:
        return f"No locality has a figure for both {last} and the same period a year before."
    most, least = known.iloc[-1], known.iloc[0]
    if float(most["carried_pct"]) < 0:
        most, least = least, most  # all fall: the one that falls most comes first
    if len(known) == 1:
        return f"Carried forward from {last}, {_one(most)}."
    if abs(float(most["carried_pct"] - least["carried_pct"])) < _ALIKE_PCT:
        return f"Carried forward from {last}, need changes alike in every locality, by {most['carried_pct']:+.1f}%."
    return f"Carried forward from {last}, {_one(most)}: the most in per cent. The least: {_one(least)}."


def _one(row: pd.Series) -> str:
    change, then = round(row["carried_hours"] - row["hours_now"]), say_number(float(row["carried_hours"]))
    if not change:
        return f"need in {row['locality_name']} stays at {then} hours"
    way = "grows" if change > 0 else "falls"
    amount = f"{say_count(abs(change), 'hour')} ({abs(float(row['carried_pct'])):.1f}%)"
    return f"need in {row['locality_name']} {way} by {amount} to {then}"


def _sum(each: pd.DataFrame, whole: pd.DataFrame) -> str:
    """The parts beside the whole, where every part has a figure and the whole is made of them."""
    together = whole["carried_hours"].iloc[0] if len(whole) else pd.NA
    if pd.isna(together) or each["carried_hours"].isna().any() or not _is_made_of(each, whole):
        return f"{_ALONE}."
    parts = say_number(float(each["carried_hours"].sum()))
    return f"{_ALONE}: carried forward they come to {parts} together, against {say_number(float(together))}."


def _is_made_of(each: pd.DataFrame, whole: pd.DataFrame) -> bool:
    """Whether the hours now add up: a locality with a hidden figure is left out of all localities."""
    return abs(float(each["hours_now"].sum()) - float(whole["hours_now"].iloc[0])) < 1


def _errors(each: pd.DataFrame) -> str:
    known = each.dropna(subset="mean_absolute_pct").sort_values("mean_absolute_pct", kind="stable")
    if known.empty:
        return ""
    best, worst = known.iloc[0], known.iloc[-1]
    span = f"{best['mean_absolute_pct']:.1f}% in {best['locality_name']}"
    if len(known) > 1:
        span += f" to {worst['mean_absolute_pct']:.1f}% in {worst['locality_name']}"
    return f"Tried on the past, the way that came closest was wrong by {span} on average."


def _unknown(each: pd.DataFrame) -> str:
    """Localities of which nothing can be said."""
    lost = [str(name) for name in each.loc[each["hours_now"].isna(), "locality_name"]]
    if not lost:
        return ""
    more = [say_count(len(lost) - _NAMED, "other")] if len(lost) > _NAMED else []
    return f"It cannot be told for {say_list([*lost[:_NAMED], *more])}: the hours now are hidden or not given."
