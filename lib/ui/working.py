"""Work that takes a while: how far it is, and a button that stops it.

The work runs beside the page. While the page watches it, Streamlit can step in: a press of Stop, or any other change,
ends the watching, and with it the work. What is done is kept as any other result is.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread
from time import monotonic
from typing import Any, Generic, NoReturn, TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import add_script_run_ctx, get_script_run_ctx

from lib.core import hash_of
from lib.datasets import Dataset
from lib.pressure import Cancelled
from lib.ui import show
from lib.ui.cache import kept
from lib.ui.stopping import end_page

T = TypeVar("T")
Work = Callable[[Callable[[float], None], Callable[[], bool]], T]

QUICK_SECONDS, LOOK_SECONDS = 0.5, 0.25  # quick work shows no bar; longer work is looked at four times a second
_STOPPED = "work-stopped"


class Job(Generic[T]):
    """Work in a thread of its own that tells how far it is and can be asked to stop."""

    def __init__(self, call: Callable[[Job[T]], T]) -> None:
        self.share, self.begun = 0.0, monotonic()
        self.done, self.is_unwanted = Event(), Event()
        self.result: T | None = None
        self.fault: BaseException | None = None
        self.call = call

    def tell(self, share: float) -> None:
        """How much is done, 0 to 1."""
        self.share = min(max(float(share), 0.0), 1.0)

    def start(self) -> None:
        """Begin; what the page knows of its reader goes along."""
        thread = Thread(target=self._run, daemon=True)
        add_script_run_ctx(thread, get_script_run_ctx())
        thread.start()

    def finished(self) -> T:
        """The result; a fault of the work is a fault of the page."""
        if self.fault is not None:
            raise self.fault
        return self.result  # type: ignore[return-value]

    def _run(self) -> None:
        try:
            self.result = self.call(self)
        except BaseException as fault:
            self.fault = fault
        finally:
            self.done.set()


def worked(work: Work[T], saying: str, name: str, *datasets: Dataset | None, **parameters: Any) -> T:
    """The result of ``work(progress, cancel)``, kept; while it runs, a bar, the seconds and a button to stop it.

    ``saying`` is what is being done, in words. Work that was stopped stays stopped until it is started again.
    """
    key = hash_of(repr((name, sorted(parameters.items()))).encode())[:12]
    if st.session_state.get(_STOPPED) == key:
        _offer_again(key)
    job: Job[T] = Job(
        lambda own: kept(lambda: work(own.tell, own.is_unwanted.is_set), name, *datasets, **parameters),
    )
    job.start()
    try:
        if not job.done.wait(QUICK_SECONDS):
            _watch(job, saying, key)
    finally:
        job.is_unwanted.set()
    if isinstance(job.fault, Cancelled):
        _offer_again(key)
    return job.finished()


def _watch(job: Job[T], saying: str, key: str) -> None:
    """A bar until the work is done; anything the reader does meanwhile ends the watching."""
    place = st.empty()
    with place.container(key=f"working-{key}"):
        bar = st.progress(job.share, text=saying)
        st.button("Stop this work", key=f"stop-{key}", icon=":material/stop_circle:", on_click=_stop, args=(key,))
    while not job.done.wait(LOOK_SECONDS):
        bar.progress(job.share, text=f"{saying} {job.share:.0%} done, {monotonic() - job.begun:.0f} seconds")
    place.empty()


def _stop(key: str) -> None:
    st.session_state[_STOPPED] = key


def _offer_again(key: str) -> NoReturn:
    """Say that nothing was worked out, and how to go on."""
    show.notice("Stopped. Nothing was worked out; change a choice above, or start again.")
    st.button("Start again", key=f"again-{key}", icon=":material/play_circle:", on_click=_start_again)
    end_page()


def _start_again() -> None:
    st.session_state.pop(_STOPPED, None)
