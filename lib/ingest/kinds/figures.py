"""Which columns of a table are figures about its areas."""

from __future__ import annotations

import pandas as pd

from lib.ingest.cells import Numbers, read_numbers
from lib.ingest.columns import normal
from lib.ingest.table import Table

#: Columns of figures that say nothing about people: identifiers, places and sizes of shapes.
_NOT_FIGURES = {
    *("fid", "object id", "objectid", "id", "index", "source row", "global id", "globalid", "lat", "long", "lon"),
    *("latitude", "longitude", "bng e", "bng n", "easting", "northing", "shape area", "shape length", "shape leng"),
    *("date", "year", "period", "uuid", "st areashape", "st lengthshape"),
}
_ENOUGH_FIGURES = 0.6
_SAMPLE = 1_000
#: Shorter columns are read at once: a look at a sample of them first takes as long.
_LONG = 5_000
#: A column wholly of these is still one of figures; one of dashes or letters alone is not.
_CLEAR_MARK = r"^\s*(?:\[[a-z]\]|\*|<\d|\.\.|:\s*$)"
_IDENTIFIERS = {"code", "codes", "id", "cd", "reference", "uprn", "telephone", "phone"}


def figure_columns(table: Table, taken: set[str], sample: int | None = None) -> dict[str, Numbers]:
    """Heading -> its figures, for each column that holds mostly figures or marks that stand for one."""
    frame = table.frame.head(sample) if sample else table.frame
    found = {}
    for name in table.headings:
        if name in taken or _is_identifier(name):
            continue
        if len(frame) > _LONG and not _may_be_figures(frame[name]):
            continue
        numbers = read_numbers(frame[name])
        n_filled = int(frame[name].str.strip().ne("").sum())
        has_figures = numbers.values.notna().any() or frame[name].str.contains(_CLEAR_MARK, regex=True).any()
        if has_figures and numbers.n_given >= _ENOUGH_FIGURES * n_filled:
            found[name] = numbers
    return found


def _may_be_figures(cells: pd.Series) -> bool:
    """Whether enough of a sample from all along the column are figures or marks."""
    filled = cells[cells.str.strip().ne("").to_numpy(dtype=bool)]
    sample = filled.iloc[:: max(1, len(filled) // _SAMPLE)]
    return read_numbers(sample).n_given >= _ENOUGH_FIGURES / 2 * len(sample) > 0


def _is_identifier(heading: str) -> bool:
    said = normal(heading)
    return said in _NOT_FIGURES or (said.split()[-1:] != [] and said.split()[-1] in _IDENTIFIERS)
