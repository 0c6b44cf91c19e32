"""A council's own list of homes set beside the register: which row is which home, and how that is known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

import pandas as pd

from lib.measures.named_owners import OWNERS, owners_that_differ, with_named_owners
from lib.measures.supply import stated_beds

#: What the list adds to a home.
COLUMNS = ("commissioned_beds", "vacancies", "fee_band", "people_waiting", "embargo")
BY_NUMBER, BY_NAME, BY_LIKENESS = "CQC number", "name and postcode", "postcode and a name like it"
NO_SUCH_HOME, TAKEN = (
    "no home of the register has its number, or its name and postcode",
    "its home is in the list already",
)
ALL_KINDS = "all kinds"
_ALIKE = 0.6
_COMMON = re.compile(r"\b(the|care|nursing|residential|home|house|centre|center|limited|ltd|rest)\b|[^a-z0-9 ]")


@dataclass(frozen=True)
class Matched:
    """The register with the council's columns, and the account of how they came together.

    Attributes
    ----------
    homes
        The homes given, in their order, with :data:`COLUMNS` (missing where the list has no row) and ``matched_by``;
        ``provider_name`` and ``brand_name`` from the list where the register has none, and ``owner_said_by``.
    matches
        One row per row of the list that found its home: ``name_on_list, name, postcode, cqc_location_id, matched_by``.
    unmatched
        The rows of the list that found none: ``name_on_list, postcode, cqc_location_id, why, source_row``.
    owners_differ
        Where list and register name different owners (the register's stand): :func:`owners_that_differ`.
    """

    homes: pd.DataFrame
    matches: pd.DataFrame
    unmatched: pd.DataFrame
    owners_differ: pd.DataFrame


def match_homes(homes: pd.DataFrame, listed: pd.DataFrame) -> Matched:
    """Find the home of each row of a council's list: by its number, else by name and postcode, else by postcode
    where one home is there and its name is like the row's.

    Parameters
    ----------
    homes
        The register: ``cqc_location_id, name, postcode`` and whatever else.
    listed
        ``cqc_location_id, name, postcode, source_row``, :data:`COLUMNS` and, where given, owners. Each home takes one
        row at most: a number comes before a name, and of two alike the first.
    """
    found = _found(homes, listed)
    is_again = found["home"].notna() & found.sort_values("sureness", kind="stable")["home"].duplicated().reindex(
        found.index
    )
    found = found.assign(why=found["why"].mask(is_again, TAKEN), home=found["home"].mask(is_again))
    used = found[found["home"].notna()]
    added = _row_for_row(listed[list(COLUMNS)].assign(matched_by=found["matched_by"]), used, len(homes))
    owners = _row_for_row(listed.reindex(columns=list(OWNERS)), used, len(homes))
    old = [name for name in added.columns if name in homes.columns]
    joined = homes.drop(columns=old).assign(**{str(name): added[name].to_numpy() for name in added})
    return Matched(
        with_named_owners(joined.astype({name: added[name].dtype for name in added}), owners),
        _matches(homes, listed, used),
        _unmatched(listed, found),
        owners_that_differ(homes, owners),
    )


def _row_for_row(listed: pd.DataFrame, used: pd.DataFrame, homes: int) -> pd.DataFrame:
    """What the list says of each home by its position; missing where no row found it."""
    return listed.loc[used.index].set_axis(used["home"].astype("int64")).reindex(range(homes))


def _found(homes: pd.DataFrame, listed: pd.DataFrame) -> pd.DataFrame:
    """The position of each row's home (missing without one), how it was found, and how sure that is (0 is surest)."""
    numbers = _first_positions(homes["cqc_location_id"].astype("str").str.strip().str.upper())
    places = homes["postcode"].map(_bare)
    names = _first_positions(homes["name"].map(_bare_name) + "|" + places)
    by_number = listed["cqc_location_id"].astype("str").str.strip().str.upper().map(numbers)
    by_name = (listed["name"].map(_bare_name) + "|" + listed["postcode"].map(_bare)).map(names)
    by_likeness = _alike(homes, places, listed)
    home = by_number.fillna(by_name).fillna(by_likeness)
    sureness = pd.Series(2, index=listed.index).mask(by_name.notna(), 1).mask(by_number.notna(), 0)
    how = sureness.map({0: BY_NUMBER, 1: BY_NAME, 2: BY_LIKENESS})
    return pd.DataFrame({"home": home, "matched_by": how, "sureness": sureness, "why": NO_SUCH_HOME})


def _first_positions(keys: pd.Series) -> dict[str, float]:
    plain = keys.reset_index(drop=True)
    plain = plain[plain.notna() & ~plain.duplicated() & (plain.str.strip("|") != "")]
    return dict(zip(plain, plain.index.astype("float64"), strict=True))


def _alike(homes: pd.DataFrame, places: pd.Series, listed: pd.DataFrame) -> pd.Series:
    """The only home at the row's postcode, where its name is like the row's."""
    at = pd.Series(range(len(homes)), index=places.to_numpy()).groupby(level=0).agg(list)
    only = {str(place): positions[0] for place, positions in at.items() if len(positions) == 1 and place}
    names = homes["name"].map(_bare_name).tolist()

    def one(name: str, place: str) -> float:
        position = only.get(place)
        is_like = position is not None and SequenceMatcher(None, name, names[position]).ratio() >= _ALIKE
        return float(position) if is_like and position is not None else float("nan")

    pairs = zip(listed["name"].map(_bare_name), listed["postcode"].map(_bare), strict=True)
    return pd.Series([one(name, place) for name, place in pairs], index=listed.index, dtype="float64")


def _bare(postcode: Any) -> str:
    return "" if pd.isna(postcode) else re.sub(r"[^A-Z0-9]", "", str(postcode).upper())


def _bare_name(name: Any) -> str:
    """A name without the words that lists add and leave out, such as 'Care Home'."""
    said = "" if pd.isna(name) else str(name).lower().replace("&", " and ")
    return " ".join(_COMMON.sub(" ", said).split()) or " ".join(said.split())


def _matches(homes: pd.DataFrame, listed: pd.DataFrame, used: pd.DataFrame) -> pd.DataFrame:
    where = used["home"].astype("int64").to_numpy()
    home = homes[["name", "postcode", "cqc_location_id"]].iloc[where].reset_index(drop=True)
    home.insert(0, "name_on_list", listed.loc[used.index, "name"].to_numpy())
    return pd.DataFrame(home).assign(matched_by=used["matched_by"].to_numpy())


def _unmatched(listed: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    lost = found[found["home"].isna()]
    rows = listed.loc[lost.index, ["name", "postcode", "cqc_location_id", "source_row"]].assign(why=lost["why"])
    return rows.rename(columns={"name": "name_on_list"}).reset_index(drop=True)


def commissioned_share(homes: pd.DataFrame) -> pd.Series:
    """Beds the council buys as a share of each home's registered beds, in per cent; missing where either is not known.

    More than 100 where the list says more beds than the register: said, not cut.
    """
    bought = pd.to_numeric(homes["commissioned_beds"], errors="coerce").astype("Float64")
    return 100 * bought / stated_beds(homes).astype("Float64")


def with_vacancies(homes: pd.DataFrame) -> pd.DataFrame:
    """The homes with ``vacancies``: the council's where it gives them, else the register's own vacant beds."""
    none = pd.Series(pd.NA, index=homes.index, dtype="Int64")
    said = [homes[name].astype("Int64") for name in ("vacancies", "vacant_beds") if name in homes]
    return homes.assign(vacancies=said[0].fillna(said[1]) if len(said) == 2 else said[0] if said else none)


def bought_by_kind(homes: pd.DataFrame) -> pd.DataFrame:
    """Homes that were matched, by kind, and a last row of all of them.

    ``home_kind`` (:data:`ALL_KINDS` in the last row), ``homes_count, registered_beds, commissioned_beds, vacancies,
    people_waiting, vacant_pct`` (of the beds of homes that give both) and ``embargoed`` (homes).
    """
    known = homes[homes["matched_by"].notna()]
    both = known["vacancies"].notna() & known["registered_beds"].notna()
    summed = ("registered_beds", "commissioned_beds", "vacancies", "people_waiting")
    parts = pd.DataFrame(
        {
            "home_kind": known["home_kind"],
            "homes_count": 1,
            **{name: known[name].astype("Float64") for name in summed},
            "both_beds": known["registered_beds"].astype("Float64").where(both, 0),
            "both_vacant": known["vacancies"].astype("Float64").where(both, 0),
            "embargoed": known["embargo"].astype("boolean").fillna(False).astype("int64"),
        }
    )
    every = pd.concat([parts, parts.assign(home_kind=ALL_KINDS)])
    sums = every.groupby("home_kind", dropna=False, observed=False, sort=False).sum(min_count=1).reset_index()
    pct = 100 * sums["both_vacant"] / sums["both_beds"].where(sums["both_beds"] > 0)
    ordered = sums.assign(vacant_pct=pct).drop(columns=["both_beds", "both_vacant"])
    return ordered.sort_values("home_kind", key=lambda kind: kind.eq(ALL_KINDS), kind="stable", ignore_index=True)
