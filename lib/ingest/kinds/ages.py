"""Ages as headings and labels say them: 'Age 7', '65-69', '90+', 'All ages'."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

#: Nobody is counted as older than this; it closes '90 and over'.
OLDEST = 200

_WHO = r"(?:ages?|aged|population|people|pop)? ?(?:aged )?"
_OR_OVER = r"(?:\+|plus|and over|and above|or over|and older|years and over)"
_SINGLE = re.compile(r"(?:ages?|aged)? ?(\d{1,3})(?: years?)?(?: old)?")
_OPEN = re.compile(rf"{_WHO}(\d{{1,3}}) ?{_OR_OVER}(?: years)?")
_BAND = re.compile(rf"{_WHO}(\d{{1,3}}) ?(?:-|–|to| ) ?(\d{{1,3}})(?: years)?")
_UNDER = re.compile(rf"{_WHO}(?:under|less than|below) (\d{{1,3}})(?: years?)?")
_UP_TO = re.compile(rf"{_WHO}(\d{{1,3}}) (?:years )?(?:and under|and below|or under)")
_ALL = {
    *("all ages", "all", "total", "all persons", "all people", "total population", "population", "persons", "people"),
    *(
        "all residents",
        "total residents",
        "all usual residents",
        "usual residents",
        "population total",
        "total persons",
        "total all usual residents",
    ),
}


@dataclass(frozen=True, order=True)
class Ages:
    """Whole years of age from ``low`` to ``high``, both counted in."""

    low: int
    high: int

    @property
    def is_everyone(self) -> bool:
        """Whether all ages are meant."""
        return self.low == 0 and self.high == OLDEST


def ages_of(label: str) -> Ages | None:
    """The ages a label speaks of, or ``None`` when it does not speak of ages."""
    said = " ".join(re.sub(r"[^a-z0-9+\-–]+", " ", label.lower().replace("_", " ")).split())
    if said in _ALL:
        return Ages(0, OLDEST)
    for pattern, build in (
        (_OPEN, lambda low: Ages(low, OLDEST)),
        (_UNDER, lambda high: Ages(0, high - 1)),
        (_UP_TO, lambda high: Ages(0, high)),
        (_SINGLE, lambda age: Ages(age, age)),
    ):
        found = pattern.fullmatch(said)
        if found:
            return _if_possible(build(int(found[1])))
    band = _BAND.fullmatch(said)
    return _if_possible(Ages(int(band[1]), int(band[2]))) if band else None


def _if_possible(ages: Ages) -> Ages | None:
    return ages if 0 <= ages.low <= 120 and ages.low <= ages.high else None


def finest_partition(bands: Iterable[Ages], start: int = 0) -> list[Ages]:
    """Bands that follow one another from ``start`` to the oldest without gap or overlap, the finest first.

    Returns an empty list when no run of bands reaches the oldest: totals and overlapping bands never enter twice.
    """
    by_low: dict[int, list[Ages]] = {}
    for band in sorted(set(bands), key=lambda one: (one.low, one.high)):
        by_low.setdefault(band.low, []).append(band)
    return _partition_from(start, by_low, {})


def _partition_from(start: int, by_low: dict[int, list[Ages]], dead: dict[int, bool]) -> list[Ages]:
    """Walk up the ages, the narrowest band first, stepping back from dead ends."""
    path: list[Ages] = []
    position = start
    while True:
        options = [band for band in by_low.get(position, []) if band.high == OLDEST or not dead.get(band.high + 1)]
        if options:
            path.append(options[0])
            if options[0].high == OLDEST:
                return path
            position = options[0].high + 1
        elif path:
            dead[position] = True
            position = path.pop().low
        else:
            return []
