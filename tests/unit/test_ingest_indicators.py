"""Area indicators: one column each, or several rows for each area."""

import pytest
from ingest_tables import INDICATORS, adds_up, codes, column, csv, load, refused_with, rows_of, said

from lib import geography

pytestmark = pytest.mark.unit


def test_figures_keep_their_own_labels():
    outcome = load(INDICATORS)
    assert list(outcome.dataset.frame.columns) == ["area_code", "area_name", "Rate", "Share", "source_row"]
    assert column(outcome, "Rate") == [12.5, 9.75, 0.0]
    assert column(outcome, "Share") == [5.0, 12.0, 0.0]


def test_each_mark_keeps_its_reason_beside_the_figures():
    outcome = load(INDICATORS.replace("12.5", "[c]").replace("9.75", "[x]").replace(",0,", ",[z],"))
    assert column(outcome, "Rate") == [None, None, None]
    assert outcome.dataset.parts["states"]["state"].tolist() == ["suppressed", "not available", "not applicable"]
    assert outcome.dataset.parts["states"]["source_row"].tolist() == [2, 3, 4]


def test_columns_of_words_and_identifiers_are_left_out_and_said():
    outcome = load(
        csv(
            "area_code,UPRN,local id,Rate,comment", "E01006920,100012345678,7,1,fine", "E01006921,100012345679,8,2,also"
        )
    )
    assert list(outcome.dataset.frame.columns) == ["area_code", "Rate", "source_row"]
    assert "'comment'" in said(outcome)


def test_unknown_and_retired_codes_are_listed_with_their_rows():
    outcome = load(csv("area_code,Rate", "E07000048,1", "E08000014,2", "E08000012,3", "E08999999,4"))
    assert rows_of(outcome, "area-code-unknown") == (2, 5)
    assert len(outcome.dataset.frame) == 4


def test_rows_for_the_nation_its_regions_and_totals_are_set_aside():
    outcome = load(csv("area_code,Rate", "E92000001,9", "E12000002,8", "[z],7", ",6", "E08000014,2", "E08000012,3"))
    assert rows_of(outcome, "larger-area") == (2, 3)
    assert rows_of(outcome, "no-area-code") == (4, 5)
    assert adds_up(outcome)
    assert column(outcome, "Rate") == [2.0, 3.0]


def test_an_exact_copy_counts_once_and_a_contradiction_not_at_all():
    outcome = load(csv("area_code,Rate", "E01006920,1", "E01006920,1", "E01006921,2", "E01006921,3", "E01006922,4"))
    assert rows_of(outcome, "row-repeated") == (3,)
    assert rows_of(outcome, "area-repeated") == (4, 5)
    assert column(outcome, "Rate") == [1.0, 4.0]


def test_areas_that_all_repeat_without_a_reason_are_refused():
    outcome = load(csv("area_code,Rate", "E01006920,1", "E01006920,2", "E01006921,2", "E01006921,3"))
    assert refused_with(outcome, "area-repeated")


def test_categories_become_percentages_of_their_total():
    outcome = load(
        csv(
            "lsoa11_code,ethnic_group,n,total_residents,prop",
            "E01006920,White,90,100,0.9", "E01006920,Other,10,100,0.1",
            "E01006921,White,40,50,0.8", "E01006921,Other,[c],50,",
        )
    )  # fmt: skip
    assert column(outcome, "White (%)") == [90.0, 80.0]
    assert column(outcome, "Other (%)") == [10.0, None]
    assert outcome.dataset.parts["states"].to_dict("records") == [
        {"source_row": 4, "column": "Other (%)", "state": "suppressed"}
    ]
    rates = outcome.dataset.parts["rates"]
    assert rates.query("area_code == 'E01006921' and column == 'White (%)'")[
        ["numerator", "denominator"]
    ].values.tolist() == [[40.0, 50.0]]
    assert "long-form" in codes(outcome)
    assert adds_up(outcome)


def test_measures_become_columns_of_the_latest_period_of_each():
    outcome = load(
        csv(
            "Financial year,Local authority code,Measure,Code,Value,rank",
            "2020-21,E08000014,Waiting,M1,5,", "2021-22,E08000014,Waiting,M1,6,DESC", "2020-21,E08000014,Carers,M2,1,",
            "2020-21,E08000012,Waiting,M1,7,", "2021-22,E08000012,Waiting,M1,8,", "2020-21,E08000012,Carers,M2,2,",
        )
    )  # fmt: skip
    assert column(outcome, "Waiting") == [6.0, 8.0]
    assert column(outcome, "Carers") == [1.0, 2.0]
    assert rows_of(outcome, "earlier-period") == (2, 5)
    assert adds_up(outcome)


def test_two_figures_for_one_area_and_category_are_refused():
    outcome = load(
        csv(
            "area_code,group,Value", "E01006920,a,1", "E01006920,a,2", "E01006920,b,2",
            "E01006921,a,1", "E01006921,b,2", "E01006921,a,3",
        )
    )  # fmt: skip
    assert refused_with(outcome, "area-repeated")


def test_councils_named_without_codes_get_them():
    outcome = load(csv("Council,Rate", "Sefton,1", "111 - Hartlepool,2", "Torbay UA,3", "England,9"))
    assert column(outcome, "area_code") == ["E08000014", "E06000001", "E06000027"]
    assert column(outcome, "area_name") == ["Sefton", "111 - Hartlepool", "Torbay UA"]
    assert rows_of(outcome, "no-area-code") == (5,)


def test_formula_errors_are_missing_and_named():
    outcome = load(INDICATORS.replace("9.75", "#DIV/0!"))
    assert rows_of(outcome, "formula-errors") == (3,)
    assert column(outcome, "Rate")[1] is None


def test_a_table_of_nothing_known_says_what_was_looked_for_and_found():
    outcome = load(csv("colour,taste", "red,sweet", "green,sour"))
    assert refused_with(outcome, "kind-not-recognised")
    assert "'colour' and 'taste'" in said(outcome)
    assert "a column of area codes" in said(outcome)


def test_the_wrong_kind_says_which_it_looks_like():
    outcome = load(INDICATORS, "homes")
    assert refused_with(outcome, "kind-not-recognised")
    assert "'Area indicators'" in outcome.problems[0].fix


COUNCILS = ["Sefton", "Liverpool", "Knowsley", "Wirral", "Halton", "Worcestershire"]


@pytest.mark.parametrize(
    "names", [COUNCILS, [f"{300 + i} - {name}" for i, name in enumerate(COUNCILS)], [f"E0100692{i}" for i in range(6)]]
)
def test_councils_side_by_side_are_turned_and_it_is_said(names):
    outcome = load(
        csv(
            "Measure,Age," + ",".join(names) + ",England",
            "Waiting,18 to 64,1,2,3,4,5,6,21", "Waiting,65+,[c],8,9,10,11,12,51", "Carers,,1.5,2,3,4,5,*,15.5",
        )
    )  # fmt: skip
    frame = outcome.dataset.frame
    assert outcome.dataset.kind == "indicators"
    assert column(outcome, "Waiting, 18 to 64") == [1, 2, 3, 4, 5, 6]
    assert column(outcome, "Waiting, 65+") == [None, 8, 9, 10, 11, 12]
    assert column(outcome, "Carers") == [1.5, 2, 3, 4, 5, None]
    assert frame["source_row"].tolist() == [3, 4, 5, 6, 7, 8]
    assert rows_of(outcome, "no-area-code") == (9,)
    assert rows_of(outcome, "table-turned") == ()
    states = outcome.dataset.parts["states"]
    assert list(zip(states["source_row"], states["column"], states["state"], strict=True)) == [
        (3, "Waiting, 65+", "suppressed"), (8, "Carers", "suppressed"),
    ]  # fmt: skip
    assert adds_up(outcome)


@pytest.mark.parametrize(
    "rows",
    [
        ["Waiting,1,2,3,4,5,6", "Waiting,1,2,3,4,5,6"],  # two rows are alike
        ["Waiting,1,2,3,4,5,6", ",1,2,3,4,5,6"],  # a row says nothing of itself
        ["Manager,Ann,Bob,Cy,Di,Ed,Flo", "Carers,1,2,3,4,5,6", "Street,a,b,c,d,e,f"],  # not figures
    ],
)
def test_councils_side_by_side_are_refused_where_turning_would_be_guessing(rows):
    outcome = load(csv("Measure," + ",".join(COUNCILS), *rows))
    assert refused_with(outcome, "areas-across")


def test_two_names_swapped_are_noticed_and_the_codes_are_used():
    rest = ["E01006922,Anything,3", "E01011950,hartlepool 008a,4"]
    right = geography.lookup(geography.council("Sefton")).set_index("lsoa11_code")["lsoa11_name"]
    a, b = right["E01006920"], right["E01006921"]
    outcome = load(csv("area_code,area_name,Rate", f"E01006920,{b},1", f"E01006921,{a.upper()},2", *rest))
    assert rows_of(outcome, "names-swapped") == (2, 3)
    assert column(outcome, "Rate") == [1, 2, 3, 4]
    assert "names-swapped" not in codes(load(csv("area_code,area_name,Rate", f"E01006920,{a},1", f"E01006921,{b},2")))


def test_a_lookup_is_refused_as_what_it_is():
    outcome = load(csv("lsoa11cd,lad22cd", "E01006920,E08000014", "E01006921,E08000014"))
    assert outcome.is_refused
    assert "lookup" in outcome.problems[0].fix


def test_a_census_table_becomes_percentages_of_everybody_with_its_counts_kept():
    outcome = load(
        csv(
            "date,geography,geography code,Ethnic group: Total: All usual residents,"
            '"Ethnic group: Asian, Asian British","Ethnic group: Asian, Asian British: Indian",Ethnic group: White',
            "2021,Sefton 011A,E01006920,200,20,5,180", "2021,Sefton 012A,E01006921,0,0,0,0",
        )
    )  # fmt: skip
    assert list(outcome.dataset.frame.columns) == [
        *("area_code", "area_name", "Asian, Asian British (%)", "Asian, Asian British: Indian (%)", "White (%)"),
        "source_row",
    ]
    assert column(outcome, "Asian, Asian British: Indian (%)") == [2.5, None]
    assert outcome.dataset.provenance.as_at == "2021"
    assert len(outcome.dataset.parts["rates"]) == 6
    assert "never add them up" in said(outcome)


def test_a_query_export_is_found_below_its_lines_and_its_dashes_are_hidden_figures():
    outcome = load(
        csv(
            "TS021 - Ethnic group", "ONS Crown Copyright Reserved [from Nomis on 3 March 2024]", "",
            "Population :,All usual residents", "Units :,Persons", "date :,2021", "",
            "2021 super output area - lower layer,mnemonic,Total: All usual residents,White,White: English",
            "E01006920 : Sefton 011A,E01006920,100,90,-", "E01006921 : Sefton 012A,E01006921,50,40,30", "", "#NAME?",
        )
    )  # fmt: skip
    assert column(outcome, "White: English (%)") == [None, 60.0]
    assert outcome.dataset.parts["states"]["state"].tolist() == ["suppressed"]
    assert "footnote" in codes(outcome)
    assert adds_up(outcome)


def test_a_total_among_categories_is_what_the_others_are_percentages_of():
    groups = (("Total: All usual residents", 50), ("A", 20), ("B", 30))
    rows = [f"{area},{group},{n}" for area in ("E01006920", "E01006921") for group, n in groups]
    outcome = load(csv("GEOGRAPHY_CODE,C_GROUP_NAME,OBS_VALUE", *rows))
    assert column(outcome, "A (%)") == [40.0, 40.0]
    assert list(outcome.dataset.frame.columns) == ["area_code", "A (%)", "B (%)", "source_row"]
    assert adds_up(outcome)


def test_ranks_are_pointed_out_and_those_of_two_nations_more_so():
    text = csv("LSOA code (2011),IMD Score,IMD Rank", "E01006920,30.1,12", "E01006921,20.2,13")
    assert "ranks" in codes(load(text))
    assert "ranks-of-two-nations" in codes(load(text + b"W01000001,31.2,1\n"))


@pytest.mark.parametrize("heading", ["WD21CD,WD21NM", "LAD24CD,LAD24NM", "LSOA11CD,LSOA11NM"])
def test_official_headings_that_spell_postcodes_are_headings(heading):
    outcome = load(csv(f"{heading},Rate", "E05000886,Allerton,1", "E05000887,Anfield,2"))
    assert column(outcome, "area_name") == ["Allerton", "Anfield"]


def test_codes_in_small_letters_are_the_same_codes():
    assert column(load(INDICATORS.replace("E0100", "e0100")), "area_code")[0] == "E01006920"


def test_decimal_commas_are_read_and_said():
    outcome = load("area_code;Rate\nE01006920;12,5\nE01006921;9,75\nE01006922;[c]\nE01006923;8\n")
    assert column(outcome, "Rate") == [12.5, 9.75, None, 8.0]
    assert "decimal-commas" in codes(outcome)
    assert column(load('area_code,Spend\nE01006920,"12,500"\nE01006921,"9,750"\n'), "Spend") == [12500.0, 9750.0]


def test_columns_with_the_same_figures_are_pointed_out():
    outcome = load(csv("area_code,Rate 2023,Rate 2024", "E01006920,1,1", "E01006921,2,2", "E01006922,3,3"))
    assert "columns-alike" in codes(outcome)


def _impossible(heading, *cells):
    """The rows whose figures under a heading are said to be impossible."""
    rows = [f"{code},{cell},{i}" for i, (code, cell) in enumerate(zip(LSOAS, cells, strict=True))]
    outcome = load(csv(f"area_code,{heading},Other", *rows))
    assert column(outcome, heading)[1] is not None, "used as it stands"
    found = {one.code: one for one in outcome.problems if one.code.endswith("-impossible")}
    assert all(one.fix for one in found.values())
    return [row for one in found.values() for row in one.rows]


LSOAS = ("E01006920", "E01006921", "E01006922")


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("People providing unpaid care (%)", ("12", "105", "-3")),
        ("Share needing care", ("12%", "120%", "-4%")),
        ("IMD decile", ("3", "0", "11")),
        ("Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)", ("10", "11", "0")),
        ("IMD rank", ("33755", "0", "40000")),
        ("imd_score", ("92.5", "-1", "101")),
    ],
)
def test_what_no_area_can_have_is_said_and_used_as_it_stands(heading, cells):
    assert _impossible(heading, *cells) == [3, 4]


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Change in people (%)", ("12", "105", "-3")),
        ("Health Deprivation and Disability Score", ("1", "-2.5", "0")),
        ("Crime rank", ("1", "40000", "0")),
        ("Deprivation average rank", ("1.5", "39000.5", "0")),
        ("Hours per 1000 people", ("12", "1050", "3")),
        ("Share needing care", ("100%", "0%", "4%")),
    ],
)
def test_what_an_area_can_have_is_not_said_to_be_impossible(heading, cells):
    assert _impossible(heading, *cells) == []
