"""Next year's hours of one locality, and of all of them side by side, on the capacity page."""

import pytest

from lib import load
from lib.store import Workspace

pytestmark = pytest.mark.app


def test_districts_stand_side_by_side_with_what_cannot_be_told(seen):
    page = seen("home_care_market", council="Worcestershire")
    assert page.faults == []
    table = page.figures("Hours of home care by locality a year after March 2021").set_index("Locality")
    assert table.loc["Wychavon", "A year on: last year's growth carried forward"] == "9,800"  # 7,651 x 7,651 / 5,973
    assert table.loc["All localities", "A year on: last year's growth carried forward"] == "41,805"
    assert table["What cannot be told"].str.startswith("No forecast: 2 periods").all()
    assert any("need in Wychavon grows by 2,149 hours (28.1%)" in said for said in page.findings)
    assert "is published for home care of no locality; that of the whole council stands for it" in page.words
    assert any("they need not add up to the figure for all localities" in said for said in page.findings)


def test_one_district_grows_with_its_own_published_people(open_page):
    page = open_page("home_care_market", council="Worcestershire", **{"worcestershire-next-year-of": "Wychavon"})
    assert page.faults == []
    assert page.link_notices == []
    table = page.figures("Hours of home care a year after March 2021, Wychavon").set_index("Assumption")
    assert table.loc["As the population grows", "Hours in March 2021"] == "7,651"
    assert table.loc["As the population grows", "Hours a year on"] == "7,833"


def test_a_locality_of_others_than_those_chosen_is_let_go_of(open_page):
    page = open_page("home_care_market", council="Worcestershire", **{"worcestershire-next-year-of": "Wychavon"})
    page.at.selectbox(key="localities").select("Example: Every ward a locality")
    page = page.again()
    assert page.faults == []
    assert page.link_notices == []
    assert "Hours of home care a year after March 2021" in page.tables
    assert any("An estimate: the figures loaded are by other localities" in said for said in page.notices)
    shown = page.figures("Hours of home care by locality a year after March 2021").set_index("Locality")
    assert float(shown.loc["All localities", "Hours in March 2021"].replace(",", "")) == 35_388
    assert "that of the whole council stands for it" in page.words


def test_every_locality_is_put_to_the_test_when_asked(open_page):
    link = {"sefton-each-tried": "true", "sefton-next-year-of": "Locality 2"}
    page = open_page("home_care_market", council="Sefton", **link)
    assert page.faults == []
    table = page.figures("Hours of home care by locality a year after March 2025").set_index("Locality")
    assert set(table["Closest on the past"]) == {"the seasonal model"}
    assert table["Wrong by, on average (%)"].astype(float).between(0, 5).all()
    alone = page.figures("Each way of forecasting, tried on the past").set_index("Method")
    assert alone.loc["the seasonal model", "Mean error (%)"] == table.loc["Locality 2", "Wrong by, on average (%)"]


def test_a_locality_with_a_hidden_month_says_so(open_page):
    rows = ["locality_name,period,hours,packages"]
    rows += [
        f"Locality {n},{year}-01,{900 + n},{2 if (n, year) == (2, 2026) else 80}"
        for n in (1, 2, 3)
        for year in (2025, 2026)
    ]
    page = open_page("home_care_market", council="Sefton")
    loaded = load("\n".join([*rows, ""]).encode(), "activity.csv", "locality_activity").dataset
    page.at.session_state["workspace"] = Workspace().accept(loaded)
    page = page.again()
    assert page.faults == []
    table = page.figures("Hours of home care by locality a year after January 2026").set_index("Locality")
    assert table.loc["Locality 2", "Hours in January 2026"] == "[c]"
    assert "are hidden" in table.loc["Locality 2", "What cannot be told"]
    assert any("cannot be told for" in said and "Locality 2" in said for said in page.findings)
    page.at.selectbox(key="sefton-next-year-of").select("Locality 2")
    page = page.again()
    assert page.faults == []
    assert "hours are hidden in 1 of 2 periods" in page.words.replace("\\", "")


@pytest.mark.parametrize(
    ("columns", "cells", "said"),
    [
        ("people_waiting", "30", "The activity loaded has no hours."),
        ("hours", "0", "there is no figure above 0 for the same month a year before"),
    ],
)
def test_home_care_without_hours_or_with_none_delivered_is_said(open_page, columns, cells, said):
    rows = [f"Locality {n},{year}-01,{cells}" for n in (1, 2) for year in (2025, 2026)]
    page = open_page("home_care_market", council="Kent")
    loaded = load("\n".join([f"locality_name,period,{columns}", *rows]).encode(), "activity.csv", "locality_activity")
    page.at.session_state["workspace"] = Workspace().accept(loaded.dataset)
    page = page.again()
    assert page.faults == []
    assert said in page.words
