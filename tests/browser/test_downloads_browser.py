"""Files to take away: said where they come from, small numbers hidden, nothing a spreadsheet would run."""

from pathlib import Path

import pytest
from playwright.sync_api import expect
from uploaded import formulas, read_download, small_activity

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

DOWNLOADS = [
    ("care_homes", "homes", 121),
    ("care_homes", "beds", 189),
    ("home_care", "home-care", 3),
    ("home_care", "home-care-all", 180),
    ("unmet_need", "representation", 10),
    ("unmet_need", "at-risk", None),
    ("demand_pressure", "pressure", 189),
]


@pytest.mark.parametrize("path", list(dict.fromkeys(path for path, _, _ in DOWNLOADS)))
def test_every_download_says_where_it_comes_from_and_is_safe_to_open(visit, path):
    visit.open(path, council="Sefton", **({"part": "Everything"} if path == "home_care" else {}))
    for _, key, n_rows in (wanted for wanted in DOWNLOADS if wanted[0] == path):
        name, text = visit.download(key)
        about, rows = read_download(text)
        assert name.endswith(".csv")
        assert any(line.startswith("Source: ") for line in about)
        assert any(line.startswith("Version: ") for line in about)
        assert any(line.startswith("Made on: ") for line in about)
        assert ("SYNTHETIC SAMPLE" in text) == (path != "unmet_need")
        assert formulas(text) == []
        assert n_rows is None or len(rows) == n_rows
        assert rows


def test_small_numbers_are_hidden_on_screen_and_in_the_file(visit):
    page = visit.open("your_data", council="Sefton")
    visit.use("activity.csv", small_activity())
    visit.go("Home care", "home_care")
    table = page.get_by_role("table", name="Home care by locality, March 2025")
    expect(table).to_contain_text("[c]")
    _, text = visit.download("home-care")
    _, rows = read_download(text)
    by_name = {row["Locality"]: row for row in rows}
    assert by_name["Locality 1"]["People waiting"] == "[c]"
    assert by_name["Locality 2"]["Packages of care"] == "[c]"
    shown = [row[column] for row in rows for column in ("Packages of care", "People waiting")]
    assert all(value == "[c]" or (int(value) > 0 and int(value) % 5 == 0) for value in shown)
    headings = table.locator("thead th").all_inner_texts()
    on_screen = [row.locator("th, td").all_inner_texts() for row in table.locator("tbody tr").all()]
    for cells in on_screen:
        figures = dict(zip(headings, cells, strict=True))
        assert figures["People waiting"].replace(",", "") == by_name[figures["Locality"]]["People waiting"]


def test_a_template_can_be_filled_in_and_loaded_again(visit):
    page = visit.open("your_data", council="Sefton")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download a template").click()
    visit.upload(waiting.value.suggested_filename, Path(waiting.value.path()))
    expect(page.get_by_role("heading", name="Worth knowing")).to_be_visible()
    expect(page.get_by_test_id("stException")).to_have_count(0)
