"""Headings: said one way, so that 'Location Postal Code', 'postcode' and 'Post code' can be found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import pandas as pd

ONS_CODE = r"[EWSNKJLMewsnkjlm]\d{8}"
POSTCODE = r"[A-Za-z]{1,2}\d[A-Za-z\d]?\s*\d[A-Za-z]{2}"


@lru_cache(maxsize=8_192)
def normal(heading: str) -> str:
    """``'Location Postal\\nCode '`` as ``'location postal code'``; ``%`` and 'per cent' as ``pct``."""
    said = re.sub(r"([a-z])([A-Z])", r"\1 \2", str(heading)).lower().replace("%", " pct ").replace("£", " gbp ")
    said = re.sub(r"\b(per cent|percent|percentage)\b", "pct", said)
    return " ".join(re.findall(r"[a-z0-9+]+", said.replace("'", "")))


def find(headings: Iterable[str], names: Sequence[str]) -> str | None:
    """The heading that says one of ``names`` (normal form, spaces or not), the first name first."""
    known = {_squeezed(normal(heading)): heading for heading in reversed(list(headings))}
    return next((known[_squeezed(name)] for name in names if _squeezed(name) in known), None)


def found_among(headings: Iterable[str], names: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """What is looked for -> the heading that says it, for those that a heading says."""
    every = list(headings)
    return {what: heading for what, said in names.items() if (heading := find(every, said))}


def _squeezed(said: str) -> str:
    return said.replace(" ", "")


_SAMPLE = 1_000
_FIRST_LOOK = 200


def share_matching(text: pd.Series, pattern: str) -> float:
    """Share of the filled cells, among the first 1,000, that match a pattern as a whole; 0 where none is filled."""
    match = re.compile(pattern).fullmatch
    filled = _filled(text.head(_FIRST_LOOK))
    if len(filled) == _FIRST_LOOK and not any(map(match, filled)):
        return 0.0
    filled = _filled(text.head(_SAMPLE))
    if not any(map(match, filled[:_FIRST_LOOK])):
        return 0.0
    return sum(match(cell) is not None for cell in filled) / len(filled)


def _filled(text: pd.Series) -> list[str]:
    """What the filled cells say."""
    return [said for cell in text.tolist() if isinstance(cell, str) and (said := cell.strip())]


def code_column(frame: pd.DataFrame, prefer: Sequence[str] = ()) -> str | None:
    """The column whose cells are mostly ONS codes: the one with most different codes, a preferred heading first."""
    head = frame.head(_SAMPLE)
    shares = {str(name): share_matching(head[name], ONS_CODE) for name in head.columns}
    found = [name for name, share in shares.items() if share >= 0.6]
    order = {name: rank for rank, name in enumerate(prefer)}
    return max(found, key=lambda name: (head[name].nunique(), -order.get(name, len(order))), default=None)


def text_of(frame: pd.DataFrame, heading: str | None) -> pd.Series:
    """A column as tidy text (spaces collapsed), or blanks where there is no such column."""
    if heading is None:
        return pd.Series("", index=frame.index, dtype="str")
    text = frame[heading].fillna("").str.strip()
    is_untidy = text.str.contains("  ", regex=False) | text.str.contains("[\t\n\r\u00a0]", regex=True)
    if not is_untidy.any():
        return text
    return text.where(~is_untidy, text[is_untidy].str.replace(r"\s+", " ", regex=True).str.strip())


def joined(parts: Sequence[pd.Series], separator: str) -> pd.Series:
    """Columns of text as one, with a separator between."""
    text = parts[0]
    for part in parts[1:]:
        text = text + separator + part
    return text


def blank_to_missing(text: pd.Series) -> pd.Series:
    """Blank cells as missing."""
    return text.where(text.ne(""))
