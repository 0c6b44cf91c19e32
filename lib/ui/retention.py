"""Letting go: everything this session holds, gone from the server's memory at the press of a button."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from lib.ui import loading, open_data
from lib.ui.cache import forget_this_session
from lib.ui.keeping import tell
from lib.ui.leaving import drop_downloads, forget_by_content, forget_options, write_over_later
from lib.ui.wiping import give_memory_back

_UPLOADS = "uploads-forgotten"
#: What the pages keep between runs of words and choices alone, with nothing of a file in it.
_HARMLESS = ("council", "present", "streets")


def upload_key() -> str:
    """The name of the uploader; another one after everything was forgotten, so that it starts empty."""
    times = int(st.session_state.get(_UPLOADS, 0))
    return "upload" if not times else f"upload-{times}"


def empty_uploader() -> None:
    """Give the uploader another name: the next time the page is shown it is empty."""
    st.session_state[_UPLOADS] = int(st.session_state.get(_UPLOADS, 0)) + 1


def offer_to_forget() -> None:
    """The button, and what it does and does not do."""
    st.header("Forget what you loaded")
    st.write(
        "What you load and do not keep lives in this session's memory alone, and goes when the session ends. You can "
        "let go of it now: every file of this session, every way back to one, and every figure made from it. "
        "Versions kept in the workspace stay."
    )
    st.button("Forget everything of this session", icon=":material/delete_sweep:", on_click=forget_everything)


def forget_everything() -> None:
    """Empty the session: its data and their way back, files waiting to be used, and what was worked out from them."""
    times = int(st.session_state.get(_UPLOADS, 0)) + 1
    for key in [name for name in st.session_state if name not in _HARMLESS]:
        del st.session_state[key]
    st.session_state[_UPLOADS] = times
    forget_this_session()
    drop_uploaded_bytes()
    write_over_what_was_let_go()
    tell("Forgotten: nothing you loaded in this session is held any more.")


def forget_the_file(content_hash: str) -> bool:
    """Where the file in the uploader is this one it goes, with what was read from it; says whether it was."""
    if loading.read_last() != content_hash:
        return False
    empty_uploader()
    loading.put_away()
    open_data.put_away()
    drop_uploaded_bytes()
    return True


def write_over_what_was_let_go() -> None:
    """What the server offered of it goes too, and memory is written over where it was, now and in the next rounds."""
    _drop_what_pages_offered()
    give_memory_back()
    write_over_later()


def drop_uploaded_bytes() -> None:
    """The server holds uploaded bytes apart from the page until the session ends."""
    context = get_script_run_ctx()
    if context is not None:
        context.uploaded_file_mgr.remove_session_files(context.session_id)


def _drop_what_pages_offered() -> None:
    """The server holds files to take away, and lists to choose from, of pages that were left."""
    context = get_script_run_ctx()
    drop_downloads()
    forget_by_content()
    if context is not None:
        forget_options(context.session_state._state)
