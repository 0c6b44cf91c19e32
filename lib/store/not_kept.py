"""What a database says when it cannot, in words for the person who pressed the button."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from lib.core import Problem, refusal


class NotKept(Exception):  # noqa: N818 - an answer, not an error
    """The store could not do what was asked, and nothing was changed. ``problem`` says why."""

    def __init__(self, problem: Problem):
        super().__init__(problem.code)
        self.problem = problem


FULL = refusal(
    "disk-full",
    "The disk that holds the workspace is full. Nothing was changed; everything kept before is still there.",
    fix="Ask whoever runs the workbench to free some space on it (a purge needs some too), then try again.",
)
BUSY = refusal(
    "workspace-busy",
    "Somebody else is changing the workspace, and it took too long to wait. Nothing was changed.",
    fix="Try again in a minute.",
)
READ_ONLY = refusal(
    "workspace-read-only",
    "The workspace cannot be opened or written to. Nothing was changed.",
    fix="Ask whoever runs the workbench to check that it may write where the workspace is kept.",
)
DAMAGED = refusal(
    "workspace-damaged",
    "The file that holds the workspace is damaged.",
    fix="Ask whoever runs the workbench to bring back a copy. The built-in data can still be used.",
)
OUT_OF_REACH = refusal(
    "workspace-out-of-reach",
    "The database that holds the workspace cannot be reached. Nothing was changed.",
    fix="Try again in a minute; if it goes on, tell whoever runs the workbench.",
)
NEWER = refusal(
    "workspace-newer",
    "The workspace was last used with a newer workbench than this one, and has been left as it is.",
    fix="Update the workbench.",
)
GONE = refusal(
    "version-gone",
    "This version of the data is not kept here: it was purged, or never saved.",
    fix="Choose another version, or load the file again.",
)
ORIGINAL_NOT_KEPT = refusal(
    "original-not-kept",
    "The file itself was not kept, only the table made from it.",
    fix="Ask whoever loaded it for the file.",
)
VERSION_DAMAGED = refusal(
    "version-damaged",
    "This version is not as it was saved, so it was not opened.",
    fix="Purge it and load the file again.",
)
MOVED_ON = refusal(
    "changed-meanwhile",
    "Somebody else has changed which version is in use since you looked. Nothing was changed.",
    fix="Look at the versions again, then decide.",
)
NOT_YET_GONE = refusal(
    "purge-unfinished",
    "The version is no longer kept, but traces of it may stay on the disk: others were reading, or the disk is full.",
    fix="Press 'Clean up again' under 'Versions kept' in a minute.",
)

_SQLITE = {
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: READ_ONLY,
    sqlite3.SQLITE_PERM: READ_ONLY,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
    sqlite3.SQLITE_IOERR: DAMAGED,
}

#: By the beginning of PostgreSQL's five-character code.
_POSTGRES = {
    "53100": FULL,
    "55P03": BUSY,
    "40": BUSY,
    "25006": READ_ONLY,
    "42501": READ_ONLY,
    "XX001": DAMAGED,
    "08": OUT_OF_REACH,
    "28": OUT_OF_REACH,
    "3D": OUT_OF_REACH,
    "53": OUT_OF_REACH,
    "57": OUT_OF_REACH,
}


@contextmanager
def said_plainly() -> Iterator[None]:
    """Turn what a database says about its surroundings into :class:`NotKept`; bugs of ours stay errors."""
    try:
        yield
    except DBAPIError as error:
        problem = problem_of(error)
        if problem is None:
            raise
        raise NotKept(problem) from error
    except OSError as error:  # the folder cannot be made
        raise NotKept(READ_ONLY) from error


def problem_of(error: DBAPIError) -> Problem | None:
    """The problem that an error of either database stands for; ``None`` when it is a bug of ours."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return _SQLITE.get(code & 0xFF)  # the rest of the number only says more exactly
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return next((problem for start, problem in _POSTGRES.items() if state.startswith(start)), None)
    return OUT_OF_REACH if error.connection_invalidated or _never_connected(error) else None


def _never_connected(error: DBAPIError) -> bool:
    return error.statement is None
