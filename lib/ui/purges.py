"""What was purged goes from every session of this server, not from that of whoever purged it alone."""

from __future__ import annotations

from typing import Any

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from lib.core import Provenance, note
from lib.store import Workspace
from lib.ui import carrying, data, trouble
from lib.ui.cache import forget_published, forget_this_session
from lib.ui.retention import forget_the_file, write_over_what_was_let_go

#: What was purged since the server was started: hashes alone, no word of a file.
_purged: list[Provenance] = []
_FOLLOWED = "purges-followed"
_BY_ANOTHER = note(
    "purged-by-another",
    "Data that were loaded here were purged from the workspace by somebody else, and are gone from this session too.",
    fix="'What is in use' on 'Your data' says what the pages show now.",
)


def let_go_everywhere(version: Provenance) -> None:
    """This session lets go of what was purged at once; each other one is shown again, and lets go before it is."""
    _followed()
    _purged.append(Provenance("", "", content_hash=version.content_hash))
    forget_published()
    _let_go_of_new()
    _show_the_others_again()


def follow() -> None:
    """Let go of what others purged since this session was last shown; first of all in every run."""
    if _followed() < len(_purged) and _let_go_of_new():
        trouble.note(_BY_ANOTHER)


def _followed() -> int:
    """How many purges this session has followed; those from before it began are no matter of it."""
    return int(st.session_state.setdefault(_FOLLOWED, len(_purged)))


def _let_go_of_new() -> bool:
    """Let go of what was purged since; says whether any of it had been loaded here."""
    was_own = [_let_go_of(purged) for purged in _purged[_followed() :]]
    st.session_state[_FOLLOWED] = len(_purged)
    forget_this_session()
    write_over_what_was_let_go()
    return any(was_own)


def _let_go_of(purged: Provenance) -> bool:
    """This session may have it in use, on the way back to it, or in the uploader."""
    is_own = any(carrying.holds(one, purged) for step in data.steps() for one in step.datasets.values())
    if is_own:
        own = data.workspace().datasets.items()
        data.keep_this_alone(Workspace({kind: one for kind, one in own if not carrying.holds(one, purged)}))
    return forget_the_file(purged.content_hash) or is_own


def _show_the_others_again() -> None:
    """By the server's own loop, which sessions belong to; those that were left go when their time is over.

    What another reader has chosen by name is in the address of that reader's browser, which tells it the server again
    with every message: it goes when that session ends.
    """
    server, context = runtime.get_instance() if runtime.exists() else None, get_script_run_ctx()
    manager = getattr(server, "_session_mgr", None)  # there is none where pages are tested without a server
    if server is not None and manager is not None and context is not None:
        loop = server._get_async_objs().eventloop
        loop.call_soon_threadsafe(_show_again, manager, context.session_id)


def _show_again(manager: Any, but: str) -> None:
    for held in manager.list_active_sessions():
        if held.session.id != but:
            held.session.request_rerun(held.session._client_state)
