"""People placed in homes here by the place the home stands in, where a file says which home."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from lib.disclosure import ProtectedTable, Rule, protect
from lib.measures.flows import ACROSS, EVERY_KIND, IN, OWN, councils_shown, with_totals
from lib.measures.spread import Columns, spread_shown
from lib.measures.supply import NOT_LOCATED

HERE = (IN, OWN)
EVERY_HOME, HOME_NOT_SAID = "All homes", "home not stated"
_HOME = ("cqc_location_id", "care_home_postcode")


def homes_of_rows(rows: pd.DataFrame) -> pd.Series:
    """What each row calls its home: its register number, else its postcode; :data:`HOME_NOT_SAID` without either."""
    given = [rows[name].fillna("").astype("str").str.strip().str.upper() for name in _HOME if name in rows]
    said = pd.Series("", index=rows.index, dtype="str")
    for one in given:
        said = said.where(said.ne(""), one)
    return said.replace("", HOME_NOT_SAID)


def homes_shown(rows: pd.DataFrame, rule: Rule, before: Sequence[ProtectedTable] = ()) -> ProtectedTable:
    """The people placed in homes here by home: what could be worked out with the tables by council is guarded too.

    Parameters
    ----------
    rows
        As :func:`lib.measures.flows.placed` gives them, with ``cqc_location_id`` or ``care_home_postcode``.

    Returns
    -------
    ProtectedTable
        ``period, direction`` (one of :data:`HERE`), ``home_kind``, ``home`` and ``people``, with the totals
        :data:`lib.measures.flows.EVERY_KIND` and :data:`EVERY_HOME`.
    """
    named = rows.assign(home=homes_of_rows(rows))
    totals = {"home_kind": EVERY_KIND, "home": EVERY_HOME}
    keys = ["period", "direction", "home_kind", "home"]
    across = rows[rows["direction"].isin(ACROSS)]  # as the tables by council are made
    beside = councils_shown(across, rule).select(["period", "direction", "home_kind", "other", "people"])
    table = with_totals(named[named["direction"].isin(HERE)], totals)
    return protect(table, rule, keys, "people", totals=totals, margins=[beside], before=before)


def placed_by_place(homes: ProtectedTable, place: pd.Series) -> ProtectedTable:
    """People placed in the homes of each place, added up from what may be shown of each home.

    Parameters
    ----------
    homes
        Rows of :func:`homes_shown` of one period.
    place
        The place of each home, by what ``home`` calls it.

    Returns
    -------
    ProtectedTable
        ``place, direction, people``. A hidden number counts as the middle of what it may be, so that no way of drawing
        places gives it away; homes without a place are in the row :data:`lib.measures.supply.NOT_LOCATED`.
    """
    shares = pd.DataFrame({"old_name": place.index, "new_name": place.to_numpy(), "share_pct": 100.0})
    each = homes.where(lambda frame: frame["home_kind"].eq(EVERY_KIND) & frame["home"].ne(EVERY_HOME))
    named = each.select(["direction", "home", "people"]).rename({"home": "locality_name"})
    found = spread_shown(named, shares, NOT_LOCATED, Columns(("people",)), by=["direction"])
    return found.rename({"locality_name": "place"})
