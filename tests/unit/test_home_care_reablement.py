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
    demand_and_capacity,
    numbers_in,
    pathway_split,
)

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
