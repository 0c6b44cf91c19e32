"""One thread for the numerical libraries: on a busy machine two are slower, and answers could differ."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from threadpoolctl import threadpool_limits


@contextmanager
def one_thread() -> Iterator[None]:
    """Hold the numerical libraries to one thread."""
    with threadpool_limits(limits=1):
        yield
