"""Whatever is packed for the browser comes back, and whatever is shown is in the class its legend prints."""

import json

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import box

from lib.disclosure import public
from lib.views.classes import classify
from lib.views.country_map import NO_FIGURE, country_base, country_view
from lib.views.parcel import parcel, words_array

pytestmark = pytest.mark.property
NUMBERS = st.one_of(st.none(), st.floats(min_value=-1e7, max_value=1e9, allow_nan=False))


def bases(n):
    codes = [f"A{i}" for i in range(n)]
    frame = gpd.GeoDataFrame({"area_code": codes, "area_name": codes}, geometry=[box(0, 50, 1, 51)] * n, crs=4326)
    return country_base(frame, frame.head(1), label="Map")


BASES = {n: bases(n) for n in range(1, 13)}


@given(st.text(), st.lists(st.text()), st.lists(st.integers(0, 255)))
def test_any_words_and_bytes_come_back(title, words, numbers):
    content = parcel({"title": title}, {"words": words_array(words), "numbers": np.array(numbers, dtype=np.uint8)})
    length = int.from_bytes(content[:4], "little")
    head = json.loads(content[4 : 4 + length])
    (_, at, n), body = head["arrays"]["words"], content[4 + length :]
    assert (head["title"], json.loads(body[at : at + n])) == (title, words)
    assert list(body[head["arrays"]["numbers"][1] :][: len(numbers)]) == numbers


@given(st.lists(NUMBERS, min_size=1, max_size=12))
def test_figures_shown_are_those_the_classes_were_made_of(values):
    base = BASES[len(values)]
    table = pd.DataFrame({"area_code": base.area_codes, "rate": pd.Series(values, dtype="Float64")})
    view = country_view(base, public(table, because="test"), "rate", title="Rate")
    found = classify(table["rate"])
    known = view.classes != NO_FIGURE
    assert (known == table["rate"].notna().to_numpy()).all()
    shown = view.numbers[known] / 10**found.decimals
    again = np.searchsorted(found.breaks, np.round(shown, found.decimals), side="left")
    assert again.tolist() == view.classes[known].tolist()
