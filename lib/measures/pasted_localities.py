"""Localities pasted as text: a name and the wards, codes or postcodes in it, line by line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from lib.core import Problem, refusal, rows_in_words
from lib.core.words import say_list

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


def pasted_localities(text: str, wards: Mapping[str, str] | None = None) -> PastedLocalities:
    """Read lines such as ``North: PR8 1DA, PR9 0AA``, ``E01006920<tab>North`` or ``North: Ainsdale, Birkdale``.

    Parameters
    ----------
    text
        A line of a name alone names the lines below it; a line of codes alone belongs to the name above it.
        A list holds codes of areas or postcodes, not both. Lines that give neither name nor code are nobody's and said.
    wards
        Names of wards and their codes: in lines without a code, each is read as its code, whatever its capitals.
    """
    known = {_plain(name): code for name, code in (wards or {}).items()}
    members: list[tuple[str, str]] = []
    orphans: list[int] = []
    unknown: list[str] = []
    name = ""
    for number, line in enumerate(text.splitlines(), start=1):
        codes = [code.upper() for code in (_CODE.findall(line) or _POSTCODE.findall(line))]
        by_ward = None if codes else _in_wards(line, known, below=bool(name))
        own = by_ward.name if by_ward else _name_in(line)
        name = own or name
        if codes and not name:
            orphans.append(number)
        members += [(name, code) for code in (by_ward.codes if by_ward else codes) if name]
        unknown += by_ward.unknown if by_ward else []
    frame = pd.DataFrame(members, columns=_COLUMNS).drop_duplicates(ignore_index=True)
    is_code = frame["member_code"].str.fullmatch(_CODE.pattern, flags=re.IGNORECASE).astype(bool)
    heading = "area_code" if is_code.all() else "postcode"
    return PastedLocalities(frame, heading, (*_problems(frame, orphans, is_code), *_not_wards(unknown)))


@dataclass(frozen=True)
class _Line:
    """A locality with the codes of its wards, and what is no ward's name."""

    name: str
    codes: tuple[str, ...]
    unknown: tuple[str, ...]


def _in_wards(line: str, known: Mapping[str, str], *, below: bool) -> _Line | None:
    """A line of ward names: after a colon, beside the locality in a table of two columns, or ``below`` its name."""
    before, colon, after = line.partition(":")
    if colon:
        said = _pieces(after, r"[,;\t|]+")
        return _line(before, said, known) if any(_plain(one) in known for one in said) else None
    pair = _pieces(line, r"[,;\t|]+")
    is_ward = [_plain(one) in known for one in pair]
    if below and is_ward == [True]:
        return _line("", pair, known)
    if len(pair) != 2 or not any(is_ward):
        return None
    ward, name = pair if is_ward[0] and not is_ward[1] else pair[::-1]
    return _line(name, [ward], known)


def _line(name: str, wards: list[str], known: Mapping[str, str]) -> _Line:
    codes = tuple(known[_plain(one)] for one in wards if _plain(one) in known)
    return _Line(" ".join(name.split()), codes, tuple(one for one in wards if _plain(one) not in known))


def _pieces(text: str, between: str) -> list[str]:
    return [piece.strip() for piece in re.split(between, text) if piece.strip()]


def _plain(name: str) -> str:
    """A name whatever its capitals, stops and ways to write 'and'."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", name.casefold().replace("&", " and ").replace("'", "")).split())


def _name_in(line: str) -> str:
    """What is left of a line without its codes."""
    words = _POSTCODE.sub(" ", _CODE.sub(" ", line))
    return " ".join(re.sub(r"[,;:\t|]+", " ", words).split()).strip("-–— ")


def _not_wards(unknown: list[str]) -> list[Problem]:
    if not unknown:
        return []
    what = f"No one ward of the council is called {say_list([repr(name) for name in dict.fromkeys(unknown)])}."
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
