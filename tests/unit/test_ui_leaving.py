"""A session that has ended is let go of with everything it held, and no other."""

import gc
import importlib
import inspect
import pkgutil
import weakref
from types import SimpleNamespace

import pandas as pd
import pytest
from streamlit.runtime.memory_session_storage import MemorySessionStorage

import lib
from lib.ingest.columns import normal
from lib.ui.leaving import BY_CONTENT, let_go_of_sessions_that_ended, watch_for_sessions_that_end

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


#: Functions that keep answers by what they are asked, all of it built in: codes and names of ours, paths of ours.
ASKED_OF_WHAT_IS_BUILT_IN = {
    "lib.datasets.published.read_bytes",
    "lib.geography.councils.names_of_code",
    "lib.geography.hospitals.minutes_of_code",
    "lib.geography.outlines.lookup_of_code",
    "lib.geography.outlines.outline_of_code",
    "lib.geography.outlines.outlines_of_code",
    "lib.geography.outlines.parents_of_code",
    "lib.geography.postcodes.degrees_from",
    "lib.geography.postcodes.letter_named",
    "lib.geography.vintages.known_codes",
    "lib.geography.vintages.names_by_code",
    "lib.views.maps._ours",
}


def functions_that_keep_answers():
    """Every function of the product with a cache of its own, by name, that is asked something."""
    for found in pkgutil.walk_packages(lib.__path__, "lib."):
        if ".migrations" in found.name:
            continue
        for function in vars(importlib.import_module(found.name)).values():
            is_ours = getattr(function, "__module__", "").startswith("lib.")
            if is_ours and hasattr(function, "cache_parameters") and inspect.signature(function).parameters:
                yield f"{function.__module__}.{function.__name__}", function


def test_nothing_keeps_the_words_or_figures_of_an_upload_once_its_session_has_ended():
    kept = dict(functions_that_keep_answers())
    assert "lib.ingest.columns.normal" in kept
    cleared = {name for name, function in kept.items() if function in BY_CONTENT}
    assert set(kept) - cleared == ASKED_OF_WHAT_IS_BUILT_IN


def test_what_was_kept_by_the_words_of_an_upload_goes_with_a_session():
    normal("Qxzvw heading")
    storage = MemorySessionStorage(ttl_seconds=0)
    storage.save(SimpleNamespace(session=Session("left", [])))
    let_go_of_sessions_that_ended(storage)
    assert normal.cache_info().currsize == 0
