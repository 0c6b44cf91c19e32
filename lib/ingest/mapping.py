"""Layouts nobody has told the workbench about: which of the file's columns is which, proposed with reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

import pandas as pd

from lib.core import Problem
from lib.core.words import say_list
from lib.datasets import Kind
from lib.ingest.cells import holds_figures
from lib.ingest.columns import ONS_CODE, POSTCODE, normal, share_matching
from lib.ingest.findings import Finding, refuse
from lib.ingest.table import Table

#: The refusals after which it helps to be told which column is which.
MENDED_BY_MAPPING = frozenset(
    {"kind-not-recognised", "no-locality", "no-area-code-column", "no-figures", "no-ages", "figures-not-named"}
)
#: Words by which people call a column, besides its own name.
_ALSO_CALLED = {
    "name": "home service establishment premises title",
    "registered_beds": "beds places capacity units size max",
    "postcode": "pc zip code post",
    "cqc_location_id": "location id cqc reference ref",
    "la_name": "council authority borough district",
    "has_nursing": "nursing nurse",
    "provider_name": "provider owner company operator organisation group run by managed",
    "specialisms": "specialism client service user band care",
    "locality_name": "locality zone patch area lot neighbourhood place cluster",
    "locality_code": "locality zone code id",
    "period": "month date year quarter week when",
    "hours": "hrs volume delivered commissioned",
    "packages": "package people clients cases active",
    "people_waiting": "waiting wait unsourced pending brokerage queue list",
    "hours_waiting": "unsourced",
    "wait_days_median": "median wait days",
    "wait_days_p90": "90th percentile wait days",
    "role": "role lead spot tier",
    "packages_offered": "offered offers",
    "packages_accepted": "accepted",
    "packages_handed_back": "handed returned back",
    "packages_picked_up": "picked taken up",
    "hourly_rate_gbp": "rate price fee",
    "travel_minutes_per_hour": "travel minutes",
    "hospital_name": "hospital site trust",
    "discharges": "discharges discharged",
    "pathway": "pathway route",
    "demand": "demand referrals referred needed",
    "capacity": "capacity places slots available",
    "redirected": "redirected elsewhere away declined",
    "expected_share_pct": "expected share pct",
    "characteristic": "protected equality measure dimension",
    "characteristic_group": "group category band ethnicity religion subgroup",
    "users_count": "users clients service supported recipients number",
    "users_pct": "users clients share proportion pct",
    "population_count": "population residents census people number",
    "population_pct": "population residents census share pct",
    "area_code": "lsoa msoa ward oa code ons geography",
    "area_name": "area ward name",
    "population": "people persons residents total everyone all",
    "population_18_plus": "18 adults adult",
    "population_65_plus": "65 older pensioners",
    "population_75_plus": "75",
    "population_85_plus": "85",
    "commissioned_beds": "commissioned block contracted purchased funded beds places",
    "vacancies": "vacancies vacant empty spare available beds",
    "fee_band": "fee band tier rate price",
    "embargo": "embargo suspended suspension restricted closed to new",
    "placed_by": "placing funding council authority from home responsible",
    "placed_in": "host receiving council authority to destination",
    "care_home_postcode": "postcode postal of the care home location placement",
    "home_kind": "kind type care category setting",
    "reason": "reason code why cause",
    "people": "people placements clients residents number count",
    "weekly_cost_gbp": "cost weekly gbp spend fee price week",
    "providers": "providers homes number",
    "hours_paid": "hrs delivered weekly week care",
    "extra_hours": "spare more additional available offered",
    "can_provide_more_hours": "spare more available",
    "minutes": "minutes mins time travel duration drive",
    "latitude": "lat y north",
    "longitude": "lon lng long x east",
    "rating": "rating overall grade judgement",
}
_FIGURES = frozenset(
    {"registered_beds", "hours", "packages", "people_waiting", "users_count", "users_pct", "population_count"}
    | {"population_pct", "population", "population_18_plus", "population_65_plus", "population_75_plus"}
    | {"population_85_plus", "latitude", "longitude", "commissioned_beds", "vacancies", "people", "weekly_cost_gbp"}
    | {"minutes", "providers", "hours_paid", "extra_hours"}
    | {"population_85_plus", "latitude", "longitude", "hours_waiting", "wait_days_median", "wait_days_p90"}
    | {"packages_offered", "packages_accepted", "packages_handed_back", "packages_picked_up", "hourly_rate_gbp"}
    | {"travel_minutes_per_hour", "discharges", "demand", "capacity", "redirected", "expected_share_pct"}
)  # fmt: skip
_PATTERNS = {
    "area_code": (ONS_CODE, "are area codes such as E01006412"),
    "postcode": (POSTCODE, "are postcodes"),
    "cqc_location_id": (r"1-\d{6,12}", "are register numbers such as 1-123456789"),
    "period": (
        r"(?i)\d{4}-\d\d(-\d\d.*)?|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|[a-z]{3,9}[ -]?\d{2,4}|\d{4}([/-]\d{2,4})?",
        "are dates or periods",
    ),
    "has_nursing": (r"(?i)y|n|yes|no|true|false", "say yes or no"),
    "rating": (r"(?i)outstanding|good|requires improvement|inadequate|not rated", "are ratings"),
}
_SURE, _ENOUGH, _MOSTLY = 1.0, 0.55, 0.8


@dataclass(frozen=True)
class Proposal:
    """Which heading of the file may hold a column; ``heading`` is ``''`` when none looks like it."""

    column: str
    heading: str
    because: str


def measures_of(kind: Kind) -> tuple[str, ...]:
    """The columns of a kind that hold figures, in its order."""
    return tuple(column for column in (*kind.needs, *kind.welcome) if column in _FIGURES)


def propose(table: Table, kind: Kind) -> tuple[Proposal, ...]:
    """A heading for each column the kind needs or welcomes, the surest first served; no heading is proposed twice.

    Judged by what the heading says and by what its first 1,000 cells hold. Figures are never proposed for
    words, nor words for figures.
    """
    wanted = [*kind.needs, *kind.welcome]
    scored = [
        (*_fit(column, heading, table.frame[heading]), column, heading)
        for column in wanted
        for heading in table.headings
    ]
    best: dict[str, tuple[str, str]] = {}
    for score, because, column, heading in sorted(scored, key=lambda one: -one[0]):
        if score >= _ENOUGH and column not in best and heading not in {taken for taken, _ in best.values()}:
            best[column] = (heading, because)
    nothing = ("", "no column looks like it")
    return tuple(Proposal(column, *best.get(column, nothing)) for column in wanted)


def renamed(table: Table, columns: Mapping[str, str]) -> Table:
    """The table with the headings of ``columns`` (heading -> column of the workbench) renamed.

    A heading that already has a name given to another steps aside as ``'<name> (as in the file)'``. Raises ``Refused``
    when a heading is not in the table or a column is given twice.
    """
    _refuse_what_is_not_there(table, columns)
    taken = {normal(column) for column in columns.values()}
    new = {heading: _new_name(heading, columns, taken) for heading in table.headings}
    return replace(table, frame=table.frame.rename(columns=new))


def with_columns_named(tables: Iterable[Table], columns: Mapping[str, str]) -> list[Table]:
    """The tables that have all these headings, renamed; raises ``Refused`` when none has."""
    listed = list(tables)
    fitting = [table for table in listed if set(columns) <= set(table.headings)]
    return [renamed(table, columns) for table in fitting or listed[:1]]


def in_file_words(problem: Problem, columns: Mapping[str, str]) -> Problem:
    """A problem that names columns as the file does, where the user said which of the file's columns they are."""
    said = {name: getattr(problem, name) for name in ("what", "where", "fix")}
    for heading, column in columns.items():
        said = {name: text.replace(f"'{column}'", f"'{heading}'") for name, text in said.items()}
    return replace(problem, **said)


def finding_in_file_words(finding: Finding, columns: Mapping[str, str]) -> Finding:
    """The same of a finding, with the columns of its cells."""
    heading_of = {column: heading for heading, column in columns.items()}
    return replace(
        finding,
        problem=in_file_words(finding.problem, columns),
        column=heading_of.get(finding.column, finding.column),
        cells=tuple((row, heading_of.get(column, column), value) for row, column, value in finding.cells),
    )


def said_of_columns(title: str, columns: Mapping[str, str]) -> str:
    """What a file was read as, by the columns that the user chose."""
    chosen = say_list([f"'{heading[:60]}' as {_words(column)}" for heading, column in columns.items()])
    return f"Read as '{title}' with the columns you chose: {chosen}."


def _refuse_what_is_not_there(table: Table, columns: Mapping[str, str]) -> None:
    absent = [heading for heading in columns if heading not in table.headings]
    if absent:
        raise refuse(
            "column-gone",
            f"The file has no column {say_list([repr(name[:60]) for name in absent])}.",
            fix="Choose its columns again.",
        )
    twice = sorted({column for column in columns.values() if list(columns.values()).count(column) > 1})
    if twice:
        raise refuse(
            "column-chosen-twice",
            f"More than one of the file's columns was chosen for {say_list([_words(name) for name in twice])}.",
            fix="Choose one for each.",
        )


def _words(column: str) -> str:
    return column.replace("_", " ")


def _new_name(heading: str, columns: Mapping[str, str], taken: set[str]) -> str:
    if heading in columns:
        return columns[heading]
    return f"{heading} (as in the file)" if normal(heading) in taken else heading


def _fit(column: str, heading: str, cells: pd.Series) -> tuple[float, str]:
    """How well a heading and its cells fit a column, 0 to 2, and why."""
    by_name, name_said = _by_name(column, heading)
    by_values, values_said = _by_values(column, cells)
    said = [one for one in (name_said, values_said) if one]
    return (0.0, "") if by_values < 0 else (by_name + by_values, "; ".join(said))


def _by_name(column: str, heading: str) -> tuple[float, str]:
    wanted, said = normal(_words(column)), normal(heading)
    if wanted == said:
        return _SURE, f"its heading is '{heading[:60]}'"
    words, known = set(said.split()), set(f"{wanted} {_ALSO_CALLED.get(column, '')}".split())
    shared = [word for word in said.split() if word in known]
    alike = SequenceMatcher(None, wanted, said).ratio()
    score = max(0.9 * len(shared) / max(len(words), 1) if shared else 0.0, alike if alike > 0.75 else 0.0)
    return score, f"its heading says {say_list([repr(word) for word in shared])}" if shared else ""


def _by_values(column: str, cells: pd.Series) -> tuple[float, str]:
    """What the cells say of it; below 0 when they speak against it."""
    if column in _PATTERNS:
        pattern, words = _PATTERNS[column]
        share = share_matching(cells, pattern)
        return (share, f"{share:.0%} of its first cells {words}") if share >= _MOSTLY else (-1.0, "")
    has_figures = holds_figures(cells.head(1_000))
    if column in _FIGURES:
        return (0.1, "it holds figures") if has_figures else (-1.0, "")
    return (-1.0, "") if has_figures or _is_coded(cells) else (0.1, "")


def _is_coded(cells: pd.Series) -> bool:
    return any(share_matching(cells, pattern) > _MOSTLY for pattern in (ONS_CODE, POSTCODE))
