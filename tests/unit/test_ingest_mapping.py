"""Layouts nobody has told the workbench about: columns proposed with reasons, and read once the user has said."""

import pytest

from lib.datasets import KINDS
from lib.ingest import MENDED_BY_MAPPING, load, propose, raw_table

pytestmark = pytest.mark.unit

HOMES = b"""Establishment,PC,Max places,Run by
Ash House,PR8 3NX,20,Ash Ltd
Birch House,PR9 8SY,31,Birch Ltd
Cedar House,L21 8JY,12,Cedar Ltd
"""
ACTIVITY = b"""Patch,Month,Delivered,Unsourced
North,2026-01,1200,12
South,2026-01,900,7
North,2026-02,1250,11
South,2026-02,880,9
"""
SAID = {"Establishment": "name", "PC": "postcode", "Max places": "registered_beds", "Run by": "provider_name"}


def proposed(content, kind):
    return {one.column: one for one in propose(raw_table(content), KINDS[kind])}


def test_an_unknown_layout_is_refused_for_a_reason_that_a_mapping_mends():
    outcome = load(HOMES, "homes.csv", "homes")
    assert outcome.is_refused
    assert outcome.problems[0].code in MENDED_BY_MAPPING


def test_columns_are_proposed_by_name_and_by_values_with_reasons():
    found = proposed(HOMES, "homes")
    assert {name: found[name].heading for name in KINDS["homes"].needs} == {
        "name": "Establishment",
        "postcode": "PC",
        "registered_beds": "Max places",
    }
    assert "100% of its first cells are postcodes" in found["postcode"].because
    assert "'places'" in found["registered_beds"].because
    assert found["rating"].heading == ""


def test_figures_are_never_proposed_for_words_nor_words_for_figures():
    found = proposed(ACTIVITY, "locality_activity")
    assert {name: one.heading for name, one in found.items()} == {
        "locality_name": "Patch",
        "period": "Month",
        "hours": "Delivered",
        "packages": "",
        "people_waiting": "Unsourced",
        "hours_waiting": "",
        "wait_days_median": "",
        "wait_days_p90": "",
    }


def test_no_heading_is_proposed_twice():
    for kind in KINDS.values():
        for content in (HOMES, ACTIVITY):
            taken = [one.heading for one in propose(raw_table(content), kind) if one.heading]
            assert len(taken) == len(set(taken))


def test_a_file_is_read_with_the_columns_the_user_names():
    outcome = load(HOMES, "homes.csv", "homes", columns=SAID)
    frame = outcome.dataset.frame
    assert frame["name"].tolist() == ["Ash House", "Birch House", "Cedar House"]
    assert frame["registered_beds"].tolist() == [20, 31, 12]
    assert frame["provider_name"].tolist() == ["Ash Ltd", "Birch Ltd", "Cedar Ltd"]
    assert frame["source_row"].tolist() == [2, 3, 4]
    assert outcome.dataset.provenance.rows_read == 3
    assert outcome.problems[0].what == (
        "Read as 'Care homes' with the columns you chose: 'Establishment' as name, 'PC' as postcode, 'Max places' as "
        "registered beds and 'Run by' as provider name."
    )


def test_what_is_found_names_the_columns_as_the_file_does():
    outcome = load(
        HOMES.replace(b",20,", b",many,").replace(b"PR9 8SY", b"nowhere"), "homes.csv", "homes", columns=SAID
    )
    said = " ".join(f"{one.what} {one.where} {one.fix}" for one in outcome.problems)
    assert "registered_beds" not in said
    assert "'Max places'" in said
    assert set(outcome.dataset.parts["account"]["column"]) <= {*SAID, ""}


def test_what_the_user_says_goes_before_a_heading_of_the_same_name():
    content = HOMES.replace(b"Run by", b"Name")
    frame = load(content, "homes.csv", "homes", columns={k: v for k, v in SAID.items() if k != "Run by"}).dataset.frame
    assert frame["name"].tolist() == ["Ash House", "Birch House", "Cedar House"]


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"Gone": "name", "PC": "postcode"}, "column-gone"),
        ({"Establishment": "name", "Run by": "name"}, "column-chosen-twice"),
    ],
)
def test_columns_that_cannot_be_are_refused_in_words(columns, code):
    outcome = load(HOMES, "homes.csv", "homes", columns=columns)
    assert outcome.is_refused
    assert outcome.problems[0].code == code
    assert outcome.problems[0].fix


def test_a_file_about_people_has_no_table_to_map():
    people = b"client,postcode,places,ref\nA,PR8 3NX,3,943 476 5919\nB,PR9 8SY,4,943 476 5870\n"
    assert raw_table(people) is None
    assert load(people, "people.csv", "homes", columns={"client": "name"}).is_refused


def test_a_file_without_a_table_has_nothing_to_map():
    assert raw_table(b"%PDF-1.7") is None


def test_codes_and_postcodes_are_called_as_the_file_calls_them():
    codes = b"LSOA21CD,Rate\nE01006412,1.5\nE01999999,2.5\nE01033769,3.5\n"
    found = {one.code: one.where for one in load(codes, "rates.csv").problems}
    assert found["area-code-unknown"].startswith("column 'LSOA21CD'")
    homes = b"Location Name,Location Postal Code,Care homes beds\nAsh,PR8 3NX,20\nBirch,nowhere,30\n"
    outcome = load(homes, "homes.csv")
    assert "column 'Location Postal Code'" in next(one.where for one in outcome.problems if one.code == "not-located")
    assert "postcode" not in set(outcome.dataset.parts["account"]["column"])
