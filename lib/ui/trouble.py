"""What the workspace could not do, or somebody else did in it, remembered until the page has said it."""

from __future__ import annotations

from html import escape

import streamlit as st

from lib.core import Problem

_SAID = "workspace-trouble"


def note(problem: Problem) -> None:
    """Remember a problem; the same one is said once."""
    st.session_state.setdefault(_SAID, {})[problem.code] = problem


def say() -> None:
    """Say each problem once, with what to do, and forget it."""
    for problem in st.session_state.pop(_SAID, {}).values():
        st.html(f'<p class="cmw-notice" role="status">{escape(problem.what)} {escape(problem.fix)}</p>')
