"""Which rows of a list of homes are open care homes, each once: what is set aside, row by row and with the reason."""

from __future__ import annotations

import pandas as pd

from lib.core.words import say_count, say_list
from lib.ingest.columns import find, text_of
from lib.ingest.findings import Finding, noted, put_aside
from lib.ingest.kinds.beds import BEDS, read_beds
from lib.ingest.kinds.dual import second_registrations
from lib.ingest.kinds.home_kinds import is_care_home
from lib.ingest.kinds.openings import DORMANT, is_closed, is_dormant
from lib.ingest.table import Table
from lib.ingest.totals import check_total_of_used, says_total

ID = (
    *("location id", "cqc location id", "cqc location id for office use only", "cqc location for office use only"),
    *("cqc location", "cqc id", "cqcid", "cqc number", "cqc location number"),
)
NAME = ("location name", "care home name", "home name", "name of home", "name", "home", "care home")


def care_homes_only(table: Table) -> Table:
    """Leave out, row by row and with the reason, what is not one open care home."""
    given = table
    for reason in (_nameless, not_homes, _closed, _dormant_note, _registered_twice, _listed_twice):
        findings = reason(table)
        aside = [f for f in findings if f.problem.severity == "set aside"]
        table = table.without(*aside).with_findings(*(f for f in findings if f not in aside))
    return table.with_findings(*_about_totals(given, table.frame.index))


def _about_totals(table: Table, used: pd.Index) -> list[Finding]:
    """Total rows of beds against the homes, all of them or those that are used."""
    is_total, column = _is_total(table), find(table.headings, BEDS)
    if not column or not is_total.any():
        return []
    is_used = pd.Series(table.frame.index.isin(used), index=table.frame.index)
    return check_total_of_used(read_beds(table)["registered_beds"].values, is_total, is_used, column)


def _is_total(table: Table) -> pd.Series:
    ids = text_of(table.frame, find(table.headings, ID))
    name = text_of(table.frame, find(table.headings, NAME) or find(table.headings, ID))
    return says_total(name) | (name.eq("") & says_total(ids))


def _nameless(table: Table) -> list[Finding]:
    """Totals, and rows without a name."""
    ids = text_of(table.frame, find(table.headings, ID))
    name = text_of(table.frame, find(table.headings, NAME) or find(table.headings, ID))
    is_total = _is_total(table)
    is_nameless = name.eq("") & ~is_total
    found = []
    if is_nameless.any():
        found.append(put_aside("no-name", "Some rows have no name.", ids[is_nameless], fix="Give each home its name."))
    if is_total.any():
        found.append(put_aside("total-row", "Total rows are not homes.", name.where(name.ne(""), ids)[is_total]))
    return found


def not_homes(table: Table) -> list[Finding]:
    """What to set aside because it is not a care home."""
    kept = is_care_home(table)
    if kept is None or kept.all():
        return []
    names = text_of(table.frame, find(table.headings, NAME))[~kept]
    what = (
        f"{say_count(len(names), 'row is', 'rows are')} not a care home (home care, surgeries, providers and others)."
    )
    return [put_aside("not-a-care-home", what, names, fix="Nothing to do: only care homes are used here.")]


def _closed(table: Table) -> list[Finding]:
    gone = is_closed(table)
    if not gone.any():
        return []
    names = text_of(table.frame, find(table.headings, NAME))[gone]
    return [put_aside("no-longer-registered", "Some homes are no longer registered.", names)]


def _dormant_note(table: Table) -> list[Finding]:
    dormant = is_dormant(table).fillna(False).astype(bool)
    if not dormant.any():
        return []
    what = f"{say_count(dormant.sum(), 'home is', 'homes are')} registered but dormant: kept, and counted."
    cells = text_of(table.frame, find(table.headings, DORMANT))[dormant]
    return [noted("dormant", what, cells, fix="Take them out if they should not count.")]


def _registered_twice(table: Table) -> list[Finding]:
    """Homes that two providers run together have a row for each; the one that the register calls primary counts."""
    column = find(table.headings, ID)
    ids = text_of(table.frame, column)
    is_second = ids.isin(second_registrations(table, ids))
    if not is_second.any():
        return []
    what = (
        "Some homes are registered twice, once for each provider; each was counted once, at its primary registration."
    )
    return [put_aside("registered-twice", what, ids[is_second], column or "")]


def _listed_twice(table: Table) -> list[Finding]:
    again = listed_again(table)
    if again.empty:
        return []
    column = find(table.headings, ID)
    firsts = table.frame.assign(key=text_of(table.frame, column)).drop_duplicates("key").set_index("key")
    differ = [
        name
        for name in table.headings
        if name != column and firsts.loc[again, name].to_numpy().tolist() != table.frame.loc[again.index, name].tolist()
    ]
    what = "Some homes are listed more than once; each was counted once, at its first row."
    fix = (
        f"They differ in {say_list([repr(one) for one in differ[:4]])}: keep the right one."
        if differ
        else "Nothing: they are the same."
    )
    return [put_aside("listed-twice", what, again, column or "", fix)]


def listed_again(table: Table) -> pd.Series:
    """Register numbers that stand in an earlier row too."""
    ids = text_of(table.frame, find(table.headings, ID))
    return ids[ids.ne("") & ids.duplicated()]
