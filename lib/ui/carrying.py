"""Figures by areas of another year on the maps here: carried once, and said before anything is drawn."""

from __future__ import annotations

import pandas as pd
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
_AREAS_SAID = "Areas split, merged or dropped, and what is shown for them"
_WARDS_SAID = "Wards redrawn or dropped, and what is shown for them"
_COUNCILS_SAID = "Councils that took the place of others, and what is shown"


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
        rows = carried_rows(found)
        changed = f"{len(rows):,} areas that are not the same in 2011 and 2021"
        _say(" ".join(say_carried(found, f"‘{title}’")), rows, f"{title}: {changed}", _AREAS_SAID)
    if wards is not None:
        rows = carried_wards_rows(wards)
        changed = f"{say_count(len(rows), 'ward')} not the same in both years"
        _say(" ".join(say_carried_wards(wards, f"‘{title}’")), rows, f"{title}: {changed}", _WARDS_SAID)
    if today is not None:
        changed = f"{say_count(len(today.rows), 'council')} in the place of others"
        _say(say_succeeded(today, f"‘{title}’"), succeeded_rows(today), f"{title}: {changed}", _COUNCILS_SAID)


def _say(sentences: str, rows: pd.DataFrame, heading: str, caption: str) -> None:
    """What was done, and the areas it was done to where there are any, the first thousand of them."""
    show.notice(sentences)
    if len(rows):
        with st.expander(heading):
            show.words_table(rows.head(1000), caption)


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
