"""What the headline figures say by locality, in words made by rule from what may be shown."""

from __future__ import annotations

import pandas as pd

from lib.core.words import say_count, say_list, say_number
from lib.disclosure import ProtectedTable, require_protected
from lib.measures.areas_in_localities import NOWHERE
from lib.measures.figures_by_locality import WHOLE
from lib.views.classes import is_much_the_same

_FEW = 10  # rates under it are said with a decimal
NOT_HERE = "None of the small areas of {} lies in these localities, so there are no figures by them."


def say_by_locality(table: ProtectedTable, when: str) -> list[str]:
    """Where beds are many and few for older people, where people wait, and what lies in no locality."""
    frame = require_protected(table).frame
    each = frame[~frame["locality_code"].isin([NOWHERE, WHOLE])]
    nowhere = frame[frame["locality_code"].eq(NOWHERE)].iloc[0]
    hidden = table.is_hidden("people_waiting")[each.index] if "people_waiting" in table.columns else None
    said = [_said_of_beds(each), _said_of_waiting(each, hidden, when), _said_of_nowhere(nowhere)]
    return [sentence for sentence in said if sentence]


def say_left_out(total: str, names: tuple[str, ...]) -> str:
    """A total without the localities whose figures are hidden; blank where none is."""
    return f"{total} leaves out {say_list(list(names))}, hidden to protect people." if names else ""


def _said_of_beds(each: pd.DataFrame) -> str:
    known = each.dropna(subset="beds_per_1000_75_plus").sort_values("beds_per_1000_75_plus", kind="stable")
    rates = known["beds_per_1000_75_plus"]
    if known.empty:
        return _said_of_homes(each)
    low, high = (say_number(rates.iloc[end], 1 if rates.max() < _FEW else 0) for end in (0, -1))
    if len(known) == 1:
        return f"{known['locality_name'].iloc[0]} has {high} beds per 1,000 people aged 75 and over."
    if not rates.max():
        return "No locality has a registered bed."
    if is_much_the_same(rates):
        return f"Beds per 1,000 people aged 75 and over are much the same in every locality ({low} to {high})."
    most, fewest = (list(known.loc[rates.eq(end), "locality_name"]) for end in (rates.max(), rates.min()))
    has = "has the most beds for its" if len(most) == 1 else "have the most beds for their"
    return (
        f"{say_list(most)} {has} people aged 75 and over ({high} per 1,000), {say_list(fewest)} the fewest ({low}). "
        "A bed across the line may be nearer."
    )


def _said_of_homes(each: pd.DataFrame) -> str:
    for column, said in (("registered_beds", "registered beds"), ("homes_count", "care homes")):
        known = each.dropna(subset=column).sort_values(column, kind="stable")
        if len(known):
            return _said_of_most(known, column, said)
    return ""


def _said_of_most(known: pd.DataFrame, column: str, said: str) -> str:
    """The locality with the most, or all of them that share the first place."""
    most = known[known[column].eq(known[column].iloc[-1])]
    names, each = say_list(list(most["locality_name"])), " each" if len(most) > 1 else ""
    return f"{names} {'have' if each else 'has'} the most {said} ({say_number(known[column].iloc[-1])}{each})."


def _said_of_waiting(each: pd.DataFrame, hidden: pd.Series | None, when: str) -> str:
    if hidden is None:
        return ""
    known = each.dropna(subset="people_waiting").sort_values("people_waiting", kind="stable")
    some = " where a number may be shown" if hidden.any() else ""
    if known.empty or not known["people_waiting"].iloc[-1]:
        return ""
    most = known.iloc[-1]
    tied = known[known["people_waiting"].eq(most["people_waiting"])]["locality_name"].astype(str)
    count = say_number(float(most["people_waiting"]))
    return f"Most people wait for home care in {say_list(list(tied))}{some}: {count} in {when}."


def _said_of_nowhere(nowhere: pd.Series) -> str:
    words = {
        "population_75_plus": ("person aged 75 and over", "people aged 75 and over"),
        "homes_count": ("care home", "care homes"),
        "hours": ("hour of home care", "hours of home care"),
    }
    found = [
        say_count(float(nowhere[name]), *said)
        for name, said in words.items()
        if name in nowhere and pd.notna(nowhere[name]) and nowhere[name] > 0
    ]
    return f"In no locality: {say_list(found)}." if found else ""
