"""A page with the map for many areas alone, for the browser tests: its address says what is drawn."""

import numpy as np
import pandas as pd
import streamlit as st

from lib.disclosure import public
from lib.geography import areas, background
from lib.ui import country_map
from lib.views.country_map import HIDDEN, CountryBase, CountryView, country_base, country_view, with_country_points
from lib.views.country_points import point_layer
from lib.views.maps import Legend

HOSTILE = '<img src=x onerror="window.isHacked=1"> ${alert(1)} `x` </script>'


@st.cache_resource
def base(where: str, is_dark: bool) -> CountryBase:
    """The areas of a council, or of England and Wales; in a council every name is hostile."""
    place = where or None
    found = areas(place)
    named = found.assign(area_name=HOSTILE) if where else found
    return country_base(named, background(place), label=f"Map of {where or 'England and Wales'}", is_dark=is_dark)


def view(drawn: CountryBase, measure: str) -> CountryView:
    """Figures made of the order of the areas: every fifth uncertain, every seventh without."""
    order = np.arange(len(drawn.area_codes), dtype=float)
    rate = np.where(order % 7 == 0, np.nan, (order * (3 if measure == "First" else 7)) % 101)
    table = pd.DataFrame({"area_code": drawn.area_codes, "rate": rate, "is_wide": order % 5 == 0})
    return country_view(drawn, public(table, because="a test"), "rate", title=measure, uncertain="is_wide")


def page() -> None:
    """Two measures, a map, what was clicked, and a button with a shortcut the map must not set off."""
    where, is_dark = st.query_params.get("where", ""), st.query_params.get("dark") == "1"
    measure = st.radio("Measure", ["First", "Second"], horizontal=True)
    if st.button("Next page", shortcut="Right"):
        st.write("turned the page")
    shown = view(base(where, is_dark), measure)
    assert HIDDEN not in shown.classes
    if st.query_params.get("points"):
        shown = with_country_points(
            shown, point_layer([_point()]), Legend("Homes", ()), picked=("1-1",), has_lasso=True
        )
    clicked = country_map.draw(shown, "map", height=500)
    st.text(f"clicked {clicked[0]} {clicked[1]}" if clicked else "nothing clicked")


def _point() -> dict:
    look = {"r": 12, "fill": "#A63A00", "ring": "#000000", "w": 2}
    return {"id": "1-1", "x": -1.13, "y": 52.64, **look, "name": HOSTILE, "lines": ["Nursing, 30 beds"]}


page()
