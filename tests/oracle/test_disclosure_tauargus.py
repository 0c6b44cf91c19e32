"""Tau-Argus, the statistical offices' own tool, as the attacker: a second opinion on every hidden cell."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from lib.disclosure import audit_together, protect, rule_named
from lib.disclosure.system import System

pytestmark = pytest.mark.oracle
tauargus = pytest.importorskip("pytauargus.engine", reason="pytauargus is not installed")

CAP = 100_000.0


def intervals(system: System, folder: Path) -> pd.DataFrame:
    """Bounds that Tau-Argus finds for every cell of a system that is not known exactly."""
    low, high = system.cells.range_of_each()
    high = np.minimum(high, CAP)
    status = np.where(system.cells.is_hidden, "u", np.where(low < high, "m", "s"))
    value = np.clip(np.where(np.isfinite(high), low, 0), low, high)
    lines = ["0", str(len(low))]
    lines += [f"{n} {value[n]} 1 {status[n]} {low[n]} {high[n]} 0 0 0" for n in range(len(low))]
    lines.append(str(system.cells.matrix.shape[0]))
    for row in range(system.cells.matrix.shape[0]):
        start, end = system.cells.matrix.indptr[row : row + 2]
        terms = zip(system.cells.matrix.indices[start:end], system.cells.matrix.data[start:end], strict=True)
        lines.append(f"{system.cells.constant[row]:g} {end - start} : " + " ".join(f"{c} ({int(v)})" for c, v in terms))
    file = folder / "cells.jj"
    file.write_text("\n".join(lines) + "\n")
    found = pd.DataFrame(tauargus.audit_jj(str(file)), columns=["cell", "min", "max"])
    return found.set_index("cell")


def split_two_ways(rng: np.random.Generator) -> list[pd.DataFrame]:
    """The same people by area and group, and by area and age; with their totals or without."""
    people = rng.poisson(rng.gamma(0.8, 8, size=(3, 3, 2)))
    tables = [_with_totals(people.sum(axis=2), "area", "group"), _with_totals(people.sum(axis=1), "area", "age")]
    if rng.integers(2):
        return tables
    return [table[(table.iloc[:, :2] != "Total").all(axis=1)] for table in tables]


def one_table(rng: np.random.Generator, *names: str, sizes: tuple[int, ...]) -> pd.DataFrame:
    """People split by several keys, with every total."""
    return _with_totals(rng.poisson(rng.gamma(0.8, 12, size=sizes)), *names)


def _with_totals(counts: np.ndarray, *names: str) -> pd.DataFrame:
    labels = [[*(f"{name} {n}" for n in range(size)), "Total"] for name, size in zip(names, counts.shape, strict=True)]
    for axis in range(counts.ndim):
        counts = np.concatenate([counts, counts.sum(axis=axis, keepdims=True)], axis=axis)
    return pd.Series(counts.ravel(), index=pd.MultiIndex.from_product(labels, names=names), name="users").reset_index()


def too_narrow(system: System, folder: Path, rule_name: str) -> int:
    """How many hidden cells Tau-Argus bounds more closely than the rule allows."""
    found = intervals(system, folder).loc[np.flatnonzero(system.cells.is_hidden)]
    return int((found["max"] - found["min"] < rule_named(rule_name).protection_interval).sum())


@pytest.mark.parametrize("rule", ["asc", "hes", "under_6", "rule_of_10"])
def test_our_audit_and_theirs_find_the_same_bounds(rule, tmp_path):
    for seed in range(6):
        protected = protect(
            one_table(np.random.default_rng(seed), "area", "group", sizes=(4, 3)), rule, ["area", "group"], "users"
        )
        for system in protected._systems:
            ours = protected.audit().cells
            theirs = intervals(system, tmp_path).loc[np.flatnonzero(system.cells.is_hidden)]
            assert ours["low"].tolist() == theirs["min"].tolist()
            has_highest = np.isfinite(ours["high"]).to_numpy()
            assert ours["high"][has_highest].tolist() == theirs["max"][has_highest].tolist()
            assert (theirs["max"][~has_highest] > system.cells.cap / 2).all()


@pytest.mark.parametrize("rule", ["asc", "under_6"])
def test_it_bounds_no_hidden_cell_of_random_tables_too_closely(rule, tmp_path):
    for seed in range(20):
        table = one_table(np.random.default_rng(seed), "area", "group", sizes=(4, 4))
        for system in protect(table, rule, ["area", "group"], "users")._systems:
            assert too_narrow(system, tmp_path, rule) == 0


@pytest.mark.parametrize("rule", ["asc", "under_6"])
def test_it_bounds_no_hidden_cell_of_a_hundred_linked_tables_too_closely(rule, tmp_path):
    for seed in range(100):
        by_group, by_age = split_two_ways(np.random.default_rng(seed))
        first = protect(by_group, rule, ["area", "group"], "users")
        second = protect(by_age, rule, ["area", "age"], "users", margins=[first])
        for system in second._systems:
            assert too_narrow(system, tmp_path, rule) == 0


def test_linked_tables_protected_alone_would_be_caught():
    leaks = 0
    for seed in range(20):
        by_group, by_age = split_two_ways(np.random.default_rng(seed))
        alone = [
            protect(by_group, "under_6", ["area", "group"], "users"),
            protect(by_age, "under_6", ["area", "age"], "users"),
        ]
        leaks += not audit_together(alone).passes
    assert leaks > 0


@pytest.mark.parametrize("rule", ["asc", "under_6"])
def test_it_bounds_no_hidden_cell_of_a_cube_too_closely(rule, tmp_path):
    for seed in range(15):
        table = one_table(np.random.default_rng(seed), "area", "group", "age", sizes=(3, 3, 2))
        for system in protect(table, rule, ["area", "group", "age"], "users")._systems:
            assert too_narrow(system, tmp_path, rule) == 0
