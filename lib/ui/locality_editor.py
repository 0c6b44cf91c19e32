"""Changing which ward belongs to which home care locality; what is changed comes in through the same door as a file."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from lib.datasets import Dataset
from lib.disclosure import public
from lib.exports import to_csv
from lib.geography import WARD_CAVEAT, Council, lookup
from lib.ingest import load
from lib.ui import data, show
from lib.ui.plain import plain

_WARD, _LOCALITY = "Ward", "Locality"
_NONE = "none"


def offer(localities: Dataset, council: Council) -> None:
    """An editable list of wards and their localities, to use at once or to download."""
    st.caption(plain(f"{localities.provenance.caveat} {WARD_CAVEAT}"))
    wards = wards_by_locality(localities, council)
    names = [*localities.frame["locality_name"].astype(str), "New locality", _NONE]
    edited = st.data_editor(
        wards,
        hide_index=True,
        disabled=[_WARD, "ward_code"],
        column_config={
            "ward_code": None,
            _LOCALITY: st.column_config.SelectboxColumn(options=list(dict.fromkeys(names)), required=True),
        },
        key=f"wards-{localities.provenance.version}",
    )
    st.button("Use these localities", on_click=_use, args=(edited,), icon=":material/check:")
    listed = public(_as_upload(edited), because="a list of wards")
    st.download_button(
        "Download the list to edit and load again (CSV)",
        to_csv(listed, [localities.provenance], "Localities by ward"),
        "localities-by-ward.csv",
        "text/csv",
        on_click="ignore",
        icon=":material/download:",
    )


def wards_by_locality(localities: Dataset, council: Council) -> pd.DataFrame:
    """One row a ward: its code, name and the locality most of its small areas are in."""
    table = lookup(council)[["lsoa11_code", "ward_code", "ward_name"]]
    areas = localities.parts.get("areas", pd.DataFrame(columns=["area_code", "locality_name"]))
    locality = areas.drop_duplicates("area_code").set_index("area_code")["locality_name"]
    named = table.assign(locality=table["lsoa11_code"].map(locality).replace("", None).fillna(_NONE).astype(str))
    most = named.groupby(["ward_name", "ward_code"])["locality"].agg(lambda names: names.mode().iloc[0])
    return most.reset_index().rename(columns={"ward_name": _WARD, "locality": _LOCALITY})


def _as_upload(edited: pd.DataFrame) -> pd.DataFrame:
    chosen = edited[edited[_LOCALITY] != _NONE]
    return pd.DataFrame(
        {"locality_name": chosen[_LOCALITY], "ward_code": chosen["ward_code"], "ward_name": chosen[_WARD]}
    )


def _use(edited: pd.DataFrame) -> None:
    content = _as_upload(edited).to_csv(index=False).encode()
    outcome = load(content, "Localities changed on the page", "localities")
    if outcome.dataset is None:
        for problem in outcome.problems:
            show.notice(f"{problem.what} {problem.fix}")
        return
    data.keep(data.workspace().accept(outcome.dataset))
