"""The early end of a page that has said all it can say."""

from __future__ import annotations

from typing import NoReturn


class PageEnds(Exception):  # noqa: N818 - no error: the reader was told what is missing
    """The rest of the page is left out; the frame around it is drawn as ever."""


def end_page() -> NoReturn:
    """End the page here. Unlike ``st.stop``, what stands around the page can still be drawn."""
    raise PageEnds
