"""Every page at the width of a desk and of a telephone: drawn, quiet, accessible, and asking no other machine."""

import pytest
from axe import violations
from visiting import NARROW, PAGES, WIDE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path or "overview")
def test_every_page_is_drawn_and_accessible_on_a_desk_and_on_a_telephone(visiting, path):
    visit = visiting(WIDE)
    page = visit.open(path, council="Sefton")
    assert page.get_by_role("heading", level=1).count() == 1
    wide = violations(page)
    page.set_viewport_size(NARROW)
    page.wait_for_function("document.documentElement.scrollWidth <= window.innerWidth")
    assert (wide, violations(page)) == ([], [])


@pytest.mark.parametrize("path", ["care_homes", "unmet_need"])
def test_pages_in_a_dark_room_are_accessible_too(visiting, path):
    visit = visiting(WIDE, color_scheme="dark")
    assert violations(visit.open(path, council="Sefton")) == []
