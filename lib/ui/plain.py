"""Words of a file where Streamlit reads markdown: labels, buttons and captions take images and links too."""

from __future__ import annotations

import re

JOINER = "\u2060"  # takes no room; addresses become links however they are escaped, but not with this inside

_ADDRESSES = re.compile(r"(?<=https)(?=://)|(?<=http)(?=://)|(?<=www)(?=\.)|(?=@)", re.IGNORECASE)
_MARKS = re.compile(
    r"[\\`*_\[\]$~<>&!#|]"  # images, links, code, formulas, emphasis, elements, tables
    r"|:(?=\S)"  # icons such as :name:
    r"|^[-+](?=\s|$)|(?<=^\d)[.)](?=\s|$)",  # a list
)


def plain(words: str) -> str:
    """The words on one line with every mark escaped, so that they are drawn as they are written."""
    return _MARKS.sub(r"\\\g<0>", _ADDRESSES.sub(JOINER, " ".join(words.split())))
