"""Without a mouse: menu, council, controls, map and table are reached in order, and nobody is held up on the way."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

FOCUSED = """() => {
    const part = document.activeElement;
    return part.getAttribute('aria-label') || part.title || part.textContent.trim();
}"""
IN_ORDER = (
    "Care homes",
    "Council",
    "Present",
    "Kind of home",
    "Colour the areas by",
    "streamlit_folium",
    "Find a home",
)


def tabbed(page, at_most):
    """What has the focus after each press of Tab."""
    for _ in range(at_most):
        page.keyboard.press("Tab")
        yield page.evaluate(FOCUSED)


def test_tab_reaches_menu_council_controls_map_card_and_tables_in_order(visit):
    page = visit.open("care_homes", council="Sefton")
    wanted = [*IN_ORDER, "Homes by size", "Download these figures"]
    for said in tabbed(page, 60):
        if wanted and wanted[0] in said:
            wanted.pop(0)
    assert wanted == []


def test_a_council_is_chosen_by_keyboard_alone(visit):
    page = visit.open("")
    box = page.get_by_role("combobox", name="Council")
    box.focus()
    box.press("ControlOrMeta+a")
    box.press_sequentially("Knowsley")
    box.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Care in Knowsley")
    assert "council=Knowsley" in page.url


def test_the_map_zooms_by_keyboard(visit):
    visit.open("care_homes", council="Sefton")
    chart = visit.on_map(".leaflet-container")
    chart.focus()
    before = visit.map.evaluate("window.map.getZoom()")
    chart.press("+")
    visit.map.wait_for_function(f"window.map.getZoom() > {before}")


def test_typing_a_council_name_does_not_start_the_projector_view(visit):
    page = visit.open("")
    page.get_by_role("combobox", name="Council").press_sequentially("Liverp")
    expect(page.get_by_role("option", name="Liverpool")).to_be_visible()
    expect(page.get_by_role("button", name="Leave presenting")).to_have_count(0)
