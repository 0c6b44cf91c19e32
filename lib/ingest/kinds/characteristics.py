"""Protected characteristics: users and population of each group, as counts or shares."""

from __future__ import annotations

import re
from collections.abc import Callable

import pandas as pd

from lib.ingest.categories import ReadAs, about_categories, mapping_of, one_spelling
from lib.ingest.cells import Numbers, read_numbers, states_frame, whole_numbers
from lib.ingest.columns import ONS_CODE, blank_to_missing, find, normal, share_matching, text_of
from lib.ingest.findings import Finding, noted, put_aside
from lib.ingest.formats import Evidence, Format
from lib.ingest.kinds.characteristic_sense import about_sense
from lib.ingest.kinds.characteristic_words import characteristic_of
from lib.ingest.kinds.shares import shares_of_counts
from lib.ingest.numbers import below_zero_note, marks_notes, none_below_zero, unreadable_note
from lib.ingest.percentages import check_hundred, read_percentages
from lib.ingest.sense import columns_alike
from lib.ingest.table import Imported, Table
from lib.ingest.totals import check_total, says_total
from lib.ingest.wordings import grouped

MEASURES = ("users_count", "users_pct", "population_count", "population_pct")
_CHARACTERISTIC = ("characteristic", "protected characteristic")
_GROUP = ("characteristic group", "group", "category", "characteristic category", "subgroup")
_AREA = ("area", "area name", "council", "local authority", "la name", "locality", "district")
_PERIOD = ("period", "year", "financial year", "date")
#: Columns that part a group further, kept where the file has them: ages and sexes, steps on the way through care.
_STRATA = (("age_band", ("age band", "age group")), ("sex", ("sex", "gender")), ("stage", ("stage", "step")))
#: Shares of users elsewhere, to set beside the council's, kept where the file has them.
_ELSEWHERE = {"region_pct": r"\bregion(al)?\b", "england_pct": r"\b(england|national)\b"}
_USERS = r"\b(users?|clients?|people supported|service users|asc|receiving|supported|recipients?)\b"
_POPULATION = r"\b(population|residents?|census|pop)\b"
_SHARE = r"\b(pct|share|proportion|prop)\b"

_LABELS = (_CHARACTERISTIC, _AREA, _PERIOD, *(headings for _, headings in _STRATA))


def evidence(table: Table) -> Evidence:
    """Groups of people with how many use care and how many there are."""
    measures, group = _measure_columns(table), _group_column(table)
    has_users = any(name.startswith("users") for name in measures)
    has_population = any(name.startswith("population") for name in measures)
    lacking = ", ".join(
        what
        for what, is_there in (
            ("a column of groups (such as 'characteristic_group' or 'ethnicity')", bool(group)),
            ("users", has_users),
            ("population", has_population),
        )
        if not is_there
    )
    if not group or not (has_users or (has_population and find(table.headings, _CHARACTERISTIC))):
        return Evidence(0, lacking=lacking)
    if not (has_population or find(table.headings, _CHARACTERISTIC) or characteristic_of(group)):
        return Evidence(0, lacking=lacking)
    said = ", ".join(f"'{heading}'" for heading in measures.values())
    return Evidence(6, f"groups in '{group}' with {said}")


def read(table: Table) -> Imported:
    """One row per group of a characteristic. Percentages are 0 to 100; totals are set aside and checked."""
    columns, group = _measure_columns(table), _group_column(table) or ""
    table = _without_blank_groups(table, group)
    labels, spelt = _labels(table, group, columns)
    read_columns = {name: _reader(name, labels)(table, heading) for name, heading in columns.items()}
    numbers = {name: pair[0] for name, pair in read_columns.items()}
    found = [
        note
        for name, (one, notes) in read_columns.items()
        for note in (*notes, *_unreadable(table, one, columns[name]))
    ]
    found += marks_notes({columns[n]: one for n, one in numbers.items()}, table.frame)
    table, totals = _totals_aside(table, labels, numbers)
    keep = table.frame.index
    numbers = {name: one.at(keep) for name, one in numbers.items()}
    frame = _frame(labels.loc[keep], numbers)
    found += [*totals, *_hundreds(labels.loc[keep], numbers, columns)]
    found += shares_of_counts(labels.loc[keep], numbers, columns)
    found += about_sense(numbers, labels.loc[keep], table.frame, columns)
    found += columns_alike({columns[name]: one for name, one in numbers.items()})
    found += [*about_categories(spelt), *_repeated(labels.loc[keep]), *_unused(table, columns, group)]
    states, parts = states_frame(numbers), (("categories", mapping_of(spelt)),)
    return Imported(frame, (*table.findings, *found), len(frame), "Protected characteristics", states, parts)


def _hundreds(labels: pd.DataFrame, numbers: dict[str, Numbers], columns: dict[str, str]) -> list[Finding]:
    whole = [labels[name] for name in labels.columns if name != "characteristic_group"]
    shares = {name: one for name, one in numbers.items() if name.endswith("_pct")}
    return [note for name, one in shares.items() for note in check_hundred(one.values, whole, columns[name])]


def _frame(labels: pd.DataFrame, numbers: dict[str, Numbers]) -> pd.DataFrame:
    names = (*MEASURES, *(name for name in _ELSEWHERE if name in numbers))
    measures = {name: _typed(name, numbers.get(name), labels.index) for name in names}
    frame = pd.concat([labels, pd.DataFrame(measures, index=labels.index)], axis=1)
    frame["source_row"] = labels.index.astype("Int64")
    return frame.reset_index(drop=True)


def _typed(name: str, numbers: Numbers | None, rows: pd.Index) -> pd.Series:
    values = pd.Series(float("nan"), index=rows) if numbers is None else numbers.values
    return values if name.endswith("_pct") or values.mod(1).gt(0).any() else whole_numbers(values)


def _labels(table: Table, group: str, columns: dict[str, str]) -> tuple[pd.DataFrame, list[ReadAs]]:
    """What each row is about, under one spelling and one wording; and how each name was read."""
    frame = table.frame
    named = find(table.headings, _CHARACTERISTIC)
    characteristic = text_of(frame, named) if named else pd.Series(_said_by(group), frame.index, dtype="str")
    labels = pd.DataFrame({"characteristic": characteristic, "characteristic_group": text_of(frame, group)})
    labels["characteristic"] = _filled_down(labels["characteristic"]) if named else labels["characteristic"]
    tidied = labels = labels.apply(one_spelling)
    for name, headings in (("area", _AREA), ("period", _PERIOD), *_STRATA):
        heading = find(table.headings, headings)
        if heading and heading != group:
            labels = labels.assign(**{name: blank_to_missing(text_of(frame, heading))})
    worded = _worded(labels, columns)
    return worded, _spelt(table, tidied, worded, group)


def _worded(labels: pd.DataFrame, columns: dict[str, str]) -> pd.DataFrame:
    """Groups and sexes under one wording.

    Counts of a group that stands in two wordings are added up; percentages are not, so there the two stay apart.
    """
    acts = labels["characteristic"].map(characteristic_of)
    read = labels.assign(characteristic_group=grouped(labels["characteristic_group"], acts))
    if "sex" in read:
        read = read.assign(sex=grouped(one_spelling(read["sex"]), pd.Series("sex", read.index)))
    if any(name.endswith("_count") for name in columns):
        return read
    is_again = read.duplicated(keep=False)
    return read.assign(characteristic_group=read["characteristic_group"].mask(is_again, labels["characteristic_group"]))


def _spelt(table: Table, tidied: pd.DataFrame, labels: pd.DataFrame, group: str) -> list[ReadAs]:
    """Characteristics, groups and sexes as the file has them, tidied and as they were read."""
    headings = {"characteristic": find(table.headings, _CHARACTERISTIC), "characteristic_group": group}
    if "sex" in labels:
        headings["sex"] = find(table.headings, dict(_STRATA)["sex"])
    return [
        ReadAs(heading, text_of(table.frame, heading), labels[name], tidied=tidied.get(name))
        for name, heading in headings.items()
        if heading
    ]


def _filled_down(text: pd.Series) -> pd.Series:
    """A name printed once for the rows below it belongs to each of them."""
    return blank_to_missing(text).ffill().fillna("not stated")


def _said_by(group: str) -> str:
    return characteristic_of(group) or normal(group)


def _group_column(table: Table) -> str | None:
    """The named column of groups, else one headed by a characteristic, else the first that is words."""
    named = find(table.headings, _GROUP)
    if named:
        return named
    apart = (find(table.headings, names) for names in (_CHARACTERISTIC, _AREA))
    taken = {*_measure_columns(table).values(), *apart}
    strata = {find(table.headings, headings) for _, headings in _STRATA}
    free = sorted((name for name in table.headings if name not in taken), key=lambda name: name in strata)
    by_name = next((name for name in free if _names_groups(name, table.frame[name])), None)
    return by_name or next((name for name in free[:1] if _are_words(table.frame[name])), None)


def _names_groups(heading: str, cells: pd.Series) -> bool:
    """Whether a column headed by a characteristic holds its groups; figures are groups of ages alone."""
    found = characteristic_of(heading)
    return found == "age" or bool(found and 2 * read_numbers(cells.head(200)).n_given < len(cells.head(200)))


def _are_words(cells: pd.Series) -> bool:
    return read_numbers(cells.head(200)).n_given == 0 and share_matching(cells.head(200), ONS_CODE) == 0


def _measure_columns(table: Table) -> dict[str, str]:
    """Measure -> the heading that holds it; a column of raw text gives way to its tidy twin."""
    found: dict[str, str] = {}
    for heading in sorted(table.headings, key=lambda name: "raw" in normal(name).split()):
        measure = _measure_of(heading, table.frame[heading])
        if measure and measure not in found and read_numbers(table.frame[heading].head(200)).n_given:
            found[measure] = heading
    return {name: found[name] for name in (*MEASURES, *_ELSEWHERE) if name in found}


def _measure_of(heading: str, cells: pd.Series) -> str:
    said = re.sub(r"_", " ", normal(heading))
    elsewhere = next((name for name, pattern in _ELSEWHERE.items() if re.search(pattern, said)), "")
    if elsewhere and not re.search(_POPULATION, said) and (re.search(_SHARE, said) or _has_percent_signs(cells)):
        return elsewhere
    side = "population" if re.search(_POPULATION, said) else "users" if re.search(_USERS, said) else ""
    if not side:
        return ""
    is_share = re.search(_SHARE, said) or _has_percent_signs(cells)
    return f"{side}_{'pct' if is_share else 'count'}"


def _has_percent_signs(cells: pd.Series) -> bool:
    return bool(cells.head(200).str.contains("%", regex=False).any())


def _reader(name: str, labels: pd.DataFrame) -> Callable[[Table, str], tuple[Numbers, list[Finding]]]:
    if not name.endswith("_pct"):
        return _counts
    whole = [labels[column] for column in labels.columns if column != "characteristic_group"]
    return lambda table, heading: read_percentages(table.frame[heading], heading, whole)


def _counts(table: Table, heading: str) -> tuple[Numbers, list[Finding]]:
    read = read_numbers(table.frame[heading])
    return none_below_zero(read), below_zero_note(table.frame[heading], read, heading)


def _unreadable(table: Table, numbers: Numbers, heading: str) -> list[Finding]:
    return unreadable_note(table.frame[heading], numbers, heading)


def _without_blank_groups(table: Table, group: str) -> Table:
    blank = text_of(table.frame, group).eq("")
    if not blank.any():
        return table
    what = "Some rows name no group."
    return table.without(
        put_aside("no-group", what, table.frame.loc[blank, group], group, "Name the group of each row.")
    )


def _totals_aside(table: Table, labels: pd.DataFrame, numbers: dict[str, Numbers]) -> tuple[Table, list[Finding]]:
    """Set total rows aside and say whether they are the sum of their parts."""
    is_total = says_total(labels["characteristic_group"])
    if not is_total.any() or is_total.all():
        return table, []
    whole = [name for name in labels.columns if name != "characteristic_group"]
    checks = [
        finding
        for name, one in numbers.items()
        if name.endswith("_count")
        for finding in check_total(one.values, is_total, [labels[column] for column in whole], name)
    ]
    what = "Total rows were set aside, so that nobody is counted twice."
    aside = put_aside("total-row", what, labels.loc[is_total, "characteristic_group"])
    return table.without(aside), checks


def _repeated(labels: pd.DataFrame) -> list[Finding]:
    is_again = (
        labels.assign(group=labels["characteristic_group"].str.lower())
        .drop(columns="characteristic_group")
        .duplicated(keep=False)
    )
    if not is_again.any():
        return []
    what = "The same group of the same characteristic stands in more than one row."
    return [
        noted(
            "group-repeated",
            what,
            labels.loc[is_again, "characteristic_group"],
            "characteristic_group",
            "Keep one row for each group.",
        )
    ]


def _unused(table: Table, columns: dict[str, str], group: str) -> list[Finding]:
    known = {*columns.values(), group, *(find(table.headings, n) for n in _LABELS)}
    left = [name for name in table.headings if name not in known]
    missing = [side for side in ("users", "population") if not any(n.startswith(side) for n in columns)]
    found = [noted("columns-not-used", f"Columns not used: {', '.join(repr(n) for n in left)}.")] if left else []
    if missing:
        what = f"The file has no figures for {' or '.join(missing)}: groups cannot be compared without both."
        found.append(noted("one-side-only", what, fix="Add a column of counts or percentages for each side."))
    return found


FORMATS = (Format("characteristics", "characteristics", "groups of users and population", evidence, read),)
