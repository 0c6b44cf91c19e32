"""The people of the unmet need page, protected whole and held against what the session has shown before."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from lib.core.words import say_count, say_list
from lib.datasets import Dataset
from lib.disclosure import ProtectedTable, Rule
from lib.geography import area_kind_of, lookup
from lib.measures.census_base import CensusBase, with_census
from lib.measures.characteristic_rows import steps_of, whole_groups
from lib.measures.representing import Within, protected_groups
from lib.measures.representing_more import protected_steps
from lib.ui import carrying, data, guard, show
from lib.ui.unmet_localities import AddedUp


def with_population(rows: pd.DataFrame) -> CensusBase:
    """The rows with people from a census table in use, where the file of users has none."""
    census = data.dataset("indicators")
    rates = None if census is None else census.parts.get("rates")
    return with_census(rows, rates, _codes_here(rates))


def _codes_here(rates: pd.DataFrame | None) -> set[str]:
    """The council's small areas: of 2021 where the census table has those and the lookup of both years is loaded."""
    old = set(lookup(data.chosen_council())["lsoa11_code"].astype(str))
    pairs = data.dataset(carrying.LOOKUP)
    if pairs is None or rates is None or area_kind_of(rates["area_code"]).kind != "lsoa21":
        return old
    return set(pairs.frame.loc[pairs.frame["lsoa11_code"].isin(old), "lsoa21_code"].astype(str)) or old


def _lookup_beside(census: Dataset | None) -> Dataset | None:
    """The lookup that says which of a census table's areas are the council's."""
    return None if census is None else data.dataset(carrying.LOOKUP)


def say_population(base: CensusBase, census: Dataset | None) -> None:
    """Whose figures the population is, and how much of the council they cover."""
    if census is not None:
        show.notice(
            f"Your file has no population for {say_list(list(base.filled))}. It comes from the census table in use "
            f"({census.provenance.source}), added up over {base.covered_pct:.0f}% of the council's small areas: "
            f"{_which(base)}. Users and people are compared as shares."
        )
        _list_left_out(base.left_out)


def _which(base: CensusBase) -> str:
    if data.dataset(carrying.LOOKUP) is not None:
        return "those of its own year that lie in the council, by the lookup in use"
    more = ". Load the lookup of 2011 to 2021 areas under ‘Your data’ to count the others" if base.left_out else ""
    return f"those whose codes are the same in the table{more}"


def _list_left_out(areas: Sequence[str]) -> None:
    """The small areas whose people are not in the census table, by code."""
    if areas:
        with st.expander(f"{say_count(len(areas), 'small area')} whose people are not counted"):
            show.words_table(pd.DataFrame({"Small area": list(areas)}), "Not in the census table under this code")


def groups_held(
    rows: pd.DataFrame, dataset: Dataset, census: Dataset | None, rule: str, added: AddedUp | None = None
) -> ProtectedTable:
    """Every group in every place and period, and in localities added up of places, protected together.

    What was shown before of the same people, by other localities too, is held against them.
    """
    within, chosen, view = _of(added)
    return guard.of_people(
        guard.about(dataset.kind, data.chosen_council()),
        lambda used, before: protected_groups(whole_groups(rows), used, before, within),
        "unmet groups", dataset, census, _lookup_beside(census), chosen, rule=rule, view=view,
    )  # fmt: skip


def _of(added: AddedUp | None) -> tuple[Within, Dataset | None, str]:
    return ({}, None, "") if added is None else (added.within, added.localities, added.view)


def steps_held(
    rows: pd.DataFrame, dataset: Dataset, census: Dataset | None, rule: Rule, added: AddedUp | None = None
) -> ProtectedTable | None:
    """People at every step on the way through care, held likewise; ``None`` where the file has no steps."""
    steps = steps_of(rows)
    if steps.empty:
        return None
    within, chosen, view = _of(added)
    return guard.of_people(
        guard.about("steps", data.chosen_council()),
        lambda used, before: protected_steps(steps, used, before, within),
        "unmet steps", dataset, census, chosen, rule=rule, view=view,
    )  # fmt: skip
