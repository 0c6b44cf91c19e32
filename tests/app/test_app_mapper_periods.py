"""Months across a table whose figures nothing names: the reader says what they are, once."""

import pytest

pytestmark = [pytest.mark.app, pytest.mark.usefixtures("own_workspace")]

MONTHS = b"Locality,Apr-24,May-24\nLocality 1,100,120\nLocality 2,90,95\nLocality 3,80,85\n"
A_MONTH_MORE = MONTHS.replace(b"May-24\n", b"May-24,Jun-24\n").replace(b"120\n", b"120,130\n")
PRESS = "Read the file with these columns"
FIGURES = "column-locality_activity-Figures"


def test_the_reader_is_asked_what_the_figures_are_and_the_answer_is_offered_next_month(load):
    page = load(MONTHS)
    assert "nothing says what their figures are" in page.words
    assert page.at.selectbox(key="columns-kind").value == "locality_activity"
    asked = page.at.selectbox(key=FIGURES)
    assert asked.label == "What are the figures below Apr-24 to May-24?"
    page = page.press(PRESS)
    assert "Say what the figures below the periods are." in page.notices
    page.at.selectbox(key=FIGURES).set_value("people_waiting")
    page = page.press(PRESS)
    assert "Home care activity: 3 rows read, 3 used, 0 set aside." in page.findings
    page.press("Use this data")
    again = load(A_MONTH_MORE, "next month.csv")
    assert "A file with these headings was read before" in again.words
    assert again.at.selectbox(key=FIGURES).value == "people_waiting"
    read = again.press(PRESS).press("Use this data")
    frame = read.at.session_state["workspace"].get("locality_activity").frame
    assert frame["period"].unique().tolist() == ["2024-04", "2024-05", "2024-06"]
    assert frame["people_waiting"].head(3).tolist() == [100, 120, 130]


def test_of_a_kind_without_figures_nobody_asks_what_the_figures_are(load):
    page = load(MONTHS)
    page.at.selectbox(key="columns-kind").set_value("localities")
    page = page.again()
    assert not any("What are the figures" in one.label for one in page.at.selectbox)
    page = page.press(PRESS)
    assert page.problems["What was found"].str.startswith("The table does not look like 'Home care localities'.").any()
