"""What changed from one version to the next, in words made by rules."""

from __future__ import annotations

import pandas as pd

from lib.core.words import say_count, say_list, say_number
from lib.measures.changed_areas import ChangedAreas
from lib.measures.changes_shown import ChangesShown


def say_changes(shown: ChangesShown, what: str) -> list[str]:
    """How many rows are new, gone and altered, then what the figures add up to and which categories came or went.

    ``what`` names the data: ``'Care homes'``.
    """
    counted = shown.changes.rows.iloc[0]
    if shown.changes.is_none:
        return [f"{what}: nothing changed. All {say_count(counted['rows_after'], 'row')} say the same."]
    first = (
        f"{what}: {say_count(counted['rows_added'], 'row')} added, {counted['rows_gone']:,} gone, "
        f"{counted['rows_altered']:,} altered and {counted['rows_same']:,} the same "
        f"({counted['rows_before']:,} rows before, {counted['rows_after']:,} now)."
    )
    return [first, *_totals(shown), *_categories(shown.changes.categories), *_aside(shown)]


def say_areas(found: ChangedAreas) -> str:
    """That two versions are by areas of different years: how values were compared, and how many areas match none."""
    was = found.before if found.before != found.after else f"{found.before}, of another year it seems"
    said = [f"The areas are {found.after}; before, {was}."]
    how = f"{found.by_code:,} by code" + (f" and {found.by_name:,} by name" if found.by_name else "")
    if found.by_code + found.by_name:
        said.append(f"Values are compared where the areas match: {how}.")
    when = found.unmatched["when"].value_counts()
    alone = [(int(when.get("before", 0)), "before"), (int(when.get("now", 0)), "now")]
    counted = say_list([f"{say_count(number, 'area')} of {which}" for number, which in alone if number])
    if counted:
        said.append(f"Matching none: {counted}, listed below as gone and added, though places may be the same.")
    if found.by_name:
        said.append("An area of the same name may have been redrawn.")
    return " ".join(said)


def _totals(shown: ChangesShown) -> list[str]:
    """One sentence a total, where there is one row of totals."""
    frame = shown.totals.frame
    if len(frame) != 1:
        return []
    names = [name.removesuffix("_after") for name in shown.totals.columns if name.endswith("_after")]
    return [
        _total(name, frame.iloc[0])
        for name in names
        if name != "rows" and not name.endswith("_not_given") and _is_other(frame.iloc[0], name)
    ]


def _is_other(row: pd.Series, name: str) -> bool:
    was, now = row[f"{name}_before"], row[f"{name}_after"]
    return bool(pd.notna(was) and pd.notna(now) and was != now)


def _total(name: str, row: pd.Series) -> str:
    was, now = float(row[f"{name}_before"]), float(row[f"{name}_after"])
    way = "more" if now > was else "fewer"
    words = name.replace("_", " ")
    return f"All {words} together: {say_number(was)} before, {say_number(now)} now, {say_number(abs(now - was))} {way}."


def _categories(frame: pd.DataFrame) -> list[str]:
    said = []
    for change, words in (("added", "New"), ("gone", "No longer named")):
        for column, rows in frame[frame["change"] == change].groupby("column", sort=False, observed=True):
            said.append(f"{words} in {str(column).replace('_', ' ')}: {_some(list(rows['category']))}.")
    return said


def _some(names: list[str]) -> str:
    """The first few of a list, and how many more."""
    first = [str(name)[:60] for name in names[:5]]
    return say_list(first) if len(names) <= 5 else f"{', '.join(first)} and {len(names) - 5:,} more"


def _aside(shown: ChangesShown) -> list[str]:
    frame = shown.changes.set_aside
    if frame.empty or frame["rows_before"].sum() == frame["rows_after"].sum():
        return []
    was, now = int(frame["rows_before"].sum()), int(frame["rows_after"].sum())
    return [f"Rows set aside, and so in no figure: {was:,} before, {now:,} now."]


def say_findings_changed(frame: pd.DataFrame, n_findings: int) -> str:
    """How many of the pages' first findings read differently."""
    if not n_findings:
        return "No page's headline findings are made from these data."
    if frame.empty:
        return f"None of the {say_count(n_findings, 'headline finding')} of the other pages reads differently."
    pages = say_list(list(dict.fromkeys(frame["page"])))
    return f"{len(frame):,} of {say_count(n_findings, 'headline finding')} read differently now: see {pages}."
