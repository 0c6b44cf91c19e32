"""Homes a reader has chosen: drawn round on the map, ticked in the table or named in a list; the three in step."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from zlib import crc32

import geopandas as gpd
import pandas as pd
import streamlit as st

from lib.core.words import say_count
from lib.disclosure import ProtectedTable
from lib.geography import Council
from lib.measures.home_names import names_of_homes
from lib.measures.supply import totals
from lib.ui import link, show
from lib.views.tables import as_numbers, gap_said


@dataclass(frozen=True)
class Chosen:
    """Which choice of homes: its key in the link, what its list is called, and how many a link can carry."""

    key: str
    label: str
    most: int | None = None

    @property
    def times(self) -> str:
        """Where it is counted how often homes were chosen otherwise than by ticks."""
        return f"{self.key}-elsewhere"

    def now(self) -> list[str]:
        """The names chosen so far."""
        return list(st.session_state.get(self.key) or st.query_params.get_all(self.key))

    def changed_elsewhere(self) -> None:
        """Homes were chosen otherwise than by ticks: the table starts anew with its ticks where they belong."""
        st.session_state[self.times] = st.session_state.get(self.times, 0) + 1

    def choose(self, names: Collection[str]) -> None:
        """Choose these homes in place of those chosen before; too many change nothing, and it is said."""
        if self.most is not None and len(names) > self.most:
            st.session_state[self._refused] = len(names)
            self.changed_elsewhere()
        else:
            st.session_state[self.key] = sorted(names)

    def say_refusal(self) -> None:
        """Say once that more homes were drawn round or ticked than can be chosen."""
        asked = st.session_state.pop(self._refused, None)
        if asked:
            many = f"{say_count(asked, 'home')} are more than can be chosen at once ({self.most:,})"
            show.notice(f"{many}: those chosen before are kept. Draw round fewer, or choose kinds of home at the top.")

    @property
    def _refused(self) -> str:
        return f"{self.key}-refused"


HERE = Chosen("chosen", "Homes chosen (draw round them on the map, tick them in the table, or name them here)")
ANYWHERE = Chosen(
    "chosen_anywhere",
    "Homes chosen in any council (draw round them on the map, tick them below, or name them here)",
    300,
)


def choose_codes(codes: Iterable[str], homes: gpd.GeoDataFrame) -> None:
    """Choose homes of the council by their register numbers, in place of those chosen before."""
    names = names_of_homes(homes)
    HERE.choose([str(names[code]) for code in codes if code in names.index])
    HERE.changed_elsewhere()
    st.rerun()


def show_chosen(homes: gpd.GeoDataFrame, council: Council) -> None:
    """The list, what the homes add up to, and the way to closing them."""
    named = names_of_homes(homes)
    names = link.choices(HERE.label, sorted(named, key=str.casefold), HERE.key, on_change=HERE.changed_elsewhere)
    if names:
        say_chosen(homes[named.isin(names).to_numpy()], homes)
        offer_what_if(names, council)


def say_chosen(some: pd.DataFrame, homes: pd.DataFrame) -> None:
    """What the homes chosen add up to, of all ``homes``."""
    summed, whole = totals(some), totals(homes)
    is_share = whole["beds"] > 0 and summed["beds"] >= 0  # neither where no beds are given
    share = f" ({100 * summed['beds'] / whole['beds']:.1f}% of all beds)" if is_share else ""
    nursing = say_count(summed["nursing_homes"], "of them can", "of them can")
    beds = f"{say_count(summed['beds'], 'bed')}{share}"
    show.finding(f"{say_count(len(some), 'home')} chosen, with {beds}; {nursing} give nursing care.")


def offer_what_if(names: Collection[str], council: Council) -> None:
    """The same homes closed, on the page that says what follows."""
    asked = {"council": council.la_name, "what": "Homes I choose close", "close": list(names)}
    label = "See what happens if these homes close"
    st.page_link("pages/what_if.py", label=label, icon=":material/arrow_forward:", query_params=asked)


def table(shown: ProtectedTable, homes: gpd.GeoDataFrame, caption: str, which: Chosen = HERE) -> None:
    """The homes as a table whose rows can be ticked; those chosen elsewhere are ticked as well.

    ``shown`` holds the homes in another order, with the index of ``homes``.
    """
    names, chosen = names_of_homes(homes).to_numpy(), set(which.now())
    by_place = pd.Series(names, index=homes.index).reindex(shown.frame.index)
    ticked = [place for place, name in enumerate(by_place) if name in chosen]
    times = st.session_state.get(which.times, 0)
    key = f"{which.key}-table-{times}-{crc32('|'.join(map(str, by_place)).encode())}"
    show.caption(f"{caption} ({say_count(len(shown), 'row')}); tick rows to choose homes")
    st.dataframe(
        as_numbers(shown), hide_index=True, alt=caption, key=key, selection_mode="multi-row",
        placeholder=gap_said(shown), selection_default={"selection": {"rows": ticked}},
        on_select=lambda: _ticked(key, by_place, which),
    )  # fmt: skip


def _ticked(key: str, by_place: pd.Series, which: Chosen) -> None:
    rows, shown = st.session_state[key]["selection"]["rows"], set(by_place)
    beyond = [name for name in which.now() if name not in shown]
    which.choose({*beyond, *(str(by_place.iloc[row]) for row in rows)})
