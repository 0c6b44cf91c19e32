"""Months, quarters or years across a table, laid down: a row for each period, as the pages read them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from lib.core.words import say_list
from lib.ingest.cells import read_numbers
from lib.ingest.columns import ONS_CODE, find, normal, share_matching, text_of
from lib.ingest.findings import Finding, Refused, noted, place_in_words, put_aside, refuse
from lib.ingest.kinds.activity import MEASURES
from lib.ingest.kinds.locality_names import LOCALITY
from lib.ingest.kinds.periods import PERIOD, kinds_of, tidy_periods
from lib.ingest.period_headings import PeriodHeading, period_headings
from lib.ingest.table import Imported, LaidDown, Table

#: What figures are called that nothing in the file names.
FIGURES = "Figures"
#: The kinds of dataset that have a row for each period.
KINDS_BY_PERIOD = ("provider_activity", "discharges", "pathways", "locality_activity")
_MEASURE = ("measure", "measures", "metric", "indicator", "data item", "kpi", "values", "item", "figure", "description")
_CALLED = {"hours": "Hours", "packages": "Packages", "people_waiting": "People waiting"}
#: Quarters stand beside months, and years beside either, as totals of them.
_LENGTH = {"days": 0, "months": 0, "quarters": 1, "years": 2}
_FEWEST, _MOST_MEASURES, _LOOKED_AT, _MOSTLY, _HALF = 2, 12, 2_000, 0.8, 0.5
_Part = tuple[np.ndarray, np.ndarray, Sequence[str]]
_Cell = tuple[int, str, str]  # row, column and value


def laid_down(table: Table) -> Table | None:
    """The table with a row for each of its rows and periods; ``None`` where no periods stand across it.

    Measures are named by the headings ('Hours: Apr-24'), by a column ('Measure'), or by a line above the table that
    names one; else the figures are called 'Figures', and the reader is asked what they are. Tables of areas by code
    are left as they are: a year is a measure of theirs.
    """
    around = " ".join([*table.preamble, table.sheet])
    named = period_headings(table.headings, around)
    found = _without_longer(named)
    labels = _labels(table, found, [name for name in table.headings if name not in named])
    if labels is None:
        return None
    parts = _by_heading(table, found, around) or {}
    is_named_above = {said.measure for said in found.values()} == {""} and FIGURES not in parts
    table = table.with_findings(*map(_named_note, parts)) if is_named_above else table
    measure = find(labels, _MEASURE) if set(parts) == {FIGURES} else None
    if measure:
        table = _saying_what(table, measure)
        labels = [name for name in labels if name != measure]
        parts = _by_column(table, found, labels, measure) or {}
    return _laid(table, found, labels, parts, list(named)) if parts else None


def _without_longer(named: dict[str, PeriodHeading]) -> dict[str, PeriodHeading]:
    """One spelling of each period; without the quarters and years that stand among shorter periods as their totals."""
    said = pd.Series({heading: one.period for heading, one in named.items()}, dtype="str")
    read = tidy_periods(said)
    lengths = kinds_of(read).map(_LENGTH)
    n_of_each = read.groupby(lengths).nunique()
    shortest = min(n_of_each.index[n_of_each >= _FEWEST], default=max(_LENGTH.values()))
    once = said.groupby(read).transform("first")
    return {heading: replace(named[heading], period=once[heading]) for heading in read.index[lengths <= shortest]}


def _saying_what(table: Table, measure: str) -> Table:
    """The table without the rows whose measure is blank."""
    is_blank = text_of(table.frame, measure).eq("")
    if not is_blank.any():
        return table
    what = f"Some rows have figures and no word in '{measure}' to say what they are."
    cells = table.frame.loc[is_blank].iloc[:, 0]
    return table.without(put_aside("no-measure", what, cells, measure, "Write in what they are, or delete the rows."))


def refuse_unnamed(table: Table) -> Refused | None:
    """The refusal of a table laid down whose figures nothing names."""
    if table.laid_down is None or FIGURES not in table.headings:
        return None
    across = list(dict.fromkeys(table.laid_down.headings[FIGURES]))
    return refuse(
        "figures-not-named",
        f"{len(across):,} periods stand side by side ({_from_to(across)}), and nothing says what their figures are.",
        where=place_in_words("", [table.header_row] if table.header_row else [], table.sheet),
        fix="Say below what they are (hours, packages, people waiting): it is remembered for next time.",
    )


def in_the_file(imported: Imported, table: Table) -> Imported:
    """What was made of a table laid down, with the rows and columns of the file it came from."""
    laid = table.laid_down
    if laid is None:
        return imported
    first, where = laid.rows.where(laid.rows.gt(0)).min(axis=1).astype("Int64"), _where_stood(laid)
    frame = imported.frame
    states = imported.states
    if states is not None and "period" in frame:
        periods = frame.set_index("source_row")["period"]
        states = _at_first(states.assign(period=states["source_row"].map(periods)), first)
    return replace(
        imported,
        frame=_at_first(frame, first),
        states=states,
        parts=tuple((name, _at_first(part, first)) for name, part in imported.parts),
        findings=(*laid.findings, *(_at_cells(one, where) for one in imported.findings)),
    )


def _labels(table: Table, found: dict[str, PeriodHeading], others: list[str]) -> list[str] | None:
    """The columns of words beside the periods, and of numbered zones; ``None`` where no periods stand across."""
    if len({said.period for said in found.values()}) < _FEWEST or table.geometry is not None or find(others, PERIOD):
        return None
    if any(share_matching(table.frame[name], ONS_CODE) > _MOSTLY for name in others):
        return None
    written = [name for name in found if not _is_blank(table.frame[name])]
    if not written or not all(_holds_figures(table.frame[name], _HALF) for name in written):
        return None
    return [name for name in others if find([name], LOCALITY) or not _holds_figures(table.frame[name])] or None


def _holds_figures(cells: pd.Series, share: float = _MOSTLY) -> bool:
    """Whether what is written at the top of a column is figures, or marks in place of figures."""
    said = cells[cells.fillna("").str.strip().ne("")].head(_LOOKED_AT)
    return bool(len(said)) and read_numbers(said).n_given >= share * len(said)


def _is_blank(cells: pd.Series) -> bool:
    return bool(cells.fillna("").str.strip().eq("").all())


def _by_heading(table: Table, found: dict[str, PeriodHeading], around: str) -> dict[str, _Part] | None:
    """Measure -> its figures by row and period, the row each stands in, and its headings; measures named by headings.

    ``None`` where two headings say the same measure and period.
    """
    named = {said.measure for said in found.values()}
    unnamed = _named_above(around) if named == {""} else FIGURES
    parts: dict[str, _Part] = {}
    for measure in dict.fromkeys(said.measure for said in found.values()):
        across = {said.period: heading for heading, said in found.items() if said.measure == measure}
        if len(across) < sum(said.measure == measure for said in found.values()):
            return None
        headings = [across.get(period, "") for period in _periods(found)]
        cells = [_said(table.frame[name]) if name else [""] * len(table.frame) for name in headings]
        rows = table.frame.index.to_numpy(dtype="int64")
        parts[measure or unnamed] = (np.array(cells, dtype=object).T, rows, headings)
    return parts


def _said(cells: pd.Series) -> np.ndarray:
    return cells.fillna("").str.strip().to_numpy(dtype=object)


def _periods(found: dict[str, PeriodHeading]) -> list[str]:
    return list(dict.fromkeys(said.period for said in found.values()))


def _named_above(around: str) -> str:
    """The one measure that the lines above a table speak of, else 'Figures': so for 'Hours and packages'."""
    words = normal(around)
    said = [_CALLED[name] for name, pattern in MEASURES.items() if re.search(pattern, words)]
    is_one = len(said) == 1 and not ("hour" in words and "package" in words)
    return said[0] if is_one else FIGURES


def _by_column(
    table: Table, found: dict[str, PeriodHeading], labels: list[str], measure: str
) -> dict[str, _Part] | None:
    """The same where a column names the measure of each row; ``None`` where its rows cannot be told apart."""
    keys, said = table.frame[labels].fillna("").astype("str"), text_of(table.frame, measure)
    said = said.groupby(said.map(normal)).transform("first")
    names = list(said.unique())
    if not labels or not 1 <= len(names) <= _MOST_MEASURES or pd.concat([keys, said], axis=1).duplicated().any():
        return None
    at = pd.MultiIndex.from_frame(keys.drop_duplicates())
    cells = table.frame[list(found)].apply(_said).set_axis(pd.MultiIndex.from_frame(keys))
    rows = pd.Series(table.frame.index, index=cells.index)
    of = {name: said.eq(name).to_numpy() for name in names}
    return {
        name: (
            cells[is_of].reindex(at).fillna("").to_numpy(dtype=object),
            rows[is_of].reindex(at).fillna(0).to_numpy(dtype="int64"),
            list(found),
        )
        for name, is_of in of.items()
    }


def _laid(
    table: Table, found: dict[str, PeriodHeading], labels: list[str], parts: dict[str, _Part], named: list[str]
) -> Table:
    """One row for each row and period, numbered from 1; periods in which nothing is written are left out."""
    periods = _periods(found)
    is_used = np.any([(cells != "").any(axis=0) for cells, _, _ in parts.values()], axis=0)
    used = [period for period, is_in_use in zip(periods, is_used, strict=True) if is_in_use]
    told = table.frame.loc[_first_rows([rows for _, rows, _ in parts.values()]), labels]
    index = pd.RangeIndex(1, len(told) * len(used) + 1, name="source_row")
    columns = {name: np.repeat(told[name].to_numpy(), len(used)) for name in labels}
    columns["Month"] = np.array(used * len(told), dtype=object)
    columns |= {name: cells[:, is_used].ravel() for name, (cells, _, _) in parts.items()}
    rows = pd.DataFrame({name: np.repeat(rows, len(used)) for name, (_, rows, _) in parts.items()}, index=index)
    across = {name: list(np.array(headings)[is_used]) * len(told) for name, (_, _, headings) in parts.items()}
    others = [name for name in table.headings if name not in {*named, *labels}]
    left = [name for name in others if _holds_figures(table.frame[name])]
    longer = [name for name in named if name not in found]
    notes = _notes(used, left, [period for period in periods if period not in used], longer)
    laid = LaidDown(rows, pd.DataFrame(across, index=index), (*table.findings, *notes))
    frame = pd.DataFrame(columns, index=index, dtype="str")
    return replace(table, frame=frame, findings=(), rows_of_headings=(), laid_down=laid)


def _first_rows(rows: list[np.ndarray]) -> np.ndarray:
    every = np.stack(rows)
    return np.where(every > 0, every, np.iinfo("int64").max).min(axis=0)


def _named_note(measure: str) -> Finding:
    what = f"The figures were taken for {measure.lower()}: so say the lines above the table or the name of its sheet."
    fix = "If they are something else, write what they are in a column 'Measure' and load the file again."
    return noted("figures-named-above", what, fix=fix)


def _notes(used: list[str], left: list[str], blank: list[str], longer: list[str]) -> list[Finding]:
    what = (
        f"{len(used):,} periods stood side by side ({_from_to(used)}): they were read as rows, one for each period. Row"
        " numbers are those of the file; the column says which period."
    )
    notes = [noted("periods-across", what)]
    if blank:
        notes.append(noted("periods-empty", f"Nothing stands below {_quoted(blank)}: left out until something does."))
    if longer:
        said = f"{_quoted(longer)} {'covers' if len(longer) == 1 else 'cover'} several of the other periods"
        notes.append(noted("periods-longer", f"{said}: left out, so that nothing is counted twice."))
    if left:
        said = f"{_quoted(left)} {'has' if len(left) == 1 else 'have'} figures of no one period and"
        notes.append(noted("columns-of-no-period", f"{said} {'was' if len(left) == 1 else 'were'} left out."))
    return notes


def _quoted(names: Iterable[str]) -> str:
    said = [f"'{name[:60]}'" for name in names]
    return say_list(said[:4]) + (f" and {len(said) - 4} more" if len(said) > 4 else "")


def _from_to(across: Sequence[str]) -> str:
    return f"{across[0][:40]} to {across[-1][:40]}"


def _at_first(frame: pd.DataFrame, first: pd.Series) -> pd.DataFrame:
    if "source_row" not in frame:
        return frame
    return frame.assign(source_row=frame["source_row"].map(first).astype("Int64"))


def _at_cells(finding: Finding, where_stood: Callable[[_Cell], list[_Cell]]) -> Finding:
    """A finding that names rows and columns as the file does."""
    if not finding.problem.rows:
        return finding
    given = finding.values or [""] * len(finding.problem.rows)
    cells = finding.cells or tuple(
        (row, finding.column, value) for row, value in zip(finding.problem.rows, given, strict=True)
    )
    told = sorted({one for cell in cells for one in where_stood(cell)})
    rows = tuple(sorted({row for row, _, _ in told}))
    columns = list(dict.fromkeys(column for _, column, _ in told if column))
    where = place_in_words(columns[0] if len(columns) == 1 else "", rows)
    return replace(
        finding, problem=replace(finding.problem, rows=rows, where=where), column="", values=(), cells=tuple(told)
    )


def _where_stood(laid: LaidDown) -> Callable[[_Cell], list[_Cell]]:
    """What says where a cell of the table laid down stood: a figure in one place, a label in a row for each measure."""
    rows = {str(name): laid.rows[name].to_numpy(dtype="int64") for name in laid.rows}
    headings = {str(name): laid.headings[name].to_numpy(dtype=object) for name in laid.headings}

    def where_stood(cell: _Cell) -> list[_Cell]:
        row, column, value = cell
        if column in rows:
            return [(int(rows[column][row - 1]), str(headings[column][row - 1]), value)]
        return [(int(at), column, value) for of in rows.values() if (at := of[row - 1]) > 0]

    return where_stood
