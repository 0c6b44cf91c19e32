"""Two versions of the same kind side by side."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from lib.core.words import say_count
from lib.datasets import Dataset
from lib.store.version import Version


@dataclass(frozen=True)
class Comparison:
    """Two versions, the earlier first, with their datasets for :func:`lib.measures.changes.what_changed`."""

    before: Version
    after: Version
    before_data: Dataset
    after_data: Dataset

    def __post_init__(self) -> None:
        if self.before.kind != self.after.kind:
            raise ValueError(f"cannot compare {self.before.kind} with {self.after.kind}")

    @property
    def is_same_file(self) -> bool:
        """Whether both were read from the same bytes."""
        return self.before.provenance.content_hash == self.after.provenance.content_hash

    @property
    def facts(self) -> pd.DataFrame:
        """What is known of both: ``what, before, after`` as text, one row per fact, and ``is_changed``."""
        before, after = _facts(self.before), _facts(self.after)
        frame = pd.DataFrame({"what": list(before), "before": list(before.values()), "after": list(after.values())})
        return frame.astype("str").assign(is_changed=frame["before"].ne(frame["after"]).astype("boolean"))


def _facts(version: Version) -> dict[str, str]:
    said = version.provenance
    return {
        "Title": said.title,
        "Source": said.source,
        "Licence": said.licence,
        "As at": said.as_at,
        "File": version.file_name,
        "Saved by": version.who,
        "Saved on": f"{version.saved_at.day} {version.saved_at:%B %Y, %H:%M} UTC",
        "Version": said.version,
        "Rows read": say_count(said.rows_read, "row"),
        "Rows used": say_count(said.rows_used, "row"),
        "Rows set aside": say_count(said.rows_set_aside, "row"),
    }
