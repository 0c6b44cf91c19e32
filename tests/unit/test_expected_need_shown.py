"""Expected need in words and on a map; which columns of a file are about people who use care."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from lib.datasets.of_people import Rate, is_count_of_users, is_of_users, people_counted, rate_of
from lib.geography import areas, background, council
from lib.measures.expected_need import expected_need, users_by_area
from lib.views.expected_sentences import say_expected
from lib.views.maps import map_base
from lib.views.parity_map import parity_map

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("heading", "rate"),
    [
        ("Users", None),
        ("Requests per 1,000 adults", Rate(1000, "population_18_plus")),
        ("% of people 65+ with long-term support", Rate(100, "population_65_plus")),
        ("Home care packages per 100 people aged 75+", Rate(100, "population_75_plus")),
        ("Direct payments per 100,000", Rate(100_000, "population")),
    ],
)
def test_headings_say_what_a_column_is_a_rate_of(heading, rate):
    assert is_of_users(heading)
    assert rate_of(heading) == rate


def test_what_is_not_about_users_is_not_taken_for_them():
    assert not is_of_users("People aged 75+ per 100 people")
    assert not is_of_users("Minutes to the nearest acute hospital")


def test_whole_numbers_of_users_are_a_count_of_people():
    whole, parts = pd.Series([3.0, 12.0, np.nan]), pd.Series([3.5, 12.0])
    assert is_count_of_users("Users", whole)
    assert not is_count_of_users("Users", parts)
    assert is_count_of_users("Users", pd.Series([3.0, 40.0, -1.0, *range(30)]))
    assert not is_count_of_users("Change in users", pd.Series([3.0, -4.0, -1.0, 6.0]))
    assert not is_count_of_users("Users per 1,000 adults", whole)
    assert not is_count_of_users("Care home beds", whole)


def test_a_rate_is_turned_into_people():
    adults = pd.DataFrame({"population_18_plus": [2000, 1000]}, index=["a", "b"])
    rates = pd.Series({"a": 10.0, "b": 20.0})
    assert people_counted("Requests per 1,000 adults", rates, adults).tolist() == [20, 20]
    assert people_counted("Requests per 1,000 aged 85+", rates, adults).isna().all()


@pytest.fixture(scope="module")
def districts():
    return areas(council("Worcestershire"), "lad")


@pytest.fixture(scope="module")
def table(districts):
    codes = list(districts["area_code"])
    users = pd.Series([40.0, 100, 3, 95, 105, 160], index=codes)
    shown = expected_need(users_by_area(users, {}), pd.Series(100.0, index=codes))
    names = dict(zip(districts["area_code"], districts["area_name"], strict=True))
    return shown.with_columns(
        {
            "area_name": lambda frame: frame["area_code"].map(names),
            "is_unsure": lambda frame: frame["verdict"] == "no evidence of a difference",
        }
    )


def test_the_finding_names_the_furthest_with_their_intervals(table, districts):
    said = say_expected(table, "district", "people aged 65 and over")
    first, last = (str(districts["area_name"].iloc[n]) for n in (0, 5))
    assert said[0].startswith("1 district of 5 has fewer users than people aged 65 and over would lead to expect")
    assert said[1].startswith(f"Furthest below: {first}, 40 users against 84 expected: 0.48 times (95% interval ")
    assert said[2].startswith(f"Furthest above: {last}, 160 users against 84 expected: 1.90 times")
    assert said[0].endswith(" and 1 more; in 3 chance could explain it.")
    assert "1 district cannot be tested: a figure is hidden or missing." in said
    sure = table.where(lambda frame: frame["verdict"] != "no evidence of a difference")
    assert say_expected(sure, "district", "people aged 65 and over")[0].endswith(" and 1 more.")


def test_the_map_keeps_hidden_and_uncertain_areas_apart(table, districts):
    base = map_base(districts, background(council("Worcestershire")), label="Districts")
    view = parity_map(base, table, "ratio", title="Ratio", unsure="is_unsure")
    assert '"classes": "02c223"' in view.commands[0].replace('":"', '": "')
    (legend,) = view.legends
    assert [label for _, label in legend.marks] == [
        "under half",
        "0.8 to 1.25: about as expected",
        "1.25 to 2",
        "[c] hidden: small number",
        "chance could explain it: stripes and a broken edge",
    ]
    with pytest.raises(TypeError):
        parity_map(base, table.frame, "ratio", title="Ratio", unsure="is_unsure")
