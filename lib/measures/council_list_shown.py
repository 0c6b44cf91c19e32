"""A council's own list of homes as it may be shown: numbers of people protected home by home and by kind together."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from lib.disclosure import ProtectedTable, Rule, protect
from lib.measures.council_list import ALL_KINDS, Matched, bought_by_kind
from lib.measures.home_names import names_of_homes

EVERY_HOME = "All homes on the list"
_COUNTS = ("commissioned_beds", "people_waiting")
_WORDS = ("cqc_location_id", "fee_band", "embargo_said", "matched_by")


def list_shown(found: Matched, rule: Rule, before: Sequence[ProtectedTable] = ()) -> ProtectedTable:
    """One row a home on the list, one a kind and one of all of them (``home`` is :data:`EVERY_HOME` in both).

    Beds bought and people waiting are numbers of people; ``share_pct`` is made from the beds shown.
    """
    homes = pd.DataFrame(found.homes.drop(columns="geometry", errors="ignore"))
    homes = homes.assign(home=names_of_homes(homes).to_numpy())
    homes = homes[homes["matched_by"].notna()].sort_values("home")
    said = homes["embargo"].map({True: "yes", False: "no"}).fillna("not stated").astype("str")
    rows = pd.concat([homes.assign(embargo_said=said), bought_by_kind(found.homes).assign(home=EVERY_HOME)])
    kept_as_is = [*_WORDS, "registered_beds", "vacancies", "homes_count", "vacant_pct", "embargoed"]
    guarded = protect(
        rows.reset_index(drop=True), rule, ["home_kind", "home"], _COUNTS, alongside=kept_as_is,
        totals={"home": EVERY_HOME, "home_kind": ALL_KINDS}, before=before,
    )  # fmt: skip
    return guarded.with_rate("share_pct", "commissioned_beds", "registered_beds")
