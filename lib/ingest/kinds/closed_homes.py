"""Care homes that have left the register, in a file or on a sheet of their own, as the regulator publishes them."""

from __future__ import annotations

from lib.ingest.columns import find
from lib.ingest.dates import Days
from lib.ingest.findings import Finding, noted, put_aside
from lib.ingest.formats import Evidence, Format
from lib.ingest.kinds.home_rows import listed_again, not_homes
from lib.ingest.kinds.homes import closed_homes, is_list_of_homes
from lib.ingest.kinds.openings import ENDED, about_opening, closed_on, is_closed, opened_on
from lib.ingest.table import Imported, Table


def evidence(table: Table) -> Evidence:
    """A list of homes all of which have left the register, and no register of open homes beside it."""
    if not (is_list_of_homes(table) and len(table.frame) and is_closed(table).all()):
        return Evidence(0, lacking="homes that have all left the register, each with the day")
    if any(is_list_of_homes(sheet) and not is_closed(sheet).all() for sheet in table.companions):
        return Evidence(0, lacking="closures alone: a sheet beside them has the open homes")
    return Evidence(9, "each row is a home that has left the register")


def read(table: Table) -> Imported:
    """One row per home; what is no care home and homes listed again are set aside."""
    table = table.without(*not_homes(table))
    table = table.without(*_listed_twice(table))
    frame = closed_homes(table)
    found = (*table.findings, *about_opening(table, opened_on(table)), *_about_closing(table, closed_on(table)))
    return Imported(frame, found, len(frame), "Care homes that have closed")


def _listed_twice(table: Table) -> list[Finding]:
    again = listed_again(table)
    if again.empty:
        return []
    return [put_aside("listed-twice", "Some homes are listed more than once; each was counted once.", again)]


def _about_closing(table: Table, days: Days) -> list[Finding]:
    column = find(table.headings, ENDED)
    if column is None or not days.is_unreadable.any():
        return []
    what = "Some days of closing are not days as written here (day first); those homes are in no month."
    return [noted("not-a-date", what, table.frame.loc[days.is_unreadable, column], column, "Write them as 31/12/2026.")]


FORMATS = (Format("closed-homes", "closed_homes", "care homes that have left the register", evidence, read),)
