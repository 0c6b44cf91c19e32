"""Home care that may not be shown ends the part that is about it, not the page."""

import pytest

from lib.ui import home_care
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
