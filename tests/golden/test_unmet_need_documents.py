"""Every table about protected characteristics that the documents print, loaded as printed and worked out again."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from lib.datasets import published
from lib.ingest import load
from lib.measures.characteristic_rows import groups_of, whole_groups
from lib.measures.representing import protected_groups, representation_shown

pytestmark = pytest.mark.golden
SAID = Path(__file__).parent / "unmet_need" / "documents.txt"

PRINTED = ["published_as", "characteristic_group", "users_pct_as_published", "population_pct_as_published"]
HEADINGS = ["characteristic", "characteristic_group", "users_pct", "population_pct"]
BASES = (1000, 5000)


@cache
def printed() -> pd.DataFrame:
    """The five tables of the document: its own words and figures, as text."""
    return published.table("sefton_characteristics")[0]


@cache
def worked_out(base: int | None = None) -> pd.DataFrame:
    """The same tables through the door for files, protected and compared as the page does."""
    content = printed()[PRINTED].set_axis(HEADINGS, axis=1).to_csv(index=False).encode()
    outcome = load(content, "sefton.csv", "characteristics")
    assert outcome.dataset is not None
    groups = protected_groups(whole_groups(groups_of(outcome.dataset.frame)))
    return representation_shown(groups, base).frame


def as_printed(text: pd.Series) -> list[Fraction]:
    return [Fraction(figure.removesuffix("%")) for figure in text]


@pytest.mark.parametrize("side", ["users", "population"])
def test_every_printed_percentage_comes_back_to_the_last_decimal(side):
    shares = worked_out()[f"{side}_share_pct"]
    again = [Fraction(f"{share:.1f}") for share in shares]
    assert again == as_printed(printed()[f"{side}_pct_as_published"])
    assert len(again) == 26


def test_every_ratio_is_that_of_the_two_percentages_printed():
    users, population = (as_printed(printed()[f"{side}_pct_as_published"]) for side in ("users", "population"))
    for row, user, person in zip(worked_out().itertuples(), users, population, strict=True):
        if person == 0:
            assert pd.isna(row.ratio)
            continue
        half = Fraction(1, 20)
        assert row.ratio == pytest.approx(float(user / person))
        assert row.rounding_low == pytest.approx(float(max(user - half, 0) / (person + half)))
        assert row.rounding_high == pytest.approx(float((user + half) / (person - half)))


def test_the_published_verdict_is_that_of_each_pair_of_percentages():
    users, population = (as_printed(printed()[f"{side}_pct_as_published"]) for side in ("users", "population"))
    by_hand = ["at risk" if user < person else "not at risk" for user, person in zip(users, population, strict=True)]
    assert worked_out()["published_rule"].tolist() == by_hand


def test_the_tables_and_what_does_not_reproduce_read_as_they_were_agreed():
    assert _said() == SAID.read_text(encoding="utf-8")


def _said() -> str:
    tables = [_table_of(name) for name in printed()["published_as"].unique()]
    return "\n\n".join([*tables, _does_not_reproduce(), _ethnic_groups(), _evidence()]) + "\n"


def _table_of(name: str) -> str:
    chosen = (printed()["published_as"] == name).to_numpy()
    document, plain = printed()[chosen], worked_out()[chosen]
    told = {
        "Group": document["characteristic_group"],
        "Users": document["users_pct_as_published"],
        "Population": document["population_pct_as_published"],
        "Ratio": plain["ratio"].map(_two),
        "Rounding alone": _span(plain, "rounding_low", "rounding_high"),
        "Published rule": plain["published_rule"],
        "No base": plain["verdict"],
    }
    for base in BASES:
        of_base = worked_out(base)[chosen]
        told |= {f"95% of {base:,} users": _span(of_base, "ratio_low", "ratio_high"), f"{base:,}": of_base["verdict"]}
    return f"# Sefton, {name}\n{_lines(told)}"


def _does_not_reproduce() -> str:
    """What the document's own figures cannot give back, and why."""
    found = ["# What does not reproduce"]
    for name, group in printed().groupby("published_as", sort=False):
        for side in ("users", "population"):
            total = sum(as_printed(group[f"{side}_pct_as_published"]))
            if total != 100:
                why = "within" if abs(total - 100) <= Fraction(1, 20) * len(group) else "more than"
                found.append(
                    f"{name}, {side}: printed shares add up to {float(total):.1f}%, {why} what rounding explains"
                )
    untestable = worked_out(BASES[1])
    untestable = untestable[untestable["verdict"] == "not testable"]
    found += [f"{row.characteristic_group}: no ratio, {row.reason}" for row in untestable.itertuples()]
    unread = published.table("missing_graphics")[0]
    unread = unread[unread.apply(lambda row: row.astype(str).str.contains("support reason", case=False).any(), axis=1)]
    return "\n".join([*found, *("; ".join(row.astype(str)) for _, row in unread.iterrows())])


def _ethnic_groups() -> str:
    """Residents alone: nothing to compare, so only what the table adds up to."""
    table = published.table("worcestershire_table02_ethnicity")[0]
    sums = table.groupby("area", sort=False)["value"].agg(["size", "sum"])
    lines = [f"{area}: {row['size']:.0f} groups, {row['sum']:.1f}% together" for area, row in sums.iterrows()]
    return "\n".join(["# Worcestershire, ethnic groups of residents (no users printed: not testable)", *lines])


def _evidence() -> str:
    councils = ["Sefton", "Knowsley", "Liverpool", "Worcestershire"]
    told = {name: published.evidence_gaps(name).set_index("characteristic")["evidence"] for name in councils}
    whole = pd.DataFrame(told)
    return "# What is published\n" + _lines({"Characteristic": whole.index.to_series(), **whole.to_dict("series")})


def _two(number: float) -> str:
    return "-" if pd.isna(number) else f"{number:.2f}"


def _span(table: pd.DataFrame, low: str, high: str) -> pd.Series:
    ends = zip(table[low].map(_two), table[high].map(_two), strict=True)
    return pd.Series([a if a == b == "-" else f"{a} to {b}" for a, b in ends])


def _lines(told: dict[str, pd.Series]) -> str:
    """Columns of text, one under another."""
    cells = {name: [name, *column.astype(str)] for name, column in told.items()}
    widths = {name: max(map(len, column)) for name, column in cells.items()}
    rows = zip(*([cell.ljust(widths[name]) for cell in column] for name, column in cells.items()), strict=True)
    return "\n".join("  ".join(row).rstrip() for row in rows)
