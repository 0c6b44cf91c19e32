"""The counts of a census table carried with its percentages, so that shares are those of the people counted."""

import pandas as pd
import pytest
from ingest_tables import csv, load

from lib.geography import carry, carry_wards, lookup
from lib.measures.access_by_group import people_by_category
from lib.views.join_sentences import say_carried

pytestmark = pytest.mark.unit

WHOLE, WHITE, OTHER = "Total: All usual residents", "White", "Other ethnic group"
PAIRS = ["E01006920,E01006920", "E01006968,E01033797", "E01006968,E01033798", "E01006720,E01034401",
         "E01006752,E01034401"]  # fmt: skip


def table(*rows):
    return load(csv(f"LSOA21CD,{WHOLE},{WHITE},{OTHER}", *rows)).dataset


def pairs():
    return load(csv("LSOA11CD,LSOA21CD", *PAIRS)).dataset


CENSUS = ("E01006920,100,80,20", "E01033797,100,90,10", "E01033798,300,150,150", "E01034401,200,101,99")


def carried():
    return carry(table(*CENSUS), pairs())


def counts():
    part = carried().dataset.parts["rates"]
    return part[part["column"].str.startswith(WHITE)].set_index("area_code")[["numerator", "denominator"]]


def test_counts_of_a_split_area_add_up_and_its_share_is_of_everybody_in_it():
    assert counts().loc["E01006968"].tolist() == [240, 400]
    shares = carried().dataset.frame.set_index("area_code").filter(like=WHITE).iloc[:, 0]
    assert shares["E01006968"] == 60  # not 70, the average of 90 and 50
    assert shares["E01006920"] == 80


def test_counts_of_merged_areas_are_shared_and_their_share_is_that_of_the_whole():
    assert counts().loc["E01006720"].tolist() == [50, 100]  # 50.5, to a whole number of people
    shares = carried().dataset.frame.set_index("area_code").filter(like=WHITE).iloc[:, 0]
    assert shares["E01006720"] == shares["E01006752"] == 50.5


def test_groups_of_the_areas_here_are_counted_whole():
    groups = people_by_category(carried().dataset.parts["rates"]).groupby("group")["people"].sum()
    assert groups[WHITE] == 80 + 240 + 50 + 50
    assert set(carried().dataset.parts["rates"]["area_code"]) == set(carried().dataset.frame["area_code"])


def test_what_was_worked_out_again_is_said_and_not_called_an_average():
    said = " ".join(say_carried(carried(), "‘Area indicators’"))
    assert "worked out again from those counts" in said
    assert "averaged" not in said


def test_counts_by_wards_of_another_year_are_carried_too():
    areas = lookup("Sefton").drop_duplicates("lsoa11_code")
    one, two = sorted(areas["ward_code"].unique())[:2]
    ours = areas[areas["ward_code"].isin([one, two])]
    former = load(csv("LSOA11CD,WD24CD", *(f"{small},E05099001" for small in ours["lsoa11_code"]))).dataset
    given = load(csv(f"WD24CD,{WHOLE},{WHITE},{OTHER}", "E05099001,10000,7000,3000")).dataset
    found = carry_wards(given, former)
    assert found.dataset.frame.filter(like=WHITE).iloc[:, 0].tolist() == pytest.approx([70, 70])
    part = found.dataset.parts["rates"]
    white = part[part["column"].str.startswith(WHITE)].set_index("area_code")["numerator"]
    sizes = ours["ward_code"].value_counts(normalize=True)
    assert white.to_dict() == (7000 * sizes).round().to_dict()
    assert pd.isna(part["source_row"]).all()
