"""A column of codes is recognised, and 2021 figures reach 2011 areas by rules that are said."""

import pandas as pd
import pytest

from lib.geography import area_kind_of, convert_lsoa21, lookup

pytestmark = pytest.mark.unit

PAIRS = pd.DataFrame(
    [
        ("E01000001", "E01000001", "U"),
        ("E01000002", "E01033770", "S"),
        ("E01000002", "E01033771", "S"),
        ("E01000003", "E01033772", "M"),
        ("E01000005", "E01033772", "M"),
        ("E01000006", "E01033773", "X"),
        ("E01000006", "E01033774", "X"),
        ("E01000007", "E01033774", "X"),
    ],
    columns=["lsoa11_code", "lsoa21_code", "change_code"],
)


def figures(**values):
    return pd.DataFrame(
        {"area_code": list(values), "people": [v[0] for v in values.values()], "pct": [v[1] for v in values.values()]}
    )


def converted(frame, pairs=PAIRS):
    return convert_lsoa21(frame, pairs, counts=["people"], rates=["pct"])


@pytest.mark.parametrize(
    ("codes", "kind", "share"),
    [
        (["E01000001", "E01000002"], "lsoa11", 1.0),
        (["e01000001 ", "E01000001", None, ""], "lsoa11", 1.0),
        (["E01000001", "E01033770"], "lsoa21", 1.0),
        (["W01001959"], "lsoa21", 1.0),
        (["E01000001", "E01035762"], "lsoa21", 1.0),
        (["E01000001", "E01035763"], "lsoa11", 0.5),  # no census has made so many
        (["E05000932", "E05099999"], "ward", 0.5),
        (["E02001439", "E02006935"], "msoa", 0.5),
        (["E08000014", "E07000238"], "lad", 1.0),
        (["E08000014", "E10000034"], "la", 1.0),
        (["E10000034"], "la", 1.0),
        (["Sefton", "Knowsley"], "other", 0.0),
        ([], "other", 0.0),
    ],
)
def test_codes_are_recognised(codes, kind, share):
    found = area_kind_of(pd.Series(codes, dtype="str"))
    assert (found.kind, found.share_matched) == (kind, share)


def test_codes_that_are_not_known_are_listed():
    found = area_kind_of(pd.Series(["E05000932", "E05099999", "Total"]))
    assert found.unmatched == ("E05099999", "TOTAL")
    assert (found.n_codes, found.n_matched) == (3, 1)


def test_every_area_of_the_lookup_is_recognised():
    assert area_kind_of(lookup()["lsoa11_code"]).share_matched == 1
    assert area_kind_of(lookup()["msoa11_code"]).kind == "msoa"
    assert area_kind_of(lookup()["ward_code"]).kind == "ward"
    assert area_kind_of(lookup()["lad_code"]).kind == "lad"
    assert area_kind_of(lookup()["la_code"]).kind == "la"


def test_an_unchanged_area_keeps_its_figures():
    result = converted(figures(E01000001=(10, 5)))
    assert result.frame.to_numpy().tolist() == [["E01000001", 10.0, 5.0, "unchanged"]]
    assert result.lossy.empty
    assert result.unmatched.empty


def test_parts_of_a_split_area_are_added_up_and_their_rates_averaged():
    result = converted(figures(E01033770=(10, 4), E01033771=(20, 8)))
    assert result.frame.to_numpy().tolist() == [["E01000002", 30.0, 6.0, "split"]]
    assert result.lossy["what"].tolist() == ["rates averaged over the parts, each part counting the same"]


def test_a_split_area_with_a_part_missing_has_no_figure_rather_than_a_part_of_one():
    result = converted(figures(E01033770=(10, 4)))
    assert result.frame[["people", "pct"]].isna().all().all()


def test_merged_areas_share_the_count_and_take_the_rate():
    result = converted(figures(E01033772=(10, 4)))
    assert result.frame.to_numpy().tolist() == [
        ["E01000003", 5.0, 4.0, "merged"],
        ["E01000005", 5.0, 4.0, "merged"],
    ]
    assert "shared equally" in result.lossy["what"].iloc[0]
    assert "copied" in result.lossy["what"].iloc[0]


def test_complex_changes_are_said_to_be_so():
    result = converted(figures(E01033773=(6, 1), E01033774=(10, 3)))
    assert result.frame.to_numpy().tolist() == [
        ["E01000006", 11.0, 2.0, "complex"],
        ["E01000007", 5.0, 3.0, "complex"],
    ]


def test_counts_over_split_areas_alone_rest_on_no_assumption():
    result = convert_lsoa21(figures(E01033770=(10, 4), E01033771=(20, 8)), PAIRS, counts=["people"])
    assert list(result.frame.columns) == ["area_code", "people", "carried"]
    assert result.lossy.empty


def test_without_a_lookup_only_codes_of_both_years_are_carried():
    result = converted(figures(E01000001=(10, 5), E01033770=(1, 1)), None)
    assert result.frame["area_code"].tolist() == ["E01000001"]
    assert result.unmatched.to_numpy().tolist() == [["E01033770", "changed since 2011: add a 2011 to 2021 lookup"]]


def test_codes_outside_the_lookup_are_listed():
    assert converted(figures(E01099999=(1, 1))).unmatched["reason"].tolist() == ["not in the lookup"]


def test_ons_column_names_are_understood_and_the_change_code_can_be_left_out():
    ons = PAIRS.rename(columns={"lsoa11_code": "LSOA11CD", "lsoa21_code": "LSOA21CD", "change_code": "CHGIND"})
    frame = figures(E01033772=(10, 4), E01033770=(10, 4), E01033771=(20, 8))
    expected = converted(frame).frame
    pd.testing.assert_frame_equal(converted(frame, ons).frame, expected)
    pd.testing.assert_frame_equal(converted(frame, ons.drop(columns="CHGIND")).frame, expected)


def test_a_lookup_without_codes_is_refused():
    with pytest.raises(ValueError, match="lsoa21_code"):
        converted(figures(E01000001=(1, 1)), PAIRS[["lsoa11_code"]])


def test_a_code_twice_is_refused():
    frame = pd.concat([figures(E01000001=(1, 1))] * 2)
    with pytest.raises(ValueError, match="more than once"):
        converted(frame)


def test_a_missing_figure_stays_missing():
    assert converted(figures(E01000001=(None, 5))).frame["people"].isna().all()
