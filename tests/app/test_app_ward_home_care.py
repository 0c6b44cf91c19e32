"""Home care by provider, and discharges, by wards of another year: said before anything is drawn, then carried."""

import pytest

from lib.geography import lookup

pytestmark = pytest.mark.app

AREAS = lookup("Sefton").drop_duplicates("lsoa11_code")
WARDS = sorted(AREAS["ward_code"].unique())
FORMER = {ward: f"E05099{n:03}" for n, ward in enumerate(WARDS)}
FORMER[WARDS[1]] = FORMER[WARDS[0]]
SPREAD = "Where each locality's figures went"


def load(page, lines):
    return page.go_to("your_data").give("\n".join(lines).encode(), "file.csv").press("Use this data")


@pytest.mark.parametrize(
    ("title", "part", "headings", "cells"),
    [
        ("Home care by provider", "Providers", "Provider,Hours,People", "Care Ltd,120,30"),
        ("Hospital discharges", "Hospitals and older people", "Hospital,Discharges", "Aintree University Hospital,40"),
    ],
)
def test_figures_by_former_wards_reach_the_localities_chosen(open_page, title, part, headings, cells):
    rows = [f"{code},{cells}" for code in sorted(set(FORMER.values()))]
    page = load(open_page(council="Sefton"), [f"WD24CD,{headings}", *rows])
    page.at.query_params.update({"part": part, "council": "Sefton"})
    alone = page.go_to("home_care")
    assert alone.faults == []
    said = f"‘{title}’ has {len(rows)} codes of wards of 2024; maps here are of May 2025. None of them can be drawn."
    assert any(one.startswith(said) for one in alone.notices)
    assert SPREAD not in alone.tables
    pairs = zip(AREAS["lsoa11_code"], AREAS["ward_code"].map(FORMER), strict=True)
    page = load(alone, ["LSOA11CD,WD24CD", *(",".join(pair) for pair in pairs)])
    page.at.query_params.update({"part": part, "council": "Sefton"})
    page = page.go_to("home_care")
    assert page.faults == []
    assert any("drawn from the small areas that make them up" in one for one in page.notices)
    spread = page.figures(SPREAD)
    assert set(spread["Figures are given for"]) == set(FORMER.values())
    assert set(spread["Go to"]) >= {"Locality 1", "Locality 2", "Locality 3"}


@pytest.mark.parametrize(
    ("part", "headings", "cells", "caption", "rate"),
    [
        ("The map", "Period,Hours", "2026-03,1200", "Home care by locality", "Hours of home care per 1,000 aged 65+"),
        ("Providers", "Provider,Hours,People", "Care Ltd,120,30", "What is delivered", "Hours per 1,000 aged 65+"),
        (
            *("Hospitals and older people", "Hospital,Discharges", "Aintree University Hospital,40"),
            *("People leaving hospital for home care", "Per 1,000 aged 65+"),
        ),
    ],
)
def test_a_locality_with_wards_left_out_of_the_file_has_no_rate(open_page, part, headings, cells, caption, rate):
    page = open_page(council="Sefton")
    left_out = AREAS.loc[AREAS["ward_name"].isin(["Harington", "Ravenmeols"]), "ward_code"].unique()
    rows = [f"{code},{cells}" for code in WARDS if code not in left_out]
    page = load(page, [f"WD25CD,{headings}", *rows])
    page.at.query_params.update({"part": part, "council": "Sefton"})
    page = page.go_to("home_care")
    assert page.faults == []
    said = "The figures are of a part of Locality 2 (57% of its people aged 65 and over) alone: "
    assert any(said in one for one in page.notices)
    (table,) = [one for one in page.tables if one.partition(", ")[0] == caption]
    rates = page.figures(table).set_index("Locality")[rate]
    assert rates["Locality 2"] == "[x]"
    assert (rates[["Locality 1", "Locality 3"]].astype(float) > 0).all()
    if part == "The map":
        assert page.findings[0].endswith("No such figure can be given for Locality 2.")
        assert "in a part" in page.maps[0].sent
        assert any(said in one for one in page.of_class("cmw-source")), "in every download too"
