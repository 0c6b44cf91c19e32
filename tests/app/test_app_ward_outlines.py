"""Wards of one year on outlines of another: said before anything is drawn, on every page that joins by ward."""

import json

import pytest

from lib.geography import areas, council, lookup

pytestmark = pytest.mark.app

WARDS = areas(council("Sefton"), "ward").reset_index(drop=True)
SAID = "the codes of the file are of 2024 and the outlines of 2021: none of 22 match"


def outlines():
    """Sefton's wards under codes of 2021, as the statistics office names the column."""
    coded = WARDS[["area_name", "geometry"]].assign(WD21CD=[f"E05077{n:03}" for n in range(len(WARDS))])
    return json.dumps(json.loads(coded.rename(columns={"area_name": "WD21NM"}).to_json())).encode()


def by_wards_of_2024(heading):
    return "\n".join([f"WD24CD,{heading}", *(f"E05088{n:03},{n + 1},{n + 1}" for n in range(len(WARDS)))]).encode()


def loaded(open_page, content):
    page = open_page("your_data", council="Sefton")
    page = page.give(outlines(), "outlines.geojson").press("Use this data")
    return page.give(content, "file.csv").press("Use this data")


def shown_by_own_outlines(page, name):
    page = page.go_to(name)
    for one in [*page.at.selectbox, *page.at.get("button_group")]:
        if one.label == "Areas":
            one.set_value("Your outlines")
    return page.again()


def test_the_years_of_both_are_said_on_demand_pressure(open_page):
    content = by_wards_of_2024("Households without a car (%),Lone pensioners (%)")
    page = shown_by_own_outlines(loaded(open_page, content), "demand_pressure")
    assert page.faults == []
    assert any(SAID in said for said in page.notices)


def test_the_years_of_both_are_said_on_care_homes_before_the_map(open_page):
    content = by_wards_of_2024("Aged 0 to 74,Aged 75 and over")
    page = shown_by_own_outlines(loaded(open_page, content), "care_homes")
    assert page.faults == []
    assert any(SAID in said for said in page.notices)


def test_with_lookups_of_both_years_the_figures_are_carried_to_the_outlines(open_page):
    small = lookup("Sefton").drop_duplicates("lsoa11_code")
    nth = {ward: n for n, ward in enumerate(WARDS["area_code"])}
    pairs = [(code, nth[ward]) for code, ward in zip(small["lsoa11_code"], small["ward_code"], strict=True)]
    page = loaded(open_page, by_wards_of_2024("Households without a car (%),Lone pensioners (%)"))
    for heading, stem in (("WD21CD", "E05077"), ("WD24CD", "E05088")):
        lines = [f"LSOA11CD,{heading}", *(f"{code},{stem}{n:03}" for code, n in pairs)]
        page = page.go_to("your_data").give("\n".join(lines).encode(), f"{heading}.csv").press("Use this data")
    page = shown_by_own_outlines(page, "demand_pressure")
    assert page.faults == []
    assert not any(SAID in said for said in page.notices)
    assert any("has codes of wards of 2024; your outlines are of 2021" in said for said in page.notices)
    assert "Households without a car (%)" in page.words


def test_the_year_of_wards_is_said_where_their_heading_has_none(open_page):
    rows = [f"{code},{n + 1},{n + 1}" for n, code in enumerate(WARDS["area_code"])]
    content = "\n".join(["Ward code,Households without a car (%),Lone pensioners (%)", *rows]).encode()
    page = shown_by_own_outlines(loaded(open_page, content), "demand_pressure")
    assert any(
        "the codes of the file are of 2025 and the outlines of 2021: none of 22 match" in n for n in page.notices
    )


def test_a_council_beside_what_it_took_the_place_of_is_said(open_page):
    rows = [("E10000002", 6.0), ("E06000060", 6.1), ("E08000014", 12.5), ("E08000012", 18.0), ("E08000016", 13.0)]
    content = "\n".join(["LA code,Fuel poverty (%)", *(f"{code},{share}" for code, share in rows)]).encode()
    page = open_page("your_data", council="Sefton").give(content, "file.csv").press("Use this data")
    page = page.go_to("demand_pressure")
    notices = "\n".join(page.notices)
    assert "‘Buckinghamshire’ (E06000060) and E10000002, whose place it took." in notices
    assert "has 1 code of a council or district that has ended or changed: it is shown for the 1 council" in notices
