"""The regulator's other files: latest ratings, records of its service, and the capacity tracker."""

import json

import pytest
from ingest_tables import adds_up, codes, column, csv, load, refused_with, rows_of
from ingest_workbooks import ods

pytestmark = pytest.mark.unit

HEAD = (
    "Location ID,Location Name,Care Home?,Location Post Code,Location Local Authority,"
    "Service / Population Group,Domain,Latest Rating,Publication Date,Provider Name"
)


def rating(location: str, group: str, domain: str, said: str, home: str = "Y") -> str:
    """One row of the file of latest ratings."""
    return f"{location},House {location},{home},L20 3NJ,Sefton,{group},{domain},{said},01/02/2024,Elm Ltd"


RATINGS = [
    rating("1-100", "Overall", "Safe", "Requires improvement"),
    rating("1-100", "Overall", "Well-led", "Good"),
    rating("1-100", "Overall", "Overall", "Good"),
    rating("1-100", "Dementia", "Overall", "Inadequate"),
    rating("1-200", "Overall", "Overall", "Outstanding"),
    rating("1-300", "Overall", "Overall", "Good", home="N"),
    rating("1-300", "Overall", "Safe", "Good", home="N"),
]


def test_ratings_count_each_home_once_and_keep_the_key_questions():
    outcome = load(csv(HEAD, *RATINGS))
    assert column(outcome, "cqc_location_id") == ["1-100", "1-200"]
    assert column(outcome, "rating") == ["Good", "Outstanding"]
    assert column(outcome, "rating_safe") == ["Requires improvement", None]
    assert column(outcome, "rating_well_led") == ["Good", None]
    assert str(column(outcome, "rating_date")[0])[:10] == "2024-02-01"
    assert rows_of(outcome, "rating-of-a-part") == (5,)
    assert rows_of(outcome, "not-a-care-home") == (7, 8)
    assert adds_up(outcome)


def test_ratings_are_found_under_a_banner_and_the_older_name_of_the_question():
    rows = [line.split(",") for line in [HEAD.replace("Domain", "Key Question"), *RATINGS]]
    outcome = load(ods({"README": [["About", "this"]], "Locations": [["Latest ratings"], *rows]}))
    assert column(outcome, "rating") == ["Good", "Outstanding"]


def test_ratings_without_an_overall_one_are_refused():
    assert refused_with(load(csv(HEAD, RATINGS[0], RATINGS[1])), "no-overall-rating")


RECORD = {
    "locationId": "1-100",
    "name": "Elm House",
    "postalCode": "L20 3NJ",
    "localAuthority": "Sefton",
    "careHome": "Y",
    "numberOfBeds": 40,
    "registrationStatus": "Registered",
    "onspdLatitude": 53.447,
    "onspdLongitude": -2.993,
    "gacServiceTypes": [{"name": "Residential homes", "description": "Care home service without nursing"}],
    "specialisms": [{"name": "Dementia"}, {"name": "Caring for adults over 65 yrs"}],
    "currentRatings": {
        "overall": {
            "rating": "Good",
            "keyQuestionRatings": [{"name": "Safe", "rating": "Good"}, {"name": "Well-led", "rating": "Inadequate"}],
        }
    },
}


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(RECORD) + "\n" + json.dumps({**RECORD, "locationId": "1-101", "registrationStatus": "Deregistered"}),
        json.dumps([RECORD, {**RECORD, "locationId": "1-101", "careHome": "N"}]),
        json.dumps({"total": 1, "locations": [RECORD]}),
        json.dumps(RECORD),
    ],
)
def test_records_of_the_regulators_service_are_homes(text):
    outcome = load(text)
    assert column(outcome, "cqc_location_id") == ["1-100"]
    assert column(outcome, "registered_beds") == [40]
    assert column(outcome, "home_kind") == ["residential"]
    assert column(outcome, "specialisms") == ["Dementia; Caring for adults over 65 yrs"]
    assert column(outcome, "rating") == ["Good"]
    assert column(outcome, "rating_safe") == ["Good"]
    assert column(outcome, "rating_well_led") == ["Inadequate"]
    assert column(outcome, "located_by") == ["coordinates"]
    assert adds_up(outcome)


@pytest.mark.parametrize(
    ("text", "code"),
    [('{"a": 1}\n{"a": ', "json-broken"), ('{"a": []}', "kind-not-recognised"), ('[{"a": 1}, 2]', "json-no-records")],
)
def test_json_that_cannot_be_used_is_refused(text, code):
    assert refused_with(load(text), code)


def test_nested_too_deeply_is_refused():
    assert refused_with(load('[{"a":' + "[" * 100_000), "json-broken") or load('[{"a":' + "[" * 100_000).is_refused


def test_a_tracker_of_capacity_gives_beds_in_use():
    outcome = load(
        csv(
            "cqcid,localauthority,maxcapacity,usedbeds,declaredvacancies,lastupdatedutc",
            "1-100,Sefton,40,35,5,2026-10-01", "1-101,Sefton,12,14,0,2026-10-01",
        )
    )  # fmt: skip
    assert column(outcome, "registered_beds") == [40, 12]
    assert column(outcome, "occupied_beds") == [35, 14]
    assert column(outcome, "vacant_beds") == [5, 0]
    assert column(outcome, "name") == ["1-100", "1-101"]
    assert column(outcome, "la_code") == ["E08000014"] * 2
    assert rows_of(outcome, "more-occupied-than-registered") == (3,)
    assert "not-located" in codes(outcome)


def test_a_date_that_could_only_be_american_is_not_guessed():
    text = csv(
        "name,postcode,beds,rating,rating date", "Elm,L20 3NJ,10,Good,12/31/2024", "Oak,L20 3NJ,10,Good,31/12/2024"
    )
    outcome = load(text)
    assert rows_of(outcome, "not-a-date") == (2,)
    assert column(outcome, "rating_date")[0] is None
