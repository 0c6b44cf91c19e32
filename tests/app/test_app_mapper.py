"""An unknown layout: proposed, corrected, read through the same door, offered again next time."""

import pytest

pytestmark = [pytest.mark.app, pytest.mark.usefixtures("own_workspace")]

HOMES = b"""Establishment,PC,Max places,Run by,Also known as
Ash House,PR8 3NX,20,Ash Ltd,The Ash
Birch House,PR9 8SY,31,Birch Ltd,The Birch
Cedar House,L21 8JY,12,Cedar Ltd,The Cedar
"""
OTHER_MONTH = HOMES.replace(b",20,", b",25,")
PRESS = "Read the file with these columns"


def chosen(page, column, kind="homes"):
    return page.at.selectbox(key=f"column-{kind}-{column}").value


def test_columns_are_proposed_with_reasons_and_the_file_is_read_and_used(load):
    page = load(HOMES)
    assert page.at.selectbox(key="columns-kind").value == "homes"
    assert [chosen(page, name) for name in ("name", "postcode", "registered_beds")] == [
        "Establishment",
        "PC",
        "Max places",
    ]
    assert any("are postcodes. It holds: PR8 3NX" in line for line in page.of_class("cmw-source"))
    page = page.press(PRESS)
    assert "Care homes: 3 rows read, 3 used, 0 set aside." in page.findings
    page = page.press("Use this data")
    assert page.go_to("care_homes").metrics["Homes"] == "3"


def test_a_proposal_can_be_corrected_and_read_again(load):
    page = load(HOMES)
    page.at.selectbox(key="column-homes-name").set_value("Also known as")
    page = page.press(PRESS).press("Use this data")
    assert page.at.session_state["workspace"].get("homes").frame["name"].tolist() == [
        "The Ash",
        "The Birch",
        "The Cedar",
    ]
    page = page.press("Choose the columns again")
    assert "The file cannot be used yet" in page.words
    page.at.selectbox(key="column-homes-name").set_value("Establishment")
    page = page.press(PRESS).press("Use this data").go_to("care_homes")
    assert set(page.figures("Homes that fit your choices")["Home"]) == {"Ash House", "Birch House", "Cedar House"}


def test_a_needed_column_left_out_is_asked_for(load):
    page = load(HOMES)
    page.at.selectbox(key="column-homes-postcode").set_value("(none of them)")
    page = page.press(PRESS)
    assert "Choose a column for: Postcode." in page.notices


def test_the_mapping_is_offered_to_the_next_reader_with_the_same_headings(load, open_page):
    page = load(HOMES)
    page.at.selectbox(key="column-homes-name").set_value("Also known as")
    page.press(PRESS)
    other = load(OTHER_MONTH, "next month.csv")
    assert "A file with these headings was read before" in other.words
    assert chosen(other, "name") == "Also known as"
    assert "Care homes: 3 rows read, 3 used, 0 set aside." in other.press(PRESS).findings


def test_without_a_workspace_the_mapping_is_kept_for_the_session(load, own_workspace):
    own_workspace.write_text("not a folder")
    page = load(HOMES)
    page.at.selectbox(key="column-homes-name").set_value("Also known as")
    page = load(OTHER_MONTH, "next month.csv", page.press(PRESS))
    assert chosen(page, "name") == "Also known as"


def test_a_file_about_people_is_not_offered_a_mapping(load):
    page = load(b"client,pc,places,nhs\nA,PR8 3NX,3,943 476 5919\nB,PR9 8SY,4,943 476 5870\n")
    assert "The file cannot be used yet" in page.words
    assert not any(button.label == PRESS for button in page.at.button)
