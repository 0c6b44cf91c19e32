"""What changed between two versions, said row by row."""

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from shapely import Point, box

import lib
from lib.core import Provenance
from lib.datasets import Dataset
from lib.datasets.samples import sample_files
from lib.disclosure import protect
from lib.measures.changes import PEOPLE, both_columns, compare_frames, what_changed

pytestmark = pytest.mark.unit


def homes(*rows):
    """Homes as (id, name, beds, rating, specialisms, longitude)."""
    frame = pd.DataFrame(rows, columns=["cqc_location_id", "name", "registered_beds", "rating", "specialisms", "x"])
    texts = dict.fromkeys(("cqc_location_id", "name", "rating", "specialisms"), "str")
    frame = frame.astype({**texts, "registered_beds": "Int64"})
    places = [None if pd.isna(x) else Point(x, 53.4) for x in frame.pop("x")]
    frame = frame.assign(postcode="L20 3NJ", source_row=pd.array(range(2, len(rows) + 2), dtype="Int64"))
    return gpd.GeoDataFrame(frame, geometry=places, crs=4326)


ELM = ("1-1", "Elm House", 40, "Good", "Dementia; Learning disability", -3.0)
OAK = ("1-2", "Oak Lodge", 12, "Good", "Dementia", -3.1)
ASH = ("1-3", "Ash Court", 30, "Outstanding", "Dementia", -3.2)


def activity(*rows, period="2026-03"):
    frame = pd.DataFrame(rows, columns=["locality_name", "hours", "people_waiting"])
    frame["people_waiting"] = pd.array(frame["people_waiting"], dtype="Int64")
    return frame.assign(period=period, source_row=pd.array(range(2, len(rows) + 2), dtype="Int64"))


def test_nothing_changed_whatever_the_order_of_the_rows():
    found = compare_frames(homes(ELM, OAK), homes(OAK, ELM), "homes")
    assert found.is_none
    assert found.keys == ("cqc_location_id",)
    assert found.rows.iloc[0].to_dict() == {
        "rows_before": 2,
        "rows_after": 2,
        "rows_added": 0,
        "rows_gone": 0,
        "rows_altered": 0,
        "rows_same": 2,
    }
    assert all(frame.empty for frame in (found.added, found.gone, found.words, found.figures, found.places))


def test_rows_added_and_gone_are_named():
    found = compare_frames(homes(ELM, OAK), homes(ELM, ASH), "homes")
    assert list(found.added["name"]) == ["Ash Court"]
    assert list(found.gone["name"]) == ["Oak Lodge"]
    assert "geometry" not in found.added
    assert found.rows.iloc[0][["rows_added", "rows_gone", "rows_same"]].tolist() == [1, 1, 1]


def test_an_altered_figure_stands_beside_what_it_was():
    found = compare_frames(homes(ELM, OAK), homes(OAK, ("1-1", "Elm House", 45, *ELM[3:])), "homes")
    assert found.figures.to_dict("records") == [
        {
            "cqc_location_id": "1-1",
            "source_row_before": 2,
            "source_row_after": 3,
            "registered_beds_before": 40,
            "registered_beds_after": 45,
        }
    ]
    assert found.words.empty
    assert found.rows.iloc[0]["rows_altered"] == 1


def test_altered_words_are_said_before_and_after():
    found = compare_frames(homes(ELM), homes(("1-1", "Elm Tree House", 40, "Inadequate", *ELM[4:])), "homes")
    assert found.words[["column", "before", "after"]].to_numpy().tolist() == [
        ["name", "Elm House", "Elm Tree House"],
        ["rating", "Good", "Inadequate"],
    ]
    assert found.rows.iloc[0]["rows_altered"] == 1


@pytest.mark.parametrize(
    ("before", "after", "expected"), [(40, None, [40.0, None]), (None, 0, [None, 0.0]), (None, None, None)]
)
def test_a_figure_that_comes_or_goes_is_a_change_and_missing_is_not_nought(before, after, expected):
    old, new = (homes(("1-1", "Elm House", beds, *ELM[3:])) for beds in (before, after))
    found = compare_frames(old, new, "homes")
    if expected is None:
        assert found.is_none
        return
    shown = found.figures[["registered_beds_before", "registered_beds_after"]].astype("float64").iloc[0]
    assert shown.replace({np.nan: None}).tolist() == expected


def test_figures_read_twice_are_the_same_figures():
    before, after = activity(("North", np.nextafter(12.0, 13), 5)), activity(("North", 12.0, 5))
    assert before.loc[0, "hours"] != after.loc[0, "hours"]
    assert compare_frames(before, after, "locality_activity").is_none


def test_homes_without_a_number_are_known_by_name_and_postcode():
    before = homes(ELM, OAK).assign(cqc_location_id=pd.Series([None, "1-2"], dtype="str"))
    found = compare_frames(before, homes(("1-1", "ELM  HOUSE", *ELM[2:]), OAK), "homes")
    assert found.keys == ("name", "postcode")
    assert found.added.empty
    assert found.gone.empty
    assert set(found.words["column"]) == {"cqc_location_id", "name"}


def test_rows_with_the_same_keys_are_paired_in_order():
    before = activity(("North", 10.0, 1), ("North", 20.0, 2))
    after = activity(("North", 10.0, 1), ("North", 25.0, 2), ("North", 5.0, 3))
    found = compare_frames(before, after, "locality_activity")
    assert found.figures[["hours_before", "hours_after"]].to_numpy().tolist() == [[20.0, 25.0]]
    assert found.added["hours"].tolist() == [5.0]


def test_a_row_of_no_locality_is_a_row():
    before = activity(("North", 10.0, 1), (None, 3.0, 2))
    after = activity(("North", 10.0, 1), (None, 4.0, 2))
    found = compare_frames(before, after, "locality_activity")
    assert found.figures[["hours_before", "hours_after"]].to_numpy().tolist() == [[3.0, 4.0]]
    assert found.rows.iloc[0]["rows_added"] == 0


def test_the_next_month_is_compared_with_the_month_before():
    before, after = activity(("North", 10.0, 1)), activity(("North", 12.0, 1), period="2026-04")
    found = compare_frames(before, after, "locality_activity")
    assert found.keys == ("locality_name",)
    assert found.figures[["hours_before", "hours_after"]].to_numpy().tolist() == [[10.0, 12.0]]
    assert found.words.empty
    assert found.categories[["column", "category", "change"]].to_numpy().tolist() == [
        ["period", "2026-03", "gone"],
        ["period", "2026-04", "added"],
    ]


def test_a_file_that_grows_by_a_month_has_only_that_month_added():
    march, april = activity(("North", 10.0, 1)), activity(("North", 12.0, 1), period="2026-04")
    found = compare_frames(march, pd.concat([march, april], ignore_index=True), "locality_activity")
    assert found.added["period"].tolist() == ["2026-04"]
    assert found.figures.empty


def test_categories_added_and_gone_with_their_rows():
    found = compare_frames(homes(ELM, OAK), homes(OAK, ASH), "homes")
    assert found.categories.to_dict("records") == [
        {"column": "rating", "category": "Outstanding", "change": "added", "rows_before": 0, "rows_after": 1},
        {
            "column": "specialisms",
            "category": "Learning disability",
            "change": "gone",
            "rows_before": 1,
            "rows_after": 0,
        },
    ]


def test_totals_stand_side_by_side_with_the_rows_that_give_none():
    found = compare_frames(homes(ELM, OAK), homes(ELM, ("1-2", "Oak Lodge", None, *OAK[3:]), ASH), "homes")
    assert found.totals.to_dict("records") == [
        {
            "rows_before": 2,
            "rows_after": 3,
            "registered_beds_before": 52,
            "registered_beds_after": 70,
            "registered_beds_not_given_before": 0,
            "registered_beds_not_given_after": 1,
        }
    ]


def test_people_waiting_are_added_up_within_a_month_never_across():
    march = activity(("North", 10.0, 1), ("South", 20.0, None))
    april = activity(("North", 12.0, 4), ("South", 20.0, 5), period="2026-04")
    totals = compare_frames(march, pd.concat([march, april]), "locality_activity").totals.set_index("period")
    assert totals.loc["2026-03", ["people_waiting_before", "people_waiting_after"]].tolist() == [1, 1]
    assert totals.loc["2026-03", "people_waiting_not_given_before"] == 1
    assert totals.loc["2026-04", "people_waiting_after"] == 9
    assert pd.isna(totals.loc["2026-04", "people_waiting_before"])
    assert totals.loc["2026-04", "rows_before"] == 0


def test_a_total_that_no_row_gives_is_missing_not_nought():
    frame = activity(("North", np.nan, None))
    totals = compare_frames(frame, frame, "locality_activity").totals
    assert totals["hours_before"].isna().all()


def test_rates_are_not_added_up():
    areas = pd.DataFrame({"area_code": ["E1", "E2"], "Rate per 1,000": [1.0, 2.0]})
    assert list(compare_frames(areas, areas, "indicators").totals) == ["rows_before", "rows_after"]


def test_columns_added_and_gone():
    before = pd.DataFrame({"area_code": ["E1"], "Rate 2025": [1.0]})
    after = pd.DataFrame({"area_code": ["E1"], "Rate 2026": [1.0]})
    found = compare_frames(before, after, "indicators")
    assert found.columns.to_numpy().tolist() == [["Rate 2026", "added"], ["Rate 2025", "gone"]]
    assert not found.is_none


def test_a_column_of_figures_that_was_words_is_compared_as_words():
    before = pd.DataFrame({"area_code": ["E1"], "Band": pd.Series(["high"], dtype="str")})
    after = pd.DataFrame({"area_code": ["E1"], "Band": [3]})
    found = compare_frames(before, after, "indicators")
    assert found.words[["before", "after"]].to_numpy().tolist() == [["high", "3"]]


def test_yes_and_no_and_dates_are_said_in_words():
    def one(flag, day):
        return homes(ELM).assign(
            has_nursing=pd.array([flag], dtype="boolean"), rating_date=pd.to_datetime([day]).as_unit("s")
        )

    found = compare_frames(one(True, "2026-03-01"), one(None, "2026-04-09"), "homes")
    assert found.words[["column", "before", "after"]].to_numpy().tolist() == [
        ["has_nursing", "yes", ""],
        ["rating_date", "2026-03-01", "2026-04-09"],
    ]


def test_places_that_moved_came_and_went():
    before = homes(ELM, OAK, ("1-3", "Ash Court", 30, "Good", "Dementia", None))
    after = homes((*ELM[:5], -3.01), (*OAK[:5], None), ("1-3", "Ash Court", 30, "Good", "Dementia", -3.2))
    found = compare_frames(before, after, "homes").places.set_index("cqc_location_id")
    assert found["what"].to_dict() == {"1-1": "moved", "1-2": "no longer placed", "1-3": "placed"}
    assert found.loc["1-1", "moved_km"] == pytest.approx(0.663, abs=0.005)  # 0.01 degrees at 53.4 north
    assert found.loc[["1-2", "1-3"], "moved_km"].isna().all()


def test_a_place_read_again_has_not_moved():
    assert compare_frames(homes(ELM), homes((*ELM[:5], ELM[5] + 1e-9)), "homes").is_none


def test_outlines_redrawn_are_said_and_those_begun_elsewhere_are_the_same():
    def outlines(shape):
        return gpd.GeoDataFrame({"area_code": ["E1"]}, geometry=[shape], crs=4326)

    square, turned = box(-3, 53, -2.9, 53.1), box(-3, 53, -2.9, 53.1).reverse()
    assert compare_frames(outlines(square), outlines(turned), "outlines").is_none
    found = compare_frames(outlines(square), outlines(box(-3, 53, -2.9, 53.2)), "outlines")
    assert found.places["what"].tolist() == ["outline changed"]


def test_a_kind_that_nobody_listed_is_matched_by_its_words():
    before = pd.DataFrame({"who": ["a", "b"], "n": [1, 2]})
    after = pd.DataFrame({"who": ["b", "c"], "n": [3, 4]})
    found = compare_frames(before, after, "something new")
    assert found.figures[["n_before", "n_after"]].to_numpy().tolist() == [[2, 3]]
    assert set(found.categories["category"]) == {"a", "c"}


def test_nothing_is_changed_in_place():
    before, after = homes(ELM, OAK), homes(ASH, OAK)
    copies = before.copy(), after.copy()
    compare_frames(before, after, "homes")
    assert_frame_equal(before, copies[0])
    assert_frame_equal(after, copies[1])


def test_a_version_without_rows_can_be_compared():
    found = compare_frames(homes(ELM), homes(ELM).iloc[:0], "homes")
    assert found.gone["name"].tolist() == ["Elm House"]
    assert found.totals["registered_beds_before"].tolist() == [40]
    assert found.totals["registered_beds_after"].isna().all()


def test_small_numbers_of_people_can_be_hidden_in_what_changed():
    before = activity(("North", 900.0, 3), ("South", 800.0, 40))
    after = activity(("North", 900.0, 9), ("South", 800.0, 55))
    found = compare_frames(before, after, "locality_activity")
    counts = both_columns(found.figures, PEOPLE["locality_activity"])
    assert counts == ["people_waiting_before", "people_waiting_after"]
    shown = protect(found.figures, "asc", keys=found.keys, counts=counts).frame
    assert shown["people_waiting_before_is_suppressed"].tolist() == [True, False]


def test_no_frame_gives_a_difference_from_which_a_hidden_count_could_be_worked_out():
    found = compare_frames(activity(("North", 900.0, 3)), activity(("North", 901.0, 9)), "locality_activity")
    assert set(found.figures) == {
        *("locality_name", "period", "source_row_before", "source_row_after"),
        *("hours_before", "hours_after", "people_waiting_before", "people_waiting_after"),
    }


def dataset(frame, aside=(), states=()):
    parts = {
        "set_aside": pd.DataFrame(list(aside), columns=["source_row", "code", "what"]),
        "states": pd.DataFrame(list(states), columns=["source_row", "column", "state"]),
    }
    return Dataset("locality_activity", frame, Provenance("Activity", "file.csv"), parts)


def test_what_was_set_aside_and_hidden_is_counted_on_both_sides():
    frame = activity(("North", 10.0, 1))
    before = dataset(frame, [(3, "total-row", "A total."), (4, "no-name", "No name.")], [(2, "hours", "suppressed")])
    after = dataset(frame, [(3, "total-row", "A total."), (9, "total-row", "A total.")])
    found = what_changed(before, after)
    assert found.set_aside.to_dict("records") == [
        {"code": "no-name", "what": "No name.", "rows_before": 1, "rows_after": 0},
        {"code": "total-row", "what": "A total.", "rows_before": 1, "rows_after": 2},
    ]
    assert found.marks.to_dict("records") == [
        {"column": "hours", "state": "suppressed", "cells_before": 1, "cells_after": 0}
    ]


def test_two_kinds_cannot_be_compared():
    one = dataset(activity())
    with pytest.raises(ValueError, match="cannot compare"):
        what_changed(one, replace(one, kind="homes"))


@pytest.mark.parametrize("kind", sorted(sample_files("E08000014")))
def test_every_kind_compares_with_itself_as_the_same(kind):
    sample = sample_files("E08000014")[kind]
    read = lib.load(sample.content, sample.name, kind).dataset
    found = what_changed(read, read)
    assert found.is_none
    assert found.rows["rows_same"].tolist() == [len(read.frame)]
    assert found.set_aside.empty
    assert found.categories.empty
