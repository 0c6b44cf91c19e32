"""A checked table of one kind, with where it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

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
        ``source_row``, ``code`` and ``what``), ``members`` of localities, ``codes`` (the ``heading`` of the
        area codes and the ``year`` it names).
    """

    kind: str
    frame: pd.DataFrame
    provenance: Provenance
    parts: Mapping[str, pd.DataFrame] = field(default_factory=dict)

    def said_by(self, said: Provenance) -> Dataset:
        """The same table, saying in the words of ``said`` where it really comes from."""
        return replace(self, provenance=self.provenance.said_by(said))

    @property
    def set_aside(self) -> pd.DataFrame:
        """Rows kept out of the figures; empty when there are none."""
        return self.parts.get("set_aside", pd.DataFrame(columns=["source_row", "code", "what"]))

    @property
    def code_year(self) -> str:
        """The year of the area codes as their heading has it, such as ``'2024'`` for ``WD24CD``; ``''`` where none."""
        known = self.parts.get("codes")
        return "" if known is None or known.empty else str(known["year"].iloc[0])

    @property
    def gaps(self) -> pd.DataFrame:
        """Why figures are missing, as the file says: rows of ``frame``, its columns with a mark, ``''`` elsewhere."""
        return gaps_of(self.frame, self.parts.get("states"))


def gaps_of(frame: pd.DataFrame, states: pd.DataFrame | None) -> pd.DataFrame:
    """The marks of a file (``source_row, column, state``) laid out as the rows of a frame with ``source_row``.

    Where periods stood across the file, so that one of its rows is several of the frame, ``period`` tells them apart.
    """
    if states is None or states.empty or "source_row" not in frame:
        return pd.DataFrame(index=frame.index)
    keys = [key for key in ("source_row", "period") if key in states and key in frame]
    once = states[states["column"].isin(frame.columns)].drop_duplicates([*keys, "column"])
    wide = once.pivot(index=keys, columns="column", values="state")  # noqa: PD010
    at = pd.MultiIndex.from_frame(frame[keys]) if len(keys) > 1 else pd.Index(frame[keys[0]])
    laid_out = wide.reindex(at).fillna("").astype("str").set_axis(frame.index)
    return laid_out.rename_axis(columns=None)
