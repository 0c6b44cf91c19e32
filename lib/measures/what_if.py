"""What changes when homes close, open or grow: who is displaced, where there is room, who can reach less."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

from lib.measures.access import BedKind, beds_per_person, known, supply_of
from lib.measures.closure import alike_homes, distances_km
from lib.measures.home_to_home import minutes_between
from lib.measures.intervals import Floats, Yes
from lib.measures.market import Market
from lib.measures.reach import Catchment, Decay
from lib.measures.scenario import Change, before_and_after
from lib.measures.supply import NOT_STATED, by_owner, concentration, totals

OCCUPIED, REGISTERED = "occupied beds", "registered beds"


@dataclass(frozen=True)
class Effect:
    """What a scenario does to a market.

    Attributes
    ----------
    leaving
        One row per home that loses people: the columns of the homes and ``people_displaced``.
    displaced, displaced_from
        People displaced, and what they were taken to be: ``'occupied beds'`` where every such home gives them,
        ``'registered beds'`` (an upper bound) otherwise.
    without_beds
        Homes that lose people and state no beds: they add nobody to ``displaced``.
    places
        One row per home that takes the same people within reach: the columns of the homes, ``distance_km``
        (straight line) to the nearest home that loses people, ``nearest_to`` (its location id),
        ``spare_beds`` (missing where nobody knows).
    beds_alike
        Registered beds of those homes: an upper bound of the room there is.
    spare
        Spare beds of those homes; ``None`` when nobody knows how many are spare.
    spare_unknown
        How many of those homes nobody gives vacancies for: they count as full.
    not_placed
        People who could not be placed at best, each home taking no more than its spare beds; ``None`` when nobody
        knows how many are spare.
    not_placed_at_best
        People who could not be placed if every other bed were empty.
    homes_before, homes_after
        The council's own open homes.
    access
        One row per area of the council: ``area_code``, ``area_name``, ``population``, ``beds_per_1000_before``,
        ``beds_per_1000_after``, ``beds_per_1000_change``, ``change_pct``, ``loses_all_reach``.
    """

    leaving: pd.DataFrame
    displaced: float
    displaced_from: str
    without_beds: int
    places: gpd.GeoDataFrame
    beds_alike: float
    spare: float | None
    spare_unknown: int
    not_placed: float | None
    not_placed_at_best: float
    homes_before: gpd.GeoDataFrame
    homes_after: gpd.GeoDataFrame
    access: pd.DataFrame

    @property
    def beds_before(self) -> float:
        """Registered beds of the council's own homes as they are."""
        return float(known(self.homes_before["registered_beds"]).sum())

    @property
    def beds_after(self) -> float:
        """Registered beds of the council's own homes as they would be."""
        return float(known(self.homes_after["registered_beds"]).sum())

    @property
    def share_lost_pct(self) -> float:
        """Beds lost (below 0: gained) as a share of the council's beds before; missing without any."""
        return 100 * (self.beds_before - self.beds_after) / self.beds_before if self.beds_before else float("nan")

    @property
    def emptiness_needed_pct(self) -> float:
        """Share of the beds of the same kind in reach that would have to be empty; missing without any."""
        return 100 * self.displaced / self.beds_alike if self.beds_alike else float("nan")


def what_if(
    market: Market,
    changes: Iterable[Change],
    *,
    catchment_km: float = 10,
    circuity: float = 1.0,
    bed_kind: BedKind = "all",
    decay: Decay = "gaussian",
    same_people: bool = True,
    empty_pct: float | None = None,
    travel: pd.DataFrame | None = None,
    catchment_minutes: float = 30,
) -> Effect:
    """Apply changes to a market and say what they do.

    Parameters
    ----------
    market, changes
        The homes and areas, and what changes, in order.
    catchment_km, circuity, bed_kind, decay
        As for :func:`lib.measures.access_to_beds`; places are looked for within the same distance.
    travel, catchment_minutes
        Travel times instead of distance: ``area_code, cqc_location_id, minutes``. Those of a home that loses people are
        taken from the area whose point is nearest to it. A new home has none and is in nobody's reach.
    same_people
        Look only at homes that care for one of the same groups of people, where both homes say whom they care for.
    empty_pct
        Assume this share of a home's beds is spare, where the home gives no ``vacancies``.

    Notes
    -----
    People of a home are its ``occupied_beds`` where given, else its registered beds less its ``vacancies``, else its
    registered beds. A home that shrinks displaces the people beyond its new beds. Nursing needs nursing; a home for
    both takes both (as :func:`lib.measures.close_homes`); a home under ``embargo`` takes nobody. New beds are spare.
    The people not placed are the least possible: the largest flow from homes to spare beds within reach.
    """
    catchment = Catchment(catchment_km, decay, circuity=circuity, travel=travel, minutes=catchment_minutes)
    before, after = before_and_after(market.homes, changes)
    people, displaced_from = _people_of(before, after)
    lost = np.maximum(people - known(after["registered_beds"]), 0.0)
    leaving = (lost > 0) | (before["is_open"] & ~after["is_open"]).to_numpy()
    apart = distances_km(after, leaving)
    if travel is None:
        near = apart * circuity <= catchment_km + 1e-6
    else:
        near = minutes_between(after, leaving, market.areas, travel) <= catchment_minutes
    reached = _takes(after, leaving, same_people) & near
    spare = _spare(before, after, empty_pct)
    beds = known(after["registered_beds"])
    return Effect(
        leaving=pd.DataFrame(before[leaving].drop(columns="geometry")).assign(people_displaced=lost[leaving]),
        displaced=float(lost.sum()),
        displaced_from=displaced_from,
        without_beds=int((leaving & (people == 0)).sum()),
        places=_places(after, leaving, apart, reached, spare),
        beds_alike=float(beds[reached.any(axis=0)].sum()),
        spare=None if spare is None else float(np.nansum(spare[reached.any(axis=0)])),
        spare_unknown=0 if spare is None else int(np.isnan(spare[reached.any(axis=0)]).sum()),
        not_placed=None if spare is None else _not_placed(lost[leaving], np.nan_to_num(spare), reached),
        not_placed_at_best=_not_placed(lost[leaving], beds, reached),
        homes_before=_own_open(before),
        homes_after=_own_open(after),
        access=_access(market, before, after, catchment, bed_kind),
    )


def _people_of(before: pd.DataFrame, after: pd.DataFrame) -> tuple[Floats, str]:
    """People who live in each home, and what they were taken to be."""
    beds, occupied = known(before["registered_beds"]), _occupied(before)
    changed = (beds > known(after["registered_beds"])) & before["is_open"].to_numpy()
    return np.where(np.isnan(occupied), beds, occupied), REGISTERED if np.isnan(occupied[changed]).any() else OCCUPIED


def _occupied(homes: pd.DataFrame) -> Floats:
    """Beds taken: as given, else registered less vacant; missing where neither is known."""
    beds, vacant = _column(homes, "registered_beds"), _column(homes, "vacancies")
    given = _column(homes, "occupied_beds")
    return np.where(np.isnan(given), np.maximum(beds - vacant, 0.0), given)


def _column(homes: pd.DataFrame, name: str) -> Floats:
    if name not in homes.columns:
        return np.full(len(homes), np.nan)
    return pd.to_numeric(homes[name], errors="coerce").to_numpy(dtype="float64", na_value=np.nan)


def _takes(homes: pd.DataFrame, leaving: Yes, same_people: bool) -> Yes:
    """Whether each home (column) is open and takes the people of each home that loses some (row)."""
    takes = alike_homes(homes, leaving) & (homes["is_open"] & ~_is_under_embargo(homes)).to_numpy()
    return takes & _share_people(homes, leaving) if same_people and "specialisms" in homes.columns else takes


def _is_under_embargo(homes: pd.DataFrame) -> pd.Series:
    if "embargo" not in homes.columns:
        return pd.Series(False, index=homes.index)
    return homes["embargo"].astype("boolean").fillna(False).astype(bool)


def _share_people(homes: pd.DataFrame, leaving: Yes) -> Yes:
    """Whether two homes name a group in common, or one of them names none."""
    said = homes["specialisms"].fillna("").astype("str").str.get_dummies("; ")
    groups = said.drop(columns="", errors="ignore").to_numpy(dtype="int32")
    silent = groups.sum(axis=1) == 0
    shared: Yes = (groups[leaving] @ groups.T) > 0
    return shared | silent[leaving, None] | silent[None, :]


def _spare(before: pd.DataFrame, after: pd.DataFrame, empty_pct: float | None) -> Floats | None:
    """Spare beds of each home: vacancies given, else a share assumed, else missing; and beds that are new."""
    new = np.maximum(known(after["registered_beds"]) - known(before["registered_beds"]), 0.0)
    given = _column(before, "vacancies")
    if empty_pct is None:
        return None if np.isnan(given).all() else np.where(np.isnan(given), np.where(new > 0, 0.0, np.nan), given) + new
    assumed = np.floor(known(before["registered_beds"]) * empty_pct / 100)
    return np.where(np.isnan(given), assumed, given) + new


def _places(
    homes: gpd.GeoDataFrame, leaving: Yes, apart: Floats, reached: Yes, spare: Floats | None
) -> gpd.GeoDataFrame:
    """Homes in reach of any home that loses people, nearest first."""
    distances = np.where(reached, apart, np.inf)
    some = np.flatnonzero(reached.any(axis=0))
    nearest = distances[:, some].argmin(axis=0) if len(some) else some
    table = homes.iloc[some].assign(
        distance_km=distances[nearest, some],
        nearest_to=homes.loc[leaving, "cqc_location_id"].to_numpy()[nearest],
        spare_beds=np.nan if spare is None else spare[some],
    )
    return table.sort_values(["distance_km", "cqc_location_id"], ignore_index=True)


def _not_placed(lost: Floats, room: Floats, reached: Yes) -> float:
    """The people left over when as many as possible go to a home in reach that has room."""
    homes, places = reached.shape
    source, sink = homes + places, homes + places + 1
    at, to = np.nonzero(reached)
    people, beds = np.ceil(lost).astype("int32"), np.floor(room).astype("int32")
    start = np.concatenate([np.full(homes, source), at, homes + np.arange(places)])
    end = np.concatenate([np.arange(homes), homes + to, np.full(places, sink)])
    most = np.concatenate([people, people[at], beds]).astype("int32")
    graph = csr_array((most, (start, end)), shape=(sink + 1, sink + 1))
    return float(people.sum() - maximum_flow(graph, source, sink).flow_value)


def _own_open(homes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return homes[homes["is_own"].astype(bool) & homes["is_open"]].reset_index(drop=True)


def _access(
    market: Market, before: gpd.GeoDataFrame, after: gpd.GeoDataFrame, catchment: Catchment, bed_kind: BedKind
) -> pd.DataFrame:
    """Access of the council's own areas before and after, over the same pairs."""
    reach = catchment.reach(after, market.areas)
    weights, people = catchment.weights(reach), known(market.areas["population"])
    was, now = (1000 * beds_per_person(reach, weights, supply_of(homes, bed_kind), people) for homes in (before, after))
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(was > 0, 100 * (now - was) / was, np.nan)
    table = pd.DataFrame(market.areas[["area_code", "area_name"]]).assign(
        population=people,
        beds_per_1000_before=was,
        beds_per_1000_after=now,
        beds_per_1000_change=now - was,
        change_pct=share,
        loses_all_reach=(was > 0) & (now == 0),
    )
    return table[market.areas["is_own"].to_numpy()].reset_index(drop=True)


def summary(effect: Effect) -> pd.Series:
    """A scenario in one line, to set beside another.

    ``homes``, ``beds``, ``nursing_home_beds`` afterwards; ``people_displaced``; ``homes_in_reach`` and
    ``beds_in_reach`` of the same kind; ``not_placed`` (missing when spare beds are not known) and
    ``not_placed_at_best``; ``average_access``: beds in reach per 1,000 people; ``areas_lose_tenth`` and
    ``people_lose_tenth``: areas that lose a tenth of it or more, and their people; ``areas_without_reach``;
    ``largest_share_pct`` and ``concentration`` of those who run the homes (missing where they are not named).
    """
    access, after, owners = effect.access, totals(effect.homes_after), by_owner(effect.homes_after)
    people, falls = access["population"], access["change_pct"] <= -10
    named = owners[owners["provider_name"] != NOT_STATED]
    return pd.Series(
        {
            "homes": after["homes"],
            "beds": after["beds"],
            "nursing_home_beds": after["nursing_home_beds"],
            "people_displaced": effect.displaced,
            "homes_in_reach": len(effect.places),
            "beds_in_reach": effect.beds_alike,
            "not_placed": np.nan if effect.not_placed is None else effect.not_placed,
            "not_placed_at_best": effect.not_placed_at_best,
            "average_access": (access["beds_per_1000_after"] * people).sum() / people.sum() if people.sum() else np.nan,
            "areas_lose_tenth": falls.sum(),
            "people_lose_tenth": people[falls].sum(),
            "areas_without_reach": (access["beds_per_1000_after"] == 0).sum(),
            "largest_share_pct": named["beds_pct"].max() if len(named) else np.nan,
            "concentration": concentration(owners),
        },
        dtype="float64",
    )
