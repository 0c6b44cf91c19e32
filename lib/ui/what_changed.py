"""The What changed page: what is new, gone and altered between two versions, and what other pages now say."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from lib.core import Provenance, hash_of
from lib.core.words import say_period
from lib.datasets import KINDS, Dataset
from lib.disclosure import ProtectedTable
from lib.geography import Council
from lib.measures.changed_areas import ChangedAreas, by_codes_of_now, changed_areas
from lib.measures.changed_rows import is_next_period
from lib.measures.changes import PEOPLE
from lib.measures.changes_shown import ChangesShown, changes_shown, protected_version
from lib.ui import carrying, guard, show
from lib.ui.cache import kept
from lib.ui.stopping import end_page
from lib.views.change_sentences import say_areas, say_findings_changed
from lib.views.finding_reasons import of_the_council, why
from lib.views.headlines import findings_changed, findings_of

_NAMES = {
    "cqc_location_id": "Register number",
    "la_name": "Council",
    "la_code": "Council code",
    "source_row": "Row in the file",
    "moved_km": "Moved (km)",
    "what": "What",
    "embargo_said": "Embargo, as written",
}


def say_what_they_are_of(before: Dataset, after: Dataset) -> None:
    """Whether the two versions are of different periods or areas of different years, before anything is compared."""
    if is_next_period(before.frame, after.frame):
        was, now = (say_period(str(one.frame["period"].iloc[0])) for one in (before, after))
        show.notice(f"The version before is of {was}, this one of {now}: rows are compared across the two periods.")
    found = _areas(before, after)
    if found is None:
        return
    show.notice(say_areas(found))
    if len(found.unmatched):
        rows = found.unmatched.rename(columns={"when": "When", "area_code": "Code", "area_name": "Area"})
        with st.expander(f"Areas that match none: {len(rows):,}"):
            show.words_table(*show.first_rows(rows, "Areas of one version that the other does not have"))


def _areas(before: Dataset, after: Dataset) -> ChangedAreas | None:
    years = carrying.year_of(before), carrying.year_of(after)
    return kept(lambda: changed_areas(before, after, years), "changed_areas", before, after, years=years)


def compared(before: Dataset, after: Dataset, council: Council) -> ChangesShown:
    """Both versions compared, protected, held against what else was shown of the same people, and kept."""
    if after.kind not in PEOPLE:
        areas = _areas(before, after)
        by_code = sorted(areas.renamed.items()) if areas else []
        return kept(
            lambda: changes_shown(by_codes_of_now(before, areas), after),
            "changes_shown", before, after, by_name=hash_of(repr(by_code).encode()),
        )  # fmt: skip
    tables = guard.both_versions(guard.about(after.kind, council), protected_version, before, after)
    if tables is None:
        show.notice("These two versions cannot stand side by side: each needs rounding of its own.")
        end_page()
    old, new = tables
    held = (old.held_as, new.held_as)
    return kept(lambda: changes_shown(before, after, (old, new)), "changes_shown", before, after, held=held)


def show_tables(shown: ChangesShown, used: list[Provenance], title: str) -> None:
    """Every table that has anything in it, each with its download."""
    if not shown.is_row_by_row:
        show.notice(
            "The two versions part their people by different areas or periods, so no row of one answers to a row of "
            "the other. What they add up to is compared below."
        )
    for key, caption, table in _tables(shown):
        if len(table) and len(table.columns):
            printed = _printed(table)
            show.table(printed, caption)
            show.take_away(printed, used, f"{title}: {caption.lower()}", key)


def show_findings(shown: ChangesShown, before: Dataset, after: Dataset, council: Council) -> None:
    """What the other pages said with the one and say with the other, and which rows of the file made the difference."""
    kind = after.kind
    beside = {other: one for other in KINDS if other != kind and (one := carrying.dataset(other)) is not None}
    old, new = (carrying.carried(one) for one in (before, after))
    was, now = (_findings(kind, one, beside, council) for one in (old, new))
    changed = findings_changed(was, now)
    st.header("What other pages now say")
    show.finding(say_findings_changed(changed, len(now)))
    if len(changed):
        behind = _behind(shown, old, new, council)
        reasons = changed.assign(why=[why(about, behind) for about in changed["about"]])
        headings = {"page": "Page", "about": "About", "before": "Said before", "after": "Says now", "why": "Why"}
        show.words_table(reasons.rename(columns=headings), "Findings that read differently")
    st.caption("Each page's headline findings, over small areas and the latest period, with nothing filtered.")


def _behind(shown: ChangesShown, before: Dataset, after: Dataset, council: Council) -> ChangesShown:
    """The changes among the rows that findings about the council are made from; of people, those shown already."""
    if after.kind in PEOPLE:
        return shown
    old, new = (replace(one, frame=of_the_council(one, council)) for one in (before, after))
    return kept(lambda: changes_shown(old, new), "changes_behind", before, after, council=council.la_code)


def _findings(kind: str, one: Dataset, beside: dict[str, Dataset], council: Council) -> pd.DataFrame:
    rules = {of: guard.rule_of(guard.about(of, council)) for of in PEOPLE}
    call = lambda: findings_of(kind, {**beside, kind: one}, council, rules)  # noqa: E731
    named = {of: rule.name for of, rule in rules.items()}
    return kept(call, "findings_of", one, *beside.values(), kind=kind, council=council.la_code, rules=named)


def _tables(shown: ChangesShown) -> list[tuple[str, str, ProtectedTable]]:
    return [
        ("totals", "What it adds up to, before and after", shown.totals),
        ("figures", "Figures altered", shown.figures),
        ("added", "Rows added", shown.added),
        ("gone", "Rows gone, as they were", shown.gone),
        ("words", "Words altered", shown.words),
        ("places", "Places and outlines altered", shown.places),
        ("categories", "Categories added and gone", shown.categories),
        ("columns", "Columns added and gone", shown.columns),
        ("set-aside", "Rows set aside, by reason", shown.set_aside),
        ("marks", "Cells with a mark in place of a figure", shown.marks),
    ]


def _printed(table: ProtectedTable) -> ProtectedTable:
    """The columns with anything in them, under headings people read."""
    frame = table.frame
    filled = [name for name in table.columns if (frame[name].notna() | table.is_hidden(name)).any()]
    chosen = table.select(filled)
    if "column" in filled:
        chosen = chosen.with_columns({"column": lambda frame: frame["column"].astype(str).map(_heading)})
    return chosen.rename({name: _heading(name) for name in filled})


def _heading(column: str) -> str:
    for when in ("before", "after"):
        if column.endswith(f"_{when}"):
            return f"{_heading(column.removesuffix(f'_{when}'))}, {when}"
    known = _NAMES.get(column)
    return known or (column.replace("_", " ").capitalize() if column.islower() else column)


def facts(before: Dataset, after: Dataset) -> pd.DataFrame:
    """What is known of both, side by side, in words."""
    named = {
        "Source": lambda p: p.source,
        "As at": lambda p: p.as_at or "not stated",
        "Licence": lambda p: p.licence or "not stated",
        "Rows read": lambda p: f"{p.rows_read:,}",
        "Rows used": lambda p: f"{p.rows_used:,}",
        "Rows set aside": lambda p: f"{p.rows_set_aside:,}",
        "Version": lambda p: p.version,
    }
    rows = [{"": name, "Before": of(before.provenance), "After": of(after.provenance)} for name, of in named.items()]
    return pd.DataFrame(rows)
