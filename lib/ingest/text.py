"""Text files into grids: every cell as text, every row with its spreadsheet number."""

from __future__ import annotations

import csv
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from io import BytesIO, StringIO, TextIOWrapper
from itertools import islice

import numpy as np
import pandas as pd
import pyarrow as pa

from lib.ingest.decode import delimiter_of, encoding_of
from lib.ingest.findings import refuse
from lib.ingest.limits import MAX_CELL_CHARACTERS, MAX_COLUMNS, MAX_ROWS
from lib.ingest.progress import Progress, silent
from lib.ingest.regular import LARGE, regular_table
from lib.ingest.swallowed import refuse_swallowed_rows
from lib.ingest.table import Grid

_CHUNK_ROWS = 50_000
_STR = pd.StringDtype(na_value=np.nan)


def read_text(content: bytes, progress: Progress = silent) -> Grid:
    """Read separated text of any usual encoding and separator; raise ``Refused`` past the limits."""
    encoding = encoding_of(content)
    delimiter = delimiter_of(content[: 1 << 18].decode(encoding, errors="ignore"))
    regular = _regular(content, encoding, delimiter) if len(content) > LARGE else None
    grid = _row_by_row(content, encoding, delimiter, progress) if regular is None else regular
    if b'"' in content:
        refuse_swallowed_rows(grid.cells, grid.lengths, delimiter)
    return grid


def _row_by_row(content: bytes, encoding: str, delimiter: str, progress: Progress) -> Grid:
    stream = TextIOWrapper(BytesIO(content), encoding=encoding, errors="replace", newline="")
    total = max(len(content), 1)
    rows = csv.reader(stream, delimiter=delimiter)
    return grid_of(rows, lambda: progress("Reading", min(stream.buffer.tell() / total, 1.0)))


def _regular(content: bytes, encoding: str, delimiter: str) -> Grid | None:
    """A large file whose rows all have one width, read by Arrow; ``None`` when it is not so regular."""
    plain = (
        content.removeprefix(BOM_UTF8) if encoding.startswith("utf-8") else content.decode(encoding, "replace").encode()
    )
    found = regular_table(plain, delimiter)
    if found is None:
        return None
    above, table = found
    _refuse_oversize(table.num_columns, table.num_rows + len(above))
    sizes = [np.array([len(row) for row in above], dtype=np.int32)] if above else []
    tops = [_columns_of(above, table.num_columns)] if above else []
    return _assemble([*tops, table], [*sizes, np.full(table.num_rows, table.num_columns, dtype=np.int32)], "")


def read_delimited(text: str) -> Grid:
    """Read comma-separated text that the app itself wrote."""
    return grid_of(csv.reader(StringIO(text, newline="")))


def grid_of(rows: Iterable[list[str]], on_chunk: object = None, sheet: str = "") -> Grid:
    """Build a grid from rows of cells, in chunks, so that memory stays near the size of the text."""
    csv.field_size_limit(MAX_CELL_CHARACTERS)
    chunks: list[pa.Table] = []
    lengths: list[np.ndarray] = []
    for block in _blocks(rows):
        sizes = np.fromiter(map(len, block), dtype=np.int32, count=len(block))
        _refuse_oversize(int(sizes.max(initial=0)), sum(map(len, lengths)) + len(block))
        chunks.append(_columns_of(block, _width_of(sizes)))
        lengths.append(sizes)
        if callable(on_chunk):
            on_chunk()
    return _assemble(chunks, lengths, sheet)


def _blocks(rows: Iterable[list[str]]) -> Iterator[list[list[str]]]:
    reader, n_read = iter(rows), 0
    while True:
        try:
            block = list(islice(reader, _CHUNK_ROWS))
        except csv.Error as error:
            raise _unreadable(reader, error) from error
        if not block:
            return
        n_read += len(block)
        yield block


def _unreadable(reader: object, error: csv.Error) -> Exception:
    line = getattr(reader, "line_num", 0)
    if "field larger" in str(error):
        return refuse(
            "quote-not-closed",
            f"A cell is longer than {MAX_CELL_CHARACTERS:,} characters: a quotation mark was opened and not closed.",
            where=f"at or before line {line:,}",
            fix='Look for a lone " above that line, close it or delete it, and load the file again.',
        )
    return refuse(
        "text-unreadable",
        "The text cannot be cut into cells.",
        where=f"near line {line:,}",
        fix="Open the file in a spreadsheet and save it again as CSV (UTF-8).",
    )


def _refuse_oversize(n_columns: int, n_rows: int) -> None:
    if n_columns > MAX_COLUMNS:
        raise refuse(
            "too-wide",
            f"A row has {n_columns:,} cells; at most {MAX_COLUMNS:,} columns are read.",
            fix="Keep the columns you need, with one row for each area or home.",
        )
    if n_rows > MAX_ROWS:
        raise refuse(
            "too-many-rows",
            f"The table has more than {MAX_ROWS:,} rows.",
            fix="Cut it to your council, or sum it to one row for each area, and load it again.",
        )


def _width_of(sizes: np.ndarray) -> int:
    """The widest row, unless a few stray long rows would make the block mostly padding."""
    widest = int(sizes.max(initial=0))
    is_mostly_padding = widest * len(sizes) > 8 * int(sizes.sum()) + 100_000
    return int(np.quantile(sizes, 0.999)) if is_mostly_padding else widest


def _columns_of(block: list[list[str]], width: int) -> pa.Table:
    padded = [row[:width] + [""] * (width - len(row)) if len(row) != width else row for row in block]
    columns = [pa.array(_clean(column), pa.large_string()) for column in zip(*padded, strict=True)]
    return pa.table(columns, names=[str(i) for i in range(width)])


def _clean(column: tuple[str, ...]) -> list[str]:
    """Cells that Arrow can hold: half a surrogate pair, which no text file means, becomes U+FFFD."""
    try:
        "".join(column).encode()
    except UnicodeEncodeError:
        return [cell.encode(errors="replace").decode() for cell in column]
    return list(column)


def _assemble(chunks: list[pa.Table], lengths: list[np.ndarray], sheet: str) -> Grid:
    width = max((chunk.num_columns for chunk in chunks), default=0)
    widened = [_widen(chunk, width) for chunk in chunks if chunk.num_rows]
    if not width or not widened:
        empty = pd.DataFrame()
        return Grid(empty, pd.Series(dtype="int32"), sheet)
    frame = pa.concat_tables(widened).to_pandas(
        types_mapper=lambda kind: _STR if pa.types.is_large_string(kind) else None
    )
    frame.columns = range(width)
    frame.index = pd.RangeIndex(1, len(frame) + 1)
    return Grid(frame, pd.Series(np.concatenate(lengths), index=frame.index), sheet)


def _widen(chunk: pa.Table, width: int) -> pa.Table:
    blank = pa.array([""] * chunk.num_rows, pa.large_string()) if chunk.num_columns < width else None
    for i in range(chunk.num_columns, width):
        chunk = chunk.append_column(str(i), blank)
    return chunk
