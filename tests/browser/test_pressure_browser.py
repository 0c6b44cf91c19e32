"""Demand pressure in a browser: long work tells how far it is and stops at a press; ranks of a country are refined."""

import re
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

COUNTRY, GROUPS = "All of England and Wales", "Groups of alike areas"
LONG_MS = 120_000  # all of England and Wales, on a busy machine


def opened(visit, **link):
    """The page as it begins: a country is watched while it is worked out, not once it is drawn."""
    visit.page.goto(f"{visit.address}/demand_pressure?{urlencode(link)}")
    return visit.page


def test_long_work_says_how_far_it_is_and_stops_at_a_press(visit):
    page = opened(visit, areas=COUNTRY, view=GROUPS)
    stop = page.get_by_role("button", name="Stop this work")
    expect(stop).to_be_visible(timeout=LONG_MS)
    expect(page.get_by_text(re.compile(r"\d+% done, \d+ seconds"))).to_be_visible(timeout=LONG_MS)
    stop.click()
    again = page.get_by_role("button", name="Start again")
    expect(again).to_be_visible(timeout=LONG_MS)
    expect(page.get_by_text("Stopped. Nothing was worked out")).to_be_visible()
    expect(stop).to_have_count(0)
    page.get_by_text("Pressure score").first.click()
    expect(again).to_have_count(0, timeout=LONG_MS)


def test_the_first_200_draws_of_a_country_are_shown_and_refined_to_1000(visit):
    page = opened(visit, areas=COUNTRY)
    first = page.get_by_text("The first 200 of 1,000")
    expect(first).to_be_visible(timeout=LONG_MS)
    expect(first).to_have_count(0, timeout=LONG_MS)
    expect(page.get_by_text("depends on how the sum is done").first).to_be_visible()
