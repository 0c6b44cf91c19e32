"""Bytes of a text file: which characters they spell and what separates the cells."""

from __future__ import annotations

import codecs
import csv
import math
import re
from collections import Counter
from io import StringIO

from lib.ingest.sniff import nul_pattern

DELIMITERS = ",;\t|"
_SAMPLE_CHARACTERS = 65_536
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def encoding_of(content: bytes) -> str:
    """The encoding: by its mark, by the pattern of NULs, UTF-8 when it decodes, else Windows (cp1252)."""
    for mark, name in _BOMS:
        if content.startswith(mark):
            return name
    wide = nul_pattern(content[:4096])
    if wide:
        return wide
    return "utf-8" if _is_mostly_utf8(content) else "cp1252"


def delimiter_of(text: str) -> str:
    """The separator that cuts the first lines into the same number of cells most consistently."""
    declared = re.match(r"\ufeff?sep=(.)[\r\n]", text)
    if declared:
        return declared[1]
    sample = text[:_SAMPLE_CHARACTERS]
    if len(text) > _SAMPLE_CHARACTERS:
        sample = sample[: sample.rfind("\n") + 1] or sample
    best = max(DELIMITERS, key=lambda mark: _consistency(sample, mark))
    return best if _consistency(sample, best) > 0 else ","


def _is_mostly_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return _has_one_slip(content)
    return True


def _has_one_slip(content: bytes) -> bool:
    """Whether a file of real UTF-8 holds a stray byte or two (Windows text nearly always fails)."""
    spelled = content.decode("utf-8", errors="replace")
    beyond_ascii = sum(map(len, re.findall(r"[^\x00-\x7f]+", spelled)))
    return 20 * spelled.count("\ufffd") < beyond_ascii


def _consistency(sample: str, delimiter: str) -> float:
    try:
        lengths = [len(row) for row in csv.reader(StringIO(sample, newline=""), delimiter=delimiter) if row]
    except csv.Error:
        return 0.0
    usual, n_usual = max(Counter(lengths).items(), key=lambda pair: (pair[0] > 1, pair[1]), default=(1, 0))
    return n_usual / len(lengths) * math.log(usual) if lengths else 0.0
