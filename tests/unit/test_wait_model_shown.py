"""What distance leaves unexplained is said with its interval; many localities each have a row of their own."""

import pandas as pd
import pytest

from lib.disclosure import public
from lib.measures.wait_model import WaitModel
from lib.views.home_care_charts import courses
from lib.views.home_care_sentences import say_waits

pytestmark = pytest.mark.unit

EFFECTS = pd.DataFrame({"what": ["travel_minutes"], "rate_ratio": [1.1], "low": [1.05], "high": [1.2]})


def left_over(*rows):
    return pd.DataFrame(rows, columns=["locality_name", "observed", "expected", "ratio", "low", "high"])


def test_a_locality_that_chance_explains_is_not_named_as_one_that_stands_out():
    said = say_waits(WaitModel(EFFECTS, left_over(("North", 15, 9.4, 1.6, 0.9, 2.6), ("South", 9, 9, 1, 0.5, 1.9)), ""))
    assert said[1].startswith(
        "No locality has more people waiting than the place and chance explain; the highest is North"
    )
    assert "1.6 times, 95% interval 0.9 to 2.6" in said[1]


def test_localities_beyond_chance_are_named_the_furthest_first():
    rows = left_over(("North", 30, 15, 2.0, 1.3, 2.9), ("South", 90, 30, 3.0, 2.4, 3.7), ("West", 9, 9, 1, 0.5, 1.9))
    said = say_waits(WaitModel(EFFECTS, rows, ""))[1]
    assert said.index("South (3.0 times") < said.index("North (2.0 times")
    assert "West" not in said
    assert said.endswith("By chance alone about 1 locality in 40 would stand out so.")


@pytest.fixture
def months():
    names, at = ["A", "B", "C"], ["2024-01", "2024-02"]
    rows = [(name, month) for name in names for month in at]
    frame = pd.DataFrame(rows, columns=["locality_name", "period"])
    return frame.assign(hours=[10.0, 20.0, 5.0, None, 300.0, 150.0])


def test_each_course_has_a_row_from_nought_to_its_own_highest(months):
    drawn = courses(public(months, because="made up"), "period", "hours", "locality_name", title="Hours").to_dict()
    values = pd.DataFrame(next(iter(drawn["datasets"].values())))
    rows = values.drop_duplicates("locality_name").set_index("locality_name")["row"]
    assert rows.to_dict() == {"C": 1, "A": 2, "B": 3}
    by_name = values.set_index(["locality_name", "period"])["at"]
    assert by_name["C", "2024-01"] == pytest.approx(1 - 0.8)
    assert by_name["C", "2024-02"] == pytest.approx(1 - 0.4)
    assert pd.isna(by_name["B", "2024-02"])


def test_a_course_of_noughts_lies_on_its_line(months):
    nought = months.assign(hours=0.0)
    drawn = courses(public(nought, because="made up"), "period", "hours", "locality_name", title="Hours").to_dict()
    values = pd.DataFrame(next(iter(drawn["datasets"].values())))
    assert (values["at"] == values["row"]).all()


def test_courses_refuse_a_table_that_nobody_protected(months):
    with pytest.raises(TypeError):
        courses(months, "period", "hours", "locality_name", title="Hours")
