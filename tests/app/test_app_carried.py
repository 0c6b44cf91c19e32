"""What pages make of figures by areas of another year: the overview, who loses, home care, and counties that split."""

import pytest

from lib.geography import areas, council, lookup

pytestmark = pytest.mark.app

AREAS = lookup("Sefton").drop_duplicates("lsoa11_code").reset_index(drop=True)
PARTS = {"E01006968": ("E01033797", "E01033798"), "E01033096": ("E01033799", "E01033800")}
NEW = [(old, new) for old in areas(council("Sefton")).area_code for new in PARTS.get(old, (old,))]
WARDS = sorted(AREAS["ward_code"].unique())
FORMER = {ward: f"E05088{n:03}" for n, ward in enumerate(WARDS)}


def load(page, lines, kind=None):
    page = page.go_to("your_data")
    if kind:
        page.at.selectbox(key="kind-of-file").set_value(kind)
        page = page.again()
    return page.give("\n".join(lines).encode(), "file.csv").press("Use this data")


def ward_lookup():
    rows = (f"{s},{FORMER[w]}" for s, w in zip(AREAS["lsoa11_code"], AREAS["ward_code"], strict=True))
    return ["LSOA11CD,WD24CD", *rows]


def area_lookup():
    return ["LSOA11CD,LSOA21CD", *(f"{old},{new}" for old, new in NEW)]


def test_the_overview_counts_people_of_areas_of_2021_by_the_lookup(open_page):
    people = ["LSOA21CD,Age 0 to 74,Age 75 and over", *(f"{new},900,100" for _, new in NEW)]
    page = load(open_page("your_data", council="Sefton"), people)
    alone = page.go_to("overview")
    assert alone.metrics["People aged 75 and over"] == f"{100 * (len(NEW) - 4):,}"
    page = load(alone, area_lookup()).go_to("overview")
    assert page.faults == []
    assert page.metrics["People aged 75 and over"] == f"{100 * len(NEW):,}"
    assert "carried to the areas used here" in page.words


def test_groups_of_a_census_table_of_2021_are_all_counted_where_access_changes(open_page):
    census = [
        "LSOA21CD,Total: All usual residents,White,Other ethnic group",
        *(f"{new},1000,900,100" for _, new in NEW),
    ]
    page = load(open_page("your_data", council="Sefton"), census)
    page = load(page, area_lookup()).go_to("what_if")
    assert page.faults == []
    groups = page.figures("Beds within reach of the average person of each group").set_index("Group")
    assert groups.loc["White", "People"] == f"{900 * len(NEW):,}"


def test_localities_and_home_care_by_wards_of_another_year_are_said_then_drawn(open_page):
    halves = [f"{'North' if n < 11 else 'South'},{FORMER[ward]}" for n, ward in enumerate(WARDS)]
    page = load(open_page("your_data", council="Sefton"), ["locality,ward code", *halves], "Home care localities")
    alone = page.go_to("home_care")
    assert alone.faults == []
    assert any("None of them can be drawn. Load the lookup" in said for said in alone.notices)
    page = load(alone, ward_lookup())
    activity = [f"{FORMER[ward]},Ward {n},2026-03,{100 + n}" for n, ward in enumerate(WARDS)]
    page = load(page, ["WD24CD,WD24NM,Period,Hours of home care", *activity]).go_to("home_care")
    assert page.faults == []
    assert any("has 22 codes of wards of 2024; maps here are of May 2025" in said for said in page.notices)
    assert any("spread over" in said for said in page.notices)
    shown = page.figures("Home care by locality, March 2026").set_index("Locality")
    assert {"North", "South"} <= set(shown.index)
    assert len(page.maps) == 1


def test_a_county_that_split_is_named_and_its_counts_shared_only_when_chosen(open_page):
    given = ["Area code,Number of users", "E10000006,1000", "E08000014,500", "E08000012,700", "E08000035,900"]
    page = load(open_page("your_data", council="Sefton"), given)
    alone = page.go_to("demand_pressure")
    alone.at.button_group(key="areas").set_value(["All councils"])
    alone = alone.again()
    named = "ended in April 2023 and became ‘Cumberland’ and ‘Westmorland and Furness’"
    assert any(named in said and "Load figures of the two" in said for said in alone.notices)
    people = ["Area code,Age 0 to 64,Age 65 and over", "E06000063,200,100", "E06000064,60,40", "E08000014,1,1"]
    page = load(alone, people).go_to("demand_pressure")
    page.at.button_group(key="areas").set_value(["All councils"])
    page = page.again()
    assert any("Choose above whether to share its counts" in said for said in page.notices)
    page.at.selectbox(key="county").set_value("Share counts by everyone who lives in each")
    page = page.again()
    assert page.faults == []
    assert any("75.0% to E06000063 and 25.0% to E06000064" in said for said in page.notices)


def test_home_care_of_other_localities_without_people_of_small_areas_is_shown_as_it_came(open_page):
    people = ["Area code,Age 0 to 64,Age 65 and over", "E08000014,200000,60000", "E08000012,400000,80000"]
    page = load(open_page("your_data", council="Sefton"), people)
    halves = [f"{'East' if n < 11 else 'West'},{ward}" for n, ward in enumerate(WARDS)]
    page = load(page, ["locality,ward code", *halves], "Home care localities").go_to("home_care")
    assert page.faults == []
    assert any("They are shown as they came" in said for said in page.notices)


@pytest.mark.parametrize("name", ["overview", "care_homes", "what_if", "home_care"])
def test_people_by_wards_that_are_not_of_today_are_said_on_every_page_that_counts_them(open_page, name):
    some = {ward: FORMER[ward] if n < 8 else ward for n, ward in enumerate(WARDS)}
    people = ["WD24CD,Age 0 to 74,Age 75 and over", *(f"{code},9000,1000" for code in some.values())]
    page = load(open_page("your_data", council="Sefton"), people).go_to(name)
    assert page.faults == []
    assert any("has 8 codes that are not among the wards of May 2025" in said for said in page.notices)
    assert any("says that they are of 2024" in said for said in page.notices)


def test_an_age_that_the_file_does_not_have_is_not_nobody(open_page):
    people = ["Area code,Age 0 to 64,Age 65 and over", "E08000014,200000,60000", "E08000012,400000,80000"]
    page = load(open_page("your_data", council="Sefton"), people).go_to("overview")
    assert page.faults == []
    assert "People aged 75 and over" not in page.metrics
