"""Placements across a border in sentences: people as they are shown, never as they are."""

from __future__ import annotations

import pandas as pd

from lib.core.words import NOT_COLLECTED, say_list, say_number
from lib.disclosure import ProtectedTable, require_protected
from lib.measures.flows import IN, OUT, OWN
from lib.measures.supply import NO_PLACE
from lib.views.tables import SAID

_NAMED = 3


def say_flows(table: ProtectedTable, every: str, place: str, period: str) -> list[str]:
    """How many people are placed out of and into a council, and with which councils most.

    ``table`` has ``direction, other, people, weekly_cost_gbp`` with a row ``every`` for each direction.
    """
    frame = require_protected(table).frame
    whole = frame[frame["other"] == every].set_index("direction")
    states = table.states.loc[frame["other"] == every, "people"].set_axis(whole.index)
    out, into = (_people(whole, states, direction) for direction in (OUT, IN))
    inward = f"other councils placed {into} in homes of {place}"
    said = [f"In {period}, {place} placed {out} in homes of other councils; {inward}."]
    for direction, words in ((OUT, "Most were placed in"), (IN, "Most came from")):
        rows = frame[(frame["direction"] == direction) & (frame["other"] != every) & frame["people"].notna()]
        most = rows.sort_values(["people", "other"], ascending=[False, True]).head(_NAMED)
        named = [f"{name} ({say_number(people)})" for name, people in zip(most["other"], most["people"], strict=True)]
        said += [f"{words} {say_list(named)}."] if named else []
    cost = whole["weekly_cost_gbp"].get(OUT)
    if cost is not None and not pd.isna(cost):
        said.append(f"Placements out of {place} cost £{say_number(float(cost))} a week together.")
    return said


def say_placed_by_place(table: ProtectedTable, word: str, period: str) -> list[str]:
    """Where most people placed in homes here are, by who placed them; and how many are in homes of no known place.

    ``table`` has ``place, direction, people``.
    """
    shown = require_protected(table).frame
    placed = shown[~shown["place"].isin(NO_PLACE) & shown["people"].notna()]
    said = []
    for direction, words in ((OWN, "placed by the council in its own homes"), (IN, "placed here by others")):
        rows = placed[placed["direction"] == direction].sort_values(["people", "place"], ascending=[False, True])
        if len(rows) and rows["people"].iloc[0]:
            top = rows.iloc[0]
            said.append(
                f"Most people {words} in {period} are in {top['place']}: about {say_number(float(top['people']))}."
            )
    lost = shown.loc[shown["place"].isin(NO_PLACE), "people"].sum()
    if lost:
        said.append(
            f"About {say_number(float(lost))} people are in homes that stand in no {word} the file or register names."
        )
    return said or [f"No {word} has a figure large enough to show in {period}."]


def say_placed_over_time(table: ProtectedTable, place: str) -> str:
    """Whether placements out of the council rose or fell from the first period to the last."""
    frame = require_protected(table).frame
    out = frame[frame["direction"] == OUT].groupby("period")["people"].sum(min_count=1).dropna()
    if len(out) < 2:
        return f"Load more than one period to see placements of {place} over time."
    first, last = out.iloc[0], out.iloc[-1]
    word = "the same number as" if last == first else "more than" if last > first else "fewer than"
    return (
        f"{place} placed about {say_number(last)} people outside in {out.index[-1]}, {word} in {out.index[0]} "
        f"({say_number(first)}); hidden figures are left out."
    )


def _people(whole: pd.DataFrame, states: pd.Series, direction: str) -> str:
    people = whole["people"].get(direction, 0)
    if people is None or pd.isna(people):
        return f"{SAID.get(states[direction], NOT_COLLECTED)} people"
    return f"about {say_number(float(people))} people" if people else "nobody"
