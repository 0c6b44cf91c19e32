"""Localities as lists and outlines, their activity, and outlines of areas."""

import json

import geopandas as gpd
import pytest
from ingest_tables import adds_up, codes, column, csv, load, refused_with, rows_of
from ingest_workbooks import zipped
from shapely.geometry import Polygon, box

pytestmark = pytest.mark.unit

SQUARE = [[-3.0, 53.4], [-2.9, 53.4], [-2.9, 53.5], [-3.0, 53.5], [-3.0, 53.4]]
CROSSED = [[-3.0, 53.4], [-2.9, 53.5], [-2.9, 53.4], [-3.0, 53.5], [-3.0, 53.4]]


def geojson(*features: tuple[dict, list | None], crs: str | None = None, kind: str = "Polygon") -> bytes:
    """A GeoJSON file of one-ring polygons."""
    made = [
        {"type": "Feature", "properties": p, "geometry": ring and {"type": kind, "coordinates": [ring]}}
        for p, ring in features
    ]
    extra = {"crs": {"type": "name", "properties": {"name": crs}}} if crs else {}
    return json.dumps({"type": "FeatureCollection", **extra, "features": made}).encode()


def test_a_list_of_areas_becomes_localities():
    outcome = load(csv("locality,lsoa code", "North,E01006920", "North,E01006921", "South,E01006922"))
    assert column(outcome, "locality_name") == ["North", "South"]
    assert column(outcome, "locality_code") == ["north", "south"]
    assert column(outcome, "made_of") == ["areas"] * 2
    assert column(outcome, "n_members") == [2, 1]
    assert outcome.dataset.frame.crs.to_epsg() == 4326
    assert list(outcome.dataset.parts["members"].columns) == [
        "member_kind",
        "member_code",
        "locality_code",
        "locality_name",
    ]
    assert adds_up(outcome)


def test_a_list_of_postcodes_becomes_localities_said_to_be_approximate():
    outcome = load(csv("postcode,zone", "L20 3NJ,South", "pr81da,North", "ZZ1 1ZZ,North"))
    assert set(column(outcome, "locality_name")) == {"North", "South"}
    assert column(outcome, "made_of") == ["postcodes"] * 2
    assert rows_of(outcome, "member-not-found") == (4,)
    assert "localities-approximate" in codes(outcome)


def test_areas_split_between_localities_are_decided_by_postcode():
    outcome = load(csv("postcode,lsoa_code,locality", "L20 3NJ,E01006920,South", "PR8 1DA,E01006920,North"))
    assert column(outcome, "made_of") == ["postcodes"] * 2


def test_rows_of_no_locality_are_set_aside():
    outcome = load(csv("locality,area_code", "North,E01006920", "NULL,E01006921", ",E01006922"))
    assert rows_of(outcome, "not-allocated") == (3, 4)
    assert adds_up(outcome)


def test_members_that_cannot_be_found_at_all_refuse_the_list():
    outcome = load(csv("locality,area_code", "North,E01099999", "South,E01099998"))
    assert outcome.is_refused


def test_outlines_become_localities():
    outcome = load(geojson(({"area_name": "North"}, SQUARE), ({"area_name": "South & East"}, SQUARE)))
    assert outcome.dataset.kind == "localities"
    assert column(outcome, "locality_code") == ["north", "south-east"]
    assert column(outcome, "made_of") == ["polygon"] * 2


def test_outlines_on_another_grid_are_brought_to_degrees():
    metres = [[333000, 391000], [339000, 391000], [339000, 402000], [333000, 391000]]
    for crs in ("urn:ogc:def:crs:EPSG::27700", None):
        outcome = load(geojson(({"locality": "North"}, metres), crs=crs))
        assert outcome.dataset.frame.total_bounds == pytest.approx([-3.01, 53.41, -2.91, 53.51], abs=0.02)


def test_crossed_lines_are_mended_and_named():
    outcome = load(geojson(({"locality": "North"}, SQUARE), ({"locality": "South"}, CROSSED)))
    assert rows_of(outcome, "outline-crossed") == (2,)
    assert outcome.dataset.frame.is_valid.all()
    assert set(outcome.dataset.frame.geom_type) <= {"Polygon", "MultiPolygon"}


def test_points_with_their_latitude_first_are_turned_round():
    turned = [[53.4, -3.1], [53.4, -3.0], [53.5, -3.0], [53.4, -3.1]]
    outcome = load(geojson(({"locality": "North"}, turned)))
    assert "map-turned" in codes(outcome)
    assert outcome.dataset.frame.total_bounds.tolist() == [-3.1, 53.4, -3.0, 53.5]


def test_an_outline_that_is_missing_refuses_the_map():
    outcome = load(geojson(({"locality": "North"}, SQUARE), ({"locality": "South"}, None)))
    assert refused_with(outcome, "outline-empty")
    assert outcome.problems[0].rows == (2,)


def test_a_map_of_which_every_outline_is_missing_is_not_said_to_be_on_an_unknown_grid():
    outcome = load(geojson(({"locality": "North"}, None), ({"locality": "South"}, None)))
    assert [problem.code for problem in outcome.problems] == ["outline-empty"]
    assert outcome.problems[0].what == "No row of the map has an outline."


def test_outlines_with_the_codes_of_two_areas_are_no_lookup():
    codes_of = {"LSOA21CD": "E01006920", "LAD22CD": "E08000014"}
    outcome = load(geojson((codes_of, SQUARE), (codes_of | {"LSOA21CD": "E01006921"}, SQUARE)))
    assert outcome.dataset.kind == "outlines"


def test_everything_wrong_with_outlines_is_said_at_once_and_by_name():
    bow_tie = [[-3.1, 53.4], [-3.0, 53.5], [-3.0, 53.4], [-3.1, 53.5], [-3.1, 53.4]]
    flat = [[-3.1, 53.4], [-3.0, 53.5], [-3.1, 53.4]]
    outcome = load(
        geojson(
            ({"locality": "North"}, SQUARE),
            ({"locality": "South"}, None),
            ({"locality": "Bow tie"}, bow_tie),
            ({"locality": "Line"}, [*flat, flat[0]]),
        )
    )
    said = {problem.code: problem for problem in outcome.problems}
    assert said["outline-empty"].what == "'South' has no outline."
    assert said["outline-empty"].where == "row 2"
    assert said["outline-not-an-area"].what == "'Line' is a point or a line."
    assert said["outline-crossed"].what == "The lines of 'Bow tie' cross themselves; they were mended."
    assert outcome.dataset is None


@pytest.mark.parametrize("driver", ["GPKG", "ESRI Shapefile"])
def test_map_files_of_other_kinds_are_read(driver, tmp_path):
    frame = gpd.GeoDataFrame(
        {"LSOA21CD": ["E01006920", "E01006921"]}, geometry=[box(-3, 53, -2, 54), box(-4, 53, -3, 54)], crs=4326
    )
    frame.to_crs(27700).to_file(tmp_path / "map.shp" if driver != "GPKG" else tmp_path / "map.gpkg", driver=driver)
    files = {f"folder/{p.name}": p.read_bytes() for p in tmp_path.iterdir()}
    content = files["folder/map.gpkg"] if driver == "GPKG" else zipped(files)
    outcome = load(content)
    assert outcome.dataset.kind == "outlines"
    assert column(outcome, "area_code") == ["E01006920", "E01006921"]
    assert outcome.dataset.frame.total_bounds == pytest.approx([-4, 53, -2, 54], abs=0.1)


def test_outlines_with_codes_are_area_outlines_and_may_be_localities_when_asked():
    content = geojson(({"LSOA21CD": "E01006412", "LSOA21NM": "Knowsley 006A"}, SQUARE))
    outcome = load(content)
    assert outcome.dataset.kind == "outlines"
    assert column(outcome, "area_name") == ["Knowsley 006A"]
    assert load(content, "localities").dataset.kind == "localities"


def test_two_outlines_of_one_area_are_refused():
    outcome = load(geojson(({"LSOA21CD": "E01006412"}, SQUARE), ({"LSOA21CD": "E01006412"}, SQUARE)))
    assert refused_with(outcome, "area-repeated")


@pytest.mark.parametrize("text", ['{"type": "FeatureCollection"', '{"type": "FeatureCollection", "features": []}'])
def test_a_broken_or_empty_map_is_refused(text):
    assert load(text).is_refused


def test_outlines_written_as_text_are_read():
    wkt = Polygon(SQUARE).wkt
    assert load(csv("area_code,outline", f'E01006412,"{wkt}"', f'E01006413,"{wkt}"')).dataset.kind == "outlines"


def test_activity_keeps_rows_of_no_locality_and_sets_totals_aside():
    outcome = load(
        csv(
            "District,Period,Hours,Packages,People waiting",
            'Bromsgrove,March 20,"4,190",10,1', "NULL,March 20,268,2,0", ",March 20,2,[c],0",
            "Total,March 20,4460,12,1",
        )
    )  # fmt: skip
    assert column(outcome, "locality_name") == ["Bromsgrove", "NULL", "Not stated"]
    assert column(outcome, "is_unallocated") == [False, True, True]
    assert column(outcome, "hours") == [4190.0, 268.0, 2.0]
    assert column(outcome, "packages") == [10, 2, None]
    assert column(outcome, "period") == ["2020-03"] * 3
    assert rows_of(outcome, "total-row") == (5,)
    assert "total-differs" not in codes(outcome)
    assert adds_up(outcome)


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("Apr-24", "2024-04"),
        ("01/04/2024", "2024-04"),
        ("2024-25", "2024-25"),
        ("2024 Apr", "2024-04"),
        ("30/04/2024", "2024-04"),
        ("Month ending 30 April 2024", "2024-04"),
        ("w/c 08/04/2024", "2024-04-08"),
        ("Q1 2024/25", "2024-25 Q1"),
        ("2024-25 Quarter 1", "2024-25 Q1"),
        ("Q1 2024", "2024 Q1"),
        ("w/e 5 May", "w/e 5 May"),
        ("2011/12", "2011/12"),
    ],
)
def test_months_are_said_one_way_and_other_periods_stay(given, read):
    assert column(load(csv("locality,period,hours", f"North,{given},1", f"South,{given},2")), "period") == [read] * 2


def test_months_given_by_their_last_day_stand_in_order():
    rows = [f"North,{day},1" for day in ("31/01/2025", "29/02/2024", "31/12/2024")]
    assert column(load(csv("locality,month ending,hours", *rows)), "period") == ["2025-01", "2024-02", "2024-12"]


def test_days_that_are_not_all_ends_of_months_stay_days():
    rows = ("North,31/01/2025,1", "North,14/02/2025,2")
    assert column(load(csv("locality,date,hours", *rows)), "period") == ["2025-01-31", "2025-02-14"]


def test_a_locality_spelled_two_ways_is_one():
    outcome = load(csv("locality,period,hours", "North End,2024,1", "NORTH  END,2025,2", "North End,2026,3"))
    assert column(outcome, "locality_name") == ["North End"] * 3
    assert rows_of(outcome, "categories-read-as-one") == (3,)


def test_a_locality_twice_in_a_period_is_said():
    outcome = load(csv("locality,period,hours", "North,2024,1", "North,2024,2", "South,2024,3"))
    assert rows_of(outcome, "locality-repeated") == (2, 3)


def test_hours_below_zero_are_said():
    assert rows_of(load(csv("locality,period,hours", "North,2024,-1", "South,2024,3")), "below-zero") == (2,)


def test_activity_is_found_under_the_headings_of_a_contract_sheet():
    outcome = load(
        csv(
            "Zone,Month,Commissioned hours per week,Cost per hour (£),No. of packages,Packages awaiting a provider,"
            "Average days waiting",
            "Zone 1,Apr-24,1200,21.50,100,7,12", "Zone 2,Apr-24,950,22.10,80,0,9",
        )
    )  # fmt: skip
    assert column(outcome, "hours") == [1200.0, 950.0]
    assert column(outcome, "packages") == [100, 80]
    assert column(outcome, "people_waiting") == [7, 0]


def test_activity_in_one_column_is_told_by_its_unit():
    outcome = load(
        csv("district,period,value,unit", 'Bromsgrove,March 20,"4,190",hours', "Redditch,March 20,4617,hours")
    )
    assert column(outcome, "hours") == [4190.0, 4617.0]
