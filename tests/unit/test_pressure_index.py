"""The index: what it ranks, how sure it is, and what it never does."""

import numpy as np
import pandas as pd
import pytest

import lib
from lib.pressure import drivers, leave_one_out, problems_in, ranks_without, refine

pytestmark = pytest.mark.unit


def areas(values, columns=None):
    values = np.asarray(values, dtype=float)
    codes = pd.Index([f"E0100{i:04d}" for i in range(len(values))], name="area_code")
    return pd.DataFrame(values, index=codes, columns=columns or [f"i{j}" for j in range(values.shape[1])])


def some_areas(n=60, p=4, seed=1):
    return areas(np.random.default_rng(seed).gamma(2.0, size=(n, p)))


def test_gives_one_row_per_area_in_the_order_given():
    frame = some_areas().sample(frac=1, random_state=3)
    index = lib.pressure_index(frame, draws=50)
    assert list(index.index) == list(frame.index)
    assert index.index.name == "area_code"
    expected = ["score", "rank", "rank_low", "rank_high", "p_worst_fifth", "is_uncertain", "n_missing"]
    assert list(index.columns) == expected
    assert sorted(index["rank"]) == list(range(1, 61))


def test_permuting_rows_changes_nothing():
    frame = some_areas()
    shuffled = frame.sample(frac=1, random_state=5)
    pd.testing.assert_frame_equal(
        lib.pressure_index(frame, draws=100), lib.pressure_index(shuffled, draws=100).loc[frame.index]
    )


def test_same_seed_same_bytes_and_another_seed_differs():
    frame = some_areas()
    first, again, other = (lib.pressure_index(frame, draws=100, seed=seed) for seed in (4, 4, 5))
    pd.testing.assert_frame_equal(first, again)
    assert not first["p_worst_fifth"].equals(other["p_worst_fifth"])


@pytest.mark.parametrize("n", [5, 37, 400])
def test_worst_on_everything_is_certain_and_best_on_everything_is_impossible(n):
    frame = some_areas(n)
    frame.iloc[2] = frame.max() + 1e-9
    frame.iloc[3] = frame.min() - 1e-9
    index = lib.pressure_index(frame, draws=300)
    assert index["p_worst_fifth"].iloc[2] == 1
    assert index["rank_high"].iloc[2] == 1
    assert index["p_worst_fifth"].iloc[3] == 0
    assert index["rank_low"].iloc[3] == n


def test_probabilities_add_to_the_worst_fifth():
    assert lib.pressure_index(some_areas(100), draws=80)["p_worst_fifth"].sum() == pytest.approx(20)


def test_the_interval_lies_round_the_rank():
    index = lib.pressure_index(some_areas(), draws=80)
    assert index["rank"].between(index["rank_low"], index["rank_high"]).all()
    assert (index["rank_low"] < index["rank_high"]).any()


def test_missing_is_flagged_and_never_worst():
    frame = some_areas()
    frame.iloc[0, 0] = np.nan
    frame.iloc[1, :3] = np.nan
    index = lib.pressure_index(frame, draws=50)
    assert list(index["n_missing"].iloc[:3]) == [1, 3, 0]
    assert pd.isna(index["rank"].iloc[1])
    assert pd.isna(index["p_worst_fifth"].iloc[1])
    assert pd.isna(index["is_uncertain"].iloc[1])
    assert index["rank"].max() == 59
    filled = frame.iloc[:, 0].fillna(frame.iloc[:, 0].median())
    assert index["score"].iloc[0] == pytest.approx(
        lib.pressure_index(frame.assign(i0=filled).drop(frame.index[1]), draws=1)["score"].iloc[0], rel=0.05
    )


def test_enough_decides_who_is_ranked():
    frame = some_areas()
    frame.iloc[1, :3] = np.nan
    assert lib.pressure_index(frame, draws=5, enough=0.25)["rank"].notna().all()


def test_direction_turns_an_indicator():
    frame = areas([[1.0], [2.0], [3.0]])
    assert list(lib.pressure_index(frame, draws=5)["rank"]) == [3, 2, 1]
    assert list(lib.pressure_index(frame, draws=5, directions={"i0": -1})["rank"]) == [1, 2, 3]


def test_more_weight_brings_the_rank_nearer_to_that_indicator():
    frame = areas([[3.0, 1.0], [2.0, 2.0], [1.0, 3.5]])
    assert lib.pressure_index(frame, {"i0": 9, "i1": 1}, draws=5)["rank"].iloc[0] == 1
    assert lib.pressure_index(frame, {"i0": 1, "i1": 9}, draws=5)["rank"].iloc[0] == 3
    by_list = lib.pressure_index(frame, [1, 9], draws=5)
    pd.testing.assert_frame_equal(by_list, lib.pressure_index(frame, {"i0": 1, "i1": 9}, draws=5))


def test_equal_scores_stand_in_order_of_code_and_share_what_is_uncertain():
    index = lib.pressure_index(areas(np.ones((10, 2))), draws=20)
    assert list(index["rank"]) == list(range(1, 11))
    assert index["p_worst_fifth"].to_numpy() == pytest.approx(0.2)
    assert (index["rank_low"] == 1).all()
    assert (index["rank_high"] == 10).all()


def test_a_constant_indicator_changes_no_rank():
    frame = some_areas()
    with_constant = frame.assign(same=7.0)
    assert lib.pressure_index(frame, draws=5)["rank"].equals(lib.pressure_index(with_constant, draws=5)["rank"])
    assert [p.code for p in problems_in(with_constant)] == ["indicator-constant"]


def test_an_indicator_without_figures_is_left_out_and_named():
    frame = some_areas().assign(empty=np.nan)
    index = lib.pressure_index(frame, draws=5)
    assert index["rank"].notna().all()
    assert (index["n_missing"] == 0).all()
    assert "empty" in problems_in(frame)[0].what


def test_nothing_to_rank_is_said_not_raised():
    frame = some_areas()[["i0"]] * np.nan
    assert lib.pressure_index(frame, draws=5)["rank"].isna().all()
    assert {p.code for p in problems_in(frame)} == {"indicator-empty", "nothing-to-rank"}
    no_weight = lib.pressure_index(some_areas(), [0, 0, 0, 0], draws=5)
    assert no_weight["score"].isna().all()
    assert [p.code for p in problems_in(some_areas(), [0, 0, 0, 0])] == ["weights-all-zero"]


def test_gaps_and_areas_left_out_are_said():
    frame = some_areas()
    frame.iloc[0, 0] = np.nan
    frame.iloc[1, :3] = np.nan
    assert [p.code for p in problems_in(frame)] == ["too-few-indicators", "gaps-filled"]


def test_first_draws_come_first_and_the_last_frame_is_the_index():
    frame = some_areas()
    shown = list(refine(frame, draws=120, first=40))
    assert len(shown) == 2
    pd.testing.assert_frame_equal(shown[0][["score", "rank"]], shown[1][["score", "rank"]])
    pd.testing.assert_frame_equal(shown[1], lib.pressure_index(frame, draws=120))


@pytest.mark.parametrize(
    "option",
    [
        {"normalisation": "rank"},
        {"normalisation": "minmax"},
        {"normalisation": "exponential"},
        {"aggregation": "geometric"},
        {"normalisations": ("z",)},
        {"aggregations": ("arithmetic",)},
        {"weight_spread": 0.0},
        {"draws": 13},
        {"errors": areas(np.full((60, 4), 0.5))},
    ],
)
def test_every_choice_changes_the_result(option):
    frame = some_areas()
    assert not lib.pressure_index(frame, **{"draws": 60, **option}).equals(lib.pressure_index(frame, draws=60))


def test_nothing_drawn_leaves_no_doubt():
    index = lib.pressure_index(
        some_areas(), draws=20, weight_spread=0.0, normalisations=("z",), aggregations=("arithmetic",)
    )
    assert (index["rank_low"] == index["rank"]).all()
    assert (index["rank_high"] == index["rank"]).all()
    assert not index["is_uncertain"].any()


def test_errors_widen_the_interval_and_do_not_depend_on_row_order():
    frame = some_areas()
    still = {"weight_spread": 0.0, "normalisations": ("z",), "aggregations": ("arithmetic",)}
    errors = pd.DataFrame(0.3, index=frame.index, columns=["i0"])
    index = lib.pressure_index(frame, draws=100, errors=errors, **still)
    assert (index["rank_high"] - index["rank_low"]).mean() > 1
    turned = lib.pressure_index(frame[::-1], draws=100, errors=errors, **still)
    pd.testing.assert_frame_equal(index, turned.loc[frame.index])


def test_one_missing_error_means_none():
    frame = some_areas()
    errors = pd.DataFrame(np.nan, index=frame.index, columns=["i0"])
    still = {"weight_spread": 0.0, "normalisations": ("z",), "aggregations": ("arithmetic",)}
    index = lib.pressure_index(frame, draws=10, errors=errors, **still)
    assert (index["rank_low"] == index["rank_high"]).all()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"weights": {"nobody": 1}}, "not indicators"),
        ({"weights": [-1, 1, 1, 1]}, "0 or more"),
        ({"directions": {"nobody": 1}}, "not indicators"),
        ({"directions": {"i0": 2}}, r"\+1"),
        ({"draws": 0}, "At least one draw"),
        ({"normalisation": "decimal"}, "not one of"),
        ({"aggregation": "harmonic"}, "not one of"),
        ({"errors": areas(np.ones((3, 1)), ["nobody"])}, "errors name"),
    ],
)
def test_wrong_calls_are_refused(wrong, says):
    with pytest.raises(ValueError, match=says):
        lib.pressure_index(some_areas(), **wrong)


def test_an_area_given_twice_is_refused():
    frame = some_areas()
    with pytest.raises(ValueError, match="stand once"):
        lib.pressure_index(pd.concat([frame, frame.iloc[:1]]))


def test_the_uploaded_frame_is_taken_as_it_comes():
    frame = some_areas()
    uploaded = frame.reset_index().assign(area_name="Somewhere", source_row=range(2, 62)).astype({"i1": "Float64"})
    pd.testing.assert_frame_equal(lib.pressure_index(uploaded, draws=9), lib.pressure_index(frame, draws=9))


def test_infinite_figures_are_missing():
    frame = some_areas()
    frame.iloc[0, 0] = np.inf
    assert lib.pressure_index(frame, draws=5)["n_missing"].iloc[0] == 1


def test_the_frame_given_is_left_as_it_was():
    frame = some_areas()
    before = frame.copy()
    lib.pressure_index(frame, draws=5, directions={"i0": -1})
    pd.testing.assert_frame_equal(frame, before)


@pytest.mark.parametrize("aggregation", ["arithmetic", "geometric"])
def test_drivers_add_to_the_score(aggregation):
    frame = some_areas()
    weights = {"i0": 2, "i1": 1, "i2": 1, "i3": 0}
    score = lib.pressure_index(frame, weights, draws=1, aggregation=aggregation)["score"]
    score = np.log(score) if aggregation == "geometric" else score
    lifts = drivers(frame, weights, aggregation=aggregation)
    assert lifts.sum(axis=1).to_numpy() == pytest.approx((score - score.mean()).to_numpy())
    assert (lifts["i3"] == 0).all()


def test_leaving_out_what_says_the_same_moves_less_than_leaving_out_what_differs():
    rng = np.random.default_rng(0)
    shared = rng.normal(size=(80, 1))
    frame = areas(np.hstack([shared, shared, rng.normal(size=(80, 1))]), ["one", "twin", "other"])
    effects = leave_one_out(frame).set_index("indicator")
    assert effects.loc["other", "mean_places_moved"] > effects.loc["one", "mean_places_moved"]
    assert effects.loc["other", "rank_correlation"] < effects.loc["one", "rank_correlation"]
    assert effects["weight"].to_numpy() == pytest.approx(1 / 3)


def test_ranks_without_are_the_ranks_of_the_others():
    frame = some_areas()
    without = ranks_without(frame)
    fewer = lib.pressure_index(frame.drop(columns="i2"), draws=1)["rank"]
    assert without["i2"].tolist() == fewer.tolist()
    assert ranks_without(frame[["i0"]])["i0"].isna().all()
