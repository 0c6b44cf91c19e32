"""One way to keep a result: by the content of the data and the parameters, never by luck.

Frames go in unhashed (large frames are hashed by sample, which gives wrong answers); what identifies
the call is the name of the function, which data they are and the parameters. Results are kept as they
are, so treat them as read-only. What comes from an upload is kept for its session alone; what comes
from a published version is kept for everybody, until a version is purged.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from lib.datasets import Dataset
from lib.ui.published import Published, let_go

T = TypeVar("T")


def kept(call: Callable[[], T], name: str, *datasets: Dataset | None, **parameters: Any) -> T:
    """The result of ``call``, computed once for the same name, data and parameters."""
    present = [d for d in datasets if d is not None]
    if any(_is_own(d) for d in present) and get_script_run_ctx(suppress_warning=True) is None:
        return call()  # a download being made: a session's own results are out of reach there
    key = repr((name, [which(d) for d in present], sorted(parameters.items())))
    return _place_for(present)(key, call)


def which(dataset: Dataset) -> tuple[str, ...]:
    """What tells data apart. The same bytes read twice may have been read as something else."""
    if isinstance(dataset, Published):
        return ("version", *(one.id for one in dataset.versions))
    said = dataset.provenance
    read_at = str(said.loaded_at) if _is_own(dataset) else ""
    return (dataset.kind, said.content_hash, read_at)


def forget_this_session() -> None:
    """Let go of every result made from this session's own data."""
    _for_this_session.clear()


def forget_published() -> None:
    """Let go of every published dataset and of what was made from it."""
    _for_readers.clear()
    let_go()


def _place_for(datasets: list[Dataset]) -> Callable[[str, Callable[[], Any]], Any]:
    if any(_is_own(d) for d in datasets):
        return _for_this_session
    return _for_readers if any(isinstance(d, Published) for d in datasets) else _for_everybody


def _is_own(dataset: Dataset) -> bool:
    return dataset.provenance.origin == "uploaded" and not isinstance(dataset, Published)


@st.cache_resource(max_entries=300, show_spinner=False)
def _for_everybody(key: str, _call: Callable[[], Any]) -> Any:
    del key
    return _call()


@st.cache_resource(max_entries=200, show_spinner=False)
def _for_readers(key: str, _call: Callable[[], Any]) -> Any:
    del key
    return _call()


@st.cache_resource(max_entries=100, show_spinner=False, scope="session")
def _for_this_session(key: str, _call: Callable[[], Any]) -> Any:
    del key
    return _call()
