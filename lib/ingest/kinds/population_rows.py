"""Population with one row for each area and age: everybody, of the latest period, laid out side by side."""

from __future__ import annotations

import re

import pandas as pd

from lib.ingest.cells import Numbers, read_numbers
from lib.ingest.columns import find, normal, text_of
from lib.ingest.findings import noted, put_aside, refuse
from lib.ingest.kinds.ages import Ages, ages_of
from lib.ingest.table import Table

_AGE = ("c age name", "age name", "age", "age group", "age band", "ages", "single year of age")
#: The census calls its ages by the number of their groups: 'C2021_AGE_92_NAME'.
_AGE_OF_CENSUS = re.compile(r"c20\d\d age \d+[a-z]? name")
_SEX = ("gender name", "sex name", "c sex name", "gender", "sex")
_PERIOD = ("date name", "year", "date", "period", "mid year")
_VALUE = ("obs value", "value", "population", "count", "observation", "persons", "people")
_EVERYBODY = {"total", "all", "persons", "all persons", "all people", "person", "both", "both sexes", "p", "t"}
#: 'population_2023' beside 'population_2022': one column for each year.
_OF_A_YEAR = re.compile(r"(?:population|mid|pop)? ?((?:19|20)\d{2})")


def age_heading(table: Table) -> str | None:
    """The column that says each row's age."""
    of_census = (name for name in table.headings if _AGE_OF_CENSUS.fullmatch(normal(name)))
    return find(table.headings, _AGE) or next(of_census, None)


def people_heading(table: Table) -> str | None:
    """The column of people; the latest, where each year has its own."""
    named = find(table.headings, _VALUE)
    years = {found[1]: name for name in table.headings if (found := _OF_A_YEAR.fullmatch(normal(name)))}
    return named or (years[max(years)] if years else None)


def laid_out(table: Table, code: str, labels: pd.DataFrame) -> tuple[Table, dict[Ages, Numbers], pd.DataFrame]:
    """Bands by area (rows are the first spreadsheet row of each area) and the labels of those rows."""
    age, value = age_heading(table), people_heading(table)
    if not age or not value:
        fix = "Add a column of ages and a column of people."
        raise refuse("no-ages", "No column says how many people there are.", fix=fix)
    table = _ages_only(_everybody(_latest(table)), age)
    _refuse_twice(table, code, age)
    if normal(value) not in _VALUE:
        table = table.with_findings(noted("column-chosen", f"The latest year, '{value}', is used."))
    labels = labels.loc[table.frame.index]
    firsts = labels.drop_duplicates("area_code")
    row_of = pd.Series(firsts.index, index=firsts["area_code"])
    home = pd.Series(labels["area_code"].map(row_of).to_numpy(), index=labels.index)
    numbers = read_numbers(table.frame[value])
    known = {label: ages_of(label) for label in table.frame[age].unique()}
    spoken_of = [one for one in dict.fromkeys(known.values()) if one is not None]
    place = table.frame[age].map({label: spoken_of.index(one) for label, one in known.items() if one is not None})
    rows_of = {n: rows.index for n, rows in place.groupby(place, sort=False)}
    bands = {one: _band(numbers, rows_of[n], home, firsts.index) for n, one in enumerate(spoken_of)}
    return table, bands, firsts


def _band(numbers: Numbers, of_age: pd.Index, home: pd.Series, rows: pd.Index) -> Numbers:
    """People of one age by area; men and women added where each has a row."""
    at = numbers.at(of_age)
    where = home.loc[of_age]
    values, states = at.values.set_axis(where), at.states.set_axis(where)
    if where.duplicated().any():
        values = values.groupby(level=0).sum(skipna=False)
        states = states.groupby(level=0).max()
    values, states = values.reindex(rows), states.reindex(rows).fillna("").astype("str")
    nowhere = pd.Series(False, index=rows)
    return Numbers(values, states, nowhere, nowhere)


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


def _ages_only(table: Table, column: str) -> Table:
    is_age = table.frame[column].map({label: ages_of(label) is not None for label in table.frame[column].unique()})
    if is_age.all():
        return table
    return table.without(
        put_aside("not-an-age", "Some rows do not say an age.", table.frame.loc[~is_age, column], column)
    )


def _refuse_twice(table: Table, code: str, age: str) -> None:
    sex = find(table.headings, _SEX)
    is_again = table.frame.duplicated([name for name in (code, age, sex) if name], keep=False)
    if is_again.any():
        raise refuse(
            "area-repeated",
            "Some areas have more than one figure for the same age.",
            where=f"column '{age}'",
            fix="Keep one period and one source.",
            rows=table.frame.index[is_again],
        )
