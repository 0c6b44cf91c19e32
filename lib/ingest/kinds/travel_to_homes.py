"""Travel times from small areas to care homes: one row for each pair, as routing tools give them."""

from __future__ import annotations

import re

import pandas as pd

from lib.core.words import say_count
from lib.ingest.cells import read_numbers
from lib.ingest.columns import find, normal, share_matching, text_of
from lib.ingest.findings import Finding, noted, put_aside
from lib.ingest.formats import Evidence, Format
from lib.ingest.kinds.area_codes import about_codes
from lib.ingest.kinds.area_rows import area_code_heading, areas_only
from lib.ingest.kinds.indicators import one_row_each
from lib.ingest.numbers import unreadable_note
from lib.ingest.table import Imported, Table

_HOME = (
    *("cqc location id", "location id", "cqc id", "home id", "destination", "destination id", "to id", "to", "dest"),
    *("destination code", "to code"),
)
_TIME = (
    *("minutes", "mins", "travel time", "travel time minutes", "travel minutes", "drive time", "duration minutes"),
    *("duration", "time", "travel time p50", "travel time mins", "seconds", "duration seconds", "travel time seconds"),
)
#: The regulator's numbers, and those of our samples and templates.
_NUMBER = r"\d-\d{3,}|SAMPLE-[A-Z]{3}-\d+|EXAMPLE-\d+.*"
_LONGEST = 600.0
_FEWEST_ACROSS = 2


def evidence(table: Table) -> Evidence:
    """An area, a register number of a home and a time in each row."""
    code, home, time = area_code_heading(table), find(table.headings, _HOME), find(table.headings, _TIME)
    is_home = home is not None and share_matching(table.frame[home], _NUMBER) >= 0.5
    if not code or not time or not is_home or code == home:
        return Evidence(0, lacking="an area, the register number of a home and minutes in each row")
    return Evidence(9, f"times in '{time}' from areas in '{code}' to homes in '{home}'")


def read(table: Table) -> Imported:
    """One row for each area and home; times that cannot be are set aside, and of a pair given twice the longer time."""
    code, home, time = (
        area_code_heading(table) or "",
        find(table.headings, _HOME) or "",
        find(table.headings, _TIME) or "",
    )
    numbers = read_numbers(text_of(table.frame, time)).values
    is_seconds = "second" in normal(time)
    pairs = pd.DataFrame(
        {
            "area_code": text_of(table.frame, code).str.upper(),
            "cqc_location_id": text_of(table.frame, home),
            "minutes": numbers / 60 if is_seconds else numbers,
        }
    )
    table, pairs = _possible(table, pairs, time)
    found = [noted("seconds", f"'{time}' is in seconds; it was turned into minutes.")] if is_seconds else []
    frame = pairs.assign(source_row=pairs.index.astype("Int64")).reset_index(drop=True)
    found += about_codes(frame["area_code"], frame["source_row"])
    caveat = "Times are as the file gives them: at what hour and by what means of travel is for its maker to say."
    return Imported(frame, (*table.findings, *found), len(frame), "Travel times to care homes", caveat=caveat)


def _possible(table: Table, pairs: pd.DataFrame, time: str) -> tuple[Table, pd.DataFrame]:
    """One possible time for each pair."""
    is_odd = ~pairs["minutes"].between(0, _LONGEST)
    order = pairs[~is_odd].sort_values("minutes", kind="stable")
    is_again = order.duplicated(["area_code", "cqc_location_id"]).reindex(pairs.index, fill_value=False)
    odd = f"Some times are missing, below 0 or above {_LONGEST:.0f} minutes: those homes are out of reach."
    again = f"{say_count(is_again.sum(), 'row repeats', 'rows repeat')} a pair; the shorter time is used."
    aside: list[Finding] = []
    if is_odd.any():
        aside.append(put_aside("time-implausible", odd, table.frame.loc[is_odd, time], time, "Correct these rows."))
    if is_again.any():
        aside.append(put_aside("pair-repeated", again, table.frame.loc[is_again, time], time))
    return table.without(*aside), pairs[~is_odd & ~is_again]


def evidence_of_matrix(table: Table) -> Evidence:
    """An area in each row, and columns headed by the register numbers of homes."""
    code, homes = area_code_heading(table), _homes_across(table)
    if not code or len(homes) < _FEWEST_ACROSS or len(homes) < 0.8 * (len(table.headings) - 2):
        return Evidence(0, lacking="an area in each row and columns headed by register numbers of homes")
    return Evidence(9, f"minutes from areas in '{code}' to {len(homes):,} homes, one column for each")


def read_matrix(table: Table) -> Imported:
    """The same from a column of minutes for each home; a blank cell is a home out of reach."""
    code = area_code_heading(table) or ""
    table = one_row_each(areas_only(table, code), code)
    codes, rows = text_of(table.frame, code), table.frame.index.astype("Int64")
    columns = {home: read_numbers(text_of(table.frame, home)) for home in _homes_across(table)}
    found = [note for home, one in columns.items() for note in unreadable_note(table.frame[home], one, home)]
    found += [note for home, one in columns.items() for note in _odd_times(table, home, one.values)]
    every = pd.concat(
        [
            pd.DataFrame(
                {"area_code": codes, "cqc_location_id": home.strip(), "minutes": one.values, "source_row": rows}
            )
            for home, one in columns.items()
        ],
        ignore_index=True,
    )
    frame = every[every["minutes"].between(0, _LONGEST)].reset_index(drop=True)
    found += about_codes(codes, pd.Series(rows, index=table.frame.index))
    what = "Minutes are as the file gives them: at what hour and by what means of travel is for its maker to say."
    return Imported(frame, (*table.findings, *found), len(table.frame), "Travel times to care homes", caveat=what)


def _homes_across(table: Table) -> list[str]:
    return [name for name in table.headings if re.fullmatch(_NUMBER, name.strip())]


def _odd_times(table: Table, home: str, minutes: pd.Series) -> list[Finding]:
    is_odd = minutes.notna() & ~minutes.between(0, _LONGEST)
    what = f"Some times are below 0 or above {_LONGEST:.0f} minutes: the home is out of reach there."
    return (
        [noted("time-implausible", what, table.frame.loc[is_odd, home], home, "Correct them.")] if is_odd.any() else []
    )


FORMATS = (
    Format("travel-to-homes", "travel_to_homes", "travel times to care homes", evidence, read),
    Format(
        "travel-to-homes-matrix",
        "travel_to_homes",
        "travel times, a column for each home",
        evidence_of_matrix,
        read_matrix,
    ),
)
