"""Public files as published, loaded in the browser as an analyst would load them."""

import json

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.real, pytest.mark.xdist_group("browser")]


def test_the_north_west_register_gives_each_council_its_published_homes_and_beds(visit, real):
    visit.open("your_data", council="Sefton")
    visit.use("register.csv", real / "cqc" / "cqc_care_homes_north_west_filled.csv")
    visit.go("Care homes", "care_homes")
    for council, homes, beds in (("Sefton", 134, "3,790"), ("Liverpool", 88, "3,483"), ("Knowsley", 27, "1,103")):
        visit.choose("Council", council)
        expect(visit.page.get_by_role("heading", level=1)).to_have_text(f"Care homes in {council}")
        expect(visit.metric("Homes")).to_have_text(str(homes))
        expect(visit.metric("Beds")).to_have_text(beds)
        expect(visit.on_map("path[data-point]")).to_have_count(homes)


def test_census_disability_by_area_of_2021_becomes_an_indicator_on_outlines_of_2011(visit, real):
    page = visit.open("your_data", council="Sefton")
    visit.use("disability.csv", real / "small_area" / "four_councils" / "census21_disability_lsoa21_long.csv")
    visit.go("Demand pressure", "demand_pressure")
    expect(page.get_by_text("Disabled under the Equality Act (%)").first).to_be_visible()
    expect(visit.on_map("path.leaflet-interactive")).to_have_count(189)
    expect(page.locator(".cmw-finding").first).to_contain_text("in the most pressed fifth")
    expect(page.get_by_text("no row in the file")).to_be_visible()


@pytest.mark.parametrize(
    "file",
    ["trafford_localities_2023_bsc.geojson", "trafford_postcodes_to_locality.csv"],
    ids=["outlines", "postcodes"],
)
def test_traffords_localities_are_drawn_with_the_activity_loaded_beside_them(visit, real, file):
    outlines = json.loads((real / "homecare" / "trafford_localities_2023_bsc.geojson").read_text(encoding="utf-8"))
    names = [feature["properties"]["area_name"] for feature in outlines["features"]]
    rows = [f"{name},2025-03,{100 + 50 * n},{20 + 5 * n}" for n, name in enumerate(names)]
    page = visit.open("your_data", council="Trafford")
    visit.use(file, real / "homecare" / file)
    visit.use("activity.csv", "\n".join(["locality_name,period,hours,people_waiting", *rows, ""]).encode())
    visit.go("Home care", "home_care")
    expect(page.get_by_role("heading", level=1)).to_have_text("Home care in Trafford")
    expect(visit.on_map(".cmw-zone")).to_have_count(4)
    for name in names:
        expect(visit.on_map(".cmw-zone").filter(has_text=name)).to_be_visible()
