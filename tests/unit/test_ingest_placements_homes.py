"""Which home people were placed in, where a file of placements says so."""

import pytest
from ingest_tables import codes, column, csv, load

pytestmark = pytest.mark.unit
HEAD = "period,placed_by,placed_in,home_kind,reason,people"
ROW = "2025-26,Knowsley,Sefton,nursing,R1,20"


def test_the_homes_postcode_and_number_are_kept():
    outcome = load(csv(f"{HEAD},Postcode of the care home,CQC location ID", f"{ROW},PR8 3NX,1-101", f"{ROW},,1-102"))
    assert column(outcome, "care_home_postcode") == ["PR8 3NX", ""]
    assert column(outcome, "cqc_location_id") == ["1-101", "1-102"]
    assert "placement-repeated" not in codes(outcome), "each row is of a home of its own"


def test_rows_of_one_home_are_still_said_to_be_repeated():
    outcome = load(csv(f"{HEAD},care home postcode", f"{ROW},PR8 3NX", f"{ROW},PR8 3NX"))
    assert "placement-repeated" in codes(outcome)


def test_a_postcode_that_may_be_a_persons_is_not_taken_for_the_homes():
    outcome = load(csv(f"{HEAD},postcode", f"{ROW},PR8 3NX"))
    assert outcome.dataset is None or "care_home_postcode" not in outcome.dataset.frame


def test_without_either_there_are_no_such_columns():
    frame = load(csv(HEAD, ROW)).dataset.frame
    assert not {"care_home_postcode", "cqc_location_id"} & set(frame.columns)
