"""What is loaded now: one dataset of each kind, with a way back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from lib.datasets import Dataset


@dataclass(frozen=True)
class Workspace:
    """The datasets in use, by kind. Each change is a new workspace that remembers the one before.

    Immutable: a page that holds a workspace keeps what it holds.
    """

    datasets: Mapping[str, Dataset] = field(default_factory=lambda: MappingProxyType({}))
    before: Workspace | None = None

    def get(self, kind: str) -> Dataset | None:
        """The dataset of this kind in use, or ``None``."""
        return self.datasets.get(kind)

    def accept(self, dataset: Dataset) -> Workspace:
        """Use ``dataset`` in place of the one of its kind; it comes last, as what was taken in last."""
        others = {kind: one for kind, one in self.datasets.items() if kind != dataset.kind}
        return self._changed({**others, dataset.kind: dataset})

    def remove(self, kind: str) -> Workspace:
        """Go on without the dataset of this kind; built-in data show through again."""
        return self._changed({key: value for key, value in self.datasets.items() if key != kind})

    def undo(self) -> Workspace:
        """The workspace before the last change; itself when there is none."""
        return self.before or self

    def _changed(self, datasets: dict[str, Dataset]) -> Workspace:
        return replace(self, datasets=MappingProxyType(datasets), before=self)
