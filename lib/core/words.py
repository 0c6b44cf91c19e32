"""The words of the field and how figures are said: one place, so that every page says them alike."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from zlib import crc32

SLUG_LENGTH = 40
#: The fewest people whose number is told, which is rounded to a multiple of it.
_FEW = 5

SUPPRESSED = "[c]"  # hidden to protect people; never 0
NOT_COLLECTED = "[x]"  # nobody collected it
NOT_APPLICABLE = "[z]"  # the question does not arise

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

MEANINGS = {
    SUPPRESSED: "hidden to protect people, because it is a small number or would reveal one",
    NOT_COLLECTED: "not collected or not available",
    NOT_APPLICABLE: "not applicable",
}


def as_counted(name: str) -> str:
    """What puts names in the order people count in: Zone 2 before Zone 10, whatever the capitals."""
    return re.sub(r"\d+", lambda found: found[0].zfill(9), name.casefold())


def say_number(value: float | None, decimals: int = 0) -> str:
    """``12345.6`` as ``'12,346'``; a missing value as ``'[x]'``."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return NOT_COLLECTED
    return f"{value:,.{decimals}f}"


def say_percent(share: float | None, decimals: int = 1) -> str:
    """``12.34`` (per cent) as ``'12.3%'``."""
    said = say_number(share, decimals)
    return said if said == NOT_COLLECTED else f"{said}%"


def say_count(number: float | None, one: str, many: str | None = None) -> str:
    """``say_count(1, 'home')`` is ``'1 home'``; of a missing number, ``'an unknown number of homes'``."""
    if number is None or math.isnan(number):
        return f"an unknown number of {many or plural(one)}"
    word = one if number == 1 else (many or plural(one))
    return f"{number:,.0f} {word}"


def say_about(number: int, many: str) -> str:
    """How many people there are, wherever it may be read: ``'fewer than 5 people'``, ``'about 25 people'``.

    By the rule of adult social care statistics: 1 to 4 are not told, others to the nearest 5, so that no small number
    is left over when one is taken from another.
    """
    if number == 0:
        return f"no {many}"
    if number < _FEW:
        return f"fewer than {_FEW} {many}"
    return f"about {(number + _FEW // 2) // _FEW * _FEW:,} {many}"


def plural(word: str) -> str:
    """``'homes'`` for ``'home'``, ``'localities'`` for ``'locality'``."""
    return f"{word[:-1]}ies" if re.search(r"[^aeiou]y$", word) else f"{word}s"


def say_list(items: list[str]) -> str:
    """``['a', 'b', 'c']`` as ``'a, b and c'``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def of_time(words: str, period: str) -> str:
    """``'Hours, March 2025'``, or ``'Hours'`` alone where no period is given."""
    return f"{words}, {period}" if period.strip() else words


def slug(text: str) -> str:
    """A safe, readable name for files and links: lower case letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "untitled"


def slugs(names: Iterable[str]) -> dict[str, str]:
    """A slug for each name, different for different names.

    Names that would share one, or have no letter of ours in them, end in a mark made from the whole
    name, so that a name keeps its slug whatever order the names come in.
    """
    each = {name: re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:SLUG_LENGTH] for name in names}
    times = Counter(each.values())
    return {
        name: found if found and times[found] == 1 else f"{found or 'untitled'}-{crc32(name.encode()):08x}"
        for name, found in each.items()
    }


def say_period(period: str) -> str:
    """``'2025-03'`` as ``'March 2025'``, ``'2025-03-09'`` as ``'9 March 2025'``; other words as they stand."""
    found = re.fullmatch(r"(\d{4})-(\d{2})(?:-(\d{2}))?", period.strip())
    if not found or not 1 <= int(found[2]) <= 12:
        return period
    day = f"{int(found[3])} " if found[3] else ""
    return f"{day}{_MONTHS[int(found[2]) - 1]} {found[1]}"
