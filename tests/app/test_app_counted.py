"""A file of records of people: counted, shown, kept as counts, and its bytes let go of as soon as it is read."""

import pytest
from uploads import people_csv

from lib.ui.loading import COUNTED

pytestmark = pytest.mark.app

HEADINGS = (
    "LA Code,Reporting Period Start Date,Reporting Period End Date,NHS Number,LA Person Unique Identifier,First Name,"
    "Last Name,Gender,Ethnicity,Date of Birth,Client Type,Primary Support Reason,Postcode,Event Type,Event Reference,"
    "Event Start Date,Event End Date,Event Outcome,Service Type,Service Component,Delivery Mechanism"
)
PLANTED = "Qxzvwquixote"
EVENT = (
    "345,01/04/2024,31/03/2025,9990000{0}0,P{0},Zebedee," + PLANTED + ",Female,White: Irish,01/02/1940,Service user,"
    "Physical support: Personal care support,L20 3NJ,Service,E{0},01/05/2024,,NFA,Long term support: Community,"
    "Home support,Direct Payment"
)


@pytest.fixture
def counted(own_workspace, open_page):
    page = open_page("your_data", council="Sefton")
    content = "\n".join([HEADINGS, *(EVENT.format(f"{n:03}") for n in range(20))]).encode()
    page.at.file_uploader(key="upload").set_value(("return.csv", content, "text/csv"))
    return page.again()


def test_the_counts_stand_and_the_file_is_gone_from_the_session(counted):
    assert counted.faults == []
    assert "was let go of" in counted.words
    assert any(button.label == "Use this data" for button in counted.at.button)
    assert counted.at.session_state[COUNTED].getvalue() == b""
    assert [one.key for one in counted.at.file_uploader] == ["upload-1"]
    assert PLANTED not in repr(counted.at.session_state)
    assert PLANTED not in counted.words


def test_no_small_number_of_people_is_on_the_page_before_it_is_protected(own_workspace, open_page):
    page = open_page("your_data", council="Sefton")
    events = [EVENT.format(f"{n:03}") for n in range(20)]
    events += [events[0].replace(",Service,", ",Review,"), events[1].replace("Service user", "Unpaid carer")]
    page.at.file_uploader(key="upload").set_value(("return.csv", "\n".join([HEADINGS, *events]).encode(), "text/csv"))
    page = page.again()
    assert page.faults == []
    assert "about 20 rows of people read, about 20 rows used, fewer than 5 rows set aside" in page.words
    assert "fewer than 5 people at a review" in page.words
    assert "account row by row are not shown" in page.words
    assert not any({"users_count", "source_row", "Row"} & set(table.value.columns) for table in page.at.dataframe)
    assert not any(button.label.startswith("Download what was found") for button in page.at.get("download_button"))


def test_the_counts_can_be_used_and_another_file_read_after(counted):
    next(b for b in counted.at.button if b.label == "Use this data").click()
    page = counted.again()
    assert any(said.value == "In use as protected characteristics." for said in page.at.success)
    page.at.file_uploader(key="upload-1").set_value(("figures.csv", b"area_code,Rate (%)\nE01006920,2.5\n", "text/csv"))
    page = page.again()
    assert "was let go of" not in page.words
    assert "Area indicators: 1 row read" in page.words


def test_counts_are_kept_without_the_file(counted):
    counted.at.text_input(key="keep-who").set_value("Kim")
    next(b for b in counted.at.button if b.label == "Keep it").click()
    page = counted.again()
    assert page.faults == []
    assert any(said.startswith("Kept as a draft: Protected characteristics") for said in page.notices)


def test_a_file_of_people_is_refused_with_its_problems_and_its_bytes_are_gone(open_page):
    page = open_page("your_data", council="Sefton")
    page.at.file_uploader(key="upload").set_value(("people.csv", people_csv(), "text/csv"))
    page = page.again()
    assert page.faults == []
    assert "The file holds NHS numbers" in page.problems["What was found"].iloc[0]
    assert "people.csv holds records of people. It was refused" in page.words
    assert page.at.session_state[COUNTED].getvalue() == b""
    assert "943" not in repr(page.at.session_state)
    page.at.file_uploader(key="upload-1").set_value(("figures.csv", b"area_code,Rate (%)\nE01006920,2.5\n", "text/csv"))
    page = page.again()
    assert "holds records of people" not in page.words
    assert "Area indicators: 1 row read" in page.words
