"""What a scenario does in each place: homes that close, beds lost and left, and the people who need another place."""

from __future__ import annotations

import pandas as pd

from lib.disclosure import ProtectedTable
from lib.measures.access import known
from lib.measures.spread import Columns, spread_shown
from lib.measures.supply import ELSEWHERE
from lib.measures.what_if import Effect

_KEY = "cqc_location_id"


def effect_by_place(effect: Effect, place: pd.Series) -> pd.DataFrame:
    """Homes and beds of the council before and after, by the place the home stands in.

    Parameters
    ----------
    effect
        What the scenario does.
    place
        The place of each home of the council, by ``cqc_location_id``; homes that open too.

    Returns
    -------
    DataFrame
        One row a place with a home before or after: ``place, homes_before, homes_closed, homes_after, beds_before,
        beds_after, beds_change`` and ``change_pct`` (missing where there were no beds). Added up over places they are
        those of the council.
    """
    before, after = effect.homes_before, effect.homes_after
    sums = [_sums(homes, place) for homes in (before, after, before[~before[_KEY].isin(after[_KEY])])]
    names = sorted(set(sums[0].index) | set(sums[1].index))
    was, now, gone = (one.reindex(names, fill_value=0) for one in sums)
    table = pd.DataFrame(
        {
            "homes_before": was["homes"],
            "homes_closed": gone["homes"],
            "homes_after": now["homes"],
            "beds_before": was["beds"],
            "beds_after": now["beds"],
            "beds_change": now["beds"] - was["beds"],
        }
    )
    share = 100 * table["beds_change"] / table["beds_before"].where(table["beds_before"] > 0)
    return table.assign(change_pct=share).rename_axis("place").reset_index()


def _sums(homes: pd.DataFrame, place: pd.Series) -> pd.DataFrame:
    where = homes[_KEY].map(place).fillna(ELSEWHERE).astype("str").to_numpy()
    rows = pd.DataFrame({"homes": 1, "beds": known(homes["registered_beds"])}, index=homes.index)
    return rows.groupby(where).sum()


def displaced_by_place(leaving: ProtectedTable, place: pd.Series) -> ProtectedTable:
    """People who need another place, by the place they would leave, added up from what may be shown of each home.

    Parameters
    ----------
    leaving
        One row a home that loses people: ``cqc_location_id, people_displaced``.
    place
        As for :func:`effect_by_place`.

    Returns
    -------
    ProtectedTable
        ``place, people_displaced``, 0 in places that lose nobody. A hidden number counts as the middle of what it may
        be, so that no way of drawing places gives it away.
    """
    shares = pd.DataFrame({"old_name": place.index.astype("str"), "new_name": place.to_numpy(), "share_pct": 100.0})
    named = leaving.select([_KEY, "people_displaced"]).rename({_KEY: "locality_name"})
    found = spread_shown(named, shares, ELSEWHERE, Columns(("people_displaced",))).rename({"locality_name": "place"})
    return found.derive(lambda frame: _with_the_rest(frame, place), ("people_displaced",))


def _with_the_rest(frame: pd.DataFrame, place: pd.Series) -> pd.DataFrame:
    """Places no home of which loses anybody, with 0: which homes change is the reader's own choice, and no secret."""
    rest = sorted(set(place) - set(frame["place"]))
    zero = pd.DataFrame({"place": rest, "people_displaced": 0, "is_suppressed": False})
    return pd.concat([frame, zero.astype(frame.dtypes[zero.columns].to_dict())], ignore_index=True)
