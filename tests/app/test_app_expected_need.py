"""Users against those expected from need, on the page, with and without figures of groups."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from lib import load
from lib.geography import areas
from lib.store import Workspace

pytestmark = pytest.mark.app
SEEN = "Synthetic: requests per 1,000 adults: seen, and expected from people aged"


def test_areas_and_need_can_be_changed_and_stay_in_the_link(open_page):
    link = {"need-areas": "Wards", "need": "people aged 75 and over"}
    page = open_page("unmet_need", council="Liverpool", **link)
    assert page.faults == []
    assert "Expected need, area by area" in [heading.value for heading in page.at.header]
    table = page.figures(f"{SEEN} 75 and over, by ward")
    assert set(table["Verdict"]) <= {"under", "over", "no evidence of a difference", "not testable"}
    assert any("than people aged 75 and over would lead to expect" in said for said in page.findings)
    assert len(page.maps) == 1


def test_need_is_measured_by_the_ages_of_the_file_that_was_uploaded(open_page):
    ages = [
        ("18 to 64", 900, 300_000),
        ("65 to 74", 700, 40_000),
        ("75 to 84", 900, 22_000),
        ("85 and over", 800, 8_000),
    ]
    rows = [f"Age,{band},{users},{people}" for band, users, people in ages]
    content = "\n".join(["characteristic,characteristic_group,users_count,population_count", *rows]).encode()
    page = open_page("your_data", council="Liverpool")
    page.at.file_uploader(key="upload").set_value(("ages.csv", content, "text/csv"))
    page.again()
    (button,) = (b for b in page.at.button if b.label == "Use this data")
    button.click()
    page = page.again().go_to("unmet_need")
    by_age = "people by age, at the rates of your file of groups"
    page.at.selectbox(key="need").set_value(by_age)
    assert page.again().faults == []
    assert any(f"expected from {by_age}" in caption for caption in page.tables)
    assert any(f"than {by_age} would lead to expect" in said for said in page.findings)


def localities_page(open_page, council: str, **link: str):
    return open_page("unmet_need", **{"council": council, "need-areas": "Localities", **link})


def shown(page) -> pd.DataFrame:
    (caption,) = [name for name in page.tables if name.endswith("by locality")]
    return page.figures(caption).set_index("Area")


def test_users_are_added_up_to_the_localities_in_use(open_page):
    page = localities_page(open_page, "Sefton")
    assert page.faults == []
    table = shown(page)
    assert set(table.index) == {"Locality 1", "Locality 2", "Locality 3"}
    wards = open_page("unmet_need", council="Sefton", **{"need-areas": "Wards"})
    (caption,) = [name for name in wards.tables if name.endswith("by ward")]
    by_ward = wards.figures(caption)["Expected"].str.replace(",", "").astype(float)
    assert table["Expected"].str.replace(",", "").astype(float).sum() == pytest.approx(by_ward.sum(), abs=by_ward.size)
    assert "each by the point in its middle" in page.words
    assert "An example built from wards" in page.words
    assert len(page.maps[-1].outlines["areas"]) == 3


def test_two_sets_of_localities_in_one_session_are_held_against_each_other(open_page):
    page = localities_page(open_page, "Worcestershire")
    page.at.selectbox(key="localities").select("Example: Four rate zones (wards assumed)")
    page = page.again()
    assert page.faults == []
    assert len(shown(page)) >= 4
    given = page.at.session_state["shown-so-far"].given
    users = [one for one in given if one.about.startswith("indicators of E10000034")]
    assert [one.table is not None for one in users] == [True, True]
    assert users[0] in users[1].beside


def test_wards_that_a_boundary_cuts_are_shared_out_and_said(open_page):
    wards = areas("Sefton", "ward")
    codes = list(wards["area_code"])
    listed = "\n".join(["area_code,Users", *(f"{code},{60 + 7 * n}" for n, code in enumerate(codes))])
    west, south, east, north = wards.total_bounds
    middle = (south + north) / 2
    box = [[west, south], [east, south], [east, middle], [west, middle], [west, south]]
    zone = {
        "type": "Feature",
        "properties": {"locality_name": "Lower half"},
        "geometry": {"type": "Polygon", "coordinates": [box]},
    }
    page = open_page("unmet_need", council="Sefton")
    used = load(listed.encode(), "users.csv", "indicators").dataset
    half = load(json.dumps({"type": "FeatureCollection", "features": [zone]}).encode(), "half.geojson", "localities")
    page.at.session_state["workspace"] = Workspace().accept(used).accept(half.dataset)
    page.at.query_params["need-areas"] = "Localities"
    page = page.again()
    page.at.selectbox(key="need-areas").select("Localities")
    page = page.again()
    assert page.faults == []
    assert "in more than one, shared out by where their people live" in page.words
    assert set(shown(page).index) == {"Lower half", "In no locality"}
    assert any(" of 1 " in said for said in page.findings)
    assert page.figures("Shared out")["Locality"].isin(["Lower half", "In no locality"]).all()


def test_a_council_with_no_localities_begins_with_the_best_known_example(open_page):
    page = open_page("demand_pressure", council="Trafford", areas="Localities")
    assert page.faults == []
    assert page.at.selectbox(key="localities").value == "Example: The council's four localities"
    assert len(page.maps[0].outlines["areas"]) == 4
