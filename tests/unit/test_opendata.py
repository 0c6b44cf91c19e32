"""Open data fetched from a server of our own that answers as the official services do."""

import json
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime

import pytest
from local_services import AREAS, KEY, serving

import lib
from lib.geography import council
from lib.opendata import ERRANDS, NotFetched, fetch, is_allowed

pytestmark = pytest.mark.unit
SEFTON = council("Sefton")
DAY = date(2026, 11, 22)


@pytest.fixture
def services(monkeypatch):
    with serving() as started:
        for name in ("REGISTER", "OUTLINES", "CENSUS"):
            monkeypatch.setenv(f"WORKBENCH_{name}_ADDRESS", f"{started.address}/{name.lower()}")
        yield started


def fetched(key, pieces=None, told=lambda _done, _expected: None, waited=None, place=SEFTON):
    """What one errand brings, without waiting between tries."""
    pause = (waited if waited is not None else []).append
    return fetch(ERRANDS[key], place, {} if pieces is None else pieces, told, {"register": KEY}, pause=pause, today=DAY)


def loaded(found):
    outcome = lib.load(found.content, found.name, found.kind)
    assert outcome.dataset is not None, outcome.problems
    return found.said_of(outcome.dataset)


def stopped(key, **how):
    with pytest.raises(NotFetched) as told:
        fetched(key, **how)
    assert told.value.problem.fix
    return told.value.problem.code


def test_the_register_of_a_council_becomes_homes_with_source_and_licence(services):
    services.page = 2
    homes = loaded(fetched("register"))
    assert homes.kind == "homes"
    assert homes.frame["cqc_location_id"].tolist() == [f"1-{100 + n}" for n in range(5)]
    assert homes.frame["registered_beds"].tolist() == [20, 21, 22, 23, 24]
    assert homes.frame["provider_name"].tolist() == [f"Owner 1-{900 + n % 2}" for n in range(5)]
    said = homes.provenance
    assert said.licence == "Open Government Licence v3.0"
    assert said.source.startswith("Care Quality Commission, fetched from 127.0.0.1:")
    assert said.source.endswith("on 22 November 2026")
    assert (said.as_at, said.origin) == ("22 November 2026", "uploaded")
    assert len(services.asked) == 3 + 5 + 2
    assert set(services.keys) == {KEY}


def test_a_home_that_left_the_register_since_it_was_listed_is_left_out_and_named(services):
    services.without_record = {"1-102"}
    counts = []
    found = fetched("register", told=lambda done, expected: counts.append((done, expected)))
    homes = loaded(found)
    assert homes.frame["cqc_location_id"].tolist() == ["1-100", "1-101", "1-103", "1-104"]
    (said,) = found.problems
    assert (said.code, said.severity) == ("home-without-record", "note")
    assert said.what == ("1 home on the register's list is left out, since the register has no record of it: 1-102.")
    assert counts[-1] == (8, 8)
    services.without_record = {"1-100", "1-102"}
    assert "2 homes on the register's list are left out" in fetched("register").problems[0].what


def test_a_provider_without_a_record_leaves_its_name_blank(services):
    services.without_record = {"1-900"}
    homes = loaded(fetched("register")).frame
    assert homes["provider_name"].fillna("").tolist() == ["", "Owner 1-901", "", "Owner 1-901", ""]


def test_a_list_that_is_not_there_or_has_no_record_at_all_is_still_a_fault(services):
    services.faults = [404]
    assert stopped("register") == "service-refused"
    services.without_record = {f"1-{100 + n}" for n in range(5)}
    assert stopped("register") == "service-refused"


def test_names_of_managers_are_left_where_they_are(services):
    assert b"Quixote" not in fetched("register").content


def test_outlines_of_a_council_become_outlines(services):
    services.limit = 50
    outlines = loaded(fetched("outlines"))
    assert outlines.kind == "outlines"
    assert outlines.frame["area_code"].tolist() == AREAS
    assert outlines.frame.geometry.is_valid.all()
    assert outlines.provenance.as_at == "December 2021"
    assert len(services.asked) == 3 + 2 + 1
    assert services.keys == [""] * 6


def test_the_wards_of_a_council_become_a_lookup(services):
    services.limit = 50
    wards = loaded(fetched("wards"))
    assert wards.kind == "ward_lookup"
    assert wards.frame["small_code"].tolist() == AREAS
    assert set(wards.frame["ward_year"]) == {"2024"}
    assert wards.provenance.licence == "Open Government Licence v3.0"


def test_a_census_table_becomes_percentages_of_everybody(services):
    table = loaded(fetched("census-ethnic-group"))
    assert table.kind == "indicators"
    assert table.frame["area_code"].tolist() == AREAS
    shares = table.frame.drop(columns=["area_code", "area_name", "source_row"])
    assert shares.columns.str.endswith("(%)").all()
    assert (shares == 20.0).all(axis=None)
    assert table.provenance.as_at == "21 March 2021"


def test_ages_of_the_census_become_a_population(services):
    ages = loaded(fetched("census-age"))
    assert ages.kind == "population"
    assert ages.frame["population"].tolist() == [9_100] * len(AREAS)
    assert ages.frame["population_65_plus"].tolist() == [2_600] * len(AREAS)
    assert ages.frame["population_85_plus"].tolist() == [600] * len(AREAS)
    assert ages.frame["population_18_plus"].tolist() == [7_300] * len(AREAS)


def test_progress_is_told_up_to_the_number_expected(services):
    seen = []
    fetched("census-ethnic-group", told=lambda done, expected: seen.append((done, expected)))
    assert seen == [(1, 1), (2, 4), (3, 4), (4, 4)]


@pytest.mark.parametrize("faults", [["drop"], [503], [429, "drop", 500]])
def test_a_passing_fault_is_asked_again(services, faults):
    services.faults = list(faults)
    waited = []
    assert fetched("outlines", waited=waited).content
    assert len(services.asked) == 3 + len(faults)
    assert waited == [{429: 3.0}.get(fault, float(2**n)) for n, fault in enumerate(faults)]


def test_a_service_is_waited_for_as_long_as_it_asks_and_never_asked_sooner(services):
    services.faults = [(429, {"Retry-After": "69"}, '{"statusCode": 429, "message": "Try again in 69 seconds."}')]
    waited = []
    assert fetched("register", waited=waited).content
    assert waited == [69.0]


def test_a_time_of_day_to_wait_for_is_understood(services):
    until = format_datetime(datetime.now(UTC) + timedelta(seconds=40), usegmt=True)
    services.faults = [(503, {"Retry-After": until}, ""), (503, {"Retry-After": "soon"}, "")]
    waited = []
    assert fetched("outlines", waited=waited).content
    assert 30 < waited[0] <= 40
    assert waited[1] == 2


def test_a_wait_nobody_would_sit_through_is_said_and_what_arrived_is_held(services):
    services.skip, services.faults = 2, [(429, {"Retry-After": "1200"}, "")]
    pieces, waited = {}, []
    with pytest.raises(NotFetched) as told:
        fetched("register", pieces=pieces, waited=waited)
    assert "asks to wait 20 minutes" in told.value.problem.what
    assert (len(pieces), waited) == (2, [])


def test_a_key_that_is_used_up_is_not_called_a_wrong_key(services):
    services.faults = [(403, {}, '{"statusCode": 403, "message": "Out of call volume quota."}')]
    assert stopped("register") == "service-busy"


def test_a_passing_fault_sent_as_an_answer_is_asked_again(services):
    services.faults = ['{"error": {"code": 429, "message": "Too many requests"}}', '{"error": {"code": 503}}']
    waited, seen = [], []
    assert fetched("outlines", waited=waited, told=lambda done, expected: seen.append((done, expected))).content
    assert waited == [1.0, 2.0]
    assert seen[-1] == (3, 3)
    services.faults = ['{"error": {"code": 503}}'] * 4
    assert stopped("outlines") == "service-busy"


def test_outlines_come_page_by_page_where_the_layer_gives_fewer_at_once(services):
    services.limit = 33
    outlines = loaded(fetched("outlines"))
    assert outlines.frame["area_code"].tolist() == AREAS
    assert "resultOffset=33" in services.asked[-2] + services.asked[-1]
    assert all("outSR=4326" in asked and "f=geojson" in asked for asked in services.asked if "Boundaries" in asked)
    assert max(map(len, services.asked)) < 2_000


def test_a_table_that_was_cut_short_is_asked_for_from_there_on(services):
    services.cells = 100
    whole = fetched("census-ethnic-group").content
    assert any("recordoffset=100" in asked for asked in services.asked)
    services.cells = 25_000
    assert fetched("census-ethnic-group").content == whole


def test_a_table_with_rows_missing_is_refused_and_not_kept(services):
    services.cells, services.skip = 250, 1
    services.faults = ["DATE_NAME,GEOGRAPHY_NAME,GEOGRAPHY_CODE,C2021_ETH_20_NAME,OBS_VALUE\r\n"]
    pieces = {}
    assert stopped("census-ethnic-group", pieces=pieces) == "answer-not-understood"
    assert len(pieces) == 1


def test_homes_listed_under_the_districts_of_a_county_are_found(services):
    services.authority = "Wychavon"
    found = fetched("register", place=council("Worcestershire"))
    assert len(found.content.splitlines()) == 5
    assert "localAuthority=Worcestershire" in services.asked[0]


@pytest.mark.parametrize("answer", ["{}", '{"locations": "none"}', '{"locations": [], "totalPages": 100000}', "[]"])
def test_an_answer_without_a_list_of_homes_is_not_an_empty_register(services, answer):
    services.faults = [answer]
    assert stopped("register") == "answer-not-understood"


def test_a_fetch_that_was_broken_off_goes_on_where_it_stopped(services):
    pieces = {}
    services.skip, services.faults = 4, [503] * 4
    assert stopped("register", pieces=pieces) == "service-busy"
    asked = len(services.asked)
    assert len(pieces) == 4
    whole = fetched("register", pieces=pieces)
    assert len(services.asked) - asked == (1 + 5 + 2) - 4
    assert whole.content == fetched("register").content


@pytest.mark.parametrize(
    ("key", "faults", "code"),
    [
        ("register", [401], "key-not-accepted"), ("register", [403], "key-not-accepted"),
        ("outlines", [403], "service-refused"), ("outlines", [404], "service-refused"),
        ("outlines", ["drop"] * 4, "service-not-reached"), ("outlines", [500] * 4, "service-busy"),
        ("outlines", ["elsewhere"], "service-refused"), ("outlines", ["<html>"], "answer-not-understood"),
        ("outlines", ['{"error": {"code": 400}}'], "answer-not-understood"),
        ("outlines", ['{"features": [{"attributes": {"LSOA21CD": "../x"}}]}'], "answer-not-understood"),
        ("register", ['{"locations": [{"locationId": "../../x"}]}'], "answer-not-understood"),
        ("census-disability", ["", "Error: too many cells"], "answer-not-understood"),
    ],
)  # fmt: skip
def test_a_fault_that_stays_is_said_with_what_to_do(services, key, faults, code):
    services.faults = faults
    pieces = {}
    assert stopped(key, pieces=pieces) == code
    assert all(b"error" not in answer and b"<html>" not in answer for answer in pieces.values())


def test_a_census_answer_that_is_not_the_table_is_not_kept(services):
    services.skip, services.faults = 1, ["Error: too many cells"]
    pieces = {}
    assert stopped("census-ethnic-group", pieces=pieces) == "answer-not-understood"
    assert [json.loads(answer).keys() for answer in pieces.values()] == [{"features", "exceededTransferLimit"}]
    assert fetched("census-ethnic-group", pieces=pieces).content


def test_a_council_the_service_does_not_know_is_said(services):
    assert stopped("register", place=council("Kent")) == "nothing-there"
    assert stopped("outlines", place=council("Kent")) == "nothing-there"


def test_districts_with_new_codes_are_asked_for_by_their_old_ones(services):
    stopped("outlines", place=council("Sheffield"))
    assert "E08000019" in services.asked[0]
    assert "E08000039" not in services.asked[0]


def test_a_service_that_is_not_there_is_said(monkeypatch):
    monkeypatch.setenv("WORKBENCH_OUTLINES_ADDRESS", "http://127.0.0.1:9")
    assert stopped("outlines") == "service-not-reached"


@pytest.mark.parametrize(("said", "allowed"), [("", True), ("on", True), ("off", False), (" OFF ", False)])
def test_whoever_runs_the_workbench_may_forbid_it(monkeypatch, said, allowed):
    monkeypatch.setenv("WORKBENCH_OPEN_DATA", said)
    assert is_allowed() is allowed


def test_every_errand_names_its_services_and_licence():
    for errand in ERRANDS.values():
        assert errand.services
        assert all(one.licence and one.standard_address.startswith("https://") for one in errand.services)


def test_every_wait_is_told_before_it_begins(services):
    services.faults = [503, "drop"]
    order = []
    fetch(
        ERRANDS["outlines"], SEFTON, {}, lambda _done, _expected: None, today=DAY,
        waits=lambda seconds, turn: order.append(("told", seconds, turn)), pause=lambda _: order.append("waited"),
    )  # fmt: skip
    assert order == [("told", 1.0, 2), "waited", ("told", 2.0, 3), "waited"]
