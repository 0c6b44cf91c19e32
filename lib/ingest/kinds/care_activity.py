"""Counts of adult social care by council, as the Department of Health and Social Care publishes them."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from lib.core.words import say_count
from lib.ingest.columns import find, found_among, normal, text_of
from lib.ingest.findings import noted, put_aside, refuse
from lib.ingest.formats import Evidence, Format
from lib.ingest.kinds.area_rows import council_code
from lib.ingest.kinds.long_form import widen
from lib.ingest.kinds.of_total import Shape
from lib.ingest.table import Imported, Table

_NAMES = {"measure": ("measure",), "place": ("geography name",), "value": ("itemvalue", "item value")}
#: What a row may be about; ``99`` in one of them stands for everybody.
_PARTS = (
    *("age band", "gender", "primary support reason", "service type", "has unpaid carer", "ethnicity"),
    *("ethnicity grouped", "delivery mechanism", "client funding status", "route of access"),
    *("sequel to request grouped", "long term support setting", "short term care purpose"),
)
_EVERYBODY = "99"
_SHAPE = Shape(("Measure",), "Value")


def evidence(table: Table) -> Evidence:
    """A measure, a place, a value and what it may be parted by."""
    found, parts = found_among(table.headings, _NAMES), _parts(table)
    if len(found) < len(_NAMES) or len(parts) < 3:
        return Evidence(0, lacking="the columns of published care activity (Measure, GeographyName, ITEMVALUE)")
    return Evidence(12, f"figures in '{found['value']}' of each '{found['measure']}' by '{found['place']}'")


def read(table: Table) -> Imported:
    """One row for each council and one column for each measure and group of one kind; finer parts are set aside."""
    names = found_among(table.headings, _NAMES)
    table = _councils_only(table, names["place"])
    parts = pd.DataFrame({name: text_of(table.frame, name).replace(_EVERYBODY, "") for name in _parts(table)})
    table = _parted_once(table, (parts != "").sum(axis=1))
    parts = parts.loc[table.frame.index]
    label = text_of(table.frame, names["measure"])
    for name, said in parts.items():
        label = label.where(said.eq(""), label + f", {normal(str(name))}: " + said)
    place = text_of(table.frame, names["place"])
    frame = pd.DataFrame(
        {
            "area_code": place.map({name: council_code(name) for name in place.unique()}),
            "area_name": place,
            "Measure": label,
            "Value": table.frame[names["value"]],
        }
    )
    what = f"'{_EVERYBODY}' in a column stands for everybody, and was left out of the names of groups."
    return widen(replace(table, frame=frame).with_findings(noted("everybody", what)), "area_code", _SHAPE)


def _parts(table: Table) -> list[str]:
    return [heading for name in _PARTS if (heading := find(table.headings, (name,)))]


def _councils_only(table: Table, place: str) -> Table:
    """Rows of councils; those of the nation, its regions and groups of councils are set aside."""
    names = text_of(table.frame, place)
    is_council = names.isin([name for name in names.unique() if council_code(name)])
    if is_council.all():
        return table
    if not is_council.any():
        raise refuse("no-councils", f"No row of '{place}' names a council.", fix="Load the file with rows of councils.")
    said = say_count(int((~is_council).sum()), "row is", "rows are")
    what = f"{said} not of a council (England, its regions and others), so that nobody is counted twice."
    return table.without(put_aside("larger-area", what, names[~is_council], place))


def _parted_once(table: Table, n_parts: pd.Series) -> Table:
    """Rows about everybody, or about groups of one kind: finer parts would make a column for each combination."""
    is_finer = n_parts.gt(1)
    if not is_finer.any():
        return table
    said = say_count(int(is_finer.sum()), "row parts", "rows part")
    what = f"{said} people by more than one kind of group at once, and stand beside the rows used."
    cells = n_parts[is_finer].astype("str")
    return table.without(put_aside("finer-parts", what, cells, fix="To use them, load them as a file of their own."))


FORMATS = (Format("care-activity", "indicators", "published care activity by council", evidence, read),)
