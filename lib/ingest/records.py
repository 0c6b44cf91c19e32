"""JSON records, one to a line or in one list, as a table: nested names joined, lists joined with '|'."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pandas as pd

from lib.ingest.decode import encoding_of
from lib.ingest.findings import Refused, refuse
from lib.ingest.limits import MAX_COLUMNS, MAX_JSON_BYTES, MEGABYTE
from lib.ingest.table import Table

#: Under these keys services wrap the list of records.
_WRAPPERS = ("locations", "items", "results", "data", "records", "features", "value")


def read_records(content: bytes) -> Table:
    """Read JSON or JSON lines; row 1 is the first record.

    Raises ``Refused`` when the text is not JSON, or holds no list of records.
    """
    if len(content) > MAX_JSON_BYTES:
        said, most = len(content) / MEGABYTE, MAX_JSON_BYTES / MEGABYTE
        what = f"The file has {said:,.0f} MB of JSON; at most {most:,.0f} MB are read."
        raise refuse("file-too-big", what, fix="Cut it to your council, or save the table as CSV.")
    records = [dict(_flat(record)) for record in _records(content.decode(encoding_of(content), errors="replace"))]
    if not records:
        raise _no_records()
    frame = pd.DataFrame(records, index=pd.RangeIndex(1, len(records) + 1, name="source_row")).fillna("").astype("str")
    if len(frame.columns) > MAX_COLUMNS:
        raise refuse("too-wide", f"The records have {len(frame.columns):,} fields.", fix="Keep the fields you need.")
    return Table(frame, len(frame), header_row=0)


def _records(text: str) -> list[dict[str, Any]]:
    text = text.lstrip("\ufeff")
    try:
        found = json.loads(text)
    except json.JSONDecodeError:
        found = list(_lines(text))
    if isinstance(found, dict):
        found = next((found[key] for key in _WRAPPERS if isinstance(found.get(key), list)), [found])
    if not isinstance(found, list) or not found or not all(isinstance(record, dict) for record in found):
        raise _no_records()
    return found


def _lines(text: str) -> Iterator[Any]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            yield json.loads(line)
        except json.JSONDecodeError as error:
            raise refuse(
                "json-broken",
                "The text is not whole JSON: something is missing or too much.",
                where=f"line {number:,}",
                fix="Download or export it again.",
            ) from error


def _no_records() -> Refused:
    what = "The JSON holds no list of records with named fields."
    return refuse("json-no-records", what, fix="Save the table as CSV, with one row for each area or home.")


def _flat(value: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, item in value.items():
        name = f"{prefix}{key}"
        if isinstance(item, dict):
            yield from _flat(item, f"{name}.")
        else:
            yield name, _said(item)


def _said(item: Any) -> str:
    if item is None:
        return ""
    if isinstance(item, bool):
        return "TRUE" if item else "FALSE"
    if isinstance(item, float) and item.is_integer():
        return str(int(item))
    if isinstance(item, list):
        return "|".join(_said_in_list(one) for one in item)
    return str(item)


def _said_in_list(item: Any) -> str:
    """A member of a list: its name, and its rating where it has one."""
    if not isinstance(item, dict):
        return _said(item)
    name, rating = _said(item.get("name")), _said(item.get("rating"))
    return f"{name}: {rating}" if name and rating else name or json.dumps(item, sort_keys=True)
