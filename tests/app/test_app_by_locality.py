"""Measures of other pages by the localities chosen: beds, access, pressure and what a closed home does."""

import pytest

pytestmark = pytest.mark.app

SEFTON = {"council": "Sefton", "areas": "Localities"}


def test_beds_by_locality_add_up_to_the_register(seen):
    page = seen("care_homes", **SEFTON)
    assert page.faults == []
    table = page.figures("The figures behind the colours of the map").set_index("Area")
    assert {"Locality 1", "Locality 2", "Locality 3"} <= set(table.index)
    assert table["Beds"].str.replace(",", "").astype(int).sum() == 3_603
    older = table.loc[["Locality 1", "Locality 2", "Locality 3"], "People aged 75+"].str.replace(",", "").astype(int)
    assert older.sum() == pytest.approx(33_169, abs=1)


def test_access_and_pressure_by_another_set_of_localities(open_page):
    wards = {**SEFTON, "localities": "Example: Every ward a locality"}
    page = open_page("demand_pressure", **wards)
    assert page.faults == []
    assert page.link_notices == []
    assert len(page.maps[0].outlines["areas"]) == 22


def test_a_closed_home_by_locality(open_page):
    page = open_page("what_if", **SEFTON)
    assert page.faults == []
    assert len(page.maps[0].outlines["areas"]) == 3


def test_quality_owners_and_what_is_bought_by_locality(seen):
    page = seen("care_homes", **SEFTON, localities="Example: Every ward a locality")
    assert page.faults == []
    wards = page.figures("The homes of each locality").set_index("Place")
    assert wards["Homes"].astype(int).sum() == 121
    owned = page.figures("Who runs the beds of each place").set_index("Place")
    assert set(owned.index) <= set(wards.index)
    assert len(owned) > 3
    assert "Beds the council buys in each locality" in page.tables


def test_everything_of_the_page_can_be_of_the_homes_of_one_locality(open_page):
    whole = open_page("care_homes", **SEFTON)
    each = whole.figures("The homes of each locality").set_index("Place")["Homes"].astype(int)
    page = open_page("care_homes", **SEFTON, **{"homes-in": "Locality 2"})
    assert page.faults == []
    assert page.link_notices == []
    assert page.metrics["Homes"] == str(each["Locality 2"])
    assert page.figures("The homes of each locality")["Place"].tolist() == ["Locality 2"]
    assert len(page.figures("Homes that fit your choices")) == each["Locality 2"]
    by_area = "The figures behind the colours of the map"
    assert page.figures(by_area).equals(whole.figures(by_area)), "places not chosen have homes too"


def test_openings_questions_and_bed_rates_by_locality(seen):
    page = seen("care_homes", **SEFTON)
    opened = page.figures("Homes opened and closed in each locality, by year")
    by_month = page.figures("Homes opened and closed, by month")
    assert opened["Opened"].astype(int).sum() == by_month["Opened"].astype(int).sum()
    assert "Closed" not in opened, "nobody has said which homes closed"
    rated = page.figures("Overall: homes rated Good or Outstanding in each locality")
    assert rated[["Homes", "Rated"]].astype(int).sum().tolist() == [121, 115]
    rates = page.figures("Beds for older people in each locality, by kind of home")
    assert rates["Beds"].str.replace(",", "").astype(int).sum() == 3_603
    assert any("from 7.2 in Locality 3 to 14.0 in Locality 2" in said for said in page.findings)


def test_a_key_question_is_chosen_by_the_link(open_page):
    page = open_page("care_homes", **SEFTON, question="Safe")
    assert page.link_notices == []
    assert page.figures("Safe: homes rated Good or Outstanding in each locality")["Rated"].astype(int).sum() == 115


def test_people_displaced_by_the_locality_of_the_home(open_page):
    page = open_page("what_if", **SEFTON)
    table = page.figures("What changes in each locality, by where the home stands").set_index("Place")
    assert table["Homes that close"].astype(int).to_dict() == {"Locality 1": 1, "Locality 2": 0, "Locality 3": 0}
    assert page.metrics["People displaced"] == table.loc["Locality 1", "People displaced"]
    assert any("Locality 1 loses most" in said for said in page.findings)
