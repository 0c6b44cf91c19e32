"""What a layout is to the door: how it is known and how it is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lib.ingest.table import Imported, Table


@dataclass(frozen=True)
class Evidence:
    """How strongly a table looks like a layout.

    ``score`` is 0 when it cannot be that; otherwise the highest of all layouts wins. ``because`` says what was
    found, ``lacking`` what was looked for and not found; both in words for the user.
    """

    score: float
    because: str = ""
    lacking: str = ""


@dataclass(frozen=True)
class Format:
    """One layout that is recognised without reshaping."""

    key: str
    kind: str
    title: str
    evidence: Callable[[Table], Evidence]
    read: Callable[[Table], Imported]
