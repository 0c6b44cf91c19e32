"""Users of small areas added up to localities: right sums, and nothing given away between the two."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from lib.disclosure import RULES, Ledger
from lib.measures.characteristic_rows import ALL_AREAS, ALL_OF, groups_of, whole_groups
from lib.measures.representing import in_place, protected_groups, representation_shown

pytestmark = pytest.mark.unit

WITHIN = {"North": ("a0", "a1", "a2"), "South": ("a3", "a4", "a5")}
OTHERWISE = {"East": ("a0", "a1", "a3"), "West": ("a2", "a4", "a5")}


@pytest.fixture
def groups() -> pd.DataFrame:
    rng = np.random.default_rng(7)
    means = (("White", 60, 900), ("Asian", 9, 70), ("Roma", 2, 20))
    rows = [
        {"characteristic": "race", "characteristic_group": group, "area": f"a{n}",
         "source_row": 10 * n, "users_count": int(rng.poisson(mean)), "users_pct": np.nan, "population_count": people,
         "population_pct": np.nan}
        for n in range(7) for group, mean, people in means
    ]  # fmt: skip
    return whole_groups(groups_of(pd.DataFrame(rows)))


def test_a_locality_is_the_sum_of_its_areas(groups):
    shown = protected_groups(groups, "none", within=WITHIN)
    north = in_place(shown, ALL_OF.format("North"), None).frame.set_index("characteristic_group")
    by_hand = groups[groups["area"].isin(WITHIN["North"])].groupby("characteristic_group")["users_count"].sum()
    assert north.loc[by_hand.index, "users_count"].astype(int).to_dict() == by_hand.to_dict()
    everybody = in_place(shown, ALL_AREAS, None).frame.set_index("characteristic_group")["users_count"]
    assert int(everybody["White"]) == groups.loc[groups["characteristic_group"].eq("White"), "users_count"].sum()


def test_neither_the_areas_nor_the_localities_give_away_what_the_other_hides(groups):
    shown = protected_groups(groups, "asc", within=WITHIN)
    small = shown.frame["users_count"].isna() & shown.frame["area"].str.startswith("a")
    assert small.any()
    assert shown.audit().passes


def test_a_locality_beside_all_but_one_of_its_areas_hides_a_further_figure():
    """20 users in the locality, 17 in one of its two areas: the other 3 must not be left over."""
    areas = {"a0": 17, "a1": 3, "a2": 40}
    rows = [
        {"characteristic": "race", "characteristic_group": "A", "area": area, "users_count": users,
         "users_pct": np.nan, "population_count": 100, "population_pct": np.nan, "source_row": n}
        for n, (area, users) in enumerate(areas.items())
    ]  # fmt: skip
    shown = protected_groups(whole_groups(groups_of(pd.DataFrame(rows))), "asc", within={"North": ("a0", "a1")})
    frame = shown.frame[shown.frame["characteristic_group"] == "A"].set_index("area")
    assert frame["is_suppressed"]["a1"]
    assert shown.audit().passes


def test_two_ways_of_adding_up_are_held_against_each_other(groups):
    make = {
        name: lambda rule, beside, within=within: protected_groups(
            groups, rule, [one.table for one in beside if one.table is not None], within
        )
        for name, within in (("first", WITHIN), ("second", OTHERWISE))
    }
    ledger, first = Ledger().settle("users", "v by first", RULES["asc"], make["first"])
    ledger, second = ledger.settle("users", "v by second", RULES["asc"], make["second"])
    assert len(ledger.given) == 2
    assert second.table is not None
    assert second.beside == (first,)
    assert second.table.audit().passes
    hidden = {
        one: one.table.frame.set_index(["area", "characteristic_group"])["is_suppressed"] for one in (first, second)
    }
    alike = hidden[first].index.intersection(hidden[second].index)
    assert (hidden[first].loc[alike] <= hidden[second].loc[alike]).all()


def test_a_locality_is_compared_with_its_own_people(groups):
    shown = protected_groups(groups, "none", within=WITHIN)
    found = representation_shown(in_place(shown, ALL_OF.format("South"), None)).frame
    assert set(found["base"]) == {groups.loc[groups["area"].isin(WITHIN["South"]), "users_count"].sum()}


def test_a_file_by_area_after_one_for_the_whole_is_decided_and_not_stumbled_over(groups):
    whole = groups.drop(columns="area").groupby(["characteristic", "characteristic_group"], as_index=False).sum()
    ledger, first = Ledger().settle("users", "whole", RULES["asc"], lambda rule, _: protected_groups(whole, rule))
    _, second = ledger.settle("users", "areas", RULES["asc"], lambda rule, _: protected_groups(groups, rule))
    assert first.table is not None
    assert second.table is not None
