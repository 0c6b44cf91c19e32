"""Load what everybody needs once a server, then tell the garbage collector to leave it alone."""

from __future__ import annotations

import gc

import streamlit as st

from lib.geography import areas, background, council
from lib.ui.leaving import watch_for_sessions_that_end


@st.cache_resource(show_spinner="Opening the built-in maps and data …")
def warm_up() -> bool:
    """Read the built-in outlines, then freeze them out of later collections.

    Streamlit collects garbage after every rerun; with outlines in memory each collection stops everybody
    for 0.1 to 0.3 s. Frozen objects are not looked at again.
    """
    start = council("Sefton")
    if start is not None:
        areas(start)
        background(start)
    gc.collect()
    gc.freeze()
    watch_for_sessions_that_end()
    return True
