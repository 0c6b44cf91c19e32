"""Official tables read without reshaping: published care activity, ages under a heading, travel matrices."""

import pytest
from ingest_tables import adds_up, codes, csv, load, refused_with, said
from ingest_workbooks import xlsx

from lib.geography import lookup

pytestmark = pytest.mark.unit

SMALL = lookup("Sefton")["lsoa11_code"].drop_duplicates().tolist()[:4]

ACTIVITY = "Measure,View,GeographyLevel,GeographyName,AggregationLevel,AgeBand,Gender,PrimarySupportReason,ITEMVALUE"


def activity(*rows):
    return load(csv(ACTIVITY, *(f"Long term support,Age,{row}" for row in rows)))


def test_published_care_activity_is_read_by_council_with_99_standing_for_everybody():
    outcome = activity(
        "Council,Sefton,Age,18 to 64,99,99,1200",
        "Council,Sefton,Age,65 and above,99,99,[c]",
        "Council,Sefton,Total,99,99,99,4100",
        "Council,Sefton,Age and gender,18 to 64,Male,99,500",
        "National,England,Total,99,99,99,900000",
        "Council,Cumbria,Total,99,99,99,2000",
    )
    adds_up(outcome)
    frame = outcome.dataset.frame.set_index("area_name")
    assert outcome.dataset.kind == "indicators"
    assert frame.loc["Sefton", "Long term support"] == 4100
    assert frame.loc["Sefton", "Long term support, age band: 18 to 64"] == 1200
    assert frame["Long term support, age band: 65 and above"].isna().all()
    assert frame.loc["Cumbria", "area_code"] == "E10000006"
    assert {"larger-area", "finer-parts", "cells-suppressed", "county-split"} <= set(codes(outcome))


def test_published_care_activity_without_a_council_is_refused():
    refused_with(activity("National,England,Total,99,99,99,900000"), "no-councils")


def test_ages_under_the_headings_of_groups_are_joined_to_them():
    rows = [
        ["Table T34: Number of requests for support"],
        [
            "Geographical Code",
            "Geographical Description",
            "Geographical Level",
            "Requests",
            "",
            "Long term support",
            "",
        ],
        ["", "", "", "18 to 64", "65 and over", "18 to 64", "65 and over"],
        ["E92000001", "England", "National", 600_000, 1_400_000, 290_000, 560_000],
        ["E08000014", "Sefton", "Council", 1200, 5600, "1,100", "[c]"],
        ["E08000012", "Liverpool", "Council", 2000, 7000, 2000, 5000],
    ]
    outcome = load(xlsx({"Title": [["ASC-FR"]], "T34": rows}))
    frame = outcome.dataset.frame.set_index("area_name")
    assert frame.loc["Sefton", "Requests: 65 and over"] == 5600
    assert frame.loc["Sefton", "Long term support: 18 to 64"] == 1100
    assert "header-rows-joined" in codes(outcome)


def test_a_row_of_words_under_whole_headings_is_a_row():
    outcome = load(csv("Area code,Area name,Users", "E08000014,Sefton,", ",not stated,", "E08000012,Liverpool,7"))
    assert outcome.dataset.frame.columns.tolist()[:3] == ["area_code", "area_name", "Users"]


def test_travel_times_with_a_column_for_each_home_are_laid_out_by_pair():
    homes = [f"1-10000{n}" for n in range(5)]
    rows = [f"{small},{5 + n},{9 + n},,-3,{700}" for n, small in enumerate(SMALL)]
    outcome = load(csv(f"LSOA11CD,{','.join(homes)}", *rows))
    adds_up(outcome)
    frame = outcome.dataset.frame
    assert outcome.dataset.kind == "travel_to_homes"
    assert frame.groupby("cqc_location_id")["minutes"].apply(list).to_dict() == {
        homes[0]: [5, 6, 7, 8],
        homes[1]: [9, 10, 11, 12],
    }
    assert codes(outcome).count("time-implausible") == 2


def test_a_lookup_of_postcodes_is_not_taken_for_figures():
    rows = [f"PR8 1DA,198001,0,{small},E08000014" for small in SMALL]
    outcome = load(csv("PCDS,DOINTR,USERTYPE,LSOA21CD,LADCD", *rows))
    assert outcome.is_refused


BUILT_IN = {
    "OA21CD,LSOA21CD,LSOA21NM,LSOA21NMW,MSOA21CD,MSOA21NM,MSOA21NMW,LAD22CD,LAD22NM,LAD22NMW,ObjectId": (
        "E0003000{n},E0100692{n},Sefton 001A,,E02001428,Sefton 001,,E08000014,Sefton,,{n}"
    ),
    "WD24CD,WD24NM,LAD24CD,LAD24NM,FID": "E0509900{n},Old ward,E08000014,Sefton,{n}",
    "LAD24CD,LAD24NM,RGN24CD,RGN24NM": "E0800001{n},Council,E12000002,North West",
}


@pytest.mark.parametrize("headings", list(BUILT_IN))
def test_a_lookup_that_is_built_in_is_known_for_what_it_is(headings):
    outcome = load(csv(headings, *(BUILT_IN[headings].format(n=n) for n in range(4))))
    assert refused_with(outcome, "lookup-built-in")
    assert "is built in: nothing of the file is needed" in said(outcome)
    assert "LSOA11CD beside LSOA21CD" in said(outcome)


def test_figures_beside_the_codes_of_two_areas_are_no_lookup():
    rows = [f"{small},E08000014,{n + 1}.5" for n, small in enumerate(SMALL)]
    assert load(csv("LSOA21CD,LAD22CD,Rate of claims", *rows)).dataset.kind == "indicators"
