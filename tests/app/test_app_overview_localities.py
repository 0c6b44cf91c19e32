"""The headline figures of the overview by locality: they add up, hide what is hidden, and say what was done."""

import pytest

from lib import load
from lib.geography import areas
from lib.store import Workspace

pytestmark = pytest.mark.app


def by_locality(page, council):
    assert page.faults == []
    return page.figures(f"The figures of {council} by locality").set_index("Locality")


def numbers(column):
    return column.str.replace(",", "").astype(float)


def test_columns_add_up_to_the_headline_figures(seen):
    page = seen("overview", council="Sefton")
    table = by_locality(page, "Sefton")
    assert list(table.index) == ["Locality 1", "Locality 2", "Locality 3", "In no locality", "Sefton"]
    headings = ["Care homes", "Registered beds", "Hours of home care, March 2025"]
    for heading, metric in zip([*headings, "Aged 75+"], [*headings, "People aged 75 and over"], strict=True):
        assert table.loc["Sefton", heading] == page.metrics[metric]
        assert numbers(table[heading].iloc[:-1]).sum() == pytest.approx(
            numbers(table[heading].iloc[-1:]).iloc[0], abs=2
        )
    assert any(said.startswith("Locality 2 has the most beds") for said in page.findings)
    assert "Small areas are added up to" in page.words


def test_home_care_of_no_district_has_a_row(seen):
    table = by_locality(seen("overview", council="Worcestershire"), "Worcestershire")
    assert table.loc["In no locality", "Hours of home care, March 2021"] == "114"
    assert table.loc["Worcestershire", "Hours of home care, March 2021"] == "35,388"


def test_other_localities_are_spread_and_said(open_page):
    page = open_page("overview", council="Sefton", localities="Example: Every ward a locality")
    table = by_locality(page, "Sefton")
    assert len(table) == 24
    assert any("An estimate: the figures loaded are by other localities" in said for said in page.notices)
    assert table.loc["Sefton", "Care homes"] == "121"
    assert table.loc["Sefton", "People waiting, March 2025"] == "45"  # as it is by the three localities it came by


def people_of(council):
    rows = [f"{code},1500,300,120,40" for code in areas(council)["area_code"].astype(str)]
    head = "area_code,population,population_65_plus,population_75_plus,population_85_plus"
    return load("\n".join([head, *rows, ""]).encode(), "people.csv", "population").dataset


def with_data(page, *loaded):
    kept = Workspace()
    for one in loaded:
        kept = kept.accept(one)
    page.at.session_state["workspace"] = kept
    return page.again()


def test_a_council_without_localities_of_its_own_is_told_how_to_choose_some(open_page):
    page = with_data(open_page("overview", council="Manchester"), people_of("Manchester"))
    assert page.faults == []
    assert "To see these figures by locality, choose some above" in page.words
    assert "The figures of Manchester by locality" not in page.tables
    page.at.selectbox(key="localities").select("Example: Every ward a locality")
    table = by_locality(page.again(), "Manchester")
    assert numbers(table["Aged 75+"].iloc[:-1]).sum() == numbers(table["Aged 75+"]).iloc[-1]


def test_nothing_is_asked_where_nothing_is_loaded(seen):
    assert "The figures by locality" not in seen("overview", council="Kent").words


def test_localities_of_another_council_are_said_to_lie_elsewhere(open_page):
    wards = areas("Sefton", "ward")["area_code"].astype(str)
    listed = "\n".join(["locality_name,area_code", *(f"East,{code}" for code in wards), ""])
    own = load(listed.encode(), "own.csv", "localities").dataset
    page = with_data(open_page("overview", council="Kent"), own, people_of("Kent"))
    assert page.faults == []
    assert "None of the small areas of Kent lies in these localities, so there are no figures by them." in page.notices


def test_hours_of_a_few_people_cannot_be_worked_out_from_the_headline(open_page):
    rows = ["locality_name,period,hours,packages", "Locality 1,2026-01,900,80", "Locality 2,2026-01,13,2",
            "Locality 3,2026-01,500,45", ""]  # fmt: skip
    page = open_page("overview", council="Sefton")
    loaded = load("\n".join(rows).encode(), "activity.csv", "locality_activity").dataset
    page = with_data(page, loaded)
    hours = by_locality(page, "Sefton")["Hours of home care, January 2026"]
    shown = numbers(hours[hours != "[c]"])
    assert hours["Locality 2"] == "[c]"
    assert page.metrics["Hours of home care, January 2026"] == hours["Sefton"]
    assert shown.iloc[:-1].sum() == shown.iloc[-1] <= 1400
    assert "leaves out" in page.words


def test_people_by_ward_are_given_to_localities_by_their_small_areas(open_page):
    wards = areas("Sefton", "ward")["area_code"].astype(str)
    rows = ["area_code,population,population_65_plus,population_75_plus", *(f"{w},9000,2000,1000" for w in wards), ""]
    page = open_page("overview", council="Sefton")
    page.at.session_state["workspace"] = Workspace().accept(
        load("\n".join(rows).encode(), "p.csv", "population").dataset
    )
    table = by_locality(page.again(), "Sefton")
    assert table.loc["Sefton", "Aged 75+"] == "22,000" == page.metrics["People aged 75 and over"]
    assert table.loc["Locality 1", "Aged 75+"] not in ("0", "[x]")


def test_homes_without_beds_have_no_headline_of_beds(open_page):
    rows = ["Location ID,Location Name,Postcode,Local Authority", "1-101,Ash House,PR8 3NX,Sefton", ""]
    page = with_data(open_page("overview", council="Sefton"), load("\n".join(rows).encode(), "h.csv", "homes").dataset)
    table = by_locality(page, "Sefton")
    assert page.metrics["Care homes"] == table.loc["Sefton", "Care homes"] == "1"
    assert "Registered beds" not in page.metrics
