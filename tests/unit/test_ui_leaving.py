"""A session that has ended is let go of with everything it held, and no other."""

import gc
import weakref
from types import SimpleNamespace

import pandas as pd
import pytest
from streamlit.runtime.memory_session_storage import MemorySessionStorage

from lib.ui.leaving import let_go_of_sessions_that_ended, watch_for_sessions_that_end

pytestmark = pytest.mark.unit


class Session:
    """A session as the server holds it once its reader has left, with an upload in its state."""

    def __init__(self, name, told):
        self.id, self.told = name, told
        self.upload = pd.DataFrame({"planted": ["Qxzvw"]})
        self.session_state = {"workspace": self.upload}
        self.itself = self  # held in a ring, as sessions are

    def shutdown(self):
        self.told.append(self.id)


def test_a_session_whose_time_is_over_is_shut_down_and_what_it_held_is_gone():
    told, storage = [], MemorySessionStorage(ttl_seconds=0)
    session = Session("left", told)
    upload, state = weakref.ref(session.upload), session.session_state
    storage.save(SimpleNamespace(session=session))
    del session
    gc.collect()
    assert upload() is not None
    assert let_go_of_sessions_that_ended(storage) == 1
    assert told == ["left"]
    assert state == {}
    assert upload() is None
    assert let_go_of_sessions_that_ended(storage) == 0


def test_a_session_that_may_come_back_is_kept():
    told, storage = [], MemorySessionStorage(ttl_seconds=60)
    storage.save(SimpleNamespace(session=Session("back soon", told)))
    assert let_go_of_sessions_that_ended(storage) == 0
    assert told == []
    assert storage.get("back soon") is not None


def test_nobody_watches_where_there_is_no_server():
    assert watch_for_sessions_that_end() is None
