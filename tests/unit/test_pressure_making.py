"""How each indicator is made from a catalogue: counts added up, protected, divided; gaps that leave an area out."""

import pandas as pd
import pytest

from lib.core import Provenance
from lib.datasets import Dataset
from lib.geography import areas, lookup
from lib.pressure import Making, like_counts, made, pressure_index, register_of
from lib.pressure.catalogue import catalogue

pytestmark = pytest.mark.unit

AGED = "People aged 65+"


def dataset(kind, frame):
    return Dataset(kind, frame, Provenance("test", "test.csv"))


@pytest.fixture(scope="module")
def codes():
    return lookup("Sefton")["lsoa11_code"]


@pytest.fixture(scope="module")
def people(codes):
    return dataset(
        "population",
        pd.DataFrame({"area_code": codes, "population": 1000.0, "population_65_plus": [100.0 + n for n in range(189)]}),
    )


def offered(codes, people, kind, **columns):
    rows = pd.DataFrame({"area_code": codes, **columns})
    return catalogue("Sefton", areas("Sefton", kind), dataset("indicators", rows), people)


def test_a_count_becomes_a_rate_of_its_people(codes, people):
    found = made(offered(codes, people, "lsoa11", users=20.0), ("users",), Making(below={"users": AGED}))
    assert found.rates["users"].iloc[0] == pytest.approx(1000 * 20 / 100)


def test_counts_of_people_are_protected_before_they_are_divided_and_published_ones_are_not(codes, people):
    counts = [3.0, 0.0, 7.0] + [20.0] * 186
    here = offered(codes, people, "lsoa11", users=counts)
    rates = made(here, ("users",), Making(below={"users": AGED})).rates["users"]
    assert pd.isna(rates.iloc[0])
    assert rates.iloc[1] == 0
    assert rates.iloc[2] == pytest.approx(1000 * 5 / 102)
    as_given = made(here, ("users",), Making(below={"users": AGED}, are_published=True)).rates["users"]
    assert as_given.iloc[0] == pytest.approx(1000 * 3 / 100)


def test_a_ward_adds_up_counts_and_the_people_of_the_small_areas_that_have_one(codes, people):
    table = lookup("Sefton")
    ward = table["ward_code"].iloc[0]
    inside = (table["ward_code"] == ward).to_numpy()
    counts = pd.Series(10.0, index=range(189))
    counts[inside.argmax()] = float("nan")
    found = made(offered(codes, people, "ward", users=counts.to_numpy()), ("users",), Making(below={"users": AGED}))
    aged = people.frame["population_65_plus"][inside & counts.notna().to_numpy()].sum()
    assert found.rates.loc[ward, "users"] == pytest.approx(1000 * 10 * (inside.sum() - 1) / aged)


def test_a_needed_indicator_leaves_out_areas_without_it(codes, people):
    here = offered(codes, people, "lsoa11", a=[None] + [float(n) for n in range(188)], b=range(189))
    ranked = pressure_index(made(here, ("a", "b"), Making(needed=("a",))), draws=20)
    assert ranked["rank"].isna().tolist() == [True] + [False] * 188
    assert pressure_index(made(here, ("a", "b"), Making()), draws=20)["rank"].notna().all()


def test_the_register_says_what_was_done(codes, people):
    making = Making(directions={"users": -1}, below={"users": AGED}, shrink=("users",), needed=("b",))
    here = offered(codes, people, "lsoa11", users=20.0, b=[None] + [1.0 * n for n in range(188)])
    register = register_of(made(here, ("users", "b"), making), making).set_index("Indicator")
    assert register.loc["users", "More pressure when"] == "lower"
    assert register.loc["users", "Divided"] == "per 1,000 People aged 65+"
    assert register.loc["users", "Drawn towards the average"]
    assert register["Gaps"].tolist() == [0, 1]
    assert register["A gap"].tolist() == ["middle value", "area left out"]


def test_shrinking_narrows_the_spread(codes, people):
    counts = [5.0 * (n % 12) for n in range(189)]
    here = offered(codes, people, "lsoa11", users=counts)
    plain = made(here, ("users",), Making(below={"users": AGED}))
    drawn = made(here, ("users",), Making(below={"users": AGED}, shrink=("users",)))
    assert drawn.rates["users"].std() < plain.rates["users"].std()


def test_what_looks_like_a_count_is_named_until_somebody_says_what_it_is(codes, people):
    n = range(189)
    here = offered(
        codes,
        people,
        "lsoa11",
        users=[float(i * 7 % 40) for i in n],
        rate=[i / 7 for i in n],
        rank=[float(i + 1) for i in n],
        tenth=[float(i % 10 + 1) for i in n],
        large=[50.0 + i for i in n],
    )
    chosen = ("users", "rate", "rank", "tenth", "large")
    assert like_counts(here, chosen, Making()) == ["users"]
    assert like_counts(here, chosen, Making(below={"users": AGED})) == []
