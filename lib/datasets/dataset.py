"""A checked table of one kind, with where it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from lib.core import Provenance


@dataclass(frozen=True)
class Dataset:
    """A checked table. Treat ``frame`` as read-only: derive, never change in place.

    Attributes
    ----------
    kind
        A key of :data:`lib.datasets.kinds.KINDS`.
    frame
        The rows used, one row per what the kind says; ``source_row`` is the spreadsheet row.
        A ``GeoDataFrame`` in EPSG:4326 where the kind has a place.
    provenance
        Where it came from.
    parts
        Further tables of the same file, by name: ``set_aside`` (rows kept out, with
        ``source_row``, ``code`` and ``what``), ``members`` of localities.
    """

    kind: str
    frame: pd.DataFrame
    provenance: Provenance
    parts: Mapping[str, pd.DataFrame] = field(default_factory=dict)

    @property
    def set_aside(self) -> pd.DataFrame:
        """Rows kept out of the figures; empty when there are none."""
        return self.parts.get("set_aside", pd.DataFrame(columns=["source_row", "code", "what"]))
