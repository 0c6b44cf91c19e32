"""Hospital discharges into home care: how many people from which hospital to which locality."""

from __future__ import annotations

from lib.ingest.columns import find
from lib.ingest.formats import Evidence, Format
from lib.ingest.kinds.by_locality import measures_in, read_rows
from lib.ingest.kinds.locality_names import place_column
from lib.ingest.table import Imported, Table

_HOSPITAL = ("hospital", "hospital name", "hospital site", "discharging hospital", "site", "site name", "trust")
_MEASURES = {"discharges": r"^(?!.*\b(pct|share|rate|days?|delay)\b).*\bdischarges?d?\b"}


def evidence(table: Table) -> Evidence:
    """A hospital, a locality and discharges."""
    hospital, locality = find(table.headings, _HOSPITAL), place_column(table, is_of_hospitals=True)
    measures = measures_in(table, _MEASURES) if hospital and locality else {}
    if not measures:
        return Evidence(0, lacking="a hospital, a locality and discharges")
    return Evidence(8, f"discharges in '{measures['discharges']}' by hospital in '{hospital}'")


def read(table: Table) -> Imported:
    """One row per hospital, locality and period."""
    return read_rows(table, ("hospital_name", _HOSPITAL), _MEASURES, title="Hospital discharges")


FORMATS = (Format("discharges", "discharges", "hospital discharges by locality", evidence, read),)
