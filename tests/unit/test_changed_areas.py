"""A new version by areas of another year than the one before: said, and compared where the areas match."""

import pandas as pd
import pytest

from lib.core import Provenance
from lib.datasets import Dataset
from lib.geography import lookup
from lib.measures.changed_areas import by_codes_of_now, changed_areas
from lib.measures.changes_shown import changes_shown
from lib.views.change_sentences import say_areas

pytestmark = pytest.mark.unit

AREAS = lookup("Sefton")
WARDS = AREAS.drop_duplicates("ward_code").set_index("ward_code")["ward_name"].head(4)


def figures(names, kind="indicators"):
    frame = pd.DataFrame({"area_code": list(names), "area_name": list(names.values()), "Rate": 1.5})
    return Dataset(kind, frame, Provenance("Rates", "rates.csv", content_hash="0" * 64))


TODAY = dict(WARDS)
FORMER = {f"E05770{n:03}": name for n, name in enumerate([*WARDS[:3], "Gone Ward"])}


def test_wards_of_another_year_are_compared_by_name_and_those_that_match_none_are_counted():
    before, after = figures(FORMER), figures(TODAY)
    found = changed_areas(before, after, ("2018", ""))
    assert (found.before, found.after, found.by_code, found.by_name) == ("wards of 2018", "wards of 2025", 0, 3)
    assert found.unmatched.to_dict("list") == {
        "when": ["before", "now"],
        "area_code": ["E05770003", WARDS.index[3]],
        "area_name": ["Gone Ward", WARDS.iloc[3]],
    }
    said = say_areas(found)
    assert said.startswith("The areas are wards of 2025; before, wards of 2018. Values are compared where the areas")
    assert "0 by code and 3 by name" in said
    assert "Matching none: 1 area of before and 1 area of now, listed below" in said
    counted = changes_shown(by_codes_of_now(before, found), after).changes.rows.iloc[0]
    assert counted[["rows_added", "rows_gone", "rows_altered", "rows_same"]].tolist() == [1, 1, 0, 3]
    assert changes_shown(before, after).changes.rows.iloc[0]["rows_gone"] == 4


def test_a_name_that_two_areas_have_matches_none():
    twice = {**FORMER, "E05770009": WARDS.iloc[0]}
    found = changed_areas(figures(twice), figures(TODAY), ("2018", ""))
    assert found.by_name == 2
    assert WARDS.index[0] in set(found.unmatched["area_code"])


def test_small_areas_of_2011_and_2021_are_compared_by_code():
    old = dict.fromkeys(AREAS["lsoa11_code"].head(5), "")
    new = dict.fromkeys([*AREAS["lsoa11_code"].head(4), "E01033797", "E01033798"], "")
    found = changed_areas(figures(old), figures(new))
    assert (found.before, found.after) == ("small areas of 2011", "small areas of 2021")
    assert (found.by_code, found.by_name) == (4, 0)
    assert found.unmatched["when"].value_counts().to_dict() == {"now": 2, "before": 1}


def test_areas_of_one_year_and_files_without_codes_say_nothing():
    fewer = dict(list(TODAY.items())[:2])
    assert changed_areas(figures(TODAY), figures(fewer)) is None
    assert changed_areas(figures(TODAY), figures(TODAY), ("2018", "2021")) is None
    plain = Dataset("pathways", pd.DataFrame({"pathway": ["1"]}), Provenance("P", "p.csv"))
    assert changed_areas(plain, plain) is None


def test_years_nobody_states_are_told_apart_by_their_codes():
    other = {f"E05780{n:03}": name for n, name in enumerate(WARDS)}
    found = changed_areas(figures(FORMER), figures(other))
    assert "before, wards of a year not stated, of another year it seems." in say_areas(found)
    assert changed_areas(figures(FORMER), figures(dict(list(FORMER.items())[:3]))) is None


def test_localities_are_compared_by_the_areas_that_make_them_up():
    def made_of(codes):
        members = pd.DataFrame({"member_kind": "ward", "member_code": list(codes), "locality_name": "North"})
        frame = pd.DataFrame({"locality_code": ["n"], "locality_name": ["North"]})
        return Dataset("localities", frame, Provenance("L", "l.csv"), {"members": members})

    found = changed_areas(made_of(FORMER), made_of(TODAY), ("2018", ""))
    assert (found.by_code, found.by_name, len(found.unmatched)) == (0, 0, 8)
