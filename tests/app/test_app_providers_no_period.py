"""Providers' figures without a period, and of unknown roles: no hole in a caption, no role made up."""

import re

import pytest

pytestmark = pytest.mark.app

_ROWS = [(f"Locality {place}", who, 60 + 9 * place, 30 + place, 12 + place, 700 + place)
         for place in (1, 2, 3) for who in ("Alpha", "Beta")]  # fmt: skip


def file_of(roles):
    head = "Locality,Provider,Contract type,Packages offered,Packages accepted,Packages handed back,Hours delivered"
    lines = [",".join(map(str, (row[0], row[1], roles.get(row[1], ""), *row[2:]))) for row in _ROWS]
    return "\n".join([head, *lines]).encode()


def providers_part(load, roles):
    page = load(file_of(roles), "providers.csv").press("Use this data").go_to("home_care")
    page.at.session_state["part"] = "Providers"
    return page.again()


def test_no_hole_is_left_where_no_period_is_given(load):
    page = providers_part(load, {"Alpha": "Lead", "Beta": "Spot"})
    assert page.faults == []
    assert not page.figures("What is delivered").empty
    holes = [line for line in page.words.split("\n") if re.search(r", $|,\s+and$|\bof ,|\bfor ?:| ,|  for :", line)]
    assert holes == []


def test_roles_that_are_not_said_are_shown_as_such(load):
    page = providers_part(load, {"Alpha": "Lead"})
    assert page.faults == []
    became = page.figures("What became of packages handed back")
    assert "Handed back, role not said" in became.columns
    assert "Handed back by spot providers" not in became.columns
