"""Load a file, read what was found, use it, keep it or leave it, go back."""

import streamlit as st

from lib.ui import column_mapper, counted, keeping, loading, open_data, retention, show, versions

st.title("Your data")
show.lede("Load this month's files. You are told what was found in them, row by row, before anything changes.")
with st.container():  # a part that comes and goes has a place of its own: what is below it stays, and so does the focus
    keeping.say_what_was_done()

choose, templates = st.columns([3, 2], gap="large")
with choose:
    kind = loading.kind_of_file()
    upload = st.file_uploader(
        "Choose a file",
        type=loading.FILE_TYPES,
        key=retention.upload_key(),
        help="CSV, Excel, OpenDocument, GeoJSON, GeoPackage",
        on_change=counted.another_file,
    )
    open_data.offer()
with templates:
    loading.offer_template(kind or "homes")

fetched = open_data.fetched()
source, kind = (upload or counted.held(), kind) if fetched is None else (fetched, fetched.kind)
with st.container():
    if source is not None:
        open_data.offer_to_put_away()
        outcome = counted.read(source, kind)
        loading.show_problems(outcome)
        column_mapper.offer(outcome, source, kind)
        loading.offer_to_use(outcome)
        keeping.offer(outcome, counted.key_of(source))

st.header("In use now")
with st.container():
    loading.show_in_use()
with st.container():
    versions.show_kept()
retention.offer_to_forget()
