"""What a map by registered office would get wrong, in words."""

from __future__ import annotations

import pandas as pd

from lib.core.words import say_count, say_list
from lib.disclosure import ProtectedTable, require_protected


def say_offices(table: ProtectedTable, unknown: str) -> list[str]:
    """How many hours would stand where they are not delivered, and the two localities furthest out.

    ``table`` is as :func:`lib.measures.offices.beside_delivery` gives it; ``unknown`` names the row of offices that
    nobody knows.
    """
    frame = require_protected(table).frame
    is_told = frame["locality_name"].ne(unknown) & ~frame["is_suppressed"]
    rows = frame[is_told].dropna(subset=["hours_by_office"])
    away = (rows["hours_by_office"] - rows["hours_delivered"].fillna(0)).clip(lower=0).sum()
    total = rows["hours_by_office"].sum()
    if not total:
        return ["No office of these providers is known well enough to draw their hours there."]
    if not away and frame["locality_name"].eq(unknown).any():
        return ["The offices of too many providers are unknown to tell what a map of offices would get wrong."]
    if not away:
        return [f"Here the offices stand where the care is: all {total:,.0f} hours fall in the same localities."]
    said = [
        f"Drawn at the office, at least {away:,.0f} of {total:,.0f} hours would stand where they are not delivered."
    ]
    both = rows.dropna(subset=["wrong_by"]).sort_values("wrong_by")
    least, most = (_one(both.iloc[n]) if len(both) else "" for n in (0, -1))
    return [*said, f"{most}; {least}."] if len(both) > 1 else said


def say_found(found: pd.DataFrame) -> str:
    """How the offices were found: ``provider_name`` and ``found_by`` (``''`` for not), one row a provider."""
    counts = found["found_by"].replace("", pd.NA).dropna().value_counts(sort=False)
    known = [f"{say_count(int(count), 'provider')} from {how}" for how, count in counts.items()]
    without = int(found["found_by"].eq("").sum())
    more = f" Of {say_count(without, 'provider')} the office is not known." if without else ""
    return f"Offices: {say_list(known)}.{more}" if known else ""


def _one(row: pd.Series) -> str:
    drawn, gets = (f"{row[name]:,.0f}" if row[name] else "none" for name in ("hours_by_office", "hours_delivered"))
    return f"{row['locality_name']} would show {drawn} and gets {gets}"
