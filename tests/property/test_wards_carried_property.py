"""However wards are redrawn, nobody is lost or made up on the way to the wards of today."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.core import Provenance
from lib.datasets import Dataset
from lib.geography import carry_wards, lookup

pytestmark = pytest.mark.property

AREAS = lookup("Knowsley").drop_duplicates("lsoa11_code").reset_index(drop=True)
FORMER = [f"E0509900{n}" for n in range(8)]
WARDS = st.lists(st.sampled_from(FORMER), min_size=len(AREAS), max_size=len(AREAS))


def made(kind, columns, name):
    return Dataset(kind, pd.DataFrame(columns), Provenance(name, name, content_hash=name))


@settings(max_examples=25, deadline=None)
@given(wards=WARDS, users=st.lists(st.integers(0, 5000), min_size=8, max_size=8), size=st.integers(0, 3))
def test_counts_are_conserved_and_rates_stay_between_those_they_are_made_of(wards, users, size):
    people = {"area_code": AREAS["lsoa11_code"], "population": [1000.0 + size * n for n in range(len(AREAS))]}
    rows = {"small_code": AREAS["lsoa11_code"], "ward_code": wards, "ward_year": "2020"}
    figures = {"area_code": FORMER, "Number of users": [float(n) for n in users], "Users (%)": range(8)}
    found = carry_wards(
        made("indicators", figures, "a"), made("ward_lookup", rows, "b"), None, made("population", people, "c")
    )
    in_lookup = [n for ward, n in zip(FORMER, users, strict=True) if ward in wards]
    carried = found.conversion.frame
    assert carried["Number of users"].sum() == pytest.approx(sum(in_lookup))
    assert abs(found.dataset.frame["Number of users"].sum() - sum(in_lookup)) <= len(carried) / 2
    assert carried["Users (%)"].between(0, 7 + 1e-9).all()
    assert set(found.conversion.unmatched["area_code"]) == set(FORMER) - set(wards)
