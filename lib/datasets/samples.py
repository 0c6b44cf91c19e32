"""The samples that come built in: bytes for the single door, and what must be said beside them."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from lib.core import Provenance
from lib.datasets.dataset import Dataset
from lib.datasets.published import DATA, read_bytes, read_text

SAMPLES = DATA / "samples"


@dataclass(frozen=True)
class SampleFile:
    """One built-in file, to be loaded as a user's file would be.

    Attributes
    ----------
    name
        File name, such as ``sefton_homes.csv``.
    content
        The bytes, in the columns of the upload template.
    provenance
        Title, source, origin (``synthetic`` or ``published``), licence, date and caveat; the counts of
        rows and the hash come with loading.
    """

    name: str
    content: bytes
    provenance: Provenance

    def said_of(self, dataset: Dataset) -> Dataset:
        """The dataset loaded from these bytes, saying where it really comes from."""
        return dataset.said_by(self.provenance)


def sample_files(la_code: str) -> dict[str, SampleFile]:
    """The built-in files of one council by kind of dataset; none for a council without samples.

    Sefton ``E08000014``, Knowsley ``E08000011``, Liverpool ``E08000012`` and Worcestershire ``E10000034``
    have them. Load each with its kind, then call :meth:`SampleFile.said_of` on the result.
    """
    entries = read_text(SAMPLES / "INDEX.csv")
    own = entries[entries["la_code"] == la_code]
    return {str(row["kind"]): _sample(row) for _, row in own.iterrows()}


def councils_with_samples(kind: str | None = None) -> dict[str, str]:
    """Code to name of the councils with built-in files (of one kind, where it is given), the default first."""
    entries = read_text(SAMPLES / "INDEX.csv")
    asked = entries if kind is None else entries[entries["kind"] == kind]
    named = asked.drop_duplicates("la_code")
    return dict(zip(named["la_code"], named["council"], strict=True))


def _sample(entry: pd.Series) -> SampleFile:
    """One row of the index with its bytes."""
    return SampleFile(
        name=entry["file"],
        content=read_bytes(SAMPLES / entry["file"]),
        provenance=Provenance(
            title=entry["title"],
            source=entry["source"],
            origin="synthetic" if entry["origin"] == "synthetic" else "published",
            licence=entry["licence"],
            as_at=entry["as_at"],
            caveat=entry["caveat"],
        ),
    )
