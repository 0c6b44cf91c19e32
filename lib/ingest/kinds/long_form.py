"""Long tables, one row for each area and category: one column for each category instead."""

from __future__ import annotations

import pandas as pd

from lib.core.words import say_list
from lib.ingest.cells import Numbers, read_numbers, states_frame
from lib.ingest.columns import find, joined, normal, text_of
from lib.ingest.findings import Finding, noted, put_aside, refuse
from lib.ingest.kinds.area_codes import about_codes
from lib.ingest.kinds.area_rows import area_name_heading
from lib.ingest.kinds.of_total import Counted, Shape, percentages_of
from lib.ingest.numbers import marks_notes, unreadable_note
from lib.ingest.table import Imported, Table

_PERIOD = ("financial year", "period", "time period", "date name", "date", "year", "reporting period")
_VALUE = ("value", "obs value", "item value", "itemvalue", "observation", "average score", "score", "rate")
_COUNT = ("n", "count", "number", "observation", "numerator", "people", "persons")
_TOTAL = ("total residents", "total", "denominator", "total population", "all residents", "population", "base")
_SHARE = ("prop", "proportion", "pct", "share", "percentage")
_MEASURE = ("measure", "indicator", "indicator name", "measure name", "index domain", "domain", "indicator desc")
_MAX_COLUMNS = 200


def is_long(table: Table, code: str) -> bool:
    """Whether most areas stand in more than one row and some other column tells the rows apart."""
    codes = text_of(table.frame, code)
    is_repeated = codes.duplicated(keep=False).mean() > 0.5
    return bool(is_repeated and (_categories(table, code) or _period(table)))


def widen(table: Table, code: str, known: Shape | None = None) -> Imported:
    """One row per area and one column per category, of the latest period; what was chosen is said.

    ``known`` says which columns tell rows apart and which has the figures; they are found where it does not.
    """
    table = _latest_period(_without_copies(table, code))
    shape = known or _shape(table, code)
    cells = read_numbers(table.frame[shape.value])
    key = pd.DataFrame({"area_code": text_of(table.frame, code), "column": _labels(table, shape)})
    _refuse_repeats(key, code)
    found = [
        *unreadable_note(table.frame[shape.value], cells, shape.value),
        *marks_notes({shape.value: cells}, table.frame),
    ]
    counted = percentages_of(table, key, cells, shape)
    frame, states = _pivot(table, code, counted.key, counted.numbers)
    found = [_said(shape, counted), *found, *about_codes(frame["area_code"], frame["source_row"])]
    parts = () if counted.rates is None else (("rates", counted.rates),)
    return Imported(frame, (*table.findings, *found), len(table.frame), "Area indicators", states, parts)


def _period(table: Table) -> str | None:
    return find(table.headings, _PERIOD)


def _without_copies(table: Table, code: str) -> Table:
    is_copy = table.frame.duplicated()
    if not is_copy.any():
        return table
    what = "Some rows repeat an earlier row exactly; each was counted once."
    return table.without(put_aside("row-repeated", what, table.frame.loc[is_copy, code], code))


def _latest_period(table: Table) -> Table:
    """Keep the latest period; each measure its own latest, where not all were published in the last one."""
    column = _period(table)
    periods = text_of(table.frame, column)
    if column is None or periods.nunique() < 2:
        return table
    measure = find(table.headings, _MEASURE)
    key = periods.map({said: rank for rank, said in enumerate(sorted(periods.unique(), key=_period_order))})
    latest = key.groupby(text_of(table.frame, measure)).transform("max") if measure else key.max()
    is_earlier = key.ne(latest)
    used = say_list(sorted(periods[~is_earlier].unique()))
    what = f"Only the latest period of each measure is used ({used}); earlier ones were set aside."
    return table.without(put_aside("earlier-period", what, periods[is_earlier], column))


def _period_order(said: str) -> tuple[str, str]:
    digits = "".join(mark for mark in said if mark.isdigit())
    return (digits[:4] if len(digits) >= 4 else digits.zfill(4), said)


def _categories(table: Table, code: str) -> list[str]:
    """Columns of words that differ within an area: what the rows are about."""
    frame, codes = table.frame, text_of(table.frame, code)
    skip = {code, area_name_heading(table, code), _period(table)}
    found = []
    for name in table.headings:
        if name in skip or not _are_words(frame[name]):
            continue
        text = text_of(frame, name)
        if 1 < text.nunique() <= _MAX_COLUMNS and text.groupby(codes).nunique().gt(1).mean() > 0.5:
            found.append(name)
    return _without_twins(frame, found)


def _are_words(cells: pd.Series) -> bool:
    return bool(read_numbers(cells.head(2_000)).values.notna().mean() < 0.2)


def _without_twins(frame: pd.DataFrame, names: list[str]) -> list[str]:
    """Drop a column that says the same as an earlier one in other words (a measure and its code)."""
    kept: list[str] = []
    for name in sorted(names, key=lambda one: -frame[one].str.len().mean()):
        is_new = all(frame.groupby(other)[name].nunique().max() > 1 for other in kept)
        kept += [name] if is_new else []
    return [name for name in names if name in kept]


def _fewest(table: Table, code: str, names: list[str]) -> tuple[str, ...]:
    """As few columns as tell the rows of an area apart, a column of measures first."""
    ordered = sorted(names, key=lambda name: normal(name) not in _MEASURE)
    for n in range(1, len(ordered) + 1):
        if not table.frame.duplicated([code, *ordered[:n]]).any():
            return tuple(ordered[:n])
    return tuple(names)


def _shape(table: Table, code: str) -> Shape:
    categories = _fewest(table, code, _categories(table, code))
    count, total = find(table.headings, _COUNT), find(table.headings, _TOTAL)
    if count and total and categories:
        return Shape(categories, count, total)
    share, value = find(table.headings, _SHARE), find(table.headings, _VALUE)
    chosen = value or share or count or _only_figure(table, {code, *categories})
    if chosen is None:
        raise refuse(
            "no-figures",
            "Several columns of figures stand beside the categories, and none is called 'Value'.",
            fix="Keep one column of figures, or call the one to use 'Value'.",
        )
    return Shape(categories, chosen, is_share=chosen == share)


def _only_figure(table: Table, taken: set[str]) -> str | None:
    figures = [
        name
        for name in table.headings
        if name not in taken
        and normal(name) not in _PERIOD
        and read_numbers(table.frame[name].head(500)).values.notna().any()
    ]
    return figures[0] if len(figures) == 1 else None


def _labels(table: Table, shape: Shape) -> pd.Series:
    parts = [text_of(table.frame, name) for name in shape.categories]
    label = joined(parts, ", ") if parts else pd.Series(shape.value, table.frame.index, dtype="str")
    return label.where(label.ne(""), "Not stated")


def _refuse_repeats(key: pd.DataFrame, code: str) -> None:
    is_again = key.duplicated(keep=False)
    if not is_again.any():
        return
    raise refuse(
        "area-repeated",
        "Some areas have more than one figure for the same category, so the file cannot be laid out one row per area.",
        where=f"column '{code}'",
        fix="Keep one period, sex or source, or sum the rows first.",
        rows=key.index[is_again],
    )


def _pivot(table: Table, code: str, key: pd.DataFrame, numbers: Numbers) -> tuple[pd.DataFrame, pd.DataFrame]:
    order = list(dict.fromkeys(key["column"]))
    wide = key.assign(value=numbers.values).pivot(index="area_code", columns="column", values="value")  # noqa: PD010
    areas = list(dict.fromkeys(key["area_code"]))
    wide = wide.reindex(index=areas, columns=order)
    first_row = pd.Series(key.index, index=key["area_code"]).groupby(level=0).min().reindex(areas)
    frame = wide.rename_axis(columns=None).reset_index()
    name = area_name_heading(table, code)
    if name:
        names = text_of(table.frame, name).groupby(key["area_code"]).first()
        frame.insert(1, "area_name", frame["area_code"].map(names).astype("str"))
    frame["source_row"] = first_row.to_numpy()
    return frame.astype({"source_row": "Int64", "area_code": "str"}), _states(key, numbers, first_row)


def _states(key: pd.DataFrame, numbers: Numbers, first_row: pd.Series) -> pd.DataFrame:
    """States by the row of the area and the column that its figure went to."""
    marked = numbers.states[numbers.states.ne("")]
    states = states_frame({"value": Numbers(numbers.values, marked, numbers.is_unreadable, numbers.is_percent)})
    at = key.loc[states["source_row"].astype("int64")]
    return states.assign(column=at["column"].to_numpy(), source_row=at["area_code"].map(first_row).to_numpy()).astype(
        {"source_row": "Int64"}
    )


def _said(shape: Shape, counted: Counted) -> Finding:
    by = f" by {say_list([repr(name) for name in shape.categories])}" if shape.categories else ""
    of = f" as a percentage of '{counted.of}'" if counted.of else ""
    n_columns = counted.key["column"].nunique()
    what = f"The file has several rows for each area; they became {n_columns} columns of '{shape.value}'{of}{by}."
    return noted("long-form", what)
