"""The address of the app: the first visit of a fresh server, menus that carry the council, nonsense said."""

import re

import pytest
from playwright.sync_api import expect
from served import serving
from visiting import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_a_link_that_is_a_servers_first_visit_opens_inside_the_frame(visiting):
    # Streamlit took the folder `pages` for its older kind of app and ran the page alone, without bar and menu.
    with serving() as fresh:
        visit = visiting(address=fresh.address)
        page = visit.open("care_homes", council="Knowsley")
        expect(page.get_by_role("heading", level=1)).to_have_text("Care homes in Knowsley")
        expect(page.get_by_role("combobox", name="Council")).to_have_value("Knowsley")
        expect(page.get_by_test_id("stTopNavLink")).to_have_count(len(PAGES))
        expect(page.get_by_role("button", name="Present")).to_be_visible()
        expect(page.get_by_test_id("stSidebarNav")).to_have_count(0)
        visit.page.goto("about:blank")


def test_the_menu_carries_the_council_from_page_to_page(visit):
    page = visit.open("", council="Knowsley")
    visit.go("Care homes", "care_homes")
    expect(page.get_by_role("heading", level=1)).to_have_text("Care homes in Knowsley")
    assert "council=Knowsley" in page.url
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Care in Knowsley")


def test_the_localities_chosen_go_along_from_page_to_page(visit):
    zones = "Example: Ten zones (made up)"
    page = visit.open("home_care", council="Worcestershire", localities=zones)
    visit.go("Overview", "")
    expect(page.get_by_role("combobox", name="Localities")).to_have_value(zones)
    expect(page).to_have_url(re.compile("Ten\\+zones"))
    visit.go("Home care", "home_care")
    expect(page.get_by_role("combobox", name="Localities")).to_have_value(zones)
    page.get_by_role("combobox", name="Localities").click()
    page.get_by_role("option", name="In use now").click()
    visit.is_idle()
    visit.go("Overview", "")
    expect(page.get_by_role("combobox", name="Localities")).to_have_value("In use now")
    expect(page.locator(".stException")).to_have_count(0)


def test_nonsense_in_a_link_is_said_and_goes_from_the_address(visit):
    page = visit.open("home_care", council="Atlantis", measure="<img src=x onerror=alert(1)>")
    notices = page.locator(".cmw-notice").filter(has_text="The link asked for")
    expect(notices).to_have_count(2)
    expect(notices.first).to_contain_text("Atlantis")
    expect(page.get_by_role("heading", level=1)).to_have_text("Home care in Sefton")
    assert "Atlantis" not in page.url
    assert page.locator(".cmw-notice img").count() == 0


def test_nonsense_is_said_on_a_page_that_has_nothing_to_show_too(visit):
    visit.page.goto(f"{visit.address}/what_changed?council=Atlantis")
    expect(visit.page.locator(".cmw-notice").filter(has_text="Atlantis")).to_be_visible()


def test_a_page_that_does_not_exist_leads_to_one_that_does(visit):
    visit.page.goto(f"{visit.address}/treasure")
    expect(visit.page.get_by_role("heading", level=1)).to_contain_text("Care in", timeout=30_000)
    visit.forgive()  # Chromium notes the 404 of the address itself


def test_what_was_chosen_comes_back_after_a_part_that_does_not_ask_for_it(visit):
    page = visit.open("home_care", council="Sefton", measure="People waiting")
    finding = page.locator(".cmw-finding").first
    said = finding.inner_text()
    assert "people waiting" in said
    parts = page.get_by_test_id("stButtonGroup")
    parts.get_by_text("Providers", exact=True).click()
    expect(finding).not_to_have_text(said)
    parts.get_by_text("The map", exact=True).click()
    expect(finding).to_have_text(said)
    visit.is_idle()
    assert "measure=People+waiting" in page.url
