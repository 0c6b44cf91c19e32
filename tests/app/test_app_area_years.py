"""Figures by small areas of 2021 on a map of 2011: said, listed and carried before anything is drawn."""

import pytest

from lib.geography import areas, council

pytestmark = pytest.mark.app

PARTS = {"E01006968": ("E01033797", "E01033798"), "E01033096": ("E01033799", "E01033800")}
LISTED = "Areas split, merged or dropped, and what is shown for them"


def load(page, lines):
    return page.give("\n".join(lines).encode(), "file.csv").press("Use this data")


def test_figures_of_2021_are_carried_by_the_lookup_with_the_lossy_rows_listed(open_page):
    pairs = [(old, new) for old in areas(council("Sefton")).area_code for new in PARTS.get(old, (old,))]
    figures = [f"{new},{n % 7 + 0.5}" for n, (_, new) in enumerate(pairs)]
    page = load(open_page("your_data", council="Sefton"), ["lsoa21_code,Households without a car (%)", *figures])
    alone = page.go_to("demand_pressure")
    assert any("4 codes of the file are new in 2021 and cannot be carried" in said for said in alone.notices)
    lookup = ["lsoa11_code,lsoa21_code", *(f"{old},{new}" for old, new in pairs)]
    page = load(alone.go_to("your_data"), lookup).go_to("demand_pressure")
    assert page.faults == []
    assert any("Rates were never added up" in said for said in page.notices)
    assert set(page.figures(LISTED)["Area code"]) == set(PARTS)
    assert "Codes that match no area" not in page.tables
    assert "Areas without a figure of the file" not in page.tables
