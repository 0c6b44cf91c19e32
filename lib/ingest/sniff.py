"""What the bytes really are, whatever the file is called."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from enum import StrEnum
from io import BytesIO

from lib.ingest.findings import Refused, refuse


class FileKind(StrEnum):
    """The kinds of file that the door can open."""

    TEXT = "text"
    WORKBOOK = "workbook"
    GEOJSON = "GeoJSON"
    GEOPACKAGE = "GeoPackage"
    SHAPEFILE = "zipped shapefile"
    JSON = "JSON"


_SAVE_AS_CSV = "Open it where it was made and save the table as CSV or as an Excel workbook (.xlsx)."
_HEAD = 4096
_NOTHING = b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"

#: First bytes -> what it really is, what to do.
_NOT_TABLES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF document", "Ask for the table behind it as CSV or Excel: figures cannot be read from a PDF."),
    (b"\x89PNG", "a picture (PNG)", _SAVE_AS_CSV),
    (b"\xff\xd8\xff", "a picture (JPEG)", _SAVE_AS_CSV),
    (b"GIF8", "a picture (GIF)", _SAVE_AS_CSV),
    (b"BM", "a picture (bitmap)", _SAVE_AS_CSV),
    (b"II*\x00", "a picture (TIFF)", _SAVE_AS_CSV),
    (b"MM\x00*", "a picture (TIFF)", _SAVE_AS_CSV),
    (b"RIFF", "a sound, film or picture", _SAVE_AS_CSV),
    (b"MZ", "a program for Windows", "Do not open it. Ask whoever sent it for the table as CSV."),
    (b"\x7fELF", "a program for Linux", "Do not open it. Ask whoever sent it for the table as CSV."),
    (b"\xcf\xfa\xed\xfe", "a program for macOS", "Do not open it. Ask whoever sent it for the table as CSV."),
    (
        b"\xd0\xcf\x11\xe0",
        "an old Excel workbook (.xls), another old Office file or a workbook with a password",
        "Open it in Excel or LibreOffice, take any password off and save it as .xlsx, .ods or CSV.",
    ),
    (b"{\\rtf", "a text document (RTF)", _SAVE_AS_CSV),
    (b"\x1f\x8b", "a compressed file (gzip)", "Unpack it first and load the file inside."),
    (b"7z\xbc\xaf\x27\x1c", "a compressed file (7-Zip)", "Unpack it first and load the file inside."),
    (b"Rar!", "a compressed file (RAR)", "Unpack it first and load the file inside."),
    (b"BZh", "a compressed file (bzip2)", "Unpack it first and load the file inside."),
    (b"PAR1", "a Parquet file", _SAVE_AS_CSV),
    (b"ARROW1", "an Arrow file", _SAVE_AS_CSV),
)
#: Short signatures are words too: only believed when the file is not text.
_SHORT_SIGNATURES = {b"BM", b"MZ", b"RIFF", b"GIF8", b"Rar!", b"BZh", b"PAR1", b"ARROW1"}


def kind_of_file(content: bytes) -> FileKind:
    """Say what the bytes are; raise ``Refused`` with what they are when the door cannot open them."""
    if not (content[:_HEAD].strip(_NOTHING) or content.strip(_NOTHING)):
        raise refuse("file-empty", "The file is empty.", fix="Check that it was saved, then load it again.")
    _refuse_other_signatures(content)
    if content.startswith(b"PK\x03\x04") or content.startswith(b"PK\x05\x06"):
        return _kind_of_zip(content)
    if content.startswith(b"SQLite format 3\x00"):
        return _kind_of_sqlite(content)
    return _kind_of_text(content)


def looks_binary(content: bytes) -> bool:
    """Whether the first bytes hold control characters that no text has (UTF-16 is text)."""
    head = content[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or nul_pattern(head):
        return False
    odd = sum(byte < 9 or (13 < byte < 32 and byte not in (26, 27, 28, 29, 30, 31)) for byte in head)
    return odd > max(2, len(head) // 200)


def nul_pattern(head: bytes) -> str:
    """``'utf-16-le'`` or ``'utf-16-be'`` when every other byte is nearly always NUL, else ``''``."""
    evens, odds = head[0:_HEAD:2], head[1:_HEAD:2]
    if len(odds) < 2:
        return ""
    even_share, odd_share = evens.count(0) / len(evens), odds.count(0) / len(odds)
    if odd_share > 0.7 and even_share < 0.1:
        return "utf-16-le"
    return "utf-16-be" if even_share > 0.7 and odd_share < 0.1 else ""


def _refuse_other_signatures(content: bytes) -> None:
    for signature, what, fix in _NOT_TABLES:
        is_there = content.startswith(signature) or (signature == b"%PDF-" and signature in content[:1024])
        if is_there and (signature not in _SHORT_SIGNATURES or looks_binary(content)):
            raise _not_a_table(what, fix)


def _not_a_table(what: str, fix: str) -> Refused:
    return refuse("not-a-table", f"This is {what}, whatever its name says; there is no table to read.", fix=fix)


def _kind_of_zip(content: bytes) -> FileKind:
    names = _names_in(content)
    lower = [name.lower() for name in names]
    tests: tuple[tuple[Callable[[str], bool], FileKind], ...] = (
        (lambda name: name == "xl/workbook.xml", FileKind.WORKBOOK),
        (lambda name: name.endswith(".shp"), FileKind.SHAPEFILE),
    )
    for test, kind in tests:
        if any(test(name) for name in lower):
            return kind
    if b"application/vnd.oasis.opendocument.spreadsheet" in content[:200]:
        return FileKind.WORKBOOK
    raise _not_a_table(*_other_zip(lower))


def _names_in(content: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, RuntimeError) as error:
        raise refuse(
            "file-damaged",
            "The file starts like a workbook or a zip archive, but it is damaged or cut short.",
            fix="Download or save it again.",
        ) from error


def _other_zip(names: list[str]) -> tuple[str, str]:
    if "word/document.xml" in names:
        return "a Word document", _SAVE_AS_CSV
    if any(name.startswith("ppt/") for name in names):
        return "a PowerPoint presentation", _SAVE_AS_CSV
    if "xl/workbook.bin" in names:
        return "a binary Excel workbook (.xlsb)", "Open it in Excel and save it as .xlsx or CSV."
    return "a zip archive", "Unpack it first and load the one file you need from inside."


def _kind_of_sqlite(content: bytes) -> FileKind:
    if content[68:72] in (b"GPKG", b"GP10", b"GP11") or b"gpkg_contents" in content[: 1 << 20]:
        return FileKind.GEOPACKAGE
    raise _not_a_table("a database (SQLite)", _SAVE_AS_CSV)


def _kind_of_text(content: bytes) -> FileKind:
    if looks_binary(content):
        raise _not_a_table("not text, a workbook or a map file", _SAVE_AS_CSV)
    head = content[: 1 << 16].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if re.match(rb"<!doctype html|<html|<table|<head|<meta|<body|<div", head):
        raise _not_a_table(
            "a web page saved under another name", "Open it in a spreadsheet and save it as CSV or .xlsx."
        )
    if head.startswith((b"<?xml", b"<kml", b"<gml")):
        raise _not_a_table("an XML file", "Save the table as CSV, or the map as GeoJSON or GeoPackage.")
    if head.startswith((b"{", b"[")) and not head.startswith(b"[{]"):
        return _kind_of_json(head)
    return FileKind.TEXT


def _kind_of_json(head: bytes) -> FileKind:
    if re.search(rb'"type"\s*:\s*"(feature|featurecollection)"', head):
        return FileKind.GEOJSON
    return FileKind.JSON if re.match(rb'[\[\s]*\{\s*("|\})', head) else FileKind.TEXT
