"""Hiding small numbers, and the type that carries the result."""

from __future__ import annotations

import pickle

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from lib.disclosure import ProtectedTable, protect, public, require_protected

pytestmark = pytest.mark.unit


@pytest.fixture
def counts_by_area():
    return pd.DataFrame(
        {
            "area": ["Ash", "Birch", "Cedar", "Dale"],
            "men": [0, 3, 12, 5],
            "women": [2, None, 8, 6],
            "population": [100, 200, 300, 400],
            "note": ["", "3 men", "", ""],
        }
    )


@pytest.fixture
def protected(counts_by_area):
    return protect(counts_by_area, keys=["area"], counts=["men", "women"], alongside=["population"])


def test_threshold_minus_one_at_it_and_plus_one():
    table = pd.DataFrame({"area": ["a", "b", "c", "d"], "users": [0, 4, 5, 6]})
    frame = protect(table, rule="asc", keys=["area"], counts=["users"]).frame
    assert frame["is_suppressed"].tolist() == [False, True, False, False]
    assert frame["users"].tolist() == [0, pd.NA, 5, 5]


def test_a_hidden_count_is_missing_and_never_zero(protected):
    hidden = protected.frame.loc[protected.frame["men_is_suppressed"], "men"]
    assert hidden.isna().all()
    assert len(hidden) == 1


def test_a_row_is_suppressed_when_any_count_in_it_is(protected):
    assert protected.frame["is_suppressed"].tolist() == [True, True, False, False]
    assert protected.frame["men_is_suppressed"].tolist() == [False, True, False, False]
    assert protected.frame["women_is_suppressed"].tolist() == [True, False, False, False]


def test_one_count_column_has_one_flag(counts_by_area):
    frame = protect(counts_by_area, keys=["area"], counts=["men"]).frame
    assert frame.columns.tolist() == ["area", "men", "is_suppressed"]


def test_columns_nobody_named_are_left_out_and_listed(protected):
    assert "note" not in protected.frame.columns
    assert protected.left_out == ("note",)


def test_zero_hidden_and_not_collected_are_three_states(protected):
    assert protected.states["men"].tolist() == ["zero", "suppressed", "shown", "shown"]
    assert protected.states["women"].tolist() == ["suppressed", "not collected", "shown", "shown"]


def test_not_applicable_is_a_state_of_its_own(counts_by_area):
    outside = pd.Series([False, True, False, False])
    table = protect(counts_by_area, keys="area", counts=["men", "women"], not_applicable=outside)
    assert table.states["women"].tolist()[1] == "not applicable"
    assert table.states["men"].tolist()[1] == "suppressed"


def test_under_a_rule_that_hides_zero_it_is_hidden():
    table = pd.DataFrame({"area": ["a", "b"], "users": [0, 6]})
    assert protect(table, rule="under_6", keys=["area"], counts=["users"]).frame["users"].tolist() == [pd.NA, 6]


def test_the_table_given_is_not_changed(counts_by_area):
    before = counts_by_area.copy()
    protect(counts_by_area, keys=["area"], counts=["men", "women"])
    pd.testing.assert_frame_equal(counts_by_area, before)


def test_changing_the_frame_given_out_changes_nothing_inside(protected):
    given_out = protected.frame
    given_out.loc[:, "men"] = 99
    assert protected.frame["men"].tolist() == [0, pd.NA, 10, 5]


def test_nothing_in_it_can_be_set(protected, counts_by_area):
    with pytest.raises(AttributeError):
        protected._values = counts_by_area


def test_the_raw_counts_are_nowhere_in_it(counts_by_area):
    raw = counts_by_area.assign(men=[7777777, 3, 12, 8888888])
    stored = pickle.dumps(protect(raw, keys=["area"], counts=["men"]))
    assert not traces_of(7777777, stored)
    assert traces_of(7777775, stored)


@pytest.mark.parametrize("rule", ["asc", "under_6"])
def test_a_count_hidden_to_protect_another_is_nowhere_in_it(rule):
    raw = pd.DataFrame({"area": ["a", "b", "c", "Total"], "users": [4, 7777777, 8888882, 16666663]})
    protected = protect(raw, rule=rule, keys=["area"], counts=["users"], totals={"area": "Total"})
    assert protected.frame["is_suppressed"].tolist() == [True, True, False, False]
    assert not any(traces_of(near, pickle.dumps(protected)) for near in range(7777770, 7777785))


def traces_of(count: int, stored: bytes) -> bool:
    return any(np.array([count], dtype=kind).tobytes() in stored for kind in ("int64", "int32", "float64"))


def test_it_survives_a_cache(protected):
    pd.testing.assert_frame_equal(pickle.loads(pickle.dumps(protected)).frame, protected.frame)  # noqa: S301


def test_it_cannot_be_made_from_raw_counts(counts_by_area):
    with pytest.raises(TypeError, match="protect"):
        ProtectedTable(counts_by_area, counts_by_area, None)


def test_a_bare_frame_is_refused_where_protection_is_required(counts_by_area, protected):
    assert require_protected(protected) is protected
    with pytest.raises(TypeError, match="not a DataFrame"):
        require_protected(counts_by_area)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"counts": []}, "Name the columns"),
        ({"counts": ["children"]}, "no column 'children'"),
        ({"counts": ["note"]}, "not a column of numbers"),
        ({"counts": ["below"]}, "below zero"),
    ],
)
def test_what_cannot_be_counts_is_refused(counts_by_area, change, message):
    table = counts_by_area.assign(below=[-1, 5, 6, 7])
    with pytest.raises(ValueError, match=message):
        protect(table, keys=["area"], **change)


def test_a_rate_comes_from_what_is_shown(protected):
    rates = protected.rate("men", "women")
    assert rates.tolist() == [pd.NA, pd.NA, 100, 100]


def test_a_zero_denominator_gives_no_rate():
    table = pd.DataFrame({"area": ["a"], "users": [6], "base": [0]})
    assert protect(table, keys="area", counts=["users", "base"]).rate("users", "base").isna().all()


def test_a_rate_made_of_something_hidden_is_hidden(protected):
    table = protected.with_rate("men_pct", "men", "population")
    assert table.states["men_pct"].tolist() == ["zero", "suppressed", "shown", "shown"]
    assert table.frame["men_pct"].tolist() == [0, pd.NA, pytest.approx(10 / 3), 1.25]


def test_further_columns_are_made_from_what_is_shown_alone(protected):
    seen = []
    table = protected.with_columns({"both": lambda shown: seen.append(shown) or shown["men"] + shown["women"]})
    assert seen[0]["men"].tolist() == [0, pd.NA, 10, 5]
    assert table.states["both"].tolist() == ["suppressed", "suppressed", "shown", "shown"]


def test_selecting_keeps_protection_and_recounts_the_flags(protected):
    frame = protected.select(["area", "men"]).frame
    assert frame.columns.tolist() == ["area", "men", "is_suppressed"]
    assert frame["is_suppressed"].tolist() == [False, True, False, False]


def test_sorting_puts_hidden_last_whichever_way(protected):
    assert protected.sort("men").frame["area"].tolist() == ["Ash", "Dale", "Cedar", "Birch"]
    assert protected.sort("men", ascending=False).frame["area"].tolist() == ["Cedar", "Dale", "Ash", "Birch"]


def test_rows_are_chosen_by_what_is_shown(protected):
    chosen = protected.where(lambda shown: shown["men"] >= 5)
    assert chosen.frame["area"].tolist() == ["Cedar", "Dale"]
    assert chosen.rule is protected.rule


def test_renaming_carries_keys_counts_and_flags(protected):
    table = protected.rename({"men": "Men", "area": "Area"})
    assert (table.keys, table.counts) == (("Area",), ("Men", "women"))
    assert table.frame["Men_is_suppressed"].tolist() == [False, True, False, False]


def test_public_figures_pass_unchanged_and_say_why():
    homes = pd.DataFrame({"name": ["Elm House"], "registered_beds": [3]})
    table = public(homes, because="the register of the regulator")
    assert table.is_public
    assert table.frame["registered_beds"].tolist() == [3]
    assert "register" in repr(table)
    with pytest.raises(ValueError, match="Say why"):
        public(homes, because=" ")


def test_outlines_stay_outlines():
    homes = gpd.GeoDataFrame({"name": ["Elm"]}, geometry=gpd.points_from_xy([-3], [53]), crs=4326)
    frame = public(homes, because="the register").frame
    assert isinstance(frame, gpd.GeoDataFrame)
    assert frame.crs == 4326


def test_what_a_publisher_has_hidden_stays_hidden():
    table = pd.DataFrame({"area": ["a", "b", None], "users": [None, 20, None], "is_suppressed": [True, False, False]})
    states = public(table, because="published").states
    assert states["users"].tolist() == ["suppressed", "shown", "not collected"]
    assert states["area"].tolist() == ["shown", "shown", "not collected"]
