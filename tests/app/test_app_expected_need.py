"""Users against those expected from need, on the page, with and without figures of groups."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.app
SEEN = "Synthetic: requests per 1,000 adults: seen, and expected from people aged"


def test_areas_and_need_can_be_changed_and_stay_in_the_link(open_page):
    link = {"need-areas": "Wards", "need": "people aged 75 and over"}
    page = open_page("unmet_need", council="Liverpool", **link)
    assert page.faults == []
    assert "Expected need, area by area" in [heading.value for heading in page.at.header]
    table = page.figures(f"{SEEN} 75 and over, by ward")
    assert set(table["Verdict"]) <= {"under", "over", "no evidence of a difference", "not testable"}
    assert any("than people aged 75 and over would lead to expect" in said for said in page.findings)
    assert len(page.maps) == 1


def test_need_is_measured_by_the_ages_of_the_file_that_was_uploaded(open_page):
    ages = [
        ("18 to 64", 900, 300_000),
        ("65 to 74", 700, 40_000),
        ("75 to 84", 900, 22_000),
        ("85 and over", 800, 8_000),
    ]
    rows = [f"Age,{band},{users},{people}" for band, users, people in ages]
    content = "\n".join(["characteristic,characteristic_group,users_count,population_count", *rows]).encode()
    page = open_page("your_data", council="Liverpool")
    page.at.file_uploader(key="upload").set_value(("ages.csv", content, "text/csv"))
    page.again()
    (button,) = (b for b in page.at.button if b.label == "Use this data")
    button.click()
    page = page.again().go_to("unmet_need")
    by_age = "people by age, at the rates of your file of groups"
    page.at.selectbox(key="need").set_value(by_age)
    assert page.again().faults == []
    assert any(f"expected from {by_age}" in caption for caption in page.tables)
    assert any(f"than {by_age} would lead to expect" in said for said in page.findings)
