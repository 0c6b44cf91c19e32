"""When a session has ended its uploads go: at once when its time to come back is over, not when the next reader comes.

Streamlit holds a session that was left for two minutes, in case its reader comes back, and then only lets go of it when
another session needs the place: on a quiet server an upload would stay in memory for days.
"""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Callable
from threading import Event, Thread
from typing import Any

from streamlit import config, runtime

from lib.ingest.columns import normal
from lib.ingest.wordings import wordings_of
from lib.pressure.partition import tree_of
from lib.ui.wiping import fill_pieces, give_memory_back

_EVERY_SECONDS = 20.0  # or sooner, where the server was told to hold what was left for less long
#: What is kept by the content of uploads, until a session ends.
BY_CONTENT: tuple[Any, ...] = (normal, wordings_of, tree_of)
_TIMES = 3  # rounds in which memory is written over
_asked = Event()


def let_go_of_sessions_that_ended(storage: Any) -> int:
    """Drop the sessions whose time to come back is over, with all they hold; returns how many.

    ``storage`` is the place where the server holds sessions that were left. A session that is dropped puts away its
    uploaded files, its downloads and what it kept.
    """
    ended = [held.session for _, held in storage._cache.expire()]
    for session in ended:
        session.shutdown()
        _empty(session.session_state)
    n_ended = len(ended)
    ended.clear()
    session = None
    if n_ended:
        drop_downloads()
        forget_by_content()
        gc.collect()
    return n_ended


def forget_by_content() -> None:
    """Let go of what was kept by the words and figures of uploads, whoever's they were."""
    for kept in BY_CONTENT:
        kept.cache_clear()


def drop_downloads() -> None:
    """Let go of the files that no page offers any more; without this they wait until pages are shown twice again."""
    if not runtime.exists():
        return
    for _ in ("marked", "deleted"):
        runtime.get_instance().media_file_mgr.remove_orphaned_files()


def _empty(state: Any) -> None:
    """Whoever still knows the session finds nothing in it."""
    state.clear()
    forget_options(state)


def forget_options(state: Any) -> None:
    """Let go of what lists on pages offered to choose from (names of homes): a page shown again brings its own."""
    widgets = getattr(state, "_new_widget_state", None)
    if widgets is not None:
        widgets.widget_metadata.clear()


def write_over_later() -> None:
    """Ask for memory to be written over in the next rounds too: the server lets go of its last parts later."""
    _asked.set()


def watch_for_sessions_that_end() -> Thread | None:
    """Look again and again, beside the server; ``None`` where there is no server (in tests of pages)."""
    server = runtime.get_instance() if runtime.exists() else None
    if not isinstance(server, runtime.Runtime):
        return None
    watching = Thread(target=_watch, args=(server, Event().wait), name="sessions that ended", daemon=True)
    watching.start()
    return watching


def _watch(server: Any, wait: Callable[[float], object]) -> None:
    every = min(_EVERY_SECONDS, max(1.0, config.get_option("server.disconnectedSessionTTL")))
    times = 0
    while server.state.name not in ("STOPPING", "STOPPED"):
        wait(every)
        try:
            is_new = bool(_by_the_loop(server)) | _asked.is_set()
        except (AttributeError, RuntimeError):
            logging.getLogger(__name__).warning("Sessions that ended are let go of when the next reader comes.")
            return
        _asked.clear()
        times = _TIMES if is_new else times - 1
        if times > 0:
            give_memory_back()


def _by_the_loop(server: Any) -> int:
    """How many sessions were let go of by the server's own loop: they belong to it, and so do pieces of messages."""
    storage, loop = server._session_mgr._session_storage, server._get_async_objs().eventloop

    async def let_go() -> int:
        fill_pieces()
        return let_go_of_sessions_that_ended(storage)

    return asyncio.run_coroutine_threadsafe(let_go(), loop).result()
