"""A link is a view: what it asks for is shown, and what it asks for in vain is said."""

import pytest

pytestmark = pytest.mark.app


def test_a_link_brings_back_council_filters_measure_and_areas(open_page):
    page = open_page(
        "care_homes",
        council="Liverpool",
        kind=["nursing", "residential"],
        size=["over 60 beds"],
        shade="Nothing",
        areas="Wards",
    )
    assert page.link_notices == []
    assert page.title == "Care homes in Liverpool"
    assert page.at.multiselect(key="kind").value == ["nursing", "residential"]
    assert page.at.multiselect(key="size").value == ["over 60 beds"]
    assert page.at.selectbox(key="shade").value == "Nothing"
    assert {area["name"] for area in page.maps[0].outlines["areas"]} >= {"Toxteth", "Speke"}
    assert set(page.maps[0].command("paint")["classes"]) == {"-"}


def test_a_link_to_one_home_opens_its_card(open_page):
    page = open_page("care_homes", council="Sefton", home="Sample Home 002")
    (card,) = (c for c in page.of_class("cmw-card") if "Register number" in c)
    assert card.startswith("Sample Home 002")
    picked = [point for point in page.maps[0].command("points") if point["w"] == 5]
    assert [point["id"] for point in picked] == ["SAMPLE-SEF-002"]


def test_a_link_brings_back_measure_and_period_of_home_care(open_page):
    page = open_page("home_care", council="Sefton", measure="People waiting", period="June 2024")
    assert page.link_notices == []
    assert page.findings[0].startswith("In June 2024, people waiting")


def test_a_link_brings_back_the_characteristic_and_the_base(open_page):
    page = open_page("unmet_need", council="Sefton", characteristic="Religion or belief", base="4000")
    assert page.link_notices == []
    assert page.at.number_input(key="base").value == 4000
    assert any(caption.startswith("Religion or belief") for caption in page.tables)


def test_a_link_brings_back_indicators_and_their_direction(open_page):
    carers = "Synthetic: unpaid carers per 100"
    page = open_page("demand_pressure", council="Sefton", indicators=[carers], fewer=[carers])
    assert page.link_notices == []
    assert page.at.multiselect(key="indicators").value == [carers]
    assert page.at.multiselect(key="fewer").value == [carers]
    listed = page.figures("Every area, most pressed first")
    assert len(listed) == 189


@pytest.mark.parametrize(
    ("name", "key", "said", "shown"),
    [
        ("overview", "council", "council", "Showing Sefton"),
        ("care_homes", "shade", "colour the areas by", "Showing Beds per 1,000 people aged 75+"),
        ("care_homes", "areas", "areas", "Showing Small areas (LSOA)"),
        ("care_homes", "kind", "kind of home", "Showing all"),
        ("home_care", "measure", "measure", "Showing Hours of home care"),
        ("home_care", "period", "period", "Showing March 2025"),
        ("unmet_need", "characteristic", "characteristic", "Showing Age"),
        ("demand_pressure", "view", "show", "Showing Pressure score"),
    ],
)
def test_nonsense_in_a_link_falls_back_with_a_word_about_it(open_page, name, key, said, shown):
    page = open_page(name, **{key: "<b>Atlantis</b>"})
    assert page.faults == []
    (notice,) = page.link_notices
    assert f"{said} “<b>Atlantis</b>”" in notice
    assert shown in notice
    assert not any("<b>Atlantis" in fragment for fragment in page.html)
    assert page.again().link_notices == []


def test_a_link_to_a_home_that_is_not_here_says_so(open_page):
    page = open_page("care_homes", council="Sefton", home="1-999")
    assert page.faults == []
    assert any("1-999" in notice for notice in page.link_notices)


def test_a_link_partly_known_shows_what_is_known_and_says_so(open_page):
    page = open_page("care_homes", council="Sefton", kind=["nursing", "castle"])
    assert page.at.multiselect(key="kind").value == ["nursing"]
    (notice,) = page.link_notices
    assert "castle" in notice
    assert "Showing all" not in notice


@pytest.mark.parametrize("base", ["-5", "many", "1e400"])
def test_a_base_that_is_no_number_of_users_is_not_used(open_page, base):
    page = open_page("unmet_need", council="Sefton", base=base)
    assert page.faults == []
    assert not page.at.number_input(key="base").value
    assert any("number of users" in notice for notice in page.link_notices)
