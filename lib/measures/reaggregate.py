"""Home care of one set of localities given to another, by where the people aged 65 and over live."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from lib.measures.home_care import ACTIVITY

NOWHERE = "NULL"
#: Per cent of a locality's people from which figures are of all of it; the rest is one edge drawn in two ways.
WHOLLY = 98.0


@dataclass(frozen=True)
class Reaggregated:
    """Activity by the new localities, and what had to be split.

    Attributes
    ----------
    activity
        As given, by the new localities; what belongs to none of them is one row ``NULL`` a period.
        ``<activity>_is_part`` says where figures are of a part of a locality alone: the old localities that have one in
        the period hold less than :data:`WHOLLY` of its people.
    split
        The rows of :func:`shares_of_people` of the old localities that have figures.
    uneven
        New localities of which the figures hold more people in some periods than in others, in order of name: a change
        there may be of the file alone.
    """

    activity: pd.DataFrame
    split: pd.DataFrame
    uneven: tuple[str, ...] = ()

    @property
    def divided(self) -> list[str]:
        """Old localities whose people went to more than one new locality, in order of name."""
        return divided_among(self.split)


def divided_among(shares: pd.DataFrame) -> list[str]:
    """The old localities of ``shares`` whose people go to more than one new locality, in order of name."""
    counts = shares.groupby("old_name")["new_name"].nunique()
    return sorted(str(name) for name in counts[counts > 1].index)


def shares_of_people(old: pd.Series, new: pd.Series, people: pd.Series) -> pd.DataFrame:
    """How the people of each old locality lie in the new ones.

    Parameters
    ----------
    old, new
        Name of the locality of each small area, by ``area_code``; missing where it is in none.
    people
        People by ``area_code``; an area without a figure counts for nobody.

    Returns
    -------
    DataFrame
        ``old_name``, ``new_name`` (``NULL`` for people in no new locality), ``share_pct``, which add up to 100 for each
        old locality, and ``of_new_pct``: what the people they share are of those of the new one (missing for ``NULL``).
    """
    whole_new = people.groupby(new.reindex(people.index)).sum()
    rows = pd.DataFrame({"old_name": old, "new_name": new.reindex(old.index)})
    rows = rows.assign(people=people.reindex(old.index).fillna(0.0).astype("float64")).dropna(subset="old_name")
    rows = rows.assign(new_name=rows["new_name"].fillna(NOWHERE))
    sums = rows.groupby(["old_name", "new_name"])["people"].sum().reset_index()
    whole = sums.groupby("old_name")["people"].transform("sum")
    shares = sums.assign(
        share_pct=100 * sums["people"] / whole.where(whole > 0),
        of_new_pct=100 * sums["people"] / sums["new_name"].map(whole_new).astype("float64"),
    )
    found = shares[shares["share_pct"] > 0][["old_name", "new_name", "share_pct", "of_new_pct"]]
    return found.reset_index(drop=True)


def covered_pct(shares: pd.DataFrame) -> pd.Series:
    """Per cent of the people of each new locality that the old ones of ``shares`` hold, by name."""
    return shares[shares["new_name"].ne(NOWHERE)].groupby("new_name")["of_new_pct"].sum()


def reaggregated(activity: pd.DataFrame, shares: pd.DataFrame) -> Reaggregated:
    """Give each row of activity to the new localities in the shares of its people.

    ``activity`` is as :func:`lib.measures.home_care_by_locality` takes it; rows of no locality, and of names that are
    no old locality, go to ``NULL``. Totals of each period stay what they were.
    """
    plain = activity["locality_name"].astype(str).str.casefold().str.split().str.join(" ")
    by_plain = {" ".join(str(name).casefold().split()): name for name in shares["old_name"].unique()}
    unallocated = activity["is_unallocated"].fillna(False).astype(bool)
    known = plain.map(by_plain).where(~unallocated)
    given = [what for what in ACTIVITY if what in activity.columns]
    rows = activity.assign(old_name=known)[["old_name", "period", *given]].astype(dict.fromkeys(given, "float64"))
    spread = rows.dropna(subset="old_name").merge(shares, on="old_name", how="left", validate="many_to_many")
    spread = spread.assign(**{what: spread[what] * spread["share_pct"] / 100 for what in given})
    nowhere = rows[rows["old_name"].isna()].assign(new_name=NOWHERE)
    every = pd.concat([spread, nowhere], ignore_index=True)
    sums = every.groupby(["new_name", "period"], sort=False)[given].sum(min_count=1).reset_index()
    table = sums.rename(columns={"new_name": "locality_name"})
    used = shares[shares["old_name"].isin(set(known.dropna()))].reset_index(drop=True)
    is_none = table["locality_name"].eq(NOWHERE)
    covered = pd.DataFrame({what: _covered_pct(spread[spread[what].notna()], table) for what in given})
    flags = {f"{what}_is_part": covered[what].lt(WHOLLY) & ~is_none for what in given}
    return Reaggregated(table.assign(is_unallocated=is_none, **flags), used, _uneven(covered, table["locality_name"]))


def _covered_pct(spread: pd.DataFrame, table: pd.DataFrame) -> pd.Series:
    """Per cent of the people of each row's locality that the old ones with a figure in its period hold."""
    once = spread.drop_duplicates(["period", "old_name", "new_name"])
    covered = once.groupby(["new_name", "period"])["of_new_pct"].sum()
    found = covered.reindex(pd.MultiIndex.from_frame(table[["locality_name", "period"]])).fillna(0.0)
    return pd.Series(found.to_numpy(), index=table.index)


def _uneven(covered: pd.DataFrame, names: pd.Series) -> tuple[str, ...]:
    by_name = covered.groupby(names)
    wide = (by_name.max() - by_name.min()).gt(100 - WHOLLY).any(axis=1)
    return tuple(sorted(str(name) for name in wide.index[wide]))
