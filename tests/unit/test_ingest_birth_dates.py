"""Days of birth are refused under any heading that says so and in whatever way they are written; others are not."""

import pandas as pd
import pytest
from ingest_tables import csv, load, refused_with, said

from lib.ingest.birth_dates import is_headed_as_births, look_like_births

pytestmark = pytest.mark.unit

YOUNG = ["01/09/2002", "24/08/2006", "07/02/2006", "18/06/2001", "24/02/2004", "09/10/2006"]


def table(heading, cells):
    return csv(f"Zone,Month,Hours,{heading}", *(f'North,2025-0{4 + i},1{i},"{one}"' for i, one in enumerate(cells)))


@pytest.mark.parametrize(
    "heading",
    [
        "Client DOB", "SU DOB", "DOB (dd/mm/yyyy)", "Service User Date of Birth", "Date of Birth (client)",
        "Birth date of client", "ClientDOB", "client_dob", "Born", "Client born on", "D.O.B. of SU",
    ],
)  # fmt: skip
@pytest.mark.parametrize("cells", [YOUNG, ["2002", "2006", "2006", "2001"], ["12-Mar-02", "", "not known", "3 May 04"]])
def test_headings_that_have_the_words_refuse_days_of_any_year(heading, cells):
    outcome = load(table(heading, cells))
    assert refused_with(outcome, "dates-of-birth")
    assert "column D" in outcome.problems[0].where
    assert not any(cell in said(outcome) for cell in cells if cell)


@pytest.mark.parametrize("cells", [["Mar 1938", "May 2002", "Jan 1966"], ["13950", "15125", "37500"]])
def test_months_and_days_as_spreadsheets_count_them_are_days_of_birth_too(cells):
    assert refused_with(load(table("Client DOB", cells)), "dates-of-birth")


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Births", ["1950", "2010", "1987", "2001", "1999"]),
        ("Live births", ["1,950", "2,010", "1,987", "431", "12"]),
        ("Born outside the UK", ["1950", "24120", "310", "7", "1999"]),
        ("Clients with date of birth recorded", ["1950", "2010", "1987", "2001", "1999"]),
        ("DOB missing (%)", ["1.5", "2.0", "0", "3", "4"]),
        ("Stillborn", ["2001", "2002", "2003", "2004", "2005"]),
    ],
)
def test_counts_of_births_and_of_known_days_are_let_through(heading, cells):
    outcome = load(table(heading, cells))
    assert not refused_with(outcome, "dates-of-birth")


@pytest.mark.parametrize(
    "cells",
    [
        ["12/03/38", "17/09/44", "25/12/50", "01/01/31", "05/06/47"],
        ["12-Mar-38", "17-Sep-44", "25-Dec-50", "01-Jan-31"],
        ["19380312", "19440917", "19501225", "19310101"],
        ["12031938", "17091944", "25121950", "01011931"],
        ["Mar 12, 1938", "Sep 17, 1944", "December 25, 1950", "Jan 1st, 1931"],
        ["12th March 1938", "17th of September 1944", "25 Dec. 1950", "1st January 1931"],
        ["Sat, 12 Mar 1938", "12.03.1944", "1950/03/12", "12/25/1931"],
        ["12/03/1938 (88)", "17/09/1944 (82)", "25/12/1950 (75)", "01/01/1931 00:00"],
    ],
)
def test_days_long_past_are_known_in_whatever_way_they_are_written(cells):
    outcome = load(table("when", cells))
    assert refused_with(outcome, "dates-of-birth")
    assert not any(cell in said(outcome) for cell in cells)


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Opened", ["12/03/38", "17/09/44", "25/12/50"]),
        ("Date first registered", ["12-Mar-38", "17-Sep-44", "25-Dec-50"]),
        ("Inspected", ["12/03/24", "17/09/25", "25/12/23", "01/01/22"]),
        ("Contract until", ["31/03/28", "31/03/30", "31/03/31", "30/09/29"]),
        ("Spend", ["19380372", "19440917", "29501225", "81310101"]),
        ("Inspected", ["20240312", "20250917", "20231225", "20220101"]),
        ("Ward", ["Sefton 011", "Sefton 12", "Bootle 3", "Formby 4"]),
        ("Year", ["1938-39", "1944-45", "1950-51", "1960-61"]),
    ],
)
def test_other_days_and_numbers_are_not_days_of_birth(heading, cells):
    assert not refused_with(load(table(heading, cells)), "dates-of-birth")


def test_an_empty_column_is_nobodys_birth():
    blank = pd.Series(["", " ", ""], dtype="str")
    assert not is_headed_as_births("Client DOB", blank)
    assert not look_like_births("when", blank, may_be_serial=True)
