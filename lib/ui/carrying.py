"""Figures by small areas of 2021 on maps of 2011: carried once, and said before anything is drawn."""

from __future__ import annotations

import streamlit as st

from lib.core.words import say_count
from lib.datasets import KINDS, Dataset
from lib.geography import Carried, Succeeded, carry, succeed
from lib.ui import data, show
from lib.ui.cache import kept
from lib.views.join_sentences import carried_rows, say_carried, say_succeeded, succeeded_rows

LOOKUP = "area_lookup"


def dataset(kind: str) -> Dataset | None:
    """The dataset of a kind in use, on small areas of 2011 where it came on those of 2021."""
    found = data.dataset(kind)
    return None if found is None else carried(found)


def carried(given: Dataset) -> Dataset:
    """The same figures on small areas of 2011, and on the councils of today."""
    found = _carried(given) or _succeeded(given)
    return given if found is None else found.dataset


def say(*kinds: str) -> None:
    """What was carried and what was lost, for each of these kinds in use; nothing where nothing was."""
    for kind in kinds:
        given = data.dataset(kind)
        found = None if given is None else _carried(given)
        if found is not None:
            _say(found, KINDS[kind].title)
        today = None if given is None else _succeeded(given)
        if today is not None:
            show.notice(say_succeeded(today, f"‘{KINDS[kind].title}’"))
            with st.expander(f"{KINDS[kind].title}: {say_count(len(today.rows), 'council')} in the place of others"):
                show.words_table(succeeded_rows(today), "Councils that took the place of others, and what is shown")


def people_in_use() -> Dataset | None:
    """The population in use, on small areas of 2011; what was carried and lost is said."""
    say("population")
    return dataset("population")


def _say(found: Carried, title: str) -> None:
    show.notice(" ".join(say_carried(found, f"‘{title}’")))
    rows = carried_rows(found)
    if len(rows):
        with st.expander(f"{title}: {len(rows):,} areas that are not the same in 2011 and 2021"):
            show.words_table(rows.head(1000), "Areas split, merged or dropped, and what is shown for them")


def _carried(given: Dataset) -> Carried | None:
    lookup = data.dataset(LOOKUP)
    return kept(lambda: carry(given, lookup), "carried_to_2011", given, lookup)


def _succeeded(given: Dataset) -> Succeeded | None:
    return kept(lambda: succeed(given), "carried_to_today", given)
