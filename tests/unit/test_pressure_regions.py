"""Regions: joined up, alike inside, above their floors, and honest about what that costs."""

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_array, csr_matrix
from scipy.sparse.csgraph import connected_components
from sklearn.metrics import adjusted_rand_score

import lib
from lib import geography
from lib.geography import Neighbours, areas
from lib.pressure import Cancelled, compare, prepare, regions
from lib.pressure.graph import neighbours
from lib.pressure.partition import within_squares

pytestmark = pytest.mark.unit


def grid(side, prefix="E"):
    codes = np.array([[f"{prefix}{r:02d}{c:02d}" for c in range(side)] for r in range(side)])
    across = np.column_stack([codes[:, :-1].ravel(), codes[:, 1:].ravel()])
    down = np.column_stack([codes[:-1].ravel(), codes[1:].ravel()])
    return codes, pd.DataFrame(np.vstack([across, down]), columns=["area_code_a", "area_code_b"])


def quarters(side=10, seed=0, apart=6.0):
    """Four quarters of a square, each with its own figures, and which is which."""
    codes, pairs = grid(side)
    half = side // 2
    truth = np.kron(np.array([[0, 1], [2, 3]]), np.ones((half, half), dtype=int)).ravel()
    centres = np.array([[0, 0, 0], [apart, 0, 0], [0, apart, 0], [0, 0, apart]])
    values = centres[truth] + np.random.default_rng(seed).normal(size=(side * side, 3))
    frame = pd.DataFrame(values, index=pd.Index(codes.ravel(), name="area_code"), columns=["a", "b", "c"])
    return frame, pairs, truth


def are_whole(labels, pairs):
    """Whether each region is joined up along the pairs."""
    for region in labels.dropna().unique():
        inside = set(labels.index[labels == region])
        kept = pairs[pairs["area_code_a"].isin(inside) & pairs["area_code_b"].isin(inside)]
        at = {code: i for i, code in enumerate(sorted(inside))}
        rows, columns = kept["area_code_a"].map(at), kept["area_code_b"].map(at)
        graph = csr_matrix((np.ones(len(kept)), (rows, columns)), shape=(len(at), len(at)))
        if connected_components(graph, directed=False)[0] != 1:
            return False
    return True


def test_planted_regions_are_found_and_whole():
    frame, pairs, truth = quarters()
    found = regions(frame, pairs, 4)
    assert adjusted_rand_score(truth, found.labels) == 1
    assert are_whole(found.labels, pairs)
    assert found.sizes["is_whole"].all()
    assert found.sizes["n_areas"].tolist() == [25, 25, 25, 25]
    assert found.loss_pct_points == pytest.approx(0, abs=0.5)
    assert found.links.empty
    assert found.n_parts == 1


@pytest.mark.parametrize("k", [2, 7, 15])
def test_regions_are_whole_and_as_many_as_asked_on_a_map_without_any(k):
    codes, pairs = grid(9)
    frame = pd.DataFrame(np.random.default_rng(1).normal(size=(81, 3)), index=pd.Index(codes.ravel(), name="area_code"))
    found = regions(frame, pairs, k)
    assert found.k == found.labels.nunique() == k
    assert are_whole(found.labels, pairs)
    assert found.loss_pct_points > 5
    assert f"{found.explained_pct:.0f}%" in found.reason


def test_moving_borders_makes_regions_more_alike():
    from lib.pressure.contiguous import cut, trees
    from lib.pressure.features import to_features

    frame, pairs, _ = quarters(12, apart=1.5)
    features = to_features(frame)
    touching = neighbours(pairs, features.matrix.index)[features.matrix.rows][:, features.matrix.rows]
    by_ward = cut(trees(features.points, touching, lambda: False), 6, 144)
    assert regions(frame, pairs, 6).within_squares < within_squares(features.points, by_ward)


def test_row_order_changes_nothing():
    frame, pairs, _ = quarters(apart=1.0)
    shuffled = frame.sample(frac=1, random_state=1)
    usual, other = regions(frame, pairs, 5), regions(shuffled, pairs.sample(frac=1, random_state=2), 5)
    assert list(other.labels.index) == list(shuffled.index)
    pd.testing.assert_series_equal(usual.labels, other.labels.loc[frame.index])


def test_every_region_reaches_the_floor():
    frame, pairs, _ = quarters(apart=1.0)
    people = pd.Series(np.random.default_rng(2).integers(10, 200, 100), index=frame.index)
    without = regions(frame, pairs, 8, sizes=people)
    found = regions(frame, pairs, 8, floor=900, sizes=people)
    assert without.sizes["total"].min() < 900
    assert found.sizes["total"].min() >= 900
    assert found.sizes["total"].sum() == people.sum()
    assert are_whole(found.labels, pairs)
    assert found.k <= 8


def test_a_floor_that_leaves_no_region_to_divide_leaves_none_empty():
    outlines = areas("Sefton")
    rng = np.random.default_rng(4)
    values = {"a": np.repeat([0.0, 9.0, 18.0], 63) + rng.normal(size=189), "b": rng.normal(size=189)}
    frame = pd.DataFrame(values, index=pd.Index(outlines["area_code"], name="area_code"))
    found = regions(frame, geography.neighbours(outlines), 4, 10.0)
    assert found.k == len(found.sizes) == found.labels.nunique()
    assert (found.sizes["n_areas"] >= 10).all()


def test_a_floor_without_sizes_counts_areas_and_may_leave_fewer_regions():
    frame, pairs, _ = quarters()
    found = regions(frame, pairs, 20, floor=30)
    assert found.k <= 3
    assert found.sizes["n_areas"].min() >= 30


def with_island():
    """The square with one area out at sea and a separate square of 16 far away."""
    frame, pairs, _ = quarters()
    codes, others = grid(4, "W")
    rng = np.random.default_rng(9)
    far = pd.DataFrame(rng.normal(size=(16, 3)), index=codes.ravel(), columns=list("abc"))
    island = pd.DataFrame(rng.normal(size=(1, 3)), index=["E_isle"], columns=list("abc"))
    whole = pd.concat([frame, far, island]).rename_axis("area_code")
    places = pd.DataFrame({"x": 0.0, "y": 0.0}, index=whole.index)
    for code in whole.index[:-1]:
        places.loc[code] = [float(code[3:]) + (100 if code[0] == "W" else 0), float(code[1:3])]
    places.loc["E_isle"] = [12.0, 3.0]
    return whole, pd.concat([pairs, others]), places


def test_separate_parts_stay_separate_and_an_island_is_linked_on_purpose():
    frame, pairs, places = with_island()
    found = regions(frame, pairs, 6, places=places)
    assert found.n_parts == 3
    assert found.links[["area_code_a", "area_code_b"]].to_numpy().tolist() == [["E_isle", "E0309"]]
    assert found.links["distance"].tolist() == [3.0]
    assert found.links["because"].tolist() == ["cut off from the rest"]
    assert found.labels["E_isle"] == found.labels["E0309"] or found.sizes["n_areas"].min() == 1
    for region in found.labels.unique():
        assert len({code[0] for code in found.labels.index[found.labels == region]}) == 1
    assert "3 separate parts" in found.reason


def test_parts_are_linked_when_there_are_fewer_regions_or_too_few_people():
    frame, pairs, places = with_island()
    one = regions(frame, pairs, 1, places=places)
    assert one.k == 1
    assert "fewer regions than separate parts" in set(one.links["because"])
    floored = regions(frame, pairs, 4, floor=20, places=places)
    assert "too few people" in set(floored.links["because"])
    assert floored.sizes["n_areas"].min() >= 20


def test_without_places_an_island_is_linked_to_the_most_alike():
    frame, pairs, _ = with_island()
    frame.loc["E_isle"] = frame.loc["W0202"] + 0.001
    links = regions(frame, pairs, 6).links
    assert links[["area_code_a", "area_code_b"]].to_numpy().tolist() == [["E_isle", "W0202"]]


@pytest.mark.parametrize(
    "option",
    [
        {"k": 6},
        {"floor": 18},
        {"weights": {"a": 9.0}},
        {"draw_in_tails": False},
        {"alike": 1.0},
        {"directions": {"a": -1, "b": -1}},
    ],
    ids=str,
)
def test_every_choice_changes_the_result(option):
    frame, pairs, _ = quarters(apart=1.0)
    frame = frame.assign(c=np.exp(frame["c"]), d=frame["a"] + 0.01 * frame["b"])
    assert not regions(frame, pairs, **{"k": 5, **option}).labels.equals(regions(frame, pairs, 5).labels)


def test_fewest_alone_decides_what_is_linked():
    frame, pairs, places = with_island()
    assert len(regions(frame, pairs, 6, places=places, fewest_alone=1).links) == 0
    assert len(regions(frame, pairs, 6, places=places, fewest_alone=17).links) == 2


def test_areas_without_figures_are_left_out():
    frame, pairs, _ = quarters()
    frame.iloc[0] = np.nan
    found = regions(frame, pairs, 4)
    assert pd.isna(found.labels.iloc[0])
    assert found.sizes["n_areas"].sum() == 99


def test_prepared_indicators_give_rates_in_the_profile():
    frame, pairs, truth = quarters()
    counts = (frame - frame.min() + 1) * 50
    prepared = prepare(counts.assign(people=1000.0), denominators=dict.fromkeys(counts.columns, "people"))
    found = regions(prepared, pairs, 4)
    assert adjusted_rand_score(truth, found.labels) == 1
    assert found.profile["mean"].max() > 100
    assert found.names.is_unique


def test_clusters_of_neighbouring_areas():
    frame, pairs, truth = quarters()
    found = lib.cluster_areas(frame, graph=pairs, resamples=10)
    assert adjusted_rand_score(truth, found.labels) >= 0.95
    assert "neighbouring areas" in found.reason
    assert (found.stability["jaccard"] > 0.75).all()
    apart = frame.iloc[np.random.default_rng(0).permutation(100)].set_axis(frame.index)
    joined, free = lib.cluster_areas(apart, 4, graph=pairs, resamples=5), lib.cluster_areas(apart, 4, resamples=5)
    assert are_whole(joined.labels, pairs)
    assert not are_whole(free.labels, pairs)


@pytest.mark.parametrize(
    ("graph", "says"),
    [
        (pd.DataFrame({"area_code_a": ["E0000"], "area_code_b": ["E9999"]}), "1 areas without figures, such as"),
        (csr_matrix((4, 4)), "The graph has 4 areas, the figures have 100"),
    ],
)
def test_a_graph_of_other_areas_is_an_error(graph, says):
    with pytest.raises(ValueError, match=says):
        regions(quarters()[0], graph, 4)


def test_wrong_calls_are_refused_and_work_can_be_stopped():
    frame, pairs, _ = quarters()
    with pytest.raises(ValueError, match="lies between"):
        regions(frame, pairs, 0)
    with pytest.raises(ValueError, match="two numbers"):
        regions(frame, pairs, 4, places=pd.DataFrame({"x": [1.0], "y": [2.0]}, index=["E0000"]))
    with pytest.raises(Cancelled):
        regions(frame, pairs, 4, cancel=lambda: True)
    told = []
    regions(frame, pairs, 4, progress=told.append)
    assert told[-1] == 1.0
    assert told == sorted(told)


def test_neighbours_are_symmetric_without_loops_or_repeats():
    index = pd.Index(["a", "b", "c", "d"])
    pairs = pd.DataFrame({"area_code_a": ["a", "b", "a", "c"], "area_code_b": ["b", "a", "a", "b"]})
    found = neighbours(pairs, index).toarray()
    assert found.tolist() == [[0, 1, 0, 0], [1, 0, 1, 0], [0, 1, 0, 0], [0, 0, 0, 0]]


def test_what_geography_gives_is_aligned_by_code():
    frame, pairs, _ = quarters()
    codes = frame.index[::-1]
    turned = Neighbours(codes, csr_array(neighbours(pairs, codes)))
    usual = regions(frame, pairs, 5).labels
    pd.testing.assert_series_equal(usual, regions(frame, turned, 5).labels)
    renamed = turned.pairs
    assert list(renamed.columns) == ["area_code", "neighbour_code"]
    pd.testing.assert_series_equal(usual, regions(frame, renamed, 5).labels)
    with pytest.raises(ValueError, match="without figures"):
        regions(frame.iloc[1:], turned, 5)


def labels_of(text):
    return pd.Series([int(c) if c != "." else pd.NA for c in text], index=list("abcdefgh")[: len(text)], dtype="Int64")


def test_comparing_renames_and_lists_what_moved():
    found = compare(labels_of("11122233"), labels_of("33311122"))
    assert found.renamed.to_dict() == {1: 2, 2: 3, 3: 1}
    assert found.moved.empty
    assert found.share_kept == 1
    found = compare(labels_of("1112223."), labels_of("221114.3"))
    assert found.moved.to_dict("index") == {
        "c": {"cluster_before": 1, "cluster_after": 2},
        "f": {"cluster_before": 2, "cluster_after": 5},
    }
    assert found.labels.tolist()[:6] == [1, 1, 2, 2, 2, 5]
    assert found.only_before == ("g",)
    assert found.only_after == ("h",)
    assert found.sentence == "2 areas move to another group; 67% stay where they were."


def test_nothing_in_common_is_said():
    found = compare(labels_of("11"), labels_of("..2"))
    assert np.isnan(found.share_kept)
    assert "no areas in common" in found.sentence
    assert found.labels["c"] == 2
