"""A table of words that is cut says so."""

import pandas as pd
import pytest

from lib.ui.show import first_rows

pytestmark = pytest.mark.unit


def test_a_table_that_is_cut_says_how_many_rows_there_are():
    rows = pd.DataFrame({"Code": [f"E{n}" for n in range(1001)]})
    shown, caption = first_rows(rows, "Areas not found")
    assert len(shown) == 1000
    assert caption == "Areas not found: the first 1,000 of 1,001"
    assert first_rows(rows.head(1000), "Areas not found")[1] == "Areas not found"
