"""Areas added up to localities: against a slow loop over small areas, and by hand where a boundary cuts an area."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from lib.geography import areas, parents
from lib.measures.areas_in_localities import NOWHERE, areas_in_localities, in_localities
from lib.measures.expected_need import (
    EVERYWHERE,
    SPREAD,
    expected_need,
    users_by_area,
    users_in_localities,
)

pytestmark = pytest.mark.oracle

# Three wards of two small areas each; the boundary of North and South cuts the second, the third is in none.
WARD = pd.Series({"a1": "A", "a2": "A", "b1": "B", "b2": "B", "c1": "C", "c2": "C"})
LOCALITY = pd.Series({"a1": "North", "a2": "North", "b1": "North", "b2": "South"})
PEOPLE = pd.Series({"a1": 100, "a2": 300, "b1": 100, "b2": 300, "c1": 200, "c2": 200})
USERS = pd.Series({"A": 40.0, "B": 80.0, "C": 60.0})


def slow(values: pd.Series) -> dict[str, float]:
    """Each ward's number shared out to its small areas by their people, then added up one by one."""
    found: dict[str, float] = {}
    for small, ward in WARD.items():
        whole = sum(PEOPLE[one] for one in WARD.index[ward == WARD])
        place = LOCALITY.get(small, NOWHERE)
        found[place] = found.get(place, 0.0) + values[ward] * PEOPLE[small] / whole
    return found


def within():
    return areas_in_localities(WARD, LOCALITY, PEOPLE)


def test_numbers_of_wards_are_those_of_a_slow_loop():
    assert in_localities(USERS, within()).to_dict() == pytest.approx(slow(USERS))
    assert in_localities(USERS, within()).to_dict() == {"North": 60, "South": 60, NOWHERE: 60}


def test_what_is_split_and_what_lies_outside_is_said():
    found = within()
    assert found.whole.to_dict() == {"A": "North", "C": NOWHERE}
    assert found.outside == ["C"]
    assert found.divided["share"].tolist() == [0.25, 0.75]


def test_without_people_small_areas_count_alike():
    for people in (None, PEOPLE.drop("b1"), PEOPLE * 0):
        assert areas_in_localities(WARD, LOCALITY, people).divided["share"].tolist() == [0.5, 0.5]


def test_users_of_a_cut_ward_are_shared_out_of_what_is_shown_with_the_range_it_leaves():
    shown = users_by_area(USERS, {"locality": within().whole}, "asc", has_own_areas=True)
    table = users_in_localities(shown, within()).frame.set_index("area_code")
    assert table.loc[["North", "South", NOWHERE, EVERYWHERE], "users_count"].tolist() == [60, 60, 60, 180]
    assert table.loc["North", ["users_least", "users_most"]].tolist() == [38 + 0.25 * 78, 42 + 0.25 * 82]
    assert table["is_spread"].to_dict() == {"North": False, "South": True, NOWHERE: False, EVERYWHERE: False}


def test_a_locality_made_mostly_of_shares_is_not_tested_and_the_others_are():
    shown = users_by_area(USERS, {"locality": within().whole}, "none", has_own_areas=True)
    need = in_localities(pd.Series({"A": 10.0, "B": 40.0, "C": 40.0}), within())
    table = expected_need(users_in_localities(shown, within()), need).frame.set_index("area_code")
    assert table.loc["South", "reason"] == SPREAD
    assert table.loc["North", ["expected_count", "ratio"]].tolist() == pytest.approx([40, 1.5])
    assert table["expected_count"].sum() == pytest.approx(180)


@pytest.mark.parametrize("rule", ["asc", "under_6", "rule_of_10"])
def test_a_locality_with_a_hidden_part_is_hidden(rule):
    users = USERS.where(USERS != 80, 3.0)
    shown = users_by_area(users, {"locality": within().whole}, rule, has_own_areas=True)
    assert shown.audit().passes
    table = users_in_localities(shown, within()).frame.set_index("area_code")
    assert table["is_suppressed"][["North", "South"]].all()
    assert table[["users_count", "users_least", "users_most"]].loc["North"].isna().all()


def test_small_areas_of_a_council_add_up_as_a_slow_loop_has_them():
    codes = areas("Sefton", "lsoa11")["area_code"].astype(str)
    small, wards = pd.Series(codes.to_numpy(), index=codes), parents("Sefton", "ward")
    users = pd.Series(np.random.default_rng(7).integers(0, 40, len(codes)).astype(float), index=codes)
    slowly: dict[str, float] = {}
    for code, number in users.items():
        slowly[wards[code]] = slowly.get(wards[code], 0.0) + number
    found = areas_in_localities(small, wards)
    assert found.divided.empty
    assert in_localities(users, found).to_dict() == slowly
    shown = users_by_area(users, {"locality": found.whole}, "none", has_own_areas=True).frame.set_index("area_code")
    assert shown["users_count"].reindex(list(slowly)).to_dict() == slowly


def test_an_area_taken_whole_goes_where_most_of_its_people_live():
    most = within().most
    assert most[["A", "B"]].to_dict() == {"A": "North", "B": "South"}
    assert pd.isna(most["C"])
