"""Who runs the beds of each place, and what leaves with an owner, in sentences."""

from __future__ import annotations

import pandas as pd

from lib.core.words import say_count, say_list, say_number

_HIGH = 2000  # 'highly concentrated' in the Competition and Markets Authority's merger guidance


def say_places(table: pd.DataFrame) -> list[str]:
    """Where one owner has most, and how many places are highly concentrated."""
    known = table[table["largest_pct"].notna()]
    if known.empty:
        return ["The register in use does not say who runs the homes."]
    top = known.sort_values(["largest_pct", "place"], ascending=[False, True]).iloc[0]
    high = known[known["concentration"] > _HIGH]
    said = f"{top['largest_owner']} has {top['largest_pct']:.0f}% of the beds of {top['place']}"
    many = f"{len(high):,} of {say_count(len(known), 'place')} {'is' if len(high) == 1 else 'are'} highly concentrated"
    return [f"{said}, the largest share of one owner in any place.", f"{many}; small places always look so."]


def say_exit(table: pd.DataFrame, leaving: str, place: str) -> list[str]:
    """What an owner takes with it, and where that hurts most."""
    hit = table[table["beds_lost"] > 0].sort_values(["beds_lost_pct", "place"], ascending=[False, True])
    homes, beds = table["homes_lost"].sum(), table["beds_lost"].sum()
    said = [f"Without {leaving}, {place} would lose {say_count(homes, 'home')} with {say_number(beds)} beds."]
    if hit.empty:
        return said
    named = [f"{row['place']} ({row['beds_lost_pct']:.0f}% of its beds)" for _, row in hit.head(3).iterrows()]
    return [*said, f"Hit hardest: {say_list(named)}."]
