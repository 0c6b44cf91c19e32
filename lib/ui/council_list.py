"""The council's own list of homes: joined to the register, shown with its matches, protected as people are."""

from __future__ import annotations

from collections.abc import Sequence

import geopandas as gpd
import pandas as pd
import streamlit as st

from lib.core import Provenance
from lib.core.words import say_count
from lib.datasets import Dataset
from lib.disclosure import ProtectedTable, Rule, public
from lib.geography import Council
from lib.measures.council_list import COLUMNS, Matched, match_homes
from lib.measures.council_list_shown import EVERY_HOME, list_shown
from lib.measures.named_owners import ON_LIST, OWNERS
from lib.measures.scope import homes_of
from lib.ui import data, guard, show
from lib.ui.cache import kept
from lib.views.council_list_sentences import say_bought, say_matches, say_owners_named
from lib.views.tables import printed

KIND = "council_homes"
OWNER_COLUMNS = (*OWNERS, "owner_said_by")
_ON_CARD = {
    "commissioned_beds": "Beds the council buys",
    "share_pct": "Share of its beds, %",
    "matched_by": "Matched by",
}
_HEADINGS = {
    "home": "Home", "home_kind": "Kind", "registered_beds": "Registered beds", "commissioned_beds": "Beds bought",
    "share_pct": "% of its beds", "vacancies": "Vacancies", "fee_band": "Fee band", "people_waiting": "People waiting",
    "embargo_said": "Embargo", "matched_by": "Matched by",
}  # fmt: skip


def own_list() -> Dataset | None:
    """The council's list in use. A made-up list says nothing of real homes: it stands beside made-up ones only."""
    listed, register = data.dataset(KIND), data.dataset("homes")
    if listed is None or register is None:
        return None
    return listed if not listed.provenance.is_synthetic or register.provenance.is_synthetic else None


def matched(register: Dataset, council: Council) -> Matched | None:
    """The council's homes with its own columns; ``None`` where no list is in use."""
    listed = own_list()
    if listed is None:
        return None
    return kept(
        lambda: match_homes(homes_of(register.frame, council), listed.frame),
        "match_homes", register, listed, council=council.la_code,
    )  # fmt: skip


def with_own_columns(homes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Homes with what the council's list adds, for work that goes across the border."""
    listed = own_list()
    return homes if listed is None else gpd.GeoDataFrame(match_homes(homes, listed.frame).homes, crs=homes.crs)


def with_owners(homes: gpd.GeoDataFrame, register: Dataset, council: Council) -> gpd.GeoDataFrame:
    """The council's homes with those who run them, from its list where the register does not say."""
    found = matched(register, council)
    return homes if found is None else homes.assign(**{name: found.homes[name] for name in OWNER_COLUMNS})


def sources_of_owners(homes: pd.DataFrame) -> list[Provenance]:
    """The list, where owners of these homes come from it."""
    listed = own_list()
    is_used = listed is not None and homes.get("owner_said_by", pd.Series(dtype="str")).eq(ON_LIST).any()
    return [listed.provenance] if listed is not None and is_used else []


def say_owners_of(homes: pd.DataFrame) -> None:
    """Whether those who run the homes come from the council's list."""
    if sources_of_owners(homes):
        st.caption(say_owners_named(homes))


def lines_of(found: Matched | None, home: pd.Series, council: Council) -> dict[str, object]:
    """What the council knows of one home, for its card."""
    listed = own_list()
    if found is None or listed is None:
        return {}
    guarded = _kept_table(found, listed, council)
    rows = guarded.where(guarded.frame["cqc_location_id"].eq(home["cqc_location_id"]).fillna(False))
    if not len(rows):
        return {"On the council's list": "no"}
    row = printed(rows).words.iloc[0]
    return {_ON_CARD.get(name, _HEADINGS[name]): row[name] for name in list(_HEADINGS)[3:]}


def homes_on_list(council: Council) -> ProtectedTable | None:
    """What may be shown of each home on the list; ``None`` without a list, or where it says nothing of beds."""
    listed, found = own_list(), matched(data.require("homes"), council)
    if listed is None or found is None or found.matches.empty or found.homes[list(COLUMNS)].isna().all(axis=None):
        return None
    guarded = _kept_table(found, listed, council)
    return guarded.where(guarded.frame["home"].ne(EVERY_HOME))


def show_list(found: Matched | None, council: Council) -> None:
    """What the council buys, what stands empty, and how its list was matched."""
    listed = own_list()
    if found is None or listed is None:
        data.empty_state(KIND)
        return
    if found.matches.empty:
        show.notice("No row of the council's list was found on the register in use.")
        _show_matches(found)
        return
    if found.homes[list(COLUMNS)].notna().any(axis=None):
        _show_bought(found, listed, council)
    else:
        show.findings(say_matches(found))
    _show_matches(found)
    show.sources(listed.provenance)


def _show_bought(found: Matched, listed: Dataset, council: Council) -> None:
    guarded = _kept_table(found, listed, council)
    sums, homes = (guarded.where(guarded.frame["home"].eq(EVERY_HOME) == is_sum) for is_sum in (True, False))
    show.findings([*say_bought(sums), *say_matches(found)])
    by_kind = sums.select(list(_KIND_HEADINGS)).rename(_KIND_HEADINGS)
    show.table(by_kind, "Beds the council buys, by kind of home")
    table = homes.select(list(_HEADINGS)).rename(_HEADINGS)
    show.table(table, "Each home on the list")
    show.take_away(table, [listed.provenance], f"Beds the council buys in {council.la_name}", "council-list")


_KIND_HEADINGS = {
    "home_kind": "Kind", "homes_count": "Homes on the list", "registered_beds": "Registered beds",
    "commissioned_beds": "Beds bought", "share_pct": "% of beds", "vacancies": "Vacancies",
    "vacant_pct": "% of beds vacant", "embargoed": "Under embargo",
}  # fmt: skip


def _kept_table(found: Matched, listed: Dataset, council: Council) -> ProtectedTable:
    register = data.require("homes")

    def protects(rule: Rule, before: Sequence[ProtectedTable]) -> ProtectedTable:
        return list_shown(found, rule, before)

    about = guard.about(KIND, council)
    return guard.of_people(about, protects, "council_list", listed, register, council=council.la_code)


def _show_matches(found: Matched) -> None:
    _show_differences(found)
    lost = found.unmatched[["name_on_list", "postcode", "cqc_location_id", "why", "source_row"]]
    headings = ("Name on the list", "Postcode", "CQC number", "Why not", "Row of the file")
    if len(lost):
        said = say_count(len(lost), "row of the list was not matched", "rows of the list were not matched")
        with st.expander(said, icon=":material/link_off:"):
            show.words_table(lost.set_axis(list(headings), axis=1), "Rows of the list without a home on the register")
    with st.expander("How each row found its home", icon=":material/link:"):
        names = ["Name on the list", "Home on the register", "Postcode", "CQC number", "Matched by"]
        table = public(found.matches.set_axis(names, axis=1), because="names of homes on a public register")
        show.table(table, "Rows of the list and their homes")


def _show_differences(found: Matched) -> None:
    if found.owners_differ.empty:
        return
    said = say_count(len(found.owners_differ), "owner is named otherwise", "owners are named otherwise")
    with st.expander(f"{said} on the list than on the register", icon=":material/compare_arrows:"):
        headings = ("Home", "Postcode", "What", "On the register (used)", "On the list")
        show.words_table(
            found.owners_differ.set_axis(list(headings), axis=1), "Owners that differ; the register's are used"
        )
