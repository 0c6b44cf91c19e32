"""Which column is which, kept from one month's file to the next."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, select

from lib.core import hash_of
from lib.store.keeping import insert_into
from lib.store.tables import mappings
from lib.store.version import storable


@dataclass(frozen=True)
class SavedMapping:
    """What a user said of a header row like this one: ``columns`` maps a heading to the workbench's column."""

    kind: str
    columns: Mapping[str, str]
    who: str
    saved_at: datetime


def fingerprint_of(headings: Iterable[str]) -> str:
    """The same for the same headings in any order, in capitals or not, with more spaces or fewer."""
    return hash_of(json.dumps(sorted(map(_plain, headings))).encode())


def save_mapping(connection: Connection, headings: list[str], columns: Mapping[str, str], kind: str, who: str) -> None:
    """Remember a mapping in place of the one before it. A heading that is not in the row is a bug of ours."""
    unknown = sorted(set(columns) - set(headings))
    if unknown:
        raise ValueError(f"no heading is called {', '.join(map(repr, unknown))}")
    said = {
        "columns": json.dumps({_plain(heading): column for heading, column in columns.items()}),
        "who": storable(who),
        "saved_at": datetime.now(UTC),
    }
    row = {"fingerprint": fingerprint_of(headings), "kind": kind, **said}
    added = insert_into(connection, mappings).values(row)
    connection.execute(added.on_conflict_do_update(index_elements=["fingerprint", "kind"], set_=said))


def mapping_for(connection: Connection, headings: list[str], kind: str | None) -> SavedMapping | None:
    """The mapping kept last for a header row like this one, under the headings as this file writes them."""
    wanted = select(mappings).where(mappings.c.fingerprint == fingerprint_of(headings))
    if kind is not None:
        wanted = wanted.where(mappings.c.kind == kind)
    row = connection.execute(wanted.order_by(mappings.c.saved_at.desc())).first()
    if row is None:
        return None
    known = json.loads(row._mapping["columns"])
    named = {heading: known[_plain(heading)] for heading in headings if _plain(heading) in known}
    return SavedMapping(row.kind, named, row.who, row.saved_at)


def forget_mapping(connection: Connection, headings: list[str]) -> None:
    """Offer nothing for this header row any more."""
    connection.execute(delete(mappings).where(mappings.c.fingerprint == fingerprint_of(headings)))


def _plain(heading: str) -> str:
    return " ".join(heading.split()).casefold()
