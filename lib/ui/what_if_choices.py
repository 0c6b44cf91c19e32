"""What a reader chooses to happen: homes that close, open, grow or change; all of it in the link."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import streamlit as st

from lib.core.words import say_count, say_list
from lib.geography import locate_postcodes
from lib.measures.home_names import names_of_homes
from lib.measures.market import Market
from lib.measures.ratings import NOT_STATED, STATES, rating_of
from lib.measures.scenario import Change, Close, Convert, Open, Resize
from lib.ui import council_list, link, show
from lib.ui.scenarios import DRAFT, NO_DRAFT

_CLOSE, _PROVIDER, _RATING, _SIZE = (
    *("Homes I choose close", "All homes of a provider close"),
    *("All homes with a rating close", "All homes under a size close"),
)
_OPEN, _RESIZE, _CONVERT = "A new home opens", "A home gets more or fewer beds", "A home becomes another kind"
_WHAT = (_CLOSE, _PROVIDER, _RATING, _SIZE, _OPEN, _RESIZE, _CONVERT, NO_DRAFT)
KINDS = ("nursing", "residential", "nursing and residential")
MOST_BEDS = 500  # of one home
_SIZES = {"under 10 beds": 10, "under 20 beds": 20, "under 30 beds": 30, "under 40 beds": 40}
_EMPTY = {"Not known": None, **{f"{share} in every 100": float(share) for share in (5, 10, 15, 20, 25)}}


def draft(market: Market) -> Change | None:
    """The change being chosen; ``None`` while nothing is, or while something about it is missing."""
    homes = _named(market.own_homes)
    what = link.choice("What happens", list(_WHAT), DRAFT)
    if what == NO_DRAFT:
        return None
    return {
        _CLOSE: _choose_homes, _PROVIDER: _choose_providers, _RATING: _choose_rating, _SIZE: _choose_size,
        _OPEN: _choose_new, _RESIZE: _choose_beds, _CONVERT: _choose_kind,
    }[what](homes)  # fmt: skip


def choose_room() -> float | None:
    """How many in 100 beds of other homes are taken to be empty; ``None`` while nobody knows."""
    return _EMPTY[link.choice("Beds empty elsewhere", list(_EMPTY), "empty")]


def choose_same_people() -> bool:
    """Whether only homes that care for one of the same groups of people count as another place."""
    return link.is_on("Look only at homes that care for the same people", "same", default=True)


def _named(homes: gpd.GeoDataFrame) -> pd.DataFrame:
    """Homes by a name of their own that a link can carry, in alphabetical order."""
    labels = names_of_homes(homes).to_numpy()
    return pd.DataFrame(homes.drop(columns="geometry")).assign(label=labels).sort_values("label").set_index("label")


def _choose_homes(homes: pd.DataFrame) -> Change | None:
    nursing = homes[homes["has_nursing"].fillna(False).astype(bool)]
    largest = (nursing if len(nursing) else homes)["registered_beds"].astype("Float64").fillna(0).idxmax()
    chosen = link.choices("Homes that close", list(homes.index), "close", default=[str(largest)])
    if not chosen:
        show.notice("Choose the homes that close.")
        return None
    return _close(homes.loc[chosen], listed(chosen))


def _choose_providers(homes: pd.DataFrame) -> Change | None:
    owners = homes["provider_name"].fillna("").astype(str).str.strip()
    brands = homes["brand_name"].fillna("").astype(str).str.strip() if "brand_name" in homes else owners * 0
    groups = {name: owners == name for name in sorted(set(owners) - {""})}
    groups |= {f"{name} (all its companies)": brands == name for name in sorted(set(brands) - {""})}
    if not groups:
        show.notice(
            "The register in use does not say who runs each home. Choose the homes one by one instead, or load a "
            "register, or a list of your own, with a column for the provider."
        )
        return None
    council_list.say_owners_of(homes)
    beds = {name: homes.loc[mask, "registered_beds"].sum() for name, mask in groups.items()}
    ordered = sorted(groups, key=lambda name: (-beds[name], name))
    chosen = link.choices("Providers (most beds first)", ordered, "closing_provider", default=ordered[:1])
    mask = pd.concat([groups[name] for name in chosen], axis=1).any(axis=1) if chosen else owners.isna()
    return _close(homes[mask], f"every home of {say_list(chosen)}")


def _choose_rating(homes: pd.DataFrame) -> Change | None:
    states = rating_of(homes) if "rating" in homes else pd.Series(NOT_STATED, index=homes.index)
    present = [state for state in STATES if (states == state).any()]
    if present == [NOT_STATED]:
        show.notice("The register in use gives no ratings. Load one with a column for the rating.")
        return None
    worst = next((s for s in ("Inadequate", "Requires improvement") if s in present), present[0])
    chosen = link.choices("Ratings", present, "closing_rating", default=[worst])
    return _close(homes[states.isin(chosen)], f"every home rated {say_list(chosen)}")


def _choose_size(homes: pd.DataFrame) -> Change | None:
    size = link.choice("Size", list(_SIZES), "closing_size")
    beds = homes["registered_beds"].astype("Float64")
    return _close(homes[((beds > 0) & (beds < _SIZES[size])).fillna(False)], f"every home with {size}")


def _close(homes: pd.DataFrame, said: str) -> Change | None:
    if homes.empty:
        show.notice("No home fits that choice.")
        return None
    return Close(tuple(sorted(homes["cqc_location_id"].astype(str))), f"closing {said}")


def _choose_new(_homes: pd.DataFrame) -> Change | None:
    postcode, beds, kind = st.columns(3)
    where = postcode.text_input("Postcode of the new home", key="new_postcode", bind="query-params", max_chars=10)
    size = int(beds.number_input("Beds", 1, MOST_BEDS, 60, key="new_beds", bind="query-params"))
    with kind:
        home_kind = link.choice("Kind of home", list(KINDS), "new_kind")
    if not where.strip():
        show.notice("Give the postcode of the new home.")
        return None
    found = opening(where, size, home_kind)
    if found is None:
        show.notice(f"The postcode “{where}” was not found. Check it, or use one nearby.")
    return found


def opening(where: str, size: int, home_kind: str) -> Open | None:
    """A new home at a postcode; ``None`` where there is no such postcode."""
    found = locate_postcodes(pd.Series([where])).iloc[0]
    if found["problem"]:
        return None
    said = f"opening a {home_kind} home with {say_count(size, 'bed')} at {found['postcode']}"
    code = f"NEW-{found['postcode']}-{home_kind}".replace(" ", "-")
    return Open(code, "New home", found["longitude"], found["latitude"], size, home_kind, found["postcode"], said)


def _choose_beds(homes: pd.DataFrame) -> Change | None:
    home, beds = st.columns(2)
    with home:
        label = link.choice("Home", list(homes.index), "resized")
    start = int(homes["registered_beds"].astype("Int64").fillna(0)[label])
    size = int(
        beds.number_input(
            f"Beds (now {start:,})", 0, MOST_BEDS, min(start + 10, MOST_BEDS), key="new_size", bind="query-params"
        )
    )
    return Resize(str(homes.loc[label, "cqc_location_id"]), size, f"{label}, with {size:,} beds instead of {start:,}")


def _choose_kind(homes: pd.DataFrame) -> Change | None:
    home, kind = st.columns(2)
    with home:
        label = link.choice("Home", list(homes.index), "converted")
    with kind:
        home_kind = link.choice("Becomes", list(KINDS), "becomes")
    return Convert(str(homes.loc[label, "cqc_location_id"]), home_kind, f"{label} becoming {home_kind}")


def listed(names: list[str]) -> str:
    """The first few names, and how many more there are."""
    more = f" and {say_count(len(names) - 5, 'other home')}" if len(names) > 5 else ""
    return f"{say_list(names[:5])}{more}"
