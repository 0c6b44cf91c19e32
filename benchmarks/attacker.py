"""An attacker with everything published: can any protected count be bounded more closely than the rule allows?

python -m benchmarks.attacker            # prints what was found and writes it into docs/unmet-need-proved.md
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterable, Iterator
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd

from lib.disclosure import ProtectedTable, Rule, protect, rule_named
from lib.disclosure.system import System

TABLES, PAIRS = 1000, 500
RULES = ("asc", "hes", "under_6", "rule_of_10")
PROVED = Path(__file__).parents[1] / "docs" / "unmet-need-proved.md"
ONLY_FIRST, ONLY_SECOND, BOTH = "only in the first", "only in the second", "in both"
_CAP, _SIZES = 100_000.0, 48


def linked_tables(seed: int) -> list[pd.DataFrame]:
    """The same people by area and group, and by area and age; with their totals or without."""
    rng = np.random.default_rng(seed)
    people = rng.poisson(rng.gamma(0.8, 8, size=(3, 3, 2)))
    tables = [with_totals(people.sum(axis=2), "area", "group"), with_totals(people.sum(axis=1), "area", "age")]
    if rng.integers(2):
        return tables
    return [table[(table.iloc[:, :2] != "Total").all(axis=1)] for table in tables]


def with_totals(counts: np.ndarray, *names: str) -> pd.DataFrame:
    """Counts as one row a cell, with every total."""
    labels = [[*(f"{name} {n}" for n in range(size)), "Total"] for name, size in zip(names, counts.shape, strict=True)]
    for axis in range(counts.ndim):
        counts = np.concatenate([counts, counts.sum(axis=axis, keepdims=True)], axis=axis)
    return pd.Series(counts.ravel(), index=pd.MultiIndex.from_product(labels, names=names), name="users").reset_index()


def protected_together(tables: list[pd.DataFrame], rule: str) -> ProtectedTable:
    """The second of two linked tables, protected with the first in mind."""
    by_group, by_age = tables
    first = protect(by_group, rule, ["area", "group"], "users")
    return protect(by_age, rule, ["area", "age"], "users", margins=[first])


def tauargus_bounds(system: System, folder: Path) -> pd.DataFrame:
    """Bounds that Tau-Argus finds for every cell of a system: ``min`` and ``max`` by number of the cell."""
    from pytauargus.engine import audit_jj

    low, high = system.cells.range_of_each()
    high = np.minimum(high, _CAP)
    status = np.where(system.cells.is_hidden, "u", np.where(low < high, "m", "s"))
    value = np.clip(np.where(np.isfinite(high), low, 0), low, high)
    lines = ["0", str(len(low))]
    lines += [f"{n} {value[n]} 1 {status[n]} {low[n]} {high[n]} 0 0 0" for n in range(len(low))]
    lines += [str(system.cells.matrix.shape[0]), *_sums(system)]
    file = folder / "cells.jj"
    file.write_text("\n".join(lines) + "\n")
    return pd.DataFrame(audit_jj(str(file)), columns=["cell", "min", "max"]).set_index("cell")


def _sums(system: System) -> Iterator[str]:
    for row in range(system.cells.matrix.shape[0]):
        start, end = system.cells.matrix.indptr[row : row + 2]
        terms = zip(system.cells.matrix.indices[start:end], system.cells.matrix.data[start:end], strict=True)
        listed = " ".join(f"{cell} ({int(sign)})" for cell, sign in terms)
        yield f"{system.cells.constant[row]:g} {end - start} : {listed}"


def tauargus_too_close(system: System, folder: Path, rule: str) -> int:
    """How many hidden cells Tau-Argus bounds more closely than the rule allows."""
    found = tauargus_bounds(system, folder).loc[np.flatnonzero(system.cells.is_hidden)]
    return int((found["max"] - found["min"] < rule_named(rule).protection_interval).sum())


def both_filters(first: set[int], second: set[int]) -> pd.DataFrame:
    """Two filters over the same people, and those in one alone, in the other alone and in both."""
    sizes = {ONLY_FIRST: len(first - second), ONLY_SECOND: len(second - first), BOTH: len(first & second),
             "first": len(first), "second": len(second)}  # fmt: skip
    return pd.Series(sizes, name="people").rename_axis("who").reset_index()


def protected_filters(table: pd.DataFrame, rule: Rule) -> ProtectedTable:
    """Both filters as the pages show filters: chosen from one table that was protected whole."""
    totals = {"who": {"first": [ONLY_FIRST, BOTH], "second": [ONLY_SECOND, BOTH]}}
    return protect(table, rule, "who", "people", totals=totals)


def leaks(rule: Rule, counts: np.ndarray, is_hidden: np.ndarray) -> bool:
    """Whether what is shown of both filters and their parts pins a small number down; every truth is tried.

    A hidden number tells its floor alone, since it may be hidden to protect another.
    """
    parts = np.stack(np.meshgrid(*[np.arange(_SIZES)] * 3, indexing="ij"), axis=-1).reshape(-1, 3)
    every = np.column_stack([parts, parts[:, 0] + parts[:, 2], parts[:, 1] + parts[:, 2]])
    shown = (rule.rounds(every) == rule.rounds(counts)) & ~np.asarray(rule.hides(every))
    fits = np.where(is_hidden, every >= (rule.lowest_hidden or 0), shown).all(axis=1)
    return bool((np.ptp(every[fits], axis=0) < rule.protection_interval)[np.asarray(rule.hides(counts))].any())


def random_pair(rng: np.random.Generator) -> tuple[set[int], set[int]]:
    """Two filters over the same few dozen people."""
    people = np.arange(int(rng.integers(6, 40)))
    first, second = (set(people[rng.random(len(people)) < rng.choice([0.5, 0.9])].tolist()) for _ in range(2))
    return first, second


def attack_tables(seeds: Iterable[int] = range(TABLES)) -> dict[str, int]:
    """Protect random linked tables and bound every hidden cell, with our own programme and with Tau-Argus."""
    found = {"hidden": 0, "ours": 0, "tauargus": 0}
    with TemporaryDirectory() as folder:
        for seed in seeds:
            rule = RULES[seed % len(RULES)]
            table = protected_together(linked_tables(seed), rule)
            found["ours"] += len(table.audit().failures)
            for system in table._systems:
                found["hidden"] += int(system.cells.is_hidden.sum())
                found["tauargus"] += tauargus_too_close(system, Path(folder), rule)
    return found


def attack_filters(number: int = PAIRS) -> dict[str, int]:
    """Show random pairs of filters as the pages do and see whether they pin a small number of people down."""
    rng, found = np.random.default_rng(2026), {"further": 0, "leaks": 0, "without": 0}
    for _, name in zip(range(number), cycle(RULES), strict=False):
        rule, table = rule_named(name), both_filters(*random_pair(rng))
        counts, hidden = table["people"].to_numpy(), protected_filters(table, rule).is_hidden("people").to_numpy()
        small = np.asarray(rule.hides(counts))
        found["further"] += int((hidden & ~small).any())
        found["leaks"] += leaks(rule, counts, hidden)
        found["without"] += leaks(rule, counts, small)
    return found


def report(tables: dict[str, int], filters: dict[str, int], seconds: float) -> str:
    """What was found, as rows of the page of proofs."""
    return "\n".join(
        [
            f"Made by `python -m benchmarks.attacker` in {seconds:.0f} s of processor time, under the rules "
            f"{', '.join(RULES)} in turn.",
            "",
            "| claim | measured |",
            "| --- | --- |",
            f"| {TABLES:,} random linked tables, {tables['hidden']:,} hidden cells: bounded too closely by our own "
            f"linear programmes | {tables['ours']} |",
            f"| the same, by Tau-Argus | {tables['tauargus']} |",
            f"| {PAIRS} random pairs of filters: hide a number that is not small, to protect one that is "
            f"| {filters['further']} |",
            f"| of all {PAIRS}, pin a small number of people down (every possible truth tried) | {filters['leaks']} |",
            f"| the same pairs with small numbers hidden and nothing else | {filters['without']} |",
        ]
    )


def main() -> int:
    """Attack, print and write what was found; 1 when anything leaked."""
    start = time.process_time()
    tables, filters = attack_tables(), attack_filters()
    said = report(tables, filters, time.process_time() - start)
    print(said)
    page = PROVED.read_text(encoding="utf-8")
    block = re.compile(r"(<!-- attacker -->\n).*?(\n<!-- end -->)", re.DOTALL)
    PROVED.write_text(block.sub(lambda found: f"{found[1]}{said}{found[2]}", page), encoding="utf-8")
    return int(bool(tables["ours"] or tables["tauargus"] or filters["leaks"]))


if __name__ == "__main__":
    sys.exit(main())
