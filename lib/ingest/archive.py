"""Zip archives, which workbooks are too: judged by what they declare, before anything is unpacked."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import PurePosixPath

from lib.ingest.findings import Refused, refuse
from lib.ingest.limits import (
    MAX_ARCHIVE_ENTRIES,
    MAX_PACKING_RATIO,
    MAX_UNPACKED_BYTES,
    MEGABYTE,
    RATIO_JUDGED_ABOVE,
)

_AGAIN = "Ask whoever made it for a plain CSV of the table you need."


def refuse_bomb(content: bytes) -> None:
    """Raise ``Refused`` when an archive unpacks to far more than it should, or its paths climb out of it."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        entries = archive.infolist()
    if len(entries) > MAX_ARCHIVE_ENTRIES:
        raise _bomb(f"it holds {len(entries):,} files; at most {MAX_ARCHIVE_ENTRIES:,} are opened")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise refuse(
            "file-locked",
            "The file is locked with a password.",
            fix="Take the password off, save it and load it again.",
        )
    if any(_climbs(entry.filename) for entry in entries):
        raise refuse("archive-unsafe", "The archive names files outside itself; it was not opened.", fix=_AGAIN)
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAX_UNPACKED_BYTES:
        raise _bomb(f"it would unpack to {unpacked / MEGABYTE:,.0f} MB")
    if unpacked > RATIO_JUDGED_ABOVE and unpacked > MAX_PACKING_RATIO * len(content):
        raise _bomb(f"it would unpack to {unpacked / len(content):,.0f} times its size")


def _climbs(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in name


def _bomb(why: str) -> Refused:
    return refuse("archive-too-big", f"The file was not opened: {why}.", fix=_AGAIN)
