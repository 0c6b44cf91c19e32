"""The way out of hospital: shares that should make 100, targets with an interval, capacity set to match demand."""

import pandas as pd
import pytest
from statsmodels.stats.proportion import proportion_confint

from lib.datasets.published import table as published
from lib.measures.reablement import (
    ABOVE,
    AGREES,
    BELOW,
    CANNOT_TELL,
    NOT_100,
    NOT_TESTABLE,
    ROUNDING,
    against_target,
    decimals_of,
    demand_and_capacity,
    pathway_split,
)
from lib.measures.typed_numbers import numbers_in, unclear_in

pytestmark = pytest.mark.unit


def test_seftons_pathways_leave_a_tenth_of_people_out():
    rows, _ = published("sefton_reablement")
    shares = rows[rows["metric"].str.startswith("pathway")].set_index("metric")["value"].astype(float)
    table, finding = pathway_split(shares)
    assert finding == NOT_100
    assert table.iloc[-1].tolist() == ["in no pathway", 10]


@pytest.mark.parametrize(
    ("shares", "finding"),
    [([70, 10, 20], AGREES), ([33, 33, 33], ROUNDING), ([34, 33, 34], ROUNDING), ([60, 60], NOT_100)],
)
def test_what_could_be_rounding_is_called_rounding(shares, finding):
    assert pathway_split(pd.Series(shares, index=list("abc")[: len(shares)]))[1] == finding


@pytest.mark.parametrize(("reached", "verdict"), [(180, ABOVE), (100, BELOW), (145, CANNOT_TELL)])
def test_a_target_is_met_only_when_the_interval_says_so(reached, verdict):
    share, said = against_target(reached, 200, 70)
    low, high = proportion_confint(reached, 200, method="wilson")
    assert said == verdict
    assert (share.low, share.high) == pytest.approx((100 * low, 100 * high))


@pytest.mark.parametrize("counts", [(None, 10), (5, None), (5, 0), (11, 10)])
def test_without_counts_a_target_cannot_be_tested(counts):
    share, said = against_target(*counts, 70)
    assert said == NOT_TESTABLE
    assert share.value is None


def test_capacity_set_to_match_demand_is_flagged():
    table, is_matched = demand_and_capacity([120, 130, 125], [120, 130, 125])
    assert is_matched
    assert table["short"].tolist() == [0, 0, 0]
    table, is_matched = demand_and_capacity([120, 130], [110, 140, 90])
    assert not is_matched
    assert table["short"].tolist()[:2] == [10, 0]
    assert pd.isna(table["short"].iloc[2])


def test_typed_numbers_are_read():
    assert numbers_in("120, 130; 125\n90.5") == [120, 130, 125, 90.5]
    assert numbers_in("none of it, E01006920") == []


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1,200 1,150 1,300", [1200, 1150, 1300]),
        ("1,200; 950; 1,300.5", [1200, 950, 1300.5]),
        ("1,200, 1,150, 1,300", [1200, 1150, 1300]),
        ("100,200,300", [100, 200, 300]),
        ("70,0,20.5,9.9", [70, 0, 20.5, 9.9]),
        ("0,100", [0, 100]),
        ("0 1,200", [0, 1200]),
        ("95,100,105,98,110", [95, 100, 105, 98, 110]),
        ("70%, 20%, 10%", [70, 20, 10]),
    ],
)
def test_a_comma_parts_thousands_where_spaces_part_the_numbers(typed, read):
    assert numbers_in(typed) == read
    assert unclear_in(typed) == ""


@pytest.mark.parametrize(
    ("typed", "unclear"),
    [
        ("1,200,1,150,1,300", "1,200,1,150,1,300"),
        ("1,200", "1,200"),
        ("100,200, 300", "100,200"),
        ("100,200,300 310,320,330", "100,200,300"),
    ],
)
def test_what_may_be_one_number_or_several_is_said(typed, unclear):
    assert unclear_in(typed) == unclear


@pytest.mark.parametrize(
    ("shares", "finding"),
    [
        ([70, 0, 20.5, 9.9], NOT_100),
        ([70, 0, 20.1, 10.0], ROUNDING),
        ([33.3, 33.3, 33.3], ROUNDING),
        ([33, 33, 33], ROUNDING),
        ([100 / 3] * 3, AGREES),
    ],
)
def test_rounding_is_of_the_decimals_the_shares_are_given_with(shares, finding):
    assert pathway_split(pd.Series(shares, index=list("abcd")[: len(shares)]), decimals_of(shares))[1] == finding


def test_decimals_are_counted():
    assert [decimals_of(some) for some in ([70, 30], [70.5, 29.25], [100 / 3], [float("nan")], [])] == [0, 2, 6, 0, 0]
