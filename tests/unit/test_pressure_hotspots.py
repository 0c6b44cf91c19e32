"""Hot spots: found where planted, none on a random map, and nothing said of islands."""

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_matrix

from lib.pressure import Cancelled, hot_spots

pytestmark = pytest.mark.unit


def grid(side=12):
    """Codes of a square of areas and the pairs that share an edge."""
    codes = np.array([f"E{row:02d}{column:02d}" for row in range(side) for column in range(side)]).reshape(side, side)
    across = np.column_stack([codes[:, :-1].ravel(), codes[:, 1:].ravel()])
    down = np.column_stack([codes[:-1].ravel(), codes[1:].ravel()])
    pairs = pd.DataFrame(np.vstack([across, down]), columns=["area_code_a", "area_code_b"])
    return pd.Index(codes.ravel(), name="area_code"), pairs


def planted(side=12, seed=0, lift=4.0):
    """A high block in one corner, a low one in the other, chance elsewhere."""
    codes, pairs = grid(side)
    values = np.random.default_rng(seed).normal(size=(side, side))
    values[:4, :4] += lift
    values[-4:, -4:] -= lift
    return pd.Series(values.ravel(), index=codes), pairs


@pytest.mark.parametrize("statistic", ["local moran", "gi star"])
@pytest.mark.parametrize("permutations", ["auto", None])
def test_planted_spots_are_found_where_they_are(statistic, permutations):
    values, pairs = planted()
    found = hot_spots(values, pairs, statistic=statistic, permutations=permutations)
    hot = {code for code in values.index if code[1:3] < "04" and code[3:] < "04"}
    cold = {code for code in values.index if code[1:3] >= "08" and code[3:] >= "08"}
    kinds = found.areas["kind"]
    assert len(hot & set(kinds.index[kinds == "hot spot"])) >= 10
    assert len(cold & set(kinds.index[kinds == "cold spot"])) >= 10
    assert (kinds == "no pattern").sum() > 80
    assert found.overall.moran_i > 0.3
    assert found.overall.p_value < 0.001
    assert found.is_approximate == (permutations is None)
    assert "in hot spots" in found.sentence


def test_a_random_map_gives_none():
    codes, pairs = grid(8)
    spots = 0
    for seed in range(20):
        values = pd.Series(np.random.default_rng(seed).normal(size=len(codes)), index=codes)
        spots += (hot_spots(values, pairs, seed=seed).areas["kind"] != "no pattern").any()
    assert spots <= 3


def test_an_area_unlike_its_neighbours_is_told_from_a_spot():
    values, pairs = planted(lift=6.0)
    values["E0101"] = -3.0
    kinds = hot_spots(values, pairs).areas["kind"]
    assert kinds["E0101"] == "low among high"
    assert "low among high" not in set(hot_spots(values, pairs, statistic="gi star").areas["kind"])


def test_islands_and_gaps_are_masked():
    values, pairs = planted()
    values["E_island"] = 50.0
    values["E0505"] = np.nan
    found = hot_spots(values, pairs)
    assert found.areas["kind"]["E_island"] == "no neighbours"
    assert found.areas["kind"]["E0505"] == "no figure"
    assert found.areas.loc[["E_island", "E0505"], ["p_value", "statistic"]].isna().all(axis=None)
    without = hot_spots(values.drop("E_island"), pairs)
    pd.testing.assert_frame_equal(found.areas.drop("E_island"), without.areas)


def test_an_area_whose_neighbours_have_no_figures_is_masked():
    values, pairs = planted()
    values[["E0001", "E0100"]] = np.nan
    assert hot_spots(values, pairs).areas["kind"]["E0000"] == "no neighbours"


def test_row_order_and_the_way_round_of_pairs_change_nothing():
    values, pairs = planted()
    usual = hot_spots(values, pairs).areas
    turned = pairs.rename(columns={"area_code_a": "area_code_b", "area_code_b": "area_code_a"})
    shuffled = values.sample(frac=1, random_state=1)
    other = hot_spots(shuffled, pd.concat([turned, pairs]).sample(frac=1, random_state=2)).areas
    assert list(other.index) == list(shuffled.index)
    pd.testing.assert_frame_equal(usual, other.loc[usual.index])


def test_a_matrix_in_the_order_of_the_values_gives_the_same():
    values, pairs = planted()
    at = {code: number for number, code in enumerate(values.index)}
    rows, columns = pairs["area_code_a"].map(at), pairs["area_code_b"].map(at)
    matrix = csr_matrix((np.ones(len(pairs)), (rows, columns)), shape=(144, 144))
    pd.testing.assert_frame_equal(hot_spots(values, pairs).areas, hot_spots(values, matrix).areas)


@pytest.mark.parametrize(
    "option",
    [{"seed": 3}, {"statistic": "gi star"}, {"permutations": 999}, {"permutations": None}, {"level": 0.3}],
    ids=str,
)
def test_every_choice_changes_the_result(option):
    values, pairs = planted(lift=1.5)
    usual, other = hot_spots(values, pairs), hot_spots(values, pairs, **option)
    assert not usual.areas.equals(other.areas)


def test_higher_figures_next_door_raise_the_statistic():
    values, pairs = planted()
    higher = values.copy()
    higher["E0001"] += 1
    for statistic in ("local moran", "gi star"):
        before, after = (hot_spots(v, pairs, statistic=statistic).areas["statistic"] for v in (values, higher))
        assert after["E0000"] > before["E0000"]


def test_999_permutations_have_no_power_and_9999_have():
    values, pairs = planted(side=16, lift=4.0)
    values.loc[[code for code in values.index if code[1:3] >= "06" or code[3:] >= "06"]] = np.random.default_rng(
        5
    ).normal(size=256 - 36)
    few, many = (hot_spots(values, pairs, permutations=n).areas["p_adjusted"] for n in (99, 9_999))
    assert (few > 0.05).all()
    assert (many <= 0.05).any()


def test_all_alike_and_too_few_are_no_pattern():
    codes, pairs = grid(4)
    alike = hot_spots(pd.Series(5.0, index=codes), pairs)
    assert set(alike.areas["kind"]) == {"no pattern"}
    few = hot_spots(pd.Series([1.0, 2.0], index=codes[:2]), pairs.iloc[:1])
    assert few.overall is None
    assert few.areas["p_value"].isna().all()


def test_the_formula_is_labelled_an_approximation():
    values, pairs = planted()
    assert "approximation" in hot_spots(values, pairs, permutations=None).how
    assert "9,999 times" in hot_spots(values, pairs).how


def test_a_graph_of_other_areas_is_an_error():
    values, pairs = planted()
    with pytest.raises(ValueError, match="without figures"):
        hot_spots(values.iloc[:-1], pairs)
    with pytest.raises(ValueError, match="The graph has"):
        hot_spots(values, csr_matrix((3, 3)))


def test_wrong_calls_and_stopping():
    values, pairs = planted()
    with pytest.raises(ValueError, match="is not 'local moran'"):
        hot_spots(values, pairs, statistic="geary")
    with pytest.raises(Cancelled):
        hot_spots(values, pairs, cancel=lambda: True)
