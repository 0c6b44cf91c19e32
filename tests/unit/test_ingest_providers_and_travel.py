"""The Capacity Tracker's home care return, and travel times from areas to places."""

import pytest
from ingest_tables import adds_up, codes, column, csv, load, rows_of

from lib.measures.capacity import declared_hours

pytestmark = pytest.mark.unit

TRACKER = (
    "cqcid,laname,laregionname,canprovidermorehours,extrahourscount,cqccareworkersemployed,cqccareworkersabsent,"
    "hourspaiddomcare,hoursovertimedomcare,hoursagencydomcare,hoursabsencedomcare,cqcsurveylastupdatedutc"
)
RETURNS = [
    'p1,Sefton,North West,Yes,40,20,1,"1,200.5",10,0,30,01/10/2026 09:00',
    "p2,Sefton,North West,No,25,10,0,600,0,0,12,02/10/2026 09:00",
    "p3,Sefton,North West,,10,5,0,300,0,0,2,02/10/2026 09:00",
    "p1,Sefton,North West,Yes,30,20,1,1000,10,0,30,01/09/2026 09:00",
    "p4,Liverpool,North West,Yes,-5,5,0,[c],0,0,2,02/10/2026 09:00",
]


def test_a_tracker_of_home_care_becomes_providers():
    outcome = load(csv(TRACKER, *RETURNS))
    assert outcome.dataset.kind == "providers"
    assert column(outcome, "cqc_location_id") == ["p1", "p2", "p3", "p4"]
    assert column(outcome, "la_code") == ["E08000014"] * 3 + ["E08000012"]
    assert column(outcome, "hours_paid") == [1_200.5, 600, 300, None]
    assert column(outcome, "extra_hours") == [40, 25, 10, None]
    assert column(outcome, "can_provide_more") == [True, False, None, True]
    assert rows_of(outcome, "earlier-return") == (5,)
    assert rows_of(outcome, "below-zero") == (6,)
    assert rows_of(outcome, "cells-suppressed") == (6,)
    assert adds_up(outcome)


def test_a_tracker_of_beds_is_no_tracker_of_home_care():
    outcome = load(csv("cqcid,laname,maxcapacity,usedbeds,hourspaid", "1-100,Sefton,40,38,900", "1-101,Sefton,20,20,1"))
    assert outcome.dataset.kind == "homes"


def test_declared_hours_are_those_that_could_be_done_besides():
    providers = load(csv(TRACKER, *RETURNS)).dataset.frame
    assert declared_hours(providers, "E08000014") == 40 + 0 + 10
    assert declared_hours(providers, "E08000012") is None  # one provider: the sum would be its own
    assert declared_hours(providers, "E10000034") is None


PAIRS = ["origin,destination,minutes", "E01006920,Aintree,12.5", "E01006920,Southport,31", "E01006921,Aintree,",
         "E01006921,Southport,30", "E01006922,Aintree,[x]"]  # fmt: skip


def test_travel_times_by_pair_become_figures_by_area():
    outcome = load(csv(*PAIRS))
    assert outcome.dataset.kind == "indicators"
    assert column(outcome, "area_code") == ["E01006920", "E01006921", "E01006922"]
    assert column(outcome, "Minutes to the nearest place") == [12.5, 30, None]
    assert column(outcome, "Places within 30 minutes") == [1, 1, None]
    assert column(outcome, "Minutes to Aintree") == [12.5, None, None]
    assert column(outcome, "Minutes to Southport") == [31, 30, None]
    assert len(outcome.dataset.parts["travel_times"]) == 5
    assert adds_up(outcome)


def test_times_that_cannot_be_and_pairs_that_stand_twice_are_set_aside():
    outcome = load(csv(*PAIRS, "E01006920,Aintree,15", "E01006920,Moon,-1", "E01006921,Moon,700"))
    assert rows_of(outcome, "pair-repeated") == (7,)
    assert rows_of(outcome, "time-implausible") == (8, 9)
    assert column(outcome, "Minutes to the nearest place") == [12.5, 30, None]
    assert adds_up(outcome)


def test_seconds_become_minutes_and_it_is_said():
    outcome = load(csv("from_code,to_code,travel_time_seconds", "E01006920,E01006921,600", "E01006921,E01006920,900"))
    assert column(outcome, "Minutes to the nearest place") == [10, 15]
    assert "seconds" in codes(outcome)


def test_a_matrix_of_minutes_says_the_same_as_its_pairs():
    outcome = load(
        csv("area_code,Aintree (minutes),Minutes to Southport", "E01006920,12.5,31", "E01006921,,30", "E01006922,[c],")
    )
    by_pair = load(csv(*PAIRS)).dataset.frame
    frame = outcome.dataset.frame
    assert frame.drop(columns="source_row").equals(by_pair.drop(columns="source_row"))
    assert outcome.dataset.parts["states"]["state"].tolist() == ["suppressed"]
    assert adds_up(outcome)


def test_figures_that_are_no_minutes_stay_ordinary_indicators():
    assert "travel-times" not in codes(load(csv("area_code,Rate,Share", "E01006920,1,2", "E01006921,2,3")))


def test_more_care_workers_absent_than_employed_are_said():
    outcome = load(csv(TRACKER, *(one.replace(",20,1,", ",20,25,") for one in RETURNS[:3])))
    found = outcome.dataset.parts["account"].set_index("code").loc["part-above-whole"]
    assert (found["source_row"], found["column"], found["value"]) == (2, "cqccareworkersabsent", "25")
    assert found["fix"]
