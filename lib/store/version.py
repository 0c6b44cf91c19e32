"""One version of a dataset: what is known about it, and what makes it the same as another."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256

import geopandas as gpd
import pandas as pd

from lib.core import Provenance, hash_of
from lib.datasets import Dataset, Outcome
from lib.geography import pair_of_years


class Status(StrEnum):
    """Who may use a version."""

    DRAFT = "draft"  # kept, and used by whoever saved it
    PUBLISHED = "published"  # for everybody; the latest published is in use
    WITHDRAWN = "withdrawn"  # for nobody, until it is published again


@dataclass(frozen=True)
class Version:
    """What is known about one version of a dataset. It never changes, but for ``status``.

    Attributes
    ----------
    id
        32 characters worked out from the bytes, the kind, the council and what was read from them: the same
        on any machine.
    kind, la_code
        A key of :data:`lib.datasets.KINDS`; the council's code, ``''`` for data of no one council.
    status
        Draft, published or withdrawn.
    file_name, who, saved_at
        The file uploaded, the name of who saved it first, and when (UTC).
    size_bytes
        What it takes up in the store.
    provenance
        Title, source, licence, as-at date, content hash; rows read, used and set aside.
    series
        Which of several that are used together it is a version of, in words: the pair of years of a lookup of wards.
        ``''`` for kinds of which one version is in use.
    """

    id: str
    kind: str
    la_code: str
    status: Status
    file_name: str
    who: str
    saved_at: datetime
    size_bytes: int
    provenance: Provenance
    series: str = ""


def dataset_of(outcome: Outcome, content: bytes) -> Dataset:
    """The dataset to keep. Keeping a refused file, or one with another file's bytes, is a bug of ours.

    Of a file of records of people the bytes may be gone already: ``content`` is then empty.
    """
    if outcome.dataset is None:
        raise ValueError("a refused file has nothing to keep")
    is_gone = outcome.counts_records and not content
    if not is_gone and outcome.dataset.provenance.content_hash != hash_of(content):
        raise ValueError("the dataset was not read from these bytes")
    return outcome.dataset


def new_version(dataset: Dataset, name: str, who: str, la_code: str, size_bytes: int) -> Version:
    """A draft of this dataset, saved now."""
    return Version(
        id=identity(dataset, name, la_code),
        kind=dataset.kind,
        la_code=la_code,
        status=Status.DRAFT,
        file_name=storable(name),
        who=storable(who),
        saved_at=datetime.now(UTC),
        size_bytes=size_bytes,
        provenance=dataset.provenance,
        series=series_of(dataset),
    )


def series_of(dataset: Dataset) -> str:
    """A lookup of wards stands beside those of other years, and in the place of one of the same."""
    return pair_of_years(dataset.frame) if dataset.kind == "ward_lookup" else ""


def identity(dataset: Dataset, name: str, la_code: str) -> str:
    """The same for the same bytes, kind and council, read alike and said to be the same.

    The file's name, who saved it and when make no difference. What was read does: the same bytes under a
    corrected column mapping are another version.
    """
    said = replace(dataset.provenance, loaded_at=None)
    said = replace(said, source="" if said.source == name else said.source)
    frames = {"frame": dataset.frame, **{f"part {key}": part for key, part in dataset.parts.items()}}
    read = {key: fingerprint_of(frame) for key, frame in sorted(frames.items())}
    return hash_of(json.dumps([dataset.kind, la_code, asdict(said), read], sort_keys=True).encode())[:32]


def fingerprint_of(frame: pd.DataFrame) -> str:
    """One hash over the columns, their types and every value of a frame, its outlines included."""
    plain = frame.to_wkb() if isinstance(frame, gpd.GeoDataFrame) else frame
    found = sha256(json.dumps([[str(name), str(kind)] for name, kind in frame.dtypes.items()]).encode())
    found.update(pd.util.hash_pandas_object(plain).to_numpy().tobytes())
    return found.hexdigest()


def storable(text: str) -> str:
    """Text that either database can keep: PostgreSQL has no character 0, neither has half a character."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
