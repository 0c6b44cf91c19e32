"""What a register says of opening, closing and the five key questions, in sentences."""

from __future__ import annotations

import pandas as pd

from lib.core.words import say_count, say_list, say_number, say_period

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
        return f"In {place}, {came} opened from {start} to {end}, with {say_count(table['beds_opened'].sum(), 'bed')}."
    beds = table["net_beds"].sum()
    change = "no change in beds" if not beds else f"{say_number(abs(beds))} {'more' if beds > 0 else 'fewer'} beds"
    return f"In {place}, {came} opened and {went} closed from {start} to {end}: {change}."


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
