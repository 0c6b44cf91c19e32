"""Names of categories that differ by case or wording: read as one, with what was read as what.

A name goes three ways: as the file has it, tidied (one spelling of names that differ only in how they are written) and
grouped (one wording of those that :mod:`lib.ingest.wordings` lists as the same). The mapping keeps all three.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from lib.core.words import say_list
from lib.ingest.findings import Finding, noted
from lib.ingest.spelling import key_of

MAPPING_COLUMNS = ["column", "in_the_file", "tidied", "read_as", "rows"]


@dataclass(frozen=True)
class ReadAs:
    """One column of categories as the file has it and as it was read, row by row (index ``source_row``).

    ``tidied`` is the step between, where there was one. ``is_grouping`` says that the file's words were put into
    fewer groups, which is so in every row and no surprise.
    """

    column: str
    given: pd.Series
    read: pd.Series
    is_grouping: bool = False
    tidied: pd.Series | None = None

    @property
    def is_changed(self) -> pd.Series:
        """Rows whose words were read as others; a blank is nothing that was changed."""
        given, read = self.given.fillna("").astype("str"), self.read.fillna("").astype("str")
        return given.ne("") & given.ne(read)

    def at(self, rows: pd.Index) -> ReadAs:
        """The same for some of the rows."""
        tidied = None if self.tidied is None else self.tidied.loc[rows]
        return replace(self, given=self.given.loc[rows], read=self.read.loc[rows], tidied=tidied)

    @property
    def one_spelling(self) -> pd.Series:
        """The words tidied; those of a column without that step are what they were read as."""
        return self.read if self.tidied is None else self.tidied


def one_spelling(text: pd.Series, known: Mapping[str, str] | None = None) -> pd.Series:
    """Categories that differ only by case, spaces or kind of dash under one spelling; gaps stay gaps.

    That of ``known`` (:func:`lib.ingest.spelling.key_of` what is said -> its spelling) where it has one, else the
    commonest of the file; of two as common, the first.
    """
    words = text.dropna().astype("str")
    counted = words.value_counts(sort=False)
    spelling: dict[str, str] = {}
    for word in sorted(counted.index, key=lambda one: -counted[one]):
        spelling.setdefault(key_of(word), " ".join(word.split()))
    spelling |= {key: known[key] for key in spelling if known and key in known}
    return text.map({word: spelling[key_of(word)] for word in counted.index}, na_action="ignore").astype("str")


def one_wording(text: pd.Series, known: Mapping[str, str]) -> pd.Series:
    """Categories under the wording that ``known`` has for them, by :func:`lib.ingest.spelling.key_of`."""
    said = {word: known.get(key_of(word), word) for word in text.dropna().astype("str").unique()}
    return text.map(said, na_action="ignore").astype("str")


_DIGITS = {"zero": "0", "one": "1", "two": "2", "three": "3", "four": "4"}


def one_of_a_code(text: pd.Series, pattern: re.Pattern[str]) -> pd.Series:
    """Categories that begin with one code under the commonest wording of it: 'R1 - near family' is 'R1: near family'.

    ``pattern`` finds ``code`` and ``rest`` in a whole category. A bare code ('R1') is the one wording that the file has
    for it; where it has several, the bare code stays as it is.
    """
    words = text.dropna().astype("str")
    counted = words.value_counts(sort=False)
    parts = {word: found for word in counted.index if (found := pattern.fullmatch(word))}
    keys = {word: (_code(found["code"]), _plain(found["rest"] or "")) for word, found in parts.items()}
    rests: dict[str, set[str]] = {}
    for code, rest in keys.values():
        rests.setdefault(code, set()).update({rest} - {""})
    whole = {word: (code, rest or _only(rests[code])) for word, (code, rest) in keys.items()}
    spelling: dict[tuple[str, str], str] = {}
    for word in sorted(whole, key=lambda one: (not keys[one][1], -counted[one])):
        spelling.setdefault(whole[word], word)
    return text.map({word: spelling.get(whole.get(word, ("", "")), word) for word in counted.index},
                    na_action="ignore").astype("str")  # fmt: skip


def _code(said: str) -> str:
    return _DIGITS.get(said.casefold(), said.casefold())


def _plain(rest: str) -> str:
    return " ".join(re.findall(r"\w+", rest.casefold()))


def _only(rests: set[str]) -> str:
    return next(iter(rests)) if len(rests) == 1 else ""


def mapping_of(columns: Iterable[ReadAs]) -> pd.DataFrame:
    """Every category read as another, once: ``column, in_the_file, tidied, read_as, rows``."""
    parts = [_mapping(one) for one in columns if one.is_changed.any()]
    if not parts:
        return pd.DataFrame({name: pd.Series(dtype="int64" if name == "rows" else "str") for name in MAPPING_COLUMNS})
    return pd.concat(parts, ignore_index=True)


def about_categories(columns: Iterable[ReadAs]) -> list[Finding]:
    """A note for each column with spellings or wordings that were made one, with the cells concerned."""
    return [note for one in columns if not one.is_grouping for note in _notes(one)]


def _mapping(one: ReadAs) -> pd.DataFrame:
    steps = {"in_the_file": one.given, "tidied": one.one_spelling, "read_as": one.read}
    said = pd.DataFrame(steps)[one.is_changed].astype("str")
    counted = said.groupby(list(steps), sort=False).size().rename("rows").reset_index()
    return counted.assign(column=one.column)[MAPPING_COLUMNS]


def _notes(one: ReadAs) -> list[Finding]:
    """What was spelled in several ways, and what was worded in several."""
    is_worded = one.is_changed & one.one_spelling.ne(one.read)
    spelled = "Names that differ only in how they are written were read as one"
    worded = "Wordings that mean the same were read as one"
    fix = "Nothing, unless the two are not the same. Then give one of them a wording of its own in the file."
    return [
        noted(code, f"{what}: {_said(one, rows)}.", one.given[rows], one.column, fix)
        for code, what, rows in (
            ("categories-read-as-one", spelled, one.is_changed & ~is_worded),
            ("wordings-read-as-one", worded, is_worded),
        )
        if rows.any()
    ]


def _said(one: ReadAs, rows: pd.Series) -> str:
    pairs = pd.DataFrame({"given": one.given[rows], "read": one.read[rows]}).astype("str").drop_duplicates()
    said = [f"'{given[:40]}' as '{read[:40]}'" for given, read in pairs.head(3).itertuples(index=False)]
    return say_list(said) + ("" if len(pairs) <= 3 else f" and {len(pairs) - 3:,} more")
