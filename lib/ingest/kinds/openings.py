"""When homes opened and closed, which lie dormant, and which are registered a second time."""

from __future__ import annotations

import pandas as pd

from lib.ingest.columns import blank_to_missing, find, text_of
from lib.ingest.dates import Days, read_dates
from lib.ingest.findings import Finding, noted
from lib.ingest.kinds.dual import second_registrations
from lib.ingest.table import Table

OPENED = (
    *("location hsca start date", "hsca start date", "registration date", "date registered", "start date"),
    *("opening date", "opened on", "opened"),
)
ENDED = (
    *("deregistration date", "location hsca end date", "hsca end date", "deactivation date", "date deregistered"),
    *("closing date", "closed on", "closed"),
)
REGISTERED = ("registration status",)
DORMANT = ("dormant y n", "dormant", "dormancy")


def is_closed(table: Table) -> pd.Series:
    """Rows of homes that are no longer registered."""
    status = text_of(table.frame, find(table.headings, REGISTERED)).str.lower()
    ended = text_of(table.frame, find(table.headings, ENDED)).str.upper()
    return status.eq("deregistered") | ~ended.isin({"", "N", "NO", "NA", "N/A", "-", "NULL"})


def is_dormant(table: Table) -> pd.Series:
    """Rows of homes that are registered and dormant; missing where the file does not say."""
    heading = find(table.headings, DORMANT)
    said = text_of(table.frame, heading).str.upper().isin({"Y", "YES", "TRUE"}).astype("boolean")
    return said if heading else said.mask(said.notna())


def opened_on(table: Table) -> Days:
    """The day each home was registered."""
    return read_dates(text_of(table.frame, find(table.headings, OPENED)), table.is_workbook)


def closed_on(table: Table) -> Days:
    """The day each home left the register."""
    return read_dates(text_of(table.frame, find(table.headings, ENDED)), table.is_workbook)


def also_registered_as(table: Table, ids: pd.Series) -> pd.Series:
    """The numbers under which a home is registered a second time; missing for most."""
    seconds = second_registrations(table, ids)
    numbers = {
        primary: "; ".join(sorted(s for s, p in seconds.items() if p == primary)) for primary in seconds.values()
    }
    return blank_to_missing(ids.map(lambda one: numbers.get(one, "")).astype("str"))


def about_opening(table: Table, days: Days) -> list[Finding]:
    """A note about days of opening that could not be read."""
    column = find(table.headings, OPENED)
    if column is None or not days.is_unreadable.any():
        return []
    what = "Some days of registration are not days as written here (day first); they were read as missing."
    cells = table.frame.loc[days.is_unreadable, column]
    return [noted("not-a-date", what, cells, column, "Write them as 31/12/2026.")]
