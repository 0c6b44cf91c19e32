"""What a map is sent: classes and words that agree with the table, and names that stay words."""

import json
import re

import geopandas as gpd
import pandas as pd
import pytest
from shapely import box

from lib.disclosure import protect, public, with_gaps
from lib.views.home_points import home_legend, home_points
from lib.views.maps import OfflineMap, bare, map_base, painted, painted_groups, with_points, with_zones
from lib.views.palette import CATEGORIES, LIGHT, SEQUENTIAL

pytestmark = pytest.mark.unit

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "`${alert(1)}`",
    '"); alert(1); ("',
    "line\u2028separator",
    "{{ 7 * 7 }}",
)
OUTSIDE = re.compile(r"(?:https?:)?//[\w-]+(?:\.[\w-]+)+")


def squares(names):
    """Areas in a row, one a name."""
    return gpd.GeoDataFrame(
        {"area_code": [f"E{n:02}" for n in range(len(names))], "area_name": list(names)},
        geometry=[box(n / 10, 53, (n + 1) / 10, 53.1) for n in range(len(names))],
        crs=4326,
    )


def base_of(names=("Ash", "Birch", "Cedar", "Dale", "Elm", "Fir"), **how):
    return map_base(squares(names), squares(["Sea View"]), label="Map of Ash", **how)


def command(view, name):
    """What ``cmw.<name>`` is called with."""
    (found,) = (c for c in view.commands if c.startswith(f"cmw.{name}("))
    return json.loads(found.removeprefix(f"cmw.{name}(").removesuffix(");"))


def page_of(view):
    """The map's page, without the random names folium gives its parts."""
    return re.sub(r"[0-9a-f]{32}", "", view.folium_map().get_root().render())


def rates(values, **more):
    return public(pd.DataFrame({"area_code": [f"E{n:02}" for n in range(len(values))], "rate": values, **more}), "open")


def test_every_area_has_a_class_and_its_figure_in_words():
    view = painted(base_of(), rates([1.0, 2.0, 3.0, 4.0, None, 1234.5]), "rate", title="Beds", unit="per 1,000")
    sent = command(view, "paint")
    assert len(sent["classes"]) == 6
    assert sent["classes"][4] == "-"
    assert sent["words"][4] == "Beds: [x]"
    assert sent["words"][5].startswith("Beds: 1,23")
    assert all(int(c) < len(sent["colours"]) for c in sent["classes"] if c.isdigit())


def test_more_is_a_later_colour_of_the_ramp_and_the_legend_has_the_same_colours():
    view = painted(base_of(), rates([1.0, 2.0, 3.0, 4.0, 5.0, 6.0]), "rate", title="Beds")
    sent = command(view, "paint")
    classes = [int(c) for c in sent["classes"]]
    assert classes == sorted(classes)
    assert [SEQUENTIAL.index(colour) for colour in sent["colours"]] == sorted(
        SEQUENTIAL.index(colour) for colour in sent["colours"]
    )
    assert [look for look, _ in view.legends[0].marks] == sent["colours"]


def test_a_hidden_area_is_hatched_and_says_so_and_gives_no_figure_away():
    people = pd.DataFrame({"area_code": [f"E{n:02}" for n in range(6)], "users": [3, 20, 30, 40, 50, 60]})
    table = protect(people, keys="area_code", counts="users")
    view = painted(base_of(), table, "users", title="Users")
    sent = command(view, "paint")
    hidden = [n for n, mark in enumerate(sent["classes"]) if mark == "c"]
    assert 0 in hidden
    assert all(sent["words"][n] == "Users: [c]" for n in hidden)
    assert any(look == "hidden" and "[c]" in label for look, label in view.legends[0].marks)
    assert "3" not in re.sub(r"[^0-9]", "", "".join(sent["words"][n] for n in hidden))


def test_a_measure_is_not_hidden_because_another_one_is():
    people = pd.DataFrame(
        {
            "area_code": [f"E{n:02}" for n in range(6)],
            "users": [20, 25, 30, 40, 50, 60],
            "waiting": [2, 7, 8, 9, 10, 20],
        }
    )
    table = protect(people, keys="area_code", counts=["users", "waiting"])
    sent = command(painted(base_of(), table, "users", title="Users"), "paint")
    assert sent["words"][0] == "Users: 20"
    assert sent["classes"][0].isdigit()


def test_areas_without_a_row_have_no_figure_and_rows_without_an_area_are_left():
    table = public(pd.DataFrame({"area_code": ["E01", "E99"], "rate": [5.0, 6.0]}), "open")
    sent = command(painted(base_of(), table, "rate", title="Beds"), "paint")
    assert sent["classes"] == "-0----"


def test_an_area_given_twice_is_our_mistake():
    with pytest.raises(ValueError, match="one row an area"):
        painted(
            base_of(), public(pd.DataFrame({"area_code": ["E01", "E01"], "rate": [5.0, 6.0]}), "open"), "rate", title=""
        )


def test_uncertain_areas_have_a_broken_edge_and_a_mark_in_the_legend():
    table = rates([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], unsure=[True, False, False, False, False, True])
    view = painted(base_of(), table, "rate", title="Score", uncertain="unsure")
    assert command(view, "paint")["unsure"] == "100001"
    assert any(look == "unsure" for look, _ in view.legends[0].marks)


def test_a_change_of_measure_leaves_the_script_of_the_map_as_it_is():
    base = base_of()
    first = painted(base, rates([1.0, 2.0, 3.0, 4.0, 5.0, 6.0]), "rate", title="Beds")
    second = painted(base, rates([6.0, 5.0, 4.0, 3.0, 2.0, 1.0]), "rate", title="Homes")
    assert page_of(first) == page_of(second)
    assert first.base.key == second.base.key
    assert command(first, "paint")["stamp"] != command(second, "paint")["stamp"]


def test_another_council_another_room_or_a_projector_is_another_map():
    keys = {base_of().key, base_of(("Kent", "Ash")).key, base_of(is_dark=True).key, base_of(is_projected=True).key}
    assert len(keys | {base_of(has_tiles=True).key}) == 5


def test_groups_have_fixed_colours_and_their_names_in_the_legend():
    labels = pd.Series({"E00": "1", "E01": "2", "E03": "1"})
    names, colours = {"1": "1: many carers", "2": "2: few"}, dict(zip("12", CATEGORIES, strict=False))
    view = painted_groups(base_of(), labels, names, colours, title="Group")
    sent = command(view, "paint")
    assert sent["classes"] == "01-0--"
    assert sent["words"][:3] == ["Group: 1: many carers", "Group: 2: few", "Group: no figure"]
    assert view.legends[0].marks == ((CATEGORIES[0], "1: many carers"), (CATEGORIES[1], "2: few"))


def test_areas_that_swing_between_groups_are_marked_and_the_legend_says_so():
    labels, names = pd.Series({"E00": "1", "E01": "2"}), {"1": "1: many", "2": "2: few"}
    colours = dict(zip("12", CATEGORIES, strict=False))
    view = painted_groups(base_of(), labels, names, colours, title="Group", unsure=pd.Series({"E01": True}))
    assert command(view, "paint")["unsure"] == "010000"
    assert view.legends[0].marks[-1] == ("unsure", "swings between groups: stripes and a broken edge")
    steady = painted_groups(base_of(), labels, names, colours, title="Group", unsure=pd.Series({"E01": False}))
    assert len(steady.legends[0].marks) == 2


def test_a_bare_map_has_areas_and_no_figures():
    sent = command(bare(base_of()), "paint")
    assert set(sent["classes"]) == {"-"}
    assert set(sent["words"]) == {""}


def homes(names=("Ash House",), **columns):
    n = len(names)
    given = {
        "cqc_location_id": [f"1-{i}" for i in range(n)],
        "name": list(names),
        "registered_beds": pd.array([16] * n, dtype="Int64"),
        "home_kind": ["residential"] * n,
    }
    return gpd.GeoDataFrame(given | columns, geometry=gpd.points_from_xy([-3.0] * n, [53.5] * n), crs=4326)


def test_a_homes_area_on_the_map_grows_with_its_beds():
    small, large = home_points(homes(("a", "b"), registered_beds=pd.array([9, 900], dtype="Int64")), LIGHT)[::-1]
    assert (large["id"], small["id"]) == ("1-1", "1-0")
    assert large["r"] > small["r"]


def test_homes_at_one_address_lie_side_by_side():
    points = home_points(homes(("a", "b", "c")), LIGHT)
    assert len({(point["x"], point["y"]) for point in points}) == 3


def test_homes_without_a_place_are_not_drawn_and_homes_without_beds_are():
    found = homes(("a", "b"), registered_beds=pd.array([None, 10], dtype="Int64"))
    found.loc[1, "geometry"] = None
    (point,) = home_points(found, LIGHT)
    assert point["id"] == "1-0"


@pytest.mark.parametrize("kind", ["nursing", "residential", "nursing and residential", "not stated"])
def test_kinds_can_be_told_apart_without_colour(kind):
    looks = {
        k: home_points(homes(home_kind=[k]), LIGHT)[0] for k in ("nursing", "residential", "nursing and residential")
    }
    mine = home_points(homes(home_kind=[kind]), LIGHT)[0]
    others = [look for k, look in looks.items() if k != kind]
    assert all((mine["fill"], mine["ring"], mine["w"]) != (o["fill"], o["ring"], o["w"]) for o in others)


def test_the_home_picked_has_the_heaviest_ring():
    points = home_points(homes(("a", "b")), LIGHT, picked="1-1")
    assert max(points, key=lambda point: point["w"])["id"] == "1-1"


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_data_in_the_page_and_comes_back_as_it_was(name):
    base = base_of((name, "Ash"))
    table = public(pd.DataFrame({"area_code": ["E00"], "rate": [5.0]}), "open")
    view = with_points(painted(base, table, "rate", title=name), home_points(homes((name,)), LIGHT), home_legend(LIGHT))
    view = with_zones(view, squares([name]), {"E00": [name]}, table)
    page = page_of(view) + "\n".join(view.commands)
    assert "<img src=x" not in page
    assert "</script><script>" not in page
    assert "\u2028" not in page
    assert command(view, "points")[0]["name"] == name
    assert command(view, "outlines")[0]["name"] == name
    assert command(view, "paint")["words"][0].startswith(f"{name}: ")
    assert json.loads(base.script)["areas"][0]["name"] == name


def test_the_page_of_a_map_names_no_other_machine():
    assert set(OUTSIDE.findall(page_of(bare(base_of())))) <= {"http://www.w3.org"}


def test_streets_are_asked_for_only_when_wanted():
    assert "tile.openstreetmap.org" in page_of(bare(base_of(has_tiles=True)))
    assert "tile.openstreetmap.org" not in page_of(bare(base_of()))


def test_leaflet_is_asked_for_at_the_apps_own_address():
    files = [url for _, url in (*OfflineMap.default_js, *OfflineMap.default_css)]
    assert all(url.startswith("../../app/static/") for url in files)


def test_an_area_without_a_figure_says_why_it_has_none():
    table = rates([1.0, None, None, None, 5.0, 6.0])
    why = pd.DataFrame({"rate": ["", "suppressed", "not applicable", "", "", ""]})
    said = command(painted(base_of(), with_gaps(table, why), "rate", title="Beds"), "paint")["words"]
    assert said[1:4] == ["Beds: [c]", "Beds: [z]", "Beds: [x]"]
