"""Totals among rows: never added to their parts, and checked against them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pandas as pd

from lib.ingest.cells import Numbers
from lib.ingest.columns import joined
from lib.ingest.findings import Finding, noted

_OF = (
    "localities|zones|districts|areas|wards|boroughs|councils|authorities|local authorities|places|homes|care homes"
    "|providers|agencies|suppliers|hospitals|trusts|sites|pathways|people|persons|users|service users|clients|residents"
    "|groups|ages|adults|sexes|reasons|types|kinds|settings|placements|services|patches|lots|neighbourhoods"
)
#: 'Total Care' is a firm, 'All Saints' a parish; 'Total Sefton', 'Sefton total' and 'All providers' are totals.
_TOTAL = (
    r"(?i)(grand |overall |sub-? ?)?totals?(?! (care|community|home|homecare|health|support|living|quality|people)\b)"
    rf"\b.*|.*\S (sub-? ?|grand )?total|(all|every)( the)?( (?:{_OF}))?|all( \w+)? combined|everyone|everybody|overall"
    r"|(whole |all of the )(borough|council|county|city)|(borough|council|county|city)[ -]?wide"
)

#: What is counted one by one, and what is measured, by the words of a heading.
_COUNTED = (
    r"(?i)\b(people|persons?|packages?|users?|clients?|residents?|adults|homes?|beds|vacanc(?:y|ies)|discharges?|"
    r"placements?|count|numbers?|population|waiting)\b"
)
_MEASURED = (
    r"(?i)\b(hours?|costs?|spend|spending|prices?|gbp|pct|percent|percentage|shares?|rates?|average|mean|median|days?|"
    r"minutes|fte|estimates?|estimated)\b|£|%"
)
_A_LITTLE = 0.01  # of the total: as little as a source may have changed on purpose
_CHANGED_ON_PURPOSE = "Some sources, the census among them, change numbers a little to protect people."
#: Every name that says total has one of these: looked for first, in a tenth of the time.
_IN_EVERY_TOTAL = r"(?i)total|all|every|whole|wide"


def says_total(names: pd.Series) -> pd.Series:
    """Whether each name says that its row adds up others."""
    is_near = names.str.contains(_IN_EVERY_TOTAL, regex=True).fillna(False).astype(bool)
    near = names[is_near].str.strip().str.fullmatch(_TOTAL).astype(bool)
    return is_near.mask(is_near, near).astype(bool)


def check_totals(
    numbers: Mapping[str, Numbers], names: Sequence[pd.Series], whole: Sequence[pd.Series]
) -> list[Finding]:
    """Compare total rows with their parts where each row has several names, any of which may say total.

    A total of one name is of the rows alike in the others: 'North, all providers' is of the providers of North.
    ``numbers`` are figures by what they are called in the file, ``whole`` what else tells wholes apart (periods).
    """
    marks = pd.concat([says_total(one) for one in names], axis=1)
    found: list[Finding] = []
    for pattern, rows in marks[marks.any(axis=1)].groupby(list(marks.columns), sort=False):
        is_said = dict(zip(marks.columns, pattern if isinstance(pattern, tuple) else (pattern,), strict=True))
        alike = [one for one, said in zip(names, is_said.values(), strict=True) if not said]
        at = marks.index.isin(rows.index) | ~marks.any(axis=1)
        is_total = pd.Series(marks.index.isin(rows.index), index=marks.index)[at]
        for what, one in numbers.items():
            found += check_total(one.values[at], is_total, [part[at] for part in (*alike, *whole)], what)
    return found


def may_be_totals(numbers: Mapping[str, Numbers], names: pd.Series, whole: Sequence[pd.Series]) -> list[Finding]:
    """A note about rows that are the sum of all the other rows of their whole in every figure, whatever their name.

    Judged of wholes of three rows or more, with nothing missing, and never by a single figure among three rows.
    """
    keys = joined([part.fillna("") for part in whole], "\x1f") if whole else pd.Series("", index=names.index)
    figures = pd.DataFrame({name: one.values for name, one in numbers.items()}, index=names.index)
    wholes = figures.groupby(keys)
    n_rows, has_all = wholes.transform("size"), wholes.transform("count").eq(wholes.transform("size"), axis=0)
    is_compared = has_all & wholes.transform("max").gt(0)
    is_alike = (wholes.transform("sum") - 2 * figures).abs().lt(1e-6) & figures.gt(0)
    n_compared = is_compared.sum(axis=1)
    is_enough = (n_compared.ge(2) & n_rows.ge(3)) | (n_compared.eq(1) & n_rows.ge(4))
    is_sum = (is_alike | ~is_compared).all(axis=1) & is_enough
    if not is_sum.any():
        return []
    what = "Some rows are exactly the sum of the other rows of their period: they may be totals, counted twice."
    return [noted("may-be-total", what, names[is_sum], str(names.name or ""), "If so, delete them and load it again.")]


def check_total(values: pd.Series, is_total: pd.Series, whole: Sequence[pd.Series], column: str) -> list[Finding]:
    """Compare each total row with the sum of the other rows of its whole.

    Parameters
    ----------
    values, is_total
        A column of figures and which of its rows are totals; same index (``source_row``).
    whole
        Series that say which rows belong together; none means the whole file.
    column
        What the figures are, for the message.

    A difference that rounding of every figure to the same unit can make is called rounding. Hours and money may be
    rounded to whole numbers; people, packages and beds are whole, so only figures that are all multiples of 5 or 10
    can be rounded ones. A whole with a missing part is not judged.
    """
    words = column.replace("_", " ")
    is_counted = bool(re.search(_COUNTED, words)) and not re.search(_MEASURED, words)
    keys = [part.fillna("") for part in whole] or [pd.Series("all", index=values.index)]
    whole_of = joined(keys, "\x1f")
    parts = values[~is_total].groupby(whole_of[~is_total], observed=False)
    sums, n_parts, n_missing = parts.sum(), parts.size(), parts.apply(lambda part: part.isna().sum())
    found = []
    totals = values[is_total].dropna()
    for row, total in zip(totals.index.astype("int64"), totals, strict=True):
        key = whole_of.loc[row]
        if key in sums.index and not n_missing[key] and total != sums[key]:
            unit = _unit(values, is_counted=is_counted)
            slack = unit / 2 * (int(n_parts[key]) + 1)
            is_whole = is_counted and not unit
            found.append(_difference(int(row), float(total), float(sums[key]), slack, column, is_whole=is_whole))
    return found


def check_total_of_used(values: pd.Series, is_total: pd.Series, is_used: pd.Series, column: str) -> list[Finding]:
    """Compare each total row with all its parts, and with those of them that are used: it may be the total of either.

    As :func:`check_total` over the whole file; a total that agrees with either is not spoken of.
    """
    of_all = check_total(values, is_total, [], column)
    rows = is_used | is_total
    of_used = {one.problem.rows: one for one in check_total(values[rows], is_total[rows], [], column)}
    both = [(one, of_used[one.problem.rows]) for one in of_all if one.problem.rows in of_used]
    return [used if used.problem.code == "total-rounding" else every for every, used in both]


def _unit(values: pd.Series, *, is_counted: bool) -> float:
    """What the figures may have been rounded to; 0 for whole things that were not."""
    given = values.dropna()
    unit = next((unit for unit in (10.0, 5.0, 1.0, 0.1, 0.01) if _is_multiple(given, unit)), 0.0)
    return 0.0 if is_counted and unit == 1.0 else unit


def _is_multiple(values: pd.Series, unit: float) -> bool:
    return bool(((values / unit) - (values / unit).round()).abs().lt(1e-6).all())


def _difference(row: int, total: float, parts: float, slack: float, column: str, *, is_whole: bool) -> Finding:
    cells = pd.Series([f"{total:,.10g}"], index=[row], dtype="str")
    gap = f"The total in row {row:,} is {total:,.10g}; its parts make {parts:,.10g}"
    if abs(total - parts) <= slack:
        return noted("total-rounding", f"{gap}: the difference is rounding.", cells, column)
    fix = "Check whether a part is missing, or whether a part is itself a total."
    if is_whole and abs(total - parts) <= _A_LITTLE * max(abs(total), abs(parts)) + 1:
        what = f"{gap}: these are counted one by one and not rounded, so rounding does not explain it."
        return noted("total-differs", what, cells, column, f"{fix} {_CHANGED_ON_PURPOSE}")
    return noted("total-differs", f"{gap}: more than rounding can explain.", cells, column, fix)
