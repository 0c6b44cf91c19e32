"""Protected characteristics: counts or shares of users and population."""

import pytest
from ingest_tables import adds_up, codes, column, csv, load, rows_of

pytestmark = pytest.mark.unit


def test_counts_are_read_by_characteristic_and_group():
    outcome = load(
        csv(
            "characteristic,characteristic_group,users_count,population_count",
            "religion,None,1200,\"80,000\"", "religion,NA,10,500", "sex,Female,*,110000",
        )
    )  # fmt: skip
    assert column(outcome, "characteristic_group") == ["None", "NA", "Female"]
    assert column(outcome, "users_count") == [1200, 10, None]
    assert column(outcome, "population_count") == [80000, 500, 110000]
    assert column(outcome, "users_pct") == [None, None, None]
    assert outcome.dataset.parts["states"].to_dict("records") == [
        {"source_row": 4, "column": "users_count", "state": "suppressed"}
    ]
    assert str(outcome.dataset.frame["users_count"].dtype) == "Int64"


@pytest.mark.parametrize(
    ("heading", "characteristic"),
    [
        ("ethnicity", "race"), ("Ethnic group", "race"), ("age_band", "age"), ("Gender", "sex"),
        ("religion", "religion or belief"),
        ("sexual_orientation", "sexual orientation"), ("Gender identity", "gender reassignment"),
        ("Disability status", "disability"),
    ],
)  # fmt: skip
def test_the_characteristic_is_told_by_the_heading(heading, characteristic):
    outcome = load(
        csv(f"{heading},asc_users_pct_raw,asc_users_pct,population_18plus_pct", "A,12%,12,20", "B,88%,88,80")
    )
    assert column(outcome, "characteristic") == [characteristic] * 2
    assert column(outcome, "users_pct") == [12.0, 88.0]
    assert column(outcome, "population_pct") == [20.0, 80.0]


@pytest.mark.parametrize("cells", [("12%", "88%"), ("12", "88"), ("0.12", "0.88")])
def test_percentages_may_be_written_three_ways(cells):
    outcome = load(csv("sex,users %,population %", f"Female,{cells[0]},51%", f"Male,{cells[1]},49%"))
    assert column(outcome, "users_pct") == [12.0, 88.0]


def test_totals_are_set_aside_and_agree():
    outcome = load(
        csv("characteristic,group,users,population", "sex,Female,60,510", "sex,Male,40,490", "sex,Total,100,1000")
    )
    assert rows_of(outcome, "total-row") == (4,)
    assert not {"total-rounding", "total-differs"} & set(codes(outcome))
    assert adds_up(outcome)


def test_a_total_that_rounding_explains_is_called_rounding():
    outcome = load(
        csv("characteristic,group,users,population", "sex,Female,60,500", "sex,Male,40,485", "sex,Total,105,990")
    )
    assert codes(outcome).count("total-rounding") == 2


def test_a_total_that_rounding_cannot_explain_is_a_difference():
    outcome = load(
        csv("characteristic,group,users,population", "sex,Female,61,511", "sex,Male,40,490", "sex,Total,150,1001")
    )
    assert rows_of(outcome, "total-differs") == (4,)


def test_a_total_with_a_hidden_part_is_not_judged():
    outcome = load(
        csv("characteristic,group,users,population", "sex,Female,[c],510", "sex,Male,40,490", "sex,Total,100,1000")
    )
    assert not {"total-rounding", "total-differs"} & set(codes(outcome))


def test_a_characteristic_printed_once_belongs_to_the_rows_below():
    outcome = load(csv("characteristic,group,users,population", "sex,Female,1,2", ",Male,3,4", "age,18 to 64,5,6"))
    assert column(outcome, "characteristic") == ["sex", "sex", "age"]


def test_area_and_period_are_kept_where_given():
    outcome = load(csv("area,period,sex,users,population", "Sefton,2024-25,Female,1,2", "Sefton,2024-25,Male,3,4"))
    assert column(outcome, "area") == ["Sefton"] * 2
    assert column(outcome, "period") == ["2024-25"] * 2


def test_a_group_that_stands_twice_is_said():
    outcome = load(csv("sex,users,population", "Female,1,2", "FEMALE,3,4", "Male,5,6"))
    assert rows_of(outcome, "group-repeated") == (2, 3)


def test_one_side_alone_is_said():
    outcome = load(csv("characteristic,characteristic_group,users_count", "sex,Female,1", "sex,Male,3"))
    assert "one-side-only" in codes(outcome)


def test_impossible_percentages_are_named():
    outcome = load(csv("sex,users_pct,population_pct", "Female,112,51", "Male,-12,49"))
    assert rows_of(outcome, "percent-impossible") == (2, 3)


def test_rows_without_a_group_are_set_aside():
    outcome = load(csv("characteristic,group,users,population", "sex,Female,1,2", "sex,,3,4"))
    assert rows_of(outcome, "no-group") == (3,)


def test_ages_sexes_and_steps_are_kept_beside_the_group():
    outcome = load(
        csv(
            "age band,Ethnicity,sex,stage,users,population",
            "18 to 64,White,Female,contact,100,1000", "65 and over,White,Female,contact,200,500",
            "18 to 64,Asian,Female,service,10,100",
        )
    )  # fmt: skip
    assert column(outcome, "characteristic") == ["race"] * 3
    assert column(outcome, "age_band") == ["18 to 64", "65 and over", "18 to 64"]
    assert column(outcome, "sex") == ["Female"] * 3
    assert column(outcome, "stage") == ["contact", "contact", "service"]
    assert "columns-not-used" not in codes(outcome)


def test_shares_of_the_region_and_of_england_are_kept_beside_users():
    outcome = load(
        csv(
            "Primary support reason,Users %,North West region %,England %",
            "Physical support,60.1,61.2,62.5", "Learning disability,30.1,29.2,28.1", "Mental health,9.8,9.6,9.4",
        ),
        kind="characteristics",
    )  # fmt: skip
    assert column(outcome, "characteristic") == ["primary support reason"] * 3
    assert column(outcome, "users_pct") == [60.1, 30.1, 9.8]
    assert column(outcome, "region_pct") == [61.2, 29.2, 9.6]
    assert column(outcome, "england_pct") == [62.5, 28.1, 9.4]


def test_percentages_that_do_not_make_a_hundred_are_said_unless_rounding_explains_it():
    rows = ["Christian,89.0,64.5", "None,9.2,33.6", "Muslim,1.7,0.9"]
    assert rows_of(load(csv("religion,users_pct,population_pct", *rows)), "percent-sum") == (2, 3, 4)
    assert codes(load(csv("religion,users_pct,population_pct", *rows))).count("percent-sum") == 1
