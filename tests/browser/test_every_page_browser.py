"""Every page at the width of a desk and of a telephone: drawn, quiet, accessible, and asking no other machine."""

import pytest
from axe import violations
from visiting import NARROW, PAGES, WIDE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["1440", "390"])
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path or "overview")
def test_every_page_is_drawn_and_accessible(visiting, path, viewport):
    visit = visiting(viewport)
    page = visit.open(path)
    assert page.get_by_role("heading", level=1).count() == 1
    assert violations(page) == []
