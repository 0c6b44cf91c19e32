"""One way to keep a result: by the content of the data and the parameters, never by luck.

Frames go in unhashed (large frames are hashed by sample, which gives wrong answers); what identifies
the call is the name of the function, the content hash of each dataset and the parameters. Results are
kept as they are, so treat them as read-only. What comes from an upload is kept for its session alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

from lib.datasets import Dataset

T = TypeVar("T")


def kept(call: Callable[[], T], name: str, *datasets: Dataset | None, **parameters: Any) -> T:
    """The result of ``call``, computed once for the same name, data and parameters."""
    present = [d for d in datasets if d is not None]
    key = repr((name, [(d.kind, d.provenance.content_hash) for d in present], sorted(parameters.items())))
    is_uploaded = any(d.provenance.origin == "uploaded" for d in present)
    return (_for_this_session if is_uploaded else _for_everybody)(key, call)


@st.cache_resource(max_entries=300, show_spinner=False)
def _for_everybody(key: str, _call: Callable[[], Any]) -> Any:
    del key
    return _call()


@st.cache_resource(max_entries=100, show_spinner=False, scope="session")
def _for_this_session(key: str, _call: Callable[[], Any]) -> Any:
    del key
    return _call()
