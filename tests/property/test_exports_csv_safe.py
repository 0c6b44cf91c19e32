"""Whatever a user's file holds, a spreadsheet that opens our download finds text, not a formula."""

from __future__ import annotations

import csv
import io
import re
from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.core import Provenance
from lib.disclosure import public
from lib.exports import to_csv
from lib.exports.cells import safe_text

pytestmark = pytest.mark.property

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
ODD = st.text(
    alphabet=st.one_of(
        st.sampled_from("=+-@\t\r\n＝＋－＠−'\",; \u200b\ufeff\u00a00123456789.e|!"),
        st.characters(exclude_categories=["Cs", "Cc"]),
    ),
    max_size=12,
)


def runs_as_a_formula(cell: str) -> bool:
    """The rule spreadsheets go by, kindly read: the first character that is not a space or without width."""
    first = cell.lstrip(" \u00a0\u200b\u200c\u200d\u2060\ufeff\u3000\u00ad\x00")[:1]
    return first != "" and first in "=+-@\t\r\n＝＋－＠−﹢﹣﹦﹫" and NUMBER.fullmatch(cell) is None


@settings(max_examples=100, deadline=None)
@given(cells=st.lists(ODD, min_size=1, max_size=5), heading=ODD, title=ODD, source=ODD)
def test_no_cell_of_a_download_runs(cells, heading, title, source):
    table = public(pd.DataFrame({heading: pd.Series(cells, dtype=object)}), because="open data")
    content = to_csv(table, [Provenance(title=source, source=source)], title, made_on=date(2026, 11, 21))
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert not [cell for row in rows for cell in row if runs_as_a_formula(cell)]


@settings(max_examples=300)
@given(text=ODD)
def test_text_is_only_ever_given_an_apostrophe(text):
    assert safe_text(text) in (text, f"'{text}")
    assert (safe_text(text) != text) == runs_as_a_formula(text)


@settings(max_examples=80, deadline=None)
@given(numbers=st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=6))
def test_numbers_read_back_as_the_same_numbers(numbers):
    content = to_csv(public(pd.DataFrame({"n": numbers}), "open"), [], "Numbers", made_on=date(2026, 11, 21))
    lines = content.decode("utf-8-sig").split("\r\n\r\n", 1)[1].split("\r\n")[1:-1]
    assert [float(line) for line in lines] == [number + 0.0 for number in numbers]
