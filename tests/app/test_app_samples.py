"""Every page on the data that comes built in: what a first visitor sees."""

import re

import pytest
from opened import TITLES, read_html

from lib.datasets import KINDS
from lib.measures.registry import MEASURES

pytestmark = pytest.mark.app

ANALYSES = ["care_homes", "what_if", "placements", "home_care", "home_care_market", "unmet_need", "demand_pressure"]
# The documents of Worcestershire print neither protected characteristics nor hours that could be bought.
NOT_PUBLISHED = ("unmet_need", "home_care_market")
ON_SAMPLES = [("Sefton", name) for name in TITLES] + [
    ("Worcestershire", name) for name in TITLES if name not in NOT_PUBLISHED
]
ANALYSES_ON_SAMPLES = [pair for pair in ON_SAMPLES if pair[1] in ANALYSES]
OUTSIDE = re.compile(r"(?:https?:)?//[\w-]+(?:\.[\w-]+)+")
NAMES_OF_STANDARDS = {"http://www.w3.org"}  # the name of SVG, never fetched


@pytest.mark.parametrize(("council", "name"), ON_SAMPLES)
def test_every_page_opens_on_its_samples(seen, council, name):
    page = seen(name, council=council)
    assert page.faults == []
    assert page.link_notices == []
    assert page.title == TITLES[name].format(council)


@pytest.mark.parametrize(("council", "name"), ANALYSES_ON_SAMPLES)
def test_every_analysis_has_a_sentence_a_table_a_source_and_a_download(seen, council, name):
    page = seen(name, council=council)
    assert page.findings
    assert all(sentence.endswith(".") for sentence in page.findings)
    assert page.tables
    assert "Download these figures (CSV)" in page.downloads
    assert any("Source: " in line for line in page.of_class("cmw-source"))


@pytest.mark.parametrize(("council", "name"), ANALYSES_ON_SAMPLES)
def test_every_chart_says_its_finding_to_those_who_cannot_see_it(seen, council, name):
    for chart in seen(name, council=council).at.get("vega_lite_chart"):
        assert chart.proto.alt


@pytest.mark.parametrize("name", ["care_homes", "home_care", "demand_pressure"])
def test_made_up_rows_are_said_to_be_made_up_where_they_are_used(seen, name):
    assert "Synthetic sample" in seen(name, council="Sefton").words


@pytest.mark.parametrize(("council", "name"), ON_SAMPLES)
def test_a_map_asks_no_other_machine_for_anything(seen, council, name):
    for drawn in seen(name, council=council).maps:
        assert set(OUTSIDE.findall(drawn.sent)) <= NAMES_OF_STANDARDS


@pytest.mark.parametrize("name", TITLES)
def test_no_page_holds_an_element_that_a_browser_would_fetch(seen, name):
    page = seen(name, council="Sefton")
    for fragment in page.html:
        attributes = [attrs for _, attrs in read_html(fragment).tags]
        assert not any(attrs.get(key) for attrs in attributes for key in ("src", "srcset", "data", "poster"))
    assert "![" not in page.words


def test_the_overview_gives_each_headline_its_source_and_the_way_on(seen):
    page = seen("overview", council="Sefton")
    assert page.metrics["Care homes"] == "121"
    assert {link.proto.page for link in page.at.get("page_link")} <= set(TITLES)
    assert len(page.at.get("page_link")) >= 4
    assert len(page.figures("What is in use")) == len(KINDS)


@pytest.mark.parametrize(
    ("council", "areas", "homes", "beds"), [("Sefton", 189, 121, "3,603"), ("Worcestershire", 364, 179, "6,430")]
)
def test_care_homes_draws_every_small_area_and_every_home(seen, council, areas, homes, beds):
    page = seen("care_homes", council=council)
    (drawn,) = page.maps
    points = drawn.command("points")
    assert len(drawn.outlines["areas"]) == len(drawn.command("paint")["classes"]) == areas
    assert page.metrics["Homes"] == f"{len(points):,}"
    assert (len(points), page.metrics["Beds"]) == (homes, beds)


@pytest.mark.parametrize("council", ["Sefton", "Worcestershire"])
def test_the_map_and_the_table_of_beds_say_the_same(seen, council):
    page = seen("care_homes", council=council)
    (drawn,) = page.maps
    codes = [area["id"] for area in drawn.outlines["areas"]]
    on_map = dict(zip(codes, drawn.command("paint")["words"], strict=True))
    by_area = page.figures("The figures behind the colours of the map")
    listed = by_area.set_index("Code")["Beds per 1,000 aged 75+"]
    for code, words in on_map.items():
        said = words.rpartition(": ")[2].replace(",", "")
        if said == "[x]":
            assert listed[code] == "[x]"
        else:
            assert float(said) == pytest.approx(float(listed[code].replace(",", "")), abs=0.5)


@pytest.mark.parametrize(
    ("filters", "fits"),
    [
        ({"kind": ["nursing"]}, lambda homes: homes["Kind"] == "nursing"),
        ({"size": ["under 10 beds"]}, lambda homes: _numbers(homes["Beds"]).between(1, 9)),
        ({"specialism": ["Dementia"]}, lambda homes: homes["Specialisms"].str.contains("Dementia")),
        ({"provider": ["Sample Provider A"]}, lambda homes: homes["Provider"] == "Sample Provider A"),
    ],
    ids=["kind", "size", "specialism", "provider"],
)
def test_a_filter_moves_map_totals_and_table_together(seen, open_page, filters, fits):
    everything = seen("care_homes", council="Sefton")
    page = open_page("care_homes", council="Sefton", **filters)
    listed = page.figures("Homes that fit your choices")
    (drawn,) = page.maps
    assert page.link_notices == []
    assert 0 < len(listed) < 121
    assert fits(listed).all()
    assert fits(everything.figures("Homes that fit your choices")).sum() == len(listed)
    assert page.metrics["Homes"] == f"{len(listed):,}" == f"{len(drawn.command('points')):,}"
    assert page.metrics["Beds"] == f"{_numbers(listed['Beds']).sum():,}"
    assert all("fit your choices" in said for said in page.findings if said.startswith("Sefton has"))
    assert (drawn.key, drawn.script) == (everything.maps[0].key, everything.maps[0].script)


def _numbers(printed):
    """Figures as printed, 0 where there is none."""
    return printed.str.replace(",", "").replace("[x]", "0").astype(int)


def test_a_change_of_measure_leaves_the_map_and_changes_the_paint(seen, open_page):
    (first,) = seen("care_homes", council="Sefton").maps
    shade = "Beds in homes with nursing per 1,000 people aged 75+"
    (second,) = open_page("care_homes", council="Sefton", shade=shade).maps
    assert (first.key, first.script) == (second.key, second.script)
    assert first.command("paint")["stamp"] != second.command("paint")["stamp"]
    assert first.command("points") == second.command("points")


def test_home_care_draws_its_localities_and_names_each(seen):
    page = seen("home_care", council="Sefton")
    (drawn,) = page.maps
    names = [area["name"] for area in drawn.outlines["areas"]]
    assert names == [zone["name"] for zone in drawn.command("outlines")] == ["Locality 1", "Locality 2", "Locality 3"]
    assert "not the council's boundaries" in page.words


def test_worcestershire_keeps_its_unallocated_hours_in_sight(seen):
    page = seen("home_care", council="Worcestershire")
    caption = next(c for c in page.tables if c.startswith("Home care by locality"))
    assert len(page.figures(caption)) == 7
    assert "No locality given" in set(page.figures(caption)["Locality"])


@pytest.mark.parametrize("council", ["Sefton", "Worcestershire"])
def test_small_numbers_of_people_are_nowhere_on_the_home_care_page(seen, council):
    page = seen("home_care", council=council)
    caption = next(c for c in page.tables if c.startswith("Home care by locality"))
    shown = page.figures(caption)
    people = [name for name in shown.columns if name in ("Packages of care", "People waiting")]
    for value in shown[people].to_numpy().ravel():
        assert value in ("[c]", "[x]") or int(value.replace(",", "")) % 5 == 0


def test_unmet_need_without_a_base_tests_nothing_and_with_one_gives_verdicts(open_page):
    without = open_page("unmet_need", council="Sefton", characteristic="ethnicity")
    assert without.findings[0].startswith("Cannot be tested")
    assert "What could be said if we knew the number of users" in without.words
    with_base = open_page("unmet_need", council="Sefton", characteristic="ethnicity", base="4000")
    assert any("95% interval" in f for f in with_base.findings)
    assert "What could be said if we knew the number of users" not in with_base.words


def test_the_published_rule_lists_groups_below_their_share_of_the_population(seen):
    page = seen("unmet_need", council="Sefton")
    listed = page.figures("Groups at risk by the published rule, and what the tests say")
    assert len(listed)
    assert (listed["% of users"].astype(float) < listed["% of population"].astype(float)).all()
    assert page.findings[-1].startswith("The published rule calls a group 'at risk'")


def test_every_area_is_ranked_and_on_the_map(seen):
    page = seen("demand_pressure", council="Sefton")
    assert len(page.figures("Every area, most pressed first")) == 189
    assert len(page.maps[0].command("paint")["classes"]) == 189


def test_every_area_is_in_a_group_and_on_the_map(open_page):
    page = open_page("demand_pressure", council="Sefton", view="Groups of alike areas")
    assert page.faults == []
    members = page.figures("Areas and their groups")
    classes = page.maps[0].command("paint")["classes"]
    assert len(members) == len(classes) == 189
    assert members["Group"].nunique() == len(set(classes)) == len(page.figures("The groups and how sure they are"))


def test_about_prints_every_measure_with_what_it_counts(seen):
    page = seen("about")
    cards = page.of_class("cmw-card")
    assert len(cards) == len(MEASURES)
    for card, measure in zip(cards, MEASURES.values(), strict=True):
        assert card.startswith(measure.title)
        assert measure.numerator in card
    assert {"Built-in data", "Outlines and places", "Signs", "Rules the workbench knows"} <= set(page.tables)


@pytest.mark.parametrize("name", ["care_homes", "unmet_need", "demand_pressure"])
def test_a_dark_room_has_a_dark_map_and_the_same_words(seen, open_page, name):
    light, dark = seen(name, council="Sefton"), open_page(name, council="Sefton", dark=True)
    assert dark.faults == []
    assert dark.findings == light.findings
    for a, b in zip(light.maps, dark.maps, strict=True):
        assert a.outlines["theme"] != b.outlines["theme"]
