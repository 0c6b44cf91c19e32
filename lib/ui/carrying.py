"""Figures by areas of another year on the maps here: carried once, and said before anything is drawn."""

from __future__ import annotations

import streamlit as st

from lib.core.words import say_count
from lib.datasets import KINDS, Dataset
from lib.geography import Carried, CarriedWards, Succeeded, area_kind_of, carry, carry_wards, succeed
from lib.ui import data, show
from lib.ui.cache import kept
from lib.views.join_sentences import carried_rows, say_carried, say_succeeded, succeeded_rows
from lib.views.ward_sentences import carried_wards_rows, say_carried_wards

LOOKUP = "area_lookup"
WARDS = "ward_lookup"


def dataset(kind: str) -> Dataset | None:
    """The dataset of a kind in use, on the areas of the maps here where it came on those of another year."""
    found = data.dataset(kind)
    return None if found is None else carried(found)


def carried(given: Dataset) -> Dataset:
    """The same figures on small areas of 2011, and on the wards and councils of today."""
    found = _carried(given) or _wards(given) or _succeeded(given)
    return given if found is None else found.dataset


def say(*kinds: str) -> None:
    """What was carried and what was lost, for each of these kinds in use; nothing where nothing was."""
    for kind in kinds:
        given = data.dataset(kind)
        if given is not None:
            _say_each(given, KINDS[kind].title)


def people_in_use() -> Dataset | None:
    """The population in use, on small areas of 2011; what was carried and lost is said."""
    say("population")
    return dataset("population")


def _say_each(given: Dataset, title: str) -> None:
    found, wards, today = _carried(given), _wards(given), _succeeded(given)
    if found is not None:
        _say(found, title)
    if wards is not None:
        _say_wards(wards, title)
    if today is not None:
        show.notice(say_succeeded(today, f"‘{title}’"))
        with st.expander(f"{title}: {say_count(len(today.rows), 'council')} in the place of others"):
            show.words_table(succeeded_rows(today), "Councils that took the place of others, and what is shown")


def _say(found: Carried, title: str) -> None:
    show.notice(" ".join(say_carried(found, f"‘{title}’")))
    rows = carried_rows(found)
    if len(rows):
        with st.expander(f"{title}: {len(rows):,} areas that are not the same in 2011 and 2021"):
            show.words_table(rows.head(1000), "Areas split, merged or dropped, and what is shown for them")


def _say_wards(found: CarriedWards, title: str) -> None:
    show.notice(" ".join(say_carried_wards(found, f"‘{title}’")))
    rows = carried_wards_rows(found)
    if len(rows):
        with st.expander(f"{title}: {say_count(len(rows), 'ward')} not the same in both years"):
            show.words_table(rows.head(1000), "Wards redrawn or dropped, and what is shown for them")


def _carried(given: Dataset) -> Carried | None:
    lookup = data.dataset(LOOKUP)
    return kept(lambda: carry(given, lookup), "carried_to_2011", given, lookup)


def _wards(given: Dataset) -> CarriedWards | None:
    lookup, pairs, people = data.dataset(WARDS), data.dataset(LOOKUP), _people_of_small_areas()
    return kept(lambda: carry_wards(given, lookup, pairs, people), "carried_wards", given, lookup, pairs, people)


def _people_of_small_areas() -> Dataset | None:
    """The population in use where it is by small areas."""
    people = data.dataset("population")
    found = None if people is None else _carried(people)
    small = people if found is None else found.dataset
    return small if small is not None and area_kind_of(small.frame["area_code"]).kind == "lsoa11" else None


def _succeeded(given: Dataset) -> Succeeded | None:
    return kept(lambda: succeed(given), "carried_to_today", given)
