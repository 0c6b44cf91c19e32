"""Notes of case files are refused without he, she or Mrs in them; groups, specialisms and measures are not."""

import pytest
from ingest_tables import csv, load, refused_with, said

from lib.ingest.case_notes import are_case_notes

pytestmark = pytest.mark.unit

NOTES = [
    "Lives alone with dementia - key safe 4421 - falls risk",
    "Alcohol misuse and domestic violence by partner - police marker",
    "End of life - DNACPR in place - GP visits weekly",
    "Schizophrenia - hoarding - no lone working",
    "End of life, DNACPR",
    "Lives alone with dementia, key safe 4421",
]


@pytest.mark.parametrize("note", NOTES)
def test_notes_of_case_files_are_refused_and_not_repeated(note):
    cells = [note, f"{note} since May", "", note]
    rows = (f'North,2025-0{4 + i},1{i},"{cell}"' for i, cell in enumerate(cells))
    outcome = load(csv("Zone,Month,Hours,Comments", *rows))
    assert refused_with(outcome, "notes-about-people-in-free-text")
    assert note not in said(outcome)


@pytest.mark.parametrize(
    "cells",
    [
        ["Dementia", "End of life", "Lives alone", "Key safe", "DNACPR", "Next of kin", "Falls risk"],
        ["Lives alone - no carer", "Lives with family", "Lives with dementia", "Alcohol or drug misuse"],
        ["Dementia, Mental health conditions, Physical disabilities", "Caring for adults under 65 yrs, Dementia"],
        ["Dementia - Learning disabilities or autistic spectrum disorder - Mental Health", "Dementia nursing beds"],
        [
            "Proportion of section 42 safeguarding enquiries by domestic abuse",
            "People diagnosed with dementia aged 65+",
        ],
        ["Older people who live alone with dementia or stroke", "Hospital admissions for alcohol per 100,000"],
        ["12 Partner Street, Southport, PR8 3NX", "Stroke Lane Court, Hospital Road, Bootle L20 3NJ"],
        ["Safeguarding concern at the home, embargo until May", "Staff training on DNACPR is out of date"],
        [
            "Social Support: Substance Misuse Support",
            "Support with Memory and Cognition",
            "Hospital discharge pathway 1",
        ],
    ],
)
def test_groups_specialisms_addresses_and_measures_are_let_through(cells):
    assert not are_case_notes(cells)
