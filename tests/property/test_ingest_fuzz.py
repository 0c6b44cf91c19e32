"""Three hundred mutated files: each gives the right table, or a problem that names the row; none a silent change."""

import csv
import random
from functools import lru_cache
from io import StringIO

import pandas as pd
import pytest

import lib
from lib.datasets import Dataset
from lib.datasets.samples import sample_files
from lib.ingest.door import UNFORESEEN

pytestmark = pytest.mark.property

KEYS = {
    "homes": ["cqc_location_id"],
    "indicators": ["area_code"],
    "population": ["area_code"],
    "locality_activity": ["locality_name", "period"],
    "characteristics": ["characteristic", "characteristic_group"],
}
HOWS = ["cut short", "too long", "words for figures", "repeated", "moved along"]
#: Codes swapped between rows can be told from the names beside them, where the names of areas are known.
N_FILES, N_ROWS = 300, 9


@lru_cache
def cells_of(kind: str) -> tuple[tuple[str, ...], ...]:
    """Headings and the first rows of a built-in file."""
    text = sample_files("E08000014")[kind].content.decode("utf-8-sig")
    return tuple(map(tuple, csv.reader(StringIO(text))))[: N_ROWS + 1]


def written(rows, separator=",", encoding="utf-8", ending="\r\n", quoting=csv.QUOTE_MINIMAL) -> bytes:
    text = StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator=ending, quoting=quoting).writerows(rows)
    return text.getvalue().encode(encoding, "replace")


def values_of(dataset: Dataset) -> dict[tuple[str, ...], dict[str, str]]:
    """What each row says, by what it is about, whatever the order of rows and columns."""
    frame = pd.DataFrame(dataset.frame.drop(columns="source_row")).astype(str).fillna("")
    keys = KEYS[dataset.kind]
    return {tuple(row[name] for name in keys): row for row in frame.to_dict("records")}


@lru_cache
def plain(kind: str) -> dict[tuple[str, ...], dict[str, str]]:
    return values_of(lib.load(written(cells_of(kind)), "plain.csv", kind).dataset)


def dressed(rows, chance: random.Random) -> bytes:
    """The same table in other clothes: order, encoding, separator, lines above and between."""
    order = chance.sample(range(len(rows[0])), len(rows[0]))
    body = [[row[i] for i in order] if len(row) == len(rows[0]) else row for row in rows]
    for _ in range(chance.randrange(3)):
        body.insert(chance.randrange(1, len(body) + 1), [""] * len(order))
    if chance.random() < 0.3:
        body = [["Made for a test"], [""], *body]
    return written(
        body,
        separator=chance.choice(",;\t|"),
        encoding=chance.choice(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
        ending=chance.choice(["\n", "\r\n", "\r"]),
        quoting=chance.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    )


def damaged(rows, place: int, how: str, chance: random.Random) -> list[list[str]]:
    """The table with one row broken."""
    broken = [list(row) for row in rows]
    row = broken[place]
    if how == "cut short":
        broken[place] = row[: chance.randrange(1, len(row))]
    elif how == "too long":
        broken[place] = [*row, "stray"]
    elif how == "words for figures":
        figures = [i for i, cell in enumerate(row) if cell.replace(".", "", 1).isdigit()]
        row[chance.choice(figures)] = "about twenty"
    elif how == "repeated":
        broken.insert(place, list(row))
    elif how == "moved along":
        broken[place] = ["", *row[:-1]]
    else:  # the code or name of another row
        other = 1 if place > 1 else 2
        row[0], broken[other][0] = broken[other][0], row[0]
    return broken


@pytest.mark.parametrize("seed", range(N_FILES))
def test_a_mutated_file_is_read_rightly_or_its_row_is_named(seed):
    chance = random.Random(seed)
    kind = chance.choice(sorted(KEYS))
    rows = [list(row) for row in cells_of(kind)]
    if seed % 2:
        outcome = lib.load(dressed(rows, chance), "dressed.csv", kind)
        assert outcome.dataset is not None, outcome.problems
        assert values_of(outcome.dataset) == plain(kind)
        return
    place = chance.randrange(1, len(rows))
    how = chance.choice([*HOWS, *(["swapped"] if kind in ("indicators", "population") else [])])
    outcome = lib.load(written(damaged(rows, place, how, chance)), "damaged.csv", kind)
    assert UNFORESEEN not in {problem.code for problem in outcome.problems}
    if outcome.dataset is None:
        assert all(problem.fix for problem in outcome.problems[:1])
        return
    said = {row for problem in outcome.problems for row in problem.rows}
    found, expected = values_of(outcome.dataset), plain(kind)
    if found != expected:
        assert said & {place + 1, place + 2}, (how, outcome.problems)
    other = {1 if place > 1 else 2} if how == "swapped" else set()
    untouched = [key for n, key in enumerate(expected, start=1) if n not in {place, *other}]
    assert all(found[key] == expected[key] for key in untouched if key in found)
    assert sum(key not in found for key in untouched) == 0, how
