"""Published figures against a second transcription, and no wording copied from the documents."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from lib.datasets import published
from lib.datasets.samples import SAMPLES

pytestmark = pytest.mark.real

#: Tables that were put together or taken apart here: second transcription to ours.
SPLIT = {
    "worcestershire_table01_population_65plus": (
        "worcestershire_table01_population_65plus",
        "worcestershire_table01_change",
    ),
    "worcestershire_table15_cqc_ratings": ("worcestershire_table15_cqc_ratings", "worcestershire_table15_shares"),
    "protected_characteristics_coverage": ("characteristics_coverage",),
}
CHARACTERISTICS = {"age", "gender", "ethnicity", "religion", "sexual_orientation"}
LONGEST_RUN = 7


def text_rows(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype="str", keep_default_na=False)


def ours(name: str) -> list[pd.DataFrame]:
    return [text_rows(published.PUBLISHED / f"{part}.csv") for part in SPLIT.get(name, (name,))]


def figures(frames: list[pd.DataFrame], columns: set[str]) -> Counter[float]:
    cells = [frame[name] for frame in frames for name in frame if name in columns]
    numbers = pd.to_numeric(pd.concat(cells)) if cells else pd.Series(dtype="float64")
    return Counter(numbers.dropna().tolist())


NUMBERS = {
    "value",
    "value_high",
    "hours",
    "homes",
    "clients",
    "bed_nights",
    "share_pct",
    "change_pct",
    "population_65_plus",
    "y2022_23",
    "previous",
    "national",
    "people",
    "pct_of_total",
    "annual_cost",
    "annual_cost_gbp",
    "weekly_cost",
    "weekly_cost_gbp",
    "age_min",
    "age_max",
}


def test_every_table_is_carried_with_the_same_figures(published_tables: Path) -> None:
    missing = []
    for path in sorted(published_tables.glob("*.csv")):
        is_characteristic = path.stem.removeprefix("sefton_protected_characteristics_") in CHARACTERISTICS
        if path.stem in ("INDEX", "protected_characteristics_coverage") or is_characteristic:
            continue
        if figures([text_rows(path)], NUMBERS) != figures(ours(path.stem), NUMBERS):
            missing.append(path.stem)
    assert missing == []


def test_seftons_characteristics_equal_the_five_tables(published_tables: Path) -> None:
    table, _ = published.table("sefton_characteristics")
    for name in sorted(CHARACTERISTICS):
        theirs = text_rows(published_tables / f"sefton_protected_characteristics_{name}.csv")
        mine = table[table["published_as"] == name.replace("_", " ")]
        assert mine["characteristic_group"].tolist() == theirs.iloc[:, 0].tolist()
        assert mine["users_pct"].tolist() == theirs["asc_users_pct"].astype(float).tolist()
        assert mine["population_pct"].tolist() == theirs["population_18plus_pct"].astype(float).tolist()
        assert mine["users_pct_as_published"].tolist() == theirs["asc_users_pct_raw"].tolist()


def test_weekly_clients_keep_their_weeks(published_tables: Path) -> None:
    table, _ = published.table("sefton_residential_clients_weekly")
    theirs = text_rows(published_tables / "sefton_residential_clients_weekly.csv")
    assert table["week_end"].tolist() == theirs["week_end"].tolist()
    assert table["clients"].tolist() == theirs["value"].astype(int).tolist()


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


def runs(text: str) -> set[tuple[str, ...]]:
    said, length = words(text), LONGEST_RUN + 1
    return {tuple(said[start : start + length]) for start in range(len(said) - length + 1)}


def test_no_eight_words_in_a_row_are_copied_from_the_documents(published_tables: Path) -> None:
    documents = (published_tables.parent / "seeds").glob("*.txt")
    theirs = set().union(*(runs(path.read_text()) for path in documents))
    tables = [*published.PUBLISHED.glob("*.csv"), published.DATA / "sources.csv", SAMPLES / "INDEX.csv"]
    cells = {str(cell) for path in tables for cell in text_rows(path).to_numpy().ravel()}
    copied = sorted(cell for cell in cells if runs(cell) & theirs)
    readme = (published.DATA / "README.md").read_text()
    assert copied == []
    assert not runs(readme) & theirs


def test_no_sample_postcode_and_name_is_in_the_real_register(real: Path) -> None:
    register = text_rows(real / "cqc" / "cqc_care_homes_north_west_filled.csv")
    for path in SAMPLES.glob("*_homes.csv"):
        homes = text_rows(path)
        assert not set(homes["cqc_location_id"]) & set(register["Location ID"])
        assert not set(homes["name"]) & set(register["Location Name"])
