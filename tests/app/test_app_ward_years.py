"""Figures by wards of another year: said before anything is drawn, and carried once the lookup is loaded."""

import pytest

from lib.geography import lookup

pytestmark = pytest.mark.app

AREAS = lookup("Sefton").drop_duplicates("lsoa11_code")
LISTED = "Wards redrawn or dropped, and what is shown for them"


def load(page, lines):
    return page.give("\n".join(lines).encode(), "file.csv").press("Use this data")


def test_wards_of_another_year_are_carried_by_the_lookup_with_the_lossy_rows_listed(open_page):
    wards = sorted(AREAS["ward_code"].unique())
    former = {ward: f"E05099{n:03}" for n, ward in enumerate(wards)}
    former[wards[1]] = former[wards[0]]
    figures = [f"{ward},{n % 7 + 0.5}" for n, ward in enumerate(sorted(set(former.values())))]
    page = load(open_page("your_data", council="Sefton"), ["wd24cd,Households without a car (%)", *figures])
    alone = page.go_to("demand_pressure")
    assert any("codes that are not among the wards of May 2025" in said for said in alone.notices)
    rows = (f"{small},{former[ward]}" for small, ward in zip(AREAS["lsoa11_code"], AREAS["ward_code"], strict=True))
    page = load(alone.go_to("your_data"), ["LSOA11CD,WD24CD", *rows]).go_to("demand_pressure")
    assert page.faults == []
    assert any("Rates are averaged, never added up" in said for said in page.notices)
    assert set(page.figures(LISTED)["Ward code"]) == set(wards[:2])
    assert "Codes that match no area" not in page.tables
