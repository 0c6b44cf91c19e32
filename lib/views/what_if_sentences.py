"""What a scenario does place by place, in sentences."""

from __future__ import annotations

from lib.core.words import SUPPRESSED, plural, say_count, say_list, say_number
from lib.disclosure import ProtectedTable, require_protected
from lib.measures.supply import NO_PLACE

_NAMED = 3


def say_by_place(table: ProtectedTable, word: str, displaced: str) -> list[str]:
    """Where most beds go and what is left there, who is displaced, and where beds are gained.

    ``displaced`` is what the number of people is called.
    """
    shown = require_protected(table)
    hidden, frame = shown.is_hidden("people_displaced"), shown.frame[~shown.frame["place"].isin(NO_PLACE)]
    lost = frame[frame["beds_change"] < 0].sort_values(["beds_change", "place"])
    gained = frame[frame["beds_change"] > 0].sort_values(["beds_change", "place"], ascending=[False, True])
    said = []
    if len(lost):
        first = lost.iloc[0]
        people = SUPPRESSED if hidden[lost.index[0]] else say_number(float(first["people_displaced"]))
        left = f"{say_count(first['beds_after'], 'bed')} left of {say_number(first['beds_before'])}"
        said.append(
            f"{first['place']} loses most: {say_number(-first['beds_change'])} of its beds "
            f"({-first['change_pct']:.0f}%), with {left}; {displaced}: {people}."
        )
        said.append(f"Beds are lost in {len(lost):,} of {say_count(len(frame), word)} with homes.")
    if len(gained):
        named = [f"{row['place']} ({say_number(row['beds_change'])})" for _, row in gained.head(_NAMED).iterrows()]
        said.append(f"Beds are gained in {say_list(named)}.")
    none = list(lost.loc[lost["beds_after"] == 0, "place"])
    if none:
        said.append(f"No bed would be left in {say_list(none)}.")
    rest = shown.frame.loc[shown.frame["place"].isin(NO_PLACE), "beds_change"].sum()
    if rest:
        way = "fewer" if rest < 0 else "more"
        said.append(f"Homes that stand in none of these {plural(word)} have {say_number(abs(rest))} {way} beds.")
    return said or [f"No {word} gains or loses beds."]
