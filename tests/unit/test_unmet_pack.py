"""The Equality Impact Assessment pack says all that the page says."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pandas as pd
import pytest
from docx import Document

from lib.core import SYNTHETIC, Provenance
from lib.datasets import Dataset
from lib.disclosure import rule_named
from lib.exports import Part
from lib.measures.characteristic_names import with_act_names
from lib.measures.characteristic_rows import groups_of, steps_of, whole_groups
from lib.measures.representing import protected_groups
from lib.measures.representing_more import protected_steps
from lib.ui.unmet_more import gaps_table
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
    areas = Provenance("Requests by area", "A made-up council", origin="synthetic")
    further = [lambda: Part("Expected need, area by area", findings=("Two areas have fewer.",), sources=(areas,))]
    return Document(BytesIO(pack(looked(), "Sefton", "Unmet need in Sefton", further)))


def test_it_has_every_part_of_the_page(document):
    headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert headings == [
        "What was compared",
        "In short",
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


def test_it_begins_with_what_was_found_and_what_is_missing(document):
    words = [p.text for p in document.paragraphs]
    short = words[words.index("In short") + 1 : words.index("Findings")]
    assert short[0].startswith("4 groups of 2 characteristics were compared")
    assert "sexual orientation" in short[-1].lower()
    assert "missing evidence, not absence of need" in short[-1]


def test_the_sources_of_every_part_are_given(document):
    words = [p.text for p in document.paragraphs]
    assert any("Requests by area" in line for line in words[words.index("Sources") :])
    made_up = [n for n, line in enumerate(words) if line == SYNTHETIC]
    assert made_up == [words.index("Expected need, area by area") + 1]


def test_percentages_alone_come_with_what_could_be_said_and_one_reason():
    rows = pd.DataFrame({"characteristic": "religion or belief", "characteristic_group": ["Muslim", "Christian"],
                         "users_pct": [0.3, 99.7], "population_pct": [0.8, 99.2]})  # fmt: skip
    frame = rows.assign(users_count=pd.NA, population_count=pd.NA, came_hidden=False, source_row=[2, 3])
    one = looked()
    groups = protected_groups(frame.astype({"users_count": "Int64", "population_count": "Int64"})).held("users")
    chosen = replace(one.choice, characteristic="religion or belief")
    data = replace(one.dataset, frame=frame, provenance=replace(one.dataset.provenance, content_hash="another"))
    alone = replace(one, dataset=data, rows=frame, everywhere=groups, here=groups, steps=None, choice=chosen)
    made = Document(BytesIO(pack(alone, "Sefton", "Unmet need in Sefton")))
    words = [p.text for p in made.paragraphs]
    assert "Religion or belief: what could be said if we knew the number of users" in words
    assert sum("only percentages are given" in line for line in words) == 1


def test_a_file_of_one_characteristic_lists_every_other_as_missing_where_others_are_built_in(document):
    names = {row.cells[0].text for table in document.tables for row in table.rows}
    assert {"Sexual orientation", "Disability", "Sex", "Unpaid carers"} <= names
    assert any("those built in for this council have" in row.cells[-1].text for row in document.tables[-1].rows)


@pytest.mark.parametrize(
    ("said", "listed"),
    [("Care-experienced adults", "Care experience"), ("Carers", "Unpaid carers"), ("Deprivation fifth", "Deprivation"),
     ("Main language", "Language")],
)  # fmt: skip
def test_a_characteristic_the_council_adds_is_no_gap_any_more_whatever_it_is_called(said, listed):
    names = with_act_names(pd.DataFrame({"characteristic": [said]}))["characteristic"].tolist()
    assert listed in set(gaps_table("Kent", []).frame["Characteristic"])
    assert listed not in set(gaps_table("Kent", names).frame["Characteristic"])
