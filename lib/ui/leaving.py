"""When a session has ended its uploads go: at once when its time to come back is over, not when the next reader comes.

Streamlit holds a session that was left for two minutes, in case its reader comes back, and then only lets go of it when
another session needs the place: on a quiet server an upload would stay in memory for days.
"""

from __future__ import annotations

import asyncio
import ctypes
import gc
import logging
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread
from typing import Any

import pyarrow as pa
from anyio import to_thread
from streamlit import runtime

_EVERY_SECONDS = 20.0
#: Blocks that are small enough to be taken from what was freed; how many bytes of them at least and at most.
_BLOCK, _SOME, _MOST = 1 << 16, 1 << 23, 1 << 27
_SMALL = (1 << 14, 1 << 12, 1 << 11, 1 << 10, 600)
#: Shorter bytes may be the same object as others that are in use.
_NOT_SHARED = 64


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
        give_memory_back()
    return n_ended


def _empty(state: Any) -> None:
    """Whoever still knows the session finds nothing in it, the options of its lists (names of homes) included."""
    state.clear()
    widgets = getattr(state, "_new_widget_state", None)
    if widgets is not None:
        widgets.widget_metadata.clear()


def give_memory_back() -> None:
    """Let go of what nobody holds on to, and hand its memory back to the machine where the system can."""
    gc.collect()
    pa.default_memory_pool().release_unused()
    with suppress(OSError, AttributeError):  # only the C library of Linux can
        ctypes.CDLL("libc.so.6").malloc_trim(0)


def overwrite(content: bytes) -> None:
    """Write zeros over bytes that nobody needs any more, wherever they are still held.

    Bytes are not meant to change. These were uploaded, every holder of them is about to let go, and what a process has
    freed can be read in its memory until something else is put there.
    """
    if len(content) >= _NOT_SHARED:
        ctypes.memset(id(content) + bytes.__basicsize__ - 1, 0, len(content))


def overwrite_freed(n_bytes: int) -> None:
    """Write zeros where the server's threads have just freed as many bytes: the pieces that an upload came in.

    What a thread frees is given to the same thread when it next asks, so each of those that take an upload in is made
    to ask for as much and let it go again: this one, that of the server's loop and one of its helpers.
    """
    n_bytes = min(2 * n_bytes + _SOME, _MOST)
    _fill(n_bytes)
    server = runtime.get_instance() if runtime.exists() else None
    if isinstance(server, runtime.Runtime):
        with suppress(AttributeError, RuntimeError):
            loop = server._get_async_objs().eventloop
            loop.call_soon_threadsafe(_fill_on, loop, n_bytes)


def _fill_on(loop: asyncio.AbstractEventLoop, n_bytes: int) -> asyncio.Task[None]:
    _fill(n_bytes)
    return loop.create_task(to_thread.run_sync(_fill, n_bytes))


def _fill(n_bytes: int) -> None:
    """Take and let go of zeros: large blocks for as much as was freed, smaller ones for what lies between."""
    held = [bytearray(_BLOCK) for _ in range(n_bytes // _BLOCK)]
    held += [bytearray(size) for size in _SMALL for _ in range(_SOME // 4 // size)]
    held.clear()


def watch_for_sessions_that_end() -> Thread | None:
    """Look again and again, beside the server; ``None`` where there is no server (in tests of pages)."""
    server = runtime.get_instance() if runtime.exists() else None
    if not isinstance(server, runtime.Runtime):
        return None
    watching = Thread(target=_watch, args=(server, Event().wait), name="sessions that ended", daemon=True)
    watching.start()
    return watching


def _watch(server: Any, wait: Callable[[float], object]) -> None:
    while server.state.name not in ("STOPPING", "STOPPED"):
        wait(_EVERY_SECONDS)
        try:
            storage, loop = server._session_mgr._session_storage, server._get_async_objs().eventloop
            loop.call_soon_threadsafe(let_go_of_sessions_that_ended, storage)
        except (AttributeError, RuntimeError):
            logging.getLogger(__name__).warning("Sessions that ended are let go of when the next reader comes.")
            return
