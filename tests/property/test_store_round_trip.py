"""Any frame the contract allows comes back as it was, and only equal frames have equal fingerprints."""

import geopandas as gpd
import pandas as pd
import pytest
from geopandas.testing import assert_geodataframe_equal
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from shapely import MultiPolygon, Point, box

from lib.core import Problem, Provenance, Severity
from lib.datasets import Dataset
from lib.store.packing import pack, unpack
from lib.store.version import fingerprint_of

pytestmark = pytest.mark.property

_text = st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
_day = st.none() | st.dates(min_value=pd.Timestamp(1900, 1, 1).date(), max_value=pd.Timestamp(2100, 1, 1).date())
_degrees = st.floats(-8, 56, allow_nan=False)
_shape = (
    st.none()
    | st.builds(Point, _degrees, _degrees)
    | st.builds(lambda x: MultiPolygon([box(x, 0, x + 1, 1)]), _degrees)
)
COLUMNS = {
    "str": _text,
    "Int64": st.none() | st.integers(-(2**53), 2**53),
    "float64": st.none() | st.floats(allow_nan=False),
    "boolean": st.none() | st.booleans(),
    "datetime64[s]": _day,
    "datetime64[us]": _day,
}


@st.composite
def frames(draw):
    n_rows = draw(st.integers(0, 5))
    kinds = draw(st.lists(st.sampled_from(sorted(COLUMNS)), min_size=1, max_size=5))
    columns = {
        f"{n} {draw(_text)}": pd.Series(draw(st.lists(COLUMNS[kind], min_size=n_rows, max_size=n_rows)), dtype=kind)
        for n, kind in enumerate(kinds)
    }
    frame = pd.DataFrame(columns)
    if draw(st.booleans()):
        shapes = draw(st.lists(_shape, min_size=n_rows, max_size=n_rows))
        return gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries(shapes, crs=4326, index=frame.index))
    return frame


problems = st.builds(
    Problem,
    code=st.text(max_size=5),
    severity=st.sampled_from(Severity),
    what=st.text(max_size=20),
    rows=st.lists(st.integers(1, 10**6)).map(tuple),
)


def there_and_back(frame, found=()):
    packed = pack(Dataset("indicators", frame, Provenance("t", "s"), {"other": frame}), found, b"bytes")
    return unpack("indicators", Provenance("t", "s"), packed)


def assert_same(found, frame):
    is_geo = isinstance(frame, gpd.GeoDataFrame)
    assert isinstance(found, gpd.GeoDataFrame) == is_geo
    (assert_geodataframe_equal if is_geo else assert_frame_equal)(found, frame)


@settings(max_examples=40, deadline=None)
@given(frames())
def test_a_frame_comes_back_as_it_was(frame):
    found = there_and_back(frame).dataset
    assert_same(found.frame, frame)
    assert_same(found.parts["other"], frame)


@settings(max_examples=40, deadline=None)
@given(frames())
def test_what_comes_back_has_the_same_fingerprint(frame):
    assert fingerprint_of(there_and_back(frame).dataset.frame) == fingerprint_of(frame)


@settings(max_examples=40, deadline=None)
@given(frames(), st.data())
def test_another_value_is_another_fingerprint(frame, data):
    assume(not frame.empty)
    row, column = data.draw(st.integers(0, len(frame) - 1)), frame.columns[0]
    changed = frame.astype({column: "object"})
    changed.iloc[row, 0] = data.draw(COLUMNS[str(frame.dtypes.iloc[0])].filter(lambda one: one is not None))
    changed = changed.astype({column: frame.dtypes.iloc[0]})
    is_same = frame.equals(changed)
    assert (fingerprint_of(changed) == fingerprint_of(frame)) == is_same


@settings(max_examples=40, deadline=None)
@given(st.lists(problems))
def test_problems_come_back_as_they_were(found):
    assert there_and_back(pd.DataFrame({"area_code": ["E1"]}), tuple(found)).problems == tuple(found)
