"""Counties that became two councils: said by name, and parted by people only where the reader chooses so."""

import pandas as pd
import pytest
from ingest_tables import csv, load

from lib.core import Provenance
from lib.datasets import Dataset
from lib.geography import lookup, part_counties, split_counties, succeed
from lib.views.join_sentences import say_parted

pytestmark = pytest.mark.unit

CUMBRIA, CUMBERLAND, WESTMORLAND = "E10000006", "E06000063", "E06000064"


def figures(codes=(CUMBRIA, "E08000014"), **columns):
    frame = pd.DataFrame({"area_code": list(codes), **columns}).assign(source_row=range(2, len(codes) + 2))
    return Dataset("indicators", frame.astype({"source_row": "Int64"}), Provenance("Figures", "f.csv"))


def people(**by_code):
    frame = pd.DataFrame({"area_code": list(by_code), "population": list(by_code.values())})
    return Dataset("population", frame, Provenance("People", "p.csv", content_hash="p"))


def parted(whole, one=300, other=100):
    found = part_counties(figures(**{"Number of users": [whole, 7.0]}), people(**{CUMBERLAND: one, WESTMORLAND: other}))
    return found.dataset.frame.set_index("area_code")["Number of users"]


def test_counts_are_shared_by_people_in_whole_numbers_that_add_up():
    assert parted(100.0).to_dict() == {"E08000014": 7, CUMBERLAND: 75, WESTMORLAND: 25}
    odd = parted(101.0, 1, 1)
    assert odd[[CUMBERLAND, WESTMORLAND]].sum() == 101
    assert (odd % 1 == 0).all()


def test_more_people_take_more_of_the_count():
    assert parted(100.0, 400)[CUMBERLAND] > parted(100.0, 300)[CUMBERLAND]


def test_rates_and_ranks_of_a_county_are_those_of_neither():
    given = figures(**{"Number of users": [10.0, 7.0], "Users (%)": [5.0, 6.0], "Rank": [1.0, 2.0]})
    found = part_counties(given, people(**{CUMBERLAND: 1, WESTMORLAND: 1}))
    frame = found.dataset.frame.set_index("area_code")
    assert frame.loc[[CUMBERLAND, WESTMORLAND], ["Users (%)", "Rank"]].isna().all(axis=None)
    assert frame.loc["E08000014", ["Users (%)", "Rank"]].tolist() == [6, 2]
    assert set(found.left) == {"Users (%)", "Rank"}


def test_without_people_of_both_the_county_stands_and_what_to_load_is_said():
    for given in (None, people(**{CUMBERLAND: 10}), people(**{CUMBERLAND: 10, WESTMORLAND: 0})):
        found = part_counties(figures(**{"Number of users": [10.0, 7.0]}), given)
        assert CUMBRIA in set(found.dataset.frame["area_code"])
        said = say_parted(found, "‘Figures’", "", is_able=False)
        assert "became ‘Cumberland’ and ‘Westmorland and Furness’" in said
        assert "ended in April 2023" in said
        assert "former districts" in said


def test_a_file_without_counts_is_offered_no_sharing():
    given = figures(**{"Users (%)": [5.0, 6.0]})
    found = part_counties(given, people(**{CUMBERLAND: 1, WESTMORLAND: 1}))
    assert found.shares.empty
    assert "the file has none: load figures of the two" in say_parted(found, "‘Figures’", "", is_able=False)


def test_people_of_small_areas_count_where_every_one_has_a_row():
    areas = lookup()
    small = areas.loc[areas["lad_code"].isin([CUMBERLAND, WESTMORLAND]), ["lsoa11_code", "lad_code"]]
    every = people(**dict.fromkeys(small["lsoa11_code"], 10))
    shares = part_counties(figures(Number=[1.0, 1.0]), every).shares
    sizes = small["lad_code"].value_counts(normalize=True)
    assert shares.to_dict() == pytest.approx((100 * sizes).to_dict())
    some = people(**dict.fromkeys(small["lsoa11_code"][1:], 10))
    assert part_counties(figures(Number=[1.0, 1.0]), some).shares.empty


def test_a_county_beside_its_councils_or_districts_needs_no_parting():
    assert [one.name for one in split_counties(["E10000006", "E10000021", "E10000034"])] == [
        "Cumbria",
        "Northamptonshire",
    ]
    assert split_counties([CUMBRIA, CUMBERLAND]) == split_counties([CUMBRIA, "E07000026"]) == ()


@pytest.mark.parametrize(
    ("districts", "whole"),
    [(range(26, 32), {CUMBERLAND: 3, WESTMORLAND: 3}), (range(150, 157), {"E06000061": 4, "E06000062": 3})],
)
def test_a_file_by_the_old_districts_merges_to_the_two(districts, whole):
    codes = [f"E07{number:06}" for number in districts]
    found = succeed(figures(codes, **{"Number of users": [1.0] * len(codes)}))
    assert found.dataset.frame.set_index("area_code")["Number of users"].to_dict() == whole


def test_a_file_says_by_row_what_became_of_the_county():
    outcome = load(csv("Area code,Users", "E10000006,10", "E08000014,20", "E08000012,30"))
    (said,) = [p for p in outcome.problems if p.code == "county-split"]
    assert "‘Cumberland’ and ‘Westmorland and Furness’" in said.what
    assert said.rows == (2,)
    assert not [p for p in outcome.problems if p.code == "area-code-unknown"]


def test_councils_that_ended_are_known_by_name():
    names = ("Cumbria", "Northamptonshire CC", "Bournemouth UA", "Poole", "Sefton", "Leeds")
    outcome = load(csv("Council,Users", *(f"{name},{n}" for n, name in enumerate(names))))
    assert outcome.dataset.frame["area_code"].tolist() == [
        *(CUMBRIA, "E10000021", "E06000028", "E06000029"),
        *("E08000014", "E08000035"),
    ]


def test_a_county_is_set_aside_only_beside_its_own_districts():
    rows = [f"{code},{n},{n}" for n, code in enumerate(["E10000034", "E10000016", "E07000234", "E07000235"])]
    outcome = load(csv("Area code,Age 0 to 64,Age 65 and over", *rows))
    assert outcome.dataset.frame["area_code"].tolist() == ["E10000016", "E07000234", "E07000235"]
