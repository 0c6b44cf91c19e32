"""Figures of people that may not be shown end the part that is about them, not the page."""

import pytest

from lib.ui import home_care, placements_by_place
from lib.ui.stopping import end_page

pytestmark = pytest.mark.app


@pytest.mark.parametrize(
    ("name", "part", "after"),
    [
        ("home_care_market", {}, "The way out of hospital"),
        ("home_care", {"part": "Providers"}, "Packages handed back"),
    ],
)
def test_the_parts_after_it_are_still_shown(open_page, monkeypatch, name, part, after):
    monkeypatch.setattr(home_care, "by_locality", lambda *_: end_page())
    page = open_page(name, council="Sefton", **part)
    assert page.faults == []
    assert any(after in heading.value for heading in page.at.header)
    assert "How these figures are worked out" in [one.label for one in page.at.expander]


def test_placements_are_shown_where_their_homes_may_not_be(load, monkeypatch):
    monkeypatch.setattr(placements_by_place, "homes_shown", lambda *_: end_page())
    placed = (
        b"period,placed_by,placed_in,home_kind,people,care home postcode\n2025-26,Knowsley,Sefton,nursing,20,PR8 3NX\n"
    )
    page = load(placed, "placed.csv").press("Use this data").go_to("placements")
    assert page.faults == []
    assert "How these figures are worked out" in [one.label for one in page.at.expander]
