"""Changing which ward or small area belongs to which locality; the changed list comes in through the one door."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import pandas as pd
import streamlit as st

from lib.datasets import Dataset
from lib.disclosure import public
from lib.exports import to_csv
from lib.geography import WARD_CAVEAT, Council, lookup
from lib.ingest import load
from lib.measures.ground import zone_of_each
from lib.ui import data, places, show
from lib.ui.cache import kept
from lib.ui.localities import IN_USE, turn_to

_PLACE, _WARD, _LOCALITY = "Small area", "Ward", "Locality"
_NONE = "none"
_MORE = 12  # names to give to new localities


def offer(localities: Dataset | None, council: Council, *, by_ward: bool) -> None:
    """An editable list of wards, or of small areas, and their localities, to use at once or to download."""
    st.caption(f"{WARD_CAVEAT} Rename a locality by its new name in the list below the table.")
    rows = _rows(localities, council, by_ward=by_ward)
    names = [] if localities is None else localities.frame["locality_name"].astype(str).tolist()
    new = [f"New locality {n}" for n in range(1, _MORE + 1)]
    version = localities.provenance.version if localities else council.la_code
    edited = st.data_editor(
        rows,
        hide_index=True,
        disabled=[name for name in rows.columns if name != _LOCALITY],
        column_config={
            "code": None,
            _LOCALITY: st.column_config.SelectboxColumn(
                options=list(dict.fromkeys([*names, *new, _NONE])), required=True
            ),
        },
        key=f"members-{version}-{by_ward}",
    )
    renamed = _renamed(edited, f"{version}-{by_ward}")
    _offer_use(renamed, localities)


def _renamed(edited: pd.DataFrame, key: str) -> pd.DataFrame:
    """The list under the names the reader gives the localities."""
    names = [name for name in edited[_LOCALITY].drop_duplicates() if name != _NONE]
    if not names:
        return edited
    table = pd.DataFrame({_LOCALITY: names, "Its name": names})
    given: Any = st.data_editor(
        table, hide_index=True, disabled=[_LOCALITY], key=f"locality-names-{key}-{len(names)}", width="content"
    )
    said = dict(zip(names, given["Its name"].fillna("").astype(str).str.strip(), strict=True))
    return edited.assign(**{_LOCALITY: edited[_LOCALITY].map(lambda name: said.get(name) or name)})


def _offer_use(edited: pd.DataFrame, localities: Dataset | None) -> None:
    listed = _as_upload(edited)
    if listed.empty:
        st.caption("Choose a locality for at least one of them in the table.")
        return
    with st.container(horizontal=True):
        st.button("Use these localities", on_click=_use, args=(listed,), icon=":material/check:", key="use-edited")
        st.download_button(
            "Download the list to edit and load again (CSV)",
            _as_csv(listed, localities),
            "localities-by-area.csv",
            "text/csv",
            on_click="ignore",
            icon=":material/download:",
        )


def _as_csv(listed: pd.DataFrame, localities: Dataset | None) -> bytes:
    said = [localities.provenance] if localities else []
    return to_csv(public(listed, because="a list of areas"), said, "Localities by area")


def _rows(localities: Dataset | None, council: Council, *, by_ward: bool) -> pd.DataFrame:
    """One row a ward or small area: its code, its name and the locality that it, or most of it, is in."""
    table = lookup(council)[["lsoa11_code", "lsoa11_name", "ward_code", "ward_name"]]
    locality = None if localities is None else _locality_of_each(localities, council)
    named = (
        table["lsoa11_code"].map(locality) if locality is not None else pd.Series("", index=table.index, dtype="str")
    )
    table = table.assign(locality=named.replace("", None).fillna(_NONE).astype(str))
    if not by_ward:
        columns = {"lsoa11_code": "code", "lsoa11_name": _PLACE, "ward_name": _WARD, "locality": _LOCALITY}
        return table[list(columns)].rename(columns=columns)
    most = table.groupby(["ward_name", "ward_code"])["locality"].agg(lambda names: names.mode().iloc[0])
    return most.reset_index().rename(columns={"ward_name": _WARD, "ward_code": "code", "locality": _LOCALITY})


def _locality_of_each(localities: Dataset, council: Council) -> pd.Series:
    """Name of the locality that holds the middle of each small area."""

    def place() -> pd.Series:
        zones = gpd.GeoDataFrame(localities.frame, crs=4326)
        names = zones.set_index(zones["locality_code"].astype(str))["locality_name"].astype(str)
        return zone_of_each(places.ground(council), zones).map(names)

    return kept(place, "locality_of_each", localities, council=council.la_code)


def _as_upload(edited: pd.DataFrame) -> pd.DataFrame:
    chosen = edited[edited[_LOCALITY] != _NONE]
    return pd.DataFrame({"locality_name": chosen[_LOCALITY], "area_code": chosen["code"]})


def _use(listed: pd.DataFrame) -> None:
    outcome = load(listed.to_csv(index=False).encode(), "Localities changed on the page", "localities")
    if outcome.dataset is None:
        for problem in outcome.problems:
            show.notice(f"{problem.what} {problem.fix}")
        return
    data.keep(data.workspace().accept(outcome.dataset))
    turn_to(IN_USE)
