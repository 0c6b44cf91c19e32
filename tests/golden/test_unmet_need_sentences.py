"""Findings in words, read against a text file: one sentence each, with number, interval and caveat."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from lib.measures.characteristic_rows import groups_of, whole_groups
from lib.measures.representing import (
    protected_groups,
    relative_rates_shown,
    representation_shown,
    unknowns_shown,
)
from lib.views.unmet_sentences import say_every_group, say_flips, say_groups, say_hidden, say_relative

pytestmark = pytest.mark.golden
SAID = Path(__file__).parent / "unmet_need" / "sentences.txt"

PERCENTAGES = pd.DataFrame(
    {
        "characteristic": "Religion",
        "characteristic_group": ["Christian", "No Religion", "Jewish", "Muslim", "Hindu", "Nobody"],
        "users_count": pd.array([pd.NA] * 6, dtype="Int64"),
        "users_pct": [89.0, 10.1, 0.3, 0.3, 0.3, 0.0],
        "population_count": pd.array([pd.NA] * 6, dtype="Int64"),
        "population_pct": [64.5, 34.2, 0.1, 0.8, 0.4, 0.0],
    }
)
COUNTS = pd.DataFrame(
    {
        "characteristic": "Ethnicity",
        "characteristic_group": ["White", "Asian", "Black", "Roma", "Not known"],
        "users_count": [1800, 40, 57, 3, 100],
        "users_pct": float("nan"),
        "population_count": [90_000, 6_000, 3_000, 1_000, float("nan")],
        "population_pct": float("nan"),
    }
)


def _said() -> str:
    shares = protected_groups(whole_groups(groups_of(PERCENTAGES)))
    counts = protected_groups(whole_groups(groups_of(COUNTS)))
    told = {
        "Percentages without a base": say_every_group(representation_shown(shares)),
        "Percentages of 4,000 users": say_every_group(representation_shown(shares, 4000)),
        "The same on the page, 99% intervals": say_groups(representation_shown(shares, 4000, 0.99), 0.99),
        "Counts": say_every_group(representation_shown(counts)),
        "Against one group": say_relative(relative_rates_shown(counts, "White"), "White"),
        "Unknowns": [say_flips(unknowns_shown(counts))],
        "What is hidden": [say_hidden(representation_shown(table)) for table in (counts, shares)],
    }
    return "\n\n".join("\n".join([f"# {head}", *lines]) for head, lines in told.items()) + "\n"


def test_findings_read_as_they_were_agreed():
    assert _said() == SAID.read_text(encoding="utf-8")


def test_where_no_group_can_be_tested_nobody_is_told_that_no_verdict_changes():
    untested = protected_groups(whole_groups(groups_of(COUNTS.assign(population_count=float("nan")))))
    assert say_flips(unknowns_shown(untested)).endswith("No group can be tested, whichever they belong to.")
