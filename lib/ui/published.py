"""The workspace that keeps versions: opened once a server, and what colleagues have published in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import reduce
from typing import TypeVar

import streamlit as st

from lib.core import Problem
from lib.datasets import Dataset
from lib.geography import together
from lib.store import NotKept, Store, Version, open_store
from lib.store.place import place_of
from lib.ui import trouble

T = TypeVar("T")
_KNOWN = "versions-in-use-now"
_AGAIN_SECONDS = 30  # a workspace that could not be opened is tried again after this


@dataclass(frozen=True)
class Published(Dataset):
    """A dataset that everybody who uses this workbench may see, with the version it is."""

    version: Version = field(kw_only=True)
    beside: tuple[Version, ...] = field(default=(), kw_only=True)  # others of its kind that are used with it

    @property
    def versions(self) -> tuple[Version, ...]:
        """Every version that it is made of, the one published last at the end."""
        return (*self.beside, self.version)


def store() -> Store | None:
    """The workspace; without one the reason is said on the page, and the app goes on without."""
    opened = _tried(_place())
    if isinstance(opened, Problem):
        trouble.note(opened)
        return None
    return opened


def asked(question: Callable[[Store], T]) -> T | None:
    """What the workspace answers; ``None``, with the reason said on the page, when it cannot."""
    opened = store()
    if opened is None:
        return None
    try:
        return question(opened)
    except NotKept as told:
        trouble.note(told.problem)
        return None


def is_done(change: Callable[[Store], object]) -> bool:
    """Whether the workspace did what was asked of it; when not, nothing was changed and the reason is said."""
    st.session_state.get(_KNOWN, {}).clear()
    return asked(lambda opened: (change(opened),)) is not None


def published(kind: str, la_code: str) -> Published | None:
    """What is published for this council, else for every council; lookups of several years of wards together."""
    versions = versions_in_use(kind, la_code)
    if len(versions) < 2:
        return version_data(versions[0]) if versions else None
    both = asked(lambda _: _read_together(_place(), tuple(one.id for one in versions)))
    if both is None:
        return None
    *beside, last = versions
    return Published(both.kind, both.frame, both.provenance, both.parts, version=last, beside=tuple(beside))


@contextmanager
def looked_up_once() -> Iterator[None]:
    """While a page is drawn the workspace is asked once for each kind of data: pages ask for the same ones often."""
    st.session_state[_KNOWN] = {}
    try:
        yield
    finally:
        st.session_state.pop(_KNOWN, None)


def versions_in_use(kind: str, la_code: str) -> tuple[Version, ...]:
    """The version in use of each series: the council's own, else that of every council."""
    known, asked_for = st.session_state.get(_KNOWN, {}), (kind, la_code)
    if asked_for not in known:
        known[asked_for] = asked(lambda opened: _in_use(opened, kind, la_code)) or ()
    return known[asked_for]


def _in_use(opened: Store, kind: str, la_code: str) -> tuple[Version, ...]:
    own = opened.in_use(kind, la_code)
    others = opened.in_use(kind) if la_code else ()
    return (*(one for one in others if one.series not in {each.series for each in own}), *own)


def version_data(version: Version) -> Published | None:
    """The dataset of a version, read once for everybody."""
    kept = asked(lambda _: _read(_place(), version.id))
    if kept is None:
        return None
    return Published(kept.kind, kept.frame, kept.provenance, kept.parts, version=version)


def let_go() -> None:
    """Forget every dataset read from the workspace: one of them has been purged."""
    _read.clear()
    _read_together.clear()


def _place() -> str:
    return place_of().render_as_string(hide_password=False)


@st.cache_resource(ttl=_AGAIN_SECONDS, show_spinner=False)
def _tried(place: str) -> Store | Problem:
    try:
        return _opened(place)
    except NotKept as told:
        return told.problem


@st.cache_resource(show_spinner=False)
def _opened(place: str) -> Store:
    return open_store(place)


@st.cache_resource(max_entries=40, show_spinner="Opening what is published …")
def _read(place: str, version_id: str) -> Dataset:
    return _opened(place).load(version_id)


@st.cache_resource(max_entries=10, show_spinner="Opening what is published …")
def _read_together(place: str, version_ids: tuple[str, ...]) -> Dataset:
    first, *others = (_read(place, one) for one in version_ids)
    return reduce(together, others, first)
