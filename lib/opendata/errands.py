"""What can be fetched for a council, and fetching it: an answer goes through the door like any file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from lib.core import Problem
from lib.core.words import slug
from lib.datasets import Dataset
from lib.geography import Council
from lib.opendata import census
from lib.opendata.asking import Asker, Pieces, Tally, Told, Waits
from lib.opendata.census import CensusTable, census_of
from lib.opendata.outlines import outlines_of, small_areas_of, wards_of
from lib.opendata.register import register_of
from lib.opendata.services import CENSUS, OUTLINES, REGISTER, Service

Ask = Callable[[Service], Asker]
_CENSUS_DAY = "21 March 2021"


@dataclass(frozen=True)
class Errand:
    """One thing that can be fetched.

    ``services`` are those that are asked for it, the first being its source; ``as_at`` the date of the figures, ``''``
    for those of the day they are fetched; ``gather`` asks and gives the bytes.
    """

    key: str
    title: str
    kind: str
    services: tuple[Service, ...]
    ending: str
    as_at: str
    about: str
    gather: Callable[[Council, Ask], bytes]

    @property
    def needs_key(self) -> bool:
        """Whether a service asks for a key of the user's own."""
        return any(one.needs_key for one in self.services)


@dataclass(frozen=True)
class Fetched:
    """What arrived, with whose it is: read it as an upload, then say so by :meth:`said_of`.

    ``problems`` are what the reader should know of how it was fetched, such as homes that have no record.
    """

    name: str
    content: bytes
    kind: str
    title: str
    source: str
    licence: str
    as_at: str
    problems: tuple[Problem, ...] = ()

    def getvalue(self) -> bytes:
        """The bytes, as an upload gives its own."""
        return self.content

    def said_of(self, dataset: Dataset) -> Dataset:
        """The dataset read from these bytes, saying who publishes it and under which licence."""
        said = replace(dataset.provenance, title=self.title, source=self.source, licence=self.licence, as_at=self.as_at)
        return replace(dataset, provenance=said)


def fetch(
    errand: Errand,
    council: Council,
    pieces: Pieces,
    told: Told,
    keys: Mapping[str, str] | None = None,
    *,
    waits: Waits = lambda _seconds, _turn: None,
    pause: Callable[[float], None] | None = None,
    today: date | None = None,
) -> Fetched:
    """Fetch one thing for one council.

    Parameters
    ----------
    pieces
        What arrived before; give the same again to go on after a fault.
    told
        Called with the answers there are and the number expected.
    keys
        Service -> the user's key.
    waits
        Called before each wait for a busy service, with its seconds and which try comes after it.

    Raises
    ------
    NotFetched
        With a problem for the user; ``pieces`` holds what did arrive.
    """
    tally, paused = Tally(told, waits), {} if pause is None else {"pause": pause}
    ask = lambda service: Asker(service, pieces, tally, (keys or {}).get(service.key, ""), **paused)  # noqa: E731
    content = errand.gather(council, ask)
    day = today or datetime.now(UTC).date()
    said_day = f"{day.day} {day:%B %Y}"
    source = errand.services[0]
    return Fetched(
        name=f"{slug(f'{errand.key} {council.la_name} {day.isoformat()}')}.{errand.ending}",
        content=content,
        kind=errand.kind,
        title=f"{errand.title}, {council.la_name}",
        source=f"{source.publisher}, fetched from {source.host} on {said_day}",
        licence=source.licence,
        as_at=errand.as_at or said_day,
        problems=tuple(tally.problems),
    )


def _register(council: Council, ask: Ask) -> bytes:
    return register_of(council, ask(REGISTER))


def _outlines(council: Council, ask: Ask) -> bytes:
    return outlines_of(council, ask(OUTLINES))


def _wards(council: Council, ask: Ask) -> bytes:
    return wards_of(council, ask(OUTLINES))


def _of_the_census(table: CensusTable) -> Callable[[Council, Ask], bytes]:
    return lambda council, ask: census_of(small_areas_of(council, ask(OUTLINES)), table, ask(CENSUS))


def _census(key: str, title: str, table: CensusTable, kind: str = "indicators") -> Errand:
    about = f"Census 2021, table {table.code}, for each small area of the council."
    asked = (CENSUS, OUTLINES)
    return Errand(key, f"{title} (Census 2021)", kind, asked, "csv", _CENSUS_DAY, about, _of_the_census(table))


ERRANDS: dict[str, Errand] = {
    one.key: one
    for one in (
        Errand(
            "register", "Care homes (CQC register)", "homes", (REGISTER,), "jsonl", "",
            "Every registered care home of the council with its beds, ratings and owner; one question for each home.",
            _register,
        ),
        Errand(
            "outlines", "Outlines of small areas (ONS)", "outlines", (OUTLINES,), "geojson", "December 2021",
            "Small areas (LSOA) of 2021 with simplified outlines.", _outlines,
        ),
        Errand(
            "wards", "Wards of 2024 by small area (ONS)", "ward_lookup", (OUTLINES,), "csv", "December 2024",
            "The lookup that carries figures by wards of 2024 to the wards here.", _wards,
        ),
        _census("census-age", "Population by age", census.AGE, "population"),
        _census("census-ethnic-group", "Ethnic group", census.ETHNIC_GROUP),
        _census("census-disability", "Disability", census.DISABILITY),
        _census("census-health", "General health", census.GENERAL_HEALTH),
        _census("census-unpaid-care", "Unpaid care", census.UNPAID_CARE),
    )
}  # fmt: skip
