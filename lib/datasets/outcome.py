"""What comes back from the door: a dataset, problems, or both."""

from __future__ import annotations

from dataclasses import dataclass

from lib.core import Problem, Severity
from lib.datasets.dataset import Dataset


@dataclass(frozen=True)
class Outcome:
    """A dataset (``None`` when refused) and every problem found, in the order of the file.

    ``counts_records`` says that the file's rows were people, counted on the way in; ``names_people`` that it was
    refused because they are. The bytes of either may be kept nowhere.
    """

    dataset: Dataset | None
    problems: tuple[Problem, ...] = ()
    counts_records: bool = False
    names_people: bool = False

    @property
    def is_refused(self) -> bool:
        """Whether nothing of the file can be used."""
        return self.dataset is None

    @property
    def holds_people(self) -> bool:
        """Whether the file has to be let go of, whatever was made of it."""
        return self.counts_records or self.names_people

    def of(self, severity: Severity) -> tuple[Problem, ...]:
        """The problems of one severity."""
        return tuple(p for p in self.problems if p.severity == severity)
