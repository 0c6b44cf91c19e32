"""A picture of people that no session holds cannot be shown, whichever maker drew it and whatever was laid over it."""

import importlib
import inspect
import pkgutil
from types import UnionType
from typing import get_args, get_type_hints

import altair as alt
import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import box

from lib import views
from lib.disclosure import protect, public
from lib.exports import to_png
from lib.ui import country_map, show
from lib.views.charts import bars
from lib.views.country_map import (
    CountryView,
    country_bare,
    country_base,
    country_groups,
    country_view,
    with_country_points,
)
from lib.views.drawn import require_drawn_from_held
from lib.views.home_points import home_points
from lib.views.maps import Legend, MapView, bare, map_base, painted, painted_groups, with_points, with_zones
from lib.views.palette import theme_of
from lib.views.what_if import with_homes

pytestmark = pytest.mark.unit

PICTURES = (alt.LayerChart, alt.FacetChart, MapView, CountryView)
PEOPLE = pd.DataFrame({"area_code": ["a", "b"], "users": [40, 60]})
AREAS = gpd.GeoDataFrame(
    {"area_code": ["a", "b"], "area_name": ["Ash", "Birch"]}, geometry=[box(0, 0, 1, 1), box(1, 0, 2, 1)], crs=4326
)
NOTHING = AREAS.iloc[:0].assign(is_inside=pd.Series(dtype=bool))


#: Makers that are given names, outlines and homes of the register, and no table: what they draw is tested below.
DRAW_NO_FIGURES = (
    painted_groups,
    country_groups,
    bare,
    country_bare,
    with_points,
    with_country_points,
    with_homes,
)


def unheld():
    return protect(PEOPLE, "asc", ["area_code"], "users")


def chart_of(table):
    return bars(table, "area_code", "users", title="Users")


def map_of(table):
    view = painted(map_base(AREAS, NOTHING, label="Map"), table, "users", title="Users")
    return with_points(view, [], Legend("Homes", ()))


def country_of(table):
    return country_view(country_base(AREAS, NOTHING, label="Map"), table, "users", title="Users")


def makers():
    """Every function of the views that makes a picture."""
    for module in pkgutil.iter_modules(views.__path__, "lib.views."):
        for name, found in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction):
            hints = get_type_hints(found) if found.__module__ == module.name else {}
            made = hints.pop("return", None)
            kinds = get_args(made) if isinstance(made, UnionType) else (made,)
            if set(kinds) & set(PICTURES) and not name.startswith("_"):
                yield pytest.param(found, id=name)


@pytest.mark.parametrize("maker", list(makers()))
def test_every_maker_of_pictures_says_what_it_drew_from_or_draws_no_figures(maker):
    assert hasattr(maker, "__wrapped__") or maker in DRAW_NO_FIGURES


def test_groups_are_drawn_by_name_alone_and_a_count_in_their_place_is_no_figure():
    counts = pd.Series([3, 47], index=["a", "b"])
    view = painted_groups(map_base(AREAS, NOTHING, label="Map"), counts, {}, {}, title="Group")
    assert view.commands == painted_groups(view.base, counts * 2, {}, {}, title="Group").commands
    assert "47" not in " ".join(view.commands)
    wide = country_groups(country_base(AREAS, NOTHING, label="Map"), counts, {}, {}, title="Group")
    assert (wide.classes == country_groups(wide.base, counts * 2, {}, {}, title="Group").classes).all()


def test_points_are_homes_of_the_register_and_carry_nothing_else_of_a_file():
    places = gpd.GeoDataFrame(
        {"cqc_location_id": ["1-1"], "name": ["Ash House"], "registered_beds": [20], "postcode": ["L1 1AA"],
         "home_kind": ["nursing"], "rating": ["Good"], "people_waiting": [4711]},
        geometry=gpd.points_from_xy([0.5], [0.5]), crs=4326,
    )  # fmt: skip
    assert "4711" not in str(home_points(places, theme_of(is_dark=False)))


def test_figures_under_the_names_of_localities_come_with_their_table():
    view, zones = bare(map_base(AREAS, NOTHING, label="Map")), AREAS
    with pytest.raises(TypeError, match="ProtectedTable"):
        with_zones(view, zones, {"a": ["3 people"]})
    with pytest.raises(TypeError, match=r"hold|held"):
        require_drawn_from_held(with_zones(view, zones, {"a": ["40 people"]}, unheld()))
    assert with_zones(view, zones, {"a": ["40 people"]}, unheld().held("users of Kent")).tables


def test_a_picture_for_a_document_is_refused_likewise():
    with pytest.raises(TypeError, match="hold"):
        to_png(chart_of(unheld()))
    assert to_png(chart_of(unheld().held("users of Kent"))).startswith(b"\x89PNG")


@pytest.mark.parametrize("draw", [chart_of, map_of, country_of])
def test_figures_of_people_that_nobody_holds_are_refused(draw):
    with pytest.raises(TypeError, match=r"hold|held"):
        require_drawn_from_held(draw(unheld()))


@pytest.mark.parametrize("draw", [chart_of, map_of, country_of])
def test_held_and_public_figures_pass(draw):
    for table in (unheld().held("users of Kent"), public(PEOPLE, because="made up")):
        picture = draw(table)
        assert require_drawn_from_held(picture) is picture


def test_a_page_cannot_show_them():
    shows = (
        lambda: show.chart(chart_of(unheld()), "Users", []),
        lambda: show.map_view(map_of(unheld()), "users"),
        lambda: country_map.draw(country_of(unheld()), "users"),
    )
    for shown in shows:
        with pytest.raises(TypeError, match=r"hold|held"):
            shown()


def test_a_chart_made_by_hand_is_refused():
    by_hand = alt.layer(alt.Chart(PEOPLE).mark_bar().encode(x="users:Q", y="area_code:N"))
    with pytest.raises(TypeError, match="hold"):
        show.chart(by_hand, "Users", [])
