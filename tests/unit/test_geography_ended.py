"""Figures of districts and councils that have ended, carried to those in their place."""

import pandas as pd
import pytest

from lib.core import Provenance
from lib.datasets import Dataset
from lib.geography import ENDED, both_given, succeed
from lib.geography.vintages import known_codes
from lib.views.join_sentences import say_both_given, say_succeeded

pytestmark = pytest.mark.unit

CUMBERLAND = ("E07000026", "E07000028", "E07000029")
SOMERSET_2018 = ("E07000187", "E07000188", "E07000189", "E07000190", "E07000191")


def carried(codes, **columns):
    figures = pd.DataFrame(columns, dtype="float64").assign(area_code=pd.Series(codes, dtype="str"))
    frame = figures.assign(source_row=pd.Series(range(2, len(codes) + 2), dtype="Int64"))
    found = succeed(Dataset("indicators", frame, Provenance("t", "s")))
    return None if found is None else (found.dataset.frame.set_index("area_code"), found.rows.set_index("area_code"))


def test_counts_of_the_parts_add_up_and_rates_are_averaged():
    columns = {"Number of people": [10, 20, 30, 7], "Rate of care (%)": [1.0, 2.0, 6.0, 5.0], "Rank": [4, 3, 2, 1]}
    frame, rows = carried([*CUMBERLAND, "E08000014"], **columns)
    assert frame.loc["E06000063", ["Number of people", "Rate of care (%)"]].tolist() == [60, 3]
    assert pd.isna(frame.loc["E06000063", "Rank"])
    assert frame.loc["E08000014", "Rank"] == 1
    assert rows.loc["E06000063", "ended"] == ", ".join(CUMBERLAND)
    assert "counts added up" in rows.loc["E06000063", "what"]


def test_a_part_without_a_row_leaves_no_figure_and_is_said():
    frame, rows = carried(CUMBERLAND[:2], **{"Number of people": [10, 20]})
    assert frame["Number of people"].isna().all()
    assert rows.loc["E06000063", "what"].startswith("nothing")


def test_councils_that_merged_twice_are_carried_twice():
    frame, rows = carried(SOMERSET_2018, **{"Number of people": [1, 2, 3, 4, 5]})
    assert frame["Number of people"].to_dict() == {"E06000066": 15}
    assert rows["ended"].to_dict() == {"E06000066": ", ".join(SOMERSET_2018)}, "codes of the file, none of our own"
    assert rows.loc["E06000066", "what"] == "counts added up"
    frame, _ = carried(SOMERSET_2018, **{"Rate of care (%)": [10.0, 12.0, 9.0, 11.0, 14.0]})
    assert frame.loc["E06000066", "Rate of care (%)"] == pytest.approx(11.2), "each code of the file counts the same"
    _, rows = carried(SOMERSET_2018[:4], **{"Number of people": [1, 2, 3, 4]})
    assert rows["ended"].to_dict() == {"E06000066": ", ".join(SOMERSET_2018[:4])}
    assert rows.loc["E06000066", "what"].startswith("nothing")


def test_no_council_that_has_ended_is_made_beside_the_one_of_today():
    assert carried([*SOMERSET_2018, "E06000066"], **{"Number of people": [1, 2, 3, 4, 5, 15]}) is None


def test_the_sentence_counts_the_codes_of_the_file():
    codes = pd.Series([*SOMERSET_2018, "E08000016", "E08000014"], dtype="str")
    found = succeed(Dataset("indicators", pd.DataFrame({"area_code": codes, "Number": 1.0}), Provenance("t", "s")))
    assert say_succeeded(found, "‘Figures’").startswith(
        "‘Figures’ has 6 codes of councils or districts that have ended or changed: they are shown for the 2 councils"
    )


def test_a_county_beside_the_council_in_its_place_is_said_with_which_is_shown():
    both = pd.DataFrame({"area_code": ["E10000002", "E06000060", "E08000014"], "Number": [1.0, 2.0, 3.0]})
    rows = both_given(Dataset("indicators", both, Provenance("t", "s")))
    assert say_both_given(rows, "‘Figures’") == (
        "‘Figures’ has figures for both a council of today and what ended: ‘Buckinghamshire’ (E06000060) and "
        "E10000002, whose place it took. The figure under the code of today is the one shown; what ended is not added "
        "to it."
    )
    alone = both_given(Dataset("indicators", both.iloc[1:], Provenance("t", "s")))
    assert say_both_given(alone, "‘Figures’") == ""


def test_a_new_code_for_the_same_council_keeps_every_figure():
    frame, _ = carried(["E08000016", "E08000014"], Rank=[9, 4])
    assert frame["Rank"].to_dict() == {"E08000038": 9, "E08000014": 4}


def test_what_ended_stays_where_the_file_has_the_council_of_today_too():
    assert carried([*CUMBERLAND, "E06000063"], **{"Number of people": [1, 2, 3, 6]}) is None
    assert carried(["E08000014"], Rank=[1]) is None


def test_the_list_names_codes_that_ended_and_councils_of_today():
    today = known_codes("lad_code") | known_codes("la_code")
    assert not ENDED & today
    districts = sorted(code for code in ENDED - {"E07000246"} if not code.startswith("E10"))
    everything, _ = carried(districts, **{"Number": [1] * len(districts)})
    assert set(everything.index) <= today
