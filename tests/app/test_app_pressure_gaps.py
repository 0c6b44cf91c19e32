"""Cells that the file hides, or that do not apply, are printed as such beside the score."""

import pytest

from lib.geography import areas, council

pytestmark = pytest.mark.app


def test_hidden_cells_are_said_as_hidden_and_others_as_not_applicable(open_page):
    outlines = areas(council("Sefton"))
    codes, names = list(outlines.area_code), dict(zip(outlines.area_code, outlines.area_name, strict=True))
    said = {codes[0]: "[c]", codes[1]: "[z]", codes[2]: ".."}
    lines = [f"{code},{said.get(code, n % 7 + 0.5)}" for n, code in enumerate(codes)]
    page = open_page("your_data", council="Sefton")
    content = "\n".join(["area_code,Households without a car (%)", *lines]).encode()
    page.at.file_uploader(key="upload").set_value(("file.csv", content, "text/csv"))
    page.again()
    next(b for b in page.at.button if b.label == "Use this data").click()
    page = page.again().go_to("demand_pressure")
    assert page.faults == []
    figures = page.figures("Every area and its figures").set_index("Area")["Households without a car (%)"]
    assert [figures[names[code]] for code in codes[:3]] == ["[c]", "[z]", "[x]"]


def test_counts_that_the_app_hides_are_said_as_hidden(open_page):
    outlines = areas(council("Sefton"))
    codes, names = list(outlines.area_code), dict(zip(outlines.area_code, outlines.area_name, strict=True))
    lines = [f"{code},{'..' if n == 2 else 3 if n < 2 else 40 + n % 7}" for n, code in enumerate(codes)]
    page = open_page("your_data", council="Sefton")
    content = "\n".join(["area_code,People receiving care", *lines]).encode()
    page.at.file_uploader(key="upload").set_value(("file.csv", content, "text/csv"))
    page.again()
    next(b for b in page.at.button if b.label == "Use this data").click()
    page = page.again().go_to("demand_pressure")
    assert page.faults == []
    figures = page.figures("Every area and its figures").set_index("Area")["People receiving care"]
    assert [figures[names[code]] for code in codes[:3]] == ["[c]", "[c]", "[x]"]
