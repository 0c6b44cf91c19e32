"""The projector view: one press in, one press out, pages turned on the way."""

import pytest
from opened import TITLES

pytestmark = pytest.mark.app


def press(page, key):
    page.at.button(key=key).click()
    return page.again()


def styles(page):
    """Style sheets of the whole app."""
    return [element.value for element in page.at.html if "<style" in element.value]


@pytest.mark.parametrize("name", TITLES)
def test_every_page_can_be_presented(open_page, name):
    page = open_page(name, council="Sefton", present="true")
    assert page.faults == []
    assert page.title == TITLES[name].format("Sefton")
    labels = [button.label for button in page.at.button]
    assert labels[:3] == ["Leave presenting", "Previous", "Next"]


def test_one_press_presents_and_the_same_press_comes_back(open_page):
    page = open_page("care_homes", council="Sefton")
    before = page.findings
    page = press(page, "present-button")
    assert next(b.label for b in page.at.button) == "Leave presenting"
    assert any("font-size: 21px" in fragment for fragment in styles(page))
    assert page.findings == before
    page = press(page, "present-button")
    assert [b.label for b in page.at.button] == ["Present"]
    assert not any("font-size: 21px" in fragment for fragment in styles(page))


def test_the_pages_turn_in_the_order_of_the_menu_and_round_again(open_page):
    page = open_page("overview", council="Worcestershire", present="true")
    seen = [page.title]
    for _ in TITLES:
        page = press(page, "page-after")
        seen.append(page.title)
    assert seen == [title.format("Worcestershire") for title in [*TITLES.values(), TITLES["overview"]]]
    assert press(page, "page-before").title == TITLES["about"]


def test_words_on_a_map_are_larger_for_a_projector(open_page):
    plain, large = (open_page("home_care", council="Sefton", present=p).maps[0] for p in ("false", "true"))
    assert "--size: 13px" in plain.sent
    assert "--size: 18px" in large.sent
