"""Findings in words, made by rules from protected figures: one sentence each, with number and caveat."""

from __future__ import annotations

import pandas as pd

from lib.core.words import say_count, say_list, say_number
from lib.disclosure import ProtectedTable, require_protected
from lib.views.classes import is_much_the_same
from lib.views.market_sentences import say_names


def say_homes(totals: pd.Series, place: str, *, is_filtered: bool) -> str:
    """How many homes and beds there are, and what the register does not say."""
    fit = "fits" if totals["homes"] == 1 else "fit"
    which = f"that {fit} your choices" if is_filtered else "on the register"
    if not totals["homes"]:
        return f"{place} has no care homes {which}."
    said = f"{place} has {say_count(totals['homes'], 'care home')} {which} with {say_count(totals['beds'], 'bed')}"
    said += f"; {say_count(totals['nursing_homes'], 'home')} can give nursing care."
    if totals["homes_without_beds"] == totals["homes"]:
        said += f" The register gives no beds for {'it' if totals['homes'] == 1 else 'any of them'}."
    elif totals["homes_without_beds"]:
        homes = say_count(totals["homes_without_beds"], "home")
        said += f" For {homes} the register gives no beds, so the true number of beds may be higher."
    return said


def say_beds_rate(table: ProtectedTable, place: str, *, is_filtered: bool = False) -> str:
    """Beds per 1,000 people aged 75 and over: the whole place, and where there are none."""
    frame = require_protected(table).frame
    inside = frame[~frame["is_remainder"]] if "is_remainder" in frame else frame
    people, beds = inside["population_75_plus"].sum(min_count=1), inside["beds"].sum(min_count=1)
    if pd.isna(people) or people <= 0:
        return "Load population by age to see beds per 1,000 people aged 75 and over."
    none = int((inside["beds"] == 0).sum())
    rate = 1000 * beds / people
    which, such = (" that fit your choices", "such ") if is_filtered else ("", "")
    said = f"{place} has {rate:,.0f} registered beds{which} per 1,000 people aged 75 and over"
    if not none:
        return f"{said}; there are {such}beds in every one of its {len(inside):,} areas."
    have = "has" if none == 1 else "have"
    return (
        f"{said}; {none:,} of its {len(inside):,} areas {have} no {such}bed inside "
        f"{'its' if none == 1 else 'their'} own boundary, which does not mean none in reach."
    )


def say_home_care(table: ProtectedTable, measure: str, title: str, period: str) -> str:
    """Which locality has most and least of a rate, in one period; hidden rows are said, not guessed."""
    frame = require_protected(table).frame
    known = frame[frame[measure].notna()].sort_values(measure, ascending=False)
    hidden = int(table.is_hidden(measure).sum())
    tail = f" {say_count(hidden, 'figure')} hidden to protect people." if hidden else ""
    none = frame.loc[frame[measure].isna() & ~table.is_hidden(measure), "locality_name"].astype(str).tolist()
    tail += f" No such figure can be given for {say_names(none)}." if none and len(known) else ""
    decimals = 1 if len(known) and known[measure].max() < 10 else 0
    if known.empty:
        return f"There is no figure of {title.lower()} to compare in {period}.{tail}"
    if len(known) == 1 or known[measure].iloc[0] == known[measure].iloc[-1]:
        figure = say_number(known[measure].iloc[0], decimals)
        return f"In {period}, {title.lower()} are {figure} where a figure is given.{tail}"
    top, low = known.iloc[0], known.iloc[-1]
    if is_much_the_same(known[measure]):
        span = f"{say_number(low[measure], decimals)} to {say_number(top[measure], decimals)}"
        return f"In {period}, {title.lower()} are much the same everywhere ({span}).{tail}"
    return (
        f"In {period}, {title.lower()} are highest in {top['locality_name']} ({say_number(top[measure], decimals)}) "
        f"and lowest in {low['locality_name']} ({say_number(low[measure], decimals)}).{tail}"
    )


def say_at_risk(frame: pd.DataFrame) -> str:
    """What the published rule says, by name, and what it does not do."""
    rule = "The published rule calls a group 'at risk' when its share of users is below its share of the population."
    if frame["published_rule"].eq("no data").all():
        return f"{rule} It needs both shares, and no group here has both."
    named = list(frame.loc[frame["published_rule"] == "at risk", "characteristic_group"])
    listed = f"By that rule: {say_list(named)}." if named else "By that rule, no group here is at risk."
    return f"{rule} {listed} The rule does not ask whether the difference could be chance or rounding."


def say_pressure(table: ProtectedTable, areas_word: str) -> str:
    """Which areas are surely under most pressure, and how many cannot be told apart."""
    frame = require_protected(table).frame
    ranked = frame[frame["rank"].notna()].sort_values("rank")
    if ranked.empty:
        return "No area has enough figures to be ranked."
    sure = ranked[ranked["p_worst_fifth"] >= 0.8]
    unsure = int(((ranked["p_worst_fifth"] > 0.2) & (ranked["p_worst_fifth"] < 0.8)).sum())
    first = ranked.iloc[0]
    span = f"anywhere from {first['rank_low']:,.0f} to {first['rank_high']:,.0f}"
    sure_first = first["rank_low"] == first["rank_high"]
    return (
        f"{say_count(len(sure), areas_word)} {'is' if len(sure) == 1 else 'are'} in the most pressed fifth in at least "
        f"8 of 10 ways of working it out; for {unsure:,} it depends on how the sum is done. {first['area_name']} comes "
        f"first, {'whatever the method' if sure_first else f'with a rank {span}'}."
    )
