"""Tables that councils printed of their care homes, worked out again from a register of homes."""

import pandas as pd
import pytest

import lib
from lib.datasets import published
from lib.datasets.samples import sample_files
from lib.measures.ratings import by_rating
from lib.measures.supply import size_bands, totals

pytestmark = pytest.mark.golden

_WORDS = {"Not yet rated": "Not yet inspected", "Requires improvement": "Requires Improvement"}


def register(rows: list[str]) -> pd.DataFrame:
    """A register of homes in the regulator's own columns, through the door."""
    nursing = "Service type - Care home service with nursing"
    head = f"Location ID,Location Name,Location Postal Code,Care homes beds,{nursing},Location Latest Overall Rating"
    outcome = lib.load("\n".join([head, *rows, ""]).encode(), "register.csv", kind="homes")
    assert outcome.dataset is not None
    return outcome.dataset.frame


def printed_ratings() -> pd.DataFrame:
    table, _ = published.table("worcestershire_table15_cqc_ratings")
    return table[table["rating"] != "All ratings"].set_index(["home_kind", "rating"])["homes"]


def test_table_15_of_worcestershire_comes_back_from_a_register_of_homes():
    printed = printed_ratings()
    each = printed.drop("all homes", level="home_kind")
    rows = [
        f"1-{1000 + n},Home {n},WR1 2AA,20,{'Y' if kind == 'nursing' else ''},{rating}"
        for n, (kind, rating) in enumerate(pair for pair, homes in each.items() for _ in range(int(homes)))
    ]
    found = by_rating(register(rows)).replace({"rating_state": _WORDS}).set_index("rating_state")
    for rating in each.index.unique("rating"):
        assert found.loc[rating, "nursing_homes"] == printed["nursing", rating]
        assert found.loc[rating, "other_homes"] == printed["residential", rating]
        assert found.loc[rating, "homes_count"] == printed["all homes", rating]
    shares, _ = published.table("worcestershire_table15_shares")
    for rating, share in zip(shares["rating"], shares["share_pct"], strict=True):
        if pd.notna(share):
            assert round(found.loc[rating, "homes_pct"]) == share


def test_the_size_bands_of_sefton_come_back_with_the_homes_outside_every_band_as_their_own_row():
    table, _ = published.table("sefton_care_homes_profile")
    printed = table.set_index("metric")["value"]
    homes = lib.load(sample_files("E08000014")["homes"].content, "homes.csv", kind="homes").dataset.frame
    found = size_bands(homes).set_index("size_band")
    names = ["small homes (<10 beds)", "medium homes (10-60 beds)", "large homes (>60 beds)"]
    assert found["homes_count"].tolist()[:3] == [int(printed[name]) for name in names] == [18, 82, 10]
    remainder = printed["CQC registered care homes"] - printed[names].sum()
    assert found.loc["beds not stated", "homes_count"] == remainder == 11
    assert [round(found["homes_pct"].iloc[n]) for n in range(3)] == [15, 68, 8]
    summed = totals(homes)
    assert (summed["homes"], summed["beds"], summed["nursing_homes"]) == (121, 3603, 35)
