"""The map for many areas in Chromium: drawn whole, recoloured where it stands, clicked, by keyboard too."""

import io
import re
from collections import Counter
from collections.abc import Iterator

import numpy as np
import pytest
import shapely
from axe import violations
from PIL import Image
from playwright.sync_api import Page, expect
from served import ROOT, Server, serving

from lib.geography import areas
from lib.views.palette import SEQUENTIAL

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
MAP, FRAME = ".cmw-country", ".cmw-country .leaflet-container"


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the one page, with the app's own static files."""
    folder = tmp_path_factory.mktemp("country")
    (folder / "app.py").write_text((ROOT / "tests/browser/country_page.py").read_text(encoding="utf-8"), "utf-8")
    (folder / "static").symlink_to(ROOT / "static", target_is_directory=True)
    with serving({"PYTHONPATH": str(ROOT)}, folder / "app.py") as server:
        yield server


@pytest.fixture
def opened(visiting, country):
    """The page of a link, once its map is painted."""

    def open_(**link: str) -> Page:
        page = visiting({"width": 1100, "height": 900}, address=country.address).page
        page.goto(f"{country.address}/?{'&'.join(f'{k}={v}' for k, v in link.items())}")
        page.locator(f"{MAP}[data-painted]").wait_for(timeout=30_000)
        return page

    return open_


def told(page: Page, what: str) -> str:
    return page.locator(MAP).get_attribute(f"data-{what}")


def is_changed(page: Page, what: str, before: str) -> None:
    expect(page.locator(MAP)).not_to_have_attribute(f"data-{what}", before)


def middle(page: Page) -> tuple[float, float]:
    box = page.locator(FRAME).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def area_in_the_middle(page: Page) -> str:
    """Worked out from the outlines, not from the map."""
    latitude, longitude, _ = map(float, told(page, "seen").split())
    inside = areas("Leicester")
    return inside.area_code[inside.contains(shapely.Point(longitude, latitude))].item()


def test_every_area_of_england_and_wales_is_drawn_and_recoloured_where_it_stands(opened):
    page = opened()
    assert told(page, "areas") == "34753"
    painted, seen = told(page, "painted"), told(page, "seen")
    page.get_by_role("button", name="Zoom in").click()
    is_changed(page, "seen", seen)
    near = told(page, "seen")
    page.get_by_text("Second", exact=True).click()
    is_changed(page, "painted", painted)
    assert told(page, "seen") == near


def test_every_class_has_its_colour_in_the_picture(opened):
    page = opened()
    picture = Image.open(io.BytesIO(page.locator(FRAME).screenshot())).convert("RGB")
    pixels = Counter(np.asarray(picture).reshape(-1, 3).astype(np.uint32).dot([65536, 256, 1]).tolist())
    shares = [pixels[int(colour[1:], 16)] / picture.width / picture.height for colour in SEQUENTIAL]
    assert all(0.003 < share < 0.2 for share in shares), shares


def test_a_change_of_measure_fetches_nothing(opened):
    page, asked = opened(where="Leicester"), []
    page.on("request", lambda request: asked.append(request.url))
    painted = told(page, "painted")
    page.get_by_text("Second", exact=True).click()
    is_changed(page, "painted", painted)
    assert [url for url in asked if "/media/" in url or "/static/" in url] == []


def test_a_click_comes_back_with_the_code_of_the_area(opened):
    page = opened(where="Leicester")
    expected = area_in_the_middle(page)
    page.mouse.click(*middle(page))
    expect(page.get_by_text(f"clicked area {expected}")).to_be_visible()


def test_a_point_is_clicked_before_the_area_below_it(opened):
    page = opened(where="Leicester", points="1")
    page.locator(FRAME).focus()
    latitude, longitude, zoom = map(float, told(page, "seen").split())
    per_degree = 256 * 2**zoom / 360
    x, y = middle(page)
    across, up = (-1.13 - longitude) * per_degree, (52.64 - latitude) * per_degree / 0.6069  # cosine of 52.64 degrees
    page.mouse.click(x + across, y - up)
    expect(page.get_by_text("clicked point 1-1")).to_be_visible()


def test_points_drawn_round_come_back_once_and_a_line_round_nothing_changes_nothing(opened):
    page = opened(where="Leicester", points="1")
    x, y = middle(page)

    def draw_round(left: int, top: int, right: int, bottom: int) -> None:
        page.get_by_role("button", name=re.compile("^Draw round homes")).click()
        page.mouse.move(x + left, y + top)
        page.mouse.down()
        for across, down in ((right, top), (right, bottom), (left, bottom), (left, top)):
            page.mouse.move(x + across, y + down, steps=4)
        page.mouse.up()

    draw_round(-300, -200, 300, 200)
    expect(page.get_by_text("clicked points 1-1")).to_be_visible()
    page.get_by_text("Second", exact=True).click()
    expect(page.get_by_text("nothing clicked")).to_be_visible()
    draw_round(280, 180, 300, 200)
    expect(page.get_by_text("nothing clicked")).to_be_visible()
    seen = told(page, "seen")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y, steps=4)
    page.mouse.up()
    is_changed(page, "seen", seen)  # after a line the map is dragged again


def test_a_hostile_name_is_shown_as_it_is_written(opened):
    page = opened(where="Leicester")
    page.mouse.move(*middle(page))
    tip = page.locator(".cmw-country-tip")
    expect(tip).to_contain_text('<img src=x onerror="window.isHacked=1"> ${alert(1)} `x` </script>')
    assert page.locator(f"{MAP} img, {MAP} script").count() == 0
    assert page.evaluate("window.isHacked") is None


def test_the_keyboard_moves_zooms_and_picks_and_sets_off_nothing_else(opened):
    page = opened(where="Leicester")
    frame = page.get_by_role("application", name=re.compile("^Map of Leicester"))
    for _ in range(12):
        page.keyboard.press("Tab")
        if frame.evaluate("(element) => element === document.activeElement"):
            break
    expect(frame).to_be_focused()
    for key in ("+", "ArrowRight", "ArrowDown"):
        seen = told(page, "seen")
        page.keyboard.press(key)
        is_changed(page, "seen", seen)
    expected = area_in_the_middle(page)
    expect(page.locator(".cmw-country-said")).to_contain_text(re.compile("First: "))
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"clicked area {expected}")).to_be_visible()
    assert page.get_by_text("turned the page").count() == 0
    frame.blur()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("turned the page")).to_be_visible()


def test_it_has_a_name_and_passes_axe_in_both_lights(opened):
    for dark in "01":
        page = opened(where="Leicester", dark=dark)
        assert [found for found in violations(page) if "cmw-country" in found or "leaflet" in found] == []


def test_it_says_so_when_the_outlines_do_not_come(visiting, country):
    visit = visiting(address=country.address)
    visit.page.route("**/media/*.gz", lambda route: route.fulfill(status=404))
    visit.page.goto(f"{country.address}/?where=Leicester")
    expect(visit.page.get_by_text("The map could not be drawn. The table has the same figures.")).to_be_visible()
    assert visit.said
    visit.said.clear()
