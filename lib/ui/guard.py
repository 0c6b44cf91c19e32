"""The one way to figures of people: every table a session shows is held against those it has shown before.

A whole table is held before any filter, so that every filter, map layer, tooltip and download taken from it is held
with it. What is public passes by.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from lib.datasets import Dataset
from lib.disclosure import RULES, Given, Ledger, ProtectedTable, Rule, rule_named
from lib.geography import Council
from lib.ui import show, small_numbers
from lib.ui.cache import kept, which
from lib.ui.published import Published
from lib.ui.stopping import end_page

_LEDGER = "shown-so-far"
#: A whole table under a rule, with earlier versions of it in mind.
Protects = Callable[[Rule, Sequence[ProtectedTable]], ProtectedTable]


def about(kind: str, council: Council) -> str:
    """Whose figures a kind of data holds: the same people of one council, whichever page or version shows them."""
    return f"{kind} of {council.la_code}"


def rules_for(dataset: Dataset) -> list[str]:
    """The small-number rules on offer. Hiding nothing is for those who hold the file, not for readers of a version."""
    return [name for name in RULES if name != "none" or not isinstance(dataset, Published)]


def of_people(
    about: str,
    protects: Protects,
    name: str,
    *datasets: Dataset | None,
    rule: str | Rule = "asc",
    view: str = "",
    **parameters: Any,
) -> ProtectedTable:
    """Figures of people as this session may see them; what was changed, or why nothing is shown, is said.

    Parameters
    ----------
    about
        Whose figures: tables about the same people are held against each other.
    protects
        Makes the whole table under a rule, with earlier versions in mind; nothing is drawn in it.
    name, datasets, parameters
        As for :func:`lib.ui.cache.kept`; the first dataset is the one with the people.
    rule
        The small-number rule the reader asked for.
    view
        Another way of adding up the same people: held against the others as another version would be.
    """

    def make(used: Rule, beside: Sequence[Given]) -> ProtectedTable:
        tables = [one.table for one in beside if one.table is not None]
        marks = [one.mark for one in beside]
        return kept(lambda: protects(used, tables), name, *datasets, rule=used.name, beside=marks, **parameters)

    version = "" if datasets[0] is None else repr(which(datasets[0])) + view
    given = _settled(about, version, rule_named(rule), make)
    return make(given.used, given.beside).held(f"{about} {given.mark}")


def both_versions(
    about: str, protects: Callable[[Dataset, Rule, Sequence[ProtectedTable]], ProtectedTable], *versions: Dataset
) -> tuple[ProtectedTable, ...] | None:
    """Two versions side by side under one rule, the coarser where they need two; ``None`` where there is none."""

    def one(version: Dataset, rule: Rule) -> ProtectedTable:
        return of_people(about, lambda used, before: protects(version, used, before), "version", version, rule=rule)

    tables = [one(version, rule_of(about)) for version in versions]
    rules = [table.rule for table in tables if table.rule is not None]
    if len(set(rules)) > 1:
        tables = [one(version, max(rules, key=lambda rule: rule.base)) for version in versions]
    return tuple(tables) if len({table.rule for table in tables}) == 1 else None


def of_typed(about: str, protects: Protects, typed: Any) -> ProtectedTable:
    """Figures of people the reader typed or chose on the page; ``typed`` says which."""

    def make(used: Rule, beside: Sequence[Given]) -> ProtectedTable:
        return protects(used, [one.table for one in beside if one.table is not None])

    given = _settled(about, repr(typed), rule_named("asc"), make)
    return make(given.used, given.beside).held(f"{about} {given.mark}")


def rule_of(about: str) -> Rule:
    """The rule these people's figures were last shown under in this session; else the default one."""
    return _ledger().rule_of(about) or rule_named("asc")


def _settled(about: str, version: str, rule: Rule, make: Callable[[Rule, tuple[Given, ...]], ProtectedTable]) -> Given:
    ledger, given = _ledger().settle(about, version, rule, make)
    st.session_state[_LEDGER] = ledger
    if given.why:
        show.notice(given.why)
    if given.table is None:
        end_page()
    small_numbers.note(given.used)
    return given


def _ledger() -> Ledger:
    return st.session_state.get(_LEDGER, Ledger())
