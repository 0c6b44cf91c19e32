"""The people of the unmet need page, protected whole and held against what the session has shown before."""

from __future__ import annotations

import pandas as pd

from lib.datasets import Dataset
from lib.disclosure import ProtectedTable, Rule
from lib.measures.characteristic_rows import steps_of, whole_groups
from lib.measures.representing import protected_groups
from lib.measures.representing_more import protected_steps
from lib.ui import data, guard


def groups_held(rows: pd.DataFrame, dataset: Dataset, rule: str) -> ProtectedTable:
    """Every group in every place and period, protected together and held against what was shown before."""
    return guard.of_people(
        guard.about(dataset.kind, data.chosen_council()),
        lambda used, before: protected_groups(whole_groups(rows), used, before),
        "unmet groups",
        dataset,
        rule=rule,
    )


def steps_held(rows: pd.DataFrame, dataset: Dataset, rule: Rule) -> ProtectedTable | None:
    """People at every step on the way through care, held likewise; ``None`` where the file has no steps."""
    steps = steps_of(rows)
    if steps.empty:
        return None
    return guard.of_people(
        guard.about("steps", data.chosen_council()),
        lambda used, before: protected_steps(steps, used, before),
        "unmet steps",
        dataset,
        rule=rule,
    )
