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
from lib.disclosure import ProtectedTable, protect, public
from lib.ui import country_map, show
from lib.views.charts import bars
from lib.views.country_map import CountryView, country_base, country_view
from lib.views.drawn import require_drawn_from_held
from lib.views.maps import Legend, MapView, map_base, painted, with_points

pytestmark = pytest.mark.unit

PICTURES = (alt.LayerChart, alt.FacetChart, MapView, CountryView)
PEOPLE = pd.DataFrame({"area_code": ["a", "b"], "users": [40, 60]})
AREAS = gpd.GeoDataFrame(
    {"area_code": ["a", "b"], "area_name": ["Ash", "Birch"]}, geometry=[box(0, 0, 1, 1), box(1, 0, 2, 1)], crs=4326
)
NOTHING = AREAS.iloc[:0].assign(is_inside=pd.Series(dtype=bool))


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
    """Every function of the views that makes a picture of a protected table."""
    for module in pkgutil.iter_modules(views.__path__, "lib.views."):
        for name, found in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction):
            hints = get_type_hints(found) if found.__module__ == module.name else {}
            made = hints.pop("return", None)
            kinds = get_args(made) if isinstance(made, UnionType) else (made,)
            if set(kinds) & set(PICTURES) and ProtectedTable in hints.values():
                yield pytest.param(found, id=name)


@pytest.mark.parametrize("maker", list(makers()))
def test_every_maker_of_pictures_says_what_it_drew_from(maker):
    assert hasattr(maker, "__wrapped__")


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
        lambda: show.chart(chart_of(unheld()), "Users"),
        lambda: show.map_view(map_of(unheld()), "users"),
        lambda: country_map.draw(country_of(unheld()), "users"),
    )
    for shown in shows:
        with pytest.raises(TypeError, match=r"hold|held"):
            shown()


def test_a_chart_made_by_hand_is_refused():
    by_hand = alt.layer(alt.Chart(PEOPLE).mark_bar().encode(x="users:Q", y="area_code:N"))
    with pytest.raises(TypeError, match="hold"):
        show.chart(by_hand, "Users")
