"""The store of versions: what is saved stays as it was saved, until it is purged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

import pandas as pd
from sqlalchemy import Connection, Engine

from lib.datasets import Dataset, Outcome
from lib.store import keeping, mappings, publishing, purging
from lib.store.comparison import Comparison
from lib.store.mappings import SavedMapping
from lib.store.not_kept import said_plainly
from lib.store.packing import pack
from lib.store.place import WRITES, connect_to, place_of, with_driver
from lib.store.upgrading import upgrade
from lib.store.version import Version, dataset_of, new_version


def open_store(url: str | None = None) -> Store:
    """Open the store, making it or bringing it up to date where needed.

    Parameters
    ----------
    url
        A database address. Without one: ``DATABASE_URL``, else ``workbench.sqlite3`` in ``WORKBENCH_HOME``,
        else in the folder ``workspace`` beside the app.

    Raises
    ------
    NotKept
        When the place cannot be reached, read or written to; ``problem`` says so to the user.
    """
    with said_plainly():
        engine = connect_to(with_driver(url) if url else place_of())
        try:
            upgrade(engine)
        except BaseException:
            engine.dispose()
            raise
    return Store(engine)


class Store:
    """Versions of datasets in a database. Safe to share between threads and sessions.

    Each change is one transaction: after a crash a version is there whole or not at all. Every method may
    raise :class:`lib.store.NotKept`, whose ``problem`` is for the user; then nothing was changed.
    """

    def __init__(self, engine: Engine):
        self._engine = engine

    def save(
        self, outcome: Outcome, content: bytes, name: str, who: str, la_code: str = "", *, keep_original: bool = True
    ) -> Version:
        """Keep what was read from a file as a draft.

        Parameters
        ----------
        outcome
            What :func:`lib.ingest.load` made of the file; not a refusal.
        content, name
            The file's bytes and its name; no bytes (``b''``) of a file of records of people that was let go of.
        who
            The name to show beside the version.
        la_code
            The council it belongs to; ``''`` for data of no one council.
        keep_original
            ``False`` keeps the table and not the file. A file of records of people, counted on the way in, is never
            kept whatever is asked.

        Returns
        -------
        Version
            The version saved before, when the same bytes of the same kind and council were read alike.
        """
        dataset = dataset_of(outcome, content)
        is_kept = keep_original and not outcome.counts_records
        packed = pack(dataset, outcome.problems, content if is_kept else None)
        size_bytes = sum(len(one.content) for one in packed)
        version = new_version(dataset, name, who, la_code, size_bytes)
        with self._changing() as connection:
            return keeping.write(connection, version, packed)

    def version(self, version_id: str) -> Version:
        """What is known about one version."""
        with self._reading() as connection:
            return keeping.version_named(connection, version_id)

    def versions(self, kind: str | None = None, la_code: str | None = None) -> tuple[Version, ...]:
        """Versions of a kind and council, or of any, the newest first."""
        with self._reading() as connection:
            return keeping.listed(connection, kind, la_code)

    def outcome(self, version_id: str) -> Outcome:
        """The dataset as it was saved, checked against its hashes, and the problems found in the file."""
        with self._reading() as connection:
            return keeping.read(connection, version_id)

    def load(self, version_id: str) -> Dataset:
        """The dataset as it was saved: frame, parts and provenance."""
        return dataset_in(self.outcome(version_id))

    def original(self, version_id: str) -> bytes:
        """The bytes as they were uploaded."""
        with self._reading() as connection:
            return keeping.read_original(connection, version_id)

    def current(self, kind: str, la_code: str = "", series: str = "") -> Version | None:
        """The version in use: published last and not withdrawn. ``None`` when nothing is published."""
        with self._reading() as connection:
            return publishing.in_use(connection, kind, la_code, series)

    def in_use(self, kind: str, la_code: str = "") -> tuple[Version, ...]:
        """The versions in use together, one of each series, in the order they were published."""
        with self._reading() as connection:
            return publishing.all_in_use(connection, kind, la_code)

    def publish(self, version_id: str, who: str = "") -> Version:
        """Put a version in use for everybody."""
        with self._changing() as connection:
            return publishing.publish(connection, version_id, who)

    def withdraw(self, version_id: str, who: str = "") -> Version:
        """Take a version out of use; what was published before it, and still stands, is in use again."""
        with self._changing() as connection:
            return publishing.withdraw(connection, version_id, who)

    def roll_back(
        self, kind: str, la_code: str = "", who: str = "", *, seen: str | None = None, series: str = ""
    ) -> Version | None:
        """Undo the last publishing of a kind and council (of one series), and return what is in use now.

        ``seen`` is the version its user believes to be in use; when another is, nothing is changed.
        """
        with self._changing() as connection:
            return publishing.roll_back(connection, kind, la_code, who, seen, series)

    def history(self, kind: str, la_code: str = "", series: str = "") -> pd.DataFrame:
        """One row per publishing, the latest first: ``version_id, published_at, published_by, ended_at, ended_by``."""
        with self._reading() as connection:
            return publishing.history(connection, kind, la_code, series)

    def compare(self, before: str, after: str) -> Comparison:
        """Two versions of the same kind, by id, the earlier first."""
        return Comparison(self.version(before), self.version(after), self.load(before), self.load(after))

    def purge(self, version_id: str) -> None:
        """Take a version away for good: its rows, its bytes and what the database had put by of them."""
        with said_plainly():
            purging.purge(self._engine, version_id)

    def clean_up(self) -> None:
        """Finish a purge that could not be finished, because others were reading or the disk was full."""
        purging.clean_up(self._engine)

    def save_mapping(self, headings: Iterable[str], columns: Mapping[str, str], kind: str, who: str = "") -> None:
        """Remember which column is which for files with this header row."""
        with self._changing() as connection:
            mappings.save_mapping(connection, list(headings), columns, kind, who)

    def mapping_for(self, headings: Iterable[str], kind: str | None = None) -> SavedMapping | None:
        """What was said last of a header row like this one; ``None`` when nobody has."""
        with self._reading() as connection:
            return mappings.mapping_for(connection, list(headings), kind)

    def forget_mapping(self, headings: Iterable[str]) -> None:
        """Offer nothing for this header row any more."""
        with self._changing() as connection:
            mappings.forget_mapping(connection, list(headings))

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with said_plainly(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _changing(self) -> Iterator[Connection]:
        with said_plainly(), self._engine.execution_options(**{WRITES: True}).begin() as connection:
            yield connection


def dataset_in(outcome: Outcome) -> Dataset:
    """The dataset of a version: there is always one."""
    if outcome.dataset is None:
        raise LookupError("a version without a dataset")
    return outcome.dataset
