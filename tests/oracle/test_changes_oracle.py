"""The comparison against plain loops over dictionaries."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.measures.changes import compare_frames

pytestmark = pytest.mark.oracle

_keys = st.tuples(st.sampled_from(["North", "South", "East"]), st.sampled_from(["2026-01", "2026-02", "2026-03"]))
_hours = st.none() | st.integers(0, 3).map(float)
_notes = st.sampled_from(["", "a", "b"])
_rows = st.dictionaries(_keys, st.tuples(_hours, _notes), max_size=8)


def frame_of(rows):
    columns = {
        "locality_name": [name for name, _ in rows],
        "period": [period for _, period in rows],
        "hours": [math.nan if hours is None else hours for hours, _ in rows.values()],
        "note": [note for _, note in rows.values()],
    }
    return pd.DataFrame(columns).astype({"locality_name": "str", "period": "str", "hours": "float64", "note": "str"})


def said(frame, columns):
    return {tuple(None if pd.isna(one) else one for one in row) for row in frame[columns].to_numpy().tolist()}


def one_period_each_and_not_the_same(before, after):
    old, new = ({period for _, period in rows} for rows in (before, after))
    return len(old) == len(new) == 1 and old != new


@settings(max_examples=60, deadline=None)
@given(_rows, _rows)
def test_rows_and_values_against_loops(before, after):
    if one_period_each_and_not_the_same(before, after):
        before, after = ({name: value for (name, _), value in rows.items()} for rows in (before, after))
        frames = [
            frame_of({(name, period): value for name, value in rows.items()})
            for rows, period in ((before, "2026-01"), (after, "2026-02"))
        ]
        keys = ["locality_name"]
        before, after = ({(name,): value for name, value in rows.items()} for rows in (before, after))
    else:
        frames, keys = [frame_of(before), frame_of(after)], ["locality_name", "period"]
    found = compare_frames(*frames, "locality_activity")

    both = [key for key in after if key in before]
    assert said(found.added, keys) == {key for key in after if key not in before}
    assert said(found.gone, keys) == {key for key in before if key not in after}
    figures = {(*key, before[key][0], after[key][0]) for key in both if before[key][0] != after[key][0]}
    if figures:
        assert said(found.figures, [*keys, "hours_before", "hours_after"]) == figures
    else:
        assert found.figures.empty
    words = {(*key, before[key][1], after[key][1]) for key in both if before[key][1] != after[key][1]}
    assert said(found.words, [*keys, "before", "after"]) == words
    counted = found.rows.iloc[0]
    assert counted["rows_altered"] == sum(before[key] != after[key] for key in both)
    assert counted["rows_same"] == sum(before[key] == after[key] for key in both)


@settings(max_examples=60, deadline=None)
@given(_rows, _rows)
def test_totals_of_each_period_against_loops(before, after):
    totals = compare_frames(frame_of(before), frame_of(after), "locality_activity").totals.set_index("period")
    assert set(totals.index) == {period for _, period in [*before, *after]}
    for when, rows in (("before", before), ("after", after)):
        for period in totals.index:
            given_hours = [hours for (_, one), (hours, _) in rows.items() if one == period]
            known = [hours for hours in given_hours if hours is not None]
            found = totals.loc[period]
            assert found[f"rows_{when}"] == len(given_hours)
            assert found[f"hours_not_given_{when}"] == len(given_hours) - len(known)
            assert pd.isna(found[f"hours_{when}"]) if not known else found[f"hours_{when}"] == sum(known)


@settings(max_examples=60, deadline=None)
@given(_rows, _rows)
def test_there_and_back_again(before, after):
    there = compare_frames(frame_of(before), frame_of(after), "locality_activity")
    back = compare_frames(frame_of(after), frame_of(before), "locality_activity")
    assert len(there.added) == len(back.gone)
    assert len(there.figures) == len(back.figures)
    assert there.rows["rows_altered"].tolist() == back.rows["rows_altered"].tolist()
    swapped = back.categories.assign(change=back.categories["change"].map({"added": "gone", "gone": "added"}))
    assert said(there.categories, ["column", "category", "change"]) == said(swapped, ["column", "category", "change"])
