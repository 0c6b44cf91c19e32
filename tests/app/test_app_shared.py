"""What is kept for everybody: the same cold as warm, and changed by nobody."""

import pytest
import streamlit as st

from lib.datasets.samples import councils_with_samples

pytestmark = pytest.mark.app


def shown(page):
    """All figures of a page: sentences, tables, maps."""
    return page.findings, [page.figures(c).to_csv() for c in page.tables], [drawn.commands for drawn in page.maps]


def test_a_cold_server_shows_what_a_warm_one_shows_whoever_used_it_in_between(seen, open_page):
    warm = seen("care_homes", council="Sefton")
    st.cache_resource.clear()
    cold = shown(open_page("care_homes", council="Sefton"))
    for name in ("care_homes", "home_care", "unmet_need", "demand_pressure"):
        open_page(name, council="Sefton", kind=["nursing"], base="4000")
    assert shown(open_page("care_homes", council="Sefton")) == cold == shown(warm)


def test_going_from_council_to_council_shows_each_its_own(open_page):
    page = open_page("care_homes", council="Sefton")
    for name, homes in (("Kent", None), ("Worcestershire", "179"), ("Sefton", "121")):
        page.at.selectbox(key="council").set_value(name)
        page.again()
        assert page.faults == []
        assert page.title == f"Care homes in {name}"
        assert page.metrics.get("Homes") == homes


@pytest.mark.parametrize("view", ["Pressure score", "Groups of alike areas", "Regions that are joined up", "Hot spots"])
def test_a_second_reader_is_shown_what_the_first_one_waited_for(open_page, view):
    first, second = (open_page("demand_pressure", council="Rutland", view=view) for _ in range(2))
    assert (first.faults, second.faults) == ([], [])
    assert second.findings == first.findings


def test_there_are_samples_for_four_councils():
    assert set(councils_with_samples().values()) == {"Sefton", "Knowsley", "Liverpool", "Worcestershire"}
