"""Care homes: the register, the directory, councils' own lists."""

import pytest
from ingest_tables import HOMES, adds_up, codes, column, csv, load, rows_of
from ingest_workbooks import xlsx

from lib.geography import council
from lib.measures.scope import homes_of

pytestmark = pytest.mark.unit

REGISTER = (
    "Location ID,Dormant (Y/N),Care home?,Location Name,Care homes beds,Location Latest Overall Rating,"
    "Publication Date,"
    "Location Local Authority,Location Street Address,Location Address Line 2,Location City,Location Postal Code,"
    "Location Latitude,Location Longitude,Brand Name,Provider Name,"
    "Service type - Care home service with nursing,Service type - Care home service without nursing,"
    "Service user band - Dementia,Service user band - Older People"
)
ELM = "1-100,N,Y,Elm House,40,Good,09/Jan/2018 - 00:00,Sefton,1 Elm Road,,Bootle,L20 3NJ,53.447,-2.993,-,Elm Ltd,Y,,Y,Y"
OAK = "1-101,N,Y,Oak Lodge,0,,,Sefton,2 Oak Road,Ainsdale,Southport,PR8 1DA,,,Brand A,Oak Ltd,Y,Y,,Y"


def test_the_register_is_read_without_reshaping():
    outcome = load(csv(REGISTER, ELM, OAK))
    assert column(outcome, "name") == ["Elm House", "Oak Lodge"]
    assert column(outcome, "registered_beds") == [40, 0]
    assert column(outcome, "has_nursing") == [True, True]
    assert column(outcome, "has_residential") == [False, True]
    assert column(outcome, "home_kind") == ["nursing", "nursing and residential"]
    assert column(outcome, "specialisms") == ["Dementia; Older People", "Older People"]
    assert column(outcome, "address") == ["1 Elm Road, Bootle", "2 Oak Road, Ainsdale, Southport"]
    assert column(outcome, "brand_name") == [None, "Brand A"]
    assert column(outcome, "rating") == ["Good", None]
    assert str(column(outcome, "rating_date")[0])[:10] == "2018-01-09"
    assert column(outcome, "located_by") == ["coordinates", "postcode"]
    assert column(outcome, "la_code") == ["E08000014", "E08000014"]


def test_the_frame_is_the_one_that_was_agreed():
    frame = load(HOMES).dataset.frame
    assert list(frame.columns) == [
        *("cqc_location_id", "name", "postcode", "la_name", "la_code", "registered_beds", "has_nursing"),
        *("has_residential", "home_kind", "specialisms", "provider_name", "brand_name", "rating", "rating_date"),
        *("opened_on", "is_dormant", "also_registered_as", "address", "located_by", "source_row", "geometry"),
    ]
    assert frame.dtypes.astype(str)[["registered_beds", "has_nursing", "source_row"]].tolist() == [
        *("Int64", "boolean", "Int64"),
    ]
    assert frame.crs.to_epsg() == 4326
    assert set(frame.dtypes[["name", "la_name", "located_by", "home_kind", "brand_name"]].astype(str)) == {"str"}


def test_rows_that_are_not_care_homes_are_set_aside_and_counted():
    surgery = ELM.replace("1-100", "1-200").replace("N,Y,Elm", "N,,Surgery")
    outcome = load(csv(REGISTER, ELM, surgery, OAK))
    assert rows_of(outcome, "not-a-care-home") == (3,)
    assert adds_up(outcome)
    assert outcome.dataset.set_aside["code"].tolist() == ["not-a-care-home"]


def test_a_home_registered_twice_is_counted_once():
    outcome = load(csv(REGISTER, ELM, OAK, ELM))
    assert rows_of(outcome, "listed-twice") == (4,)
    assert column(outcome, "registered_beds") == [40, 0]


def test_homes_without_beds_and_dormant_homes_are_pointed_out():
    outcome = load(csv(REGISTER, ELM, OAK.replace("1-101,N", "1-101,Y")))
    assert rows_of(outcome, "zero-beds") == (3,)
    assert rows_of(outcome, "dormant") == (3,)


def test_beds_that_are_no_number_are_missing_and_named():
    outcome = load(HOMES.replace(",12,", ",twelve,").replace(",40,", ",-4,"))
    assert column(outcome, "registered_beds") == [None, None]
    assert rows_of(outcome, "not-a-number") == (3,)
    assert rows_of(outcome, "beds-implausible") == (2,)


def test_each_cell_of_beds_that_holds_no_number_of_beds_is_in_the_account():
    heads = "cqc_location_id,name,postcode,registered_beds,occupied_beds,vacant_beds"
    homes = ("1-100,Elm,L20 3NJ,*,<5,2", "1-101,Oak,PR8 1DA,[x],[c],*", "1-102,Ash,PR9 8SY,40,38.5,many")
    outcome = load(csv(heads, *homes, "1-103,Yew,PR9 8SY,30,-3,4"))
    found = outcome.dataset.parts["account"]
    found = found[found["column"].str.endswith("_beds")]
    cells = zip(found["source_row"], found["column"], found["value"], found["code"], strict=True)
    said = {
        (2, "registered_beds"): ("*", "cells-suppressed"),
        (2, "occupied_beds"): ("<5", "cells-suppressed"),
        (3, "registered_beds"): ("[x]", "cells-not-available"),
        (3, "occupied_beds"): ("[c]", "cells-suppressed"),
        (3, "vacant_beds"): ("*", "cells-suppressed"),
        (4, "occupied_beds"): ("38.5", "beds-implausible"),
        (4, "vacant_beds"): ("many", "not-a-number"),
        (5, "occupied_beds"): ("-3", "beds-implausible"),
    }
    assert {(row, heading): (value, code) for row, heading, value, code in cells} == said
    assert column(outcome, "occupied_beds") == [None] * 4
    assert all(found["fix"].ne(""))


def test_a_home_that_cannot_be_placed_stays_and_is_listed():
    outcome = load(HOMES.replace("PR8 1DA", "ZZ99 9ZZ"))
    assert column(outcome, "located_by") == ["postcode", "not located"]
    assert rows_of(outcome, "not-located") == (3,)
    assert outcome.dataset.frame.geometry.isna().tolist() == [False, True]
    assert outcome.dataset.provenance.rows_set_aside == 0


def test_a_council_that_is_not_that_of_the_postcode_is_said_and_is_the_one_whose_homes_count():
    outcome = load(HOMES.replace("PR8 1DA", "M1 1AE") + "1-102,Ash,L2 2DH,Sefton MBC,9,N,Y\n1-103,Yew,PR9 8SY,,9,N,Y\n")
    found = outcome.dataset.parts["account"].set_index("code").loc["council-not-of-postcode"]
    assert found["source_row"].tolist() == [3, 4]
    assert found["value"].tolist() == ["Sefton", "Sefton MBC"]
    assert "Manchester and Liverpool" in found["what"].iloc[0]
    assert len(homes_of(outcome.dataset.frame, council("Sefton"))) == 4


def test_a_district_is_of_its_countys_postcodes_and_a_council_that_is_not_known_is_not_judged():
    text = HOMES.replace("L20 3NJ,Sefton", "WR1 1AA,Worcester").replace("PR8 1DA,Sefton", "PR8 1DA,Southport")
    assert "council-not-of-postcode" not in codes(load(text))


def test_swapped_coordinates_are_turned_round_and_said():
    swapped = HOMES.replace("has_residential", "has_residential,latitude,longitude").replace("Y,N", "Y,N,-2.99,53.45")
    outcome = load(swapped)
    assert rows_of(outcome, "coordinates-swapped") == (2,)
    assert outcome.dataset.frame.geometry[0].y == pytest.approx(53.45)


@pytest.mark.parametrize("pair", ["0,0", "48.85,2.35", "999,999"])
def test_impossible_coordinates_give_way_to_the_postcode(pair):
    outcome = load(HOMES.replace("has_residential", "has_residential,latitude,longitude").replace("Y,N", f"Y,N,{pair}"))
    assert rows_of(outcome, "coordinates-outside") == (2,)
    assert column(outcome, "located_by")[0] == "postcode"


def test_coordinates_far_from_the_postcode_are_pointed_out():
    text = HOMES.replace("has_residential", "has_residential,latitude,longitude").replace("Y,N", "Y,N,51.5,-0.12")
    assert rows_of(load(text), "coordinates-far-from-postcode") == (2,)


def test_eastings_and_northings_are_places():
    text = HOMES.replace("has_residential", "has_residential,easting,northing").replace("Y,N", "Y,N,334000,395000")
    assert column(load(text), "located_by")[0] == "coordinates"


def test_a_list_of_a_councils_own_keeps_na_as_missing_and_reads_types():
    outcome = load(
        csv(
            "name,cqc_id,type,address,postcode,website,provider,area_name,area_code",
            'Elm,1-100,Nursing homes|Residential homes,"1 Elm Road,Bootle",l203nj,NA,Elm Ltd,Sefton,E0800014',
            "NA House,1-101,Residential homes,2 Oak Road,PR8 1DA,NA,NA,Sefton,E0800014",
        )
    )
    assert column(outcome, "home_kind") == ["nursing and residential", "residential"]
    assert column(outcome, "name") == ["Elm", "NA House"]
    assert column(outcome, "provider_name") == ["Elm Ltd", None]
    assert column(outcome, "postcode") == ["L20 3NJ", "PR8 1DA"]
    assert "no-beds" in codes(outcome)


def test_the_directory_is_read_past_its_lines_at_the_top():
    outcome = load(
        csv(
            "CQC directory", "", "This data was produced on 26 August 2026", "",
            "Name,Also known as,Address,Postcode,Phone number,Service types,Specialisms/services,Provider name,"
            "Local authority,CQC Location ID (for office use only),CQC Provider ID (for office use only)",
            'Elm,,"1 Elm Road",L20 3NJ,01,Residential homes|Residential homes,Dementia|Dementia|Sensory impairments,'
            "Elm Ltd,Sefton,1-100,1-1",
            "Smith Surgery,,3 Ash Road,L20 3NJ,01,Doctors/GPs|Doctors/GPs,,Smith,Sefton,1-102,1-2",
        )
    )  # fmt: skip
    assert column(outcome, "name") == ["Elm"]
    assert column(outcome, "specialisms") == ["Dementia; Sensory impairments"]
    assert rows_of(outcome, "not-a-care-home") == (7,)
    assert column(outcome, "source_row") == [6]


def test_blank_in_a_plain_list_is_not_stated_and_in_the_register_is_no():
    plain = load(HOMES.replace("Y,N\n1-101", ",\n1-101"))
    assert column(plain, "has_nursing")[0] is None
    assert column(plain, "home_kind")[0] == "not stated"
    assert column(load(csv(REGISTER, ELM)), "has_residential") == [False]


def test_rows_without_a_name_and_totals_are_set_aside():
    outcome = load(HOMES + "1-103,,L20 3NJ,Sefton,4,Y,N\n,Total,,,52,,\n")
    assert rows_of(outcome, "no-name") == (4,)
    assert rows_of(outcome, "total-row") == (5,)
    assert adds_up(outcome)


def test_homes_no_longer_registered_are_set_aside():
    outcome = load(
        csv(
            "locationId,name,postalCode,numberOfBeds,careHome,registrationStatus,deregistrationDate",
            "1-100,Elm,L20 3NJ,10,Y,Registered,",
            "1-101,Oak,L20 3NJ,10,Y,Deregistered,2020-01-01",
        )
    )
    assert rows_of(outcome, "no-longer-registered") == (3,)
    (closed,) = outcome.dataset.parts["closed"].itertuples()
    assert (closed.cqc_location_id, closed.registered_beds, closed.la_code) == ("1-101", 10, "E08000014")
    assert str(closed.closed_on)[:10] == "2020-01-01"


CLOSED_HEAD = "locationId,name,postalCode,numberOfBeds,careHome,registrationStatus,deregistrationDate"
CLOSED = "1-101,Oak,L20 3NJ,10,Y,Deregistered,2020-01-01"


def test_a_list_of_closures_alone_stands_beside_the_register():
    outcome = load(
        csv(CLOSED_HEAD, CLOSED, CLOSED, "1-102,Surgery,PR8 1DA,,N,Deregistered,x", "1-103,Elm,PR8 1DA,4,Y,,x")
    )
    assert outcome.dataset.kind == "closed_homes"
    assert rows_of(outcome, "listed-twice") == (3,)
    assert rows_of(outcome, "not-a-care-home") == (4,)
    assert rows_of(outcome, "not-a-date") == (5,)
    assert column(outcome, "name") == ["Oak", "Elm"]
    assert column(outcome, "registered_beds") == [10, 4]
    assert [str(day)[:10] for day in column(outcome, "closed_on")] == ["2020-01-01", "None"]
    assert column(outcome, "source_row") == [2, 5]


def test_a_list_of_closures_is_no_register():
    outcome = load(csv(CLOSED_HEAD, CLOSED), kind="homes")
    assert outcome.dataset is None
    assert "It looks like 'Care homes that have closed': load it there." in outcome.problems[-1].fix


def test_closures_on_a_sheet_beside_the_register_are_read_with_it():
    heading, closed = CLOSED_HEAD.split(","), [CLOSED.replace("1-101", f"1-10{n}").split(",") for n in (1, 2, 3)]
    active = [heading, ["1-100", "Elm", "L20 3NJ", "10", "Y", "Registered", ""]]
    outcome = load(xlsx({"Deactivated": [heading, *closed], "Active": active}))
    assert outcome.dataset.kind == "homes"
    assert column(outcome, "name") == ["Elm"]
    assert outcome.dataset.parts["closed"]["cqc_location_id"].tolist() == ["1-101", "1-102", "1-103"]
    assert any("read from the sheet 'Deactivated' too" in problem.what for problem in outcome.problems)


def test_days_of_registration_dormancy_and_second_registrations_are_read():
    head = "Location ID,Name,Postcode,Beds,Location HSCA start date,Dormant (Y/N),Linked Organisation ID,Primary ID"
    outcome = load(
        csv(
            head,
            "1-100,Elm,L20 3NJ,10,01/10/2010,Y,,",
            "1-101,Oak,PR8 1DA,9,soon,N,,",
            "1-102,Elm,L20 3NJ,10,,N,1-100,1-100",
        )
    )
    assert [str(day)[:10] for day in column(outcome, "opened_on")] == ["2010-10-01", "None"]
    assert column(outcome, "is_dormant") == [True, False]
    assert column(outcome, "also_registered_as") == ["1-102", None]
    assert rows_of(outcome, "not-a-date") == (3,)
    assert column(load(HOMES), "is_dormant") == [None, None]


def test_homes_alike_are_pointed_out_and_both_kept():
    outcome = load(HOMES.replace("1-101,Oak Lodge,PR8 1DA", "1-101,ELM HOUSE,L20 3NJ"))
    assert rows_of(outcome, "listed-alike") == (2, 3)
    assert len(outcome.dataset.frame) == 2
