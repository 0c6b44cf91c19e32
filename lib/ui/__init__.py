"""The screen: the only Streamlit code outside ``pages`` and ``app.py``.

A server whose first visitor opens a link to a page, rather than the front door, would run that page on its own,
without the frame: Streamlit takes a folder called ``pages`` for its older kind of app until ``st.navigation``
has been called once. So the first time this package is loaded the older kind is switched off and the run
starts again.
"""

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

if PagesManager.uses_pages_directory:
    PagesManager.uses_pages_directory = False
    st.rerun()
