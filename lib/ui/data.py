"""Which council and which data a page works on: the user's own, else what colleagues published, else built in."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from lib.datasets import KINDS, Dataset
from lib.datasets.samples import councils_with_samples, sample_files
from lib.geography import Council, council, together
from lib.ingest import load
from lib.store import Workspace
from lib.ui.cache import kept
from lib.ui.frame import DEFAULT_COUNCIL
from lib.ui.published import published
from lib.ui.stopping import end_page

_WORKSPACE = "workspace"


def chosen_council() -> Council:
    """The council of the bar above the page."""
    found = council(str(st.session_state.get("council", DEFAULT_COUNCIL))) or council(DEFAULT_COUNCIL)
    if found is None:
        raise LookupError("the built-in list of councils has no default council")
    return found


def workspace() -> Workspace:
    """This session's own datasets."""
    return st.session_state.setdefault(_WORKSPACE, Workspace())


def steps() -> Iterator[Workspace]:
    """This session's workspace, then each one before it."""
    own: Workspace | None = workspace()
    while own is not None:
        yield own
        own = own.before


def keep(changed: Workspace) -> None:
    """Go on with a changed workspace."""
    st.session_state[_WORKSPACE] = changed


def keep_this_alone(changed: Workspace) -> None:
    """The same, and nothing of the workspace before: Streamlit holds a value that is replaced until the next run."""
    st.session_state.pop(_WORKSPACE, None)
    keep(changed)


def dataset(kind: str) -> Dataset | None:
    """The dataset of this kind in use: this session's own, else what is published, else built in.

    Of lookups of wards, this session's own beside those published.
    """
    own, others = workspace().get(kind), for_everybody(kind)
    if own is None or others is None or kind != "ward_lookup":
        return own or others
    return kept(lambda: together(others, own), "lookups_together", others, own)


def for_everybody(kind: str) -> Dataset | None:
    """What a colleague sees who has loaded nothing: published for the council or for every council, else built in."""
    la_code = chosen_council().la_code
    return published(kind, la_code) or built_in(la_code, kind)


def require(kind: str) -> Dataset:
    """The dataset of this kind; without one, say what to do and stop the page."""
    found = dataset(kind)
    if found is None:
        empty_state(kind)
        end_page()
    return found


def empty_state(kind: str) -> None:
    """Tell the user what is missing, why it matters and where to load it."""
    known = KINDS[kind]
    with st.container(border=True):
        what = known.title.lower().removeprefix("your ")
        st.header(f"No {what} loaded for {chosen_council().la_name}")
        st.write(
            f"This page needs a table with one row for {known.row_is}. Load yours and it opens here{_or_look(kind)}."
        )
        st.page_link("pages/your_data.py", label=f"Load {known.title.lower()}", icon=":material/upload_file:")


def _or_look(kind: str) -> str:
    """Which other councils have built-in data of a kind, for those who have none yet."""
    named = [name for code, name in councils_with_samples(kind).items() if code != chosen_council().la_code]
    some = " or ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)
    return f"; or choose {some} above to look round with built-in data" if named else ""


@st.cache_resource(show_spinner="Opening the built-in data …")
def built_in(la_code: str, kind: str) -> Dataset | None:
    """The built-in dataset of a council of one kind, read through the same door as any upload."""
    sample = sample_files(la_code).get(kind)
    if sample is None:
        return None
    opened = load(sample.content, sample.name, kind=kind).dataset
    return None if opened is None else sample.said_of(opened)
