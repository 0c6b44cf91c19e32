"""Census tables of the small areas of one council, from the statistics office's table service."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import StringIO

from lib.opendata.asking import Asker, chunks
from lib.opendata.not_fetched import not_understood

#: The service gives at most 25,000 cells to whoever has no account: 50 areas of 92 ages are 4,600.
_AT_ONCE = 50


@dataclass(frozen=True)
class CensusTable:
    """One table of the 2021 census: the service's name for it and for its categories.

    ``categories`` are the codes asked for: the whole (0) and parts of it that do not overlap; ``everybody`` what else
    must be said to get one figure for each.
    """

    code: str
    dataset: str
    dimension: str
    categories: str
    everybody: Mapping[str, int] = field(default_factory=dict)

    @property
    def n_categories(self) -> int:
        """How many categories are asked for: ``0,1001...1005`` are six."""
        bounds = [part.split("...") for part in self.categories.split(",")]
        return sum(int(last[-1]) - int(last[0]) + 1 for last in bounds)


ETHNIC_GROUP = CensusTable("TS021", "NM_2041_1", "c2021_eth_20", "0,1001...1005")
DISABILITY = CensusTable("TS038", "NM_2056_1", "c2021_disability_5", "0...4")
GENERAL_HEALTH = CensusTable("TS037", "NM_2055_1", "c2021_health_6", "0...5")
UNPAID_CARE = CensusTable("TS039", "NM_2057_1", "c2021_carer_7", "0...6")
AGE = CensusTable("RM200", "NM_2300_1", "c2021_age_92", "0...91", {"c_sex": 0})


def census_of(codes: list[str], table: CensusTable, asker: Asker) -> bytes:
    """One table for these areas as CSV: one row for each area and category."""
    parts = chunks(codes, _AT_ONCE)
    asker.tally.expects(len(parts))
    answers = [_rows(asker, table, part) for part in parts]
    text = StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows([answers[0][0], *(row for one in answers for row in one[1:])])
    return text.getvalue().encode()


def _rows(asker: Asker, table: CensusTable, codes: list[str]) -> list[list[str]]:
    """Headings and rows, when they are those asked for; an answer that was cut short is asked for from there on."""
    answers = [_page(asker, table, codes, 0)]
    rows, wanted = _read(answers[0]), 1 + len(codes) * table.n_categories
    while 1 < len(rows) < wanted and len(_read(answers[-1])) > 1 and _areas_in(rows) <= set(codes):
        asker.tally.expects(1)
        answers.append(_page(asker, table, codes, len(rows) - 1))
        rows += _read(answers[-1])[1:]
    if len(rows) != wanted or _areas_in(rows) != set(codes):
        for answer in answers:
            asker.forget(answer)
        raise not_understood(asker.service.host)
    return rows


def _page(asker: Asker, table: CensusTable, codes: list[str], offset: int) -> bytes:
    """The answer from one row on: the service cuts a long one short without saying so."""
    return asker.get(
        f"dataset/{table.dataset}.data.csv", date="latest", geography=",".join(codes), measures=20100,
        **{table.dimension: table.categories}, **table.everybody,
        select=f"date_name,geography_name,geography_code,{table.dimension}_name,obs_value",
        **({"recordoffset": offset} if offset else {}),
    )  # fmt: skip


def _read(answer: bytes) -> list[list[str]]:
    """Headings and rows; a page past the end may be empty."""
    return list(csv.reader(StringIO(answer.decode("utf-8-sig", errors="replace"), newline="")))


def _areas_in(rows: list[list[str]]) -> set[str]:
    headings = [name.upper() for name in rows[0]] if rows else []
    place = headings.index("GEOGRAPHY_CODE") if "GEOGRAPHY_CODE" in headings else None
    return set() if place is None else {row[place] for row in rows[1:] if len(row) == len(headings)}
