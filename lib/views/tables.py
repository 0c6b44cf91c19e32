"""Tables as people read them: hidden figures as ``[c]``, missing ones as ``[x]``, never blank, never 0."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
import pandas as pd
from pandas.io.formats.style import Styler

from lib.core.words import NOT_APPLICABLE, NOT_COLLECTED, SUPPRESSED
from lib.disclosure import ProtectedTable, require_protected
from lib.disclosure.states import State

_SOME, _LONG = 22, 36  # characters; fewer than some stay on one line of a telephone
_CELLS_WRITTEN = 20_000  # figures; more take longer to write out than a page should
#: The mark a gap is printed as, by its state.
SAID = {
    State.SUPPRESSED.value: SUPPRESSED,
    State.NOT_COLLECTED.value: NOT_COLLECTED,
    State.NOT_APPLICABLE.value: NOT_APPLICABLE,
}


@dataclass(frozen=True)
class Printed:
    """A table in words: every cell as printed, and which columns are figures (set to the right)."""

    words: pd.DataFrame
    figures: tuple[str, ...]


def printed(table: ProtectedTable) -> Printed:
    """The table as it is printed: thousands apart, decimals alike in a column, each gap saying why it is one.

    Geometry is left out. Raises ``TypeError`` for anything but a protected table.
    """
    values, states = require_protected(table).frame, table.states
    shown = [column for column in table.columns if column != "geometry"]
    words = pd.DataFrame({c: _said(values[c], states[c]) for c in shown}, dtype=str)
    return Printed(words, figures_of(table))


def figures_of(table: ProtectedTable) -> tuple[str, ...]:
    """The columns that are figures."""
    frame = require_protected(table).frame
    return tuple(column for column in table.columns if column != "geometry" and _is_figures(frame[column]))


def as_numbers(table: ProtectedTable) -> pd.DataFrame | Styler:
    """The table with its figures left as numbers, so that it sorts by them; each is shown as it is printed.

    A table too long to be written cell by cell, or with gaps of several kinds, keeps numbers only where a column has
    no gap: a grid has one word for every gap (:func:`gap_said`).
    """
    values, words = require_protected(table).frame, printed(table)
    is_short = len(words.words) * len(words.figures) <= _CELLS_WRITTEN
    may_have_gaps = is_short and len(_gaps_in(table, words.figures)) <= 1
    kept = [c for c in words.figures if may_have_gaps or values[c].notna().all()]
    figures = {c: pd.to_numeric(values[c]).astype("Float64").round(_places_of(values[c])) for c in kept}
    frame = words.words.assign(
        **{c: figure.to_numpy("float64", na_value=float("nan")) for c, figure in figures.items()}
    )
    return _written(frame, table, kept) if is_short else frame


def gap_said(table: ProtectedTable) -> str:
    """The mark that every gap in the table's figures has, for a grid to print; ``[x]`` where there is none."""
    found = _gaps_in(table, figures_of(table))
    return next(iter(found)) if len(found) == 1 else NOT_COLLECTED


def _gaps_in(table: ProtectedTable, figures: Sequence[str]) -> set[str]:
    """The marks of the cells of these columns that have no figure."""
    values, states = table.frame, table.states
    return {
        SAID.get(str(state), NOT_COLLECTED)
        for name in figures
        for state in set(states[name].to_numpy()[values[name].isna().to_numpy()])
    }


def _written(frame: pd.DataFrame, table: ProtectedTable, figures: Sequence[str]) -> Styler:
    """Numbers to sort by, words to read: each cell is shown as :func:`printed` prints it."""
    values, states = table.frame, table.states
    written: dict[Any, Any] = {name: f"{{:,.{_decimals_of(values[name])}f}}" for name in figures}
    styled = frame.style.format(written, na_rep=NOT_COLLECTED, subset=list(figures))
    for name in figures:
        gaps = states[name].astype(str).to_numpy()[values[name].isna().to_numpy()]
        for state in set(gaps) & set(SAID):
            rows = frame.index[(states[name] == state).to_numpy()]
            styled = styled.format(na_rep=SAID[state], subset=(rows, [name]))
    return styled


def table_html(table: Printed, caption: str) -> str:
    """An HTML table that screen readers can walk: caption, column headings, first column heading its row."""
    heads = "".join(f'<th scope="col"{_heading(table, name)}>{escape(str(name))}</th>' for name in table.words.columns)
    rows = "".join(_row(table, row) for row in table.words.itertuples(index=False))
    body = f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody>"
    scroller = f'<div class="cmw-scroll" tabindex="0" role="region" aria-label="{escape(caption, quote=True)}">'
    return f'{scroller}<table class="cmw-table"><caption>{escape(caption)}</caption>{body}</table></div>'


def words_of(frame: pd.DataFrame) -> Printed:
    """A table of words of our own, or of a file's, with nothing to protect in it."""
    return Printed(frame.astype("string").fillna("").astype(str).reset_index(drop=True), ())


def _row(table: Printed, row: tuple[str, ...]) -> str:
    names = list(table.words.columns)
    head = f'<th scope="row"{_side(table, names[0], str(row[0]))}>{escape(str(row[0]))}</th>'
    cells = (f"<td{_side(table, n, str(v))}>{escape(str(v))}</td>" for n, v in zip(names[1:], row[1:], strict=True))
    return f"<tr>{head}{''.join(cells)}</tr>"


def _heading(table: Printed, name: str) -> str:
    """A heading stands over its column; one of many words gets room, so that it makes no tall gap over short ones."""
    classes = [*(["num"] if name in table.figures else []), *(["wordy"] if len(str(name)) > _SOME else [])]
    return f' class="{" ".join(classes)}"' if classes else ""


def _side(table: Printed, name: str, words: str = "") -> str:
    """Figures to the right; words get the room they need, so that a narrow screen scrolls instead of stacking them."""
    if name in table.figures:
        return ' class="num"'
    if len(words) > _LONG:
        return ' class="long"'
    return ' class="some"' if len(words) > _SOME else ""


def _is_figures(column: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)


def _said(column: pd.Series, states: pd.Series) -> list[str]:
    """Each cell in words; in place of a gap the mark of its state."""
    words = _in_words(column)
    for row in np.flatnonzero(column.isna().to_numpy()):
        words[row] = SAID.get(states.iloc[row], NOT_COLLECTED)
    return words


def _in_words(column: pd.Series) -> list[str]:
    if pd.api.types.is_bool_dtype(column):
        return column.map({True: "Yes", False: "No"}).tolist()
    if not _is_figures(column):
        return column.astype("string").tolist()
    decimals = _decimals_of(column)
    return [f"{figure:,.{decimals}f}" for figure in column.to_numpy("float64", na_value=np.nan).tolist()]


def _places_of(column: pd.Series) -> int:
    """Decimals that keep small figures, such as probabilities, apart."""
    largest = column.abs().max()
    return 4 if pd.notna(largest) and largest <= 1 else 2


def _decimals_of(column: pd.Series) -> int:
    """As many decimals as the figures have, at most two; none where they are large, four for tiny probabilities."""
    every = np.abs(column.to_numpy("float64", na_value=np.nan))
    known = every[~np.isnan(every)]
    if not known.size:
        return 0
    if known.max() <= 1 and ((known > 1e-9) & (known < 0.005)).any():
        return 4
    middle = np.median(known)
    if middle >= 1000:
        return 0
    enough = next((d for d in (0, 1) if np.abs(known.round(d) - known).max() < 1e-9), 2)
    return 1 if enough == 2 and middle >= 10 else enough
