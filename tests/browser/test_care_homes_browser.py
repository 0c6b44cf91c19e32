"""Care homes in a browser: what is drawn, what moves together, what stays where the reader left it."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

AREAS = "path.leaflet-interactive:not([data-point])"
HOMES = "path[data-point]"
SMALL = "SAMPLE-SEF-001"  # drawn above the larger homes near it


@pytest.fixture
def opened(visit):
    visit.open("care_homes", council="Sefton")
    return visit


def mark(visit):
    """Leave a mark in the map's window: gone when the map is made anew."""
    visit.map.evaluate("window.left_here = true; window.map.setZoom(window.map.getZoom() + 1, {animate: false})")
    return where(visit)


def where(visit):
    """The mark, the zoom and the middle of the map."""
    return visit.map.evaluate(
        "[window.left_here === true, window.map.getZoom(), window.map.getCenter().lat, window.map.getCenter().lng]"
    )


def painted(visit):
    return visit.on_map(".leaflet-container").get_attribute("data-painted")


def test_the_map_draws_every_area_and_every_home(opened):
    assert opened.on_map(AREAS).count() == 189
    assert opened.on_map(HOMES).count() == 121
    expect(opened.metric("Homes")).to_have_text("121")
    colours = opened.on_map(AREAS).evaluate_all("shapes => new Set(shapes.map(s => s.getAttribute('fill'))).size")
    assert colours >= 3


def test_a_filter_moves_map_totals_and_table_and_leaves_the_map_where_it_was(opened):
    before = mark(opened)
    opened.add("Kind of home", "nursing")
    expect(opened.metric("Homes")).to_have_text("22")
    expect(opened.on_map(HOMES)).to_have_count(22)
    expect(opened.page.get_by_text("Homes that fit your choices (22 rows)")).to_be_visible()
    assert opened.on_map(AREAS).count() == 189
    assert where(opened) == before
    assert "kind=nursing" in opened.page.url


def test_a_change_of_measure_recolours_and_leaves_the_map_where_it_was(opened):
    before, colours = mark(opened), painted(opened)
    opened.choose("Colour the areas by", "Nothing")
    opened.map.wait_for_function(f"document.querySelector('.leaflet-container').dataset.painted !== '{colours}'")
    assert where(opened) == before
    assert opened.on_map(HOMES).count() == 121


def test_a_click_on_a_home_opens_its_card_and_the_link_shows_it_to_a_colleague(opened, visiting):
    before = mark(opened)
    home = opened.on_map(f"[data-point={SMALL}]")
    home.scroll_into_view_if_needed()
    home.click(force=True)
    card = opened.page.locator(".cmw-card", has_text="Register number")
    expect(card.get_by_role("heading")).to_have_text("Sample Home 001")
    expect(card).to_contain_text(SMALL)
    assert where(opened) == before
    opened.is_idle()
    colleague = visiting()
    colleague.page.goto(opened.page.url)
    expect(colleague.page.locator(".cmw-card", has_text="Register number")).to_contain_text(SMALL)


def test_homes_drawn_round_are_chosen_in_list_and_table_and_stay_on_a_reload(opened):
    opened.on_map("a.cmw-lasso").click()
    opened.page.locator("iframe").first.evaluate("frame => frame.scrollIntoView({block: 'center'})")
    frame = opened.on_map(".leaflet-container").bounding_box()
    corners = [(0.97, 0.03), (0.97, 0.93), (0.12, 0.93), (0.12, 0.03)]  # clear of the buttons
    x, y, width, height = (frame[name] for name in ("x", "y", "width", "height"))
    first, *others = [(x + east * width, y + south * height) for east, south in corners]
    opened.page.mouse.move(*first)
    opened.page.mouse.down()
    for corner in others:
        opened.page.mouse.move(*corner, steps=5)
    opened.page.mouse.up()
    expect(opened.page.get_by_text("121 homes chosen, with 3,603 beds")).to_be_visible()
    opened.is_idle()
    assert opened.page.url.count("chosen=") == 121
    opened.page.reload()
    opened.is_drawn("care_homes")
    expect(opened.page.get_by_text("121 homes chosen, with 3,603 beds")).to_be_visible()


def test_a_reload_shows_the_same_view(opened):
    opened.add("Size", "over 60 beds")
    opened.choose("Areas", "Wards")
    expect(opened.on_map(AREAS)).not_to_have_count(189)
    opened.is_idle()
    homes = opened.metric("Homes").inner_text()
    opened.page.reload()
    opened.is_drawn("care_homes")
    expect(opened.metric("Homes")).to_have_text(homes)
    assert opened.on_map(AREAS).count() < 189


def test_the_same_click_after_a_card_is_closed_opens_it_again(opened):
    home = opened.on_map(f"[data-point={SMALL}]")
    home.scroll_into_view_if_needed()
    home.click(force=True)
    card = opened.page.locator(".cmw-card", has_text="Register number")
    expect(card).to_be_visible()
    opened.page.get_by_role("combobox", name="Find a home").focus()
    opened.page.get_by_label("Clear value").click()
    expect(card).to_have_count(0)
    home.click(force=True)
    expect(card).to_be_visible()


def test_streets_come_from_outside_only_when_the_reader_asks(opened):
    with opened.context.expect_event("request", lambda asked: "openstreetmap" in asked.url):
        opened.page.get_by_text("Street map behind").click()
    opened.map_is_drawn()
    assert all(url.startswith("https://tile.openstreetmap.org/") for url in opened.outside)
    opened.forgive()
