"""Labels written once with blanks below them, as pivot tables are saved: read as if written in every row, and said."""

from __future__ import annotations

import pandas as pd

from lib.ingest.cells import read_numbers
from lib.ingest.columns import POSTCODE, find, share_matching
from lib.ingest.findings import Finding, noted
from lib.ingest.kinds.periods import PERIOD, said_alone
from lib.ingest.totals import says_total

_AGE = ("age", "ages", "age band", "age group", "single year of age")
#: Rows that have an identity of their own: a blank beside it may be something nobody knows.
_OWN_IDENTITY = (POSTCODE, r"1-\d{6,12}")
_MOSTLY, _FEWEST_LABELS = 0.6, 2
_FIX = "If a blank means something else (not known, no locality), write that in and load the file again."
_UNSURE = "If each belongs to the label above it, fill the column down in a spreadsheet and load the file again."


def filled_down(frame: pd.DataFrame, rows: pd.Index) -> tuple[pd.DataFrame, list[Finding]]:
    """Rows with the labels of the first columns filled down over the blanks below them, where that is sure.

    Parameters
    ----------
    frame
        The table as text under its headings.
    rows
        Those of its rows that are no notes about it.

    Sure is: no row has a postcode or register number of its own; the column stands first, or beside a column filled
    down; it begins with a label, each label stands once in it, and at least as many cells are blank as are not; and the
    column right of those filled down is of words, periods or ages, is filled in every row that is no total, and tells
    the rows below each label apart. A column of which all but that is true is said, and left as it is.
    """
    cells = frame.loc[rows]
    if len(cells.columns) < 2 or not _is_written_once(cells.iloc[:, 0]):
        return frame, []
    levels, right = _levels(cells)
    if right is None or not _tells_apart(cells, levels, right) or any(map(_is_own_identity, _columns(cells))):
        return frame, [_unsure(cells.iloc[:, 0])]
    filled = frame.copy()
    for name, values in levels.items():
        filled.loc[rows, name] = values
    return filled, [_said(cells[name], values) for name, values in levels.items()]


def _columns(cells: pd.DataFrame) -> list[pd.Series]:
    return [cells[name] for name in cells.columns]


def _blank(column: pd.Series) -> pd.Series:
    return column.fillna("").str.strip().eq("")


def _is_written_once(column: pd.Series) -> bool:
    """Whether a column begins with a label, and each label stands once with blanks below, as many as labels or more."""
    is_blank = _blank(column)
    if is_blank.iloc[0] or not is_blank.any():
        return False
    written = column[~is_blank].str.strip()
    labels = written[~says_total(written)]
    is_enough = len(labels) >= _FEWEST_LABELS and is_blank.sum() >= len(labels)
    return bool(is_enough and labels.is_unique and not _holds_figures(labels))


def _levels(cells: pd.DataFrame) -> tuple[dict[str, pd.Series], str | None]:
    """The columns to fill down, as filled, and the first column right of them."""
    levels: dict[str, pd.Series] = {}
    is_total = pd.Series(False, index=cells.index)
    above = pd.Series("", index=cells.index, dtype="str")
    for name in cells.columns:
        column = cells[name].fillna("").str.strip()
        is_open = column.eq("") & ~is_total
        if not is_open.any():
            return levels, str(name)
        written = column.where(column.ne(""))
        values = written.groupby(above.to_numpy(), sort=False).ffill() if levels else written.ffill()
        is_unsure = is_open & (values.isna() | says_total(values))
        if is_unsure.any() or (levels and not _is_once_in_each(written, above)):
            return levels, None
        levels[str(name)] = cells[name].where(~is_open, values).astype("str")
        is_total |= says_total(column)
        above = above + "\x1f" + levels[str(name)]
    return levels, None


def _is_once_in_each(written: pd.Series, above: pd.Series) -> bool:
    said = written.notna()
    return not pd.DataFrame({"above": above[said], "said": written[said]}).duplicated().any()


def _tells_apart(cells: pd.DataFrame, levels: dict[str, pd.Series], right: str) -> bool:
    """Whether the column right of the labels names what stands below each label, once."""
    is_total = pd.concat([says_total(values) for values in levels.values()], axis=1).any(axis=1)
    is_named = find([right], (*PERIOD, *_AGE)) is not None or not _holds_figures(cells[right])
    keys = pd.DataFrame({**levels, right: cells[right].str.strip()})[~is_total]
    return is_named and not keys.duplicated().any()


def _holds_figures(column: pd.Series) -> bool:
    """Whether a column is of figures rather than of words or periods."""
    said = column[~_blank(column)].head(1_000)
    are_periods = said.map(said_alone).ne("").mean() > _MOSTLY
    return not are_periods and read_numbers(said).n_given >= _MOSTLY * len(said)


def _is_own_identity(column: pd.Series) -> bool:
    return any(share_matching(column, pattern) > _MOSTLY for pattern in _OWN_IDENTITY)


def _said(given: pd.Series, values: pd.Series) -> Finding:
    cells = values[_blank(given) & ~_blank(values)]
    what = "A label is written once here and the cells below it are blank: each was read as the label above it."
    return noted("filled-down", what, cells, str(given.name), _FIX)


def _unsure(column: pd.Series) -> Finding:
    what = "Cells below a label are blank here. They were left blank: nobody can tell whether the label is theirs."
    return noted("blank-below-label", what, column[_blank(column)], str(column.name), _UNSURE)
