"""How long people wait: added up where it can be, missing where it cannot, hidden where few wait."""

import pandas as pd
import pytest

from lib.measures.waiting import has_waits, waiting_shown

pytestmark = pytest.mark.unit

CARE = pd.DataFrame(
    {
        "locality_name": ["North", "South", "South", "NULL"],
        "period": "2025-03",
        "people_waiting": [12, 10, 10, 3],
        "hours_waiting": [100.0, 60.0, 40.0, 20.0],
        "wait_days_median": [5.0, 4.0, 9.0, 2.0],
        "wait_days_p90": [20.0, 15.0, 30.0, 4.0],
        "is_unallocated": [False, False, False, True],
    }
)


def test_hours_are_added_up_and_medians_are_not():
    table = waiting_shown(CARE, "No locality given").frame.set_index("locality_name")
    assert table.loc["South", ["people_waiting", "hours_waiting"]].tolist() == [20, 100.0]
    assert pd.isna(table.loc["South", "wait_days_median"])
    assert table.loc["North", "wait_days_p90"] == 20


def test_the_wait_of_a_few_is_hidden():
    table = waiting_shown(CARE, "No locality given").frame.set_index("locality_name")
    assert table.loc["No locality given", ["people_waiting", "hours_waiting", "wait_days_median"]].isna().all()


def test_nothing_is_said_where_nothing_is_given():
    assert has_waits(CARE)
    assert not has_waits(CARE[["locality_name", "period", "people_waiting", "is_unallocated"]])
