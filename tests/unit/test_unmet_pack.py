"""The Equality Impact Assessment pack says all that the page says."""

from __future__ import annotations

from io import BytesIO

import pandas as pd
import pytest
from docx import Document

from lib.core import Provenance
from lib.datasets import Dataset
from lib.disclosure import rule_named
from lib.exports import Part
from lib.measures.characteristic_rows import groups_of, steps_of, whole_groups
from lib.measures.representing import protected_groups
from lib.measures.representing_more import protected_steps
from lib.ui.unmet_need import BY_TESTS, SHARES, Choice, Looked
from lib.ui.unmet_pack import pack

pytestmark = pytest.mark.unit
REASONS = [("Physical support", 620, 61.0, 55.0), ("Mental health support", 380, 39.0, 45.0)]
STEPS = [(group, stage, n) for group, counts in (("White", (900, 600, 300)), ("Asian", (100, 40, 3)))
         for stage, n in zip(("contact", "assessment", "service"), counts, strict=True)]  # fmt: skip


def looked() -> Looked:
    reasons = pd.DataFrame(REASONS, columns=["characteristic_group", "users_count", "region_pct", "england_pct"])
    steps = pd.DataFrame(STEPS, columns=["characteristic_group", "stage", "users_count"]).assign(
        population_count=50_000
    )
    both = [reasons.assign(characteristic="primary support reason"), steps.assign(characteristic="race")]
    frame = pd.concat(both, ignore_index=True).assign(users_pct=float("nan"), population_pct=float("nan"))
    frame = frame.astype({"users_count": "Int64", "population_count": "Int64", "stage": "str"})
    frame["stage"] = frame["stage"].mask(frame["characteristic"] != "race")
    rows = groups_of(frame.assign(source_row=range(2, len(frame) + 2)))
    dataset = Dataset(
        "characteristics", frame, Provenance("People who use care", "A made-up council", origin="published")
    )
    groups, along = protected_groups(whole_groups(rows)).held("users"), protected_steps(steps_of(rows)).held("steps")
    choice = Choice("race", None, None, None, SHARES, "White", BY_TESTS, rule_named("asc"), 0.95)
    return Looked(dataset, rows, groups, groups, along, choice)


@pytest.fixture(scope="module")
def document():
    further = [lambda: Part("Expected need, area by area", findings=("Two areas have fewer.",))]
    return Document(BytesIO(pack(looked(), "Sefton", "Unmet need in Sefton", further)))


def test_it_has_every_part_of_the_page(document):
    headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert headings == [
        "What was compared",
        "Findings",
        "Primary support reason",
        "Primary support reason: against the region and England",
        "Race",
        "Race: step by step through care",
        "Expected need, area by area",
        "The published 'at risk' rule",
        "Gaps in the evidence",
        "What is hidden, and why",
        "How the figures are worked out",
        "Signs in the tables",
        "Sources",
    ]


def test_hidden_counts_and_rules_are_said(document):
    said = "\n".join(p.text for p in document.paragraphs)
    assert "Counts of 1 to 4 are hidden; other counts are rounded to the nearest 5." in said
    assert "is furthest from England, 7.0 points" in said
    assert "Asian: furthest behind at contact, 0.20% of the population (interval 0." in said
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "[c]" in cells
    assert "3" not in cells


def test_a_part_with_figures_that_nobody_holds_is_refused():
    loose = protected_groups(whole_groups(looked().rows))
    with pytest.raises(TypeError, match="not held"):
        pack(looked(), "Sefton", "Unmet need", [lambda: Part("More", table=loose)])
