"""Where figures come from: carried from the file to the foot of every chart and download."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Literal

#: ``uploaded`` by the user, ``published`` by somebody else and built in,
#: ``synthetic`` made up by a script to match published totals.
Origin = Literal["uploaded", "published", "synthetic"]
#: What stands above every table taken away of rows that were made up; a file that says it is believed.
SYNTHETIC = "SYNTHETIC SAMPLE: these rows were made up to show how the workbench works. Do not quote them."


@dataclass(frozen=True)
class Provenance:
    """Says who a figure comes from.

    Attributes
    ----------
    title
        What the data are, in words: ``'Care homes, North West register'``.
    source
        Who published it: file name of an upload, or publisher and document.
    origin
        Uploaded, published or synthetic; synthetic is said on every page that shows it.
    licence
        Licence of the source, ``''`` when the user has not said.
    as_at
        Date or period the data describe, as the source gives it.
    content_hash
        SHA-256 of the bytes read (hexadecimal); the version of the data.
    rows_read, rows_used, rows_set_aside
        Rows of the file; ``rows_read == rows_used + rows_set_aside``.
    caveat
        One sentence a reader must have beside the figures.
    """

    title: str
    source: str
    origin: Origin = "uploaded"
    licence: str = ""
    as_at: str = ""
    content_hash: str = ""
    rows_read: int = 0
    rows_used: int = 0
    rows_set_aside: int = 0
    caveat: str = ""
    loaded_at: datetime | None = None

    def said_by(self, said: Provenance) -> Provenance:
        """The same bytes and counts in the words of ``said``: title, source, origin, licence, date and caveat."""
        words = {name: getattr(said, name) for name in ("title", "source", "origin", "licence", "as_at", "caveat")}
        return replace(self, **words)

    @property
    def version(self) -> str:
        """Eight characters of the content hash: short enough to read out."""
        return self.content_hash[:8]

    @property
    def is_synthetic(self) -> bool:
        """Whether the rows were made up by a script, or the file says so of itself."""
        return self.origin == "synthetic" or self.caveat.startswith(SYNTHETIC)

    def now(self) -> Provenance:
        """The same, stamped with the time it was loaded."""
        return replace(self, loaded_at=datetime.now(UTC))


def hash_of(content: bytes) -> str:
    """SHA-256 of bytes, in hexadecimal."""
    return sha256(content).hexdigest()
