"""Words of a file where Streamlit reads markdown: labels, buttons and captions take images and links too."""

from __future__ import annotations

import re

_MARKS = re.compile(
    r"[\\`*_\[\]$~<>&!#@|]"  # images, links, code, formulas, emphasis, elements, tables, addresses of people
    r"|:(?=\S)|(?<=www)\."  # icons such as :name:, and web addresses
    r"|^[-+](?=\s|$)|(?<=^\d)[.)](?=\s|$)",  # a list
    re.IGNORECASE,
)


def plain(words: str) -> str:
    """The words on one line with every mark escaped, so that they are drawn as they are written."""
    return _MARKS.sub(r"\\\g<0>", " ".join(words.split()))
