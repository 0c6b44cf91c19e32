"""What brings people to home care: minutes by a slow loop, discharges by hand."""

import numpy as np
import pandas as pd
import pytest

from lib.measures.drivers import discharges_shown, growth_between, hospitals_told_apart, minutes_by_locality

pytestmark = pytest.mark.oracle

RNG = np.random.default_rng(7)
AREAS = [f"A{n}" for n in range(20)]
ZONE = pd.Series(RNG.choice(["North", "South"], 20), index=AREAS).mask(np.arange(20) == 3)
PEOPLE = pd.Series(RNG.integers(50, 400, 20).astype(float), index=AREAS)
MINUTES = pd.DataFrame(
    [(area, hospital, RNG.uniform(5, 60)) for area in AREAS for hospital in ("General, Town", "Royal")],
    columns=["area_code", "hospital", "minutes"],
)
MINUTES.loc[4, "minutes"] = np.nan


def test_minutes_agree_with_a_slow_loop():
    found = minutes_by_locality(ZONE, MINUTES, PEOPLE).set_index(["locality_name", "hospital"])["minutes"]
    for place in ("North", "South"):
        for hospital in ("General, Town", "Royal"):
            above = below = 0.0
            for row in MINUTES[MINUTES["hospital"].eq(hospital)].itertuples():
                if ZONE[row.area_code] == place and not np.isnan(row.minutes):
                    above, below = above + row.minutes * PEOPLE[row.area_code], below + PEOPLE[row.area_code]
            assert found[place, hospital] == pytest.approx(above / below)


def test_the_nearest_hospital_comes_first():
    found = minutes_by_locality(ZONE, MINUTES, PEOPLE)
    assert all(some["minutes"].is_monotonic_increasing for _, some in found.groupby("locality_name"))


def test_discharges_by_hand():
    rows = pd.DataFrame(
        {
            "locality_name": ["north", "north", "South", "NULL"],
            "hospital_name": ["General", "Cottage", "Royal", "Royal"],
            "discharges": [100, 3, 60, 20],
            "is_unallocated": [False, False, False, True],
        }
    )
    minutes = minutes_by_locality(ZONE, MINUTES, PEOPLE)
    older = pd.Series({"North": 2000.0, "South": 1500.0})
    table = discharges_shown(rows, minutes, older, "No locality given").frame.set_index("hospital_name")
    assert table.loc["General", "discharges_per_1000_65_plus"] == 50
    expected = minutes.set_index(["locality_name", "hospital"])["minutes"]["North", "General, Town"]
    assert table.loc["General", "minutes"] == pytest.approx(expected)
    assert pd.isna(table.loc["Cottage", "discharges"])  # three people
    assert pd.isna(table.loc["Cottage", "minutes"])  # a hospital nobody knows
    nowhere = table[table["locality_name"].eq("No locality given")].iloc[0]
    assert nowhere["discharges"] == 20
    assert pd.isna(nowhere["minutes"])


def test_a_name_that_fits_two_hospitals_is_not_guessed():
    told = hospitals_told_apart(pd.Series(["Royal"]), pd.Series(["Royal North", "Royal South"]))
    assert told["hospital"].isna().all()


def test_growth_by_hand():
    before = pd.DataFrame({"locality_name": ["A", "B", "C"], "population_65_plus": [100, 0, 50]})
    now = pd.DataFrame({"locality_name": ["C", "A", "B", "New"], "population_65_plus": [40, 125, 9, 7]})
    growth = growth_between(before, now)
    assert growth[["C", "A"]].round(9).tolist() == [-20, 25]
    assert growth[["B", "New"]].isna().all()
    assert (growth_between(before, now.assign(population_65_plus=now["population_65_plus"] + 1)) >= growth).loc["A"]
