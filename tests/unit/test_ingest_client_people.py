"""Client Level Data: who is the same person, how old they are, and how little is said of a few."""

import datetime as dt

import pandas as pd
import pytest
from ingest_tables import adds_up, codes, csv, load, rows_of, said
from test_ingest_client_level import EVENTS, R1, counted, event

from lib.ingest.kinds.client_births import ages_at, years_completed

pytestmark = pytest.mark.unit

END = "2025-03-31"


def people(outcome, step: str = "service") -> int:
    """Everybody at a step, by sex."""
    return sum(n for (name, _), n in counted(outcome, step).items() if name == "sex")


def without_own(line: str, number: str | None = None) -> str:
    """An event with a blank identifier of the council's own, and another NHS number where one is given."""
    cells = line.split(",")
    cells[4] = ""
    cells[3] = cells[3] if number is None else number
    return ",".join(cells)


def born(*cells: str, ends: str = END) -> pd.DataFrame:
    text = pd.Series(list(cells), dtype="str")
    return ages_at(text, pd.Series(pd.Timestamp(ends), text.index).astype("datetime64[s]"))


def test_a_blank_identifier_gives_way_to_the_nhs_number():
    same = [without_own(event(f"{n:03}", "Female", "White: Irish", "01/02/1940"), "943 476 5919") for n in range(15)]
    other = without_own(event("090", "Male", "White: Irish", "01/02/1940"), "9434765870")
    outcome = load(csv(R1, *same, other))
    assert people(outcome) == 2
    assert "no-identifier" not in codes(outcome)


def test_an_nhs_number_that_stands_beside_one_identifier_is_that_person():
    one = event("001", "Female", "White: Irish", "01/02/1940")
    assert people(load(csv(R1, one, without_own(one)))) == 1


def test_an_nhs_number_that_stands_beside_two_identifiers_is_neither_of_them():
    one, two = (event(n, "Female", "White: Irish", "01/02/1940") for n in ("001", "002"))
    two = two.replace("99900000020", "99900000010")
    assert people(load(csv(R1, one, two, without_own(one), without_own(one)))) == 3


@pytest.mark.parametrize("number", ["", "n/a", "Not known", "0000000000", "999 999 9999"])
def test_rows_that_do_not_say_whose_they_are_count_nobody_and_are_said_so(number):
    whole = event("001", "Female", "White: Irish", "01/02/1940")
    unnamed = [without_own(event("900", "Male", "White: Irish", "01/02/1940"), number)]
    outcome = load(csv(R1, whole, *unnamed * 3))
    assert people(outcome) == 1
    assert rows_of(outcome, "no-identifier") == (3, 4, 5)
    assert "Fewer than 5 rows do not say whose they are" in said(outcome)
    assert adds_up(outcome)
    assert "About 10 rows do not say" in said(load(csv(R1, whole, *unnamed * 11)))


def test_a_file_that_never_says_whose_its_rows_are_is_refused():
    outcome = load(csv(R1, *(without_own(one, "") for one in EVENTS)))
    assert outcome.is_refused
    assert "no-identifier" in codes(outcome)


def test_numbers_below_five_are_never_said_and_nothing_they_could_be_taken_from():
    lines = [event(f"{n:03}", "Female", "White: Irish", "01/02/1940").replace("Direct Payment", "") for n in range(23)]
    lines += [event(f"{n:03}", "Female", "White: Irish", "1", kind="Review") for n in range(2)]
    lines += [event("001", "Female", "White: Irish", "01/02/1940", client="Unpaid carer")]
    outcome = load(csv(R1, *lines))
    assert "About 25 people with long-term support" in said(outcome)
    assert "likewise fewer than 5 people at a review" in said(outcome)
    assert "Fewer than 5 people have a date of birth that was not understood" in said(outcome)
    assert "Fewer than 5 rows are about carers" in said(outcome)
    assert "row 27" not in said(outcome)
    assert outcome.dataset.parts["account"].empty


@pytest.mark.parametrize(
    ("cell", "band"),
    [
        ("01/02/1940", "85 to 94"), ("01/02/40", "85 to 94"), ("1-Feb-40", "85 to 94"), ("29/02/00", "25 to 44"),
        ("01/02/26", "95 and above"), ("14642", "85 to 94"), ("14642.0", "85 to 94"), ("1933", "85 to 94"),
        ("Feb 1933", "85 to 94"), ("02/1933", "85 to 94"), ("1933-02", "85 to 94"), ("March 1940", "85 to 94"),
        ("Apr 1940", "75 to 84"), ("1939", "85 to 94"), ("2025", "Under 18"),
    ],
)  # fmt: skip
def test_births_that_can_be_read_safely(cell, band):
    found = born(cell)
    assert (found["band"][0], found["why"][0]) == (band, "")


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("01/02/05", "either century"), ("1 Feb 24", "either century"), ("1940", "too rough"),
        ("02/15/1940", "not read"), ("abc", "not read"), ("Feb-40", "not read"),
        ("01/02/0001", "not read"), ("01/04/2025", "later"), ("2026", "later"), ("", "not given"),
        ("Not known", "not given"),
    ],
)  # fmt: skip
def test_births_that_give_no_age_say_why(cell, why):
    found = born(cell)
    assert (found["band"][0], found["why"][0]) == ("Not known", why)


def test_findings_tell_births_not_understood_from_births_not_given_and_print_none():
    births = ["1 of February"] * 6 + ["01/02/05"] * 6 + [""] * 11 + ["1940"] * 6 + ["01/02/2031"] * 6
    lines = [event(f"{n:03}", "Female", "White: Irish", one) for n, one in enumerate(births)]
    outcome = load(csv(R1, *lines))
    assert counted(outcome)["age", "Not known"] == len(births)
    assert "About 5 people have a date of birth that was not understood" in said(outcome)
    assert "About 10 people have no date of birth" in said(outcome)
    expected = {"births-not-read", "births-of-either-century", "births-not-given", "births-too-rough"}
    assert expected | {"births-after-period"} <= set(codes(outcome))
    assert not any(one in said(outcome) for one in set(births) - {""})


def test_without_an_end_of_the_period_nobody_has_an_age_and_it_is_said():
    lines = (event("001", "Female", "White: Irish", "01/02/1940").replace("31/03/2025", ""),)
    outcome = load(csv(R1, *lines))
    assert counted(outcome)["age", "Not known"] == 1
    assert "no-end-of-period" in codes(outcome)


def test_a_return_without_births_is_counted_without_ages():
    outcome = load(csv(R1.replace("Date of Birth", "Something"), *EVENTS))
    assert {name for name, _ in counted(outcome)} == {"sex", "race", "primary support reason"}


def test_years_are_those_completed_on_the_day():
    days = [dt.date(1940, 2, 29), dt.date(1940, 4, 1), dt.date(2007, 3, 31), dt.date(2007, 4, 1), dt.date(1960, 3, 31)]
    births = pd.Series(pd.to_datetime(days)).astype("datetime64[s]")
    for on in pd.to_datetime(["2025-02-28", "2025-03-01", "2025-03-31", "2025-04-01", "2028-02-29"]):
        expected = [on.year - day.year - ((on.month, on.day) < (day.month, day.day)) for day in days]
        assert years_completed(births, pd.Series(on, births.index)).astype("int64").tolist() == expected


def test_the_day_before_a_birthday_and_the_birthday_itself():
    assert born("01/04/2007")["band"][0] == "Under 18"  # 17.999 years
    assert born("31/03/2007")["band"][0] == "18 to 24"  # by days over 365.2425 this is 17.9997 years
    assert born("31/03/1940")["band"][0] == "85 to 94"
