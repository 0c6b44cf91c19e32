"""What a council's own list of homes says, in sentences; numbers of people as they are shown, never as they are."""

from __future__ import annotations

import pandas as pd

from lib.core.words import SUPPRESSED, say_count, say_list, say_number
from lib.disclosure import ProtectedTable, require_protected
from lib.measures.council_list import BY_LIKENESS, BY_NAME, BY_NUMBER, Matched
from lib.measures.named_owners import ON_LIST


def say_bought(sums: ProtectedTable) -> list[str]:
    """Beds bought of all beds of the homes listed, by kind; beds empty and people waiting.

    ``sums`` has one row a kind and a last one of all kinds; hidden figures are missing in it.
    """
    frame = require_protected(sums).frame
    kinds, whole = frame.iloc[:-1], frame.iloc[-1]
    bought = [
        f"{share:.0f}% in {kind} homes" for kind, share in zip(kinds["home_kind"], kinds["share_pct"], strict=True)
        if not pd.isna(share)
    ]  # fmt: skip
    share = f" ({whole['share_pct']:.0f}%)" if not pd.isna(whole["share_pct"]) else ""
    beds = f"{_said(whole['registered_beds'])} beds of the homes on its list{share}"
    said = [f"The council buys about {_said(whole['commissioned_beds'])} of {beds}."]
    said += [f"By kind of home: {say_list(bought)}."] if len(bought) > 1 else []
    vacant = f"{_said(whole['vacancies'])} beds are said to be empty"
    waiting = f"about {_said(whole['people_waiting'])} people wait for a named home"
    return [*said, f"{vacant}; {waiting}; {say_count(int(whole['embargoed']), 'home')} under embargo."]


def say_matches(found: Matched) -> list[str]:
    """How many rows found their home, and how many by a likeness that somebody should check."""
    counts = found.matches["matched_by"].value_counts()
    how = {BY_NUMBER: "by CQC number", BY_NAME: "by name and postcode", BY_LIKENESS: "by postcode and a like name"}
    each = [f"{counts[key]:,} {words}" for key, words in how.items() if counts.get(key)]
    rows = len(found.matches) + len(found.unmatched)
    said = [f"{len(found.matches):,} of {say_count(rows, 'row')} found a home on the register" + _of(each)]
    check = "Check those matched by a like name." if counts.get(BY_LIKENESS) else ""
    return said + ([check] if check else [])


def say_owners_named(homes: pd.DataFrame) -> str:
    """For how many homes the council's list says who runs them, and for how many nobody does."""
    by_list, unnamed = int(homes["owner_said_by"].eq(ON_LIST).sum()), int(homes["provider_name"].isna().sum())
    one = "Who runs {} of {} comes from the council's own list: the register does not say."
    rest = f" Nobody says who runs {say_count(unnamed, 'home')}." if unnamed else ""
    return one.format(f"{by_list:,}", say_count(len(homes), "home")) + rest


def _of(each: list[str]) -> str:
    return f": {say_list(each)}." if each else "."


def _said(value: float) -> str:
    return SUPPRESSED if pd.isna(value) else say_number(value)
