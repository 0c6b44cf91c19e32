"""The kinds of dataset, their schemas and the samples that come built in."""

from lib.datasets.dataset import Dataset
from lib.datasets.kinds import KINDS, Kind, kind_named
from lib.datasets.outcome import Outcome

__all__ = ["KINDS", "Dataset", "Kind", "Outcome", "kind_named"]
