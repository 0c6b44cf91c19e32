"""Home care providers: the Capacity Tracker's home care return, one row for each provider."""

from __future__ import annotations

import pandas as pd

from lib.core.words import say_count
from lib.ingest.cells import Numbers, read_numbers, states_frame
from lib.ingest.columns import blank_to_missing, find, text_of
from lib.ingest.dates import read_dates
from lib.ingest.findings import Finding, noted, put_aside
from lib.ingest.formats import Evidence, Format
from lib.ingest.numbers import marks_notes, unreadable_note
from lib.ingest.places import codes_of_councils
from lib.ingest.sense import above_whole
from lib.ingest.table import Imported, Table

_ID = ("cqcid", "cqc id", "cqc location id", "location id", "cqc provider id")
_NAME = ("provider name", "location name", "organisation name", "name", "parent organisation")
_COUNCIL = ("laname", "la name", "local authority", "local authority name", "council")
_MORE = ("canprovidermorehours", "can provider more hours", "can provide more hours", "can provide more hours now")
_UPDATED = ("cqcsurveylastupdatedutc", "cqcsurveylastupdatedbst", "lastupdatedutc", "last updated", "last updated utc")
#: Column of the frame -> its names in the return. Hours are those of the week before the return.
_FIGURES = {
    "extra_hours": ("extrahourscount", "extra hours count", "extra hours", "extra hours a week"),
    "hours_paid": ("hourspaiddomcare", "hours paid dom care", "hours paid"),
    "hours_overtime": ("hoursovertimedomcare", "hours overtime dom care", "hours overtime"),
    "hours_agency": ("hoursagencydomcare", "hours agency dom care", "hours agency"),
    "hours_absence": ("hoursabsencedomcare", "hours absence dom care", "hours absence"),
    "care_workers": ("cqccareworkersemployed", "care workers employed", "care workers"),
    "care_workers_absent": ("cqccareworkersabsent", "care workers absent"),
}
_YES, _NO = {"y", "yes", "true", "1"}, {"n", "no", "false", "0"}


def evidence(table: Table) -> Evidence:
    """A provider, hours offered or paid, and no beds."""
    who = find(table.headings, _ID) or find(table.headings, _NAME)
    figures = _headings(table)
    offers = {"extra_hours", "hours_paid"} & set(figures)
    has_beds = find(table.headings, ("maxcapacity", "max capacity", "usedbeds", "registered beds"))
    if not who or not offers or has_beds:
        return Evidence(0, lacking="a provider with hours paid, or extra hours it can provide")
    return Evidence(8, f"a provider in '{who}' with '{figures[sorted(offers)[0]]}'")


def read(table: Table) -> Imported:
    """One row per provider; a provider that returned more than once counts by its latest return."""
    table, found = _latest_returns(table)
    numbers = {name: read_numbers(table.frame[heading]).counted for name, heading in _headings(table).items()}
    for name, one in numbers.items():
        found += unreadable_note(table.frame[_headings(table)[name]], one, name)
    found += marks_notes({_headings(table)[name]: one for name, one in numbers.items()}, table.frame)
    found += _below_zero(table, numbers)
    found += above_whole(numbers, [("care_workers_absent", "care_workers")], table.frame, _headings(table))
    la_name = blank_to_missing(text_of(table.frame, find(table.headings, _COUNCIL)))
    more = text_of(table.frame, find(table.headings, _MORE)).str.lower()
    frame = pd.DataFrame(
        {
            "cqc_location_id": blank_to_missing(text_of(table.frame, find(table.headings, _ID))),
            "name": blank_to_missing(text_of(table.frame, find(table.headings, _NAME))),
            "la_name": la_name,
            "la_code": codes_of_councils(la_name),
            "can_provide_more": _yes_or_no(more),
            **{name: _values(numbers.get(name), table.frame.index) for name in _FIGURES},
            "returned_on": _returned(table),
            "source_row": table.frame.index.astype("Int64"),
        }
    ).reset_index(drop=True)
    caveat = "Hours are as providers gave them for one week; they are not promised to anybody."
    title = "Home care providers"
    return Imported(frame, (*table.findings, *found), len(frame), title, states_frame(numbers), caveat=caveat)


def _headings(table: Table) -> dict[str, str]:
    found = {name: find(table.headings, names) for name, names in _FIGURES.items()}
    return {name: heading for name, heading in found.items() if heading}


def _values(numbers: Numbers | None, rows: pd.Index) -> pd.Series:
    values = pd.Series(float("nan"), index=rows) if numbers is None else numbers.values
    return values.where(values.isna() | values.ge(0))


def _below_zero(table: Table, numbers: dict[str, Numbers]) -> list[Finding]:
    """Hours and workers below 0 are read as missing, and said."""
    found = []
    for name, one in numbers.items():
        is_below = one.values.lt(0)
        if is_below.any():
            heading = _headings(table)[name]
            what = f"Some {name.replace('_', ' ')} are below 0; they were read as missing."
            found.append(noted("below-zero", what, table.frame.loc[is_below, heading], heading, "Correct these cells."))
    return found


def _yes_or_no(said: pd.Series) -> pd.Series:
    known = {**dict.fromkeys(_YES, True), **dict.fromkeys(_NO, False)}
    return said.map(known).astype("boolean")


def _returned(table: Table) -> pd.Series:
    return read_dates(text_of(table.frame, find(table.headings, _UPDATED)), table.is_workbook).values


def _latest_returns(table: Table) -> tuple[Table, list[Finding]]:
    who = text_of(table.frame, find(table.headings, _ID))
    order = _returned(table).sort_values(kind="stable", na_position="first").index
    is_earlier = who.loc[order].duplicated(keep="last").reindex(who.index) & who.ne("")
    if not is_earlier.any():
        return table, []
    what = f"{say_count(is_earlier.sum(), 'earlier return', 'earlier returns')} of the same provider set aside."
    return table.without(put_aside("earlier-return", what, who[is_earlier])), []


FORMATS = (Format("capacity-tracker-home-care", "providers", "home care capacity by provider", evidence, read),)
