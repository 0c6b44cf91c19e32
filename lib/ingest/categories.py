"""Names of categories that differ by case or wording: read as one, with what was read as what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from lib.core.words import say_list
from lib.ingest.findings import Finding, noted

MAPPING_COLUMNS = ["column", "in_the_file", "read_as", "rows"]


@dataclass(frozen=True)
class ReadAs:
    """One column of categories as the file has it and as it was read, row by row (index ``source_row``).

    ``is_grouping`` says that the file's words were put into fewer groups, which is so in every row and no surprise.
    """

    column: str
    given: pd.Series
    read: pd.Series
    is_grouping: bool = False

    @property
    def is_changed(self) -> pd.Series:
        """Rows whose words were read as others; a blank is nothing that was changed."""
        given, read = self.given.fillna("").astype("str"), self.read.fillna("").astype("str")
        return given.ne("") & given.ne(read)


def one_spelling(text: pd.Series, known: Mapping[str, str] | None = None) -> pd.Series:
    """Categories that differ only by case, spaces or kind of dash under one spelling; gaps stay gaps.

    That of ``known`` (what is said, in small letters -> its spelling) where it has one, else the commonest of the
    file; of two as common, the first.
    """
    words = text.dropna().astype("str")
    counted = words.value_counts(sort=False)
    spelling: dict[str, str] = {}
    for word in sorted(counted.index, key=lambda one: -counted[one]):
        spelling.setdefault(_key(word), " ".join(word.split()))
    spelling |= {key: known[key] for key in spelling if known and key in known}
    return text.map({word: spelling[_key(word)] for word in counted.index}, na_action="ignore").astype("str")


def mapping_of(columns: Iterable[ReadAs]) -> pd.DataFrame:
    """Every category read as another, once: ``column, in_the_file, read_as, rows``."""
    parts = [_mapping(one) for one in columns if one.is_changed.any()]
    if not parts:
        return pd.DataFrame({name: pd.Series(dtype="int64" if name == "rows" else "str") for name in MAPPING_COLUMNS})
    return pd.concat(parts, ignore_index=True)


def about_categories(columns: Iterable[ReadAs]) -> list[Finding]:
    """A note for each column with spellings that were made one, with the cells concerned."""
    return [_note(one) for one in columns if not one.is_grouping and one.is_changed.any()]


def _mapping(one: ReadAs) -> pd.DataFrame:
    pairs = pd.DataFrame({"in_the_file": one.given, "read_as": one.read})[one.is_changed].astype("str")
    counted = pairs.groupby(["in_the_file", "read_as"], sort=False).size().rename("rows").reset_index()
    return counted.assign(column=one.column)[MAPPING_COLUMNS]


def _note(one: ReadAs) -> Finding:
    table = _mapping(one)
    pairs = zip(table["in_the_file"].head(3), table["read_as"].head(3), strict=True)
    said = [f"'{str(given)[:40]}' as '{str(read)[:40]}'" for given, read in pairs]
    more = "" if len(table) <= 3 else f" and {len(table) - 3:,} more"
    what = f"Names that differ only in how they are written were read as one: {say_list(said)}{more}."
    cells = one.given[one.is_changed]
    return noted("categories-read-as-one", what, cells, one.column, "Nothing, unless the two are not the same.")


def _key(word: str) -> str:
    said = re.sub(r"[‐-―−-]", "-", word.casefold().replace("&", " and "))
    return " ".join(re.sub(r"\s*-\s*", "-", said).split()).rstrip(".:;,")
