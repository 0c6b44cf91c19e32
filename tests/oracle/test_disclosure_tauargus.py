"""Tau-Argus, the statistical offices' own tool, as the attacker: a second opinion on every hidden cell."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from benchmarks.attacker import TABLES, attack_tables, linked_tables, tauargus_bounds, tauargus_too_close, with_totals
from lib.disclosure import audit_together, protect

pytestmark = pytest.mark.oracle
pytest.importorskip("pytauargus.engine", reason="pytauargus is not installed")


PARTS = 25  # shared out, so that two workers take half each; odd, so that each part meets every rule


def one_table(rng: np.random.Generator, *names: str, sizes: tuple[int, ...]) -> pd.DataFrame:
    """People split by several keys, with every total."""
    return with_totals(rng.poisson(rng.gamma(0.8, 12, size=sizes)), *names)


@pytest.mark.parametrize("rule", ["asc", "hes", "under_6", "rule_of_10"])
def test_our_audit_and_theirs_find_the_same_bounds(rule, tmp_path):
    for seed in range(6):
        protected = protect(
            one_table(np.random.default_rng(seed), "area", "group", sizes=(4, 3)), rule, ["area", "group"], "users"
        )
        for system in protected._systems:
            ours = protected.audit().cells
            theirs = tauargus_bounds(system, tmp_path).loc[np.flatnonzero(system.cells.is_hidden)]
            assert ours["low"].tolist() == theirs["min"].tolist()
            has_highest = np.isfinite(ours["high"]).to_numpy()
            assert ours["high"][has_highest].tolist() == theirs["max"][has_highest].tolist()
            assert (theirs["max"][~has_highest] > system.cells.cap / 2).all()


@pytest.mark.parametrize("rule", ["asc", "under_6"])
def test_it_bounds_no_hidden_cell_of_random_tables_too_closely(rule, tmp_path):
    for seed in range(20):
        table = one_table(np.random.default_rng(seed), "area", "group", sizes=(4, 4))
        for system in protect(table, rule, ["area", "group"], "users")._systems:
            assert tauargus_too_close(system, tmp_path, rule) == 0


@pytest.mark.parametrize("part", range(PARTS))
def test_a_thousand_linked_tables_give_no_hidden_cell_away_to_either_attacker(part):
    found = attack_tables(range(part, TABLES, PARTS))
    assert found["hidden"] > TABLES / PARTS
    assert (found["ours"], found["tauargus"]) == (0, 0)


def test_linked_tables_protected_alone_would_be_caught():
    leaks = 0
    for seed in range(20):
        by_group, by_age = linked_tables(seed)
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
            assert tauargus_too_close(system, tmp_path, rule) == 0
