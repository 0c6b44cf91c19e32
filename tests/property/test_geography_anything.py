"""Rules that hold for any list of postcodes, codes or points."""

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point

from lib.geography import areas, convert_lsoa21, locate_points_in, locate_postcodes

pytestmark = pytest.mark.property

REAL = ("PR8 6PN", "L20 1AA", "WR5 1DD", "SW1A 1AA", "M1 1AE")


@st.composite
def postcodes_as_typed(draw):
    """A real postcode, and the same in some case with some spaces."""
    real = draw(st.sampled_from(REAL))
    letters = [draw(st.sampled_from([c.upper(), c.lower()])) for c in real.replace(" ", "")]
    return real, draw(st.sampled_from(["", " ", "  "])).join(letters)


@settings(deadline=None)
@given(postcodes_as_typed())
def test_case_and_spaces_never_matter(pair):
    real, typed = pair
    assert locate_postcodes(pd.Series([typed]))["postcode"].tolist() == [real]


@settings(deadline=None)
@given(st.lists(st.one_of(st.none(), st.text(max_size=12)), max_size=12))
def test_any_text_gets_one_row_and_is_placed_or_has_a_problem(texts):
    result = locate_postcodes(pd.Series(texts, dtype="str"))
    assert len(result) == len(texts)
    assert (result["longitude"].isna() == (result["problem"] != "")).all()
    assert (result["la_code"].isna() == (result["problem"] != "")).all()


@st.composite
def lookups(draw):
    """A lookup in which every 2011 area has a 2021 area and the other way round."""
    n11, n21 = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    pairs = {(i, draw(st.integers(0, n21 - 1))) for i in range(n11)}
    pairs |= {(draw(st.integers(0, n11 - 1)), j) for j in range(n21)}
    return pd.DataFrame(
        [(f"E0100000{i}", f"E0103400{j}") for i, j in sorted(pairs)], columns=["lsoa11_code", "lsoa21_code"]
    )


@settings(deadline=None)
@given(lookups(), st.data())
def test_counts_come_out_as_they_went_in_and_rates_stay_within_theirs(lookup, data):
    codes = sorted(set(lookup["lsoa21_code"]))
    numbers = st.lists(st.integers(0, 1000), min_size=len(codes), max_size=len(codes))
    frame = pd.DataFrame({"area_code": codes, "people": data.draw(numbers), "pct": data.draw(numbers)})
    result = convert_lsoa21(frame, lookup, counts=["people"], rates=["pct"]).frame
    assert result["people"].sum() == pytest.approx(frame["people"].sum())
    assert result["pct"].between(frame["pct"].min() - 1e-9, frame["pct"].max() + 1e-9).all()
    assert set(result["area_code"]) == set(lookup["lsoa11_code"])


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.floats(-3.2, -2.8), st.floats(53.4, 53.7)), max_size=8))
def test_each_point_is_in_the_area_it_is_given_and_in_none_when_blank(pairs):
    outlines = areas("Sefton")
    points = gpd.GeoSeries([Point(*pair) for pair in pairs], crs=4326)
    found = locate_points_in(points, outlines)
    shapes = outlines.set_index("area_code").geometry
    assert len(found) == len(points)
    for point, code in zip(points, found, strict=True):
        assert shapes[code].intersects(point) if code else not shapes.intersects(point).any()
