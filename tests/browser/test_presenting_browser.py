"""The projector view by key: P in, P out, arrows turn the pages."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

CONTROLS = (".st-key-controls", ".st-key-council-bar", "[data-testid=stHeader]", ".cmw-foot")


def size_of_type(page):
    return page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")


def test_p_presents_and_p_comes_back(visit):
    page = visit.open("care_homes", council="Sefton")
    plain = size_of_type(page)
    page.keyboard.press("p")
    expect(page.get_by_role("button", name="Leave presenting")).to_be_visible()
    page.wait_for_function(f"parseFloat(getComputedStyle(document.documentElement).fontSize) > {plain}")
    for part in CONTROLS:
        expect(page.locator(part).first).to_be_hidden()
    expect(page.locator(".cmw-finding").first).to_be_visible()
    visit.map_is_drawn()
    assert "present=true" in page.url
    page.keyboard.press("p")
    expect(page.get_by_role("combobox", name="Council")).to_be_visible()
    expect(page.locator(".st-key-controls")).to_be_visible()
    assert size_of_type(page) == plain
    visit.is_idle()
    assert "present" not in page.url


def test_arrow_keys_turn_the_pages_there_and_back(visit):
    page = visit.open("home_care", council="Worcestershire", present="true")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", level=1)).to_have_text("What home care could be bought in Worcestershire")
    visit.is_idle()
    assert "present=true" in page.url
    assert "council=Worcestershire" in page.url
    page.keyboard.press("ArrowLeft")
    visit.is_drawn("home_care")
    expect(page.get_by_role("heading", level=1)).to_have_text("Home care in Worcestershire")
    expect(page.get_by_role("button", name="Leave presenting")).to_be_visible()


def test_a_presented_page_opens_from_its_link_and_fits_a_projector(visiting):
    visit = visiting({"width": 1280, "height": 720})
    page = visit.open("unmet_need", council="Sefton", present="true")
    expect(page.get_by_role("button", name="Leave presenting")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
