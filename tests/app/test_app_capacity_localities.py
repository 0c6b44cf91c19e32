"""Hours that could be bought, shared out among the localities chosen on the capacity page."""

import pytest

from lib import load
from lib.geography import areas
from lib.store import Workspace

pytestmark = pytest.mark.app

STEPS = ["Declared by providers", "Can be commissioned", "Needed for expected growth", "Headroom"]


def table_of(page, council):
    assert page.faults == []
    assert page.link_notices == []
    shown = page.figures(f"Hours a week in {council} by locality, step by step").set_index("Locality")
    return shown.apply(lambda column: column.str.replace(",", "").astype(float))


def test_the_waterfall_by_locality_adds_up_to_the_councils(seen):
    page = seen("home_care_market", council="Sefton")
    table = table_of(page, "Sefton")
    assert list(table.index) == ["Locality 1", "Locality 2", "Locality 3", "In no locality", "Sefton"]
    assert table.loc["Sefton", STEPS].tolist() == [2758, 1630, -1040, 590]
    assert table.iloc[:-1][STEPS].sum().tolist() == [2758, 1630, -1040, 590]
    assert "An assumption, not a count" in page.words


def test_growth_can_follow_the_care_delivered_now(open_page):
    page = open_page("home_care_market", council="Sefton", **{"growth-shared-by": "where home care is delivered now"})
    table = table_of(page, "Sefton")
    # of 18,373 hours a week 8,323 are delivered in Locality 1: 471.1 of 1,040
    assert table.loc["Locality 1", "Needed for expected growth"] == -471
    assert table.iloc[:-1]["Headroom"].sum() == 590


def test_typed_hours_are_shared_among_the_districts_of_a_county(open_page):
    typed = {f"worcestershire-{name}": str(hours) for name, hours in
             (("declared", 3000), ("buyable", 2000), ("growth", 2500))}  # fmt: skip
    page = open_page("home_care_market", council="Worcestershire", **typed)
    table = table_of(page, "Worcestershire")
    assert table.loc["Worcestershire", "Shortfall"] == -500 == table.iloc[:-1]["Shortfall"].sum()
    assert len(table) == 8


def test_without_hours_or_people_nothing_is_shared(seen):
    page = seen("home_care_market", council="Kent")
    assert page.faults == []
    assert not any("by locality, step by step" in caption for caption in page.tables)


def test_people_missing_in_one_area_are_said(open_page):
    codes = areas("Sefton")["area_code"].astype(str)
    rows = [f"{code},1500,{300 if n else ''},120" for n, code in enumerate(codes)]
    head = "area_code,population,population_65_plus,population_75_plus"
    page = open_page("home_care_market", council="Sefton")
    people = load("\n".join([head, *rows]).encode(), "people.csv", "population").dataset
    page.at.session_state["workspace"] = Workspace().accept(people)
    page = page.again()
    assert page.faults == []
    assert any("does not say how many people aged 65 and over live in every area here" in one for one in page.notices)
    assert "Hours a week, step by step" in page.tables
    assert not any("by locality, step by step" in caption for caption in page.tables)
