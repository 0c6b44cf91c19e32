"""Localities pasted as text: a name and the wards, codes or postcodes in it, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from lib.core import Problem, refusal, rows_in_words
from lib.core.words import say_list
from lib.measures.pasted_lines import CODE, Line, pieces_of, plain, read_line

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


def pasted_localities(text: str, wards: Mapping[str, str] | None = None) -> PastedLocalities:
    """Read lines such as ``North: PR8 1DA, PR9 0AA``, ``E01006920<tab>North`` or ``North - Ainsdale, E05000933``.

    Parameters
    ----------
    text
        A line of a name alone names the lines below it; a line of codes alone belongs to the name above it.
        A list holds codes of areas or postcodes, not both. Lines that give neither name nor code are nobody's and said.
    wards
        Names of wards and their codes: each name is read as its code, whatever its capitals.
    """
    known = {plain(name): code for name, code in (wards or {}).items()}
    read = list(_lines(text, known))
    members = [(one.name, code) for one in read if one.name for code in one.said.codes]
    frame = pd.DataFrame(members, columns=_COLUMNS).drop_duplicates(ignore_index=True)
    is_code = frame["member_code"].str.fullmatch(CODE.pattern, flags=re.IGNORECASE).astype(bool)
    heading = "area_code" if is_code.all() else "postcode"
    orphans = [one.number for one in read if one.said.codes and not one.name]
    lost = [*_not_wards(read), *(_without_places(_empty(read)) if len(frame) else [])]
    return PastedLocalities(frame, heading, (*_problems(frame, orphans, is_code), *lost))


@dataclass(frozen=True)
class _Read:
    """A line with its number, what it says and the locality it belongs to; ``is_row`` where it has several pieces."""

    number: int
    said: Line
    name: str
    is_row: bool


def _lines(text: str, known: Mapping[str, str]) -> Iterator[_Read]:
    name, is_listed = "", False
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            said = read_line(line, known, is_listed=is_listed, is_below=bool(name))
            name, is_listed = said.name or name, said.is_name_alone
            yield _Read(number, said, name, len(pieces_of(line)) > 1)


def _empty(read: list[_Read]) -> list[int]:
    """Lines that are a name alone with no place below it; the headings of a table, which stand first, are none."""
    below = [*read[1:], None]
    return [
        one.number
        for one, after in zip(read, below, strict=True)
        if one.said.is_nothing or (one.said.is_name_alone and (after is None or after.said.name))
        if not (one is read[0] and one.is_row)
    ]


def _without_places(lines: list[int]) -> list[Problem]:
    if not lines:
        return []
    said = rows_in_words(lines).replace("row", "line")
    what = f"No ward, area code or postcode was understood in {said}, nor below."
    fix = "Paste lines such as 'North: Ainsdale, Birkdale', or take the line out."
    return [refusal("pasted-line-not-read", what, fix=fix)]


def _not_wards(read: list[_Read]) -> list[Problem]:
    some = [one for one in read if one.said.unknown]
    if not some:
        return []
    names = dict.fromkeys(name for one in some for name in one.said.unknown)
    said = rows_in_words([one.number for one in some]).replace("row", "line")
    what = f"No one ward of the council is called {say_list([repr(name) for name in names])} ({said})."
    return [refusal("pasted-no-ward", what, fix="Correct the name, or give the ward's code.")]


def _problems(frame: pd.DataFrame, orphans: list[int], is_code: pd.Series) -> tuple[Problem, ...]:
    found = []
    if frame.empty:
        what = "No ward, area code or postcode was found in what you pasted."
        found.append(refusal("pasted-nothing", what, fix="Paste lines such as 'North: PR8 1DA, PR9 0AA'."))
    if orphans:
        what = f"Some codes come before any name ({rows_in_words(orphans).replace('row', 'line')})."
        found.append(refusal("pasted-without-name", what, fix="Put the locality's name before its codes."))
    if len(frame) and is_code.any() and not is_code.all():
        what = "The list mixes area codes and postcodes."
        found.append(refusal("pasted-mixed", what, fix="Paste one or the other."))
    return tuple(found)
