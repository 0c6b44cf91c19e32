"""Open data at a click: nothing is asked before the reader agrees and presses; what comes is read as a file is."""

import socket

import pytest
from local_services import AREAS, KEY, serving

pytestmark = pytest.mark.app


@pytest.fixture
def services(monkeypatch):
    with serving() as started:
        for name in ("REGISTER", "OUTLINES", "CENSUS"):
            monkeypatch.setenv(f"WORKBENCH_{name}_ADDRESS", f"{started.address}/{name.lower()}")
        monkeypatch.setattr("lib.opendata.asking._FIRST_WAIT", 0.0)
        yield started


def button(page, beginning):
    return next(one for one in page.at.main.button if one.label.startswith(beginning))


def choose(page, errand, *, agrees=True):
    page.at.selectbox(key="open-data-wanted").set_value(errand)
    page.again()
    if errand == "register":
        page.at.text_input(key="open-data-key").set_value(KEY)
    page.at.checkbox(key=f"open-data-agreed-{errand}").set_value(agrees)
    return page  # a form: nothing is told before its button is pressed


def press(page, beginning):
    button(page, beginning).click()
    page.again()
    assert page.faults == []
    return page


def test_nothing_is_asked_before_the_reader_agrees_and_presses(services, open_page, monkeypatch):
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("a connection was made"))
    page = open_page("your_data", council="Sefton")
    assert not page.at.checkbox(key="open-data-agreed-register").value
    choose(page, "outlines")
    choose(page, "census-age", agrees=False)
    assert "Nothing was asked: tick the box to agree first." in press(page, "Fetch").notices
    assert "agreed" not in str(dict(page.at.query_params))
    assert services.asked == []


def test_without_a_key_nothing_is_asked_and_it_is_said(services, open_page):
    page = open_page("your_data", council="Sefton")
    page.at.checkbox(key="open-data-agreed-register").set_value(True)
    assert "Nothing was asked: give your subscription key first." in press(page, "Fetch").notices
    assert services.asked == []


def test_the_register_is_fetched_read_used_and_says_whose_it_is(services, open_page):
    page = press(choose(open_page("your_data", council="Sefton"), "register"), "Fetch")
    assert "Fetched: Care homes (CQC register), Sefton" in page.words
    (said,) = [one for one in page.of_class("cmw-source") if one.startswith("Care Quality Commission, fetched from")]
    assert "under the Open Government Licence v3.0. As at " in said
    assert "Care homes: 5 rows read, 5 used, 0 set aside." in page.findings
    press(page, "Use this data")
    used = page.figures("What is in use").set_index("Data").loc["Care homes"]
    assert used["Where from"] == "Fetched by you from Care Quality Commission"
    homes = page.go_to("care_homes")
    assert homes.metrics["Homes"] == "5"
    assert any("licence Open Government Licence v3.0" in line for line in homes.of_class("cmw-source"))
    assert KEY not in str(dict(page.at.query_params))


def test_a_fetch_broken_off_says_so_and_goes_on_without_asking_again(services, open_page):
    services.skip, services.faults = 4, [503] * 4
    page = press(choose(open_page("your_data", council="Sefton"), "register"), "Fetch")
    assert any("is busy or has a fault" in notice for notice in page.notices)
    asked = len(services.asked)
    press(page, "Go on (4 answers here already)")
    assert len(services.asked) - asked == (1 + 5 + 2) - 4
    assert "Care homes: 5 rows read, 5 used, 0 set aside." in page.findings


def test_a_home_without_a_record_does_not_stop_the_register_and_is_named(services, open_page):
    services.without_record = {"1-102"}
    page = press(choose(open_page("your_data", council="Sefton"), "register"), "Fetch")
    assert "Care homes: 4 rows read, 4 used, 0 set aside." in page.findings
    assert "no record of it: 1-102." in page.words


def test_a_file_of_the_readers_own_takes_the_place_of_what_was_fetched(services, open_page):
    page = press(choose(open_page("your_data", council="Sefton"), "outlines"), "Fetch")
    assert f"Area outlines: {len(AREAS)} rows read, {len(AREAS)} used, 0 set aside." in page.findings
    press(page, "Put it away")
    assert page.findings == []


def test_whoever_runs_the_workbench_can_take_the_offer_away(open_page, monkeypatch):
    monkeypatch.setenv("WORKBENCH_OPEN_DATA", "off")
    page = open_page("your_data", council="Sefton")
    assert not any(one.label == "Fetch" for one in page.at.main.button)
