"""The small numbers of people that a council's own document prints are all caught."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from lib.disclosure import protect

pytestmark = pytest.mark.real

TABLES = {
    "worcestershire_table05_promoting_independent_living": ["outcome"],
    "worcestershire_table07_shared_lives": ["period", "client_group"],
    "worcestershire_table10_supported_living_clients": ["period", "client_group"],
    "worcestershire_table11_estimated_new_supported_living": ["year", "client_group", "model"],
    "worcestershire_table20_younger_adults_volume": ["client_group", "setting"],
    "worcestershire_table26_ld_replacement_care": ["type", "period"],
    "worcestershire_table27_other_working_age_replacement_care": ["type", "period"],
    "worcestershire_table28_older_replacement_care": ["type", "period"],
}
PRINTED_SMALL = {"07": 1, "10": 1, "11": 4, "20": 2, "26": 2, "27": 4}


@pytest.mark.parametrize("rule", ["asc", "hes", "under_6", "rule_of_10"])
@pytest.mark.parametrize(("name", "keys"), TABLES.items())
def test_no_small_count_is_shown_or_can_be_worked_out(published_tables: Path, name, keys, rule):
    table = pd.read_csv(published_tables / f"{name}.csv")
    protected = protect(table, rule, keys, "value")
    shown = protected.frame["value"].dropna()
    small = table["value"].between(1, protected.rule.highest_hidden)
    assert protected.frame.loc[small, "value"].isna().all()
    assert not shown.between(1, protected.rule.highest_hidden).any()
    assert protected.audit().passes


@pytest.mark.parametrize(("number", "small"), PRINTED_SMALL.items())
def test_the_document_prints_this_many_counts_of_one_to_four(published_tables: Path, number, small):
    name = next(name for name in TABLES if f"table{number}" in name)
    table = pd.read_csv(published_tables / f"{name}.csv")
    assert protect(table, "asc", TABLES[name], "value").frame["is_suppressed"].sum() == small


def test_figures_kept_as_text_do_not_come_along(published_tables: Path):
    table = pd.read_csv(published_tables / "worcestershire_table07_shared_lives.csv")
    protected = protect(table, "asc", ["period", "client_group"], "value")
    assert protected.left_out == ("value_raw", "unit", "note", "source_line")
