"""What changed from one version to the next, in words made by rules."""

from __future__ import annotations

import pandas as pd

from lib.core.words import say_count, say_list, say_number
from lib.measures.changed_areas import ChangedAreas
from lib.measures.changes import PEOPLE
from lib.measures.changes_shown import ChangesShown

#: Said whether or not anything hidden changed, since either would give the other away.
_AS_SHOWN = ", with few people hidden and figures rounded as on their page"


def say_changes(shown: ChangesShown, what: str) -> list[str]:
    """How many rows are new, gone and altered, then what the figures add up to and which categories came or went.

    ``what`` names the data: ``'Care homes'``.
    """
    counted = shown.changes.rows.iloc[0]
    is_of_people = shown.changes.kind in PEOPLE
    if shown.is_none:
        every = f"All {say_count(counted['rows_after'], 'row')} say the same"
        return [
            f"{what}: nothing changed{f' that can be shown. {every}{_AS_SHOWN}' if is_of_people else f'. {every}'}."
        ]
    altered = shown.n_altered
    same = max(int(counted["rows_altered"] + counted["rows_same"]) - altered, 0)
    first = (
        f"{what}: {say_count(counted['rows_added'], 'row')} added, {counted['rows_gone']:,} gone, "
        f"{altered:,} altered and {same:,} the same{_AS_SHOWN if is_of_people else ''} "
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
        _total(name, frame.iloc[0], _in_parts(shown, name))
        for name in names
        if name != "rows" and not name.endswith("_not_given") and _is_other(frame.iloc[0], name)
    ]


def _is_other(row: pd.Series, name: str) -> bool:
    was, now = row[f"{name}_before"], row[f"{name}_after"]
    return bool(pd.notna(was) and pd.notna(now) and was != now)


def _in_parts(shown: ChangesShown, name: str) -> str:
    """Of what a total changed: rows that give a figure in one version alone, apart from the rest; ``''`` without."""
    figures, added, gone = (one.frame for one in (shown.figures, shown.added, shown.gone))
    if f"{name}_before" not in figures or name not in added or not shown.figures.is_public:
        return ""
    was, now = (pd.to_numeric(figures[f"{name}_{when}"]) for when in ("before", "after"))
    lost, new = was[now.isna() & was.notna()], now[was.isna() & now.notna()]
    if lost.empty and new.empty and not added[name].isna().any():
        return ""
    change = float((now - was).sum())
    parts = [f"{_more(change)} where both versions give a figure"] if change else []
    parts += [f"{_more(-float(lost.sum()))}, as {say_count(len(lost), 'row')} no longer {_give(lost)} one"] * bool(
        len(lost)
    )
    parts += [f"{_more(float(new.sum()))}, as {say_count(len(new), 'row')} now {_give(new)} one"] * bool(len(new))
    sides = ((added[name], 1, "added"), (gone[name], -1, "gone"))
    parts += [_in_rows(cells, sign, words) for cells, sign, words in sides if len(cells)]
    return f": {'; '.join(parts)}"


def _give(cells: pd.Series) -> str:
    return "gives" if len(cells) == 1 else "give"


def _in_rows(cells: pd.Series, sign: int, words: str) -> str:
    """What rows added or gone come to, and how many of them give no figure."""
    rows, n_without = say_count(len(cells), "row"), int(cells.isna().sum())
    if n_without == len(cells):
        return f"no figure in {rows} {words}"
    without = f", {n_without:,} of them without a figure" if n_without else ""
    return f"{_more(sign * float(cells.sum()))} in {rows} {words}{without}"


def _more(change: float) -> str:
    return f"{say_number(abs(change))} {'more' if change > 0 else 'fewer'}"


def _total(name: str, row: pd.Series, parts: str) -> str:
    was, now = float(row[f"{name}_before"]), float(row[f"{name}_after"])
    words = name.replace("_", " ")
    return f"All {words} together: {say_number(was)} before, {say_number(now)} now, {_more(now - was)}{parts}."


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
