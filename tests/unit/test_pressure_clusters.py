"""Clusters: found where they are, not found where they are not, and the same whoever asks."""

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import adjusted_rand_score

import lib
from lib.pressure import Cancelled, methods_for, prepare
from lib.pressure.partition import divide
from lib.pressure.stability import Redraws, afresh, stability_of, word_for

pytestmark = pytest.mark.unit


def frame_of(values):
    codes = pd.Index([f"E0100{i:05d}" for i in range(len(values))], name="area_code")
    return pd.DataFrame(values, index=codes, columns=[f"i{j}" for j in range(np.shape(values)[1])])


def planted(n_groups=4, n_each=40, p=4, apart=8.0, seed=1):
    """Groups in a row of corners far apart, and which area is in which."""
    rng = np.random.default_rng(seed)
    corners = rng.permutation(np.array(np.meshgrid(*[[0, apart]] * p)).reshape(p, -1).T)[:n_groups]
    truth = np.repeat(np.arange(n_groups), n_each)
    return frame_of(corners[truth] + rng.normal(size=(len(truth), p))), truth


FAST = {"resamples": 10, "starts": 5}


@pytest.mark.parametrize("method", ["kmeans", "ward", "mixture"])
@pytest.mark.parametrize(("n_groups", "p"), [(2, 3), (3, 4), (5, 5)])
def test_planted_groups_are_found(method, n_groups, p):
    frame, truth = planted(n_groups, p=p)
    found = lib.cluster_areas(frame, method=method, **FAST)
    assert found.k == n_groups
    assert adjusted_rand_score(truth, found.labels) >= 0.95
    assert (found.stability["jaccard"] > 0.6).all()
    assert found.has_structure
    assert found.separation[n_groups] > 1


def test_planted_groups_are_found_among_indicators_that_say_nothing():
    """Two of four indicators are noise, which hides the groups from the silhouette and the gap."""
    frame, truth = planted(seed=0)
    found = lib.cluster_areas(frame, resamples=25)
    assert adjusted_rand_score(truth, found.labels) >= 0.95


@pytest.mark.parametrize("kind", ["normal", "even"])
def test_noise_has_no_structure(kind):
    """At most 5 in 100 noise sets may be taken for groups: here 50 of each kind, at most 2."""
    taken = 0
    for seed in range(50):
        rng = np.random.default_rng(seed)
        values = rng.normal(size=(60, 4)) if kind == "normal" else rng.uniform(size=(60, 4))
        taken += lib.cluster_areas(frame_of(values), starts=1, resamples=10, most=6).k > 1
    assert taken <= 2


def test_one_group_is_said_in_words():
    found = lib.cluster_areas(frame_of(np.random.default_rng(3).normal(size=(60, 4))), **FAST)
    assert found.k == 1
    assert set(found.labels) == {1}
    assert found.reason.startswith("No cluster structure here")
    assert found.stability.empty
    assert found.swing_areas.empty
    assert len(found.names) == 1
    assert list(found.silhouette.index) == list(range(2, 11))


def test_every_number_of_groups_says_how_far_its_groups_come_back():
    found = lib.cluster_areas(planted(3)[0], resamples=30)
    held = found.steadiness
    assert list(held.index) == list(found.silhouette.index)
    assert found.k == 3
    assert held.loc[4:, "jaccard"].max() < held.loc[3, "jaccard"]
    by_size = np.average(found.stability["jaccard"], weights=found.stability["n_areas"])
    assert held.loc[3].tolist() == pytest.approx([by_size, found.stability["jaccard"].min(), 30])
    assert (held["weakest"] <= held["jaccard"]).all()
    assert held["resamples"].min() == 10


def test_resamples_drawn_in_two_goes_are_those_drawn_in_one():
    points = planted(3)[0].to_numpy()
    labels = divide(points, 3, "kmeans", 5, 0)
    in_two = Redraws(labels, afresh(points, 3, "kmeans", 0))
    in_two.upto(4)
    at_once = stability_of(labels, afresh(points, 3, "kmeans", 0), 9)
    assert in_two.upto(9).jaccard.tolist() == at_once.jaccard.tolist()
    assert in_two.upto(9).changed.tolist() == at_once.changed.tolist()


def test_fewer_than_twenty_areas_get_a_heat_table():
    frame, _ = planted(n_groups=2, n_each=9)
    for k in ("auto", 3):
        found = lib.cluster_areas(frame, k)
        assert found.k == 1
        assert set(found.labels) == {1}
        assert "heat table" in found.reason
    assert lib.cluster_areas(planted(n_groups=2, n_each=10)[0], **FAST).k == 2


def test_labels_come_in_the_callers_order_and_row_order_changes_nothing():
    frame, _ = planted()
    shuffled = frame.sample(frac=1, random_state=1)
    found, again = lib.cluster_areas(frame, **FAST), lib.cluster_areas(shuffled, **FAST)
    assert list(again.labels.index) == list(shuffled.index)
    pd.testing.assert_series_equal(found.labels, again.labels.loc[frame.index])
    pd.testing.assert_frame_equal(found.stability, again.stability)
    pd.testing.assert_series_equal(found.changed, again.changed.loc[frame.index])
    pd.testing.assert_frame_equal(found.profile, again.profile)


def test_groups_are_numbered_from_most_pressure():
    frame, _ = planted(n_groups=2)
    means = frame.mean(axis=1).groupby(lib.cluster_areas(frame, **FAST).labels).mean()
    turned = lib.cluster_areas(frame, directions=dict.fromkeys(frame.columns, -1), **FAST).labels
    assert means[1] > means[2]
    assert (turned == 3 - lib.cluster_areas(frame, **FAST).labels).all()


def test_the_number_of_groups_can_be_asked_for():
    frame = frame_of(np.random.default_rng(3).normal(size=(60, 4)))
    found = lib.cluster_areas(frame, 5, **FAST)
    assert found.k == 5
    assert sorted(found.labels.unique()) == [1, 2, 3, 4, 5]
    assert "chosen by hand" in found.reason
    assert "do not fall into clear groups" in found.reason
    assert (found.stability["verdict"] == "do not interpret").any()
    assert len(found.swing_areas) > 5
    assert (found.changed[found.swing_areas] > 0.2).all()
    assert list(found.swing_areas) == [code for code, share in found.changed.items() if share > 0.2]
    assert lib.cluster_areas(frame, 15, **FAST).k == 15


def test_more_groups_than_kinds_of_area_are_not_made():
    frame = frame_of(np.repeat([[0.0, 1.0], [5.0, 2.0], [9.0, 9.0]], 10, axis=0))
    found = lib.cluster_areas(frame, 6, **FAST)
    assert found.k == 3
    assert "only 3 kinds" in found.reason


def test_no_figures_and_no_areas_are_said_not_raised():
    nothing = frame_of(np.full((30, 2), np.nan))
    found = lib.cluster_areas(nothing)
    assert found.k == 1
    assert found.labels.isna().all()
    assert "0 areas with figures" in found.reason
    assert found.profile.empty
    assert lib.cluster_areas(nothing.iloc[:0]).labels.empty


def test_areas_all_alike_are_one_group():
    found = lib.cluster_areas(frame_of(np.ones((30, 2))))
    assert found.k == 1
    assert "same figures" in found.reason


@pytest.mark.parametrize("k", [0, 61, -1])
def test_an_impossible_number_of_groups_is_refused(k):
    with pytest.raises(ValueError, match="lies between"):
        lib.cluster_areas(frame_of(np.random.default_rng(3).normal(size=(60, 4))), k)


def test_ward_is_offered_for_a_council_not_for_the_country():
    assert methods_for(5_000) == ("kmeans", "ward", "mixture")
    assert "ward" not in methods_for(34_753)


def test_missing_figures_stand_in_the_middle_and_too_few_leave_the_area_out():
    frame, truth = planted()
    frame.iloc[0, 0] = np.nan
    frame.iloc[1, :3] = np.nan
    found = lib.cluster_areas(frame, **FAST)
    assert pd.notna(found.labels.iloc[0])
    assert pd.isna(found.labels.iloc[1])
    assert pd.isna(found.changed.iloc[1])
    assert found.stability["n_areas"].sum() == len(frame) - 1
    assert adjusted_rand_score(truth[2:], found.labels.iloc[2:]) >= 0.95


def test_profile_is_in_the_units_given():
    frame, _ = planted(n_groups=2)
    found = lib.cluster_areas(frame * 100, **FAST)
    row = found.profile.query("cluster == 1 and indicator == 'i0'").iloc[0]
    own = (frame * 100).loc[found.labels == 1, "i0"]
    assert row["mean"] == pytest.approx(own.mean())
    assert row["n_areas"] == row["n_known"] == len(own)
    assert row["mean_all"] == pytest.approx(100 * frame["i0"].mean())
    expected = (own.mean() - 100 * frame["i0"].mean()) / (100 * frame["i0"].std(ddof=0))
    assert row["standardised"] == pytest.approx(expected)


def test_names_say_what_sets_a_group_apart_and_differ():
    frame, _ = planted(n_groups=4)
    found = lib.cluster_areas(frame, in_words={"i0": "people aged 75+"}, **FAST)
    assert found.names.is_unique
    assert found.names.str.contains("igher|ower").all()
    assert found.names.str.contains("people aged 75+", regex=False).any()
    assert lib.cluster_areas(frame_of(np.ones((30, 2)))).names.tolist() == ["Near the average"]


def test_prepared_indicators_give_rates_in_the_profile():
    frame, truth = planted()
    counts = (frame - frame.min() + 1) * 50
    prepared = prepare(counts.assign(people=1000.0), denominators=dict.fromkeys(frame.columns, "people"))
    found = lib.cluster_areas(prepared, **FAST)
    assert adjusted_rand_score(truth, found.labels) >= 0.95
    own = counts.loc[found.labels == 1, "i0"].mean()
    assert found.profile.query("cluster == 1 and indicator == 'i0'")["mean"].iloc[0] == pytest.approx(own)


def noisy(seed=5):
    """A case on which every choice tells: skewed, correlated, with groups that overlap."""
    rng = np.random.default_rng(seed)
    base = rng.normal(size=(120, 1))
    values = np.hstack(
        [base, base + rng.normal(size=(120, 1)) * 0.1, rng.normal(size=(120, 2)), rng.gamma(0.7, 4, (120, 1))]
    )
    values[:40, 2] += 3
    return frame_of(values)


@pytest.mark.parametrize(
    "option",
    [
        {"k": 5},
        {"seed": 9},
        {"method": "ward"},
        {"method": "mixture"},
        {"weights": {"i4": 6.0}},
        {"alike": 1.0},
        {"draw_in_tails": False},
        {"resamples": 7},
    ],
    ids=str,
)
def test_every_choice_changes_the_result(option):
    usual = lib.cluster_areas(noisy(), **{"k": 4, **FAST})
    other = lib.cluster_areas(noisy(), **{"k": 4, **FAST, **option})
    assert not (usual.labels.equals(other.labels) and usual.stability.equals(other.stability))


def test_starts_and_the_largest_k_change_what_is_tried():
    one, many = (lib.cluster_areas(noisy(), 8, resamples=2, starts=starts).labels for starts in (1, 20))
    assert not one.equals(many)
    assert list(lib.cluster_areas(noisy(), most=4, **FAST).silhouette.index) == [2, 3, 4]


def test_enough_decides_who_is_grouped():
    frame = noisy()
    frame.iloc[0, :3] = np.nan
    assert pd.isna(lib.cluster_areas(frame, 3, **FAST).labels.iloc[0])
    assert pd.notna(lib.cluster_areas(frame, 3, enough=0.3, **FAST).labels.iloc[0])


def test_duplicates_share_one_vote_and_planted_groups_do_not_count_as_duplicates():
    from lib.pressure.features import to_features

    assert to_features(noisy()).votes.tolist() == pytest.approx([0.5, 0.5, 1, 1, 1])
    apart, _ = planted(n_groups=2, apart=12.0)
    assert to_features(apart).votes.tolist() == pytest.approx([1, 1, 1, 1])


@pytest.mark.parametrize("weights", [{"nobody": 1.0}, {"i0": -1.0}])
def test_wrong_weights_are_refused(weights):
    with pytest.raises(ValueError, match="Weights are 0 or more"):
        lib.cluster_areas(noisy(), weights=weights)


def test_work_tells_how_far_it_is_and_can_be_stopped():
    told = []
    lib.cluster_areas(planted()[0], progress=told.append, **FAST)
    assert told == sorted(told)
    assert told[-1] == 1.0
    with pytest.raises(Cancelled):
        lib.cluster_areas(planted()[0], cancel=lambda: len(told) > 3, **FAST)


@pytest.mark.parametrize(
    ("jaccard", "word"),
    [
        (0.599, "do not interpret"),
        (0.60, "doubtful"),
        (0.749, "doubtful"),
        (0.75, "stable"),
        (0.85, "highly stable"),
        (1.0, "highly stable"),
    ],
)
def test_words_for_stability(jaccard, word):
    assert word_for(jaccard) == word
