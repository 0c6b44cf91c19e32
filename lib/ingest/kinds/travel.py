"""Travel times from areas to places: one row for each pair, or one column of minutes for each place."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pandas as pd

from lib.core.words import say_count
from lib.ingest.cells import Numbers, read_numbers, states_frame
from lib.ingest.columns import find, normal, text_of
from lib.ingest.findings import Finding, noted, put_aside
from lib.ingest.formats import Evidence, Format
from lib.ingest.kinds.area_codes import about_codes
from lib.ingest.kinds.area_rows import area_code_heading, areas_only
from lib.ingest.kinds.indicators import one_row_each
from lib.ingest.numbers import marks_notes, unreadable_note
from lib.ingest.table import Imported, Table

NEAREST, WITHIN_30 = "Minutes to the nearest place", "Places within 30 minutes"
_FROM = ("origin", "from", "origin code", "from code", "origin id", "from id", "origin lsoa", "area code", "lsoa")
_TO = ("destination", "to", "destination name", "destination code", "to code", "destination id", "to id", "to name")
_TIME = (
    *("minutes", "mins", "travel time", "travel time minutes", "time minutes", "drive time", "duration", "time"),
    *("travel minutes", "travel time p50", "travel time mins", "duration minutes", "seconds", "duration seconds"),
    *("travel time seconds", "travel time secs", "secs", "time seconds"),
)
_SAYS_MINUTES = re.compile(r"\b(minutes|mins|min|drive time|travel time)\b")
_SAYS_SECONDS = re.compile(r"\b(seconds|secs)\b")
_HALF_AN_HOUR, _LONGEST = 30.0, 600.0
_MOST_COLUMNS = 30


def evidence_of_pairs(table: Table) -> Evidence:
    """An area, a destination and a time in each row."""
    origin, destination, time = _origin(table), find(table.headings, _TO), find(table.headings, _TIME)
    if not origin or not destination or not time or origin == destination:
        return Evidence(0, lacking="an area, a destination and minutes in each row")
    return Evidence(7.5, f"travel times in '{time}' from areas in '{origin}' to '{destination}'")


def evidence_of_matrix(table: Table) -> Evidence:
    """Area codes and at least two columns that say they are minutes."""
    code, columns = area_code_heading(table), _columns_of_minutes(table)
    if code is None or len(columns) < 2 or len(columns) < 0.8 * (len(table.headings) - 2):
        return Evidence(0, lacking="area codes and columns of minutes to places")
    return Evidence(3.5, f"area codes in '{code}' and minutes in '{columns[0]}' and {len(columns) - 1} more")


def read_pairs(table: Table) -> Imported:
    """One row per area: minutes to the nearest place, places within half an hour, and each place's own minutes."""
    origin, time = _origin(table) or "", find(table.headings, _TIME) or ""
    table = areas_only(table, origin)
    numbers = read_numbers(table.frame[time])
    found = [*unreadable_note(table.frame[time], numbers, time), *marks_notes({time: numbers}, table.frame)]
    minutes, said = _in_minutes(numbers.values, time)
    table, aside = _without_impossible(table, minutes, time)
    pairs = pd.DataFrame(
        {
            "area_code": text_of(table.frame, origin),
            "destination": text_of(table.frame, find(table.headings, _TO)),
            "minutes": minutes.loc[table.frame.index],
        }
    )
    table, pairs = _one_of_each(table, pairs)
    return _imported(table, pairs, [*found, *said, *aside])


def read_matrix(table: Table) -> Imported:
    """The same from one column of minutes for each place."""
    code = area_code_heading(table) or ""
    table = one_row_each(areas_only(table, code), code)
    columns = {name: read_numbers(table.frame[name]) for name in _columns_of_minutes(table)}
    found = [note for name, one in columns.items() for note in unreadable_note(table.frame[name], one, name)]
    found += marks_notes(columns, table.frame)
    codes = text_of(table.frame, code)
    parts = []
    for name, one in columns.items():
        minutes, said = _in_minutes(one.values, name)
        found += said
        possible = minutes.where(minutes.between(0, _LONGEST))
        parts.append(pd.DataFrame({"area_code": codes, "destination": _place(name), "minutes": possible}))
        found += _impossible(table.frame[name], minutes, name)
    return _imported(table, pd.concat(parts), found, {_place(name): one for name, one in columns.items()})


def _origin(table: Table) -> str | None:
    named = find(table.headings, _FROM)
    coded = area_code_heading(replace(table, frame=table.frame[[named]])) if named else None
    return coded or area_code_heading(table)


def _columns_of_minutes(table: Table) -> list[str]:
    return [
        name
        for name in table.headings
        if _SAYS_MINUTES.search(normal(name)) and read_numbers(table.frame[name].head(200)).n_given
    ]


def _place(heading: str) -> str:
    """The place a column of minutes is about: 'Aintree (minutes)' as 'Aintree'."""
    said = re.sub(r"(?i)[(\[]?\b(travel time|drive time|minutes|mins|min)\b( to)?[)\]]?", " ", heading)
    return " ".join(said.replace("_", " ").split()).strip(" ,:-") or heading


def _in_minutes(values: pd.Series, heading: str) -> tuple[pd.Series, list[Finding]]:
    if not _SAYS_SECONDS.search(normal(heading)):
        return values, []
    return values / 60, [noted("seconds", f"'{heading}' is in seconds; it was turned into minutes.")]


def _impossible(cells: pd.Series, minutes: pd.Series, column: str) -> list[Finding]:
    is_odd = minutes.lt(0) | minutes.gt(_LONGEST)
    if not is_odd.any():
        return []
    what = f"Some times cannot be right: below 0 or above {_LONGEST:.0f} minutes. They were read as missing."
    return [noted("time-implausible", what, cells[is_odd], column, "Correct them, or leave them blank.")]


def _without_impossible(table: Table, minutes: pd.Series, column: str) -> tuple[Table, list[Finding]]:
    is_odd = minutes.lt(0) | minutes.gt(_LONGEST)
    if not is_odd.any():
        return table, []
    what = f"Some times cannot be right: below 0 or above {_LONGEST:.0f} minutes."
    aside = put_aside("time-implausible", what, table.frame.loc[is_odd, column], column, "Correct these rows.")
    return table.without(aside), []


def _one_of_each(table: Table, pairs: pd.DataFrame) -> tuple[Table, pd.DataFrame]:
    """One time for each pair; where a pair stands twice the shorter time is used and the other set aside."""
    order = pairs.sort_values("minutes", kind="stable", na_position="last")
    is_again = order.duplicated(["area_code", "destination"]).reindex(pairs.index)
    if not is_again.any():
        return table, pairs
    what = f"{say_count(is_again.sum(), 'row repeats', 'rows repeat')} a pair of places; the shorter time is used."
    aside = put_aside("pair-repeated", what, pairs.loc[is_again, "destination"], "destination")
    return table.without(aside), pairs[~is_again]


def _imported(
    table: Table, pairs: pd.DataFrame, found: list[Finding], states: dict[str, Numbers] | None = None
) -> Imported:
    frame = _by_area(pairs)
    n_places = pairs["destination"].nunique()
    what = f"Travel times to {say_count(n_places, 'place')} became figures by area, in minutes, as the file gives them."
    notes = (noted("travel-times", what), *about_codes(frame["area_code"], frame["source_row"]))
    long = pairs.rename_axis("source_row").reset_index().astype({"source_row": "Int64"})
    return Imported(
        frame,
        (*table.findings, *found, *notes),
        len(table.frame),
        "Travel times",
        states_frame(states) if states else None,
        (("travel_times", long),),
        caveat="Times are as the file gives them: at what hour and by what means of travel is for its maker to say.",
    )


def _by_area(pairs: pd.DataFrame) -> pd.DataFrame:
    """Areas in the order of the file; an area without any time has none, not 0 places within reach."""
    of_area = pairs.groupby("area_code", sort=False)["minutes"]
    nearest = of_area.min()
    within = pairs["minutes"].le(_HALF_AN_HOUR).groupby(pairs["area_code"], sort=False).sum().astype("float64")
    first_row = pd.Series(pairs.index, index=pairs["area_code"]).groupby(level=0, sort=False).first()
    frame = pd.DataFrame({NEAREST: nearest, WITHIN_30: within.where(nearest.notna(), np.nan)})
    if pairs["destination"].nunique() <= _MOST_COLUMNS:
        wide = pairs.pivot(index="area_code", columns="destination", values="minutes")  # noqa: PD010
        wide = wide[list(dict.fromkeys(pairs["destination"]))].rename(columns=lambda name: f"Minutes to {name}")
        frame = frame.join(wide)
    frame = frame.assign(source_row=first_row.astype("Int64")).rename_axis("area_code").reset_index()
    return frame.astype({"area_code": "str"}).rename_axis(columns=None)


FORMATS = (
    Format("travel-times", "indicators", "travel times, one row for each pair", evidence_of_pairs, read_pairs),
    Format("travel-matrix", "indicators", "travel times, one column for each place", evidence_of_matrix, read_matrix),
)
