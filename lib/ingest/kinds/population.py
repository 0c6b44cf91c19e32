"""Population by age: single years or bands, one column each or one row each."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from lib import geography
from lib.ingest.cells import Numbers, holds_figures, read_numbers
from lib.ingest.columns import blank_to_missing, find, normal, text_of
from lib.ingest.findings import Finding, noted, put_aside, refuse
from lib.ingest.formats import Evidence, Format
from lib.ingest.kinds.ages import Ages, ages_of
from lib.ingest.kinds.area_codes import about_codes, about_names
from lib.ingest.kinds.area_rows import area_code_heading, area_name_heading, areas_only, counties_aside
from lib.ingest.kinds.figures import figure_columns
from lib.ingest.kinds.people_by_age import people_by_age
from lib.ingest.kinds.population_rows import age_heading, laid_out, people_heading
from lib.ingest.numbers import marks_notes, unreadable_note
from lib.ingest.table import Imported, Table

_PERIOD = ("date name", "year", "date", "period", "mid year")
#: Far below and above what any area of the kind holds; small areas are drawn to hold 1,000 to 3,000.
_PEOPLE_IN = {"lsoa11": (100, 20_000), "lsoa21": (100, 20_000), "msoa": (1_000, 50_000), "ward": (50, 60_000)}
#: 'F0', 'M90', 'Females 65+': the column counts one sex.
_OF_ONE_SEX = re.compile(r"(?i)(?P<sex>f|m|females?|males?|women|men)[ _]?(?P<ages>\d.*)")


def evidence(table: Table) -> Evidence:
    """Area codes with ages as columns, or an age and a figure in each row."""
    code = area_code_heading(table)
    if code is None:
        return Evidence(0, lacking="a column of area codes")
    ages, columns = age_heading(table), _age_columns(table)
    n_ages = len(columns)
    if n_ages >= 2 and _is_mostly_ages(table, code, n_ages):
        return Evidence(8, f"area codes in '{code}' and {n_ages} columns of ages")
    people = people_heading(table)
    if ages and people and table.frame[ages].head(200).map(ages_of).notna().mean() > 0.8:
        return Evidence(8, f"area codes in '{code}', ages in '{ages}' and people in '{people}'")
    known = {normal(code), "area name", *map(normal, columns)}
    if n_ages == 1 and set(map(normal, table.headings)) <= known:
        return Evidence(4, f"area codes in '{code}' and a population")
    return Evidence(0, lacking="columns of ages (0, 1, 2 … 90+, or bands), or one column of ages and one of people")


def _is_mostly_ages(table: Table, code: str, n_ages: int) -> bool:
    """Whether the figures are of ages, and not of homes or beds with two of ages beside them."""
    ages = _age_columns(table)
    others = [name for name in figure_columns(table, {code}, sample=50) if name not in ages]
    return len(others) <= n_ages


def read(table: Table) -> Imported:
    """One row per area: everyone, 18, 65, 75 and 85 and over, and single years where the file has them."""
    code = area_code_heading(table)
    if code is None:
        fix = "Add a column of codes such as E01006412."
        raise refuse("no-area-code-column", "No column holds area codes.", fix=fix)
    table = counties_aside(areas_only(table, code), code)
    if len(_age_columns(table)) < 2 and age_heading(table):
        table, bands, labels = laid_out(table, code, _labels(table, code))
        notes: list[Finding] = []
    else:
        table = _repeated_aside(table, code)
        bands, notes = _bands(table)
        labels = _labels(table, code)
    people = people_by_age(bands, labels.index)
    frame = pd.concat([labels[["area_code", "area_name"]], people.frame, labels[["source_row"]]], axis=1)
    frame = frame.reset_index(drop=True)
    found = (
        *table.findings,
        *notes,
        *people.findings,
        *about_codes(frame["area_code"], frame["source_row"]),
        *about_names(frame),
        *_about_size(frame),
    )
    return Imported(frame, found, len(table.frame), "Population by age", people.states, as_at=_as_at(table))


def _about_size(frame: pd.DataFrame) -> list[Finding]:
    """Areas with far more or fewer people than any area of their kind has."""
    low, high = _PEOPLE_IN.get(geography.area_kind_of(frame["area_code"]).kind, (0, 1e9))
    people = frame["population"].astype("float64")
    is_odd = people.gt(high) | (people.lt(low) & people.ge(0))
    if not is_odd.any():
        return []
    rows = frame.loc[is_odd, "source_row"].astype("int64").to_numpy()
    cells = pd.Series([f"{value:,.0f}" for value in people[is_odd]], index=rows, dtype="str")
    what = f"Some areas have a population that no area of their kind has: usual is {low:,} to {high:,}."
    fix = "Check these rows. They were used as they stand."
    return [noted("out-of-range", what, cells, "population", fix)]


def _labels(table: Table, code: str) -> pd.DataFrame:
    name = text_of(table.frame, area_name_heading(table, code))
    labels = pd.DataFrame({"area_code": text_of(table.frame, code), "area_name": blank_to_missing(name)})
    return labels.assign(source_row=table.frame.index.astype("Int64"))


def _age_columns(table: Table) -> dict[str, Ages]:
    """Heading -> ages, for columns of people; ``F0`` and ``M0`` are both age 0."""
    found = {name: ages for name in table.headings if (ages := ages_of(name) or _ages_of_one_sex(name))}
    return {name: ages for name, ages in found.items() if holds_figures(table.frame[name])}


def _ages_of_one_sex(heading: str) -> Ages | None:
    found = _OF_ONE_SEX.fullmatch(normal(heading))
    return ages_of(found["ages"]) if found else None


def _bands(table: Table) -> tuple[dict[Ages, Numbers], list[Finding]]:
    """People of each band: the column of persons, or women and men added where only they are given."""
    columns = _age_columns(table)
    if not columns:
        what = "No column says how many people there are."
        raise refuse("no-ages", what, fix="Add a column 'population' or columns of ages.")
    numbers = {name: read_numbers(table.frame[name]).counted for name in columns}
    persons = {ages: numbers[name] for name, ages in columns.items() if ages_of(name)}
    sexes = _added_sexes({name: ages for name, ages in columns.items() if columns[name] not in persons}, numbers)
    notes = [note for name, one in numbers.items() for note in unreadable_note(table.frame[name], one, name)]
    return persons | sexes, [*notes, *marks_notes(numbers, table.frame), *_about_sexes(sexes, columns)]


def _added_sexes(columns: dict[str, Ages], numbers: dict[str, Numbers]) -> dict[Ages, Numbers]:
    found: dict[Ages, Numbers] = {}
    for name, ages in columns.items():
        found[ages] = found[ages].plus(numbers[name]) if ages in found else numbers[name]
    return found


def _about_sexes(sexes: dict[Ages, Numbers], columns: Iterable[str]) -> list[Finding]:
    if not sexes:
        return []
    initials = {found["sex"][0].lower() for name in columns if (found := _OF_ONE_SEX.fullmatch(normal(name)))}
    if len(initials & {"f", "w"}) and "m" in initials:
        return [noted("sexes-added", "Women and men stand in columns of their own; they were added together.")]
    return [noted("one-sex-only", "The columns count one sex only.", fix="Load a file that counts everybody.")]


def _repeated_aside(table: Table, code: str) -> Table:
    codes = text_of(table.frame, code)
    is_again = codes.duplicated()
    if not is_again.any():
        return table
    what = "Some areas stand in more than one row; only the first was used."
    return table.without(put_aside("area-repeated", what, codes[is_again], code, "Keep one row for each area."))


def _as_at(table: Table) -> str:
    column = find(table.headings, _PERIOD)
    periods = text_of(table.frame, column)
    return str(periods.iloc[0]) if column and periods.eq(periods.iloc[0]).all() else ""


FORMATS = (Format("population", "population", "population by age", evidence, read),)
