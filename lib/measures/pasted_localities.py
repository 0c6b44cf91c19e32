"""Localities pasted as text: a name and the codes or postcodes in it, line by line."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

from lib.core import Problem, refusal, rows_in_words

_CODE = re.compile(r"\b[EWSN]\d{8}\b", re.IGNORECASE)
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)
_COLUMNS = ["locality_name", "member_code"]


@dataclass(frozen=True)
class PastedLocalities:
    """``members``: ``locality_name``, ``member_code``, one row each; ``heading`` names what the codes are."""

    members: pd.DataFrame
    heading: str
    problems: tuple[Problem, ...]

    def as_csv(self) -> bytes:
        """The list as a file, to come in through the same door as any other."""
        named = self.members.rename(columns={"member_code": self.heading})
        return named.to_csv(index=False).encode()


def pasted_localities(text: str) -> PastedLocalities:
    """Read lines such as ``North: PR8 1DA, PR9 0AA`` or ``E01006920<tab>North``.

    A line of a name alone names the lines below it; a line of codes alone belongs to the name above it.
    A list holds codes of areas or postcodes, not both. Lines that give neither name nor code are nobody's and said.
    """
    members, orphans, name = [], [], ""
    for number, line in enumerate(text.splitlines(), start=1):
        codes = [code.upper() for code in (_CODE.findall(line) or _POSTCODE.findall(line))]
        own = _name_in(line)
        name = own or name
        if codes and not name:
            orphans.append(number)
        members += [(name, code) for code in codes if name]
    frame = pd.DataFrame(members, columns=_COLUMNS).drop_duplicates(ignore_index=True)
    is_code = frame["member_code"].str.fullmatch(_CODE.pattern, flags=re.IGNORECASE).astype(bool)
    heading = "area_code" if is_code.all() else "postcode"
    return PastedLocalities(frame, heading, _problems(frame, orphans, is_code))


def _name_in(line: str) -> str:
    """What is left of a line without its codes."""
    words = _POSTCODE.sub(" ", _CODE.sub(" ", line))
    return " ".join(re.sub(r"[,;:\t|]+", " ", words).split())


def _problems(frame: pd.DataFrame, orphans: list[int], is_code: pd.Series) -> tuple[Problem, ...]:
    found = []
    if frame.empty:
        what = "No area code and no postcode was found in what you pasted."
        found.append(refusal("pasted-nothing", what, fix="Paste lines such as 'North: PR8 1DA, PR9 0AA'."))
    if orphans:
        what = f"Some codes come before any name ({rows_in_words(orphans).replace('row', 'line')})."
        found.append(refusal("pasted-without-name", what, fix="Put the locality's name before its codes."))
    if len(frame) and is_code.any() and not is_code.all():
        what = "The list mixes area codes and postcodes."
        found.append(refusal("pasted-mixed", what, fix="Paste one or the other."))
    return tuple(found)
