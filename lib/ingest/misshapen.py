"""Tables that are laid out in a way the door cannot read: said, with how to mend them."""

from __future__ import annotations

import re

from lib import geography
from lib.ingest.columns import ONS_CODE, share_matching
from lib.ingest.findings import Refused, refuse
from lib.ingest.table import Table

_ENOUGH_COUNCILS = 5


def are_areas_across(table: Table) -> bool:
    """Whether most headings are councils or areas."""
    n_areas = sum(map(is_area_heading, table.headings))
    return n_areas >= _ENOUGH_COUNCILS and 2 * n_areas >= len(table.headings)


def across(table: Table) -> Refused | None:
    """The refusal of a table with councils or areas side by side instead of one below the other."""
    if not are_areas_across(table):
        return None
    areas = [name for name in table.headings if is_area_heading(name)]
    return refuse(
        "areas-across",
        f"{len(areas):,} councils or areas stand side by side as columns; the workbench reads one row for each.",
        where=f"row {table.header_row:,}",
        fix="Turn the table: in a spreadsheet, copy it, then Paste Special, Transpose. Add a column of area codes.",
    )


def many_headings(table: Table) -> Refused | None:
    """The refusal of a table whose headings are spread over several rows."""
    rows = table.rows_of_headings
    if len(rows) < 2:
        return None
    return refuse(
        "two-header-rows",
        "The headings are spread over several rows, so no column has one clear heading.",
        where=f"rows {rows[0]:,} to {rows[-1]:,}",
        fix="Leave one row of headings, each different, above the rows of figures, and a column of area codes.",
    )


def is_lookup(table: Table) -> bool:
    """Whether a table only says which areas lie in which."""
    head = table.frame.head(500)
    return sum(share_matching(head[name], ONS_CODE) > 0.9 for name in table.headings) >= 2


def is_area_heading(heading: str) -> bool:
    """Whether a heading is an area code or the name of a council."""
    said = re.sub(r"^\d{3}\s*-\s*", "", heading).strip()
    return bool(re.fullmatch(ONS_CODE, said)) or said != heading or geography.council(said) is not None
