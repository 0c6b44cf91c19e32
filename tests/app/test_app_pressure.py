"""Demand pressure: the score argued with, groups, regions, hot spots and the whole country."""

import pytest

pytestmark = pytest.mark.app

GROUPS, REGIONS, SPOTS = "Groups of alike areas", "Regions that are joined up", "Hot spots"
COUNTRY = "All of England and Wales"


def test_weights_change_the_ranks_and_stand_in_the_link(open_page):
    plain = open_page("demand_pressure").figures("Every area, most pressed first")
    weighed = open_page("demand_pressure", **{"w-minutes-to-the-nearest-acute-hospital": "10"})
    assert weighed.faults == []
    assert list(weighed.figures("Every area, most pressed first")["Area"]) != list(plain["Area"])


def test_every_weight_at_nothing_falls_back_and_says_so(open_page):
    link = {"indicators": "Minutes to the nearest acute hospital", "w-minutes-to-the-nearest-acute-hospital": "0"}
    page = open_page("demand_pressure", **link)
    assert page.faults == []
    assert any("equal weights are used" in said for said in page.notices)


def test_leaving_out_each_indicator_is_shown(seen):
    effect = seen("demand_pressure").figures("The effect of leaving out each indicator")
    assert "Minutes to the nearest acute hospital" in set(effect["Left out"])


def test_groups_say_how_sure_they_are(seen):
    page = seen("demand_pressure", view=GROUPS)
    assert page.faults == []
    assert {"The groups and how sure they are", "Areas and their groups"} <= set(page.tables)


def test_regions_say_what_joining_up_costs_and_keep_a_floor(seen):
    page = seen("demand_pressure", view=REGIONS, floor="5000")
    assert page.faults == []
    assert any("That is what joining up costs" in said for said in page.findings)
    people = page.figures("The regions")["People aged 65+"].str.replace(",", "").astype(float)
    assert (people >= 5000).all()


def test_hot_spots_have_a_table_with_the_pattern_of_every_area(seen):
    page = seen("demand_pressure", view=SPOTS)
    assert page.faults == []
    assert len(page.figures("Every area, strongest pattern first")) == 189


def test_the_whole_country_is_ranked_with_what_is_built_in(seen):
    page = seen("demand_pressure", areas=COUNTRY)
    assert page.faults == []
    assert page.title == "Demand pressure in England and Wales"
    assert len(page.figures("Every area, most pressed first")) == 34753
