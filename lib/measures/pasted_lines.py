"""One line of a pasted list of localities: a name and its places, each a code, a postcode or the name of a ward."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

CODE = re.compile(r"\b[EWSN]\d{8}\b", re.IGNORECASE)
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)
_BETWEEN = re.compile(r"[,;\t|]+")
_DASH = re.compile(r"\s+[-–—]+\s+")
_SMALL_AREA = re.compile(r"[^\d]+ \d{3}[A-Z]?", re.IGNORECASE)  # such as 'Sefton 001A', beside its code


@dataclass(frozen=True)
class Line:
    """What a line says.

    Attributes
    ----------
    name
        The locality; blank where the line gives none and belongs to the name above it.
    codes
        Its places, as codes or postcodes.
    unknown
        Pieces that are no place that is known.
    """

    name: str
    codes: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def is_name_alone(self) -> bool:
        """Whether the line names a locality and says nothing of what is in it."""
        return bool(self.name) and not self.codes and not self.unknown

    @property
    def is_nothing(self) -> bool:
        """Whether the line says nothing that can be read."""
        return not self.name and not self.codes and not self.unknown


def read_line(line: str, wards: Mapping[str, str], *, is_listed: bool, is_below: bool) -> Line:
    """Read ``Name: place, place``, ``Name - place, place``, a row of a table, or places alone.

    Parameters
    ----------
    wards
        Names of wards, as :func:`plain` gives them, and their codes.
    is_listed
        Whether the line above is a name alone, so that this one lists its places.
    is_below
        Whether any name stands above.
    """
    named = _after_colon(line, wards) or _after_dash(line, wards)
    if named:
        return named
    pieces = pieces_of(line)
    if codes_in(line):
        return _row_with_codes(pieces, wards)
    is_ward = [plain(piece) in wards for piece in pieces]
    if all(is_ward) and (is_listed or (is_below and len(pieces) == 1)):
        return _places("", pieces, wards)
    if len(pieces) < 2 or not any(is_ward):
        return Line(_tidy(line))
    if is_listed and is_ward[0] and len(pieces) > 2:
        return _places("", pieces, wards)
    at = len(pieces) - 1 if is_ward[0] and not is_ward[-1] else 0
    return _places(pieces[at], pieces[:at] + pieces[at + 1 :], wards)


def plain(name: str) -> str:
    """A name whatever its capitals, stops and ways to write 'and'."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", name.casefold().replace("&", " and ").replace("'", "")).split())


def pieces_of(text: str) -> list[str]:
    """What stands between commas, semicolons, tabs and bars."""
    return [piece.strip() for piece in _BETWEEN.split(text) if piece.strip()]


def codes_in(text: str) -> list[str]:
    """Codes of areas and postcodes, in the order they stand."""
    found = [(one.start(), one[0].upper()) for pattern in (CODE, _POSTCODE) for one in pattern.finditer(text)]
    return [code for _, code in sorted(found)]


def _after_colon(line: str, wards: Mapping[str, str]) -> Line | None:
    before, colon, after = line.partition(":")
    if not colon or not before.strip() or codes_in(before):
        return None
    return _places(_tidy(before), pieces_of(after), wards)


def _after_dash(line: str, wards: Mapping[str, str]) -> Line | None:
    """The name before the dash with which most is understood; none where no place stands behind any."""
    read = []
    for dash in _DASH.finditer(line):
        before, pieces = line[: dash.start()], pieces_of(line[dash.end() :])
        if before.strip() and not codes_in(before) and not _BETWEEN.search(before):
            read.append(_places(_tidy(before), pieces, wards))
    some = [one for one in read if one.codes]
    return min(some, key=lambda one: len(one.unknown)) if some else None


def _places(name: str, pieces: list[str], wards: Mapping[str, str]) -> Line:
    codes: list[str] = []
    unknown: list[str] = []
    for piece in pieces:
        own, words = codes_in(piece), _words_of(piece)
        codes += own or ([wards[plain(piece)]] if plain(piece) in wards else [])
        is_label = plain(words) in wards or _SMALL_AREA.fullmatch(words)
        if (own and words and not is_label) or (not own and plain(piece) not in wards):
            unknown.append(piece)
    return Line(_tidy(name), tuple(codes), tuple(unknown))


def _row_with_codes(pieces: list[str], wards: Mapping[str, str]) -> Line:
    """Codes with a name beside them, before or behind; what names a code in the line is no locality."""
    codes = [code for piece in pieces for code in codes_in(piece)]
    words = [one for piece in pieces if (one := _words_of(piece))]
    beside = [one for one in words if wards.get(plain(one)) not in codes and not _SMALL_AREA.fullmatch(one)]
    if not beside:
        beside = words if len(words) == 1 and plain(words[0]) not in wards else []
    names = [one for one in beside if plain(one) not in wards] or beside[:1]
    places = [wards[plain(one)] for one in beside if one not in names]
    return Line(names[0] if names else "", (*codes, *places), tuple(names[1:]))


def _words_of(piece: str) -> str:
    """What is left of a piece without its codes."""
    return _tidy(_POSTCODE.sub(" ", CODE.sub(" ", piece)))


def _tidy(words: str) -> str:
    return " ".join(re.sub(r"[,;:\t|]+", " ", words).split()).strip("-–— ()")
