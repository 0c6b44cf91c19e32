"""Population by age: single years or bands, one column each or one row each."""

from __future__ import annotations

import pandas as pd

from lib.ingest.cells import Numbers, holds_figures, read_numbers, states_frame
from lib.ingest.columns import blank_to_missing, find, normal, text_of
from lib.ingest.findings import Finding, noted, put_aside, refuse
from lib.ingest.formats import Evidence, Format
from lib.ingest.kinds.ages import OLDEST, Ages, ages_of, finest_partition
from lib.ingest.kinds.area_codes import about_codes
from lib.ingest.kinds.area_rows import area_code_heading, area_name_heading, areas_only, counties_aside
from lib.ingest.numbers import marks_notes, unreadable_note
from lib.ingest.table import Imported, Table

#: Column of the frame -> the youngest counted.
OVER = {"population_18_plus": 18, "population_65_plus": 65, "population_75_plus": 75, "population_85_plus": 85}
_AGE = ("c age name", "age name", "age", "age group", "age band", "ages", "single year of age")
_SEX = ("gender name", "sex name", "c sex name", "gender", "sex")
_PERIOD = ("date name", "year", "date", "period", "mid year")
_VALUE = ("obs value", "value", "population", "count", "observation", "persons")
_EVERYBODY = {"total", "all", "persons", "all persons", "all people", "person", "both", "both sexes", "p", "t"}
_ROUNDED_UP_TO = 0.5


def evidence(table: Table) -> Evidence:
    """Area codes with ages as columns, or an age and a figure in each row."""
    code = area_code_heading(table)
    if code is None:
        return Evidence(0, lacking="a column of area codes")
    n_ages = len(_age_columns(table))
    if n_ages >= 2:
        return Evidence(8, f"area codes in '{code}' and {n_ages} columns of ages")
    age, value = find(table.headings, _AGE), find(table.headings, _VALUE)
    if age and value and table.frame[age].head(200).map(ages_of).notna().mean() > 0.8:
        return Evidence(8, f"area codes in '{code}', ages in '{age}' and people in '{value}'")
    if n_ages == 1 and set(map(normal, table.headings)) <= {
        normal(code),
        "area name",
        *map(normal, _age_columns(table)),
    }:
        return Evidence(4, f"area codes in '{code}' and a population")
    return Evidence(0, lacking="columns of ages (0, 1, 2 … 90+, or bands), or one column of ages and one of people")


def read(table: Table) -> Imported:
    """One row per area: everyone, 18, 65, 75 and 85 and over, and single years where the file has them."""
    code = area_code_heading(table)
    if code is None:
        raise refuse(
            "no-area-code-column", "No column holds area codes.", fix="Add a column of codes such as E01006412."
        )
    table = counties_aside(areas_only(table, code), code)
    ages = _age_columns(table)
    if len(ages) > 1 or find(table.headings, _AGE) is None:
        return _from_wide(table, code, ages)
    return _from_long(table, code)


def _age_columns(table: Table) -> dict[str, Ages]:
    """Heading -> ages, for columns of persons (``F0``, ``M0`` are summed elsewhere)."""
    found = {name: ages for name in table.headings if (ages := ages_of(name))}
    return {name: ages for name, ages in found.items() if holds_figures(table.frame[name])}


def _from_wide(table: Table, code: str, ages: dict[str, Ages]) -> Imported:
    if not ages:
        raise refuse(
            "no-ages", "No column says how many people there are.", fix="Add a column 'population' or columns of ages."
        )
    table = _repeated_aside(table, code)
    numbers = {name: read_numbers(table.frame[name]) for name in ages}
    found = [note for name, one in numbers.items() for note in unreadable_note(table.frame[name], one, name)]
    found += marks_notes(numbers, table.frame)
    people = pd.DataFrame({name: one.values for name, one in numbers.items()}, index=table.frame.index)
    labels = _labels(table, code)
    return _imported(table, labels, people, ages, found, len(table.frame), states_frame(numbers))


def _labels(table: Table, code: str) -> pd.DataFrame:
    name = area_name_heading(table, code)
    labels = pd.DataFrame(
        {"area_code": text_of(table.frame, code), "area_name": blank_to_missing(text_of(table.frame, name))}
    )
    return labels.assign(source_row=table.frame.index.astype("Int64"))


def _imported(
    table: Table, labels: pd.DataFrame, people: pd.DataFrame, ages: dict[str, Ages],
    found: list[Finding], n_used: int, states: pd.DataFrame,
) -> Imported:  # fmt: skip
    columns, notes = _summed(people, ages)
    frame = pd.concat([labels[["area_code", "area_name"]], columns, labels[["source_row"]]], axis=1)
    frame = frame.reset_index(drop=True)
    found = [*found, *notes, *about_codes(frame["area_code"], frame["source_row"])]
    as_at = _as_at(table)
    return Imported(frame, (*table.findings, *found), n_used, "Population by age", states, as_at=as_at)


def _summed(people: pd.DataFrame, ages: dict[str, Ages]) -> tuple[pd.DataFrame, list[Finding]]:
    """Everyone and each '… and over' from bands that do not overlap, never from totals and parts together."""
    whole = {name: people[name] for name, one in ages.items() if one.is_everyone}
    bands = {one: people[name] for name, one in ages.items() if not one.is_everyone}
    given = next(iter(whole.values()), None)
    everyone = _over(bands, 0)
    columns = {"population": given if given is not None else everyone}
    columns |= {name: _over(bands, low) for name, low in OVER.items()}
    singles = {f"age_{one.low:02d}": values for one, values in sorted(bands.items()) if _is_single(one)}
    frame = pd.DataFrame({name: _whole(values, people.index) for name, values in {**columns, **singles}.items()})
    return frame, [*_about_total(given, everyone), *_about_gaps(columns), *_about_fractions(people)]


def _is_single(ages: Ages) -> bool:
    return ages.low == ages.high or (ages.low == 90 and ages.high == OLDEST)


def _over(bands: dict[Ages, pd.Series], low: int) -> pd.Series | None:
    chosen = finest_partition(bands, low)
    return pd.concat([bands[one] for one in chosen], axis=1).sum(axis=1, skipna=False) if chosen else None


def _whole(values: pd.Series | None, rows: pd.Index) -> pd.Series:
    if values is None:
        return pd.Series(pd.NA, index=rows, dtype="Int64")
    return (values + _ROUNDED_UP_TO).floordiv(1).astype("Int64")


def _about_total(given: pd.Series | None, everyone: pd.Series | None) -> list[Finding]:
    if given is None or everyone is None:
        return []
    differs = (given - everyone).abs().gt(1)
    if not differs.any():
        return []
    cells = given[differs].map("{:,.0f}".format).astype("str")
    what = "The total does not equal the sum of the ages; the total is used for everyone, the ages for each age."
    return [noted("total-differs", what, cells, "population", "Check whether an age is missing or counted twice.")]


def _about_gaps(columns: dict[str, pd.Series | None]) -> list[Finding]:
    missing = [name for name, values in columns.items() if values is None]
    if not missing:
        return []
    what = f"The ages given do not add up to {', '.join(missing)}: left blank."
    return [noted("ages-missing", what, fix="Load single years of age, or bands that start at 18, 65, 75 and 85.")]


def _about_fractions(people: pd.DataFrame) -> list[Finding]:
    if not people.mod(1).gt(0).any(axis=None):
        return []
    return [noted("people-not-whole", "Some numbers of people are not whole; sums were rounded to whole people.")]


def _from_long(table: Table, code: str) -> Imported:
    age, value = find(table.headings, _AGE), find(table.headings, _VALUE)
    if not age or not value:
        raise refuse(
            "no-ages", "No column says how many people there are.", fix="Add a column of ages and a column of people."
        )
    table = _everybody(_latest(table))
    numbers = read_numbers(table.frame[value])
    ages = table.frame[age].map({label: ages_of(label) for label in table.frame[age].unique()})
    table, ages, numbers = _ages_only(table, ages, numbers, age)
    _refuse_twice(table, code, age)
    labels = _labels(table, code)
    keyed = pd.DataFrame({"area_code": labels["area_code"], "label": text_of(table.frame, age), "n": numbers.values})
    keyed["n"] = keyed["n"].mask(numbers.states.ne(""))
    wide = (
        keyed.groupby(["area_code", "label"], sort=False)["n"].agg(lambda one: one.sum(skipna=False)).unstack("label")  # noqa: PD010 - labels are unique by now
    )
    first = labels.drop_duplicates("area_code").set_index("area_code")
    wide = wide.reindex(first.index)
    known = {str(label): found for label in wide.columns if (found := ages_of(str(label)))}
    notes = marks_notes({value: numbers}, table.frame)
    rows = first.reset_index()
    return _imported(table, rows, wide.reset_index(drop=True), known, notes, len(table.frame), states_frame({}))


def _latest(table: Table) -> Table:
    column = find(table.headings, _PERIOD)
    periods = text_of(table.frame, column)
    if column is None or periods.nunique() < 2:
        return table
    is_earlier = periods.ne(max(periods))
    what = f"Only the latest period ({max(periods)}) is used; earlier ones were set aside."
    return table.without(put_aside("earlier-period", what, periods[is_earlier], column))


def _everybody(table: Table) -> Table:
    """Rows for all persons where the file has them; else men and women are added together."""
    column = find(table.headings, _SEX)
    sex = text_of(table.frame, column).str.lower()
    is_everybody = sex.isin(_EVERYBODY)
    if column is None or not is_everybody.any() or is_everybody.all():
        return table
    what = "Rows for men and women were set aside because the file also has rows for everybody, which are their sum."
    return table.without(put_aside("part-of-total", what, table.frame.loc[~is_everybody, column], column))


def _ages_only(table: Table, ages: pd.Series, numbers: Numbers, column: str) -> tuple[Table, pd.Series, Numbers]:
    is_age = ages.notna()
    if is_age.all():
        return table, ages, numbers
    aside = put_aside("not-an-age", "Some rows do not say an age.", table.frame.loc[~is_age, column], column)
    return table.without(aside), ages[is_age], numbers.at(ages.index[is_age])


def _refuse_twice(table: Table, code: str, age: str) -> None:
    sex = find(table.headings, _SEX)
    keys = [name for name in (code, age, sex) if name]
    is_again = table.frame.duplicated(keys, keep=False)
    if is_again.any():
        raise refuse(
            "area-repeated",
            "Some areas have more than one figure for the same age.",
            where=f"column '{age}'",
            fix="Keep one period and one source.",
            rows=table.frame.index[is_again],
        )


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
    return str(periods.iloc[0]) if column and len(set(periods)) == 1 else ""


FORMATS = (Format("population", "population", "population by age", evidence, read),)
