"""Homes a reader has chosen: drawn round on the map, ticked in the table or named in a list; the three in step."""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

import geopandas as gpd
import pandas as pd
import streamlit as st

from lib.core.words import say_count, say_number
from lib.disclosure import ProtectedTable
from lib.geography import Council
from lib.measures.supply import totals
from lib.ui import link, show
from lib.ui.home_names import names_of_homes
from lib.views.tables import as_numbers, gap_said

_KEY, _TABLE, _TIMES = "chosen", "chosen-table", "chosen-elsewhere"
_LABEL = "Homes chosen (draw round them on the map, tick them in the table, or name them here)"


def now() -> list[str]:
    """The names chosen so far."""
    return list(st.session_state.get(_KEY) or st.query_params.get_all(_KEY))


def choose_codes(codes: Iterable[str], homes: gpd.GeoDataFrame) -> None:
    """Choose homes by their register numbers, in place of those chosen before."""
    names = names_of_homes(homes)
    st.session_state[_KEY] = sorted(str(names[code]) for code in codes if code in names.index)
    _changed_elsewhere()
    st.rerun()


def _changed_elsewhere() -> None:
    """Homes were chosen otherwise than by ticks: the table starts anew with its ticks where they belong."""
    st.session_state[_TIMES] = st.session_state.get(_TIMES, 0) + 1


def show_chosen(homes: gpd.GeoDataFrame, council: Council) -> None:
    """The list, what the homes add up to, and the way to closing them."""
    named = names_of_homes(homes)
    names = link.choices(_LABEL, sorted(named, key=str.casefold), _KEY, on_change=_changed_elsewhere)
    if not names:
        return
    some = homes[named.isin(names).to_numpy()]
    summed, whole = totals(some), totals(homes)
    share = f" ({100 * summed['beds'] / whole['beds']:.1f}% of all beds)" if whole["beds"] else ""
    nursing = say_count(summed["nursing_homes"], "of them can", "of them can")
    beds = f"{say_number(summed['beds'])} beds{share}"
    show.finding(f"{say_count(len(some), 'home')} chosen, with {beds}; {nursing} give nursing care.")
    asked = {"council": council.la_name, "what": "Homes I choose close", "close": names}
    label = "See what happens if these homes close"
    st.page_link("pages/what_if.py", label=label, icon=":material/arrow_forward:", query_params=asked)


def table(shown: ProtectedTable, homes: gpd.GeoDataFrame, caption: str) -> None:
    """The homes as a table whose rows can be ticked; those chosen elsewhere are ticked as well.

    ``shown`` holds the homes in another order, with the index of ``homes``.
    """
    names = names_of_homes(homes).to_numpy()
    by_place = pd.Series(names, index=homes.index).reindex(shown.frame.index)
    ticked = [place for place, name in enumerate(by_place) if name in set(now())]
    key = f"{_TABLE}-{st.session_state.get(_TIMES, 0)}-{crc32('|'.join(map(str, by_place)).encode())}"
    show.caption(f"{caption} ({say_count(len(shown), 'row')}); tick rows to choose homes")
    st.dataframe(
        as_numbers(shown), hide_index=True, alt=caption, key=key, selection_mode="multi-row",
        placeholder=gap_said(shown), selection_default={"selection": {"rows": ticked}},
        on_select=lambda: _ticked(key, by_place),
    )  # fmt: skip


def _ticked(key: str, by_place: pd.Series) -> None:
    rows = st.session_state[key]["selection"]["rows"]
    beyond = [name for name in now() if name not in set(by_place)]
    st.session_state[_KEY] = sorted({*beyond, *(str(by_place.iloc[row]) for row in rows)})
