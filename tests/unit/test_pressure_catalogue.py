"""Indicators on offer: what is loaded and what is built in, on the areas being looked at."""

import pandas as pd
import pytest

from lib.core import Provenance
from lib.datasets import Dataset
from lib.geography import areas, council, lookup
from lib.pressure.catalogue import NEAREST_HOSPITAL, RURAL, SHARE_75, catalogue

pytestmark = pytest.mark.unit


@pytest.fixture(scope="module")
def sefton():
    found = council("Sefton")
    assert found is not None
    return found


def dataset(kind, frame):
    return Dataset(kind, frame, Provenance("test", "test.csv"))


@pytest.fixture(scope="module")
def small_areas(sefton):
    return areas(sefton, "lsoa11")


def test_areas_keep_the_order_of_the_outlines(sefton, small_areas):
    shuffled = pd.DataFrame({"area_code": small_areas["area_code"][::-1], "rate": range(len(small_areas))})
    found = catalogue(sefton, small_areas, dataset("indicators", shuffled), None)
    assert list(found.frame.index) == list(small_areas["area_code"])
    assert found.frame["rate"].iloc[0] == len(small_areas) - 1


def test_an_area_without_a_row_is_missing_and_named(sefton, small_areas):
    rows = pd.DataFrame({"area_code": small_areas["area_code"].iloc[1:], "rate": 1.0})
    found = catalogue(sefton, small_areas, dataset("indicators", rows), None)
    assert pd.isna(found.frame["rate"].iloc[0])
    assert found.blank == (small_areas["area_name"].iloc[0],)


def test_codes_of_2021_that_are_no_known_area_are_listed_and_codes_of_elsewhere_are_not(sefton, small_areas):
    elsewhere = lookup("Kent")["lsoa11_code"].iloc[0]
    rows = pd.DataFrame({"area_code": [small_areas["area_code"].iloc[0], "E01099999", elsewhere], "rate": 1.0})
    assert catalogue(sefton, small_areas, dataset("indicators", rows), None).unmatched == ("E01099999",)


def test_figures_by_the_code_of_middle_areas_are_taken_as_they_are(sefton):
    middle = areas(sefton, "msoa")
    rows = pd.DataFrame({"area_code": [*middle["area_code"], "E02006935"], "rate": range(len(middle) + 1)})
    found = catalogue(sefton, middle, dataset("indicators", rows), None)
    assert found.frame["rate"].tolist() == list(range(len(middle)))
    assert found.direct == ("rate",)
    assert found.unmatched == ("E02006935",)  # new in 2021


def test_a_column_with_no_figure_here_is_not_offered(sefton, small_areas):
    rows = pd.DataFrame({"area_code": ["E01099999"], "rate": 1.0})
    found = catalogue(sefton, small_areas, dataset("indicators", rows), None)
    assert list(found.frame.columns) == [NEAREST_HOSPITAL, RURAL]


def test_wards_are_averages_of_their_small_areas_weighted_by_people(sefton):
    table = lookup(sefton)
    ward = table["ward_code"].iloc[0]
    parts = table.loc[table["ward_code"] == ward, "lsoa11_code"].tolist()
    rows = pd.DataFrame({"area_code": parts, "rate": [float(i) for i in range(len(parts))]})
    people = pd.DataFrame({"area_code": table["lsoa11_code"], "population": 100.0, "population_75_plus": 10.0})
    people.loc[people["area_code"] == parts[0], "population"] = 900.0
    found = catalogue(sefton, areas(sefton, "ward"), dataset("indicators", rows), dataset("population", people))
    weights = [900.0, *[100.0] * (len(parts) - 1)]
    by_hand = sum(i * w for i, w in enumerate(weights)) / sum(weights)
    assert found.frame.loc[ward, "rate"] == pytest.approx(by_hand)
    assert SHARE_75 in found.frame


def test_alike_indicators_are_not_both_chosen_to_begin_with(sefton, small_areas):
    n = len(small_areas)
    rows = pd.DataFrame({"area_code": small_areas["area_code"], "a": range(n), "b": [2.0 * i for i in range(n)]})
    chosen = catalogue(sefton, small_areas, dataset("indicators", rows), None).to_begin_with()
    assert "a" in chosen
    assert "b" not in chosen


def test_areas_whose_people_are_not_known_still_have_an_average(sefton):
    """One council's population is loaded while every council is looked at."""
    people = pd.DataFrame({"area_code": lookup(sefton)["lsoa11_code"], "population": 100.0})
    found = catalogue(None, areas(None, "council"), None, dataset("population", people))
    assert found.frame[NEAREST_HOSPITAL].notna().mean() > 0.95
    assert found.frame.loc[sefton.la_code, NEAREST_HOSPITAL] == pytest.approx(
        catalogue(None, areas(None, "council"), None, None).frame.loc[sefton.la_code, NEAREST_HOSPITAL]
    )


def test_an_indicator_that_most_areas_lack_is_scarce_unless_all_are(sefton, small_areas):
    n = len(small_areas)
    few = [float(i) if i < n // 3 else None for i in range(n)]
    rows = pd.DataFrame({"area_code": small_areas["area_code"], "many": [float(i % 7) for i in range(n)], "few": few})
    found = catalogue(sefton, small_areas, dataset("indicators", rows), None)
    assert found.scarce(["many", "few"]) == {"few": n // 3}
    assert found.scarce(["few"]) == {}
