"""Cells of a workbook that are shown as percentages: 0.12 under such a format is 12%. Used by ``child.py`` alone.

The reader of workbooks gives values without their formats, which are looked at here, as cheaply as they can be: an
xlsx sheet is searched only where the workbook has a format of percentages, an ods file row by row. Only the standard
library is imported: the child process has no other module of ours.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from html import unescape
from xml.etree import ElementTree

#: Row (1 is the first) -> columns (0 is the first) of the cells shown as percentages.
Places = dict[int, tuple[int, ...]]

_BUILT_IN = {"9", "10"}  # 0% and 0.00%
_NOT_FORMAT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*)>")
_STYLE = re.compile(rb'\bs="(\d+)"')
_ROW_AT = re.compile(rb'<(?:\w+:)?row\s[^>]*?\br="(\d+)"')
_AT = re.compile(rb'\br="([A-Z]+)(\d+)"')
_CHUNK = 1 << 20
#: Smaller ods files are searched whole; larger ones where they declare a style of percentages.
_SMALL = 50_000_000
_PERCENTAGE = b'office:value-type="percentage"'
_TABLE = re.compile(rb'<table:table\s[^>]*?table:name="([^"]*)"')
_ROW = re.compile(rb"<table:table-row(?=[\s/>])([^>]*)>")
_ROWS = re.compile(rb'table:number-rows-repeated="(\d+)"')
_ODS_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b([^>]*)>")
_REPEATED = re.compile(rb'table:number-columns-repeated="(\d+)"')


def percent_cells(archive: zipfile.ZipFile) -> Callable[[str], Places]:
    """Where a sheet has cells shown as percentages, by the sheet's name."""
    names = set(archive.namelist())
    if "content.xml" in names:
        found = _of_ods(archive, names)
        return lambda sheet: found.get(sheet, {})
    styles = _percent_styles(archive, names)
    files = _sheet_files(archive, names) if styles else {}
    return lambda sheet: _of_sheet(archive, files[sheet], styles) if sheet in files else {}


def _percent_styles(archive: zipfile.ZipFile, names: set[str]) -> set[bytes]:
    """The numbers of the cell styles of an xlsx workbook that show percentages."""
    if "xl/styles.xml" not in names:
        return set()
    root = ElementTree.fromstring(archive.read("xl/styles.xml"))  # noqa: S314 - in a process of limited memory
    own = {one.get("numFmtId", "") for one in root.iter() if _is(one, "numFmt") and _shows(one.get("formatCode", ""))}
    styles = next((one for one in root.iter() if _is(one, "cellXfs")), ())
    return {str(at).encode() for at, one in enumerate(styles) if one.get("numFmtId", "") in own | _BUILT_IN}


def _shows(format_code: str) -> bool:
    return "%" in _NOT_FORMAT.sub("", format_code)


def _is(element: ElementTree.Element, name: str) -> bool:
    return isinstance(element.tag, str) and element.tag.rpartition("}")[2] == name


def _sheet_files(archive: zipfile.ZipFile, names: set[str]) -> dict[str, str]:
    """The file of each sheet of an xlsx workbook."""
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return {}
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {one.get("Id"): posixpath.join("/xl", one.get("Target", "")).lstrip("/") for one in links}
    found = {}
    for one in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():  # noqa: S314
        key = next((value for name, value in one.attrib.items() if name.rpartition("}")[2] == "id"), "")
        if _is(one, "sheet") and targets.get(key) in names:
            found[one.get("name", "")] = targets[key]
    return found


def _of_sheet(archive: zipfile.ZipFile, file: str, styles: set[bytes]) -> Places:
    """Cells of those styles; cells and rows that do not say where they stand come one after the other."""
    places: dict[int, list[int]] = {}
    is_styled = re.compile(rb' s="(?:' + b"|".join(styles) + rb')"').search
    row = 0
    for part in _parts(archive, file, b"</row>"):
        row, column = row + 1, -1
        if not is_styled(part):
            continue
        told = _ROW_AT.search(part)
        row = int(told[1]) if told else row
        for found in _CELL.finditer(part):
            style, at = _STYLE.search(found[1]), _AT.search(found[1])
            row, column = (int(at[2]), _number(at[1])) if at else (row, column + 1)
            if style and style[1] in styles:
                places.setdefault(row, []).append(column)
    return {row: tuple(columns) for row, columns in places.items()}


def _number(letters: bytes) -> int:
    """``b'A'`` as 0, ``b'AA'`` as 26."""
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number - 1


def _of_ods(archive: zipfile.ZipFile, names: set[str]) -> dict[str, Places]:
    if archive.getinfo("content.xml").file_size > _SMALL and not _declares_percentages(archive, names):
        return {}
    found: dict[str, Places] = {}
    sheet, row = "", 0
    for part in _parts(archive, "content.xml", b"</table:table-row>"):
        *_, start = (None, *_TABLE.finditer(part))
        if start:
            sheet, row = unescape(start[1].decode("utf-8", "replace")), 0
        for told in _ROW.finditer(part, start.end() if start else 0):
            last = told
            first, row = row + 1, row + _times(_ROWS, told[1])
        if _PERCENTAGE in part and row:
            columns = _percent_columns(part, last.end())
            found.setdefault(sheet, {}).update(dict.fromkeys(range(first, row + 1), columns))
    return found


def _times(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    repeated = pattern.search(attributes)
    return int(repeated[1]) if repeated else 1


def _percent_columns(part: bytes, start: int) -> tuple[int, ...]:
    """The columns of the row that begins there whose cells are percentages."""
    columns: list[int] = []
    column = 0
    for cell in _ODS_CELL.finditer(part, start):
        width = _times(_REPEATED, cell[1])
        columns += range(column, column + width) if _PERCENTAGE in cell[1] else ()
        column += width
    return tuple(columns)


def _declares_percentages(archive: zipfile.ZipFile, names: set[str]) -> bool:
    """Whether a large ods file has a style of percentages, of its own or of its template."""
    with archive.open("content.xml") as content:
        head = content.read(_CHUNK)
    styles = archive.read("styles.xml") if "styles.xml" in names else b""
    return b"percentage-style" in head or b"percentage-style" in styles


def _parts(archive: zipfile.ZipFile, file: str, end: bytes) -> Iterator[bytes]:
    """A file, cut after each ``end``, without the whole of it in memory."""
    rest = b""
    with archive.open(file) as content:
        while chunk := content.read(_CHUNK):
            *parts, rest = (rest + chunk).split(end)
            yield from parts
    yield rest
