"""Headings and names that begin alike, or have no Latin letter, are still told apart."""

import pytest

from lib.geography import areas, council

pytestmark = pytest.mark.app

BEGINNING = "Percentage of households in the area with one dimension of deprivation"


@pytest.fixture
def use(open_page):
    """'Your data' of Sefton with a file in use."""

    def loaded(rows):
        page = open_page("your_data", council="Sefton")
        text = "\n".join(",".join(row) for row in rows)
        return page.give(text.encode(), "file.csv").press("Use this data")

    return loaded


@pytest.mark.parametrize(
    "headings",
    [
        (f"{BEGINNING} (education)", f"{BEGINNING} (health)"),
        ("健康", "教育"),
        ("Carers %", "Carers (%)"),
    ],
    ids=["one beginning", "other letters", "other signs"],
)
def test_indicators_alike_each_keep_their_place(use, headings):
    codes = list(areas(council("Sefton")).area_code)
    figures = [[code, str(n % 7 + 0.5), str(n % 5 + 0.25)] for n, code in enumerate(codes)]
    page = use([["area_code", *headings], *figures]).go_to("demand_pressure")
    assert page.faults == []
    assert set(headings) <= set(page.at.multiselect(key="indicators").options)


def test_localities_alike_are_each_asked_about(use):
    rows = [[name, "2025-03", str(hours)] for name, hours in (("Zone !", 10), ("Zone ?", 20))]
    page = use([["locality_name", "period", "hours"], *rows]).go_to("home_care")
    assert page.faults == []
    assert sum(box.label.startswith("Which locality is Zone") for box in page.at.selectbox) == 2
