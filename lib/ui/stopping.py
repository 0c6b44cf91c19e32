"""The early end of a page that has said all it can say."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn, TypeVar

T = TypeVar("T")


class PageEnds(Exception):  # noqa: N818 - no error: the reader was told what is missing
    """The rest of the page is left out; the frame around it is drawn as ever."""


def end_page() -> NoReturn:
    """End the page here. Unlike ``st.stop``, what stands around the page can still be drawn."""
    raise PageEnds


def or_nothing(call: Callable[[], T]) -> T | None:
    """What a part of a page makes; ``None`` where it has said why there is nothing, and the page goes on without it."""
    try:
        return call()
    except PageEnds:
        return None
