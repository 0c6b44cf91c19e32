"""Files of the council's own on the pages of care homes: who runs the homes, and travel times to them."""

import pytest

pytestmark = pytest.mark.app
USE = "Use this data"
HOMES = (
    "Location ID,Location Name,Postcode,Care homes beds,Local Authority\n"
    "1-101,Ash House,PR8 3NX,20,Sefton\n1-102,Birch House,PR9 8SY,30,Sefton\n1-103,Cedar House,L21 8JY,40,Sefton\n"
)
OWNERS = (
    "CQC ID,Home,Postcode,Provider,Group\n"
    "1-101,Ash House,PR8 3NX,Ash Ltd,Tree Group\n,Birch House,PR9 8SY,Birch Ltd,Tree Group\n"
)
TIMES = "area_code,cqc_location_id,minutes\nE01006920,1-101,12\nE01006921,1-101,20\nE01006922,1-102,25\n"


@pytest.fixture
def loaded(load):
    """A register that names nobody, with further files."""

    def with_(**more):
        page = load(HOMES.encode()).press(USE)
        for name, content in more.items():
            page = load(content.encode(), f"{name}.csv", page.go_to("your_data")).press(USE)
        return page

    return with_


def test_homes_of_a_group_that_only_the_councils_list_names_can_close(loaded):
    page = loaded(owners=OWNERS).go_to("care_homes")
    said = "Who runs 2 of 3 homes comes from the council's own list: the register does not say."
    assert said in page.words
    assert page.figures("Homes and beds by owner, most beds first")["Owner"].tolist() == ["Tree Group", "not stated"]
    assert "2 of 2 rows found a home on the register" in " ".join(page.findings)
    assert not any("[c]" in finding for finding in page.findings)
    page.go_to("what_if").at.selectbox(key="what").set_value("All homes of a provider close")
    assert "every home of Tree Group (all its companies)" in page.again().findings[0]
    assert page.metrics["People displaced"] == "50"
    assert said in page.words


def test_travel_times_are_used_once_loaded_and_what_they_leave_out_is_said(loaded, load):
    page = loaded().go_to("what_if")
    assert page.at.selectbox(key="within").value == "10 km"
    page = load(TIMES.encode(), "times.csv", page.go_to("your_data")).press(USE).go_to("what_if")
    assert page.faults == []
    assert page.at.selectbox(key="within").value == "30 minutes (as loaded)"
    assert any("186 small areas of Sefton have no travel time" in said for said in page.notices)
    assert any("1 care home of Sefton has no travel time" in said for said in page.notices)
    assert "Cedar House" in page.figures("Areas and homes without a travel time")["Name"].tolist()
    page.at.selectbox(key="within").set_value("10 km")
    assert "Travel times are loaded and not used here" in page.again().words


def test_closures_loaded_after_the_register_are_counted_beside_it(loaded):
    closures = (
        "Location ID,Location Name,Postcode,Care homes beds,Local Authority,HSCA start date,HSCA end date\n"
        "1-900,Oak House,PR8 3NX,12,Sefton,01/10/2010,15/03/2026\n1-101,Ash House,PR8 3NX,20,Sefton,,15/03/2026\n"
    )
    page = loaded(closed=closures).go_to("care_homes")
    assert page.faults == []
    assert page.metrics["Homes"] == "3"
    by_month = page.figures("Homes opened and closed, by month").set_index("Month")
    assert by_month.loc["March 2026", ["Closed", "Beds closed"]].tolist() == ["1", "12"]
    assert page.figures("Homes that no total counts")["Home"].tolist() == ["Oak House"]


def test_closures_stand_where_their_postcode_does_and_follow_the_places_chosen(loaded):
    closures = (
        "Location ID,Location Name,Postcode,Care homes beds,Local Authority,HSCA start date,HSCA end date\n"
        "1-900,Oak House,PR8 3NX,12,Sefton,01/10/2010,15/03/2026\n1-901,Elm House,,30,Sefton,,15/03/2026\n"
    )
    page = loaded(closed=closures).go_to("care_homes")
    page.at.selectbox(key="areas").set_value("Wards")
    table = page.again().figures("Homes opened and closed in each ward, by year")
    gone = table[table["Closed"].astype(int) > 0].set_index("Place")["Beds closed"]
    (ward,) = set(gone.index) - {"not located"}
    assert gone.to_dict() == {ward: "12", "not located": "30"}
    assert page.figures("Homes opened and closed, by month")["Beds closed"].astype(int).sum() == 42
    page.at.multiselect(key="homes-in").set_value([ward])
    assert page.again().figures("Homes opened and closed, by month")["Beds closed"].astype(int).sum() == 12
    page.at.multiselect(key="homes-in").set_value([])
    page.at.selectbox(key="areas").set_value("Localities")
    page.again().at.multiselect(key="homes-in").set_value(["Locality 3"])
    page.again()
    assert any(said.startswith("In Sefton, of the homes that fit your choices, ") for said in page.findings)
    assert "closures are not known" not in page.words
    assert set(page.figures("Homes opened and closed in each locality, by year")["Closed"]) == {"0"}
    assert page.figures("Homes opened and closed, by month")["Month"].iloc[-1] == "March 2026"


def test_a_register_without_beds_says_nothing_of_beds(load):
    rows = [line.split(",") for line in HOMES.splitlines()]
    without = "\n".join(",".join([*cells[:3], *cells[4:]]) for cells in rows)
    page = load(without.encode()).press(USE).go_to("care_homes")
    assert page.faults == []
    assert any("The register gives no beds for any of them." in said for said in page.findings)
    assert not any("Beds per 100 people" in said for said in page.findings)
    assert not any(caption.startswith("Beds for older people") for caption in page.tables)
