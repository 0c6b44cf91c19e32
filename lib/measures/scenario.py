"""Changes to a market of care homes: what closes, opens, grows or changes, in order, with a way back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import geopandas as gpd
import pandas as pd

from lib.measures.reach import WGS84

NURSING, RESIDENTIAL, BOTH = "nursing", "residential", "nursing and residential"


@dataclass(frozen=True)
class Close:
    """Homes close."""

    location_ids: tuple[str, ...]
    said: str = ""

    def applied(self, homes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        """These homes with no beds and not open."""
        closing = homes["cqc_location_id"].isin(self.location_ids)
        beds = homes["registered_beds"].mask(closing, 0)
        return homes.assign(registered_beds=beds, is_open=homes["is_open"] & ~closing)


@dataclass(frozen=True)
class Resize:
    """A home gets another number of beds."""

    location_id: str
    beds: int
    said: str = ""

    def applied(self, homes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        """This home with its new number of beds."""
        chosen = homes["cqc_location_id"] == self.location_id
        return homes.assign(registered_beds=homes["registered_beds"].mask(chosen, self.beds))


@dataclass(frozen=True)
class Convert:
    """A home becomes one of another kind."""

    location_id: str
    home_kind: str
    said: str = ""

    def applied(self, homes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        """This home under its new kind."""
        chosen = homes["cqc_location_id"] == self.location_id
        flags = {name: value for name, value in _flags(self.home_kind).items() if name in homes.columns}
        changed = {name: homes[name].mask(chosen, value) for name, value in flags.items()}
        return homes.assign(**changed)


@dataclass(frozen=True)
class Open:
    """A new home opens."""

    location_id: str
    name: str
    longitude: float
    latitude: float
    beds: int
    home_kind: str
    postcode: str = ""
    said: str = ""

    def applied(self, homes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        """The new home open, with its beds."""
        chosen = homes["cqc_location_id"] == self.location_id
        return homes.assign(
            registered_beds=homes["registered_beds"].mask(chosen, self.beds), is_open=homes["is_open"] | chosen
        )

    def row(self) -> dict[str, Any]:
        """The home before it opens: in its place, without beds."""
        about = {"cqc_location_id": self.location_id, "name": self.name, "postcode": self.postcode}
        return about | {"registered_beds": 0, "is_own": True, "is_open": False, **_flags(self.home_kind)}


Change = Close | Resize | Convert | Open


@dataclass(frozen=True)
class Scenario:
    """Named changes, in the order they were made. Nothing here changes in place: undo is the scenario before."""

    name: str = ""
    changes: tuple[Change, ...] = ()

    def then(self, change: Change) -> Scenario:
        """The scenario with one more change."""
        return replace(self, changes=(*self.changes, change))

    def undone(self) -> Scenario:
        """The scenario without its last change."""
        return replace(self, changes=self.changes[:-1])


def before_and_after(homes: gpd.GeoDataFrame, changes: Iterable[Change]) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """The market as it is and as it would be, row for row.

    New homes are in both, without beds in the first. ``is_open`` says which homes are open; every other column is
    as given. Changes apply in their order; a home that is not there changes nothing.
    """
    listed = list(changes)
    start = homes.assign(registered_beds=_whole(homes["registered_beds"]), is_open=True).reset_index(drop=True)
    before = _with_new(start, [change for change in listed if isinstance(change, Open)])
    after = before
    for change in listed:
        after = change.applied(after)
    return before, after


def _with_new(homes: gpd.GeoDataFrame, new: list[Open]) -> gpd.GeoDataFrame:
    if not new:
        return homes
    points = gpd.points_from_xy([one.longitude for one in new], [one.latitude for one in new], crs=WGS84)
    rows = pd.DataFrame([one.row() for one in new])
    added = gpd.GeoDataFrame(rows[[name for name in rows if name in homes.columns]], geometry=points)
    joined = pd.concat([homes, added.to_crs(homes.crs or WGS84)], ignore_index=True)
    kept = {name: homes[name].dtype for name in rows if name in homes.columns}
    return gpd.GeoDataFrame(joined.astype(kept), crs=homes.crs or WGS84)


def _whole(beds: pd.Series) -> pd.Series:
    return pd.to_numeric(beds, errors="coerce").astype("Int64")


def _flags(home_kind: str) -> dict[str, Any]:
    nursing, residential = home_kind in (NURSING, BOTH), home_kind in (RESIDENTIAL, BOTH)
    return {"home_kind": home_kind, "has_nursing": nursing, "has_residential": residential}
