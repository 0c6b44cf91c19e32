"""The localities a page gives its figures by, the people who live in each, and home care there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from lib.core.words import as_counted
from lib.datasets import Dataset
from lib.disclosure import ProtectedTable
from lib.geography import Council, area_kind_of
from lib.measures.areas_in_localities import NOWHERE, in_localities
from lib.measures.figures_by_locality import PEOPLE
from lib.ui import (
    carrying,
    data,
    home_care,
    home_care_activity,
    home_care_names,
    localities,
    places,
    show,
    spreading,
)
from lib.ui.need_localities import Own, own_localities
from lib.views.overview_sentences import NOT_HERE

_COUNTED = ("lsoa11", "ward", "lad")  # kinds of area whose people can be given to localities
_POINTER = (
    "To see these figures by locality, choose some above, draw your own on **Home care** or load them on **Your data**."
)


@dataclass(frozen=True, eq=False)
class HomeCare:
    """Home care as it came and by the localities chosen, spread over them where it is by others.

    ``told`` says which locality a name stands for, in the reader's own words.
    """

    loaded: Dataset
    activity: Dataset
    council: Council
    told: Mapping[str, str]

    @property
    def latest(self) -> str:
        """The last period."""
        return str(self.activity.frame["period"].astype(str).max())

    def shown(self) -> ProtectedTable:
        """Every locality and period, as it may be shown."""
        return home_care.by_locality(self.activity, None, None, self.council)

    def as_came(self) -> ProtectedTable:
        """The last period by the localities that the figures came by, as it may be shown."""
        return home_care.in_period(home_care.by_locality(self.loaded, None, None, self.council), self.latest)

    def now(self) -> ProtectedTable:
        """The last period, as it may be shown."""
        return home_care.in_period(self.shown(), self.latest)


def choose(council: Council) -> Dataset | None:
    """The control, in the link, with what was split; ``None``, which is said, where no figure can be by locality."""
    if not localities.are_chosen(council):
        localities.choose(council)
        st.caption(_POINTER)
        return None
    places.choose_localities(council, places.LOCALITY)
    chosen, held = places.data_of(places.LOCALITY), places.within(council, places.LOCALITY)
    if chosen is not None and held is not None and held.empty:
        show.notice(NOT_HERE.format(council.la_name))
        return None
    return chosen if held is not None else None


def home_care_of(council: Council, chosen: Dataset | None) -> HomeCare | None:
    """Home care loaded, by the localities chosen; what was spread, and names that no locality has, are said."""
    loaded = data.dataset("locality_activity")
    if loaded is None:
        return None
    spreading.ask(chosen, council)
    activity = home_care_activity.of_localities(loaded, chosen, carrying.dataset("population"), council)
    return HomeCare(loaded, activity, council, dict(home_care_names.same_as(activity.frame, chosen)))


def people(council: Council) -> tuple[pd.DataFrame, Dataset, Own] | None:
    """People by locality code, with a row for those in none; ``None`` where nobody's place is known.

    Where the population is by wards or districts, those that a boundary cuts are shared out by their small areas.
    """
    loaded = carrying.dataset("population")
    given = [] if loaded is None else [name for name in PEOPLE if name in loaded.frame]
    kind = "" if loaded is None else area_kind_of(loaded.frame["area_code"]).kind
    own = own_localities(council, kind, None) if given and kind in _COUNTED else None
    if loaded is None or own is None:
        return None
    counted = loaded.frame.drop_duplicates("area_code").set_index("area_code")
    sums = pd.DataFrame({name: in_localities(counted[name], own.within) for name in given})
    return sums.rename(index=own.codes).reindex([*names_of(own.chosen), NOWHERE], fill_value=0.0), loaded, own


def names_of(chosen: Dataset) -> dict[str, str]:
    """The name of each locality by its code, in the order people count in."""
    frame = chosen.frame
    named = zip(frame["locality_code"].astype(str), frame["locality_name"].astype(str), strict=True)
    return dict(sorted(named, key=lambda pair: as_counted(pair[1])))
