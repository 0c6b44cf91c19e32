"""Time, memory and tables: what the benchmarks measure with."""

from __future__ import annotations

import resource
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

Found = TypeVar("Found")


class Taken(NamedTuple, Generic[Found]):
    """Seconds by the clock and of processor time, and what the work gave."""

    clock: float
    processor: float
    found: Found


def fastest(work: Callable[[], Found], times: int = 3) -> Taken[Found]:
    """The fastest of several runs, by processor time: other work on the machine counts less."""
    return min((taken(work) for _ in range(times)), key=lambda one: one.processor)


def taken(work: Callable[[], Found]) -> Taken[Found]:
    """One run."""
    clock, processor = time.perf_counter(), time.process_time()
    found = work()
    return Taken(time.perf_counter() - clock, time.process_time() - processor, found)


def peak_mb() -> float:
    """Most memory this process has held so far: its own, not what it was forked from."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return float(line.split()[1]) / 1e3


def resident_mb() -> float:
    """Memory held now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1]) if Path("/proc/self/statm").exists() else 0
    return pages * resource.getpagesize() / 1e6


class Peak:
    """Highest memory held, looked at twenty times a second."""

    def __init__(self) -> None:
        self.highest, self.is_over = resident_mb(), threading.Event()
        self.watcher = threading.Thread(target=self.watch, daemon=True)
        self.watcher.start()

    def watch(self) -> None:
        while not self.is_over.wait(0.05):
            self.highest = max(self.highest, resident_mb())

    def stop(self) -> float:
        self.is_over.set()
        self.watcher.join()
        return max(self.highest, resident_mb())


def in_columns(rows: list[list[str]]) -> str:
    """Rows of words as lines, each column as wide as its widest word."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join(" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
