"""Loading a file: pick, read, explain, use, undo."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from lib.core import Problem, Severity, hash_of
from lib.core.words import NOT_COLLECTED, say_about, say_count, say_list
from lib.datasets import KINDS, Dataset, Outcome
from lib.datasets.templates import template
from lib.disclosure import public, with_gaps
from lib.ingest import NOTHING, load, load_apart, may_hold_people
from lib.opendata import CENSUS, OUTLINES, REGISTER, Fetched
from lib.ui import account, carrying, column_mapper, data, show
from lib.ui.published import Published
from lib.views.tables import as_numbers

FILE_TYPES = ["csv", "txt", "tsv", "xlsx", "ods", "xls", "json", "jsonl", "ndjson", "geojson", "gpkg", "zip", "pdf"]
_STAGED = "staged"
#: Where the session has the name of a file about people whose bytes it let go of.
COUNTED = "counted-file"
_ORIGINS = {"synthetic": "Synthetic sample", "published": "Published figures", "uploaded": "Your upload"}
_WORK_IT_OUT = "Work it out from the file"
_COUNTS_NOT_LISTED = (
    "The first rows and the account row by row are not shown: what was read are people, and some groups may be of very "
    "few. Once the data are in use, the Unmet need page shows every group with small numbers hidden."
)
_HEADINGS = {
    Severity.REFUSE: ("The file cannot be used yet", ":material/block:"),
    Severity.SET_ASIDE: ("Rows set aside: kept out of the figures, and listed", ":material/rule:"),
    Severity.NOTE: ("Worth knowing", ":material/info:"),
}


def kind_of_file() -> str | None:
    """What the user says the file holds; ``None`` leaves it to the workbench."""
    titles = {_WORK_IT_OUT: None, **{kind.title: kind.key for kind in KINDS.values()}}
    return titles[st.selectbox("What is in the file?", list(titles), key="kind-of-file")]


def offer_template(kind: str) -> None:
    """A template to fill in, beside the uploader."""
    known = KINDS[kind]
    name, content = template(kind)
    with st.container(border=True):
        st.markdown(f"**{known.title}**: one row for {known.row_is}")
        st.caption(f"Needs {_in_words(known.needs)}. Uses {_in_words(known.welcome)} where given.")
        st.download_button(
            "Download a template", content, name, "text/csv", icon=":material/download:", on_click="ignore"
        )


def read(upload: Any, kind: str | None) -> Outcome:
    """Read an uploaded file once, with progress; the same bytes and kind are not read again."""
    content = upload.getvalue()
    known = st.session_state.get(_STAGED)
    said = column_mapper.said_of(hash_of(content))
    key = (hash_of(content), kind, said)
    if known and known[0] == key:
        return known[1]
    with st.status("Reading the file …", expanded=False) as status:
        tell = lambda step, _share: status.update(label=f"{step} …")  # noqa: E731
        held, columns = (said.kind, said.columns) if said else (kind, None)
        if may_hold_people(content):
            status.update(label="Reading in a process of its own, since it may hold records of people …")
            outcome = load_apart(content, upload.name, held, columns)
        else:
            outcome = load(content, upload.name, held, progress=tell, columns=columns)
        outcome = _as_fetched(upload, outcome)
        status.update(label="Read", state="error" if outcome.is_refused else "complete")
    st.session_state[_STAGED] = (key, outcome)
    return outcome


def _as_fetched(source: Any, outcome: Outcome) -> Outcome:
    """What was fetched says who publishes it, under which licence, and what was not there to fetch."""
    if not isinstance(source, Fetched):
        return outcome
    of_whom = None if outcome.dataset is None else source.said_of(outcome.dataset)
    return replace(outcome, dataset=of_whom, problems=(*source.problems, *outcome.problems))


def show_problems(outcome: Outcome) -> None:
    """How many rows were used, then everything found, worst first, in the order of the file."""
    if outcome.dataset is not None:
        show.finding(_counted(outcome.dataset, outcome.counts_records))
    for severity, (heading, icon) in _HEADINGS.items():
        found = outcome.of(severity)
        if found:
            st.header(f"{icon} {heading}")
            show.words_table(pd.DataFrame([_as_row(p) for p in found]), "In the order of the file")


def _counted(dataset: Dataset, counts_records: bool) -> str:
    """What became of the rows; where they are of people, as guarded as numbers of people are."""
    p, title = dataset.provenance, KINDS[dataset.kind].title
    if counts_records:
        read, used, aside = (say_about(n, "rows") for n in (p.rows_read, p.rows_used, p.rows_set_aside))
        return f"{title}: {read} of people read, {used} used, {aside} set aside."
    return f"{title}: {say_count(p.rows_read, 'row')} read, {p.rows_used:,} used, {p.rows_set_aside:,} set aside."


def offer_to_use(outcome: Outcome) -> None:
    """The account row by row, what was read and, when it can be used, the button that uses it."""
    if outcome.dataset is None:
        st.info("Nothing has changed: the data in use before are still in use.", icon=":material/shield:")
        return
    if outcome.counts_records:
        show.notice(_COUNTS_NOT_LISTED)
        account.show_categories(outcome.dataset)
    else:
        _show_rows(outcome.dataset)
    if is_in_use(outcome.dataset):
        st.success(f"In use as {KINDS[outcome.dataset.kind].title.lower()}.", icon=":material/check_circle:")
    else:
        st.button("Use this data", type="primary", on_click=_use, icon=":material/check:")


def _show_rows(dataset: Dataset) -> None:
    """The account row by row with its downloads, names as they were read, and the first rows."""
    account.show_lines(dataset)
    with st.container(horizontal=True):
        account.offer(dataset)
    account.show_categories(dataset)
    alt = f"First rows of {KINDS[dataset.kind].title}"
    st.dataframe(_preview(dataset), hide_index=True, alt=alt, placeholder=NOT_COLLECTED)


def _preview(dataset: Dataset) -> Any:
    """The first rows as they were read; where the file has a mark in place of a figure, the mark."""
    rows = dataset.frame.drop(columns="geometry", errors="ignore").head(8)
    return as_numbers(with_gaps(public(pd.DataFrame(rows), because=account.OWN_ROWS), dataset.gaps.head(8)))


def is_in_use(dataset: Dataset) -> bool:
    """Whether the pages draw this file: the session's own, or the same file as published."""
    used = data.dataset(dataset.kind)
    if used is None or used is dataset:
        return used is not None
    return (isinstance(used, Published) or used.kind == carrying.WARDS) and carrying.holds(used, dataset.provenance)


def show_in_use() -> None:
    """What is in use for each kind, and the way to stop using an upload."""
    show.words_table(pd.DataFrame([_in_use_row(kind, data.dataset(kind)) for kind in KINDS]), "What is in use")
    own = [kind for kind in KINDS if data.workspace().get(kind) is not None]
    with st.container(horizontal=True):
        if data.workspace().before is not None:
            st.button("Undo the last change", icon=":material/undo:", on_click=_undo)
        for kind in own:
            st.button(f"Stop using your {KINDS[kind].title.lower()}", key=f"stop-{kind}", on_click=_stop, args=(kind,))


def _undo() -> None:
    data.keep(data.workspace().undo())


def _stop(kind: str) -> None:
    data.keep(data.workspace().remove(kind))


def _in_use_row(kind: str, dataset: Dataset | None) -> dict[str, str]:
    headings = ("Data", "In use", "Where from", "As at", "Rows", "Version")
    if dataset is None:
        return dict(zip(headings, (KINDS[kind].title, "nothing loaded", "", "", "", ""), strict=True))
    p = dataset.provenance
    rows = f"{p.rows_used:,} used, {p.rows_set_aside:,} set aside"
    values = (KINDS[kind].title, p.title, _where_from(dataset), p.as_at or "not stated", rows, p.version)
    return dict(zip(headings, values, strict=True))


def _where_from(dataset: Dataset) -> str:
    if isinstance(dataset, Published):
        return f"Published here by {say_list(list(dict.fromkeys(one.who for one in dataset.versions)))}"
    said = dataset.provenance
    is_own = said.origin == "uploaded"
    services = [one.publisher for one in (CENSUS, OUTLINES, REGISTER)]
    fetched = next((one for one in services if said.source.startswith(f"{one}, fetched from")), "")
    if is_own and fetched:
        return f"Fetched by you from {fetched}"
    return "Your upload of a synthetic sample" if is_own and said.is_synthetic else _ORIGINS[said.origin]


def staged() -> Outcome | None:
    """The file read last and not put away.

    Buttons ask for it when they are pressed: what is handed to a button is held by the server long after it is gone.
    """
    held = st.session_state.get(_STAGED)
    return held[1] if held else None


def read_last() -> str:
    """The content hash of the file read last and not put away; ``''`` without one."""
    held = st.session_state.get(_STAGED)
    return held[0][0] if held else ""


def put_away() -> None:
    """Let go of the file read last, as it was read and as its columns were asked about."""
    for key in (_STAGED, COUNTED):
        st.session_state.pop(key, None)
    column_mapper.put_away()


def _use() -> None:
    outcome = staged()
    if outcome is not None and outcome.dataset is not None:
        data.keep(data.workspace().accept(carrying.beside_those_in_use(outcome.dataset)))


def _as_row(problem: Problem) -> dict[str, str]:
    return {"What was found": problem.what, "Where": problem.where, "What to do": problem.fix or NOTHING}


def _in_words(columns: tuple[str, ...]) -> str:
    return ", ".join(c.replace("_", " ") for c in columns) or "nothing more"
