"""Area indicators: any figures by area, one column each or one row for each area and category."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from lib.core.words import say_list
from lib.ingest.around import is_in_use
from lib.ingest.cells import Numbers, states_frame
from lib.ingest.columns import blank_to_missing, find, text_of
from lib.ingest.findings import Finding, noted, put_aside, refuse
from lib.ingest.formats import Evidence, Format
from lib.ingest.kinds.area_codes import about_codes, about_names, about_ranks
from lib.ingest.kinds.area_rows import area_code_heading, area_name_heading, areas_only, with_area_codes
from lib.ingest.kinds.deprivation import impossible_deprivation
from lib.ingest.kinds.figures import figure_columns
from lib.ingest.kinds.long_form import is_long, widen
from lib.ingest.numbers import marks_notes, unreadable_note
from lib.ingest.percentages import beyond_hundred, one_scale, perhaps_shares
from lib.ingest.sense import columns_alike, rows_alike
from lib.ingest.table import Imported, Table

_POSTCODES = ("pcds", "pcd7", "pcd8")  # headings of the postcode lookups of the Office for National Statistics


def evidence(table: Table) -> Evidence:
    """A column of area codes and at least one column of figures."""
    table = with_area_codes(table)
    code = area_code_heading(table)
    if code is None:
        return Evidence(0, lacking="a column of area codes such as E01006412 or E08000014")
    if find(table.headings, _POSTCODES):
        return Evidence(0, lacking="figures of areas (a list of postcodes and their areas has none, and is built in)")
    figures = list(figure_columns(table, {code}, sample=100))
    if not figures:
        return Evidence(0, lacking="a column of figures")
    return Evidence(3, f"area codes in '{code}' and figures in {say_list([repr(name) for name in figures[:3]])}")


def read(table: Table) -> Imported:
    """One row per area; figures keep the file's own labels, percentages 0 to 100."""
    table = with_area_codes(table)
    code = area_code_heading(table)
    if code is None:
        raise refuse(
            "no-area-code-column", "No column holds area codes.", fix="Add a column of codes such as E01006412."
        )
    table = areas_only(table, code)
    if is_long(table, code):
        return widen(table, code)
    table = one_row_each(table, code)
    numbers = figure_columns(table, {code})
    if not numbers:
        raise refuse("no-figures", "No column holds figures.", fix="Add at least one column of numbers.")
    scaled = {name: one_scale(one, table.frame[name], name) for name, one in numbers.items()}
    numbers = {name: one for name, (one, _) in scaled.items()}
    frame = frame_of(table, code, numbers)
    found = [note for _, notes in scaled.values() for note in notes]
    found += [note for name, one in numbers.items() for note in perhaps_shares(one, table.frame[name], name)]
    found += [note for name, one in numbers.items() for note in beyond_hundred(one, table.frame[name], name)]
    found += impossible_deprivation(numbers, table.frame, frame["area_code"])
    found += [note for name, one in numbers.items() for note in unreadable_note(table.frame[name], one, name)]
    found += [*marks_notes(numbers, table.frame), *left_out(table, code, numbers), *columns_alike(numbers)]
    found += rows_alike(numbers, text_of(table.frame, code).rename(code))
    found += [
        *about_ranks(numbers, frame["area_code"]),
        *about_codes(frame["area_code"], frame["source_row"]),
        *about_names(frame),
    ]
    return Imported(frame, (*table.findings, *found), len(frame), "Area indicators", states_frame(numbers))


def frame_of(table: Table, code: str, numbers: dict[str, Numbers]) -> pd.DataFrame:
    """One row per area: code, name where given, the figures."""
    frame = pd.DataFrame({"area_code": text_of(table.frame, code)})
    name = area_name_heading(table, code)
    if name and name not in numbers:
        frame["area_name"] = blank_to_missing(text_of(table.frame, name))
    figures = pd.DataFrame({heading: one.values for heading, one in numbers.items()}, index=frame.index)
    frame = pd.concat([frame, figures.drop(columns=list(frame.columns), errors="ignore")], axis=1)
    return frame.assign(source_row=table.frame.index.astype("Int64")).reset_index(drop=True)


def one_row_each(table: Table, code: str) -> Table:
    """Set aside repeated rows; where the rows of an area differ, nobody can tell which is right."""
    codes = text_of(table.frame, code)
    if codes.is_unique:
        return table
    frame = table.frame.assign(**{code: codes})
    is_copy = frame.duplicated()
    differs = (
        frame[code].duplicated(keep=False)
        & ~is_copy
        & frame[code].isin(frame[code][~is_copy][frame[code][~is_copy].duplicated()])
    )
    aside = []
    if is_copy.any():
        what = "Some rows repeat an earlier row exactly; each area was counted once."
        aside.append(put_aside("row-repeated", what, frame.loc[is_copy, code], code))
    if differs.any():
        what = "Some areas stand in more than one row with different figures; none of them was used."
        fix = "Keep one row for each area, or load one period or category at a time."
        aside.append(put_aside("area-repeated", what, frame.loc[differs, code], code, fix))
    if differs.all():
        raise refuse(
            "area-repeated",
            "Every area stands in more than one row, and no column tells the rows apart.",
            where=f"column '{code}'",
            fix="Keep one row for each area, or add a column that names the measure or category of each row.",
        )
    return table.without(*aside) if aside else table


def left_out(table: Table, code: str, used: Iterable[str]) -> list[Finding]:
    """A note that names the columns that are not figures."""
    known = {code, area_name_heading(table, code), *used}
    left = [name for name in table.headings if name not in known and is_in_use(table.frame[name])]
    what = f"Columns not used, because they hold words or identifiers: {say_list([repr(name) for name in left])}."
    return [noted("columns-not-used", what)] if left else []


FORMATS = (Format("indicators", "indicators", "figures by area", evidence, read),)
