"""Home care on screen and in downloads: people protected, hours as they are."""

import pandas as pd
import pytest

from lib.disclosure import protect, with_amounts
from lib.measures import home_care_by_locality
from lib.measures.home_care_shown import home_care_shown, to_be_spread

pytestmark = pytest.mark.unit


@pytest.fixture
def table():
    activity = pd.DataFrame(
        {
            "locality_name": ["North", "South", "East", None],
            "period": "2025-03",
            "hours": [4191.0, 33.0, 512.0, 12.0],
            "packages": [402, 3, 61, 1],
            "people_waiting": [12, 0, 7, 2],
            "is_unallocated": [False, False, False, True],
        }
    )
    people = pd.DataFrame({"locality_name": ["North", "South", "East"], "population_65_plus": [9000, 4000, 2000]})
    return home_care_by_locality(activity, people)


def test_hours_are_not_rounded_and_people_are(table):
    north = home_care_shown(table, "none").frame.iloc[0]
    assert (north["hours"], north["packages"], north["people_waiting"]) == (4191, 400, 10)
    assert north["hours_per_1000_65_plus"] == pytest.approx(1000 * 4191 / 9000)


def test_hours_of_a_hidden_number_of_people_are_hidden_too(table):
    shown = home_care_shown(table, "none")
    assert pd.isna(shown.frame.iloc[1]["hours"])
    assert shown.is_hidden("hours").tolist()[1] is True


def test_the_row_of_no_locality_stays_under_its_name(table):
    assert "No locality given" in set(home_care_shown(table, "No locality given").frame["locality_name"])


def test_hours_alone_are_shown_as_they_are(table):
    alone = home_care_shown(table.drop(columns=["packages", "people_waiting"]), "none").frame
    assert alone["hours"].tolist() == [4191, 33, 512, 12]


def test_amounts_of_other_rows_are_refused(table):
    safe = protect(table, "asc", keys=["locality_name"], counts=["packages"])
    with pytest.raises(ValueError, match="rows of the table"):
        with_amounts(safe, table[["hours"]].iloc[1:])


def test_what_is_spread_over_other_localities_is_what_may_be_shown(table):
    spread = to_be_spread(home_care_shown(table, "none"))
    assert spread["packages"].tolist() == [400, 2.5, 60, 2.5]
    assert spread["people_waiting"].tolist() == [10, 0, 5, 2.5]
    assert spread["hours"].isna().tolist() == [False, True, False, True]
    small = table.assign(packages=[402, 1, 61, 4], people_waiting=[12, 0, 7, 4])
    assert to_be_spread(home_care_shown(small, "none")).equals(spread)
