"""Census tables as published: one row per area, a column of everybody and one for each category of them."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd

from lib.ingest.cells import NOT_APPLICABLE, SUPPRESSED, Numbers, states_frame
from lib.ingest.columns import find, text_of
from lib.ingest.findings import noted
from lib.ingest.formats import Evidence, Format
from lib.ingest.kinds.area_codes import about_codes, about_names
from lib.ingest.kinds.area_rows import area_code_heading, areas_only
from lib.ingest.kinds.figures import figure_columns
from lib.ingest.kinds.indicators import frame_of, left_out, one_row_each
from lib.ingest.numbers import marks_notes, unreadable_note
from lib.ingest.table import Imported, Table

#: 'Ethnic group (detailed): Total: All usual residents', 'All categories: Age', 'Total: All usual residents'.
_WHOLE = re.compile(r"(?i)(.*: )?(total: all .*|all categories: .*|total: .*)(; measures: .*)?")
_PERIOD = ("date", "date name", "year")


def evidence(table: Table) -> Evidence:
    """A column of everybody, headed as the census does, and categories of it beside."""
    code, whole = area_code_heading(table), whole_heading(table)
    if code is None or whole is None:
        return Evidence(0, lacking="area codes and a column such as 'Total: All usual residents'")
    return Evidence(5, f"area codes in '{code}' and categories of '{whole}'")


def read(table: Table) -> Imported:
    """One row per area, each category as a percentage of everybody; counts are kept in the part ``rates``."""
    code, whole = area_code_heading(table) or "", whole_heading(table) or ""
    table = one_row_each(areas_only(table, code), code)
    counts = {name: _read_marks(table, one) for name, one in figure_columns(table, {code}).items()}
    everybody = counts.pop(whole).values
    found = [note for name, one in counts.items() for note in unreadable_note(table.frame[name], one, name)]
    found += [*marks_notes(counts, table.frame), *left_out(table, code, {*counts, whole})]
    labels = {name: _label(name, whole) for name in counts}
    shares = {labels[name]: _share(one, everybody) for name, one in counts.items()}
    frame = frame_of(table, code, shares)
    what = f"Counts became percentages of '{whole}'. Some categories are sub-totals of others: never add them up."
    found += [
        noted("percent-of-total", what),
        *about_codes(frame["area_code"], frame["source_row"]),
        *about_names(frame),
    ]
    rates = _rates(table, code, {labels[name]: one for name, one in counts.items()}, everybody)
    as_at = text_of(table.frame, find(table.headings, _PERIOD))
    return Imported(
        frame,
        (*table.findings, *found),
        len(frame),
        "Census",
        states_frame(shares),
        (("rates", rates),),
        as_at=str(as_at.iloc[0]) if len(set(as_at)) == 1 else "",
    )


def whole_heading(table: Table) -> str | None:
    """The column of everybody."""
    return next((name for name in table.headings if _WHOLE.fullmatch(name)), None)


def _label(heading: str, whole: str) -> str:
    """A category without the topic that all share, nor its measure: 'Asian, Asian British or Asian Welsh (%)'."""
    found = _WHOLE.fullmatch(whole)
    topic = (found[1] or "") if found else ""
    said = re.sub(r"(?i); measures: .*$", "", heading.removeprefix(topic))
    return f"{said} (%)"


def _share(counts: Numbers, everybody: pd.Series) -> Numbers:
    return replace(counts, values=100 * counts.values / everybody.where(everybody.gt(0)))


def _read_marks(table: Table, counts: Numbers) -> Numbers:
    """In tables of this service a dash is a figure that is hidden."""
    if not any("nomis" in line.lower() for line in table.preamble):
        return counts
    return replace(counts, states=counts.states.replace(NOT_APPLICABLE, SUPPRESSED))


def _rates(table: Table, code: str, counts: dict[str, Numbers], everybody: pd.Series) -> pd.DataFrame:
    codes = text_of(table.frame, code)
    each = [
        pd.DataFrame({"area_code": codes, "column": name, "numerator": one.values, "denominator": everybody})
        for name, one in counts.items()
    ]
    return pd.concat(each).rename_axis("source_row").reset_index().astype({"source_row": "Int64"})


FORMATS = (Format("census-table", "indicators", "a census table by area", evidence, read),)
