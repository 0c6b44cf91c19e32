"""A council with nothing loaded: every page says what is missing and what to do about it."""

import pytest
from opened import APP, TITLES

pytestmark = pytest.mark.app

# Localities are there for every council, to begin with and to take away.
LOCALITIES = {
    "home_care": ("Download the localities as a file", "Download the list to edit and load again (CSV)"),
}
NEEDS = {
    "care_homes": "No care homes loaded for Kent",
    "what_if": "No care homes loaded for Kent",
    "placements": "No care home placements loaded for Kent",
    "home_care": "No home care activity loaded for Kent",
    "unmet_need": "No protected characteristics loaded for Kent",
}


def test_every_page_of_the_app_is_opened_by_these_tests():
    assert {page.stem for page in (APP.parent / "pages").glob("*.py")} - {"__init__"} == set(TITLES)


@pytest.mark.parametrize("name", TITLES)
def test_every_page_opens_without_data(seen, name):
    page = seen(name, council="Kent")
    assert page.faults == []
    assert page.title == TITLES[name].format("Kent")
    assert len(page.of_class("cmw-foot")) == 1


@pytest.mark.parametrize("name", NEEDS)
def test_a_page_without_its_data_says_what_is_missing_and_where_to_load_it(seen, name):
    page = seen(name, council="Kent")
    assert page.at.header[0].value == NEEDS[name]
    assert "Load yours and it opens here" in page.words
    (link,) = page.at.get("page_link")
    assert link.proto.label.startswith("Load ")
    assert link.proto.page == "your_data"
    assert [said for said in page.downloads if said not in LOCALITIES.get(name, ())] == []


def test_without_data_every_characteristic_of_the_act_is_evidence_that_is_missing(seen):
    missing = seen("unmet_need", council="Kent").figures("Evidence that is missing")
    assert (missing["Basis"] == "Equality Act 2010").sum() == 9
    assert (missing["What is missing"] != "").all()


def test_the_overview_without_data_points_to_your_data(seen):
    page = seen("overview", council="Kent")
    assert "Nothing is loaded for this council yet" in page.words
    assert page.metrics == {}
    assert set(page.figures("What is in use")["In use"]) == {"nothing loaded"}


def test_your_data_offers_a_template_before_anything_is_loaded(seen):
    page = seen("your_data", council="Kent")
    assert page.downloads == ["Download a template"]
    assert "one row for one registered care home" in page.words


def test_demand_pressure_starts_with_what_comes_with_every_council(seen):
    page = seen("demand_pressure", council="Kent")
    assert page.findings
    assert len(page.maps) == 1


def test_demand_pressure_with_no_indicator_chosen_says_so(open_page):
    page = open_page("demand_pressure", council="Kent")
    page.at.multiselect(key="indicators").set_value([])
    page.again()
    assert page.faults == []
    assert "Choose at least one indicator above." in page.words
    assert page.maps == []
