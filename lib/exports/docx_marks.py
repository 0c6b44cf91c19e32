"""Marks in a Word document that are heard rather than seen: language, headings of tables, words for pictures."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shape import InlineShape
from docx.table import Table

LANGUAGE = "en-GB"
_MAKER = "Care Market Workbench"


def speak_british(document: Document, title: str, made_on: date) -> None:
    """British English for every style, and the title and date in the document's properties."""
    for lang in document.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), LANGUAGE)
    when = datetime(made_on.year, made_on.month, made_on.day, tzinfo=UTC)
    properties = document.core_properties
    properties.title, properties.language, properties.author = title, LANGUAGE, _MAKER
    properties.subject, properties.comments, properties.last_modified_by = "Equality Impact Assessment", "", _MAKER
    properties.created = properties.modified = when


def mark_heading_row(table: Table) -> None:
    """The first row is headings, repeated on each page; no row is cut by the end of a page."""
    for number, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if number == 0:
            properties.append(OxmlElement("w:tblHeader"))


def describe_table(table: Table, words: str) -> None:
    """What the table shows, for those who cannot see it."""
    for tag in ("w:tblCaption", "w:tblDescription"):
        mark = OxmlElement(tag)
        mark.set(qn("w:val"), words)
        table._tbl.tblPr.append(mark)


def describe_picture(shape: InlineShape, name: str, words: str) -> None:
    """What the picture shows, for those who cannot see it."""
    shape._inline.docPr.set("name", name)
    shape._inline.docPr.set("descr", words)


def same_bytes(content: bytes, made_on: date) -> bytes:
    """The same document with one date on all its parts, so that the same findings are the same file."""
    packed = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = ZipInfo(name, (made_on.year, made_on.month, made_on.day, 0, 0, 0))
            part.compress_type = ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return packed.getvalue()
