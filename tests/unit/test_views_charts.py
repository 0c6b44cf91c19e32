"""Charts hold the figures of their table and nothing else, and say by shape or word what they say by colour."""

import json

import pandas as pd
import pytest

from lib.disclosure import protect, public
from lib.views.charts import bars, lines, profile_heat, ranks, representation_chart

pytestmark = pytest.mark.unit


def data_of(chart, column):
    """Every value of a column anywhere in a chart."""
    sets = json.loads(chart.to_json())["datasets"].values()
    return [row[column] for rows in sets for row in rows if column in row]


def spec_of(chart):
    return json.loads(chart.to_json())


@pytest.fixture
def compared():
    return public(
        pd.DataFrame(
            {
                "characteristic_group": ["Men", "Women", "Other", "Not said"],
                "ratio": [0.5, 1.5, 0.0, None],
                "ratio_low": [0.4, 1.2, 0.0, None],
                "ratio_high": [0.6, 1.9, 0.9, None],
                "rounding_low": [0.45, 1.4, 0.0, None],
                "rounding_high": [0.55, 1.6, 0.2, None],
                "verdict": ["under", "over", "no evidence of a difference", "not testable"],
            }
        ),
        because="published",
    )


def test_every_group_keeps_its_row_and_its_verdict_in_words(compared):
    chart = representation_chart(compared)
    assert set(data_of(chart, "verdict")) == set(compared.frame["verdict"])
    assert set(data_of(chart, "characteristic_group")) == {"Men", "Women", "Other", "Not said"}
    assert set(data_of(chart, "shape")) == {"under", "over", "none"}


def test_ratios_without_a_figure_stay_without_one(compared):
    chart = representation_chart(compared)
    by_group = dict(zip(data_of(chart, "characteristic_group"), data_of(chart, "ratio"), strict=True))
    assert by_group["Not said"] is None
    assert (by_group["Men"], by_group["Women"]) == (0.5, 1.5)


def test_a_dark_room_changes_colours_and_no_figure(compared):
    light, dark = representation_chart(compared), representation_chart(compared, is_dark=True)
    assert data_of(light, "ratio") == data_of(dark, "ratio")
    assert light.to_json() != dark.to_json()


def test_hidden_numbers_of_people_are_not_in_a_chart():
    people = pd.DataFrame({"area": ["Ash", "Birch", "Cedar"], "users": [3, 23, 61]})
    table = protect(people, keys="area", counts="users")
    chart = bars(table, "area", "users", title="Users")
    values = data_of(chart, "users")
    assert 3 not in values
    assert 0 not in values
    assert None in values
    assert set(data_of(chart, "area")) == {"Ash", "Birch", "Cedar"}


def test_lines_are_named_at_their_end_in_the_order_of_time():
    table = public(
        pd.DataFrame(
            {"when": ["April", "May"] * 2, "hours": [10.0, 20.0, 30.0, 20.0], "where": ["Ash", "Ash", "Birch", "Birch"]}
        ),
        because="open",
    )
    chart = lines(table, "when", "hours", "where", title="Hours")
    places = [row["label_at"] for rows in spec_of(chart)["datasets"].values() for row in rows if "label_at" in row]
    assert len(places) == 2
    assert abs(places[0] - places[1]) > 1
    assert spec_of(chart)["layer"][0]["encoding"]["x"]["sort"] == ["April", "May"]


def test_ranks_show_the_interval_of_each_area():
    table = public(
        pd.DataFrame({"area_name": ["Ash", "Birch"], "rank": [1, 2], "rank_low": [1, 1], "rank_high": [3, 9]}), "rates"
    )
    chart = ranks(table)
    assert data_of(chart, "rank_high") == [3, 9]
    assert spec_of(chart)["layer"][0]["encoding"]["y"]["sort"] == ["Ash", "Birch"]


def test_a_profile_writes_its_figure_in_each_cell():
    table = public(
        pd.DataFrame({"group": ["1", "1"], "indicator": ["carers", "alone"], "standardised": [1.25, -0.5]}), "rates"
    )
    chart = profile_heat(table, row="group", column="indicator", value="standardised")
    marks = [layer["mark"]["type"] for layer in spec_of(chart)["layer"]]
    assert marks == ["rect", "text"]
    assert data_of(chart, "standardised") == [1.25, -0.5]


@pytest.mark.parametrize("name", ["<img src=x onerror=alert(1)>", "a']; alert(1); ['", "${alert(1)}", "a\\nb"])
def test_a_hostile_name_is_data_and_never_part_of_an_expression(name):
    table = public(pd.DataFrame({"group": [name], "indicator": [name], "standardised": [1.0]}), "rates")
    spec = spec_of(profile_heat(table, row="group", column="indicator", value="standardised"))
    spec.pop("datasets")
    expressions = [value for key, value in _walk(spec) if key in ("expr", "test", "labelExpr", "calculate", "filter")]
    assert expressions
    assert not any("alert" in str(value) for value in expressions)


def _walk(part):
    if isinstance(part, dict):
        for key, value in part.items():
            yield key, value
            yield from _walk(value)
    elif isinstance(part, list):
        for value in part:
            yield from _walk(value)
