"""Building localities: a pasted list, what was drawn, and the map with the pen."""

import geopandas as gpd
import pytest
from shapely.geometry import box

from lib.ingest import load
from lib.measures.pasted_localities import pasted_localities
from lib.views.draw_map import as_areas, drawing_map, drawn_zones
from lib.views.maps import bare, map_base

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    "text",
    [
        "North: E01006920, E01006921\nSouth: E01006922",
        "E01006920\tNorth\nE01006921\tNorth\nE01006922\tSouth",
        "North\ne01006920\nE01006921\nSouth\nE01006922",
    ],
)
def test_names_and_codes_are_read_however_they_stand(text):
    found = pasted_localities(text)
    assert found.problems == ()
    assert found.heading == "area_code"
    assert found.members.to_numpy().tolist() == [
        ["North", "E01006920"],
        ["North", "E01006921"],
        ["South", "E01006922"],
    ]


WARDS = {
    "Ainsdale": "E05000932",
    "Birkdale": "E05000933",
    "Netherton and Orrell": "E05000945",
    "St Mary's": "E05000001",
}


@pytest.mark.parametrize(
    "text",
    [
        "North: Ainsdale, birkdale\nSouth: Netherton & Orrell",
        "Ward\tLocality\nAinsdale\tNorth\nBirkdale\tNorth\nNetherton and Orrell\tSouth",
        "North\nAinsdale\nBirkdale\nSouth:\nNetherton and Orrell",
    ],
)
def test_names_of_wards_are_read_however_they_stand(text):
    found = pasted_localities(text, WARDS)
    assert found.problems == ()
    assert found.members.to_numpy().tolist() == [
        ["North", "E05000932"],
        ["North", "E05000933"],
        ["South", "E05000945"],
    ]


def test_a_name_that_is_no_wards_is_said():
    (problem,) = pasted_localities("North: Ainsdale, Birkdael, St. Marys", WARDS).problems
    assert problem.what == "No one ward of the council is called 'Birkdael' (line 1)."


@pytest.mark.parametrize(
    "text",
    [
        "Zone 1 - Ainsdale, Birkdale",
        "Zone 1 – E05000932, Birkdale",
        "Zone 1: E05000932, Birkdale",
        "Zone 1: Ainsdale; E05000933 Birkdale",
        "Zone 1\nAinsdale, Birkdale",
        "Zone 1, Ainsdale, Birkdale",
        "E05000932\tAinsdale\tZone 1\nE05000933\tBirkdale\tZone 1",
    ],
)
def test_codes_and_names_of_wards_may_be_mixed_and_none_is_lost(text):
    found = pasted_localities(text, WARDS)
    assert found.problems == ()
    assert found.members.to_numpy().tolist() == [["Zone 1", "E05000932"], ["Zone 1", "E05000933"]]


def test_a_dash_may_be_in_the_name():
    found = pasted_localities("Zone 1 - North - Ainsdale, Birkdale\nZone 2 - South: PR8 1DA", WARDS)
    assert found.members["locality_name"].tolist() == ["Zone 1 - North", "Zone 1 - North", "Zone 2 - South"]


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("North: Ainsdale\nSouth: Birkdael", "pasted-no-ward", "'Birkdael' (line 2)"),
        ("North: Ainsdale\nSouth - Birkdael, Formbee", "pasted-line-not-read", "line 2"),
        ("North\nAinsdale\nBirkdael\nSouth\nBirkdale", "pasted-line-not-read", "line 3"),
        ("North\nSouth: Birkdale", "pasted-line-not-read", "line 1"),
        ("North - Ainsdale, Birkdael", "pasted-no-ward", "'Birkdael' (line 1)"),
        ("North: E05000932, Birkdael", "pasted-no-ward", "'Birkdael' (line 1)"),
        ("North: E05000932 and the coast", "pasted-no-ward", "line 1"),
    ],
)
def test_what_is_not_understood_is_said_with_its_line(text, code, said):
    (problem,) = pasted_localities(text, WARDS).problems
    assert problem.code == code
    assert said in problem.what


def test_pasted_postcodes_come_in_through_the_door():
    found = pasted_localities("North: PR8 1DA\nSouth: L20 3NJ, l21 1bh")
    assert found.heading == "postcode"
    outcome = load(found.as_csv(), "localities-pasted.csv", "localities")
    assert outcome.dataset.frame["locality_name"].tolist() == ["North", "South"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("nothing of use", "pasted-nothing"),
        ("E01006920\nNorth: E01006921", "pasted-without-name"),
        ("North: E01006920\nSouth: L20 3NJ", "pasted-mixed"),
    ],
)
def test_a_list_that_cannot_be_used_says_why(text, code):
    problems = pasted_localities(text).problems
    assert [problem.code for problem in problems] == [code]
    assert problems[0].fix


@pytest.fixture
def ground():
    return gpd.GeoDataFrame({"area_code": ["A"], "area_name": ["Place"]}, geometry=[box(-3, 53, -2.9, 53.1)], crs=4326)


def feature(west):
    ring = [[west, 53], [west + 0.05, 53], [west + 0.05, 53.1], [west, 53.1], [west, 53]]
    return {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def test_ten_drawn_zones_come_in_through_the_door():
    zones = drawn_zones([feature(-3 + n / 20) for n in range(10)])
    assert zones["locality_name"].tolist()[:2] == ["Zone 1", "Zone 2"]
    outcome = load(zones.to_json().encode(), "localities-drawn.geojson", "localities")
    assert len(outcome.dataset.frame) == 10


def test_nothing_drawn_is_no_zone():
    assert drawn_zones(None).empty
    assert drawn_zones([]).empty


def test_zones_of_one_name_stay_apart_on_the_map():
    zones = drawn_zones([feature(-3), feature(-2.9)]).assign(locality_name="North")
    assert as_areas(zones)["area_code"].is_unique


def test_the_drawing_map_asks_no_other_machine_for_its_tools(ground):
    base = map_base(ground, ground.assign(is_inside=True), label="Draw")
    page = drawing_map(bare(base)).get_root().render()
    assert "static/leaflet-draw/leaflet.draw.js" in page
    assert "cdnjs" not in page
    assert "L.Control.Draw" in page
