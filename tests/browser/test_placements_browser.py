"""Placements in a browser: the labels of the map can be read on a telephone."""

import pytest
from playwright.sync_api import expect
from visiting import NARROW

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

# Labels over one another, over the credit or the buttons, or not whole in the frame.
ILL_PLACED = """() => {
    const box = (element) => element.getBoundingClientRect(), frame = box(document.querySelector('.leaflet-container'));
    const all = (selector) => [...document.querySelectorAll(selector)];
    const labels = all('.cmw-zone'), others = all('.leaflet-control');
    const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    const isOut = (a) => a.left < frame.left || a.right > frame.right || a.top < frame.top || a.bottom > frame.bottom;
    const isHidden = (a, i) => [...labels.slice(0, i), ...others].some((other) => meet(a, box(other)));
    const ill = labels.filter((label, i) => isOut(box(label)) || isHidden(box(label), i));
    return ill.map((label) => label.textContent);
}"""


def test_no_label_of_the_map_hides_another_on_a_telephone(visiting):
    visit = visiting(NARROW)
    visit.open("placements", council="Sefton")
    expect(visit.on_map(".cmw-zone")).to_have_count(6)
    visit.map.wait_for_function(f"({ILL_PLACED})().length === 0")
    assert visit.map.evaluate(ILL_PLACED) == []
