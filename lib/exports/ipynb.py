"""A page as a notebook: words and code, cell by cell, that works the same figures out again."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from lib.core import Provenance
from lib.disclosure import ProtectedTable, require_protected
from lib.exports.header import header_lines

FORMAT, MINOR = 4, 5
_HOW = (
    "Run the cells from top to bottom, in the folder of the Care Market Workbench (they import its `lib`). "
    "Every figure of the page is worked out again from the table in the first cell."
)


@dataclass(frozen=True)
class Step:
    """One step: what it does, in words, and the lines of Python that do it."""

    words: str
    code: str


def to_ipynb(
    figures: ProtectedTable, steps: Sequence[Step], provenances: Sequence[Provenance], title: str, *, made_on: date
) -> bytes:
    """A Jupyter notebook (format 4.5): about the figures, the figures themselves as ``figures``, then the steps.

    Parameters
    ----------
    figures
        One row an area with ``area_code`` and the columns the steps use.
    steps
        What to do with ``figures``, each a cell of words and a cell of code.

    Notes
    -----
    Words of files stand in the notebook as text or as quoted strings, never as code. The same arguments give the
    same bytes. Raises ``TypeError`` for anything but a protected table.
    """
    about = header_lines(require_protected(figures), provenances, title, made_on=made_on)
    cells = [_words("\n\n".join([f"# {_plain(title)}", _HOW, *(_plain(line) for line in about[1:])]))]
    cells += [_code(_table(figures.frame))]
    for step in steps:
        cells += [_words(step.words), _code(step.code)]
    numbered = [{"id": f"cell-{place}", **cell} for place, cell in enumerate(cells)]
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    notebook = {"cells": numbered, "metadata": kernel, "nbformat": FORMAT, "nbformat_minor": MINOR}
    return json.dumps(notebook, indent=1, ensure_ascii=True).encode()


def quoted_table(name: str, frame: pd.DataFrame) -> str:
    """Lines of Python that hold a frame as comma-separated text, a row a line, figures to the last digit."""
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow(frame.columns)
    rows.writerows([_cell(value) for value in row] for row in frame.itertuples(index=False))
    lines = "\n".join(f"    {line!r}," for line in _rows_of(written.getvalue()))
    read = 'pd.read_csv(io.StringIO("\\n".join(LINES)), keep_default_na=False'
    empty = ', na_values={name: [""] for name in FIGURES})'
    return f"LINES = [\n{lines}\n]\nFIGURES = {_numeric(frame)!r}\n{name} = {read}{empty}"


def _table(frame: pd.DataFrame) -> str:
    read = quoted_table("figures", frame)
    return f'import io\n\nimport pandas as pd\n\n{read}\nfigures = figures.set_index("area_code")'


def _numeric(frame: pd.DataFrame) -> list[str]:
    return [str(name) for name in frame.columns if pd.api.types.is_numeric_dtype(frame[name])]


def _cell(value: object) -> str:
    """A figure to the last digit; nothing for a gap."""
    if pd.isna(value):  # type: ignore[call-overload]
        return ""
    return repr(float(value)) if isinstance(value, float) else str(value)


def _rows_of(text: str) -> list[str]:
    """Lines of the text; a line break within a quoted name stays in its own string."""
    return text.rstrip("\n").split("\n")


def _words(text: str) -> dict[str, object]:
    return {"cell_type": "markdown", "metadata": {}, "source": text.splitlines(keepends=True)}


def _code(text: str) -> dict[str, object]:
    source = text.splitlines(keepends=True)
    return {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": [], "source": source}


def _plain(line: str) -> str:
    """Words of files as words: no markup, no picture, no link in a notebook."""
    return "".join(f"\\{mark}" if mark in "\\`*_{}[]<>()#!|$" else mark for mark in " ".join(line.split()))
