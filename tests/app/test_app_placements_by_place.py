"""Placements by the place of the home: only where the file says which home."""

import pytest

pytestmark = pytest.mark.app

HEAD = "period,placed_by,placed_in,home_kind,reason,people,care home postcode,cqc location id"
ROWS = (
    "2025-26,Knowsley,Sefton,nursing,R1,20,PR8 3NX,",
    "2025-26,Liverpool,Sefton,nursing,R1,3,L21 8JY,",
    "2025-26,Liverpool,Sefton,residential,R2,15,,SAMPLE-SEF-002",
    "2025-26,Sefton,Sefton,nursing,R1,40,L21 8JY,",
    "2025-26,Sefton,Sefton,nursing,R1,10,,",
    "2025-26,Sefton,Liverpool,nursing,R1,25,L1 1AA,",
)


def test_people_placed_here_are_shown_by_the_locality_of_the_home(load):
    page = load("\n".join((HEAD, *ROWS)).encode(), "placed.csv").press("Use this data").go_to("placements")
    assert page.faults == []
    assert "Placements are counted by council" not in page.words
    page.at.selectbox(key="areas").set_value("Localities")
    table = page.again().figures("People placed in homes of each locality")
    assert page.faults == []
    people = table.set_index(["Placed", "Place"])["People"]
    assert people["in the council's own homes"].to_dict() == {"Locality 3": "40", "not located": "10"}
    assert people["into the council"].to_dict() == {"Locality 1": "35", "Locality 3": "[c]"}


def test_a_home_is_where_any_of_its_rows_gives_its_postcode(load):
    rows = (
        "2025-26,Knowsley,Sefton,nursing,R1,20,,1-999999999",
        "2025-26,Liverpool,Sefton,nursing,R1,30,PR8 3NX,1-999999999",
    )
    page = load("\n".join((HEAD, *rows)).encode(), "placed.csv").press("Use this data").go_to("placements")
    page.at.selectbox(key="areas").set_value("Localities")
    table = page.again().figures("People placed in homes of each locality")
    assert table.set_index("Place")["People"].to_dict() == {"Locality 1": "50"}


def test_without_homes_the_page_says_why_placements_are_of_the_council(seen):
    page = seen("placements", council="Sefton")
    assert "nothing says in which locality a person lived or a home stands" in page.words
    assert not any("homes of each" in caption for caption in page.tables)
