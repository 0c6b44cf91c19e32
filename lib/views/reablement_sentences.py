"""What figures on reablement and Home First say."""

from __future__ import annotations

import pandas as pd

from lib.core.words import say_list, say_number
from lib.measures.reablement import NOT_100, NOT_TESTABLE, ROUNDING


def say_split(table: pd.DataFrame, finding: str) -> str:
    """Whether the shares by pathway make 100 (:func:`lib.measures.reablement.pathway_split`)."""
    if finding == NOT_100:
        rest = table.iloc[-1]
        way = "short of" if rest["share_pct"] > 0 else "above"
        total = 100 - float(rest["share_pct"])
        return (
            f"The shares add up to {total:g}%, {abs(rest['share_pct']):g} points {way} 100: "
            "more than rounding explains. Ask where the rest of the people go."
        )
    parts = [f"{row.share_pct:g}% {row.pathway}" for row in table.itertuples()]
    tail = " but for rounding" if finding == ROUNDING else ""
    return f"The shares add up to 100%{tail}: {say_list(parts)}."


def say_published_bcf(rows: pd.DataFrame) -> list[str]:
    """What the plan prints of the two-hour response and of referrals sent elsewhere, and what it leaves out."""
    printed = rows.set_index("metric")["as_published"]
    return [
        f"The plan prints a two-hour response averaging {printed['2hr UCR performance']} against a target of "
        f"{printed['2hr UCR target']}, without the number of referrals: how sure that is cannot be said.",
        f"It says that about {printed['reablement referrals redirected for lack of capacity']} of reablement referrals "
        "were sent elsewhere for lack of capacity, again without a number.",
    ]


def say_target(row: pd.Series, target_pct: float) -> str:
    """One share with its interval; of the response, whether it is surely above or below the target."""
    if pd.isna(row["share_pct"]):
        return f"{row['what']}: no share can be given, because a number is hidden or there are more than were referred."
    said = (
        f"{row['what']}: {row['share_pct']:.0f}% of {say_number(row['everybody'])} "
        f"(95% interval {row['low_pct']:.0f}% to {row['high_pct']:.0f}%)"
    )
    if row["verdict"] in ("no target", NOT_TESTABLE):
        return f"{said}."
    return (
        f"{said}, {row['verdict']} of {target_pct:g}%."
        if "cannot" not in row["verdict"]
        else (f"{said}: it cannot be told apart from the target of {target_pct:g}%.")
    )


def say_demand(table: pd.DataFrame, is_matched: bool) -> str:
    """How many months are short, or that nothing can be read from figures set to match."""
    known = table["short"].notna()
    if is_matched:
        said = f"Capacity equals demand in all {known.sum():,} months"
        return f"{said}, so no month can be short: the plan cannot fail on paper."
    short = table[known & (table["short"] > 0)]
    if short.empty:
        return f"Capacity covers demand in all {known.sum():,} months."
    worst = short.sort_values("short", ascending=False, kind="stable").iloc[0]
    return (
        f"Demand is beyond capacity in {len(short):,} of {known.sum():,} months, "
        f"by {say_number(short['short'].sum())} in all; "
        f"month {worst['month']:.0f} is shortest ({say_number(worst['short'])})."
    )
