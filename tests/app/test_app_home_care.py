"""Home care: change, waiting, what could be bought, what next year may need, localities built on the page."""

import pytest

from lib import load
from lib.store import Workspace

pytestmark = pytest.mark.app


def test_table_6_of_worcestershire_stands_on_the_page(seen):
    page = seen("home_care", council="Worcestershire", part="Everything")
    assert page.faults == []
    said = page.words
    assert "highest in Worcester (320) and lowest in Malvern Hills (182)" in said
    assert "rose by 18%, from 29,956 to 35,388" in said
    assert "Wychavon rose most, in number (+1,678) and in per cent (+28%)" in said
    assert said.count("That is rounding, not an error.") == 2
    changes = page.figures("Hours of home care: March 2020 and March 2021").set_index("Locality")
    assert changes.loc["All localities", "Change"] == "5,432"


def test_waiting_in_sefton_stands_beside_its_published_peak(seen):
    page = seen("home_care", council="Sefton", measure="People waiting", part="Over time")
    assert page.faults == []
    assert "was 240: a figure of the document, not of these rows" in page.words
    assert "Control limits (an XmR chart) are not drawn" in page.words
    assert (
        "rose from 130 in April 2020 to 240 in January 2021, and have fallen since, to 45 in March 2025" in page.words
    )
    assert "Now 45, against 70 in March 2024: down by 36%" in page.words


def test_seftons_hours_leave_590(seen):
    page = seen("home_care_market", council="Sefton")
    assert page.faults == []
    assert "After expected growth 590 are left." in page.words
    assert "17,333 hours a week" in page.words
    assert "10 points short of 100" in page.words


def test_figures_typed_into_the_link_are_used(open_page):
    page = open_page(
        "home_care_market",
        council="Kent",
        **{
            "kent-declared": "1000",
            "kent-buyable": "600",
            "kent-growth": "700",
            "kent-demand": "5,6",
            "kent-capacity": "5,6",
        },
    )
    assert page.faults == []
    assert "needs 100 more" in page.words
    assert any("set to match demand" in notice for notice in page.notices)


def test_providers_waits_and_hospitals_stand_on_the_page(seen):
    page = seen("home_care", council="Sefton", part="Everything")
    offers = page.figures("Packages offered, accepted and handed back, Year to March 2025").set_index("Locality")
    assert offers.loc["Locality 1", "Accepted, of those offered (95% interval)"] == "69% (62 to 76)"
    assert "One provider alone delivers in Locality 2" in page.words
    delivered = page.figures("What is delivered, Year to March 2025").set_index("Locality")
    assert delivered.loc["Locality 2", "Paid for an hour"] == "[c]"  # one provider
    assert "No locality given" in delivered.index
    assert "packages handed back, spot providers picked up" in page.words
    assert "people wait longest in Locality" in page.words
    left = page.figures("People leaving hospital for home care, Year to March 2025")
    assert set(left["Hospital"]) == {"Southport and Formby District General", "University Hospital Aintree, Liverpool"}


def test_notes_of_the_link_are_on_the_map_and_in_a_table(open_page):
    page = open_page("home_care", council="Sefton", notes="true", **{"note-locality-2": "<b>Rota</b> gaps"})
    assert page.faults == []
    lines = {zone["name"]: zone["lines"] for zone in page.maps[0].command("outlines")}
    assert lines["Locality 1"][1] == "Demand"
    assert "<b>Rota</b> gaps" in lines["Locality 2"]
    notes = page.figures("Notes on the map").set_index("Locality")
    assert notes.loc["Locality 3", "What is hard"] == "Demand, Acceptance"


def test_a_pen_is_offered_that_the_app_serves_itself(open_page):
    page = open_page("home_care", council="Sefton", build="Draw on the map")
    assert page.faults == []
    (drawing,) = (drawn for drawn in page.maps if "L.Control.Draw" in drawn.script)
    assert "static/leaflet-draw/leaflet.draw.js" in drawing.sent
    assert "cdnjs" not in drawing.sent


def test_each_pathway_has_its_months_and_a_matched_one_is_called_circular(open_page):
    page = open_page("home_care_market", council="Sefton", pathway="Pathway 4 Domiciliary Care")
    assert page.faults == []
    assert any("On Pathway 4 Domiciliary Care, capacity equals demand" in said for said in page.findings)
    assert any("In the plan loaded, the shares add up to 90%" in said for said in page.findings)
    whole = page.figures("Demand and capacity by pathway, all months together").set_index("Pathway")
    assert whole.loc["Pathway 4 Domiciliary Care", "Circular?"] == "yes: set to match"
    assert len(page.figures("Demand and capacity by pathway, month by month")) == 12


def test_the_built_in_months_bring_a_forecast_tried_on_the_past_with_its_fan(seen):
    page = seen("home_care_market", council="Sefton")
    assert any("seasonal model came closest" in said for said in page.findings)
    tried = page.figures("Each way of forecasting, tried on the past").set_index("Method")
    assert set(tried["Times tried"]) == {"12"}
    fan = page.figures("The forecast with its bands")
    assert len(fan) == 12
    low, high = (fan[f"95% band, {end}"].str.replace(",", "").astype(int) for end in ("low", "high"))
    assert (low < high).all()


def test_the_built_in_localities_bring_a_wait_model_with_what_is_left_on_a_map(seen):
    page = seen("home_care", council="Liverpool", part="Who waits")
    assert page.faults == []
    assert "Where the hospital is a minute further, 1." in page.words
    (left_over,) = page.maps
    assert len(left_over.outlines["areas"]) == 24
    assert len(page.figures("Waiting beside distance")) == 24


@pytest.mark.parametrize(
    ("part", "header"),
    [("Providers", "Lead and spot providers by locality"), ("Hospitals and older people", "What brings people")],
)
def test_each_part_stands_alone(seen, part, header):
    page = seen("home_care", council="Sefton", part=part)
    assert page.faults == []
    assert page.maps == []
    assert header in page.words
    assert not any(caption.startswith("Home care by locality") for caption in page.tables)


def test_hand_backs_flow_to_the_providers_that_took_them(seen):
    page = seen("home_care", council="Sefton", part="Providers")
    moved = page.figures("Packages handed back, by who took them")
    assert "nobody, or not said" in set(moved["Taken by"])
    assert "Sample Home Care B handed back most packages" in page.words
    assert all(value == "[c]" or int(value) % 5 == 0 for value in moved["Packages"])


def test_the_note_on_offices_is_about_the_hours_on_the_page(seen):
    page = seen("home_care", council="Sefton")
    (caption,) = [name for name in page.tables if name.startswith("The same hours at the office")]
    table = page.figures(caption).set_index("Locality")
    hours = table.replace(",", "", regex=True).astype(float)
    assert hours["Hours drawn at the office"].sum() == pytest.approx(hours["Hours delivered"].sum(), abs=2)
    assert any("would stand where they are not delivered" in said for said in page.findings)
    assert not any(name.startswith("Made up") for name in page.tables)


def test_without_offices_the_note_says_so_and_shows_made_up_ones(open_page):
    head = "locality_name,provider_name,period,role,people,hours"
    text = "\n".join([head, *(f"Locality {n},Agency {n},2025-03,lead,40,{100 * n}" for n in (1, 2, 3))])
    page = open_page("home_care", council="Sefton")
    page.at.session_state["workspace"] = Workspace().accept(load(text.encode(), "p.csv", "provider_activity").dataset)
    page = page.again()
    assert page.faults == []
    assert "The figures in use do not say where the offices are" in page.words
    by_office = page.figures("Made up: one office in the town").set_index("Locality")
    assert by_office.loc["Town"].tolist() == ["800", "100"]


def test_hours_of_two_files_of_different_dates_are_held_against_each_other(seen):
    page = seen("home_care", council="Sefton", part="Providers")
    said = " ".join(page.findings)
    assert "the providers' figures are of Year to March 2025, the home care loaded is of March 2025" in said
    assert "give the same 18,373 hours in 3 localities" in said
    both = page.figures("Hours by locality in two files").set_index("Locality")
    assert set(both.columns) == {"Hours in the home care loaded", "Hours in the providers' figures", "Difference"}


def test_every_chart_can_be_taken_away_as_a_picture(seen):
    for name, part in (("home_care", {"part": "Everything"}), ("home_care_market", {})):
        page = seen(name, council="Sefton", **part)
        offered = [said for said in page.downloads if said == "Take this chart away as a picture (PNG)"]
        assert len(offered) == len(page.at.main.get("vega_lite_chart")) > 3


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, ["Hours of home care by locality over 60 periods"]),
        (
            {"localities": "Example: Every ward a locality"},
            [
                "Hours of home care in each locality, one row each, over 60 periods",
                "Hours of home care in all localities together over 60 periods",
            ],
        ),
    ],
)
def test_a_chart_over_time_says_whose_lines_it_has(open_page, more, said):
    page = open_page("home_care", council="Sefton", part="Over time", **more)
    alternatives = [drawn.proto.alt for drawn in page.at.main.get("vega_lite_chart")]
    assert [one for one in alternatives if one.endswith("over 60 periods")] == said
