"""Home care by provider, and discharges, given by wards of another year: by their codes, or by their names alone."""

import pytest
from ingest_tables import csv, load

from lib.geography import council, lookup, wards_as_localities
from lib.views.ward_sentences import lost_members, say_carried_localities

pytestmark = pytest.mark.unit

SEFTON = council("Sefton")
AREAS = lookup("Sefton").drop_duplicates("lsoa11_code").reset_index(drop=True)
WARDS = sorted(AREAS["ward_code"].unique())
OF_2018 = {ward: f"E05880{n:03}" for n, ward in enumerate(WARDS)} | {WARDS[1]: "E05880000"}
NAMES = {code: f"Old ward {code[-3:]}" for code in OF_2018.values()}
FILES = {
    "provider_activity": ("Provider,Hours", "Care Ltd,12"),
    "discharges": ("Hospital,Discharges", "The Infirmary,12"),
    "locality_activity": ("Period,Hours of home care", "2026-03,12"),
}


def of_wards(kind, headings, cells):
    more, row = FILES[kind]
    return load(csv(f"{headings},{more}", *(f"{one},{row}" for one in cells)))


def lookup_of_2018():
    pairs = zip(AREAS["lsoa11_code"], AREAS["ward_code"].map(OF_2018), strict=True)
    return load(csv("LSOA11CD,WD18CD,WD18NM", *(f"{small},{ward},{NAMES[ward]}" for small, ward in pairs))).dataset


@pytest.mark.parametrize("kind", list(FILES))
def test_wards_by_code_are_said_at_the_door_and_drawn_by_the_lookup(kind):
    outcome = of_wards(kind, "WD18CD,WD18NM", [f"{code},{name}" for code, name in NAMES.items()])
    given = outcome.dataset
    assert given.kind == kind
    assert given.frame["area_code"].tolist() == list(NAMES)
    assert given.frame["locality_name"].tolist() == list(NAMES.values())
    assert given.code_year == "2018"
    (unknown,) = [one for one in outcome.problems if one.code == "area-code-unknown"]
    assert "load the lookup of small areas to wards" in unknown.fix
    alone = wards_as_localities(given, None, None, SEFTON)
    assert not alone.is_drawn
    assert f"{len(NAMES)} codes of wards of 2018; maps here are of May 2025." in say_carried_localities(alone)
    assert lost_members(alone)["Code"].tolist() == list(NAMES)
    found = wards_as_localities(given, lookup_of_2018(), None, SEFTON)
    assert found.dataset.frame["locality_name"].tolist() == list(NAMES.values())
    assert found.dataset.frame["geometry"].notna().all()
    assert found.lost.empty


@pytest.mark.parametrize("kind", list(FILES))
def test_wards_by_name_alone_are_looked_up_in_the_year_of_their_heading(kind):
    given = of_wards(kind, "WD18NM", [name.upper() for name in NAMES.values()]).dataset
    assert given.kind == kind
    assert given.frame["area_code"].eq("").all()
    alone = wards_as_localities(given, None, None, SEFTON)
    assert not alone.is_drawn
    assert f"{len(NAMES)} names that are not the name of one ward of 2018 here" in say_carried_localities(alone)
    found = wards_as_localities(given, lookup_of_2018(), None, SEFTON)
    assert set(found.wards) == set(NAMES)
    assert found.dataset.frame["geometry"].notna().all()
    said = say_carried_localities(found)
    assert "by their names they are those of 2018; 21 wards are not of May 2025, as the maps here are." in said


def test_names_without_a_year_are_those_of_whose_wards_most_of_them_are():
    today = AREAS.drop_duplicates("ward_code")["ward_name"].tolist()
    given = of_wards("provider_activity", "Ward name", [*today, "Nowhere"]).dataset
    found = wards_as_localities(given, lookup_of_2018(), None, SEFTON)
    assert (found.named, found.unnamed, found.wards) == ("2025", ("Nowhere",), ())
    assert lost_members(found).to_dict("list") == {"Locality": ["Nowhere"], "Code": [""]}
    old = of_wards("provider_activity", "Ward name", list(NAMES.values())).dataset
    assert wards_as_localities(old, lookup_of_2018(), None, SEFTON).named == "2018"


def test_two_wards_of_one_name_are_told_apart_by_their_codes():
    first, second, third = list(NAMES)[:3]
    cells = [f"{first},St John", f"{second},St John", f"{third},Priory"]
    names = of_wards("provider_activity", "WD18CD,WD18NM", cells).dataset.frame["locality_name"]
    assert names.tolist() == [f"St John ({first})", f"St John ({second})", "Priory"]


def test_the_ward_of_a_hospital_is_not_an_electoral_one():
    outcome = load(csv("Hospital,Ward,Discharges", "The Infirmary,Ward 7,12", "The Infirmary,Ward 9,15"))
    assert outcome.dataset is None or outcome.dataset.kind != "discharges"


def test_a_ward_with_a_code_and_no_name_belongs_to_its_ward():
    first, second = WARDS[:2]
    given = load(
        csv("WD25CD,WD25NM,Month,Hours", f"{first},,2024-04,1", f"{second},Second,2024-04,2", "Total,,2024-04,3")
    )
    names = AREAS.set_index("ward_code")["ward_name"]
    assert given.dataset.frame["locality_name"].tolist() == [names[first].iloc[0], "Second"]
    assert not given.dataset.frame["is_unallocated"].any()
    assert given.dataset.set_aside["code"].tolist() == ["total-row"]


def test_a_ward_with_two_names_is_one_ward_and_that_is_said():
    cells = [f"{WARDS[0]},Ainsdale", f"{WARDS[0]},Ainsdale Ward", f"{WARDS[1]},Birkdale"]
    outcome = of_wards("provider_activity", "WD25CD,WD25NM", cells)
    assert outcome.dataset.frame["locality_name"].tolist() == ["Ainsdale", "Ainsdale", "Birkdale"]
    (said,) = [one for one in outcome.problems if one.code == "ward-renamed"]
    assert (said.rows, said.where) == ((3,), "column 'WD25NM', row 3")


def test_a_ward_named_with_and_without_a_stop_is_one_ward():
    given = of_wards("provider_activity", "Ward name", ["St. Oswald", "St Oswald", "Linacre"]).dataset
    assert given.frame["locality_name"].nunique() == 2
    assert wards_as_localities(given, None, None, SEFTON).unnamed == ()


def test_names_are_found_in_a_lookup_whose_headings_say_no_year():
    pairs = zip(AREAS["lsoa11_code"], AREAS["ward_code"].map(OF_2018), strict=True)
    undated = load(csv("LSOA11CD,Ward code,Ward name", *(f"{small},{ward},{NAMES[ward]}" for small, ward in pairs)))
    given = of_wards("provider_activity", "Ward name", list(NAMES.values())).dataset
    found = wards_as_localities(given, undated.dataset, None, SEFTON)
    assert (found.unnamed, set(found.wards)) == ((), set(NAMES))
    assert "by their names they are those of another year" in say_carried_localities(found)
