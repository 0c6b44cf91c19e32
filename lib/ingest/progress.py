"""How far along a long read is."""

from __future__ import annotations

from collections.abc import Callable

#: Called with what is being done and the share of it that is done (0 to 1).
Progress = Callable[[str, float], None]


def silent(_stage: str, _share: float) -> None:
    """Tell nobody."""
