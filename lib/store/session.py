"""Versions that live as long as a session: in memory, nowhere else."""

from __future__ import annotations

from dataclasses import dataclass

from lib.datasets import Dataset, Outcome
from lib.store.comparison import Comparison
from lib.store.not_kept import GONE, NotKept
from lib.store.store import dataset_in
from lib.store.version import Version, dataset_of, new_version


@dataclass(frozen=True)
class _Held:
    version: Version
    outcome: Outcome
    content: bytes


class SessionStore:
    """The same questions as :class:`lib.store.Store` answers, of uploads kept for one session only.

    Nothing is written to a file or a database. After :meth:`forget` the store holds nothing on to them; they are
    gone when nobody else holds on to them either. Nothing here can be published: hand :meth:`outcome` and
    :meth:`original` to ``Store.save`` first.
    """

    def __init__(self) -> None:
        self._held: dict[str, _Held] = {}

    def save(self, outcome: Outcome, content: bytes, name: str, who: str, la_code: str = "") -> Version:
        """Hold what was read from a file until it is forgotten; the same again is the same version."""
        version = new_version(dataset_of(outcome, content), name, who, la_code, len(content))
        return self._held.setdefault(version.id, _Held(version, outcome, content)).version

    def version(self, version_id: str) -> Version:
        """What is known about one version."""
        return self._one(version_id).version

    def versions(self, kind: str | None = None, la_code: str | None = None) -> tuple[Version, ...]:
        """Versions of a kind and council, or of any, the newest first."""
        every = reversed([held.version for held in self._held.values()])
        return tuple(one for one in every if kind in (None, one.kind) and la_code in (None, one.la_code))

    def outcome(self, version_id: str) -> Outcome:
        """The dataset and the problems found in the file."""
        return self._one(version_id).outcome

    def load(self, version_id: str) -> Dataset:
        """The dataset."""
        return dataset_in(self.outcome(version_id))

    def original(self, version_id: str) -> bytes:
        """The bytes as they were uploaded."""
        return self._one(version_id).content

    def compare(self, before: str, after: str) -> Comparison:
        """Two versions of the same kind, by id, the earlier first."""
        return Comparison(self.version(before), self.version(after), self.load(before), self.load(after))

    def forget(self, version_id: str | None = None) -> None:
        """Let go of one version, or of everything."""
        if version_id is None:
            self._held.clear()
        else:
            self._held.pop(version_id, None)

    def _one(self, version_id: str) -> _Held:
        if version_id not in self._held:
            raise NotKept(GONE)
        return self._held[version_id]
