"""Homes that opened and closed by month, dormant homes, and homes registered twice."""

from __future__ import annotations

from collections.abc import Sequence

import geopandas as gpd
import pandas as pd
import streamlit as st

from lib.core import Provenance
from lib.core.words import say_period
from lib.datasets import Dataset
from lib.disclosure import ProtectedTable, public
from lib.geography import Council
from lib.measures.openings import by_month, last_day, said_of_dates
from lib.measures.scope import HomeFilter, choose_closed, homes_of
from lib.ui import data, show
from lib.ui.homes_by_place import place_of_closed
from lib.ui.openings_by_place import show_by_place
from lib.views.market_charts import opened_and_closed
from lib.views.register_sentences import say_openings

KIND = "closed_homes"
_BECAUSE = "homes and beds are a public register"
_CHOSEN = "of the homes that fit your choices"
_NONE = pd.DataFrame(
    {name: pd.Series(dtype=kind) for name, kind in {
        "name": "str", "postcode": "str", "la_name": "str", "la_code": "str", "home_kind": "str",
        "registered_beds": "Int64", "opened_on": "datetime64[s]", "closed_on": "datetime64[s]",
    }.items()}
)  # fmt: skip
_HEADINGS = {
    "month": "Month", "opened": "Opened", "beds_opened": "Beds opened", "closed": "Closed",
    "beds_closed": "Beds closed", "net_beds": "Change in beds",
}  # fmt: skip


def show_openings(
    homes: gpd.GeoDataFrame,
    register: Dataset,
    council: Council,
    used: Sequence[Provenance],
    chosen: HomeFilter,
    kind: str,
) -> None:
    """Opened and closed by month, and by place and year; what the register does not say is said."""
    every, listed = closed_of(register, council), data.dataset(KIND)
    closed = choose_closed(every, chosen, place_of_closed(every, council, kind))
    used = [*used, *([] if listed is None else [listed.provenance])]
    until = last_day(homes_of(register.frame, council), every)  # the same months, whichever homes are chosen
    table, known = by_month(homes, closed, until=until), said_of_dates(homes, every)
    said = say_openings(table, known, council.la_name if chosen == HomeFilter() else f"{council.la_name}, {_CHOSEN}")
    show.findings(said)
    if len(table):
        drawn = public(table, because=_BECAUSE)
        show.chart(opened_and_closed(drawn), said[0], used)
        printed = drawn.with_columns({"month": lambda frame: frame["month"].map(say_period)}).rename(_HEADINGS)
        show.table(printed, "Homes opened and closed, by month")
        show.take_away(printed, used, f"Care homes opened and closed in {council.la_name}", "openings")
        show_by_place(homes, closed, council, kind, used, until, has_closed=len(every) > 0)
    if chosen.asks_more_than_closures_say and len(closed):
        st.caption("Homes that have closed are those of every provider, rating and specialism: no list says theirs.")
    _show_listed(homes, closed)


def closed_of(register: Dataset, council: Council) -> pd.DataFrame:
    """The council's homes that have left the register, as far as it or a list of closures says; none that is open."""
    listed = data.dataset(KIND)
    parts = [register.parts.get("closed", _NONE), *([] if listed is None else [listed.frame])]
    every = pd.concat([part for part in parts if len(part)] or [_NONE], ignore_index=True)
    number = every["cqc_location_id"] if "cqc_location_id" in every else pd.Series(dtype="str")
    is_again = number.notna() & (number.duplicated() | number.isin(register.frame["cqc_location_id"]))
    return homes_of(every[~is_again], council) if len(every) else _NONE


def _show_listed(homes: pd.DataFrame, closed: pd.DataFrame) -> None:
    dormant = homes[homes["is_dormant"].astype("boolean").fillna(False).astype(bool)]
    twice = homes[homes["also_registered_as"].notna()]
    more = {"also_registered_as": "Also registered as"}
    for rows, said, extra in ((dormant, "Dormant homes", {}), (twice, "Homes registered twice", more)):
        if len(rows):
            with st.expander(f"{said} ({len(rows):,})"):
                show.table(_listed(rows, extra), f"{said}, counted once in every total")
    if len(closed):
        with st.expander(f"Homes that have left the register ({len(closed):,})"):
            show.table(_listed(closed, {"closed_on": "Left the register"}), "Homes that no total counts")


def _listed(homes: pd.DataFrame, more: dict[str, str]) -> ProtectedTable:
    headings = {"name": "Home", "postcode": "Postcode", "home_kind": "Kind", "registered_beds": "Beds", **more}
    rows = pd.DataFrame(homes)[list(headings)]
    if "closed_on" in rows:
        rows = rows.assign(closed_on=rows["closed_on"].dt.strftime("%-d %B %Y"))
    return public(rows.rename(columns=headings), because=_BECAUSE)
