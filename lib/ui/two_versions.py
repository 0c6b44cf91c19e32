"""Which two versions of which data are compared: those there are, the likeliest first, and the choice of the reader."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from lib.datasets import KINDS, Dataset
from lib.geography import Council
from lib.store import Store, Version
from lib.ui import data, link, show
from lib.ui.loading import is_in_use, staged
from lib.ui.published import Published, asked, version_data
from lib.ui.stopping import end_page
from lib.ui.versions import name_of, versions_here

_FILE, _SESSION, _BUILT_IN = "file", "session", "built-in"
_KIND, _NEWEST = "data", "newest-when-last-seen"


@dataclass(frozen=True)
class Candidate:
    """One version that can be compared: its name in the link, its name in words, and how to get it."""

    key: str
    name: str
    get: Callable[[], Dataset | None]


def candidates(kind: str, council: Council) -> dict[str, Candidate]:
    """Every version of a kind that this reader can see: their own, those kept, and the built-in one."""
    own, file, built_in = data.workspace().get(kind), _file_of(kind), data.built_in(council.la_code, kind)
    found = []
    if file is not None:
        found.append(
            Candidate(_FILE, f"The file read on 'Your data', not in use yet: {file.provenance.source}", lambda: file)
        )
    if own is not None:
        found.append(Candidate(_SESSION, f"Yours, in this session only: {own.provenance.source}", lambda: own))
    found += [_kept(version) for version in versions_here(kind)]
    if built_in is not None:
        found.append(Candidate(_BUILT_IN, f"Built in: {built_in.provenance.title}", lambda: built_in))
    return {one.key: one for one in found}


def choose(council: Council) -> tuple[str, Candidate, Candidate]:
    """Ask which data and which two versions; with fewer than two, say so and stop."""
    offered = {kind: candidates(kind, council) for kind in KINDS}
    kinds = [kind for kind, found in offered.items() if len(found) > 1]
    if not kinds:
        _say_there_is_one_version_only()
    likeliest = _likeliest(kinds)
    _turn_to_what_is_new(likeliest)
    with st.container(key="controls"):
        kind = link.choice("Data", kinds, _KIND, default=likeliest, look="pills", format_func=_title)
        found = offered[kind]
        before, after = _default_pair(kind, found)
        left, right = st.columns(2)
        with left:
            first = _choose_one("Before", found, f"{kind}-before", before)
        with right:
            second = _choose_one("After", found, f"{kind}-after", after)
    if first == second:
        show.notice("Before and After are the same version. Choose another to see what changed.")
        end_page()
    return kind, first, second


def opened(one: Candidate) -> Dataset:
    """The dataset of a version; when it cannot be had, the reason is said and the page stops."""
    found = one.get()
    if found is None:
        show.notice("This version cannot be opened. Choose another.")
        end_page()
    return found


def _title(kind: str) -> str:
    return KINDS[kind].title


def _file_of(kind: str) -> Dataset | None:
    """The file read last, while it is of this kind and neither it nor the same bytes are in use."""
    outcome, used = staged(), data.workspace().get(kind)
    found = outcome.dataset if outcome is not None else None
    if found is None or found.kind != kind or is_in_use(found):
        return None
    is_the_same = used is not None and used.provenance.content_hash == found.provenance.content_hash
    return None if is_the_same else found


def _kept(version: Version) -> Candidate:
    return Candidate(version.id[:12], f"{name_of(version)}, {version.status}", lambda: version_data(version))


def _likeliest(kinds: list[str]) -> str | None:
    """The kind of the file just read, else of what the reader took in last."""
    read = [kind for kind in kinds if _file_of(kind) is not None]
    own = [kind for kind in data.workspace().datasets if kind in kinds]
    return next(iter([*read, *own[::-1]]), None)


def _turn_to_what_is_new(likeliest: str | None) -> None:
    """When something was loaded since the page was last seen, the page turns to it."""
    before, st.session_state[_NEWEST] = st.session_state.get(_NEWEST), likeliest
    if likeliest is not None and before not in (None, likeliest):
        st.session_state.pop(_KIND, None)  # the page begins anew, with what is likeliest


def _choose_one(label: str, found: dict[str, Candidate], key: str, default: str) -> Candidate:
    named = {one.key: one.name for one in found.values()}
    if st.session_state.get(key, default) not in found:
        show.notice(f"The version chosen here as “{label}” is no longer kept. Another is shown in its place.")
        st.session_state.pop(key, None)
    return found[link.choice(label, list(found), key, default=default, format_func=named.__getitem__)]


def _default_pair(kind: str, found: dict[str, Candidate]) -> tuple[str, str]:
    """What is in use against what was before it; a file not in use yet against what is in use."""
    keys = list(found)
    in_use = data.dataset(kind)
    used = _key_of(in_use)
    if _FILE in found:
        return _or_next(used, _FILE, keys), _FILE
    if used == _SESSION:
        return _or_next(_key_of(data.for_everybody(kind)), used, keys), used
    before = asked(lambda opened: _standing_before(opened, in_use)) if isinstance(in_use, Published) else None
    return _or_next(before[:12] if before else None, used, keys), used if used in found else keys[0]


def _or_next(wanted: str | None, after: str | None, keys: list[str]) -> str:
    """The version wanted where there is one, else the next older than ``after``."""
    if wanted in keys and wanted != after:
        return str(wanted)
    place = keys.index(after) if after in keys else 0
    return keys[place + 1] if place + 1 < len(keys) else keys[place - 1]


def _key_of(dataset: Dataset | None) -> str | None:
    if dataset is None:
        return None
    if isinstance(dataset, Published):
        return dataset.version.id[:12]
    return _SESSION if dataset.provenance.origin == "uploaded" else _BUILT_IN


def _standing_before(opened: Store, used: Published) -> str | None:
    """The version that would be in use if the last publishing were undone."""
    last = used.version
    history = opened.history(last.kind, last.la_code, last.series)
    standing = history.loc[history["ended_at"].isna(), "version_id"]
    return str(standing.iloc[1]) if len(standing) > 1 else None


def _say_there_is_one_version_only() -> None:
    with st.container(border=True):
        st.header("There is nothing to compare yet")
        st.write(
            "Load a newer file on 'Your data' and come back before or after you use it: this page then shows what it "
            "changes against the data in use. Versions kept in the workspace can be compared at any time."
        )
        st.page_link("pages/your_data.py", label="Load a file", icon=":material/upload_file:")
    end_page()
