"""Figures of areas added up to localities, by where people live in an area that a locality cuts."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

#: What stands for the people of areas in no locality.
NOWHERE = "In no locality"
_NEARLY = 1e-9


@dataclass(frozen=True, eq=False)
class InLocalities:
    """How the people of each area lie in localities.

    Attributes
    ----------
    shares
        One row per area and locality that share people: ``area_code``, ``locality_code`` and ``share`` (0 to 1 of the
        area's people). The shares of an area add up to 1.
    nowhere
        What stands as the locality of people in none.
    """

    shares: pd.DataFrame
    nowhere: str = NOWHERE

    @property
    def whole(self) -> pd.Series:
        """The locality of each area that lies in one alone, by ``area_code``."""
        found = self.shares[self.shares["share"] > 1 - _NEARLY]
        return found.set_index("area_code")["locality_code"]

    @property
    def most(self) -> pd.Series:
        """The locality with most of the people of each area, by ``area_code``; missing where that is none."""
        ordered = self.shares.sort_values(["share", "locality_code"], ascending=[False, True])
        first = ordered.drop_duplicates("area_code").set_index("area_code")["locality_code"]
        return first.where(first.ne(self.nowhere))

    @property
    def divided(self) -> pd.DataFrame:
        """The rows of :attr:`shares` of areas that lie in more than one."""
        return self.shares[self.shares["share"] <= 1 - _NEARLY].reset_index(drop=True)

    @property
    def outside(self) -> list[str]:
        """Areas of which nobody lives in a locality."""
        return [str(code) for code in self.whole.index[self.whole == self.nowhere]]


def areas_in_localities(
    area_of: pd.Series, locality_of: pd.Series, people: pd.Series | None = None, nowhere: str = NOWHERE
) -> InLocalities:
    """Where the people of each area live among localities, by its small areas.

    Parameters
    ----------
    area_of
        The area that each small area belongs to, by the small area's code; itself where areas are small areas.
    locality_of
        The locality of each small area; those not named are in none.
    people
        People of each small area. Where an area has one without a figure, its small areas count alike.
    nowhere
        What to call the locality of people in none.
    """
    rows = pd.DataFrame({"area_code": area_of, "locality_code": locality_of.reindex(area_of.index).fillna(nowhere)})
    weight = _weights(rows["area_code"], people)
    rows = rows.assign(weight=weight).dropna(subset="area_code").reset_index(drop=True)
    sums = rows.groupby(["area_code", "locality_code"])["weight"].sum().reset_index()
    shares = sums["weight"] / sums.groupby("area_code")["weight"].transform("sum")
    table = sums.assign(share=shares)[shares > _NEARLY]
    return InLocalities(table[["area_code", "locality_code", "share"]].reset_index(drop=True), nowhere)


def in_localities(values: pd.Series, within: InLocalities) -> pd.Series:
    """Numbers of areas by locality, in the shares of people; missing where one of its areas has no number."""
    shares = within.shares
    parts = shares["share"] * shares["area_code"].map(values.astype("float64")).to_numpy()
    return parts.groupby(shares["locality_code"].to_numpy()).sum(skipna=False).rename_axis("area_code")


def _weights(areas: pd.Series, people: pd.Series | None) -> pd.Series:
    """People, or one for each small area where somebody's number is missing or nobody lives there."""
    if people is None:
        return pd.Series(1.0, index=areas.index)
    known = people.astype("float64").reindex(areas.index)
    by_area = known.groupby(areas)
    can_tell = by_area.transform("count").eq(by_area.transform("size")) & (by_area.transform("sum") > 0)
    return known.where(can_tell, 1.0)
