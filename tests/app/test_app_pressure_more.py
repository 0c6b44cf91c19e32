"""Demand pressure: two geographies side by side, how indicators are made, few areas, versions, work that stops."""

import io

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from lib.datasets.samples import sample_files
from lib.geography import areas
from lib.ui.working import Job

pytestmark = pytest.mark.app

GROUPS, REGIONS, BOUNDARIES = "Groups of alike areas", "Regions that are joined up", "What boundaries do"
AGED = "Synthetic: people aged 75+ per 100"
CARERS = "Synthetic: unpaid carers per 100"
SEFTON = "E08000014"


def test_two_geographies_stand_side_by_side_and_what_is_hidden_is_listed(seen):
    page = seen("demand_pressure", view=BOUNDARIES, beside="Wards")
    assert page.faults == []
    assert len(page.maps) == 2
    assert page.findings[0].startswith("Of 37 small areas in the worst fifth by small area")
    assert "Boundaries change the verdict “worst fifth” for" in page.words
    wards = page.figures("Every ward, with the spread of its small areas inside it")
    assert len(wards) == 22
    hidden = page.figures("Small areas on which the two maps do not agree")
    assert set(hidden["In the worst fifth"]) == {"by small area only", "by ward only"}


@pytest.mark.parametrize(("kind", "areas"), [("Middle areas (MSOA)", 38), ("Localities", 3)])
def test_areas_of_every_size_are_ranked(seen, kind, areas):
    page = seen("demand_pressure", areas=kind)
    assert page.faults == []
    assert len(page.figures("Every area, most pressed first")) == areas


def test_how_an_indicator_is_made_stands_in_the_link_and_in_the_register(open_page):
    making = {"counts": AGED, "shrink": AGED, "needed": AGED, "fewer": AGED, "shaped": CARERS}
    shape = {"shape-synthetic-unpaid-carers-per-100": "logarithm"}
    below = {"below-synthetic-people-aged-75-per-100": "People aged 65+"}
    page = open_page("demand_pressure", **making, **shape, **below)
    assert page.faults == []
    register = page.figures("What was done to each indicator").set_index("Indicator")
    assert register.loc[CARERS, "Long tail drawn in by"].startswith("logarithm")
    row = register.loc[AGED]
    assert row["More pressure when"] == "lower"
    assert row["Divided"] == "per 1,000 People aged 65+"
    assert row["Drawn towards the average"] == "Yes"
    assert row["A gap"] == "area left out"
    assert "Counts of 1 to 4 people are hidden" in page.words


def test_fewer_than_twenty_areas_get_a_heat_table(seen):
    page = seen("demand_pressure", council="Worcestershire", areas="Districts", view=GROUPS)
    assert page.faults == []
    assert "too few to group" in page.findings[0]
    assert len(page.figures("Every area and its figures")) == 6


def test_an_island_is_linked_on_purpose_and_said(seen):
    page = seen("demand_pressure", council="Northumberland", view=REGIONS, regions="5")
    assert any("falls into 2 parts that do not touch" in said for said in page.notices)
    assert list(page.figures("Parts joined on purpose")["From"]) == ["Northumberland 001B"]


def test_groups_of_two_versions_are_aligned_and_moved_areas_listed(open_page):
    page = open_page("your_data", council="Sefton")
    page.at.file_uploader(key="upload").set_value(("later.csv", later_figures(), "text/csv"))
    page.again()
    next(button for button in page.at.button if button.label == "Use this data").click()
    page.again()
    page.at.query_params.update({"view": GROUPS, "compare": "Built-in figures", "k": "3"})
    page.go_to("demand_pressure")
    assert page.faults == []
    assert any("to another group" in said for said in page.findings)
    became = page.figures("Which group became which (matched so that most areas stay)")
    assert len(became) == 3
    moved = page.figures("Areas that moved to another group")
    assert (moved["Was in"] != "").all()
    assert len(moved) < 60


def test_outlines_of_several_councils_have_nothing_beside_them(open_page):
    page = open_page("your_data", council="Sefton")
    drawn = pd.concat([areas("Sefton", "lad"), areas("Knowsley", "lad")])
    page.at.file_uploader(key="upload").set_value(("two.geojson", drawn.to_json().encode(), "application/geo+json"))
    page.again()
    next(button for button in page.at.button if button.label == "Use this data").click()
    page.again()
    page.at.query_params.update({"areas": "Your outlines, all councils", "view": BOUNDARIES})
    page.go_to("demand_pressure")
    assert page.faults == []
    assert any("reach over several councils" in said for said in page.notices)
    assert page.maps == []


def later_figures() -> bytes:
    """The built-in indicators with the figures of twenty areas dealt to one another."""
    frame = pd.read_csv(io.BytesIO(sample_files(SEFTON)["indicators"].content), dtype=str)
    columns = list(frame.columns[2:])
    frame.loc[:19, columns] = frame.loc[169:188, columns].to_numpy()
    return frame.to_csv(index=False).encode()


def test_work_that_was_stopped_says_so_and_can_be_started_again():
    at = AppTest.from_function(_page_of_stopped_work).run()
    assert [button.label for button in at.button] == ["Start again"]
    assert "Stopped. Nothing was worked out" in at.main.html[0].value
    at.session_state["is wanted"] = True
    at.button[0].click().run()
    assert [said.value for said in at.markdown] == ["worked out"]


def _page_of_stopped_work() -> None:
    import streamlit as st

    from lib.pressure import Cancelled
    from lib.ui.working import worked

    def work(tell, cancel):
        tell(0.5)
        if not st.session_state.get("is wanted"):
            raise Cancelled
        return "worked out"

    st.write(worked(work, "Working.", "test", at=id(st.session_state)))


def test_a_job_ends_when_nobody_wants_it_any_more():
    job = Job(lambda own: own.is_unwanted.wait(30))
    job.start()
    job.is_unwanted.set()
    assert job.done.wait(30)
    assert job.finished() is True


def test_a_fault_of_the_work_is_a_fault_of_the_page():
    job = Job(lambda own: 1 / (own.share * 0))
    job.start()
    assert job.done.wait(30)
    with pytest.raises(ZeroDivisionError):
        job.finished()


def test_one_area_says_why_it_has_its_place_and_the_map_can_show_how_sure_that_is(open_page):
    page = open_page("demand_pressure", area="Sefton 018F", colour="Chance of the worst fifth")
    assert page.faults == []
    assert any(said.startswith("Sefton 018F has rank 1 (") for said in page.findings)
    rows = page.figures("What lifts and lowers Sefton 018F")
    assert len(rows) == 6
    assert (rows["Rank without it"].astype(int) >= 1).all()
    assert page.maps[0].command("paint")["words"][0].startswith("Chance of the worst fifth: ")


def test_indicators_nobody_has_chosen_follow_the_areas_and_chosen_ones_stay(open_page):
    page = open_page("demand_pressure", areas="Wards")
    wards = page.at.multiselect(key="indicators").value
    page.at.button_group(key="areas").set_value(["Small areas (LSOA)"])
    page.again()
    small = page.at.multiselect(key="indicators").value
    assert small != wards
    page.at.multiselect(key="indicators").set_value(small[:2])
    page.again()
    page.at.button_group(key="areas").set_value(["Wards"])
    page.again()
    assert page.at.multiselect(key="indicators").value == [one for one in small[:2] if one in wards]
