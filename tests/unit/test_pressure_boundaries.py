"""The same figures on two geographies: what is hidden, what is carried along, and what is left of the differences."""

import numpy as np
import pandas as pd
import pytest

from lib.pressure import boundaries, how_sure

pytestmark = pytest.mark.unit

CODES = [f"S{n}" for n in range(10)]


def own(codes):
    return pd.Series(codes, index=codes)


def by_hand():
    """Ten small areas in five pairs; the worst two stand in different pairs, beside the best."""
    figures = pd.Series([10.0, 0.0, 9.0, 1.0, 5.5, 5.5, 6.0, 6.0, 4.0, 4.0], index=CODES)
    pairs = pd.Series([f"P{n // 2}" for n in range(10)], index=CODES)
    return figures, figures.groupby(pairs).mean(), pairs


def test_averaging_hides_the_worst_and_carries_others_along():
    figures, means, pairs = by_hand()
    found = boundaries(figures, means, own(CODES), pairs)
    assert list(found.only_a.index) == ["S0", "S2"]
    assert list(found.only_b.index) == ["S6", "S7"]
    assert found.n_both == 0
    said = found.sentences("small area", "ward")
    assert said[0].startswith("Of 2 small areas in the worst fifth by small area, 0 are there by ward too. 2 drop out")


def test_the_share_of_differences_that_is_left_worked_by_hand():
    figures, means, pairs = by_hand()
    total = sum((value - 5.1) ** 2 for value in figures)
    between = sum(2 * (value - 5.1) ** 2 for value in means)
    assert boundaries(figures, means, own(CODES), pairs).kept_pct == pytest.approx(100 * between / total)


def test_the_same_boundaries_keep_everything():
    figures, _, _ = by_hand()
    found = boundaries(figures, figures, own(CODES), own(CODES))
    assert found.kept_pct == pytest.approx(100)
    assert found.only_a.empty
    assert found.only_b.empty


def test_each_larger_area_shows_the_spread_inside_it():
    figures, means, pairs = by_hand()
    row = boundaries(figures, means, own(CODES), pairs).areas.loc["P0"]
    assert (row["lowest"], row["highest"], row["n_small"], row["n_worst_inside"]) == (0.0, 10.0, 2, 1)


def test_geographies_that_do_not_nest_are_compared_through_small_areas():
    figures = pd.Series(np.arange(10.0), index=CODES)
    a = pd.Series([f"A{n // 2}" for n in range(10)], index=CODES)
    b = pd.Series([f"B{n // 5}" for n in range(10)], index=CODES)
    found = boundaries(figures.groupby(a).mean(), figures.groupby(b).mean(), a, b)
    assert set(found.small.loc[found.small["is_worst_a"], "area_a"]) == {"A4"}
    assert set(found.only_b.index) == {"S5", "S6", "S7"}


def test_areas_without_a_figure_are_left_out_and_equal_ones_keep_nothing_to_tell():
    figures = pd.Series([1.0, np.nan, 1.0], index=CODES[:3])
    found = boundaries(figures, figures, own(CODES[:3]), own(CODES[:3]))
    assert list(found.small.index) == ["S0", "S2"]
    assert np.isnan(found.kept_pct)
    assert len(found.sentences("small area", "ward")) == 1


def ranked(**areas):
    columns = ["rank_low", "rank_high", "p_worst_fifth"]
    return pd.DataFrame.from_dict(areas, orient="index", columns=columns)


def test_how_sure_is_worked_by_hand():
    figures = pd.Series([5.0, 4.0, 3.0, 2.0, 1.0], index=CODES[:5])
    halves = pd.Series(["B0", "B1", "B1", "B1", "B1"], index=CODES[:5])
    found = boundaries(figures, pd.Series({"B0": 1.0, "B1": 2.0}), own(CODES[:5]), halves)
    a = ranked(S0=(1, 1, 1.0), S1=(2, 3, 0.0), S2=(2, 3, 0.0), S3=(4, 5, 0.0), S4=(4, 5, 0.0))
    b = ranked(B0=(2, 2, 0.0), B1=(1, 1, 1.0))
    sure = how_sure(found, a, b)
    assert sure.changed == 1.0  # S0 by the first only, the other four by the second only
    assert sure.by_chance == 0.0
    assert sure.n_sure == 5
    assert sure.overlap == pytest.approx(2 / 5)  # S1 and S2 reach from 1/5 to 3/5, B1 from 0 to 1/2
    assert sure.is_known


def test_doubt_changes_the_verdict_by_chance_and_makes_nothing_sure():
    figures, means, pairs = by_hand()
    found = boundaries(figures, means, own(CODES), pairs)
    a = ranked(**dict.fromkeys(CODES, (1, 10, 0.5)))
    b = ranked(**dict.fromkeys(means.index, (1, 5, 0.2)))
    sure = how_sure(found, a, b)
    assert sure.by_chance == pytest.approx((2 * 0.5 * 0.5 + 2 * 0.2 * 0.8) / 2)
    assert (sure.n_sure, sure.overlap) == (0, 1.0)
    assert sure.changed == pytest.approx(0.4)


def test_doubt_by_chance_is_what_two_draws_of_the_same_boundaries_do():
    rng = np.random.default_rng(0)
    p = pd.Series(rng.uniform(size=10), index=CODES)
    found = boundaries(p, p, own(CODES), own(CODES))
    table = pd.DataFrame({"rank_low": 1, "rank_high": 10, "p_worst_fifth": p})
    differ = np.mean([(rng.uniform(size=10) < p) != (rng.uniform(size=10) < p) for _ in range(20_000)])
    sure = how_sure(found, table, table)
    assert sure.by_chance == pytest.approx(differ, abs=0.005)
    assert sure.changed == 0.0


def test_ranks_that_never_move_say_nothing_of_doubt():
    figures, means, pairs = by_hand()
    found = boundaries(figures, means, own(CODES), pairs)
    a = ranked(**{code: (n, n, float(n < 3)) for n, code in enumerate(CODES, 1)})
    b = ranked(**{code: (n, n, float(n < 2)) for n, code in enumerate(means.index, 1)})
    assert not how_sure(found, a, b).is_known
