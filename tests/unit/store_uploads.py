"""Uploads made up for the tests of the store, and processes that save them."""

from __future__ import annotations

import os
import random
import signal
from multiprocessing.connection import Connection
from typing import Any

import geopandas as gpd
import pandas as pd
from geopandas.testing import assert_geodataframe_equal
from pandas.testing import assert_frame_equal
from sqlalchemy import Engine, event

from lib.core import Provenance, hash_of, note
from lib.datasets import Dataset, Outcome
from lib.store import Store, open_store


def upload(text: str = "one", kind: str = "indicators", n_rows: int = 3, **said: str) -> tuple[Outcome, bytes, str]:
    """An outcome whose every value follows from ``text``, with its bytes and its name."""
    content = f"area_code,{text}\n".encode() * n_rows
    frame = pd.DataFrame(
        {
            "area_code": pd.Series([f"E{n:08}" for n in range(n_rows)], dtype="str"),
            f"rate {text}": [n + len(text) / 7 for n in range(n_rows)],
            "source_row": pd.array(range(2, n_rows + 2), dtype="Int64"),
        }
    )
    aside = pd.DataFrame({"source_row": pd.array([9], dtype="Int64"), "code": ["odd"], "what": [f"odd: {text}"]})
    provenance = Provenance("Area indicators", "file.csv", content_hash=hash_of(content), rows_read=n_rows, **said)
    dataset = Dataset(kind, frame, provenance.now(), {"set_aside": aside.astype({"code": "str", "what": "str"})})
    return Outcome(dataset, (note("seen", f"seen: {text}", rows=(4, 5)),)), content, "file.csv"


def assert_same(found: Dataset, saved: Dataset) -> None:
    """The same kind, provenance, frame and parts, in types as well as in values."""
    assert (found.kind, found.provenance) == (saved.kind, saved.provenance)
    _assert_same_frame(found.frame, saved.frame)
    assert set(found.parts) == set(saved.parts)
    for name, part in saved.parts.items():
        _assert_same_frame(found.parts[name], part)


def assert_whole(store: Store, version_id: str) -> None:
    """A version made by :func:`save_for_ever` is exactly what its bytes say it must be."""
    content = store.original(version_id)
    version, found = store.version(version_id), store.outcome(version_id)
    assert hash_of(content) == version.provenance.content_hash
    expected, _, _ = upload(*_said_by(content))
    assert found.problems == expected.problems
    _assert_same_frame(found.dataset.frame, expected.dataset.frame)
    _assert_same_frame(found.dataset.set_aside, expected.dataset.set_aside)


def save_for_ever(place: str, seed: int, ready: Connection) -> None:
    """Save, publish, roll back and purge until killed."""
    store, chance = open_store(place), random.Random(seed)
    store.save(*upload(f"{seed}-first"), "Ann")
    ready.send("ready")
    for number in range(1_000_000):
        kept = store.save(*upload(f"{seed}-{number}", "indicators", chance.choice([3, 300, 9_000])), "Ann")
        if chance.random() < 0.5:
            store.publish(kept.id, "Ann")
        if chance.random() < 0.2:
            store.roll_back("indicators")
        if chance.random() < 0.05:
            store.purge(kept.id)


def save_some(place: str, seed: int, how_many: int, go: Any) -> None:
    """Save so many uploads, the first of them the same as everybody else's."""
    go.wait()
    store = open_store(place)
    store.save(*upload("everybody's"), f"worker {seed}")
    for number in range(how_many):
        store.save(*upload(f"{seed}-{number}"), f"worker {seed}")


def save_until(place: str, statement: int, text: str) -> None:
    """Save and publish, and be killed just before the given statement (or the commit after it)."""
    store, seen = open_store(place), [0]

    def count(*_: object) -> None:
        seen[0] += 1
        if seen[0] == statement:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", count)
    event.listen(Engine, "commit", count)
    store.publish(store.save(*upload(text), "Ann").id)


def _said_by(content: bytes) -> tuple[str, str, int]:
    lines = content.decode().splitlines()
    return lines[0].removeprefix("area_code,"), "indicators", len(lines)


def _assert_same_frame(found: pd.DataFrame, saved: pd.DataFrame) -> None:
    same = assert_geodataframe_equal if isinstance(saved, gpd.GeoDataFrame) else assert_frame_equal
    assert type(found) is type(saved)
    same(found, saved)
