"""A file from reading to use and back again, with names that try to run."""

import json

import pytest
from playwright.sync_api import expect
from uploaded import (
    HOSTILE,
    formulas,
    hostile_activity,
    hostile_characteristics,
    hostile_indicators,
    hostile_localities,
    messy_homes,
    read_download,
)

from lib.geography import areas, council
from lib.ui.plain import JOINER

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_hostile_names_are_read_shown_as_words_and_undone(visit, server):
    page = visit.open("your_data", council="Sefton")
    visit.use("messy homes.csv", messy_homes())
    visit.go("Care homes", "care_homes")
    expect(visit.metric("Homes")).to_have_text("5")
    listed = page.get_by_test_id("stDataFrame").first.locator("[data-testid^=glide-cell-1-]")
    expect(listed).to_have_count(5)
    assert sorted(listed.all_text_contents()) == sorted(HOSTILE)
    expect(visit.on_map("path[data-point]")).to_have_count(5)
    for number, name in enumerate(HOSTILE):
        _hover(visit, f"1-{100 + number}", name)
    _, text = visit.download("homes")
    _, rows = read_download(text)
    assert {row["Home"].removeprefix("'") for row in rows} == set(HOSTILE)
    assert formulas(text) == []
    assert page.locator("img[src=x]").count() == visit.on_map("img[src=x]").count() == 0
    visit.go("Your data", "your_data")
    page.get_by_role("button", name="Undo the last change").click()
    expect(page.get_by_text("Sample care homes, Sefton")).to_be_visible()
    visit.go("Care homes", "care_homes")
    expect(visit.metric("Homes")).to_have_text("121")
    assert not any(name in server.log for name in HOSTILE)


def _hover(visit, code, name):
    """The tooltip and the card of a home say its name as it stands."""
    point = visit.on_map(f"[data-point='{code}']")
    point.scroll_into_view_if_needed()
    point.dispatch_event("mouseover", {"bubbles": True})
    expect(visit.on_map(".leaflet-tooltip-top strong").last).to_have_text(name)
    point.dispatch_event("mouseout", {"bubbles": True})
    point.dispatch_event("click", {"bubbles": True})
    card = visit.page.locator(".cmw-card", has_text=code)
    expect(card.get_by_role("heading")).to_have_text(name)


@pytest.fixture(scope="module")
def codes():
    """The small areas of Sefton."""
    return list(areas(council("Sefton")).area_code)


def shows(visit, words):
    """The words stand on the page as they were written, and made no element of their own."""
    page = visit.page
    read = page.locator("[data-testid=stMain]").inner_text().replace(JOINER, "").casefold()
    assert [name for name in words if name.casefold() not in read] == []  # names of a kind are tidied to one case
    for made in ("img[src=x]", "img[src*='example.com']", "a[href*='example.com']"):
        assert page.locator(made).count() == 0


def test_hostile_characteristics_are_words(visit):
    visit.open("your_data", council="Sefton")
    visit.use("groups.csv", hostile_characteristics())
    visit.go("Unmet need", "unmet_need")
    shows(visit, HOSTILE)
    for name in HOSTILE:
        visit.page.get_by_role("radio").filter(has_text=name.replace("://", f"{JOINER}://")).first.click()
        visit.is_idle()
        expect(visit.page.get_by_role("rowheader", name=f"First {name}", exact=True).first).to_be_visible()


def test_hostile_indicators_are_words(visit, codes):
    visit.open("your_data", council="Sefton")
    visit.use("indicators.csv", hostile_indicators(codes))
    visit.go("Demand pressure", "demand_pressure")
    shows(visit, HOSTILE)


def test_hostile_localities_are_words(visit, codes):
    visit.open("your_data", council="Sefton")
    visit.use("localities.csv", hostile_localities(codes))
    visit.use("activity.csv", hostile_activity("2025-02", "2025-03"))
    visit.go("Home care", "home_care")
    shows(visit, HOSTILE)
    expect(visit.on_map(".cmw-zone")).to_have_count(len(HOSTILE))
    assert sorted(visit.on_map(".cmw-zone strong").all_inner_texts()) == sorted(HOSTILE)
    assert visit.on_map("img").count() == 0


def test_hostile_names_that_match_no_locality_and_hostile_periods_are_words(visit):
    visit.open("your_data", council="Sefton")
    visit.use("activity.csv", hostile_activity("2025-03", "![Elm](http://example.com/elm.png)"))
    visit.go("Home care", "home_care")
    shows(visit, HOSTILE)
    visit.go("Overview", "")
    shows(visit, ())


def test_a_refused_file_is_explained_and_the_sample_stays(visit, server):
    page = visit.open("your_data", council="Sefton")
    people = b"name,postcode,registered_beds,nhs\r\nA,PR8 3NX,3,943 476 5919\r\nB,PR9 8SY,4,943 476 5870\r\n"
    visit.upload("people.csv", people)
    expect(page.get_by_role("heading", name="The file cannot be used yet")).to_be_visible()
    expect(page.get_by_role("rowheader").filter(has_text="NHS numbers")).to_be_visible()
    expect(page.get_by_text("Nothing has changed")).to_be_visible()
    expect(page.get_by_role("button", name="Use this data")).to_have_count(0)
    assert "943" not in page.locator("main, [data-testid=stMain]").first.inner_text()
    assert "476 5919" not in server.log
    visit.upload("report.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n")
    expect(page.get_by_role("rowheader").filter(has_text="PDF document")).to_be_visible()
    visit.go("Care homes", "care_homes")
    expect(visit.metric("Homes")).to_have_text("121")


@pytest.mark.parametrize("name", ["service.jsonl", "service.ndjson"])
def test_records_of_the_regulators_service_line_by_line_are_let_in_by_the_uploader(visit, name):
    home = {"locationId": "1-100", "name": "Elm House", "postalCode": "L20 3NJ", "careHome": "Y", "numberOfBeds": 40,
            "localAuthority": "Sefton", "registrationStatus": "Registered"}  # fmt: skip
    visit.open("your_data", council="Sefton")
    visit.upload(name, json.dumps(home).encode(), "application/json")
    expect(visit.page.get_by_text("Care homes: 1 row read, 1 used")).to_be_visible()
