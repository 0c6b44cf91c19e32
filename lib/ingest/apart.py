"""Files that may hold records of people are read by a process of their own, which ends with all it held.

The server itself then has their bytes, which it overwrites, and what comes back: counts or problems. A record is never
a text in the server's memory, which could be found there long after.
"""

from __future__ import annotations

import json
import pickle
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

import pandas as pd

from lib.datasets import Outcome
from lib.ingest.door import load
from lib.ingest.findings import Refused, refuse
from lib.ingest.limits import CHILD_SECONDS
from lib.ingest.personal import holds_numbers_of_people, is_heading_of_people

_ROOT = Path(__file__).resolve().parents[2]
_PROGRAM = "import sys; sys.path.insert(0, sys.argv[1]); from lib.ingest.apart import answer; answer()"
_LOOKED_AT = 1 << 18
#: A cell of text or of a sheet of a workbook, no longer than a heading, and one that could be a person's number.
_HEADING = re.compile(rb"[^,;\t|\"\r\n<>{}]{3,60}")
_LIKE_A_NUMBER = re.compile(rb"[A-Za-z]{0,2}[ -]?\d[\d .\x80-\xff-]{5,24}[A-Da-d]?")
#: Spaces and dashes that are no plain ones, in whatever way the file writes letters.
_NOT_PLAIN = re.compile(rb"[\x80-\xff]+")
_SHEETS = re.compile(r"xl/(sharedStrings|worksheets/[^/]+)\.xml|content\.xml")


def may_hold_people(content: bytes) -> bool:
    """Whether a file has words or numbers of files about people near its beginning."""
    return any(_tells_of_people(part) for part in _beginnings(content))


def load_apart(content: bytes, name: str, kind: str | None, columns: Mapping[str, str] | None = None) -> Outcome:
    """What :func:`lib.ingest.load` makes of a file, read by a process that ends; problems where it did not come to."""
    asked = json.dumps({"name": name, "kind": kind, "columns": dict(columns) if columns else None})
    program = [sys.executable, "-I", "-c", _PROGRAM, str(_ROOT), asked]
    try:
        with subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:  # noqa: S603 - our own
            return _answer_of(child, content)
    except Refused as refused:
        return Outcome(None, refused.problems)


def answer() -> None:
    """The process of its own: what is asked comes as its argument, the file as its input; the outcome goes out."""
    asked = json.loads(sys.argv[2])
    outcome = load(sys.stdin.buffer.read(), asked["name"], asked["kind"], columns=asked["columns"])
    sys.stdout.buffer.write(pickle.dumps(outcome))


def _answer_of(child: subprocess.Popen[bytes], content: bytes) -> Outcome:
    try:
        said, _ = child.communicate(content, timeout=CHILD_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        raise _no_answer() from None
    if child.returncode:
        raise _no_answer()
    return pickle.loads(said)  # noqa: S301 - written by the same code that would have run here


def _no_answer() -> Refused:
    what = "The file was being read by a process of its own, which stopped. Nothing of it was kept."
    return refuse(
        "file-too-demanding", what, fix="Leave out columns you do not need, save it as CSV and load it again."
    )


def _beginnings(content: bytes) -> Iterator[bytes]:
    """The first of the text; of a workbook, of each of its sheets."""
    if not content.startswith(b"PK"):
        yield content[:_LOOKED_AT].replace(b"\0", b"")
        return
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for one in archive.namelist():
                if _SHEETS.fullmatch(one):
                    with archive.open(one) as sheet:
                        yield sheet.read(_LOOKED_AT)
    except (zipfile.BadZipFile, OSError, RuntimeError, ValueError):
        return


def _tells_of_people(text: bytes) -> bool:
    """Headings first, so that of a file with them no more than those before the first is looked at."""
    headings = (found[0].decode("utf-8", "replace") for found in _HEADING.finditer(text))
    if any(map(is_heading_of_people, headings)):
        return True
    return holds_numbers_of_people(
        pd.Series(sorted({_NOT_PLAIN.sub(b" ", one).decode() for one in _LIKE_A_NUMBER.findall(text)}), dtype="str")
    )
