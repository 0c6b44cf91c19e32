"""Client Level Data: records of people, counted on the way in and never kept.

The national return has one row for each event (request, assessment, service, review) of one person. People at each
of these steps are counted by age, sex, ethnic group and primary support reason; no value of a record leaves this
module.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace

import pandas as pd

from lib.core.words import say_about, say_list
from lib.ingest.categories import MAPPING_COLUMNS
from lib.ingest.columns import find, normal, text_of
from lib.ingest.dates import read_dates
from lib.ingest.findings import Finding, noted, put_aside, refuse
from lib.ingest.formats import Evidence, Format
from lib.ingest.kinds.client_births import BANDS, about_births, ages_at
from lib.ingest.kinds.client_people import has_identifier, people_of
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
_SERVED = "service"
_STEP_WORDS = {
    "contact": "a request for support", "assessment": "an assessment", "review": "a review",
    "direct payment": "a direct payment",
}  # fmt: skip
#: Characteristic, its headings, and how a cell is put into a group.
_WORDED: tuple[tuple[str, tuple[str, ...], Callable[[str], str]], ...] = (
    ("sex", ("gender", "sex"), sex_of),
    ("race", ("ethnicity", "ethnic group"), ethnic_group),
    ("primary support reason", ("primary support reason",), support_reason),
)
_ENOUGH_PEOPLE = 10


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
    if not has_identifier(table.headings):
        raise refuse("no-person-number", "No column says which rows are of the same person.",
                     fix="Keep the person identifier: people are counted by it and it is not kept.")  # fmt: skip
    who, steps = people_of(table.frame), _steps(table)
    table = table.without(*_aside_of(steps, who, table))
    who = who.loc[table.frame.index]
    people = {step: _latest_of_each(table, who, rows.loc[who.index]) for step, rows in steps.items()}
    ages = _ages(table, people)
    counts = {
        step: {name: one.value_counts() for name, one in _characteristics(table, latest, ages).items()}
        for step, latest in people.items()
        if len(latest) or step == _SERVED
    }
    frame = _frame(counts, _period(table))
    found = (*table.findings, noted("client-level-data", _counted(people)), *about_births(ages["why"], who))
    caveat = "People in the period of the return, each counted once at each step, as last recorded there."
    parts = (("categories", _mapping(table, who)),)
    title = "People with long-term support"
    return Imported(frame, found, len(table.frame), title, parts=parts, as_at=_period(table), caveat=caveat)


def _counted(people: dict[str, pd.Index]) -> str:
    """How many people were counted, in words that give no small number away: a kept version has them too."""
    served = say_about(len(people[_SERVED]), "people")
    others = [f"{say_about(len(rows), 'people')} at {_STEP_WORDS[step]}" for step, rows in people.items()
              if step != _SERVED and len(rows)]  # fmt: skip
    likewise = f"; likewise {say_list(others)}" if others else ""
    return (
        f"{_begun(served)} with long-term support were counted by age, sex, ethnic group and primary support reason"
        f"{likewise}. No record was kept."
    )


def _begun(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}"


def _without_values(table: Table) -> Table:
    """Findings so far without the cells they quote."""
    return replace(table, findings=tuple(replace(finding, values=()) for finding in table.findings))


def _steps(table: Table) -> dict[str, pd.Series]:
    """Which rows are of people who use care at each step, in the order of the way through care."""
    event, client = _words(table, ("event type",)), _words(table, ("client type",))
    service = _words(table, ("service type",))
    is_user = client.str.startswith("service user")
    is_service = event.eq("service") & is_user
    is_long = service.str.startswith("long term") if find(table.headings, ("service type",)) else is_service
    is_paid = _words(table, ("delivery mechanism",)).str.startswith("direct payment")
    return {
        "contact": event.str.startswith(("request", "contact")) & is_user,
        "assessment": event.str.startswith("assessment") & is_user,
        _SERVED: is_service & is_long,
        "review": event.str.startswith("review") & is_user,
        "direct payment": is_service & is_long & is_paid,
    }


def _aside_of(steps: dict[str, pd.Series], who: pd.Series, table: Table) -> list[Finding]:
    """Rows that are no step of a person who uses care, and rows that do not say whose they are.

    Rows without any identifier are left out: each as a person of its own would be a count of rows, not of people.
    """
    is_step = pd.concat(steps, axis=1).any(axis=1)
    is_service = _words(table, ("event type",)).eq("service") & _words(table, ("client type",)).str.startswith(
        "service user"
    )
    reasons = (
        ("other-event", "are about carers or of another kind of event: not counted here", ~is_step & ~is_service),
        ("not-long-term", "are of services other than long-term support: not counted here", ~is_step & is_service),
        ("no-identifier", "do not say whose they are, by the council's identifier or by NHS number. They cannot be "
         "told apart, so nobody was counted by them", is_step & who.eq("")),
    )  # fmt: skip
    return [_aside(code, words, rows) for code, words, rows in reasons if rows.any()]


def _aside(code: str, words: str, rows: pd.Series) -> Finding:
    """Rows set aside, of which neither how many nor which is said where they may be of few people."""
    blank = pd.Series("", index=rows.index[rows], dtype="str")
    fix = "Give each row one of the two." if code == "no-identifier" else ""
    found = put_aside(code, f"{_begun(say_about(len(blank), 'rows'))} {words}.", blank, fix=fix)
    return replace(found, problem=replace(found.problem, where=""))


def _words(table: Table, names: tuple[str, ...]) -> pd.Series:
    text = text_of(table.frame, find(table.headings, names))
    return text.map({cell: normal(cell) for cell in text.unique()}).astype("str")


def _latest_of_each(table: Table, who: pd.Series, chosen: pd.Series) -> pd.Index:
    """The row of the latest event of each person among those chosen."""
    start = _days_of(table, "event start date")
    order = start.sort_values(kind="stable", na_position="first").index
    return who.loc[order[chosen.loc[order].to_numpy()]].drop_duplicates(keep="last").index.sort_values()


def _days_of(table: Table, name: str) -> pd.Series:
    return read_dates(text_of(table.frame, find(table.headings, (name,))), table.is_workbook).values


def _ages(table: Table, people: dict[str, pd.Index]) -> pd.DataFrame:
    """``band`` of ages and ``why`` none is known, of the rows that people are counted by; empty without births."""
    heading = find(table.headings, ("date of birth",))
    rows = table.frame.index[table.frame.index.isin({row for latest in people.values() for row in latest})]
    if heading is None:
        return pd.DataFrame({"band": [], "why": []}, dtype="str")
    ends = _days_of(table, "reporting period end date")
    return ages_at(text_of(table.frame, heading).loc[rows], ends.fillna(ends.max()).loc[rows])


def _characteristics(table: Table, rows: pd.Index, ages: pd.DataFrame) -> dict[str, pd.Series]:
    """Characteristic -> group of each person."""
    found = {"age": ages["band"].loc[rows]} if find(table.headings, ("date of birth",)) else {}
    for name, headings, group_of in _WORDED:
        if find(table.headings, headings):
            said = _words(table, headings).loc[rows]
            found[name] = said.map({cell: group_of(cell) for cell in said.unique()}).astype("str")
    return found


def _mapping(table: Table, who: pd.Series) -> pd.DataFrame:
    """Wordings of groups and what each was counted as, in the columns of ``lib.ingest.categories``.

    A wording that fewer than ten people share could be a person's own words: it is not repeated. How many rows have
    each is left out, since they count people.
    """
    parts = [_mapping_of(table, who, headings, group_of) for _, headings, group_of in _WORDED]
    return pd.concat(parts, ignore_index=True)[MAPPING_COLUMNS]


def _mapping_of(
    table: Table, who: pd.Series, headings: tuple[str, ...], group_of: Callable[[str], str]
) -> pd.DataFrame:
    heading = find(table.headings, headings)
    said = pd.DataFrame({"word": text_of(table.frame, heading), "who": who})
    people = said[said["word"].ne("")].groupby("word")["who"].nunique()
    words = pd.Series(people.index[people >= _ENOUGH_PEOPLE], dtype="str")
    tidied = words.map(normal).astype("str")
    read_as = tidied.map(group_of).astype("str")
    found = pd.DataFrame({"column": heading or "", "in_the_file": words, "tidied": tidied, "read_as": read_as})
    return found.assign(rows=pd.Series(pd.NA, found.index, dtype="Int64"))[words.ne(read_as)].reset_index(drop=True)


def _period(table: Table) -> str:
    first, last = (_days_of(table, f"reporting period {end} date") for end in ("start", "end"))
    days = [f"{day:%d %B %Y}" for day in (first.min(), last.max()) if pd.notna(day)]
    return " to ".join(days)


def _frame(counts: dict[str, dict[str, pd.Series]], period: str) -> pd.DataFrame:
    """One row a group, and a step where there is more than one."""
    rows = [
        {"characteristic": name, "characteristic_group": group, "period": period, "stage": step, "users_count": int(n)}
        for step, of_step in counts.items()
        for name, counted in of_step.items()
        for group, n in sorted(counted.items(), key=_place_of_band)
    ]
    whole = dict.fromkeys(("users_count", "population_count", "source_row"), "Int64")
    shares = dict.fromkeys(("users_pct", "population_pct"), "float64")
    words = dict.fromkeys(("characteristic", "characteristic_group", "period", "stage"), "str")
    every = [*words, "users_count", "users_pct", "population_count", "population_pct", "source_row"]
    frame = pd.DataFrame(rows, columns=every).astype({**whole, **shares, **words})
    return frame if len(counts) > 1 else frame.drop(columns="stage")


def _place_of_band(counted: tuple[Hashable, int]) -> tuple[int, str]:
    """Bands of age in their order, other groups after them by name."""
    order = [name for _, name in BANDS]
    group = str(counted[0])
    return (order.index(group) if group in order else len(order), group)


FORMATS = (Format("client-level-data", "characteristics", "Client Level Data", evidence, read),)
