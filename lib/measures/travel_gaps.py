"""What a table of travel times leaves out: areas and homes of a market that no time leads from or to."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
from scipy.spatial import KDTree

from lib.measures.market import Market
from lib.measures.reach import points_km

AREA, HOME = "small area", "care home"


def travel_gaps(market: Market, travel: pd.DataFrame, near_km: float = np.inf) -> pd.DataFrame:
    """Areas and homes without a single time, which count as if they were out of everybody's reach.

    Parameters
    ----------
    market
        Areas by ``area_code`` and homes by ``cqc_location_id``, the council's own marked.
    travel
        ``area_code, cqc_location_id, minutes``; a time from or to what is not in the market is none.
    near_km
        How far from the council's own areas, in a straight line, places across its border could matter at all.

    Returns
    -------
    DataFrame
        ``what`` (:data:`AREA` or :data:`HOME`), ``code``, ``name``, ``is_own``; the council's own first.
    """
    timed = travel[travel["minutes"].notna()]
    known = timed[
        timed["area_code"].isin(market.areas["area_code"])
        & timed["cqc_location_id"].isin(market.homes["cqc_location_id"])
    ]
    parts = [
        _without(_near(market.areas, market, near_km), "area_code", "area_name", known).assign(what=AREA),
        _without(_near(market.homes, market, near_km), "cqc_location_id", "name", known).assign(what=HOME),
    ]
    table = pd.concat(parts, ignore_index=True)[["what", "code", "name", "is_own"]]
    return table.sort_values(["is_own", "what", "name"], ascending=[False, False, True], ignore_index=True)


def _near(rows: gpd.GeoDataFrame, market: Market, near_km: float) -> pd.DataFrame:
    """The council's own, and those across the border near enough to matter."""
    places, own = points_km(rows), points_km(market.own_areas)
    is_placed = np.isfinite(places).all(axis=1)
    apart = np.full(len(rows), np.inf)
    if is_placed.any() and len(own):
        apart[is_placed] = KDTree(own).query(places[is_placed])[0]
    return pd.DataFrame(rows)[rows["is_own"].to_numpy(dtype=bool) | (apart <= near_km)]


def _without(rows: pd.DataFrame, code: str, name: str, known: pd.DataFrame) -> pd.DataFrame:
    lost = rows[~rows[code].isin(known[code]).to_numpy()]
    return lost[[code, name, "is_own"]].set_axis(["code", "name", "is_own"], axis=1).astype({"is_own": "bool"})
