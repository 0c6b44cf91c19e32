"""What changed: two versions side by side, and what other pages say because of it."""

import pytest
from uploads import homes_csv

from lib.datasets.samples import sample_files
from lib.geography import lookup

pytestmark = [pytest.mark.app, pytest.mark.usefixtures("own_workspace")]

SAMPLES = sample_files("E08000014")


def changed_sample(kind, change):
    """The built-in file with one change made to its text."""
    text = SAMPLES[kind].content.decode("utf-8-sig")
    assert change(text) != text
    return change(text).encode()


def test_with_one_version_of_everything_the_page_says_what_to_do(open_page):
    page = open_page("what_changed", council="Sefton")
    assert page.faults == []
    assert "There is nothing to compare yet" in [heading.value for heading in page.at.header]


def test_a_file_not_in_use_yet_is_compared_with_what_is_in_use(load):
    without_last = changed_sample("homes", lambda text: "\n".join(text.strip().splitlines()[:-3]))
    page = load(without_last).go_to("what_changed")
    assert page.faults == []
    assert page.findings[0].startswith("Care homes: 0 rows added, 3 gone, 0 altered and 118 the same")
    assert len(page.figures("Rows gone, as they were")) == 3
    said = page.figures("Findings that read differently").set_index("About")
    assert said.loc["homes and beds", "Said before"].startswith("Sefton has 121 care homes")
    assert said.loc["homes and beds", "Says now"].startswith("Sefton has 118 care homes")
    assert said.loc["homes and beds", "Page"] == "Care homes"
    assert said.loc["homes and beds", "Why"].startswith("3 homes gone (“")
    assert said.loc["homes and beds", "Why"].endswith("see ‘Row by row’ below.")


def test_the_same_file_again_changes_nothing(load):
    page = load(SAMPLES["homes"].content).go_to("what_changed")
    assert page.faults == []
    assert page.findings[0] == "Care homes: nothing changed. All 121 rows say the same."
    assert "reads differently" in page.findings[1]


def test_published_versions_are_compared_with_the_one_before(load, open_page):
    page = load(homes_csv(), "september.csv")
    for content, name in ((None, ""), (homes_csv(("Ash House", "Birch House", "Cedar House")), "october.csv")):
        page = load(content, name, page) if content else page
        page.at.text_input(key="keep-who").set_value("Ann")
        page.at.radio(key="keep-what").set_value("Publish: everybody who opens this workbench sees it")
        (button,) = (b for b in page.at.button if b.label == "Keep it")
        button.click()
        page.again()
    page = open_page("what_changed", council="Sefton")
    assert page.faults == []
    assert page.findings[0].startswith("Care homes: 1 row added, 0 gone, 0 altered and 2 the same")
    assert page.figures("The two versions").set_index("").loc["Source"].tolist() == ["september.csv", "october.csv"]
    assert "Cedar House" in set(page.figures("Rows added")["Name"])


def test_people_are_protected_as_on_their_own_page(load):
    few = changed_sample("locality_activity", lambda text: "\n".join(_with_few_waiting(text.strip().splitlines())))
    page = load(few, "activity.csv").go_to("what_changed")
    assert page.faults == []
    for caption in ("Figures altered", "What it adds up to, before and after"):
        shown = page.figures(caption)
        people = [name for name in shown if name.startswith(("Packages", "People"))]
        for value in shown[people].to_numpy().ravel():
            assert value in ("[c]", "[x]") or int(value.replace(",", "")) % 5 == 0
    assert "[c]" in page.figures("Figures altered").to_numpy()


def _with_few_waiting(lines):
    headings = lines[0].split(",")
    place = headings.index("people_waiting")
    for number in (1, 2):
        cells = lines[number].split(",")
        cells[place] = "3"
        lines[number] = ",".join(cells)
    return lines


@pytest.mark.parametrize("kind", ["localities", "characteristics", "indicators", "population"])
def test_every_kind_can_be_compared(load, kind):
    shorter = changed_sample(kind, lambda text: "\n".join(text.strip().splitlines()[:-1]))
    page = load(shorter, f"{kind}.csv").go_to("what_changed")
    assert page.faults == []
    assert page.findings
    assert "Download these figures (CSV)" in page.downloads


def test_a_version_by_wards_of_another_year_is_said_before_anything_is_compared(load):
    wards = lookup("Sefton").drop_duplicates("ward_code")[["ward_code", "ward_name"]]
    rows = [f"{code},{name},{n + 1}.5" for n, (code, name) in enumerate(wards.itertuples(index=False))]
    old = [f"E05099{n:03},{row.split(',', 1)[1]}" for n, row in enumerate(rows)]
    page = load("\n".join(["WD21CD,WD21NM,Rate of claims", *old]).encode(), "old.csv").press("Use this data")
    page = load("\n".join(["WD25CD,WD25NM,Rate of claims", *rows]).encode(), "new.csv", page).go_to("what_changed")
    assert page.faults == []
    (said,) = [one for one in page.notices if one.startswith("The areas are wards of 2025; before, wards of 2021.")]
    assert f"0 by code and {len(rows)} by name" in said
    assert page.findings[0].startswith("Area indicators: nothing changed.")


def test_the_page_turns_to_what_was_loaded_last_and_says_of_which_periods_versions_are(load):
    fewer = changed_sample("homes", lambda text: "\n".join(text.strip().splitlines()[:-3]))
    page = load(fewer, "homes.csv").go_to("what_changed")
    assert page.findings[0].startswith("Care homes: 0 rows added, 3 gone")
    later = changed_sample("discharges", lambda text: text.replace("Year to March 2025", "Year to March 2026"))
    page = load(later, "discharges.csv", page.go_to("your_data")).go_to("what_changed")
    assert page.faults == []
    assert page.findings[0].startswith("Hospital discharges")
    said = "The version before is of Year to March 2025, this one of Year to March 2026"
    assert any(said in notice for notice in page.notices)


def test_columns_are_called_by_words_and_not_by_the_names_they_have_within(load):
    page = load(changed_sample("council_homes", lambda text: text.replace(",N\n", ",Y\n", 1)), "list.csv")
    page = page.go_to("what_changed")
    assert page.faults == []
    assert set(page.figures("Words altered")["Column"]) == {"Embargo", "Embargo, as written"}
