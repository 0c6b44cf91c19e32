"""Packages by who handed them back and who took them, against a slow loop; protected with the page's other table."""

import numpy as np
import pandas as pd
import pytest

from lib.disclosure import audit_together, protect
from lib.measures.hand_backs import NOBODY, by_taker, hand_backs_shown

pytestmark = pytest.mark.oracle


@pytest.fixture
def rows():
    rng = np.random.default_rng(11)
    pairs = [(place, name) for place in ("North", "South") for name in "ABCD"]
    return pd.DataFrame(
        {"locality_name": [place for place, _ in pairs], "provider_name": [name for _, name in pairs],
         "packages_handed_back": pd.array(rng.integers(4, 30, len(pairs)), dtype="Int64")}
    )  # fmt: skip


@pytest.fixture
def taken(rows):
    rng = np.random.default_rng(12)
    parts = [
        {"provider_name": row.provider_name, "taken_by": name,
         "packages": int(rng.integers(0, row.packages_handed_back // 2 + 1))}
        for row in rows.itertuples() for name in ("X", "Y")
    ]  # fmt: skip
    return pd.DataFrame(parts).astype({"packages": "Int64"})


def slowly(rows, taken):
    found = {}
    for row in rows.itertuples():
        found[row.provider_name, NOBODY] = found.get((row.provider_name, NOBODY), 0) + row.packages_handed_back
    for row in taken.itertuples():
        found[row.provider_name, row.taken_by] = found.get((row.provider_name, row.taken_by), 0) + row.packages
        found[row.provider_name, NOBODY] -= row.packages
    return {pair: n for pair, n in found.items() if n}


def test_it_is_what_a_slow_loop_counts(rows, taken):
    table = by_taker(rows, taken)
    pairs = zip(table["provider_name"], table["taken_by"], strict=True)
    assert dict(zip(pairs, table["packages_handed_back"], strict=True)) == slowly(rows, taken)


def test_one_package_more_taken_is_one_fewer_that_nobody_took(rows, taken):
    more = taken.assign(packages=taken["packages"] + taken.index.to_series().eq(0).astype(int))
    before, after = (
        by_taker(rows, one).set_index(["provider_name", "taken_by"])["packages_handed_back"] for one in (taken, more)
    )
    first = taken["provider_name"].iloc[0]
    assert after[first, "X"] - before[first, "X"] == 1
    assert after[first, NOBODY] - before[first, NOBODY] == -1


def test_the_table_by_provider_does_not_give_away_what_is_hidden_here(rows, taken):
    by_provider = rows.groupby("provider_name", as_index=False)["packages_handed_back"].sum()
    beside = protect(by_provider, "asc", keys="provider_name", counts="packages_handed_back", totals={})
    shown = hand_backs_shown(rows, taken, "asc", (), [beside])
    assert shown.frame["is_suppressed"].any()
    assert audit_together([shown, beside]).passes


def test_where_most_would_be_hidden_none_is_given(rows, taken):
    few = rows.assign(packages_handed_back=pd.array([2] * len(rows), dtype="Int64"))
    one_each = taken.assign(packages=pd.array([1] * len(taken), dtype="Int64"))
    assert hand_backs_shown(few, one_each).frame.empty
