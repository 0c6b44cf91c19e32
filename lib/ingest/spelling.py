"""What two spellings of one name have in common: the same words, whatever their case, spaces, dashes and signs."""

from __future__ import annotations

import re

_RANGE = re.compile(r"(\d)\s*(?:-|to)\s*(\d)")
_AND_OVER = re.compile(r"(\d)\s*(?:\+|plus|(?:years )?(?:and|or) (?:over|above|older|more))(?=\W|$)")


def key_of(name: str) -> str:
    """One key for spellings that differ by case, spaces, kind of dash, '&', 'St.' or how a band of ages is written.

    ``'18–64'``, ``'18 - 64'`` and ``'18 to 64'`` share a key, as do ``'65+'`` and ``'65 and over'``; ``'65'`` does not.
    """
    said = re.sub(r"[‐-―−-]", "-", name.casefold().replace("&", " and ").replace("’", "'"))
    said = re.sub(r"\bst\.(?= )", "st", said)
    said = " ".join(re.sub(r"\s*([-/])\s*", r"\1", said).split())
    return _AND_OVER.sub(r"\1 and over", _RANGE.sub(r"\1-\2", said)).rstrip(".:;,")
