"""Who runs the homes, place by place, and what is left when the largest leaves."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from lib.measures.supply import NOT_STATED, by_owner, concentration

Owner = Literal["provider_name", "owner_group"]


def with_groups(homes: pd.DataFrame) -> pd.DataFrame:
    """The homes with ``owner_group``: the brand where the register gives one, else the provider."""
    brand = homes["brand_name"].astype("str").str.strip() if "brand_name" in homes else homes["provider_name"]
    return homes.assign(owner_group=brand.where(brand.notna() & (brand != ""), homes["provider_name"]).astype("str"))


def owners_by_place(homes: pd.DataFrame, place: pd.Series, owner: Owner = "owner_group") -> pd.DataFrame:
    """Homes and beds of each owner in each place, most beds first within a place.

    ``place`` names where each home stands, by the index of ``homes``. Returns ``place, owner, homes_count, beds,
    beds_pct`` (of the stated beds of the place).
    """
    parts = [
        by_owner(rows, owner).rename(columns={owner: "owner"}).assign(place=str(name))
        for name, rows in homes.groupby(place.to_numpy(), sort=True)
    ]
    columns = ["place", "owner", "homes_count", "beds", "beds_pct"]
    return pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)


def concentration_by_place(owners: pd.DataFrame) -> pd.DataFrame:
    """How the beds of each place are shared out.

    One row a place: ``place, homes_count, beds, owners_count, largest_owner, largest_pct, three_pct, concentration``.
    ``owners`` is a table of :func:`owners_by_place`. Owners nobody states are in the whole and never the largest.
    """
    return pd.DataFrame([_place_row(str(name), rows) for name, rows in owners.groupby("place", sort=True)])


def _place_row(name: str, rows: pd.DataFrame) -> dict[str, object]:
    named = rows[rows["owner"] != NOT_STATED].sort_values("beds", ascending=False, na_position="last")
    first = named.iloc[0] if len(named) else None
    return {
        "place": name,
        "homes_count": int(rows["homes_count"].sum()),
        "beds": float(rows["beds"].sum()),
        "owners_count": len(named),
        "largest_owner": NOT_STATED if first is None else first["owner"],
        "largest_pct": float("nan") if first is None else first["beds_pct"],
        "three_pct": named["beds_pct"].head(3).sum(min_count=1),
        "concentration": concentration(rows[["owner", "beds", "beds_pct"]]),
    }


def exit_of(owners: pd.DataFrame, leaving: str) -> pd.DataFrame:
    """What each place loses when one owner leaves: ``place, homes_lost, beds_lost, beds_lost_pct``, and
    ``concentration_before`` and ``concentration_after`` (of the beds that are left). Places it is not in stay, as 0.
    """
    return pd.DataFrame([_exit_row(str(name), rows, leaving) for name, rows in owners.groupby("place", sort=True)])


def _exit_row(name: str, rows: pd.DataFrame, leaving: str) -> dict[str, object]:
    gone, left = rows[rows["owner"] == leaving], rows[rows["owner"] != leaving]
    whole = rows["beds"].sum()
    shares = left.assign(beds_pct=100 * left["beds"] / left["beds"].sum())[["owner", "beds", "beds_pct"]]
    return {
        "place": name,
        "homes_lost": int(gone["homes_count"].sum()),
        "beds_lost": float(gone["beds"].sum()),
        "beds_lost_pct": 100 * gone["beds"].sum() / whole if whole else float("nan"),
        "concentration_before": concentration(rows[["owner", "beds", "beds_pct"]]),
        "concentration_after": concentration(shares),
    }
