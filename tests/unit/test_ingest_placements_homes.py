"""Which home people were placed in, where a file of placements says so."""

import pytest
from ingest_tables import codes, column, csv, load

from lib.datasets.templates import template
from lib.ingest import load as lib_load

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


@pytest.mark.parametrize(
    "heading",
    ["Type of home", "Home type", "Care type", "Placement type", "Type of care", "Service type", "Kind of home"],
)
def test_the_kind_of_home_is_read_under_its_usual_headings(heading):
    outcome = load(csv(f"Year,Placed by,Placed in,{heading},People", "2025,Sefton,Wirral,Residential,20",
                       "2025,Sefton,Wirral,Nursing,10"))  # fmt: skip
    assert column(outcome, "home_kind") == ["residential", "nursing"]
    assert not {"placement-repeated", "columns-not-used"} & set(codes(outcome))


def test_columns_that_are_not_read_are_named():
    rows = ["2025-26,Sefton,Wirral,20,a,,1", "2025-26,Sefton,Wirral,10,b,,2"]
    outcome = load(csv("Period,Placed by,Placed in,People,Wing,Blank,Floor", *rows))
    assert {"placement-repeated", "columns-not-used"} <= set(codes(outcome))
    (said,) = [one.what for one in outcome.problems if one.code == "columns-not-used"]
    assert said == "Columns not used: 'Wing' and 'Floor'."


def test_every_column_of_the_template_is_used():
    name, content = template("placements")
    outcome = lib_load(content, name, kind="placements")
    assert "columns-not-used" not in codes(outcome)


def test_people_and_providers_in_parts_are_missing_and_said():
    outcome = load(csv(f"{HEAD},providers", f"{ROW}.5,3", "2025-26,Wirral,Sefton,nursing,R1,9,2.5"))
    found = outcome.dataset.parts["account"].set_index("code").loc[["not-whole"]]
    assert found[["source_row", "column", "value"]].to_numpy().tolist() == [
        [2, "people", "20.5"],
        [3, "providers", "2.5"],
    ]
    assert found["fix"].ne("").all()
    assert column(outcome, "people") == [None, 9]
    assert column(outcome, "providers") == [3, None]
