"""Word documents: read back by python-docx as a reader, or a screen reader, would find them."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pandas as pd
import pytest
from docx import Document
from docx.oxml.ns import qn

from lib.core import Provenance
from lib.disclosure import protect, public
from lib.exports import Part, to_docx, to_png
from lib.views.charts import bars

pytestmark = pytest.mark.unit
MADE = date(2026, 11, 21)
SOURCE = Provenance("Users by group", "council.csv", content_hash="ab12cd34ef", caveat="Snapshot at 31 March.")


@pytest.fixture
def table():
    groups = pd.DataFrame({"Group": ["Green", "Blue", "Red"], "Users": [3, 112, 0]})
    return protect(groups, keys="Group", counts="Users")


@pytest.fixture
def written(table):
    picture = to_png(bars(public(pd.DataFrame({"x": [1, 2], "y": ["a", "b"]}), because="made up"), "y", "x", title="X"))
    parts = [
        Part("Findings"),
        Part("Colour", 2, sentences=("Plain.",), findings=("First.", "Second."), table=table, caption="Users by colour",
             picture=picture, alt="Blue has 110 users."),
    ]  # fmt: skip
    return to_docx("Unmet need in Elmshire", parts, [SOURCE], made_on=MADE)


@pytest.fixture
def document(written):
    return Document(BytesIO(written))


def test_headings_stand_in_order(document):
    headings = [(p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith(("Title", "Heading"))]
    assert headings == [
        ("Title", "Unmet need in Elmshire"), ("Heading 1", "Findings"), ("Heading 2", "Colour"),
        ("Heading 1", "Signs in the tables"), ("Heading 1", "Sources"),
    ]  # fmt: skip


def test_title_language_and_date_are_in_the_properties(document):
    properties = document.core_properties
    assert properties.title == "Unmet need in Elmshire"
    assert properties.language == "en-GB"
    assert properties.created.date() == properties.modified.date() == MADE
    assert {lang.get(qn("w:val")) for lang in document.styles.element.iter(qn("w:lang"))} == {"en-GB"}


def test_figures_are_protected_and_never_0_where_hidden(document):
    (table,) = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Group", "Users"], ["Green", "[c]"], ["Blue", "110"], ["Red", "0"],
    ]  # fmt: skip


def test_the_heading_row_is_marked_and_the_table_described(document):
    (table,) = document.tables
    marked = [row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert marked == [True, False, False, False]
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Users by colour"


def test_the_picture_says_what_it_shows(document):
    (shape,) = document.inline_shapes
    assert shape._inline.docPr.get("descr") == "Blue has 110 users."


def test_sources_date_and_version_are_said(document):
    words = "\n".join(p.text for p in document.paragraphs)
    for said in ("Made on 21 November 2026", "council.csv", "Version: ab12cd34", "Snapshot at 31 March.", "[c] means"):
        assert said in words


def test_the_same_findings_are_the_same_bytes(written, table):
    part = Part("Colour", 2, table=table)
    first = to_docx("A", [part], [SOURCE], made_on=MADE)
    assert first == to_docx("A", [part], [SOURCE], made_on=MADE)


def test_made_up_rows_are_said_to_be_made_up():
    made_up = Provenance("Made up", "script", origin="synthetic")
    document = Document(BytesIO(to_docx("A", [], [made_up], made_on=MADE)))
    assert any(p.text.startswith("SYNTHETIC SAMPLE") for p in document.paragraphs)


@pytest.mark.parametrize("bare", [pd.DataFrame({"Users": [3]}), {"Users": [3]}, [[3]]])
def test_a_bare_table_is_refused(bare):
    with pytest.raises(TypeError, match="ProtectedTable"):
        to_docx("A", [Part("Colour", table=bare)], [SOURCE], made_on=MADE)
