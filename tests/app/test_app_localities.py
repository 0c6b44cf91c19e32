"""Localities on the home care page: examples with their status, kept versions in the link, figures spread over them."""

import pytest

pytestmark = pytest.mark.app

TEN = "Example: Ten zones (made up)"


def test_ten_zones_open_as_made_up_and_the_figures_are_said_to_be_an_estimate(open_page):
    page = open_page("home_care", council="Worcestershire", localities=TEN)
    assert page.faults == []
    assert "Made up, to be replaced by your own." in page.words
    (estimate,) = [said for said in page.notices if said.startswith("An estimate")]
    assert "Wychavon" in estimate
    care = page.figures("Home care by locality, March 2021")
    assert len(care) == 11  # ten zones and the hours of no locality
    hours = care["Hours of home care"].str.replace(",", "").astype(float)
    assert hours.sum() == pytest.approx(35_388, abs=6)  # the page prints each rounded
    where = page.figures("Where each locality's figures went")
    assert set(where["Figures are given for"]) >= {"Wychavon", "Malvern Hills"}


def test_traffords_four_open_without_home_care(open_page):
    page = open_page("home_care", council="Trafford", localities="Example: The council's four localities")
    assert page.faults == []
    assert "as its data team gives them" in page.words
    assert {zone["name"] for zone in page.maps[0].command("outlines")} == {"Central", "North", "South", "West"}
    assert "Download the localities as a file" in page.downloads


def test_localities_kept_under_a_name_are_in_the_link_and_open_for_a_colleague(own_workspace, open_page):
    page = open_page("home_care", council="Trafford", localities="Example: The council's four localities")
    page.at.text_input(key="localities-name").set_value("Our four")
    page.at.text_input(key="localities-who").set_value("Kim")
    (keep,) = (b for b in page.at.button if b.label == "Keep them")
    keep.click()
    page.again()
    assert page.faults == []
    chosen = page.at.selectbox(key="localities").value
    assert chosen.startswith("Kept: Our four (")
    assert any("The address of this page now opens them" in said for said in page.notices)
    colleague = open_page("home_care", council="Trafford", localities=chosen)
    assert colleague.link_notices == []
    assert "Our four. Begun from: The council's four localities." in colleague.words
    assert len(colleague.maps[0].command("outlines")) == 4


def test_what_distance_does_not_explain_is_on_a_map(open_page):
    from lib.geography import examples_of

    wards = examples_of("Sefton")[-1].members["locality_name"].tolist()
    rows = [f'"{name}",2025-03,{400 + 10 * n},{20 + (n * 7) % 30}' for n, name in enumerate(wards)]
    content = "\n".join(["locality,period,hours,people waiting", *rows]).encode()
    page = open_page("your_data", council="Sefton")
    page.at.file_uploader(key="upload").set_value(("wards.csv", content, "text/csv"))
    (use,) = (b for b in page.again().at.button if b.label == "Use this data")
    use.click()
    page.again()
    page.at.query_params["localities"] = "Example: Every ward a locality"
    page.at.query_params["part"] = "Who waits"
    page.go_to("home_care")
    assert page.faults == []
    left_over = page.maps[-1]
    assert len(left_over.outlines["areas"]) == 22
    assert "The map shows what is left" in page.words
    assert "Waiting, for each one expected" in page.figures("Waiting beside distance").columns
    assert not any(said.startswith("An estimate") for said in page.notices)


def test_without_a_name_nothing_is_kept(own_workspace, open_page):
    page = open_page("home_care", council="Trafford", localities="Example: The council's four localities")
    (keep,) = (b for b in page.at.button if b.label == "Keep them")
    keep.click()
    assert any("Nothing was kept yet" in said for said in page.again().notices)


@pytest.mark.parametrize(
    ("council", "names"), [("Trafford", {"North", "Central", "South", "West"}), ("Kent", {"Dover"})]
)
def test_a_council_without_data_begins_with_its_example(seen, council, names):
    page = seen("home_care", council=council)
    assert page.faults == []
    assert all(name in page.maps[0].commands for name in names)


@pytest.mark.parametrize("name", ["home_care", "overview", "home_care_market"])
def test_a_page_that_begins_with_an_example_can_be_shown_again(open_page, name):
    page = open_page(name, council="Kent")
    for _ in range(2):
        page = page.again()
        assert page.faults == []
    page.go_to("home_care")
    assert page.again().faults == []
    assert page.at.selectbox(key="localities").value == "Example: The districts"


def pasted(open_page, listed):
    """Sefton's home care once localities were built from a list and used."""
    page = open_page("home_care", council="Sefton", build="Paste a list")
    page.at.text_area(key="pasted-localities").set_value(listed)
    page = page.again()
    page.at.button(key="use-built-localities").click()
    return page.again()


def test_pasted_names_of_wards_are_localities(own_workspace, open_page):
    page = pasted(open_page, "North: Ainsdale, birkdale\nSouth: Ford, Church")
    assert page.faults == []
    assert page.figures("Home care by locality, March 2025")["Locality"].tolist() == [
        "No locality given",
        "North",
        "South",
    ]


def test_a_pasted_place_that_is_not_found_is_named(own_workspace, open_page):
    page = pasted(open_page, "North: PR8 1DA, PR9 0AA\nSouth: L20 3NJ, ZZ9 9ZZ")
    assert page.faults == []
    assert any("in no locality: South: ZZ9 9ZZ." in said for said in page.notices)
    (above,) = [caption for caption in page.tables if caption == "The localities above"]
    assert "in no zone" in " ".join(page.figures(above)["What to know"])
    assert "283 where a figure is given. 1 figure hidden" in page.findings[0]  # those of no locality say nothing


def test_a_postcode_pasted_twice_is_named_with_where_it_was_put(own_workspace, open_page):
    page = pasted(open_page, "North: PR8 1DA, PR9 0AA\nSouth: PR8 1DA, L20 3NJ")
    assert page.faults == []
    (said,) = [one for one in page.notices if "PR8 1DA" in one]
    assert "PR8 1DA stands in North and South, and was put into North." in said
    assert "Localities made from postcodes are approximate" in said


@pytest.mark.parametrize("part", ["Providers", "Hospitals and older people"])
def test_providers_and_discharges_are_spread_over_other_localities(open_page, part):
    page = open_page(
        "home_care", council="Worcestershire", part=part, localities="Example: Four rate zones (wards assumed)"
    )
    assert page.faults == []
    assert any(said.startswith("An estimate: the ") and "were spread over" in said for said in page.notices)
    captions = ("What is delivered", "People leaving hospital")
    (caption,) = [name for name in page.tables if name.startswith(captions)]
    zones = set(page.figures(caption)["Locality"]) - {"No locality given"}
    assert len(zones) in (3, 4)
    assert "Wychavon" not in zones


def test_figures_of_localities_as_they_were_are_not_taken_for_those_changed(own_workspace, open_page):
    page = open_page("home_care", council="Sefton", build="Paste a list")
    changed = "Locality 1: Ainsdale\nLocality 2: Birkdale\nLocality 3: Ford"
    page.at.text_area(key="pasted-localities").set_value(changed)
    page = page.again()
    page.at.button(key="use-built-localities").click()
    page = page.again()
    assert page.faults == []
    assert any(said.startswith("An estimate: the figures loaded are by other localities") for said in page.notices)
    spread = page.figures("Home care by locality, March 2025").set_index("Locality")
    page.at.session_state["counted-for"] = "As they are now"
    as_given = page.again().figures("Home care by locality, March 2025").set_index("Locality")
    assert as_given.loc["Locality 1", "Hours of home care"] == "8,323"
    assert spread.loc["Locality 1", "Hours of home care"] != "8,323"


def test_who_covers_what_is_spread_over_the_localities_chosen(open_page):
    page = open_page("home_care", council="Worcestershire", localities=TEN, part="Providers")
    assert page.faults == []
    cover = page.figures("Who covers what")
    zones = {zone for zone in cover["Locality"] if zone != "No locality given"}
    assert len(zones) == 10
    assert set(cover["Sure to deliver here"]) == {"Yes", "No"}
    assert cover["Worked out from"].str.contains("of Wychavon").any()
    assert any("covers at least part of that locality" in said for said in page.findings)
    counted = page.figures("How many providers deliver in each locality")
    assert (counted["At least"].astype(int) <= counted["At most"].astype(int)).all()
    became = page.figures("What became of packages handed back")
    assert set(became["Locality"]) == set(cover["Locality"])
