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
