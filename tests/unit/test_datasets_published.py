"""Published figures: typed, sourced and complete about what is missing."""

from __future__ import annotations

import pandas as pd
import pytest

from lib.datasets import published

pytestmark = pytest.mark.unit

NAMES = list(published.index()["name"])
NINE = {
    "age",
    "disability",
    "gender reassignment",
    "marriage and civil partnership",
    "pregnancy and maternity",
    "race",
    "religion or belief",
    "sex",
    "sexual orientation",
}


@pytest.mark.parametrize("name", NAMES)
def test_every_listed_table_opens_with_its_source(name: str) -> None:
    frame, whence = published.table(name)
    listed = published.index().set_index("name").loc[name]
    assert len(frame) == listed["rows"] == whence.rows_read
    assert whence.origin == "published"
    assert whence.title
    assert whence.source
    assert len(whence.content_hash) == 64


@pytest.mark.parametrize("name", NAMES)
def test_every_column_is_in_the_dictionary(name: str) -> None:
    frame, _ = published.table(name)
    known = set(published.read_text(published.DATA / "dictionary.csv")["column"])
    assert set(frame.columns) <= known


def test_every_file_is_listed_and_every_listed_file_exists() -> None:
    files = {path.stem for path in published.PUBLISHED.glob("*.csv")}
    assert files == {*NAMES, "INDEX"}


def test_an_unknown_table_is_an_error_of_ours() -> None:
    with pytest.raises(KeyError):
        published.table("not_a_table")


def test_tables_are_copies_that_callers_may_change() -> None:
    first, _ = published.table("sefton_characteristics")
    first["users_pct"] = 0.0
    again, _ = published.table("sefton_characteristics")
    assert again["users_pct"].gt(0).any()


def test_seftons_characteristics_are_26_groups_of_five_characteristics() -> None:
    groups, _ = published.table("sefton_characteristics")
    sizes = groups.groupby("characteristic", observed=False, dropna=False).size()
    expected = {"age": 10, "race": 4, "religion or belief": 7, "sex": 2, "sexual orientation": 3}
    assert sizes.to_dict() == expected


def test_shares_of_each_characteristic_add_to_100_within_rounding() -> None:
    groups, _ = published.table("sefton_characteristics")
    sums = groups.groupby("characteristic", observed=False)[["users_pct", "population_pct"]].sum()
    assert ((sums - 100).abs() < 0.75).all(axis=None)


def test_figures_are_kept_as_printed_beside_the_number() -> None:
    groups, _ = published.table("sefton_characteristics")
    buddhist = groups.set_index("characteristic_group").loc["Buddhist"]
    assert (buddhist["users_pct"], buddhist["users_pct_as_published"]) == (0.1, "0.10%")
    assert buddhist["decimals"] == 1
    assert set(groups["published_as"]) == {"age", "gender", "ethnicity", "religion", "sexual orientation"}


def test_every_share_printed_is_rounded_to_one_decimal() -> None:
    groups, _ = published.table("sefton_characteristics")
    shares = pd.concat([groups["users_pct"], groups["population_pct"]])
    assert (shares.round(1) == shares).all()


def test_worcestershires_hours_keep_the_rows_without_a_district_and_the_total() -> None:
    hours, _ = published.table("worcestershire_table06_domiciliary_hours")
    kinds = hours.groupby("row_is", observed=False, dropna=False)["hours"].agg(["size", "sum"])
    assert kinds["size"].to_dict() == {"district": 12, "total": 2, "unallocated": 2}
    assert set(hours.loc[hours["row_is"] == "unallocated", "district"]) == {"NULL"}
    # The printed totals are one less than their parts in both months.
    parts = kinds["sum"]["district"] + kinds["sum"]["unallocated"]
    assert parts - kinds["sum"]["total"] == 2


def test_headline_figures_name_their_source() -> None:
    for council in ("Sefton", "Knowsley", "Liverpool", "Worcestershire"):
        rows = published.headlines(council)
        assert 5 <= len(rows) <= 8
        assert rows["source"].str.contains(council.split()[0]).all()
        assert rows["value"].notna().all()
        assert set(rows["table"]) <= set(NAMES)
    assert published.headlines("Kent").empty


def test_headline_values_are_in_the_tables_they_name() -> None:
    rows, _ = published.table("headlines")
    for _, row in rows[rows["figure"] != "Aged 65 and over"].iterrows():
        frame, _ = published.table(row["table"])
        numbers = frame.select_dtypes("number")
        assert numbers.eq(row["value"]).any(axis=None), row["figure"]


@pytest.mark.parametrize("council", ["Sefton", "Knowsley", "Liverpool", "Worcestershire", "Kent"])
def test_gaps_list_all_nine_characteristics_and_the_local_ones(council: str) -> None:
    gaps = published.evidence_gaps(council)
    act = gaps.loc[gaps["basis"] == "Equality Act 2010", "characteristic"]
    assert set(act) == NINE
    assert set(gaps.loc[gaps["basis"] == "local", "characteristic"]) >= {"care experience", "unpaid carers"}
    assert (gaps["can_compare"] | gaps["what_is_missing"].ne("")).all()


def test_only_what_sefton_prints_on_both_sides_can_be_compared() -> None:
    comparable = published.evidence_gaps("Sefton").set_index("characteristic")["can_compare"]
    assert set(comparable[comparable].index) == {"age", "race", "religion or belief", "sex", "sexual orientation"}
    for council in ("Knowsley", "Liverpool", "Worcestershire", "Kent"):
        assert not published.evidence_gaps(council)["can_compare"].any()


def test_comparable_characteristics_are_those_of_the_table() -> None:
    gaps = published.evidence_gaps("Sefton")
    table, _ = published.table("sefton_characteristics")
    assert set(gaps.loc[gaps["can_compare"], "characteristic"]) == set(table["characteristic"])


def test_sources_cover_every_document_used() -> None:
    keys = {source.key for source in published.sources()}
    assert set(published.index()["document"]) <= keys
    assert all(source.publisher and source.licence and source.used_for for source in published.sources())
