"""What demand and capacity by pathway say."""

from __future__ import annotations

import pandas as pd

from lib.core.words import say_count, say_list, say_number


def say_pathways(totals: pd.DataFrame) -> list[str]:
    """Which pathway is shortest, who was sent elsewhere, and which figures cannot say (``by_pathway``)."""
    return [*_say_short(totals), *_say_sent(totals), *_say_circular(totals)]


def _say_short(totals: pd.DataFrame) -> list[str]:
    real = totals[~totals["is_circular"].astype(bool) & (totals["months"] > 0)]
    if real.empty:
        return [] if totals["is_circular"].any() else ["No pathway has both demand and capacity to compare."]
    short = real[real["short_months"] > 0].sort_values("short", ascending=False, kind="stable")
    if short.empty:
        return [f"Capacity covers demand in every month known on {say_list(real['pathway'].tolist())}."]
    worst = short.iloc[0]
    others = f"; so does {say_list(short['pathway'].iloc[1:].tolist())}" if len(short) == 2 else ""
    others = f"; so do {say_list(short['pathway'].iloc[1:].tolist())}" if len(short) > 2 else others
    return [
        f"{worst['pathway']} has more demand than capacity in {worst['short_months']:,} of "
        f"{say_count(worst['months'], 'month')}, by {say_number(worst['short'])} in all{others}."
    ]


def _say_sent(totals: pd.DataFrame) -> list[str]:
    sent = totals[totals["redirected"].fillna(0) > 0].sort_values("redirected_pct", ascending=False, kind="stable")
    parts = [
        f"{name} {say_number(people)} ({pct:.0f}% of demand)"
        for name, people, pct in zip(sent["pathway"], sent["redirected"], sent["redirected_pct"], strict=True)
        if pd.notna(pct)
    ]
    return [f"Referrals sent elsewhere for lack of capacity: {say_list(parts)}."] if parts else []


def _say_circular(totals: pd.DataFrame) -> list[str]:
    names = totals.loc[totals["is_circular"].astype(bool), "pathway"].tolist()
    if not names:
        return []
    return [
        f"On {say_list(names)}, capacity equals demand in every month, to the nearest number shown: it looks set to "
        "match. The argument is circular, and such a plan cannot show a shortage."
    ]
