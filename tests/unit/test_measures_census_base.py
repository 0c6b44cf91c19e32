"""Population of groups from a census table, for a file that counts users alone."""

from __future__ import annotations

import pandas as pd
import pytest

from lib.measures.census_base import with_census

pytestmark = pytest.mark.unit
AREAS = {f"E0100{n:04d}" for n in range(10)}
PEOPLE = {"Asian, Asian British or Asian Welsh (%)": 20, "White (%)": 170, "White: Irish (%)": 9}


def census(areas=AREAS, people=PEOPLE) -> pd.DataFrame:
    rows = [(area, label, float(n), 200.0) for area in sorted(areas) for label, n in people.items()]
    return pd.DataFrame(rows, columns=["area_code", "column", "numerator", "denominator"])


def users(groups=("White", "Asian or Asian British", "Not known"), characteristic="race", **more) -> pd.DataFrame:
    frame = pd.DataFrame({"characteristic_group": groups, "users_count": range(10, 10 + len(groups))})
    blank = {"population_count": pd.array([pd.NA] * len(groups), dtype="Int64"), "population_pct": float("nan")}
    return frame.assign(characteristic=characteristic, **blank, **more).astype({"users_count": "Int64"})


def test_people_are_added_up_over_the_councils_small_areas_and_unknowns_have_none():
    outside = census({"E01999999"}, {"White (%)": 5_000})
    found = with_census(users(), pd.concat([census(), outside]), AREAS)
    assert found.filled == ("race",)
    assert found.rows["population_count"].tolist() == [1700, 200, pd.NA]
    assert found.covered_pct == 100


def test_other_characteristics_are_matched_by_name():
    table = census(people={"Christian (%)": 30, "No religion (%)": 40})
    found = with_census(users(("Christian", "No religion"), "religion or belief"), table, AREAS)
    assert found.rows["population_count"].tolist() == [300, 400]


@pytest.mark.parametrize(
    ("rows", "table"),
    [
        (users(), None),
        (users(), census(set(sorted(AREAS)[:8]))),
        (users(("White", "Asian", "Martian")), census()),
        (users(area="North"), census()),
        (users().assign(population_count=[5, 5, 5]), census()),
    ],
)
def test_what_is_not_surely_the_same_people_is_left_alone(rows, table):
    found = with_census(rows, table, AREAS)
    assert found.filled == ()
    assert found.rows["population_count"].astype("Int64").equals(rows["population_count"].astype("Int64"))


def test_the_areas_that_the_table_lacks_are_named():
    found = with_census(users(), census(AREAS - {"E01000004"}), AREAS)
    assert found.filled == ("race",)
    assert found.covered_pct == pytest.approx(90)
    assert found.left_out == ("E01000004",)
    assert with_census(users(), census(), AREAS).left_out == ()
