"""An unknown layout: the user says which column is which, once; it is offered again for the same headings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import streamlit as st

from lib.core import hash_of
from lib.datasets import KINDS, Outcome
from lib.ingest import FIGURES, MENDED_BY_MAPPING, Proposal, measures_of, propose, raw_table
from lib.ingest.table import Table
from lib.store.mappings import fingerprint_of
from lib.ui import show
from lib.ui.plain import plain
from lib.ui.published import asked, is_done

_SAID, _UNREAD, _REMEMBERED, _LACKING = "columns-said", "columns-unread", "columns-remembered", "columns-lacking"
_NONE = "(none of them)"
#: Cells of more words than this are not repeated: what is in them has not been looked at yet.
_FEW_WORDS = 7


@dataclass(frozen=True)
class Said:
    """What the user says of one file: its kind, and heading -> column."""

    content_hash: str
    kind: str
    columns: Mapping[str, str]


def said_of(content_hash: str) -> Said | None:
    """What the user has said of the file with these bytes."""
    said = st.session_state.get(_SAID)
    return said if said is not None and said.content_hash == content_hash else None


def offer(outcome: Outcome, upload: Any, kind: str | None) -> None:
    """The form, when a file was refused because its columns could not be told; the way back, when they were said."""
    content_hash = hash_of(upload.getvalue())
    if said_of(content_hash) is not None:
        st.button("Choose the columns again", icon=":material/view_column:", on_click=_ask_again)
        return
    if outcome.is_refused and {one.code for one in outcome.problems} & MENDED_BY_MAPPING:
        table = _table(content_hash, upload)
        if table is not None:
            _ask(table, content_hash, kind)


def _table(content_hash: str, upload: Any) -> Table | None:
    """The file's table, read once while its columns are chosen."""
    held = st.session_state.get(_UNREAD)
    if held is None or held[0] != content_hash:
        st.session_state[_UNREAD] = held = (content_hash, raw_table(upload.getvalue()))
    return held[1]


def _ask(table: Table, content_hash: str, kind: str | None) -> None:
    st.header("Say which column is which")
    kept = _remembered(table)
    offered = {one.key: propose(table, one) for one in KINDS.values() if _can_be(one.key, table)}
    first = next((key for key in (kind, kept and kept.kind) if key in offered), _likeliest(offered))
    chosen = st.selectbox(
        "What does the file hold?", list(offered), list(offered).index(first), key="columns-kind",
        format_func=lambda key: f"{KINDS[key].title}: one row for {KINDS[key].row_is}",
    )  # fmt: skip
    known = kept.columns if kept is not None and kept.kind == chosen else {}
    if known:
        st.success("A file with these headings was read before. The same columns are chosen below.")
    lacking = st.session_state.pop(_LACKING, "")
    if lacking:
        show.notice(lacking)
    with st.form("columns", border=True):
        _ask_columns(table, chosen, offered[chosen], {column: heading for heading, column in known.items()})
        st.checkbox(
            "Remember this for files with the same headings (the headings alone are kept)", True, key="columns-keep"
        )
        st.form_submit_button(
            "Read the file with these columns", type="primary", icon=":material/check:", on_click=_say,
            args=(content_hash, chosen, tuple(table.headings)),
        )  # fmt: skip


def _ask_columns(table: Table, kind: str, proposals: tuple[Proposal, ...], known: Mapping[str, str]) -> None:
    options = [_NONE, *table.headings]
    if _has_unnamed_figures(table) and measures_of(KINDS[kind]):
        proposals = _ask_what_figures_are(table, kind, proposals, known)
        options.remove(FIGURES)
    for start in range(0, len(proposals), 2):
        for place, one in zip(st.columns(2), proposals[start : start + 2], strict=False):
            heading = known.get(one.column, one.heading) or _NONE
            need = "needed" if one.column in KINDS[kind].needs else "used where given"
            with place:
                st.selectbox(
                    f"{_words(one.column)} ({need})", options, options.index(heading), key=_key(kind, one.column)
                )
                why = "chosen when such a file was read before" if one.column in known else one.because
                st.html(f'<p class="cmw-source">{escape(_why(heading, why, table))}</p>')


def _has_unnamed_figures(table: Table) -> bool:
    return table.laid_down is not None and FIGURES in table.headings


def _ask_what_figures_are(
    table: Table, kind: str, proposals: tuple[Proposal, ...], known: Mapping[str, str]
) -> tuple[Proposal, ...]:
    """Ask what the figures below the periods are; the columns that are left to ask for."""
    measures = measures_of(KINDS[kind])
    chosen = next((name for name in measures if known.get(name) == FIGURES), _NONE)
    across = list(dict.fromkeys(table.laid_down.headings[FIGURES])) if table.laid_down is not None else []
    st.selectbox(
        plain(f"What are the figures below {across[0]} to {across[-1]}?"), [_NONE, *measures],
        [_NONE, *measures].index(chosen), key=_key(kind, FIGURES),
        format_func=lambda name: name if name == _NONE else _words(name),
    )  # fmt: skip
    return tuple(one for one in proposals if one.column not in measures)


def _why(heading: str, because: str, table: Table) -> str:
    """Why a column is proposed, with a few of its cells."""
    if heading == _NONE:
        return f"Nothing is proposed: {because}."
    cells = [cell.strip() for cell in table.frame[heading].fillna("").head(50) if cell.strip()]
    if any(cell.count(" ") > _FEW_WORDS for cell in cells):
        return f"Proposed, because {because}. It holds sentences, which are not shown here."
    cells = [cell[:30] for cell in cells]
    seen = ", ".join(dict.fromkeys(cells[:3]))
    return f"Proposed, because {because}. It holds: {seen}." if seen else f"Proposed, because {because}."


def _say(content_hash: str, kind: str, headings: tuple[str, ...]) -> None:
    chosen = {name: st.session_state.get(_key(kind, name)) for name in (*KINDS[kind].needs, *KINDS[kind].welcome)}
    if FIGURES in headings and _key(kind, FIGURES) in st.session_state:
        measure = st.session_state[_key(kind, FIGURES)]
        if measure == _NONE:
            st.session_state[_LACKING] = "Say what the figures below the periods are."
            return
        chosen[measure] = FIGURES
    lacking = [_words(name) for name in KINDS[kind].needs if chosen[name] in (None, _NONE)]
    if lacking:
        st.session_state[_LACKING] = f"Choose a column for: {', '.join(lacking)}."
        return
    columns = {str(heading): name for name, heading in chosen.items() if heading not in (None, _NONE)}
    st.session_state[_SAID] = Said(content_hash, kind, columns)
    st.session_state.pop(_UNREAD, None)
    if st.session_state.get("columns-keep") and len(columns) == sum(
        one not in (None, _NONE) for one in chosen.values()
    ):
        _remember(headings, kind, columns)


def put_away() -> None:
    """Let go of the file whose columns were asked about, and of what was said of them."""
    for key in (_SAID, _UNREAD):
        st.session_state.pop(key, None)


def _ask_again() -> None:
    st.session_state.pop(_SAID, None)


def _remember(headings: tuple[str, ...], kind: str, columns: Mapping[str, str]) -> None:
    """In the workspace for everybody; in this session where there is no workspace."""
    if not is_done(lambda opened: opened.save_mapping(headings, columns, kind)):
        here = st.session_state.setdefault(_REMEMBERED, {})
        here[fingerprint_of(headings)] = Said("", kind, columns)


def _remembered(table: Table) -> Said | None:
    saved = asked(lambda opened: opened.mapping_for(table.headings))
    if saved is not None:
        return Said("", saved.kind, saved.columns)
    return st.session_state.get(_REMEMBERED, {}).get(fingerprint_of(table.headings))


def _likeliest(offered: Mapping[str, tuple[Proposal, ...]]) -> str:
    """The kind for which most of what it needs was found, then most of all."""

    def found(key: str) -> tuple[float, int]:
        has = [one.column for one in offered[key] if one.heading]
        needs = KINDS[key].needs
        return sum(name in needs for name in has) / len(needs), len(has)

    return max(offered, key=found)


def _can_be(kind: str, table: Table) -> bool:
    return kind != "outlines" or table.geometry is not None


def _key(kind: str, column: str) -> str:
    return f"column-{kind}-{column}"


def _words(column: str) -> str:
    return column.replace("_", " ").capitalize().replace("Cqc", "CQC").replace("La name", "Council")
