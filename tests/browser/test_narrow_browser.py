"""On a telephone: tables scroll under the names of their rows, and names on maps lie clear of one another."""

from itertools import combinations

import pytest
from visiting import NARROW

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

NAMES = """() => [...document.querySelectorAll('.cmw-place, .cmw-zone')]
  .filter((box) => getComputedStyle(box).visibility !== 'hidden')
  .map((box) => { const at = box.getBoundingClientRect();
    return { words: box.innerText, place: box.classList.contains('cmw-place'),
             left: at.left, right: at.right, top: at.top, bottom: at.bottom }; })"""


def lie_over(one, other):
    across = one["left"] < other["right"] and other["left"] < one["right"]
    return across and one["top"] < other["bottom"] and other["top"] < one["bottom"]


def test_a_table_scrolls_under_the_names_of_its_rows_and_no_row_is_tall(visiting):
    visit = visiting(NARROW)
    page = visit.open("home_care", council="Worcestershire", part="Everything")
    table = page.locator(".cmw-scroll", has_text="Older people and the nearest hospitals")
    heights = table.evaluate("e => [...e.querySelectorAll('tbody tr')].map((row) => row.offsetHeight)")
    assert max(heights) <= 100
    name = table.locator("tbody th").first
    before = name.bounding_box()["x"]
    assert table.evaluate("e => { e.scrollLeft = 300; return e.scrollLeft; }") == 300
    assert name.bounding_box()["x"] == pytest.approx(before, abs=1)


def test_few_neighbours_are_named_on_a_narrow_map_and_none_over_another(visiting):
    visit = visiting(NARROW)
    visit.open("home_care", council="Kent")
    frame = visit.map_is_drawn()
    shown = frame.evaluate(NAMES)
    neighbours = [name for name in shown if name["place"]]
    assert 1 <= len(neighbours) <= 4
    assert not any(lie_over(*pair) for pair in combinations(shown, 2))


def test_a_wide_map_names_the_neighbours_there_is_room_for(visit):
    visit.open("home_care", council="Kent")
    shown = visit.map_is_drawn().evaluate(NAMES)
    assert len([name for name in shown if name["place"]]) > 4
    assert not any(lie_over(*pair) for pair in combinations(shown, 2))
