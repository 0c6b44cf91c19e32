"""Loading a file on 'Your data': refused with words, used when accepted, undone when asked; the rest stays."""

import pytest
from uploads import HOSTILE, PDF_NAMED_CSV, homes_csv, people_csv

pytestmark = pytest.mark.app

REFUSED = {
    "a PDF named .csv": (PDF_NAMED_CSV, "This is a PDF document, whatever its name says"),
    "a file about people": (people_csv(), "The file holds NHS numbers"),
    "an empty file": (b"", "empty"),
}


def in_use(page):
    return page.figures("What is in use").set_index("Data").loc["Care homes"]


@pytest.mark.parametrize("case", REFUSED)
def test_a_refused_file_is_explained_and_changes_nothing(load, case):
    content, said = REFUSED[case]
    page = load(content)
    assert page.faults == []
    assert "The file cannot be used yet" in page.words
    assert said in page.problems["What was found"].iloc[0]
    assert (page.problems["What to do"] != "").all()
    assert "Nothing has changed" in page.words
    assert [b.label for b in page.at.button if b.label == "Use this data"] == []
    assert in_use(page)["In use"] == "Sample care homes, Sefton"
    assert page.go_to("care_homes").metrics["Homes"] == "121"


def test_a_refused_file_leaves_an_earlier_upload_in_use(load):
    page = load(homes_csv(), "my homes.csv").press("Use this data")
    page = load(PDF_NAMED_CSV, "report.csv", page)
    assert "The file cannot be used yet" in page.words
    assert in_use(page)["Where from"] == "Your upload"
    assert page.go_to("care_homes").metrics["Homes"] == "2"


def test_nothing_of_a_file_about_people_is_shown_or_logged(load, caplog, capfd):
    page = load(people_csv(), "people.csv")
    said = page.words + caplog.text + "".join(capfd.readouterr())
    for part in ("943", "476", "5919", "5870"):
        assert part not in said


def test_an_accepted_file_is_used_on_every_page_and_named_as_its_source(load):
    page = load(homes_csv(), "my homes.csv")
    assert "Care homes: 2 rows read, 2 used, 0 set aside." in page.findings
    assert in_use(page)["In use"] == "Sample care homes, Sefton"
    page = page.press("Use this data")
    assert page.faults == []
    assert in_use(page)[["Where from", "Rows"]].tolist() == ["Your upload", "2 used, 0 set aside"]
    page.go_to("care_homes")
    assert (page.metrics["Homes"], page.metrics["Beds"]) == ("2", "41")
    assert any("my homes.csv" in line for line in page.of_class("cmw-source"))
    assert len(page.maps[0].command("points")) == 2
    assert page.go_to("overview").metrics["Care homes"] == "2"


def test_homes_of_one_name_can_be_told_apart_in_a_link(load, open_page):
    page = load(homes_csv(("Ash House", "Ash House"))).press("Use this data")
    page.go_to("care_homes")
    options = page.at.selectbox(key="home").options
    assert len(set(options)) == 2
    for option in options:
        page.at.selectbox(key="home").set_value(option)
        page.again()
        assert sum("Register number" in card for card in page.of_class("cmw-card")) == 1


@pytest.mark.parametrize("way_back", ["Undo the last change", "Stop using your care homes"])
def test_there_is_a_way_back_to_the_sample(load, way_back):
    page = load(homes_csv()).press("Use this data")
    page = page.press(way_back)
    assert page.faults == []
    assert in_use(page)["In use"] == "Sample care homes, Sefton"
    assert page.go_to("care_homes").metrics["Homes"] == "121"


def test_a_file_chosen_is_not_used_until_somebody_says_so(load):
    page = load(homes_csv())
    assert page.go_to("care_homes").metrics["Homes"] == "121"


def test_one_readers_upload_is_not_anothers(load, open_page):
    load(homes_csv()).press("Use this data")
    assert open_page("care_homes", council="Sefton").metrics["Homes"] == "121"


def test_a_register_without_homes_of_the_council_says_so(load):
    page = load(homes_csv()).press("Use this data")
    page.at.selectbox(key="council").set_value("Knowsley")
    page = page.again().go_to("care_homes")
    assert page.faults == []
    assert "no homes of Knowsley" in page.words
    assert [link.proto.page for link in page.at.get("page_link")] == ["your_data"]


def test_hostile_names_are_words_on_every_page_and_nothing_else(load):
    page = load(homes_csv(HOSTILE)).press("Use this data")
    page.go_to("care_homes")
    assert page.faults == []
    assert set(page.figures("Homes that fit your choices")["Home"]) == set(HOSTILE)
    assert {point["name"] for point in page.maps[0].command("points")} == set(HOSTILE)
    for name in ("overview", "your_data", "care_homes"):
        page.go_to(name)
        _holds_no_markup_of(HOSTILE, page)


def test_a_hostile_home_has_a_card_with_its_name_as_words(load):
    page = load(homes_csv(HOSTILE)).press("Use this data")
    page.go_to("care_homes")
    for name in HOSTILE:
        page.at.selectbox(key="home").set_value(name)
        page.again()
        (card,) = (c for c in page.of_class("cmw-card") if "Register number" in c)
        assert card.startswith(name)
        _holds_no_markup_of(HOSTILE, page)


def _holds_no_markup_of(names, page):
    """None of the names as they stand in markup or in markdown, where they would run or fetch."""
    markdown = [e.value for kind in ("markdown", "caption", "info", "success", "error") for e in page.at.main.get(kind)]
    for name in names:
        assert not any(name in text for text in markdown)
        assert not any("<" in name and name in fragment for fragment in page.html)
        assert not any("<" in name and name in drawn.commands for drawn in page.maps)


def test_names_read_as_others_are_shown_beside_the_file_and_can_be_taken_away(load):
    rows = ["1-1,Ash,PR8 3NX,Sefton,20,good", "1-2,Birch,PR9 8SY,Sefton,30,Good"]
    page = load("\n".join(["cqc_location_id,name,postcode,la_name,registered_beds,rating", *rows]).encode())
    assert page.faults == []
    read = page.figures("Names of categories, as in your file and as they were read")
    (row,) = read.to_dict("records")
    assert row == {"Column": "rating", "In your file": "good", "Tidied": "Good", "Read as": "Good", "Rows": "1"}
    assert "Download how names were read (CSV)" in page.downloads
