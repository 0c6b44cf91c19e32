"""What the door finds: a problem with the cells it is about, for the row by row account."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from lib.core import Problem, Severity, note, refusal, rows_in_words, set_aside

#: The remedy where there is none to take.
NOTHING = "Nothing to do."
_MOST_LINES = 100_000
ACCOUNT_COLUMNS = ["source_row", "column", "value", "severity", "code", "what", "fix"]


@dataclass(frozen=True)
class Finding:
    """A problem, the column it is about and the cells as given, in the order of ``problem.rows``.

    ``cells`` are given instead where a problem is about several columns: row, column and value of each.
    """

    problem: Problem
    column: str = ""
    values: tuple[str, ...] = ()
    cells: tuple[tuple[int, str, str], ...] = ()


class Refused(Exception):  # noqa: N818 - an answer, not an error
    """Ends the reading of a file; carries what to tell the user. Never leaves ``lib.ingest``."""

    def __init__(self, *problems: Problem):
        super().__init__(problems[0].code)
        self.problems = problems


def refuse(code: str, what: str, *, where: str = "", fix: str = "", rows: Iterable[int] = ()) -> Refused:
    """The refusal of the whole file, ready to raise."""
    return Refused(refusal(code, what, where=where, fix=fix, rows=rows))


def noted(code: str, what: str, cells: pd.Series | None = None, column: str = "", fix: str = "") -> Finding:
    """A note about cells (a Series indexed by ``source_row``), or about the whole file."""
    return _finding(note, code, what, cells, column, fix)


def noted_in_columns(code: str, what: str, cells: Mapping[str, pd.Series], fix: str = "") -> Finding:
    """A note about cells of several columns, by column; of one column it says which.

    Past 100,000 cells the account names the rows alone: a line for each cell would take more than the file itself.
    """
    if len(cells) == 1:
        ((column, only),) = cells.items()
        return noted(code, what, only, column, fix)
    rows = sorted(set().union(*(one.index for one in cells.values())))
    found = noted(code, what, pd.Series("", index=rows, dtype="str"), "", fix)
    if sum(map(len, cells.values())) > _MOST_LINES:
        return found
    lines = (
        (int(row), name, str(cell)) for name, one in cells.items() for row, cell in zip(one.index, one, strict=True)
    )
    return replace(found, cells=tuple(sorted(lines)))


def put_aside(code: str, what: str, cells: pd.Series, column: str = "", fix: str = "") -> Finding:
    """Rows kept out of the figures: the index of ``cells`` is their spreadsheet rows."""
    return _finding(set_aside, code, what, cells, column, fix)


def rows_set_aside(findings: Iterable[Finding]) -> pd.DataFrame:
    """One row per spreadsheet row kept out (the first reason wins): ``source_row, code, what``."""
    kept_out = (f.problem for f in findings if f.problem.severity == Severity.SET_ASIDE)
    parts = [pd.DataFrame({"source_row": p.rows, "code": p.code, "what": p.what}) for p in kept_out]
    columns = ["source_row", "code", "what"]
    if not parts:
        return pd.DataFrame({"source_row": pd.Series(dtype="Int64"), "code": "", "what": ""}, columns=columns)
    frame = pd.concat(parts, ignore_index=True).drop_duplicates("source_row").sort_values("source_row")
    return frame.astype({"source_row": "Int64"}).reset_index(drop=True)


def account(findings: Iterable[Finding]) -> pd.DataFrame:
    """Everything found, one line per spreadsheet row concerned: value, what was done and the remedy."""
    parts = [_account_of(finding) for finding in findings if finding.problem.rows]
    if not parts:
        return pd.DataFrame({name: pd.Series(dtype="str") for name in ACCOUNT_COLUMNS})
    frame = pd.concat(parts, ignore_index=True).sort_values("source_row", kind="stable")
    return frame.astype({"source_row": "Int64"}).reset_index(drop=True)


def in_file_order(findings: Iterable[Finding]) -> tuple[Problem, ...]:
    """Problems of the whole file first, then by the first row they name."""
    return tuple(sorted((f.problem for f in findings), key=lambda p: p.rows[0] if p.rows else 0))


def place_in_words(column: str, rows: Iterable[int], sheet: str = "") -> str:
    """``"sheet 'Homes', column 'Postcode', rows 4 and 9"``, leaving out what does not apply."""
    said = [f"sheet '{sheet}'" if sheet else "", f"column '{column}'" if column else "", rows_in_words(rows)]
    return ", ".join(part for part in said if part)


def _finding(
    make: Callable[..., Problem], code: str, what: str, cells: pd.Series | None, column: str, fix: str
) -> Finding:
    cells = pd.Series(dtype="str") if cells is None else cells.sort_index()
    rows = tuple(int(row) for row in cells.index)
    problem = make(code, what, where=place_in_words(column, rows), fix=fix, rows=rows)
    return Finding(problem, column, tuple(cells.fillna("").astype("str")))


def _account_of(finding: Finding) -> pd.DataFrame:
    problem = finding.problem
    said = {
        "severity": str(problem.severity),
        "code": problem.code,
        "what": problem.what,
        "fix": problem.fix or NOTHING,
    }
    if finding.cells:
        frame = pd.DataFrame(finding.cells, columns=["source_row", "column", "value"]).assign(**said)
        return frame[ACCOUNT_COLUMNS]
    values = finding.values if len(finding.values) == len(problem.rows) else ("",) * len(problem.rows)
    frame = pd.DataFrame({"source_row": problem.rows, "column": finding.column, "value": values, **said})
    return frame[ACCOUNT_COLUMNS]
