"""Several years' lookups of wards in use together, and localities and home care listed by wards of another year."""

import pandas as pd
import pytest
from ingest_tables import csv, load

from lib.core import Provenance
from lib.datasets import Dataset
from lib.geography import (
    carry_localities,
    carry_to_wards,
    carry_wards,
    localities_from_members,
    lookup,
    together,
    versions_in,
    wards_as_localities,
)
from lib.geography.ward_years import lookup_for
from lib.views.ward_sentences import say_carried_localities, say_carried_wards

pytestmark = pytest.mark.unit

AREAS = lookup("Sefton").drop_duplicates("lsoa11_code").reset_index(drop=True)
WARDS = sorted(AREAS["ward_code"].unique())


def codes_of(year):
    """Today's wards under the codes of another year; the first two were one ward then."""
    made = {ward: f"E05{year}{n:04}" for n, ward in enumerate(WARDS)}
    return made | {WARDS[1]: made[WARDS[0]]}


OF_2015, OF_2018 = codes_of(77), codes_of(88)


def small_lookup(codes, year):
    rows = (f"{small},{codes[ward]}" for small, ward in zip(AREAS["lsoa11_code"], AREAS["ward_code"], strict=True))
    return load(csv(f"LSOA11CD,WD{year}CD", *rows)).dataset


def pair_lookup(old, new, years=("15", "18")):
    pairs = dict.fromkeys(f"{old[ward]},{new[ward]}" for ward in WARDS)
    return load(csv(f"WD{years[0]}CD,WD{years[1]}CD", *pairs)).dataset


def figures(codes):
    frame = pd.DataFrame({"area_code": sorted(set(codes.values())), "Number of users": 10.0})
    return Dataset("indicators", frame, Provenance("Figures", "f.csv", content_hash="f"))


def test_of_two_lookups_the_one_with_the_wards_of_the_file_answers():
    both = together(small_lookup(OF_2015, 15), small_lookup(OF_2018, 18))
    for codes, year in ((OF_2015, "2015"), (OF_2018, "2018")):
        found = carry_wards(figures(codes), both)
        assert found.year == year
        assert found.dataset.frame["Number of users"].sum() == 10 * len(set(codes.values()))
        assert set(found.conversion.lossy["area_code"]) == set(WARDS[:2])
    assert both.provenance.title == "Wards of 2015 and 2018"
    assert len(versions_in(both)) == 2


def test_the_same_file_again_changes_nothing_and_a_newer_one_of_the_year_takes_its_place():
    first = small_lookup(OF_2018, 18)
    assert together(first, first) is first
    newer = small_lookup(dict.fromkeys(WARDS, OF_2018[WARDS[2]]), 18)
    assert together(first, newer) is newer


@pytest.mark.parametrize("which", [0, 1])
def test_one_of_several_files_again_leaves_the_others_in_use(which):
    files = [small_lookup(OF_2015, 15), small_lookup(OF_2018, 18)]
    both = together(*files)
    found = together(both, files[which])
    assert versions_in(found) == versions_in(both)
    assert found.provenance.title == "Wards of 2015 and 2018"
    assert len(found.frame) == len(both.frame) == found.provenance.rows_used


def test_lookups_of_one_year_for_two_places_stand_beside_each_other():
    first = load(csv("LSOA11CD,WD18CD", "E01006920,E05990001", "E01006921,E05990001")).dataset
    second = load(csv("LSOA11CD,WD18CD", "E01006922,E05990002", "E01006923,E05990002")).dataset
    found = lookup_for(together(first, second).frame, ["E05990001", "E05990002"])
    assert set(found.frame["ward_code"]) == {"E05990001", "E05990002"}


def test_wards_of_two_years_go_through_the_one_lookup_that_has_them_all():
    both = together(small_lookup(OF_2018, 18), pair_lookup(OF_2015, OF_2018))
    found = carry_wards(figures(OF_2015), both)
    assert found.year == "2015, by way of those of 2018"
    assert found.dataset.frame["Number of users"].sum() == 10 * len(set(OF_2015.values()))
    direct = carry_wards(figures(OF_2015), small_lookup(OF_2015, 15))
    pd.testing.assert_frame_equal(found.conversion.frame, direct.conversion.frame)
    assert "wards of 2015, by way of those of 2018" in " ".join(say_carried_wards(found, "‘Figures’"))


def test_where_two_lookups_could_be_gone_through_neither_is():
    pair = pair_lookup(OF_2015, OF_2018)
    third = load(csv("LSOA11CD,ward_code", *(f"{s},{OF_2018[WARDS[0]]}" for s in AREAS["lsoa11_code"]))).dataset
    several = together(together(small_lookup(OF_2018, 18), third), pair)
    one_short = {OF_2018[ward] for ward in WARDS} - {OF_2018[WARDS[0]]}
    assert not one_short <= set(third.frame["ward_code"])
    assert carry_wards(figures(OF_2015), several).year == "2015, by way of those of 2018"
    again = small_lookup(OF_2018, 19)
    ambiguous = together(together(small_lookup(OF_2018, 18), again), pair)
    assert carry_wards(figures(OF_2015), ambiguous).conversion is None


def halves(codes):
    names = ["North" if n < len(WARDS) // 2 else "South" for n in range(len(WARDS))]
    rows = dict.fromkeys(f"{name},{codes[ward]}" for name, ward in zip(names, WARDS, strict=True))
    return load(csv("locality,ward code", *rows), kind="localities")


def test_localities_listed_by_wards_of_another_year_are_drawn_from_their_small_areas():
    outcome = halves(OF_2018)
    assert not outcome.dataset.frame["geometry"].notna().any()
    assert any("lookup of small areas to wards" in problem.fix for problem in outcome.problems)
    alone = carry_localities(outcome.dataset, None, None)
    assert not alone.is_drawn
    assert "None of them can be drawn" in say_carried_localities(alone)
    found = carry_localities(outcome.dataset, small_lookup(OF_2018, 18), None)
    today = halves({ward: ward for ward in WARDS}).dataset
    assert carry_localities(today, small_lookup(OF_2018, 18), None) is None
    for old, new in zip(found.dataset.frame["geometry"], today.frame["geometry"], strict=True):
        assert old.symmetric_difference(new).area < 0.01 * new.area
    assert found.dataset.frame["n_members"].sum() == len(set(OF_2018.values()))
    assert found.lost.empty


def test_a_ward_that_no_lookup_has_is_listed_and_left_out():
    rows = dict.fromkeys(f"North,{OF_2018[ward]}" for ward in WARDS)
    outcome = load(csv("locality,ward code", *rows, "South,E05999999"), kind="localities")
    found = carry_localities(outcome.dataset, small_lookup(OF_2018, 18), None)
    assert found.lost.to_dict("list") == {"locality_name": ["South"], "member_code": ["E05999999"]}
    assert "1 place is not in it" in say_carried_localities(found)


def test_localities_listed_by_small_areas_of_2021_are_drawn_by_the_lookup_of_both_years():
    split = AREAS["lsoa11_code"][0]
    new = {split: ["E01033797", "E01033798"]}
    rows = [f"North,{one}" for small in AREAS["lsoa11_code"] for one in new.get(small, [small])]
    given = load(csv("locality,LSOA21CD", *rows), kind="localities").dataset
    pairs = load(
        csv("LSOA11CD,LSOA21CD", *(f"{s},{one}" for s in AREAS["lsoa11_code"] for one in new.get(s, [s])))
    ).dataset
    found = carry_localities(given, None, pairs)
    whole = localities_from_members(
        pd.DataFrame({"member_kind": "lsoa11", "member_code": AREAS["lsoa11_code"], "locality_name": "North"}), "Sefton"
    )
    assert split in set(found.dataset.parts["members"]["member_code"])
    (own,), (all_of,) = found.dataset.frame["geometry"], whole.localities["geometry"]
    assert own.symmetric_difference(all_of).area < 1e-9


def activity(codes):
    wards = sorted(set(codes.values()))
    rows = [f"{ward},Ward {n},2026-03,{n + 1}" for n, ward in enumerate(wards)]
    return load(csv("WD18CD,WD18NM,Period,Hours of home care", *rows)).dataset


def test_home_care_by_ward_is_read_with_its_codes_and_its_wards_are_drawn_by_the_lookup():
    given = activity(OF_2018)
    assert given.kind == "locality_activity"
    assert given.frame["area_code"].tolist() == sorted(set(OF_2018.values()))
    assert given.frame["locality_name"].tolist()[:2] == ["Ward 0", "Ward 1"]
    assert not wards_as_localities(given, None, None).is_drawn
    found = wards_as_localities(given, small_lookup(OF_2018, 18), None)
    assert found.dataset.frame["locality_name"].tolist() == given.frame["locality_name"].tolist()
    assert found.dataset.frame["geometry"].notna().all()
    assert wards_as_localities(activity({w: w for w in WARDS}), None, None).is_drawn
    uncoded = Dataset("locality_activity", given.frame.drop(columns="area_code"), given.provenance)
    assert wards_as_localities(uncoded, None, None) is None


def test_one_file_with_two_years_of_wards_beside_small_areas_gives_both():
    rows = (f"{s},{OF_2015[w]},{OF_2018[w]}" for s, w in zip(AREAS["lsoa11_code"], AREAS["ward_code"], strict=True))
    both = load(csv("LSOA11CD,WD15CD,WD18CD", *rows)).dataset
    for codes, year in ((OF_2015, "2015"), (OF_2018, "2018")):
        assert carry_wards(figures(codes), both).year == year


def outlines_of(codes):
    frame = pd.DataFrame({"area_code": sorted(set(codes.values()))}).assign(area_name="Ward", area_kind="ward")
    return Dataset("outlines", frame, Provenance("Outlines", "o.geojson", content_hash="o"))


def test_figures_of_one_year_are_carried_to_outlines_of_another_by_the_lookups_of_both():
    both = together(small_lookup(OF_2015, 15), small_lookup(codes_of(99), 18))
    found = carry_to_wards(figures(codes_of(99)), outlines_of(OF_2015), both, None, None)
    assert found.dataset.frame["area_code"].tolist() == sorted(set(OF_2015.values()))
    assert found.dataset.frame["Number of users"].sum() == 10 * len(set(codes_of(99).values()))
    assert set(found.conversion.frame["carried"]) == {"unchanged"}
    said = " ".join(say_carried_wards(found, "‘Figures’"))
    assert "has codes of wards of 2018; your outlines are of 2015." in said


def test_figures_of_today_are_carried_to_outlines_of_another_year_and_what_was_joined_is_listed():
    today = {ward: ward for ward in WARDS}
    found = carry_to_wards(figures(today), outlines_of(OF_2015), small_lookup(OF_2015, 15), None, None)
    users = found.dataset.frame.set_index("area_code")["Number of users"]
    assert users[OF_2015[WARDS[0]]] == 20
    assert users[OF_2015[WARDS[2]]] == 10
    assert set(found.conversion.lossy["area_code"]) == {OF_2015[WARDS[0]]}


def test_a_ward_of_the_outlines_that_the_file_covers_in_part_gets_no_figure():
    given = figures({ward: OF_2018[ward] for ward in WARDS[3:]})
    part = {ward: code for ward, code in OF_2018.items() if ward not in WARDS[:3]}
    rows = AREAS[AREAS["ward_code"].isin(list(part))]
    pairs = zip(rows["lsoa11_code"], rows["ward_code"], strict=True)
    short = load(csv("LSOA11CD,WD18CD", *(f"{small},{part[ward]}" for small, ward in pairs))).dataset
    wide = dict.fromkeys(WARDS[:4], "E05660001") | {ward: f"E05660{n:03}" for n, ward in enumerate(WARDS) if n > 3}
    found = carry_to_wards(given, outlines_of(wide), together(short, small_lookup(wide, 15)), None, None)
    assert "E05660001" not in set(found.dataset.frame["area_code"])
    assert len(found.dataset.frame) == len(WARDS) - 4


def test_outlines_that_match_or_that_no_lookup_has_are_left_alone():
    assert carry_to_wards(figures(OF_2015), outlines_of(OF_2015), None, None, None) is None
    assert carry_to_wards(figures(OF_2015), outlines_of(OF_2018), small_lookup(OF_2015, 15), None, None) is None
    assert carry_to_wards(figures(OF_2015), outlines_of(OF_2018), None, None, None) is None
