"""Small files for the tests of the door."""

from __future__ import annotations

from collections.abc import Iterable

import lib
from lib.datasets import Outcome

INDICATORS = (
    "area_code,area_name,Rate,Share\n"
    "E01006920,Sefton 011A,12.5,5%\n"
    "E01006921,Sefton 012A,9.75,12%\n"
    "E01006922,Sefton 012B,0,0%\n"
)
HOMES = (
    "cqc_location_id,name,postcode,la_name,registered_beds,has_nursing,has_residential\n"
    "1-100,Elm House,L20 3NJ,Sefton,40,Y,N\n"
    "1-101,Oak Lodge,PR8 1DA,Sefton,12,N,Y\n"
)


def csv(*lines: str) -> bytes:
    """Lines as a CSV file."""
    return ("\n".join(lines) + "\n").encode()


def load(text: str | bytes, kind: str | None = None, name: str = "file.csv") -> Outcome:
    """Load text as a file."""
    return lib.load(text.encode() if isinstance(text, str) else text, name, kind)


def codes(outcome: Outcome) -> list[str]:
    """The codes of the problems, in order."""
    return [problem.code for problem in outcome.problems]


def rows_of(outcome: Outcome, code: str) -> tuple[int, ...]:
    """The rows that one problem names."""
    return next(problem.rows for problem in outcome.problems if problem.code == code)


def refused_with(outcome: Outcome, code: str) -> bool:
    """Whether the file was refused, first of all for this reason, with something to do about it."""
    return outcome.is_refused and outcome.problems[0].code == code and bool(outcome.problems[0].fix)


def said(outcome: Outcome) -> str:
    """Everything that the user is told."""
    return " ".join(f"{p.what} {p.where} {p.fix}" for p in outcome.problems)


def adds_up(outcome: Outcome) -> bool:
    """Whether every row read was used or set aside."""
    assert outcome.dataset is not None
    p = outcome.dataset.provenance
    return p.rows_read == p.rows_used + p.rows_set_aside and p.rows_set_aside == len(outcome.dataset.set_aside)


def column(outcome: Outcome, name: str) -> list[object]:
    """One column of the frame, missing as ``None``."""
    assert outcome.dataset is not None
    return [None if value is None or value != value else value for value in _plain(outcome.dataset.frame[name])]


def _plain(values: Iterable[object]) -> list[object]:
    return [None if str(value) in ("<NA>", "NaT") else value for value in values]
