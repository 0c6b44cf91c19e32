"""A label once and blanks below it: filled down and said where that is sure, left and said where it is not."""

import pytest

from lib.ingest import load

pytestmark = pytest.mark.unit

PIVOT = """Zone,Month,Hours,People waiting
North,Apr-24,10,1
,May-24,12,2
South,Apr-24,20,3
,May-24,21,3
"""


def read(text, kind=None):
    return load(text.encode(), "file.csv", kind)


def found(outcome, code):
    return [problem for problem in outcome.problems if problem.code == code]


def names(outcome):
    return outcome.dataset.frame["locality_name"].tolist()


def test_a_label_is_read_in_the_blank_rows_below_it_and_the_rows_are_named():
    outcome = read(PIVOT)
    assert names(outcome) == ["North", "North", "South", "South"]
    (said,) = found(outcome, "filled-down")
    assert said.rows == (3, 5)
    lines = outcome.dataset.parts["account"].query("code == 'filled-down'")
    assert lines[["source_row", "column", "value"]].to_numpy().tolist() == [[3, "Zone", "North"], [5, "Zone", "South"]]


def test_totals_end_a_label_and_are_set_aside():
    text = PIVOT.replace("South,", "North Total,,22,3\nSouth,", 1) + "South Total,,41,6\nGrand Total,,63,9\n"
    outcome = read(text)
    assert names(outcome) == ["North", "North", "South", "South"]
    assert outcome.dataset.set_aside["source_row"].tolist() == [4, 7, 8]
    assert found(outcome, "filled-down")[0].rows == (3, 6)


def test_two_levels_are_filled_each_within_the_one_before():
    text = """Locality,Provider,Month,Hours
North,A Care,Apr-24,1
,,May-24,2
,B Care,Apr-24,3
,,May-24,4
South,A Care,Apr-24,5
,,May-24,6
"""
    frame = read(text).dataset.frame
    assert frame["locality_name"].tolist() == ["North"] * 4 + ["South"] * 2
    assert frame["provider_name"].tolist() == ["A Care", "A Care", "B Care", "B Care", "A Care", "A Care"]


def test_months_with_localities_below_them_are_filled_too():
    outcome = read("Month,Locality,Hours\nApr-24,North,1\n,South,2\nMay-24,North,3\n,South,4\n")
    assert outcome.dataset.frame["period"].tolist() == ["2024-04", "2024-04", "2024-05", "2024-05"]


UNSURE = {
    "nothing tells the rows below a label apart": PIVOT.replace("May", "Apr"),
    "figures stand right of it": "Zone,Hours,Month\nNorth,1,Apr-24\n,2,May-24\nSouth,3,Apr-24\n,4,May-24\n",
    "a blank stands below a total": PIVOT.replace("South,", "North Total,,22,3\n,Jun-24,7,1\nSouth,", 1),
    "the column beside it is blank too": "Zone,Month,Hours\nNorth,Apr-24,1\n,,2\nSouth,Apr-24,3\n,,4\n",
}
NOT_AT_ALL = {
    "labels repeat, so that a blank is no label": PIVOT.replace("\n,May-24,12", "\nNorth,May-24,12") + ",Apr-24,5,1\n",
    "the first row has none": PIVOT.replace("\nNorth,", "\n,"),
    "fewer blanks than labels": "Zone,Month,Hours\nNorth,Apr-24,1\n,May-24,2\nSouth,Apr-24,3\nEast,Apr-24,4\n",
    "nothing is blank": PIVOT.replace("\n,", "\nEast,"),
}


@pytest.mark.parametrize("text", UNSURE.values(), ids=UNSURE)
def test_where_it_is_not_sure_nothing_is_filled_and_the_remedy_is_said(text):
    outcome = read(text, "locality_activity")
    assert "Not stated" in names(outcome)
    (said,) = found(outcome, "blank-below-label")
    assert "fill the column down" in said.fix
    assert not found(outcome, "filled-down")


@pytest.mark.parametrize("text", NOT_AT_ALL.values(), ids=NOT_AT_ALL)
def test_other_blanks_stay_blank(text):
    outcome = read(text, "locality_activity")
    assert not found(outcome, "filled-down")


def test_lists_of_homes_are_never_filled():
    text = """Brand,Name,Postcode,Registered beds
Ash Group,Ash House,PR8 3NX,20
,Birch House,PR9 8SY,31
Cedar Group,Cedar House,L21 8JY,12
,Elm House,PR8 6JH,9
"""
    outcome = read(text)
    assert outcome.dataset.frame["brand_name"].isna().tolist() == [False, True, False, True]
    assert found(outcome, "blank-below-label")


def test_homes_without_a_name_or_postcode_are_as_they_were():
    text = (
        "Postcode,Name,Registered beds\nPR8 3NX,Ash House,20\n,Birch House,31\nL21 8JY,Cedar House,12\n,Elm House,9\n"
    )
    outcome = read(text, "homes")
    assert outcome.dataset.frame["postcode"].isna().tolist() == [False, True, False, True]
    assert not found(outcome, "filled-down")
