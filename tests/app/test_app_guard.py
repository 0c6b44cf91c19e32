"""Figures of people held against what the same session has shown of them before."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.app
HEADINGS = "characteristic,characteristic_group,users_count,population_count\n"
FIRST = HEADINGS + "Religion,Christian,400,60000\nReligion,Muslim,6,2000\nReligion,No religion,200,38000\n"


@pytest.fixture
def load(open_page):
    def loaded(content: str, page=None):
        page = page.go_to("your_data") if page else open_page("your_data", council="Kent")
        return page.give(content.encode(), "people.csv").press("Use this data").go_to("unmet_need")

    return loaded


def users_of(page) -> dict[str, str]:
    table = page.figures("Religion or belief: users against population")
    return dict(zip(table["Group"], table["Users"], strict=True))


def choose_rule(page, rule: str):
    page.at.selectbox(key="rule").set_value(rule)
    return page.again()


def test_a_second_rule_that_would_tell_of_a_few_people_is_not_used_and_the_page_says_why(load):
    page = load(FIRST)
    assert users_of(page) == {"Christian": "400", "Muslim": "5", "No religion": "200"}
    page = choose_rule(page, "hes")
    assert page.faults == []
    assert users_of(page)["Muslim"] == "5"
    assert any("small-number rule stays" in notice for notice in page.notices)
    assert any("Counts of 1 to 4 are hidden" in notice for notice in page.notices)


def test_a_second_version_with_one_person_more_is_rounded_under_an_exact_rule(load):
    page = choose_rule(load(FIRST.replace("Muslim,6", "Muslim,63")), "under_6")
    assert users_of(page) == {"Christian": "400", "Muslim": "63", "No religion": "200"}
    page = choose_rule(load(FIRST.replace("Muslim,6", "Muslim,64"), page), "under_6")
    assert page.faults == []
    assert users_of(page) == {"Christian": "400", "Muslim": "60", "No religion": "200"}
    assert any("rounded to the nearest 10" in notice for notice in page.notices)
