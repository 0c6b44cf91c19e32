"""A dataset as files of bytes, and back again just as it was."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

import geopandas as gpd
import pandas as pd

from lib.core import Problem, Provenance, Severity, hash_of
from lib.datasets import Dataset, Outcome
from lib.store.not_kept import VERSION_DAMAGED, NotKept

ORIGINAL, FRAME, PROBLEMS, PART = "original", "frame", "problems", "part "
_BYTES, _JSON, _PARQUET, _GEOPARQUET = "bytes", "json", "parquet", "geoparquet"


@dataclass(frozen=True)
class PackedFile:
    """One file of a version: its name, its form, the units of its columns of times, and its bytes."""

    name: str
    form: str
    content: bytes
    times: str = "{}"

    @property
    def sha256(self) -> str:
        """The hash that its bytes must have when they are read again."""
        return hash_of(self.content)


def pack(dataset: Dataset, problems: Iterable[Problem], original: bytes | None) -> tuple[PackedFile, ...]:
    """Everything that is kept of a version; without the uploaded bytes where ``original`` is ``None``."""
    kept = [] if original is None else [PackedFile(ORIGINAL, _BYTES, original)]
    parts = [_packed_frame(PART + name, frame) for name, frame in dataset.parts.items()]
    return (*kept, _packed_frame(FRAME, dataset.frame), *parts, _packed_problems(problems))


def unpack(kind: str, provenance: Provenance, files: Iterable[PackedFile]) -> Outcome:
    """The dataset as it was saved, and the problems found in it."""
    by_name = {one.name: one for one in files}
    parts = {name.removeprefix(PART): frame_of(one) for name, one in by_name.items() if name.startswith(PART)}
    dataset = Dataset(kind, frame_of(by_name[FRAME]), provenance, parts)
    return Outcome(dataset, problems_of(by_name[PROBLEMS]))


def checked(one: PackedFile, sha256: str) -> PackedFile:
    """The file, when its bytes are those that were saved."""
    if one.sha256 != sha256:
        raise NotKept(VERSION_DAMAGED)
    return one


def frame_of(packed: PackedFile) -> pd.DataFrame:
    """The frame in the bytes."""
    read = gpd.read_parquet if packed.form == _GEOPARQUET else pd.read_parquet
    return read(io.BytesIO(packed.content)).astype(json.loads(packed.times))


def problems_of(packed: PackedFile) -> tuple[Problem, ...]:
    """The problems in the bytes."""
    return tuple(
        Problem(**{**one, "severity": Severity(one["severity"]), "rows": tuple(one["rows"])})
        for one in json.loads(packed.content)
    )


def _packed_frame(name: str, frame: pd.DataFrame) -> PackedFile:
    form = _GEOPARQUET if isinstance(frame, gpd.GeoDataFrame) else _PARQUET
    written = io.BytesIO()
    frame.to_parquet(written)
    return PackedFile(name, form, written.getvalue(), json.dumps(_times(frame)))


def _times(frame: pd.DataFrame) -> dict[str, str]:
    """Parquet has no whole seconds: it gives back thousandths."""
    return {str(name): str(kind) for name, kind in frame.dtypes.items() if str(kind).startswith("datetime64[s")}


def _packed_problems(problems: Iterable[Problem]) -> PackedFile:
    return PackedFile(PROBLEMS, _JSON, json.dumps([asdict(one) for one in problems]).encode())
