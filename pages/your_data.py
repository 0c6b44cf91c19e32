"""Load a file, read what was found, use it or leave it, go back."""

import streamlit as st

from lib.ui import loading, show

st.title("Your data")
show.lede("Load this month's files. You are told what was found in them, row by row, before anything changes.")

choose, templates = st.columns([3, 2], gap="large")
with choose:
    kind = loading.kind_of_file()
    upload = st.file_uploader(
        "Choose a file", type=loading.FILE_TYPES, key="upload", help="CSV, Excel, OpenDocument, GeoJSON, GeoPackage"
    )
with templates:
    loading.offer_template(kind or "homes")

if upload is not None:
    outcome = loading.read(upload, kind)
    loading.show_problems(outcome)
    loading.offer_to_use(outcome)

st.header("In use now")
loading.show_in_use()
