"""Findings to take away as a Word document that everybody can read: headings, marked tables, described pictures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt
from docx.table import Table, _Cell

from lib.core import SYNTHETIC, Provenance
from lib.core.words import MEANINGS
from lib.disclosure import ProtectedTable, require_protected
from lib.exports.docx_marks import describe_picture, describe_table, mark_heading_row, same_bytes, speak_british
from lib.exports.header import source_lines
from lib.views.tables import Printed, printed

_TABLE_PT, _WIDTH_CM = 9, 17


@dataclass(frozen=True)
class Part:
    """One part of a document: a heading, what is said under it, and what is shown.

    Attributes
    ----------
    heading, level
        The heading and its level, 1 or 2.
    sentences, findings
        Plain paragraphs, and findings set as a list.
    table, caption
        Figures with their caption; only a protected table is taken.
    picture, alt
        A PNG and what it shows, in words.
    sources
        Where its figures come from, where that is elsewhere than the document's other sources: made-up ones are said
        to be so under the heading, and all are printed at the end.
    """

    heading: str
    level: int = 1
    sentences: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    table: ProtectedTable | None = None
    caption: str = ""
    picture: bytes | None = None
    alt: str = ""
    sources: tuple[Provenance, ...] = ()


def to_docx(title: str, parts: Sequence[Part], provenances: Sequence[Provenance], *, made_on: date) -> bytes:
    """A Word document of findings, with sources, date and version.

    Parameters
    ----------
    title
        What the document is about; also its title for screen readers and searches.
    parts
        What it holds, in order. Tables print hidden figures as ``[c]``, as on the page.
    provenances
        Where the figures come from; printed at the end.
    made_on
        Date printed. The same arguments give the same bytes.

    Raises
    ------
    TypeError
        When a part's table is anything but a protected table.
    """
    for part in parts:
        if part.table is not None:
            require_protected(part.table)
    document = Document()
    _set_up(document, title, made_on)
    document.add_heading(title, 0)
    document.add_paragraph(f"Made on {made_on.day} {made_on:%B %Y} with the Care Market Workbench.")
    if any(provenance.is_synthetic for provenance in provenances):
        document.add_paragraph(SYNTHETIC)
    for part in parts:
        _add(document, part)
    _add_signs_and_sources(
        document, list(dict.fromkeys([*provenances, *(one for part in parts for one in part.sources)]))
    )
    return same_bytes(_written(document), made_on)


def _set_up(document: DocumentType, title: str, made_on: date) -> None:
    """A4, a plain type, British English, and the properties that readers and searches use."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    document.styles["Normal"].font.name = "Arial"
    document.styles["Normal"].font.size = Pt(11)
    speak_british(document, title, made_on)
    section.footer.paragraphs[0].text = f"{title}. Care Market Workbench, {made_on.day} {made_on:%B %Y}."


def _add(document: DocumentType, part: Part) -> None:
    document.add_heading(part.heading, part.level)
    if any(source.is_synthetic for source in part.sources):
        document.add_paragraph(SYNTHETIC)
    for sentence in part.sentences:
        document.add_paragraph(sentence)
    for finding in part.findings:
        document.add_paragraph(finding, style="List Bullet")
    if part.picture is not None:
        shape = document.add_picture(BytesIO(part.picture), width=Cm(_WIDTH_CM))
        describe_picture(shape, part.heading, part.alt)
    if part.table is not None and len(part.table):
        _add_table(document, printed(part.table), part.caption or part.heading)


def _add_table(document: DocumentType, shown: Printed, caption: str) -> None:
    """A table with its heading row marked, so that it is read out and repeated on each page."""
    said = document.add_paragraph(caption, style="Caption")
    said.paragraph_format.keep_with_next = True
    names = [str(name) for name in shown.words.columns]
    table = document.add_table(rows=1, cols=len(names), style="Table Grid")
    _fill(table.rows[0].cells, names, names, shown.figures, is_heading=True)
    for row in shown.words.itertuples(index=False):
        _fill(table.add_row().cells, [str(word) for word in row], names, shown.figures)
    _set_widths(table, shown)
    mark_heading_row(table)
    describe_table(table, caption)
    document.add_paragraph()


def _fill(
    cells: Iterable[_Cell],
    words: Sequence[str],
    names: Sequence[str],
    figures: Iterable[str],
    *,
    is_heading: bool = False,
) -> None:
    for cell, word, name in zip(cells, words, names, strict=True):
        paragraph = cell.paragraphs[0]
        run = paragraph.add_run(word)
        run.font.size, run.bold = Pt(_TABLE_PT), is_heading
        if name in figures:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _set_widths(table: Table, shown: Printed) -> None:
    """Columns of words wider than columns of figures, none so narrow that a heading breaks inside a word."""
    table.autofit = False
    room = [_room_for(str(name), shown) for name in shown.words.columns]
    for row in table.rows:
        for cell, share in zip(row.cells, room, strict=True):
            cell.width = Cm(_WIDTH_CM * share / sum(room))


def _room_for(name: str, shown: Printed) -> float:
    """Letters a column asks for: its longest word, and half its longest cell where it is words."""
    cells = [name, *shown.words[name].astype(str)]
    longest_word = max(len(word) for cell in cells for word in cell.split() or [""])
    return max(longest_word, 5, 0 if name in shown.figures else min(max(map(len, cells)) / 2, 22)) + 2


def _add_signs_and_sources(document: DocumentType, provenances: Sequence[Provenance]) -> None:
    document.add_heading("Signs in the tables", 1)
    for sign, meaning in MEANINGS.items():
        document.add_paragraph(f"{sign} means {meaning}.", style="List Bullet")
    document.add_heading("Sources", 1)
    for provenance in provenances:
        for line in source_lines(provenance):
            document.add_paragraph(line)


def _written(document: DocumentType) -> bytes:
    content = BytesIO()
    document.save(content)
    return content.getvalue()
