"""Numbers and references of single people are told by the words in a heading; those of places and counts are not."""

import pandas as pd
import pytest
from ingest_tables import csv, load, refused_with, said

from lib.ingest import may_hold_people
from lib.ingest.person_references import identified_by

pytestmark = pytest.mark.unit

OF_PEOPLE = "reference-numbers-of-single-people"
SECRET = ["A7K", "B9X", "C2M", "D4P", "E8R"]


def table(heading, cells):
    return csv(f"Zone,Month,Hours,{heading}", *(f'North,2025-0{4 + i},1{i},"{one}"' for i, one in enumerate(cells)))


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("Client NHS Number", "nhs-numbers"), ("NHS Number (10 digit)", "nhs-numbers"),
        ("NHS No (verified)", "nhs-numbers"), ("NHSNumber of SU", "nhs-numbers"),
        ("Client NI Number", "national-insurance-numbers"), ("NINO (client)", "national-insurance-numbers"),
        ("Service User Ref", OF_PEOPLE), ("Client Ref", OF_PEOPLE), ("Client's reference", OF_PEOPLE),
        ("Liquidlogic ID", OF_PEOPLE), ("LiquidLogic person ID", OF_PEOPLE), ("Mosaic No.", OF_PEOPLE),
        ("Case No", OF_PEOPLE), ("Social care case number", OF_PEOPLE), ("SU ID", OF_PEOPLE),
        ("ID of service user", OF_PEOPLE),
        ("Home care client ID", OF_PEOPLE), ("Resident unique identifier", OF_PEOPLE),
    ],
)  # fmt: skip
def test_headings_that_have_the_words_refuse_the_file(heading, code):
    content = table(heading, SECRET)
    outcome = load(content)
    assert refused_with(outcome, code)
    assert "column D" in outcome.problems[0].where
    assert not any(cell in said(outcome) for cell in SECRET)
    assert may_hold_people(content)


@pytest.mark.parametrize("cells", [["1000234", "1000235", "1000236"], ["P10234", "P10235", ""]])
def test_client_numbers_that_look_like_references_are_refused(cells):
    assert refused_with(load(table("Client No", cells)), OF_PEOPLE)


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Provider ref", SECRET), ("Location ID", ["1-100", "1-101", "1-102"]), ("Number of clients", ["12", "7", "9"]),
        ("NHS trust", ["Mersey Care", "Wirral", "Alder Hey"]), ("NHS trust code", ["RW4", "RBL", "RBS"]),
        ("Case mix", ["High", "Low", "Low"]), ("Clients: No.", ["1,200", "700", "950"]),
        ("Client number", ["120", "7", "95"]), ("Client numbers", ["12000", "70000", "95000"]),
        ("NHS number of beds", ["12", "7", "9"]), ("NHS number of clients", ["12", "7", "9"]),
        ("ASC number", ["1200", "700", "950"]), ("NHS number recorded (%)", ["95%", "97.5%", "100%"]),
        ("Delayed days: NHS number", ["12", "7", "1,204"]),
        ("Liquidlogic provider ID", SECRET), ("Mosaic ID of provider", SECRET), ("Case load", ["12", "7", "9"]),
        ("Client group", ["Older", "Younger", "All"]), ("Service user reference group", ["A", "B", "C"]),
        ("Person centred", ["Y", "N", "Y"]), ("Home ref", SECRET), ("Patients per ward", ["12", "7", "9"]),
        ("Clients in social care", ["12", "7", "9"]),
    ],
)  # fmt: skip
def test_numbers_of_places_and_counts_of_people_are_let_through(heading, cells):
    outcome = load(table(heading, cells))
    assert not {"nhs-numbers", OF_PEOPLE} & {problem.code for problem in outcome.problems}


def test_an_empty_column_is_refused_by_its_words_as_by_the_exact_heading():
    blank = pd.Series(["", ""], dtype="str")
    assert identified_by("Client NHS Number", blank) == "NHS numbers"
    assert identified_by("Provider ref", blank) is None
