"""Client Level Data: records of people, counted on the way in and never kept.

The national return has one row for each event (request, assessment, service, review) of one person. People with
long-term support are counted by age, sex, ethnic group and primary support reason; no value of a record leaves
this module.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np
import pandas as pd

from lib.core.words import say_count
from lib.ingest.columns import find, normal, text_of
from lib.ingest.dates import read_dates
from lib.ingest.findings import Finding, noted, put_aside, refuse
from lib.ingest.formats import Evidence, Format
from lib.ingest.kinds.client_words import ethnic_group, sex_of, support_reason
from lib.ingest.table import Imported, Table

_MUST = {"event type", "client type"}
_SIGNATURE = _MUST | {
    *("event start date", "event end date", "event outcome", "service type", "service component"),
    *("delivery mechanism", "primary support reason", "client funding status", "accommodation status"),
    *("la person unique identifier", "nhs number", "gender", "ethnicity", "date of birth"),
    *("reporting period start date", "reporting period end date", "planned units per week", "unit cost"),
}
_ENOUGH = 7
_PERSON = ("la person unique identifier", "la person unique id", "nhs number")
#: Youngest of each band, as the department prints them.
_BANDS = (
    (0, "Under 18"), (18, "18 to 24"), (25, "25 to 44"), (45, "45 to 64"),
    (65, "65 to 74"), (75, "75 to 84"), (85, "85 to 94"), (95, "95 and above"),
)  # fmt: skip
_NOT_KNOWN = "Not known"
_DAYS_A_YEAR = 365.2425


def is_client_level(headings: Iterable[str]) -> bool:
    """Whether headings are those of the national return, of either release."""
    said = {normal(heading) for heading in headings}
    return said >= _MUST and len(said & _SIGNATURE) >= _ENOUGH


def evidence(table: Table) -> Evidence:
    """The headings of the national return."""
    if not table.holds_people:
        return Evidence(0)
    return Evidence(20, "it has the headings of Client Level Data; people are counted and no record is kept")


def read(table: Table) -> Imported:
    """Counts of people with long-term support by characteristic; population is left for another file."""
    table = _without_values(table)
    person = find(table.headings, _PERSON)
    if person is None:
        raise refuse("no-person-number", "No column says which rows are of the same person.",
                     fix="Keep the person identifier: people are counted by it and it is not kept.")  # fmt: skip
    table = _long_term_services(table)
    latest = _latest_of_each(table, person)
    counts = {name: counted.value_counts() for name, counted in _characteristics(table, latest).items()}
    frame = _frame(counts, _period(table))
    what = (
        f"{say_count(len(latest), 'person', 'people')} with long-term support were counted by age, sex, ethnic group"
        " and primary support reason. No record was kept."
    )
    found = (*table.findings, noted("client-level-data", what))
    caveat = "People with long-term support in the period of the return, each counted once, as last recorded."
    return Imported(
        frame, found, len(table.frame), "People with long-term support", as_at=_period(table), caveat=caveat
    )


def _without_values(table: Table) -> Table:
    """Findings so far without the cells they quote."""
    return replace(table, findings=tuple(replace(finding, values=()) for finding in table.findings))


def _long_term_services(table: Table) -> Table:
    event = _words(table, ("event type",))
    client = _words(table, ("client type",))
    service = _words(table, ("service type",))
    is_service = event.eq("service") & client.str.startswith("service user")
    is_long = service.str.startswith("long term") if find(table.headings, ("service type",)) else is_service
    reasons = (
        ("other-event", "are requests, assessments, reviews or about carers: not counted here", ~is_service),
        ("not-long-term", "are services other than long-term support: not counted here", is_service & ~is_long),
    )
    return table.without(*(_aside(code, words, rows) for code, words, rows in reasons if rows.any()))


def _aside(code: str, words: str, rows: pd.Series) -> Finding:
    blank = pd.Series("", index=rows.index[rows], dtype="str")
    return put_aside(code, f"{say_count(len(blank), 'row')} {words}.", blank)


def _words(table: Table, names: tuple[str, ...]) -> pd.Series:
    text = text_of(table.frame, find(table.headings, names))
    return text.map({cell: normal(cell) for cell in text.unique()}).astype("str")


def _latest_of_each(table: Table, person: str) -> pd.Index:
    """The row of the latest event of each person; a blank identifier is a person of its own."""
    start = read_dates(text_of(table.frame, find(table.headings, ("event start date",))), table.is_workbook).values
    who = text_of(table.frame, person)
    who = who.where(who.ne(""), pd.Series(table.frame.index.astype("str"), index=table.frame.index))
    order = start.sort_values(kind="stable", na_position="first").index
    return who.loc[order].drop_duplicates(keep="last").index.sort_values()


def _characteristics(table: Table, rows: pd.Index) -> dict[str, pd.Series]:
    """Characteristic -> group of each person."""
    told: tuple[tuple[str, tuple[str, ...], Callable[[str], str]], ...] = (
        ("sex", ("gender", "sex"), sex_of),
        ("race", ("ethnicity", "ethnic group"), ethnic_group),
        ("primary support reason", ("primary support reason",), support_reason),
    )
    found = {"age": _age_bands(table).loc[rows]} if find(table.headings, ("date of birth",)) else {}
    for name, headings, group_of in told:
        if find(table.headings, headings):
            said = _words(table, headings).loc[rows]
            found[name] = said.map({cell: group_of(cell) for cell in said.unique()}).astype("str")
    return found


def _age_bands(table: Table) -> pd.Series:
    born, ends = (
        read_dates(text_of(table.frame, find(table.headings, names)), table.is_workbook).values
        for names in (("date of birth",), ("reporting period end date",))
    )
    years = (ends.fillna(ends.max()) - born).dt.days / _DAYS_A_YEAR
    lows = np.array([low for low, _ in _BANDS])
    places = np.searchsorted(lows, years.fillna(-1), side="right") - 1
    names = np.array([*(name for _, name in _BANDS), _NOT_KNOWN])
    return pd.Series(names[np.where(years.ge(0), places, len(_BANDS))], index=years.index, dtype="str")


def _period(table: Table) -> str:
    first, last = (
        read_dates(
            text_of(table.frame, find(table.headings, (f"reporting period {end} date",))), table.is_workbook
        ).values
        for end in ("start", "end")
    )
    days = [f"{day:%d %B %Y}" for day in (first.min(), last.max()) if pd.notna(day)]
    return " to ".join(days)


def _frame(counts: dict[str, pd.Series], period: str) -> pd.DataFrame:
    order = [name for _, name in _BANDS]
    rows = [
        {"characteristic": name, "characteristic_group": group, "period": period, "users_count": int(n)}
        for name, counted in counts.items()
        for group, n in sorted(
            counted.items(), key=lambda pair: (order.index(pair[0]) if pair[0] in order else 99, pair[0])
        )
    ]
    frame = pd.DataFrame(rows, columns=["characteristic", "characteristic_group", "period", "users_count"])
    whole = dict.fromkeys(("users_count", "population_count", "source_row"), "Int64")
    shares = dict.fromkeys(("users_pct", "population_pct"), "float64")
    words = dict.fromkeys(("characteristic", "characteristic_group", "period"), "str")
    every = [*words, "users_count", "users_pct", "population_count", "population_pct", "source_row"]
    return frame.reindex(columns=every).astype({**whole, **shares, **words})


FORMATS = (Format("client-level-data", "characteristics", "Client Level Data", evidence, read),)
