"""The homes of each place: how many, of what size, how good, for whom, and what of them the council buys."""

from __future__ import annotations

import pandas as pd

from lib.disclosure import ProtectedTable
from lib.measures.ratings import RATINGS, rating_of
from lib.measures.spread import Columns, spread_shown
from lib.measures.supply import ELSEWHERE, SIZE_BANDS, size_band_of, stated_beds

_GOOD, _DEMENTIA = RATINGS[:2], "dementia"


def homes_by_place(homes: pd.DataFrame, place: pd.Series) -> pd.DataFrame:
    """Homes added up by place.

    Parameters
    ----------
    homes
        As in the contract of frames.
    place
        The place each home stands in, by the index of ``homes``.

    Returns
    -------
    DataFrame
        One row a place with a home: ``place``, ``homes_count``, ``nursing_homes``, ``good_count`` (Good or
        Outstanding), ``rated_count``, ``good_pct`` of those rated (missing where none is), a count for each of
        :data:`lib.measures.supply.SIZE_BANDS`, ``dementia_homes`` that say they care for people with dementia and
        ``dementia_beds``, all of the beds of those: an upper bound, missing where none of them states any.
    """
    rating, size = rating_of(homes), size_band_of(homes)
    takes = homes["specialisms"].fillna("").astype("str").str.casefold().str.contains(_DEMENTIA)
    counted = pd.DataFrame(
        {
            "homes_count": 1,
            "nursing_homes": homes["has_nursing"].fillna(False).astype(bool),
            "good_count": rating.isin(_GOOD),
            "rated_count": rating.isin(RATINGS),
            **{band: size.eq(band) for band in SIZE_BANDS},
            "dementia_homes": takes,
        },
        index=homes.index,
    )
    where = place.rename("place")
    sums = counted.groupby(where).sum().astype("int64")
    beds = stated_beds(homes).where(takes).groupby(where).sum(min_count=1).mask(sums["dementia_homes"] == 0, 0.0)
    good_pct = 100 * sums["good_count"] / sums["rated_count"].where(sums["rated_count"] > 0)
    return sums.assign(dementia_beds=beds.astype("Int64"), good_pct=good_pct).reset_index()


def bought_by_place(homes: ProtectedTable, place: pd.Series) -> ProtectedTable:
    """What the council buys in each place, added up from what may be shown of each home.

    Parameters
    ----------
    homes
        One row a home on the council's list: ``home``, ``commissioned_beds``, ``people_waiting``,
        ``registered_beds``, ``vacancies``.
    place
        The place of each home, by what ``home`` calls it.

    Returns
    -------
    ProtectedTable
        ``place``, the columns and ``share_pct`` of the beds bought. A hidden number counts as the middle of what it
        may be, so that no way of drawing places gives it away.
    """
    shares = pd.DataFrame({"old_name": place.index, "new_name": place.to_numpy(), "share_pct": 100.0})
    columns = Columns(("commissioned_beds", "people_waiting"), ("registered_beds", "vacancies"))
    listed = homes.select(["home", *columns.counts, *columns.amounts]).rename({"home": "locality_name"})
    found = spread_shown(listed, shares, ELSEWHERE, columns)
    return found.rename({"locality_name": "place"}).with_rate("share_pct", "commissioned_beds", "registered_beds")
