"""Large, regular text files read by Arrow's parser, five times faster than row by row.

The answer is the same as row by row or it is none: anything irregular is left to the slow way.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import pyarrow as pa
from pyarrow import csv as arrow_csv

#: Below this the slow way takes less than half a second.
LARGE = 2_000_000
_LOOKED_AT = 500


@dataclass(frozen=True)
class Lines:
    """Rows above the regular part, its width and the byte it starts at."""

    above: list[list[str]]
    width: int
    start: int


def regular_table(content: bytes, delimiter: str) -> tuple[list[list[str]], pa.Table] | None:
    """Rows above the table as cells, and the table as columns ``'0', '1' …``; ``None`` when it is not regular.

    ``content`` is UTF-8 without its mark.
    """
    lines = _start_of_regular(content, delimiter)
    if lines is None or lines.width < 2:
        return None
    names = [str(i) for i in range(lines.width)]
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(memoryview(content)[lines.start :]),
            read_options=arrow_csv.ReadOptions(column_names=names, block_size=1 << 22),
            parse_options=arrow_csv.ParseOptions(
                delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=False
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.large_string()), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid:
        return None
    return lines.above, table


def _start_of_regular(content: bytes, delimiter: str) -> Lines | None:
    """Where rows of one width begin, judged by the first rows."""
    read = _Counted(content)
    rows, ends = [], [0]
    try:
        for row in csv.reader(read, delimiter=delimiter):
            rows.append(row)
            ends.append(read.position)
            if len(rows) >= _LOOKED_AT:
                break
    except (csv.Error, UnicodeDecodeError):
        return None
    width = Counter(map(len, rows)).most_common(1)[0][0] if rows else 0
    irregular = [i for i, row in enumerate(rows) if len(row) != width]
    first = irregular[-1] + 1 if irregular else 0
    if any(len(row) > width for row in rows[:first]) or first >= len(rows):
        return None
    return Lines(rows[:first], width, ends[first])


class _Counted:
    """Lines of text that know how many bytes have been read."""

    def __init__(self, content: bytes):
        self._lines = BytesIO(content)
        self.position = 0

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.position += len(line)
            yield line.decode()
