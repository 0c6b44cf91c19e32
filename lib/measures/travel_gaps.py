"""What a table of travel times leaves out: areas and homes of a market that no time leads from or to."""

from __future__ import annotations

import pandas as pd

from lib.measures.market import Market

AREA, HOME = "small area", "care home"


def travel_gaps(market: Market, travel: pd.DataFrame) -> pd.DataFrame:
    """Areas and homes without a single time, which count as if they were out of everybody's reach.

    Parameters
    ----------
    market
        Areas by ``area_code`` and homes by ``cqc_location_id``, the council's own marked.
    travel
        ``area_code, cqc_location_id, minutes``; a time from or to what is not in the market is none.

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
        _without(market.areas, "area_code", "area_name", known).assign(what=AREA),
        _without(market.homes, "cqc_location_id", "name", known).assign(what=HOME),
    ]
    table = pd.concat(parts, ignore_index=True)[["what", "code", "name", "is_own"]]
    return table.sort_values(["is_own", "what", "name"], ascending=[False, False, True], ignore_index=True)


def _without(rows: pd.DataFrame, code: str, name: str, known: pd.DataFrame) -> pd.DataFrame:
    lost = pd.DataFrame(rows)[~rows[code].isin(known[code]).to_numpy()]
    return lost[[code, name, "is_own"]].set_axis(["code", "name", "is_own"], axis=1).astype({"is_own": "bool"})
