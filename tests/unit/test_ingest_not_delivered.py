"""Headings over care that was turned down or handed back, and over rates: never read as what they are not."""

import pytest
from ingest_tables import codes, column, csv, load

pytestmark = pytest.mark.unit

MEASURES = ["people", "hours", "packages_offered", "packages_accepted", "packages_handed_back", "hourly_rate_gbp"]


def read(head, row):
    """What each measure was read as, for one provider in one locality; what is missing left out."""
    outcome = load(csv(f"Locality,Provider,{head}", f"North,A Care,{row}", f"South,B Care,{row}"))
    assert outcome.dataset.kind == "provider_activity"
    first = {name: column(outcome, name)[0] for name in MEASURES}
    return {name: value for name, value in first.items() if value is not None}


def note(outcome, code):
    return next(one.what for one in outcome.problems if one.code == code)


def test_an_acceptance_rate_before_the_price_is_no_price():
    head = "Service users,Packages offered,Packages accepted,Acceptance rate (%),Packages handed back,Hours,"
    assert read(f"{head}Hourly rate (£)", "40,41,25,62.5,6,340,23.4") == {
        "people": 40, "packages_offered": 41, "packages_accepted": 25, "packages_handed_back": 6, "hours": 340,
        "hourly_rate_gbp": 23.4,
    }  # fmt: skip


@pytest.mark.parametrize(
    "heading",
    [
        "Acceptance rate (%)", "Acceptance rate", "Hand back rate", "Refusal rate", "Rate of rejection", "Rate (%)",
        "Turnover (£)", "Staff turnover rate", "Annual spend (£)", "Weekly fee (£)",
    ],
)  # fmt: skip
def test_what_is_no_price_of_an_hour_is_read_as_none(heading):
    assert read(f"Hours,{heading}", "340,25") == {"hours": 340}


@pytest.mark.parametrize(
    "heading",
    [
        "Hourly rate (£)", "Rate", "Price", "Fee", "Framework rate (£)", "Cost per hour (£)", "hourly_rate_gbp",
        "Average hourly rate (£)", "Price per hour this week", "Rate offered (£)",
    ],
)  # fmt: skip
def test_prices_are_read_as_before(heading):
    assert read(f"Hours,{heading}", "340,25") == {"hours": 340, "hourly_rate_gbp": 25}


@pytest.mark.parametrize(
    "heading",
    [
        "Packages declined", "Declined packages", "Packages refused", "Packages rejected", "Packages withdrawn",
        "Packages cancelled", "Packages unfilled", "Redirected packages", "Packages not accepted", "Packages ended",
        "Clients withdrawn", "Hours declined", "Cancelled hours", "Hours offered", "Hours accepted",
    ],
)  # fmt: skip
def test_what_was_turned_down_is_neither_people_nor_hours(heading):
    assert read(f"{heading},Packages offered", "26,63") == {"packages_offered": 63}


@pytest.mark.parametrize(
    ("heading", "measure"),
    [
        ("Packages", "people"), ("Service users", "people"), ("Clients (excluding cancelled)", "people"),
        ("Hours delivered", "hours"), ("Hours excluding cancelled visits", "hours"),
            ("Packages accepted (not cancelled)", "packages_accepted"),
        ("Offers", "packages_offered"), ("Packages accepted within 24 hours", "packages_accepted"),
    ],
)  # fmt: skip
def test_headings_of_care_are_read_as_before(heading, measure):
    assert read(f"{heading},Handed back", "26,6") == {measure: 26, "packages_handed_back": 6}


def test_hours_are_never_packages():
    head = "Hours offered,Packages offered,Hours accepted,Packages accepted,Hours delivered"
    assert read(head, "480,40,300,25,340") == {"packages_offered": 40, "packages_accepted": 25, "hours": 340}


def test_columns_of_what_was_turned_down_are_named():
    outcome = load(csv("Locality,Provider,Packages offered,Packages declined", "North,A,63,26", "South,B,40,9"))
    assert note(outcome, "columns-not-delivered").endswith("'Packages declined'.")


@pytest.mark.parametrize(
    "heading", ["Packages handed back", "Packages declined", "Unfilled packages", "Packages ended"]
)
def test_packages_handed_back_are_no_packages_of_care(heading):
    outcome = load(csv(f"Locality,Month,Hours delivered,{heading},Waiting", "North,2025-04,300,13,20"))
    assert outcome.dataset.kind == "locality_activity"
    assert column(outcome, "packages") == [None]
    assert (column(outcome, "hours"), column(outcome, "people_waiting")) == ([300], [20])
    assert "columns-not-delivered" in codes(outcome)


def test_packages_beside_those_handed_back_are_the_packages():
    outcome = load(csv("Locality,Month,Packages handed back,Packages of care in place", "North,2025-04,13,60"))
    assert column(outcome, "packages") == [60]
