"""What a register says of opening, closing and the five key questions, in sentences."""

from __future__ import annotations

import math

import pandas as pd

from lib.core import Verdict
from lib.core.words import say_count, say_list, say_number, say_period
from lib.measures.supply import NO_PLACE
from lib.views.market_sentences import say_names

_GOOD = ("Outstanding", "Good")
_POOR = ("Requires improvement", "Inadequate")


def say_openings(table: pd.DataFrame, known: pd.Series, place: str) -> list[str]:
    """Homes opened and closed in the months of the table, and what the register leaves out."""
    said = [_headline(table, place, bool(known["closed"]))]
    if known["without"] and len(table):
        said.append(f"{say_count(known['without'], 'home')} on the register with no day of registration: in no month.")
    if len(table) and not known["closed"]:
        said.append("The register in use lists no homes that have closed, so closures are not known, not 0.")
        said.append("Load the regulator's list of homes that have closed, and it is counted beside the register.")
    said.append(_dormant(known["dormant"]))
    if known["registered_twice"]:
        homes = say_count(known["registered_twice"], "home is", "homes are")
        said.append(f"{homes} registered twice, once for each of two providers, and counted once.")
    return said


def _headline(table: pd.DataFrame, place: str, has_closed: bool) -> str:
    if table.empty:
        return "The register in use does not say when homes opened or closed."
    start, end = (say_period(str(table["month"].iloc[at])) for at in (0, -1))
    came, went = (f"{say_count(table[name].sum(), 'home')}" for name in ("opened", "closed"))
    if not has_closed:
        beds = say_count(_whole(table["beds_opened"]), "bed")
        return f"In {place}, {came} opened from {start} to {end}, with {beds}."
    net = _whole(table["net_beds"])
    if math.isnan(net):
        ways = say_list([way for way in ("opened", "closed") if table[f"beds_{way}"].isna().all()])
        said = f"no beds are given for those that {ways}, so the change in beds cannot be told"
        return f"In {place}, {came} opened and {went} closed from {start} to {end}; {said}."
    change = "no change in beds" if not net else f"{say_number(abs(net))} {'more' if net > 0 else 'fewer'} beds"
    return f"In {place}, {came} opened and {went} closed from {start} to {end}: {change}."


def _whole(beds: pd.Series) -> float:
    """The sum of beds; missing where none are given."""
    return float(beds.astype("float64").sum(min_count=1))


def say_openings_by_place(table: pd.DataFrame, word: str, *, has_closed: bool) -> list[str]:
    """Which place lost most beds over the years of the table and which gained most; openings alone where no closure is
    known.
    """
    placed = table[~table["place"].isin(NO_PLACE)]
    sums = placed.groupby("place")[["opened", "beds_opened", "closed", "net_beds"]].sum(min_count=1).sort_index()
    if not (sums["opened"] + sums["closed"]).any():
        return [f"No home opened or closed in any {word} in these years."]
    if (sums["net_beds"] if has_closed else sums["beds_opened"]).isna().all():
        return [f"Beds are not given for the homes that opened, or that closed: no {word} is said to have lost most."]
    if not has_closed:
        top = sums.sort_values("beds_opened", ascending=False, kind="stable").iloc[0]
        beds = say_count(top["beds_opened"], "bed")
        return [f"Most beds opened in {top.name}: {beds} in {say_count(top['opened'], 'home')}."]
    ordered = sums.sort_values("net_beds", kind="stable")
    ends = [(ordered.iloc[0], "Most beds were lost", "fewer"), (ordered.iloc[-1], "Most beds were gained", "more")]
    said = [_net_said(row, start, way) for row, start, way in ends if (row["net_beds"] < 0) == (way == "fewer")]
    return [one for one in said if one] or [f"Beds opened and closed come to the same in every {word}."]


def _net_said(row: pd.Series, start: str, way: str) -> str:
    if not row["net_beds"]:
        return ""
    homes = f"{say_count(row['opened'], 'home')} opened and {say_number(row['closed'])} closed"
    return f"{start} in {row.name}: {say_number(abs(row['net_beds']))} {way} ({homes})."


def _dormant(homes: float) -> str:
    if pd.isna(homes):
        return "The register in use does not say which homes lie dormant."
    if not homes:
        return "No home on the register is said to lie dormant."
    said = say_count(homes, "home is", "homes are")
    return f"{said} registered but dormant: counted here, and perhaps open to nobody."


def say_key_questions(table: pd.DataFrame) -> list[str]:
    """The key question on which most rated homes fall short, or that the register does not have them."""
    asked = table[table["question"] != "Overall"]
    if asked.empty:
        return ["The register in use has no ratings of the five key questions. Load the file of latest ratings."]
    poor = asked[list(_POOR)].sum(axis=1)
    rated = asked[[*_GOOD, *_POOR]].sum(axis=1)
    if not poor.any():
        return ["No rated home falls short of Good on any of the key questions."]
    worst = (poor == poor.max()).to_numpy()
    names = say_list([str(name).lower() for name in asked.loc[worst, "question"]])
    homes = say_count(poor.max(), "home")
    return [f"Homes fall short of Good most often on {names}: {homes} of {rated[worst].iloc[0]:,} rated."]


def say_bed_rates_by_place(table: pd.DataFrame, word: str) -> list[str]:
    """Where there are most and fewest beds for the older people who live there: all beds, then those of each kind."""
    known = table[table["beds_per_100_75_plus"].notna()].sort_values(["beds_per_100_75_plus", "place"])
    kinds = [(str(kind), known[known["bed_kind"] == kind]) for kind in table["bed_kind"].unique()]
    said = [f"{kind}: {_span(rows['beds_per_100_75_plus'], rows['place'], word)}." for kind, rows in kinds if len(rows)]
    return [f"Beds per 100 people aged 75 and over. {said[0]}", *said[1:]] if said else []


def _span(rates: pd.Series, names: pd.Series, word: str) -> str:
    """The least and the most of rates in order; places without are counted, not named."""
    low, high, none = rates.iloc[0], rates.iloc[-1], int(rates.eq(0).sum())
    if f"{low:.1f}" == f"{high:.1f}":
        return f"{high:.1f} in each {word} where people live"
    if none > 1:
        return f"most in {names.iloc[-1]} ({high:.1f}), none in {none:,} of {say_count(len(rates), word)}"
    return f"from {low:.1f} in {names.iloc[0]} to {high:.1f} in {names.iloc[-1]}"


def say_key_questions_by_place(table: pd.DataFrame, word: str) -> list[str]:
    """On one question, where fewer or more homes are Good or Outstanding than in all places together, and where too
    few homes are rated to tell.
    """
    whole, placed = table["whole_pct"].iloc[0], table[~table["place"].isin(NO_PLACE)]
    if pd.isna(whole):
        return ["The register in use gives no ratings for this question."]
    good, rated = table["good_count"].sum(), table["rated_count"].sum()
    every = f"Of all the homes rated here, {whole:.0f}% are Good or Outstanding ({good:,} of {rated:,})"
    surely = {Verdict.UNDER: "surely fewer", Verdict.OVER: "surely more"}
    parts = []
    for verdict, words in surely.items():
        named = list(placed.loc[placed["verdict"] == verdict.value, "place"])
        parts += [f"{words} in {say_names(named)}"] if named else []
    apart = say_list(parts) if parts else f"no {word} is surely above or below that"
    few = int((placed["verdict"] == Verdict.NOT_TESTABLE.value).sum())
    said = [f"{every}; {apart}."]
    if few:
        said.append(f"In {few:,} of {say_count(len(placed), 'place')} too few homes are rated to tell.")
    return said
