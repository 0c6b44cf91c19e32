"""What comes back from the door: a dataset, problems, or both."""

from __future__ import annotations

from dataclasses import dataclass

from lib.core import Problem, Severity
from lib.datasets.dataset import Dataset


@dataclass(frozen=True)
class Outcome:
    """A dataset (``None`` when refused) and every problem found, in the order of the file.

    ``counts_records`` says that the file's rows were people, counted on the way in: its bytes may be kept nowhere.
    """

    dataset: Dataset | None
    problems: tuple[Problem, ...] = ()
    counts_records: bool = False

    @property
    def is_refused(self) -> bool:
        """Whether nothing of the file can be used."""
        return self.dataset is None

    def of(self, severity: Severity) -> tuple[Problem, ...]:
        """The problems of one severity."""
        return tuple(p for p in self.problems if p.severity == severity)
