"""Many groups in many areas: the same as one table at a time, and quick."""

import time

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from lib.measures import representation, representation_grid
from lib.measures.difference import adjusted_together

pytestmark = pytest.mark.oracle


@pytest.fixture
def matrices():
    rng = np.random.default_rng(3)
    areas, groups = [f"A{i}" for i in range(60)], ["white", "asian", "black", "mixed", "other"]
    share = rng.dirichlet([20, 3, 2, 1, 0.5], 60)
    people = pd.DataFrame((share * 10_000).round(), index=areas, columns=groups)
    users = pd.DataFrame(rng.poisson(share * rng.lognormal(0, 0.4, share.shape) * 400), index=areas, columns=groups)
    return users, people


def long_form(users, people):
    wide = {"users_count": users, "population_count": people}
    columns = {name: table.stack() for name, table in wide.items()}  # noqa: PD013 - two tables side by side
    table = pd.DataFrame(columns).rename_axis(["area", "characteristic_group"]).reset_index()
    return table.assign(characteristic="ethnic group")


def test_agrees_with_one_table_at_a_time(matrices):
    users, people = matrices
    grid = representation_grid(users, people)
    table = representation(long_form(users, people))
    for matrix, column in [(grid.ratio, "ratio"), (grid.low, "ratio_low"), (grid.p_adjusted, "p_adjusted")]:
        np.testing.assert_allclose(matrix.to_numpy().ravel(), table[column], rtol=1e-9)
    assert grid.said().to_numpy().ravel().tolist() == table["verdict"].tolist()
    assert grid.is_suppressed.to_numpy().ravel().tolist() == table["is_suppressed"].tolist()


def test_what_may_be_given_out_is_made_of_rounded_counts_and_totals(matrices):
    users, people = matrices
    grid = representation_grid(users, people, is_protected=True)
    rounded = np.floor((users + 2.5) / 5) * 5
    total = np.floor((users.sum(axis=1) + 2.5) / 5) * 5
    shares = rounded.div(total, axis=0) / people.div(people.sum(axis=1), axis=0)
    np.testing.assert_allclose(grid.ratio, shares.mask(users.gt(0) & users.lt(5)), rtol=1e-12)


def test_millions_of_probabilities_are_adjusted_as_scipy_adjusts_them():
    p_values = np.random.default_rng(11).random(1_000_003) ** 3
    p_values[:5] = [0, 1, 1, 1e-300, 0.05]
    np.testing.assert_allclose(adjusted_together(p_values), stats.false_discovery_control(p_values), rtol=1e-8)


def test_population_is_put_in_the_order_of_the_users(matrices):
    users, people = matrices
    shuffled = people.iloc[::-1, ::-1]
    pd.testing.assert_frame_equal(representation_grid(users, people).high, representation_grid(users, shuffled).high)


def test_an_area_without_population_cannot_be_tested(matrices):
    users, people = matrices
    grid = representation_grid(users, people.drop(index="A7"))
    assert (grid.said().loc["A7"] == "not testable").all()
    assert grid.ratio.drop(index="A7").notna().any(axis=None)


def test_a_missing_count_leaves_its_area_without_a_total(matrices):
    users, people = matrices
    holed = users.astype("float64")
    holed.loc["A3", "asian"] = np.nan
    assert (representation_grid(holed, people).said().loc["A3"] == "not testable").all()


def test_a_typical_council_is_quick(matrices):
    """200 small areas by 20 groups in under 0.2 s of processor time."""
    rng = np.random.default_rng(5)
    share = rng.dirichlet(np.ones(20), 200)
    users, people = pd.DataFrame(rng.poisson(share * 300)), pd.DataFrame((share * 9000).round())
    representation_grid(users, people)
    start = time.process_time()
    representation_grid(users, people)
    assert time.process_time() - start < 0.2
