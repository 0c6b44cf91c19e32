"""Figures that councils have published, as tidy tables: the only reader of ``data/published``."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from pathlib import Path

import pandas as pd

from lib.core import Provenance, Source, hash_of

DATA = Path(__file__).resolve().parents[2] / "data"
PUBLISHED = DATA / "published"

COVERAGE = "characteristics_coverage"
GAP_COLUMNS = [
    "characteristic",
    "basis",
    "evidence",
    "can_compare",
    "what_is_published",
    "what_is_missing",
]
NOTHING_BUILT_IN = "Nothing is built in for this council; load a file of your own."

_TYPES = {"whole": "Int64", "number": "float64"}


def table(name: str) -> tuple[pd.DataFrame, Provenance]:
    """One published table and where it comes from.

    Numbers are numbers (``Int64`` or ``float64``, missing where the document leaves a gap); columns
    ending ``as_published`` keep the figure as printed, so that its rounding is known; a total row is
    kept where the document prints one. Units stand in ``unit`` or in the column's name.

    Raises ``KeyError`` for a name that :func:`index` does not list.
    """
    entry = _entry(name)
    content = _content(name)
    frame = _typed(_parsed(content))
    return frame, _provenance(entry, content, len(frame))


def index() -> pd.DataFrame:
    """Every published table: ``name, title, unit, period, document, section, rows, caveat``."""
    return _typed(_parsed(_content("INDEX")))


def sources() -> tuple[Source, ...]:
    """The documents and data sets that everything built in comes from."""
    return tuple(_source(row) for _, row in _source_rows().iterrows())


def headlines(council: str) -> pd.DataFrame:
    """Headline figures of one council by name, one row a figure; empty where none are built in.

    ``figure, value, as_published, unit, period, table, document, source``: ``source`` is publisher
    and document in words.
    """
    frame, _ = table("headlines")
    chosen = frame[frame["council"] == council].drop(columns="council").reset_index(drop=True)
    words = _source_rows().set_index("key")
    named = words["publisher"] + ", " + words["document"]
    return chosen.assign(source=chosen["document"].map(named).astype("str"))


def evidence_gaps(council: str) -> pd.DataFrame:
    """What is published, and what is not, about each protected characteristic in one council.

    One row for each of the nine characteristics of the Equality Act 2010 and each local one, in that
    order, whatever the council: ``characteristic, basis, evidence, can_compare, what_is_published,
    what_is_missing``. ``can_compare`` is true where people using care can be set beside residents.
    A council without documents built in has 'nothing published' in every row.
    """
    coverage, _ = table(COVERAGE)
    rows = coverage[coverage["council"] == council].reset_index(drop=True)
    rows = _no_evidence(coverage) if rows.empty else rows
    compared = (rows["evidence"] == "users and population").astype("boolean")
    return rows.assign(can_compare=compared)[GAP_COLUMNS]


def _no_evidence(coverage: pd.DataFrame) -> pd.DataFrame:
    """The list of characteristics with nothing known about any."""
    asked = coverage[["characteristic", "basis"]].drop_duplicates(ignore_index=True)
    return asked.assign(
        evidence="nothing published",
        what_is_published="",
        what_is_missing=NOTHING_BUILT_IN,
    )


def _entry(name: str) -> dict[str, str]:
    """The index row of one table."""
    entries = _parsed(_content("INDEX")).set_index("name")
    return {str(key): str(value) for key, value in entries.loc[name].items()}


def _provenance(entry: dict[str, str], content: bytes, rows: int) -> Provenance:
    """Whom the figures come from, in words."""
    source = _source_rows().set_index("key").loc[entry["document"]]
    section = f", {entry['section']}" if entry["section"] else ""
    return Provenance(
        title=entry["title"],
        source=f"{source['publisher']}, {source['document']}{section}",
        origin="published",
        licence=str(source["licence"]),
        as_at=entry["period"] if any(letter.isdigit() for letter in entry["period"]) else "",  # 'see rows' is no date
        content_hash=hash_of(content),
        rows_read=rows,
        rows_used=rows,
        caveat=entry["caveat"] or str(source["caveat"]),
    )


def _source(row: pd.Series) -> Source:
    """One record of ``data/sources.csv``."""
    return Source(
        key=row["key"],
        title=f"{row['title']} ({row['document']})",
        publisher=row["publisher"],
        licence=row["licence"],
        as_at=row["as_at"],
        used_for=row["used_for"],
        caveat=row["caveat"],
    )


def _source_rows() -> pd.DataFrame:
    """``data/sources.csv`` as text."""
    return read_text(DATA / "sources.csv")


def _content(name: str) -> bytes:
    """The bytes of one published file."""
    return read_bytes(PUBLISHED / f"{name}.csv")


@lru_cache(maxsize=256)
def read_bytes(path: Path) -> bytes:
    """The bytes of a built-in file, which never changes while the app runs."""
    return path.read_bytes()


def read_text(path: Path) -> pd.DataFrame:
    """A built-in CSV with every cell as text."""
    return _parsed(read_bytes(path))


def _parsed(content: bytes) -> pd.DataFrame:
    """Every cell as text: 'None' and 'NULL' are words here, not gaps."""
    return pd.read_csv(BytesIO(content), dtype="str", keep_default_na=False)


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    """Turn the columns that ``data/dictionary.csv`` calls numbers into numbers."""
    dtypes = {name: _TYPES[kind] for name, kind in _column_types().items() if kind in _TYPES}
    numeric = {str(name): _numbers(frame[name], dtypes[str(name)]) for name in frame if name in dtypes}
    return frame.assign(**numeric)


def _numbers(column: pd.Series, dtype: str) -> pd.Series:
    """Blank is missing; anything else must be a number."""
    return pd.to_numeric(column.where(column != "")).astype(pd.api.types.pandas_dtype(dtype))


def _column_types() -> dict[str, str]:
    """Column name to type, from the dictionary."""
    rows = read_text(DATA / "dictionary.csv")
    return dict(zip(rows["column"], rows["type"], strict=True))
