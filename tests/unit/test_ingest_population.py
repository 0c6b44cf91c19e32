"""Population by age: bands and single years, side by side or one below the other."""

import pytest
from ingest_tables import adds_up, codes, column, csv, load, refused_with, rows_of

from lib.ingest.kinds.ages import OLDEST, Ages, ages_of, finest_partition

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("label", "ages"),
    [
        ("0", (0, 0)), ("Age 7", (7, 7)), ("90+", (90, OLDEST)), ("Aged 90+", (90, OLDEST)),
        ("85 and over", (85, OLDEST)),
        ("65-69", (65, 69)), ("Aged 16 to 64", (16, 64)), ("All Ages", (0, OLDEST)), ("total_population", (0, OLDEST)),
        ("population_75_plus", (75, OLDEST)), ("Under 16", (0, 15)), ("age_05", (5, 5)), ("Aged 1 year", None),
    ],
)  # fmt: skip
def test_labels_of_ages(label, ages):
    assert ages_of(label) == (Ages(*ages) if ages else ages_of(label))


@pytest.mark.parametrize("label", ["name", "2021", "64-16", "LSOA21CD", "beds", ""])
def test_what_is_no_age(label):
    assert ages_of(label) is None


def test_bands_never_overlap_in_a_sum():
    bands = [
        Ages(0, OLDEST),
        Ages(0, 15),
        Ages(16, 64),
        Ages(16, OLDEST),
        Ages(65, OLDEST),
        Ages(65, 74),
        Ages(75, OLDEST),
    ]
    assert finest_partition(bands) == [Ages(0, 15), Ages(16, 64), Ages(65, 74), Ages(75, OLDEST)]
    assert finest_partition(bands, 65) == [Ages(65, 74), Ages(75, OLDEST)]
    assert finest_partition(bands, 18) == []


def test_a_dead_end_is_walked_round():
    assert finest_partition([Ages(0, 9), Ages(0, 19), Ages(20, OLDEST)]) == [Ages(0, 19), Ages(20, OLDEST)]


def test_single_years_are_added_up_by_hand():
    outcome = load(
        csv(
            "lsoa11_name,lsoa11_code,total," + ",".join(map(str, range(90))) + ",90+",
            "Sefton 011A,E01006920,910," + "10," * 90 + "10",
        )
    )
    assert column(outcome, "population") == [910]
    assert column(outcome, "population_18_plus") == [730]
    assert column(outcome, "population_65_plus") == [260]
    assert column(outcome, "population_75_plus") == [160]
    assert column(outcome, "population_85_plus") == [60]
    assert column(outcome, "age_00") == [10]
    assert column(outcome, "age_90") == [10]
    assert column(outcome, "area_name") == ["Sefton 011A"]


def test_bands_that_do_not_meet_an_age_leave_it_blank_and_say_so():
    outcome = load(csv("area_code,0-15,16-64,65+", "E01006920,10,20,30"))
    assert column(outcome, "population") == [60]
    assert column(outcome, "population_65_plus") == [30]
    assert column(outcome, "population_18_plus") == [None]
    assert "ages-missing" in codes(outcome)


def test_a_total_is_never_added_to_its_parts():
    outcome = load(
        csv(
            "GEOGRAPHY_NAME,GEOGRAPHY_CODE,DATE_NAME,GENDER_NAME,C_AGE_NAME,OBS_VALUE",
            *(f"Sefton,E08000014,2024,{sex},{age},{n}" for sex, half in (("Total", 2), ("Male", 1), ("Female", 1))
              for age, n in (("All Ages", 100 * half), ("Aged 0 to 64", 60 * half), ("Aged 65+", 40 * half))),
        )
    )  # fmt: skip
    assert column(outcome, "population") == [200]
    assert column(outcome, "population_65_plus") == [80]
    assert outcome.dataset.provenance.rows_set_aside == 6
    assert outcome.dataset.provenance.as_at == "2024"
    assert adds_up(outcome)


def test_men_and_women_are_added_where_nobody_did():
    outcome = load(
        csv(
            "GEOGRAPHY_CODE,GENDER_NAME,C_AGE_NAME,OBS_VALUE",
            "E08000014,Male,Aged 0 to 64,60", "E08000014,Female,Aged 0 to 64,61",
            "E08000014,Male,Aged 65+,40", "E08000014,Female,Aged 65+,41",
        )
    )  # fmt: skip
    assert column(outcome, "population") == [202]
    assert column(outcome, "population_65_plus") == [81]


def test_only_the_latest_year_is_used():
    outcome = load(
        csv(
            "GEOGRAPHY_CODE,DATE_NAME,C_AGE_NAME,OBS_VALUE",
            "E08000014,2023,Aged 0 to 64,60", "E08000014,2023,Aged 65+,40",
            "E08000014,2024,Aged 0 to 64,61", "E08000014,2024,Aged 65+,41",
        )
    )  # fmt: skip
    assert column(outcome, "population") == [102]
    assert rows_of(outcome, "earlier-period") == (2, 3)


def test_a_county_beside_its_districts_is_set_aside():
    outcome = load(
        csv("area_code,population,population_65_plus", "E10000034,300,90", "E07000234,100,30", "E07000235,200,60")
    )
    assert rows_of(outcome, "area-of-areas") == (2,)
    assert sum(column(outcome, "population")) == 300


def test_a_total_that_is_not_the_sum_is_said():
    outcome = load(csv("area_code,All ages,0-64,65+", "E01006920,200,10,30", "E01006921,40,10,30"))
    assert rows_of(outcome, "total-differs") == (2,)


def test_the_same_age_twice_is_refused():
    rows = ["E08000014,Aged 0 to 64,60", "E08000014,Aged 65+,40", "E08000014,Aged 65+,40"]
    assert refused_with(load(csv("GEOGRAPHY_CODE,C_AGE_NAME,OBS_VALUE", *rows)), "area-repeated")


def test_modelled_people_are_rounded_to_whole_people_and_said():
    outcome = load(csv("area_code,0-64,65+", "E01006920,10.5,30.4"))
    assert column(outcome, "population_65_plus") == [30]
    assert "people-not-whole" in codes(outcome)


def test_a_hidden_age_hides_the_sums_it_is_part_of():
    outcome = load(csv("area_code,0-64,65-74,75+", "E01006920,10,[c],4"))
    assert column(outcome, "population_65_plus") == [None]
    assert column(outcome, "population_75_plus") == [4]


def test_women_and_men_in_columns_of_their_own_are_added():
    headings = ",".join(f"{sex}{age}" for sex in "FM" for age in range(91))
    outcome = load(
        csv(
            f"LSOA 2021 Code,LSOA 2021 Name,Total,{headings}",
            "E01006412,Knowsley 006A,273," + "1," * 91 + "2," * 90 + "2",
        )
    )
    assert column(outcome, "population") == [273]
    assert column(outcome, "population_85_plus") == [18]
    assert column(outcome, "age_90") == [3]
    assert "sexes-added" in codes(outcome)


def test_one_sex_alone_is_said():
    assert "one-sex-only" in codes(load(csv("area_code,F0 to 64,F65+", "E01006412,10,5")))


def test_the_latest_of_several_years_is_used():
    rows = [f"E08000014,Sefton,{sex},{age},{n},{n + 1}" for sex in "FM" for age, n in (("0 to 64", 10), ("65+", 5))]
    outcome = load(csv("ladcode23,laname23,sex,age,population_2022,population_2023", *rows))
    assert column(outcome, "population") == [34]
    assert column(outcome, "population_65_plus") == [12]
    assert "column-chosen" in codes(outcome)


def test_states_follow_a_hidden_age_into_its_sums():
    states = load(csv("area_code,0-64,65-74,75+", "E01006920,10,[c],4")).dataset.parts["states"]
    assert set(states["column"]) == {"population", "population_65_plus"}
    assert set(states["state"]) == {"suppressed"}
