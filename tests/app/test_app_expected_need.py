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
