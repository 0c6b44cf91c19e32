"""A separate process for files that could take the app down with them: workbooks and map files."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from lib.ingest.findings import Refused, refuse
from lib.ingest.limits import CHILD_MEMORY_BYTES, CHILD_OUTPUT_BYTES, CHILD_SECONDS

_PROGRAM = Path(__file__).with_name("child.py")
_SIMPLER = "Open it where it was made, keep only the table you need, save that as CSV and load it."

#: Exit codes of the child: what each says of the file.
CANNOT_READ, LOCKED = 3, 4


@dataclass(frozen=True)
class Part:
    """One table that the child wrote: what it says of it, and its bytes."""

    head: dict[str, Any]
    body: bytes


def run_child(task: Literal["workbook", "map"], content: bytes, seconds: float = CHILD_SECONDS) -> list[Part]:
    """Give the bytes to a child process and take its answer; its death is an answer too.

    The child limits its own memory before it touches the file, reads the bytes from its standard input and
    writes to its standard output: nothing is put on disk and no name of the user's is used.
    """
    limits = [str(CHILD_MEMORY_BYTES), str(CHILD_OUTPUT_BYTES), *_site_folders()]
    try:
        done = subprocess.run(  # noqa: S603 - our own program; the file goes in as bytes
            [sys.executable, "-I", "-S", str(_PROGRAM), task, *limits],
            input=content,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        what = f"The file could not be read within {seconds:,.0f} seconds."
        raise refuse("file-too-slow", what, fix=_SIMPLER) from None
    if done.returncode:
        raise _what_happened(done.returncode)
    return list(_parts(done.stdout))


def _parts(answer: bytes) -> Iterator[Part]:
    position = 0
    while position < len(answer):
        end = answer.index(b"\n", position)
        head = json.loads(answer[position:end])
        position = end + 1 + head["bytes"]
        yield Part(head, answer[end + 1 : position])


def _site_folders() -> list[str]:
    """Where packages are installed: the child looks there and nowhere else."""
    return [path for path in sys.path if path.endswith(("site-packages", "dist-packages"))]


def _what_happened(code: int) -> Refused:
    if code == LOCKED:
        what = "The workbook is locked with a password."
        return refuse("file-locked", what, fix="Take the password off, save it and load it again.")
    if code == CANNOT_READ:
        what = "The file is damaged, cut short or not quite what it says it is."
        return refuse("file-damaged", what, fix="Open it where it was made and save it again.")
    what = "The file was stopped while it was being opened: it asks for more memory than any real table needs."
    return refuse("file-too-demanding", what, fix=_SIMPLER)
