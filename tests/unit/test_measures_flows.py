"""People placed across a border: who is out, who is in, and what may be shown of them; worked by hand."""

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import Point, box

from lib.disclosure import protect_cost, public
from lib.geography import council
from lib.measures.flows import IN, OTHERS, OUT, OWN, flows, latest_period, placed
from lib.views.flow_map import end_within, flow_map
from lib.views.flow_sentences import say_flows, say_placed_over_time
from lib.views.maps import bare, map_base

pytestmark = pytest.mark.unit


@pytest.fixture
def rows():
    given = [
        ("2024-25", "Sefton", "Liverpool", "nursing", "R1", 10, 9000.0, 3),
        ("2024-25", "SEFTON MBC", "liverpool city council", "residential", "R2", 5, 4000.0, 2),
        ("2024-25", "Knowsley", "Sefton", "nursing", "R1", 8, None, 2),
        ("2024-25", "Sefton", "Sefton", "nursing", "R1", 100, 90000.0, 40),
        ("", "Kent", "Essex", "nursing", "R1", 3, 1.0, 1),
        ("2023-24", "Sefton", "Flintshire", "nursing", "R9", None, 1.0, 1),
    ]
    columns = ["period", "placed_by", "placed_in", "home_kind", "reason", "people", "weekly_cost_gbp", "providers"]
    return pd.DataFrame(given, columns=columns).astype({"people": "Int64", "providers": "Int64"})


def test_each_row_goes_out_in_or_neither_and_names_the_other_council(rows):
    found = placed(rows, council("Sefton"))
    assert found["direction"].tolist() == [OUT, OUT, IN, OWN, OTHERS, OUT]
    assert found["other"].tolist()[:3] == ["Liverpool", "Liverpool", "Knowsley"]
    assert found["other"].iloc[5] == "Flintshire"
    assert found["period"].tolist()[4] == "not stated"


def test_a_district_counts_as_its_county(rows):
    moved = rows.assign(placed_by=["Redditch", "Wychavon", "Knowsley", "Kent", "Kent", "Kent"])
    assert placed(moved, council("Worcestershire"))["direction"].tolist()[:2] == [OUT, OUT]


def test_flows_add_up_and_what_is_not_known_stays_so(rows):
    found = placed(rows, council("Sefton"))
    table = flows(found, ["direction", "other"]).set_index(["direction", "other"])
    assert table.loc[(OUT, "Liverpool"), ["people", "weekly_cost_gbp", "providers"]].tolist() == [15, 13000, 3]
    assert pd.isna(table.loc[(OUT, "Flintshire"), "people"])
    assert pd.isna(table.loc[(IN, "Knowsley"), "weekly_cost_gbp"])
    assert latest_period(found[found["period"] != "not stated"]) == "2024-25"


def test_sentences_speak_of_what_is_shown_and_of_no_more():
    table = pd.DataFrame(
        {
            "direction": [OUT] * 3 + [IN] * 2,
            "other": ["Liverpool", "Wirral", "All", "Knowsley", "All"],
            "people": pd.array([12, 2, 14, 3, 3], dtype="Int64"),
            "weekly_cost_gbp": [12000.0, 1000, 13000, 900, 900],
            "providers": pd.array([3, 1, 3, 1, 1], dtype="Int64"),
        }
    )
    shown = protect_cost(
        table, "weekly_cost_gbp", "people", "providers", keys=["direction", "other"], totals={"other": "All"}
    )
    said = " ".join(say_flows(shown, "All", "Sefton", "2024-25"))
    assert "other councils placed [c] people in homes of Sefton" in said
    assert "Wirral" not in said
    assert "Knowsley" not in said
    assert "£" not in said  # the total would give the hidden cost away


def test_a_total_that_was_not_read_is_not_said_to_be_hidden():
    table = pd.DataFrame(
        {"direction": [OUT, OUT, IN], "other": ["Wirral", "All", "All"], "weekly_cost_gbp": [None, None, 13000.0]}
        | {"people": pd.array([None, None, 14], dtype="Int64"), "providers": pd.array([2, 2, 3], dtype="Int64")}
    )
    names = {"keys": ["direction", "other"], "totals": {"other": "All"}}
    shown = protect_cost(table, "weekly_cost_gbp", "people", "providers", **names)
    said = say_flows(shown, "All", "Sefton", "2024-25")
    assert said[0].startswith("In 2024-25, Sefton placed [x] people in homes of other councils; other councils placed ")
    assert "[c]" not in " ".join(said)


def test_a_line_ends_at_the_other_council_or_at_the_edge_of_the_map():
    frame, start = box(0, 0, 1, 1), Point(0.5, 0.5)
    assert end_within(frame, start, Point(0.8, 0.5)).equals(Point(0.8, 0.5))
    far = end_within(frame, start, Point(5, 0.5))
    assert (far.x, far.y) == pytest.approx((0.95, 0.5))


def test_the_map_draws_councils_it_knows_and_hides_what_is_hidden():
    areas = gpd.GeoDataFrame({"area_code": ["A"], "area_name": ["Area"]}, geometry=[box(0, 0, 1, 1)], crs=4326)
    base = map_base(areas, areas.assign(is_inside=True), label="A map")
    table = pd.DataFrame({"other": ["B", "Nowhere"], "people_out": [20, 5], "people_in": [None, 5]})
    middles = gpd.GeoSeries({"B": Point(3, 0.5)})
    view = flow_map(bare(base), public(table, because="made up"), Point(0.5, 0.5), box(0, 0, 1, 1), middles)
    points = next(command for command in view.commands if command.startswith("cmw.points"))
    assert '"about 20 placed there","[c] placed here from there"' in points
    assert "Nowhere" not in points


def test_placements_over_time_need_two_periods():
    table = pd.DataFrame({"period": ["2023", "2024"], "direction": OUT, "people": [10, 20]})
    said = say_placed_over_time(public(table, because="made up"), "Sefton")
    assert said.startswith("Sefton placed about 20 people outside in 2024, more than in 2023 (10)")
    assert "Load more than one period" in say_placed_over_time(public(table.head(1), because="made up"), "Sefton")
