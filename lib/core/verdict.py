"""What a comparison is allowed to say."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """Words, not colours: the four answers to 'is this group represented?'."""

    UNDER = "under"
    OVER = "over"
    NO_EVIDENCE = "no evidence of a difference"
    NOT_TESTABLE = "not testable"
