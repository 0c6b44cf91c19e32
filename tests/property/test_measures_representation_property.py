"""What holds of representation whatever the table."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.core import Verdict
from lib.measures import representation, unknown_bounds

pytestmark = pytest.mark.property

count = st.one_of(st.none(), st.integers(0, 50_000))
pct = st.one_of(st.none(), st.floats(0, 100).map(lambda value: round(value, 1)))
rows = st.lists(
    st.tuples(
        st.sampled_from(["sex", "religion", "age"]),
        st.sampled_from(["a", "b", "c", "Not known"]),
        count,
        pct,
        count,
        pct,
    ),
    max_size=12,
)
COLUMNS = ["characteristic", "characteristic_group", "users_count", "users_pct", "population_count", "population_pct"]


def table_of(given_rows):
    table = pd.DataFrame(given_rows, columns=COLUMNS)
    counts, percentages = ["users_count", "population_count"], ["users_pct", "population_pct"]
    return table.astype(dict.fromkeys(counts, "Int64") | dict.fromkeys(percentages, "Float64"))


@settings(max_examples=80, deadline=None)
@given(
    rows,
    st.one_of(st.none(), st.integers(0, 10_000)),
    st.sampled_from(["asc", "hes", "none"]),
    st.sampled_from(["census", "sample"]),
)
def test_whatever_the_table(given_rows, base, rule, population_is):
    groups = table_of(given_rows)
    out = representation(groups, base, rule=rule, population_is=population_is)
    assert len(out) == len(groups)
    assert out.index.equals(groups.index)
    assert set(out["verdict"]) <= {verdict.value for verdict in Verdict}
    tested = out[out["reason"] == ""]
    untested = out[out["reason"] != ""]
    assert (untested["verdict"] == Verdict.NOT_TESTABLE).all()
    assert untested["p_adjusted"].isna().all()
    assert (tested["verdict"] != Verdict.NOT_TESTABLE).all()
    assert tested["p_value"].between(0, 1).all()
    assert (tested["p_adjusted"] >= tested["p_value"] - 1e-12).all()
    assert (tested["ratio_low"] <= tested["ratio"] + 1e-9).all()
    assert (tested["ratio"] <= tested["ratio_high"] + 1e-9).all()
    assert (tested["ratio_low"] >= 0).all()
    assert not np.isinf(out["ratio"].to_numpy(dtype="float64")).any()
    hidden = out[out["is_suppressed"]]
    assert hidden[["users_count", "users_pct", "ratio", "ratio_low", "ratio_high"]].isna().all(axis=None)
    under, over = tested["verdict"] == Verdict.UNDER, tested["verdict"] == Verdict.OVER
    assert (tested.loc[under, "ratio"] < 1).all()
    assert (tested.loc[over, "ratio"] > 1).all()


@settings(max_examples=30, deadline=None)
@given(rows, st.one_of(st.none(), st.integers(1, 10_000)))
def test_bounds_keep_every_group_that_is_known(given_rows, base):
    groups = table_of(given_rows)
    bounds = unknown_bounds(groups, base)
    assert len(bounds) == (groups["characteristic_group"] != "Not known").sum()
    both = bounds.dropna(subset=["ratio_none", "ratio_all"])
    assert (both["ratio_all"] >= both["ratio_none"] - 1e-12).all()
