"""Figures by wards of another year: the lookup read, the figures carried by hand-worked sums, and what is said."""

import pandas as pd
import pytest
from ingest_tables import adds_up, csv, load, rows_of

from lib.core import Provenance
from lib.datasets import Dataset
from lib.geography import carry_wards, lookup
from lib.views.ward_sentences import carried_wards_rows, say_carried_wards

pytestmark = pytest.mark.unit

AREAS = lookup("Liverpool").drop_duplicates("lsoa11_code")[["lsoa11_code", "ward_code"]].reset_index(drop=True)
_SIZES = AREAS["ward_code"].value_counts()
OF_FOUR = _SIZES.index[_SIZES.eq(4)].sort_values()
SPLIT, RECODED = OF_FOUR[:2]
ONE, TWO = _SIZES.index[_SIZES.eq(3)].sort_values()[:2]
SAME = _SIZES.index[_SIZES.eq(5)].sort_values()[0]
NEW = {RECODED: "E05099001", ONE: "E05099002", TWO: "E05099002"}


def _former():
    """Liverpool of another year: one ward was two (1 and 3 small areas), two were one, one had another code."""
    nth = AREAS.groupby("ward_code").cumcount()
    halves = pd.Series(["E05099003" if n == 0 else "E05099004" for n in nth], index=AREAS.index)
    return AREAS["ward_code"].replace(NEW).mask(AREAS["ward_code"].eq(SPLIT), halves)


FORMER = AREAS.assign(former=_former())


def lookup_of(frame=FORMER, heading="WD24CD"):
    rows = (f"{small},{ward}" for small, ward in zip(frame["lsoa11_code"], frame["former"], strict=True))
    return load(csv(f"LSOA11CD,{heading}", *rows)).dataset


def figures(**changes):
    codes = sorted(set(FORMER["former"]))
    frame = pd.DataFrame({"area_code": codes, "Number of users": 10.0, "Users (%)": 2.0, "Income rank": 7.0})
    frame = frame.set_index("area_code")
    frame.loc["E05099002", ["Number of users", "Users (%)"]] = [60, 4]
    frame.loc["E05099003", ["Number of users", "Users (%)"]] = [5, 8]
    frame.loc["E05099004", ["Number of users", "Users (%)"]] = [9, 4]
    frame = frame.reset_index().assign(**changes)
    return Dataset("indicators", frame, Provenance("Figures", "figures.csv", content_hash="a"))


def people(sizes):
    frame = pd.DataFrame({"area_code": AREAS["lsoa11_code"], "population": sizes})
    return Dataset("population", frame, Provenance("People", "people.csv", content_hash="b"))


def carried(column, *beside, given=None):
    return carry_wards(given or figures(), lookup_of(), None, *beside).dataset.frame.set_index("area_code")[column]


def test_counts_of_two_wards_made_one_add_up_and_one_made_two_is_shared_equally_without_people():
    users = carried("Number of users")
    assert users[SPLIT] == 5 + 9
    assert (users[ONE], users[TWO]) == (30, 30)
    assert (users[RECODED], users[SAME]) == (10, 10)
    assert users.sum() == figures().frame["Number of users"].sum()


def test_counts_are_shared_by_people_where_known():
    sizes = AREAS["ward_code"].map({ONE: 100, TWO: 200}).fillna(50)
    users = carried("Number of users", people(sizes))
    assert (users[ONE], users[TWO]) == (20, 40)


def test_rates_are_averaged_over_small_areas_with_the_same_weights():
    assert carried("Users (%)")[SPLIT] == (8 + 3 * 4) / 4
    of_split = AREAS["ward_code"].eq(SPLIT)
    sizes = pd.Series(100, index=AREAS.index).mask(of_split & ~AREAS["ward_code"].duplicated(), 700)
    assert carried("Users (%)", people(sizes))[SPLIT] == (700 * 8 + 300 * 4) / 1000
    assert carried("Users (%)")[[ONE, TWO]].tolist() == [4, 4]


def test_ranks_are_kept_only_where_the_small_areas_are_the_same():
    ranks = carried("Income rank")
    assert ranks[[RECODED, SAME]].tolist() == [7, 7]
    assert ranks[[SPLIT, ONE, TWO]].isna().all()


def test_a_count_that_is_hidden_leaves_its_wards_missing_and_listed():
    hidden = figures().frame["Number of users"].mask(figures().frame["area_code"].eq("E05099003"))
    users = carried("Number of users", given=figures(**{"Number of users": hidden}))
    assert users.index[users.isna()].tolist() == [SPLIT]


def test_every_ward_that_changed_is_listed_with_what_is_shown_and_the_rest_are_not():
    rows = carried_wards_rows(carry_wards(figures(), lookup_of())).set_index("Ward code")
    assert rows["What happened"].to_dict() == {
        SPLIT: "several whole wards together",
        ONE: "part of one ward",
        TWO: "part of one ward",
    }
    assert rows.loc[ONE, "What is shown"].startswith("counts shared over small areas, each counting the same")
    names = lookup("Liverpool").drop_duplicates("ward_code").set_index("ward_code")["ward_name"]
    assert rows["Ward"].to_dict() == names[[SPLIT, ONE, TWO]].to_dict()


def test_wards_not_in_the_lookup_are_dropped_and_listed():
    short = lookup_of(FORMER[FORMER["former"].ne("E05099001")])
    found = carry_wards(figures(), short)
    rows = carried_wards_rows(found).set_index("Ward code")
    assert rows.loc["E05099001", "What happened"] == "not in the lookup"
    assert "1 ward of the file is not in the lookup, and dropped" in " ".join(say_carried_wards(found, "It"))


def test_wards_of_other_districts_stand_as_they_are():
    elsewhere = lookup("Sefton")["ward_code"].iloc[0]
    frame = pd.concat([figures().frame, figures().frame.head(1).assign(area_code=elsewhere, **{"Income rank": 99.0})])
    given = Dataset("indicators", frame, figures().provenance)
    assert carried("Income rank", given=given)[elsewhere] == 99


def test_pairs_of_wards_carry_too():
    pairs = csv("WD24CD,WD25CD", f"E05099001,{RECODED}", f"E05099002,{ONE}", f"E05099002,{TWO}")
    found = carry_wards(figures(), load(pairs).dataset)
    users = found.dataset.frame.set_index("area_code")["Number of users"]
    assert users[[RECODED, ONE, TWO]].tolist() == [10, 30, 30]
    assert set(found.conversion.unmatched["area_code"]) == {"E05099003", "E05099004"}


def test_small_areas_new_in_2021_are_placed_by_the_lookup_of_both_years():
    small = FORMER.loc[FORMER["former"].eq("E05099001"), "lsoa11_code"].iloc[0]
    renewed = FORMER.assign(lsoa11_code=FORMER["lsoa11_code"].replace({small: "E01035001"}))
    both = Dataset(
        "area_lookup",
        pd.DataFrame({"lsoa11_code": [small], "lsoa21_code": ["E01035001"]}),
        Provenance("Both", "both.csv", content_hash="c"),
    )
    alone = carry_wards(figures(), lookup_of(renewed))
    placed = carry_wards(figures(), lookup_of(renewed), both)
    assert (alone.unplaced, placed.unplaced) == (1, 0)
    kinds = [one.conversion.frame.set_index("area_code")["carried"][RECODED] for one in (alone, placed)]
    assert kinds == ["unsure", "unchanged"]
    assert "load the lookup of 2011 to 2021 areas" in " ".join(say_carried_wards(alone, "It"))


def test_wards_of_today_are_left_alone_and_without_a_lookup_it_is_said_what_would_help():
    assert carry_wards(figures(area_code=[SAME] * len(figures().frame)), lookup_of()) is None
    found = carry_wards(figures(), None)
    said = " ".join(say_carried_wards(found, "The file"))
    assert found.dataset.frame.equals(figures().frame)
    assert said.startswith("The file has 4 codes that are not among the wards of May 2025")
    assert "4 came after May 2025" in said
    assert "LSOA21CD and WD24CD" in said
    ended = carry_wards(figures(area_code=[f"E050000{n:02}" for n in range(len(figures().frame))]), None)
    assert "none came after May 2025: they have ended" in " ".join(say_carried_wards(ended, "The file"))


def test_what_was_carried_is_said_with_the_year_and_the_weights():
    said = " ".join(say_carried_wards(carry_wards(figures(), lookup_of()), "The file"))
    assert said.startswith("The file has codes of wards of 2024; maps here are of May 2025. 61 wards of 64 have")
    assert "equally, since no population by small area is in use" in said
    by_people = say_carried_wards(carry_wards(figures(), lookup_of(), None, people(50)), "The file")
    assert "by the people who live in each" in " ".join(by_people)


def test_the_lookup_is_recognised_with_its_rows_accounted_for():
    outcome = load(
        csv(
            "LSOA21CD,LSOA21NM,WD24CD,WD24NM,LAD24CD,LAD24NM,ObjectId",
            "E01006920,Sefton 011A,E05000934,Church,E08000014,Sefton,1",
            "E01006920,Sefton 011A,E05000934,Church,E08000014,Sefton,2",
            "E01006921,Sefton 012A,E05000934,Church,E08000014,Sefton,3",
            "E01006921,Sefton 012A,E05000935,Derby,E08000014,Sefton,4",
            "E01006922,Sefton 012B,,,E08000014,Sefton,5",
            "E01006923,Sefton 012C,E05000935,Derby,E08000014,Sefton,6",
        )
    )
    assert outcome.dataset.kind == "ward_lookup"
    assert set(outcome.dataset.frame["ward_year"]) == {"2024"}
    assert rows_of(outcome, "pair-repeated") == (3,)
    assert rows_of(outcome, "two-wards") == (4, 5)
    assert rows_of(outcome, "pair-broken") == (6,)
    assert adds_up(outcome)


def test_a_file_of_figures_beside_wards_is_no_lookup():
    outcome = load(csv("LSOA11CD,WD24CD,Users", "E01006920,E05000934,5", "E01006921,E05000934,6"))
    assert outcome.dataset.kind == "indicators"
