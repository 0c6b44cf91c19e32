"""Lookups of wards of several years, all published: colleagues have them together, each with its own way back."""

import pytest

from lib.geography import lookup

pytestmark = [pytest.mark.app, pytest.mark.usefixtures("own_workspace")]

AREAS = lookup("Sefton").drop_duplicates("lsoa11_code")
OF_2015, OF_2018 = ("Wards of 2015 beside small areas of 2011", "Wards of 2018 beside small areas of 2011")
KEPT = "Versions kept: wards of another year"


def given(page, year, first=0):
    former = {ward: f"E05{year}{n + first:04}" for n, ward in enumerate(sorted(AREAS["ward_code"].unique()))}
    pairs = zip(AREAS["lsoa11_code"], AREAS["ward_code"].map(former), strict=True)
    return page.give("\n".join([f"LSOA11CD,WD{year}CD", *map(",".join, pairs)]).encode(), f"wards {year} {first}.csv")


def publish(page, year, first=0):
    page = given(page, year, first)
    page.at.text_input(key="keep-who").set_value("Ann")
    page.at.radio(key="keep-what").set_value("Publish: everybody who opens this workbench sees it")
    return page.press("Keep it")


def in_use(page):
    return page.figures("What is in use").set_index("Data").loc["Wards of another year", "In use"]


def statuses(page):
    rows = page.figures(KEPT)
    return dict(zip(rows["File"], rows["What it joins"] + ": " + rows["Status"], strict=True))


def test_publishing_a_lookup_leaves_those_of_other_years_in_use(open_page):
    page = publish(publish(open_page("your_data", council="Sefton"), 15), 18)
    other = open_page("your_data", council="Sefton")
    assert in_use(other) == "Wards of 2015 and 2018"
    assert statuses(other) == {
        "wards 15 0.csv": f"{OF_2015}: Published, in use",
        "wards 18 0.csv": f"{OF_2018}: Published, in use",
    }
    page = publish(page, 15, 100)
    assert in_use(open_page("your_data", council="Sefton")) == "Wards of 2015 and 2018"
    page = page.press("Go back to what was published before")
    assert f"Gone back: {OF_2015}." in page.words
    assert statuses(page)["wards 15 0.csv"].endswith("in use")
    assert statuses(page)["wards 15 100.csv"].endswith("Withdrawn")
    picked = page.at.selectbox(key="version-ward_lookup")
    picked.select(next(one for one in picked.options if "wards 18" in one))
    page = page.again().press("Withdraw")
    assert f"No lookup of these years is published any more ({OF_2018})." in page.words
    assert in_use(open_page("your_data", council="Sefton")) == "Wards of another year"


def test_ones_own_lookup_is_used_beside_those_published_and_purged_from_both(open_page):
    publish(open_page("your_data", council="Sefton"), 15)
    page = open_page("your_data", council="Sefton")
    page = page.give(b"LSOA11CD,WD18CD\nE01006920,E05990001\nE01006921,E05990001\n", "own.csv").press("Use this data")
    assert in_use(page) == "Wards of 2015 and 2018"
    page = page.press("Purge …")
    version = page.figures(KEPT)["Version"].item()
    page = page.press(f"Yes, purge version {version} for good")
    assert in_use(page) == "Wards of another year"


def test_keeping_a_lookup_leaves_those_beside_it_in_use(open_page):
    page = given(open_page("your_data", council="Sefton"), 15).press("Use this data")
    page = given(page, 18).press("Use this data")
    page.at.text_input(key="keep-who").set_value("Ann")
    page = page.press("Keep it")
    assert in_use(page) == "Wards of 2015 and 2018"
    assert in_use(page.press("Use in this session only")) == "Wards of 2015 and 2018"
    version = page.figures(KEPT)["Version"].item()
    page = page.press("Purge …").press(f"Yes, purge version {version} for good")
    assert "Lookups used beside it in this session were let go of with it: load them again." in page.words
    assert in_use(page) == "nothing loaded"
