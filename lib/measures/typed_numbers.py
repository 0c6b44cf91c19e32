"""Numbers typed in a row, with commas, spaces, semicolons or new lines between them."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.])")
_IN_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
_PAIRS = re.compile(r"[1-9]\d?,\d{3}(?:,[1-9]\d?,\d{3})*")
_FAR = 100  # times: figures of one list are not further apart than this


def numbers_in(text: str) -> list[float]:
    """The numbers in a list somebody typed; words are left out.

    Between spaces or semicolons ``1,200 1,150`` is two numbers: a comma with exactly three digits after it parts
    thousands. In a list that has commas alone, ``100,200,300`` is three. What may be either is given by
    :func:`unclear_in`.
    """
    pieces = _pieces(text)
    if len(pieces) > 1:
        text = " ".join(piece.replace(",", "") if _IN_THOUSANDS.fullmatch(piece) else piece for piece in pieces)
    return [float(found) for found in _NUMBER.findall(text)]


def unclear_in(text: str) -> str:
    """The first piece whose commas may part numbers or thousands, and nobody can tell which; blank where all is clear.

    It is a list of commas alone in which one or two digits and three take turns (``1,200,1,150``), or in a list with
    spaces a figure that would be millions, or more than a hundred times another.
    """
    pieces = _pieces(text)
    if len(pieces) < 2:
        return pieces[0] if pieces and _PAIRS.fullmatch(pieces[0]) else ""
    large = [piece for piece in pieces if _IN_THOUSANDS.fullmatch(piece)]
    rest = " ".join(piece for piece in pieces if piece not in large)
    least = min((number for found in _NUMBER.findall(rest) if (number := float(found)) > 0), default=float("inf"))
    unclear = [one for one in large if one.count(",") > 1 or float(one.replace(",", "")) > _FAR * least]
    return unclear[0] if unclear else ""


def _pieces(text: str) -> list[str]:
    """What stands between spaces and semicolons, without commas at its ends."""
    return [piece for part in re.split(r"[\s;]+", text) if (piece := part.strip(",%"))]
