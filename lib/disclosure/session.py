"""Everything given out in a session, taken together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lib.disclosure.audit import Audit, audit_of
from lib.disclosure.linking import linked
from lib.disclosure.protected import ProtectedTable
from lib.disclosure.rules import RULES, Rule
from lib.disclosure.system import System, published_system


def audit_together(tables: Sequence[ProtectedTable]) -> Audit:
    """What somebody could find out by adding and subtracting across all these tables.

    Tables about the same people are linked where they share a count column; see
    :func:`lib.disclosure.linking.linked`. Public tables take part as what is known.

    Raises
    ------
    ValueError
        When the tables are protected by different rules, or none is protected.
    """
    rules = {table.rule for table in tables if table.rule is not None}
    if len(rules) != 1:
        raise ValueError("Tables audited together are protected by one rule.")
    rule = rules.pop()
    first, *others = systems_given_out(tables, rule)
    return audit_of(linked(first, others, np.zeros(0))[0], rule)


def systems_given_out(tables: Sequence[ProtectedTable], rule: Rule) -> list[System]:
    """Each table as an attacker sees it, those protected by a rule first."""
    ordered = sorted(tables, key=lambda table: table.is_public)
    return [system for table in ordered for system in _systems_of(table, rule)]


def _systems_of(table: ProtectedTable, rule: Rule) -> Sequence[System]:
    if table.rule not in (None, rule):
        raise ValueError("Tables protected by different rules cannot be guarded together: use one rule.")
    if table._systems:
        return [system.own() for system in table._systems]
    hidden = np.column_stack([table.is_hidden(name) for name in table.counts])
    return [published_system(table.frame, table.keys, table.counts, hidden, table.rule or RULES["none"])]
