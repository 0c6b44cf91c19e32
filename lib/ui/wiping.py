"""What was freed cannot be read again: the server writes over the memory where uploads have been.

Freed memory keeps its content until it is used again, and on a quiet server that may be days. The C library is made
to write over whatever is freed, at once. Arrow is given its memory, and so is Python where the app is started as its
tasks start it; where it is not, and for numpy, whose places for small things nobody can turn off, all of them are
taken, and let go of, when a session ends.
"""

from __future__ import annotations

import ctypes
import gc
import os
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from struct import Struct
from typing import Any, BinaryIO

import numpy as np

#: The setting of the C library for what it writes where something is freed (see mallopt(3)), and what is written.
_PERTURB, _WRITTEN = -6, 0xFF
#: A few freed pieces of these sizes are kept by numpy, and by each thread unless it is told not to, where the C
#: library does not write over them.
_PIECES, _OF_EACH = range(1, 1050), 8
#: Settings of Python with which it keeps small things in slots of its own.
_WITH_SLOTS = ("", "default", "pymalloc")
#: Python's slots: their sizes, what of one is not content, and the pools of slots of one size that make an arena.
_SLOTS, _HEAD = range(16, 513, 16), bytes.__basicsize__
_POOL, _HEAD_OF_POOL, _NEW_POOLS, _POOLS_OF_ARENA, _NEW_ARENAS = 1 << 14, 48, 4, 60, 2
#: What the head of a pool ends with: which size its slots have, where the next new one begins, and where the last may.
_HEAD_SAYS = Struct("<36xIII")
_FILLS_A_POOL = 480  # slots of this size leave next to nothing of a pool over
#: So many bytes are taken at most, should Python one day keep its slots in another way.
_MOST = 1 << 28
#: Shorter bytes may be the same object as others that are in use.
_NOT_SHARED = 64


def wipe_what_is_freed() -> bool:
    """From now on the C library writes over whatever is freed; says whether it can (that of Linux)."""
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")  # read when Arrow first needs memory
    library = _library()
    return library is not None and bool(library.mallopt(_PERTURB, _WRITTEN))


def overwrite(content: bytes) -> None:
    """Write zeros over bytes that nobody needs any more, wherever they are still held.

    Bytes are not meant to change. These were uploaded, and every holder of them is about to let go.
    """
    if len(content) >= _NOT_SHARED:
        ctypes.memset(id(content) + _HEAD - 1, 0, len(content))


def give_memory_back() -> None:
    """Let go of what nobody holds on to, write over where it was, and hand its memory back where the system can."""
    gc.collect()
    library = _library()
    if library is None:
        return
    if _has_slots():
        _fill_slots()
    fill_pieces()
    library.malloc_trim(0)


def _has_slots() -> bool:
    """Whether Python keeps small things in slots of its own, instead of asking the C library for each."""
    return os.environ.get("PYTHONMALLOC", "") in _WITH_SLOTS and not sys.flags.dev_mode


def _fill_slots() -> None:
    """Take every free slot that Python keeps for small things, and let go of them again.

    The free pools first: a pool that is begun for slots of another size still holds what it held before. Then once
    more, since pools may have become free meanwhile.
    """
    for _ in range(2):
        held = _in_arenas(_FILLS_A_POOL)
        held.clear()
        slots = [_in_pools(size) for size in _SLOTS]
        slots.clear()


def _in_pools(size: int) -> list[object]:
    """Something in each free slot of a size: once whole pools hold no other, earlier pools have no slot left.

    More than one, since what else an earlier pool held may have been let go of meanwhile.
    """
    held: list[object] = []
    n_new, whole = 0, (_POOL - _HEAD_OF_POOL) // size
    while len(held) < _MOST // size and n_new < _NEW_POOLS:
        held += [_of_size(size) for _ in range(max(len(held), _NEW_POOLS * whole))]
        places = np.fromiter(map(id, held), "u8", len(held))
        pools, counts = np.unique(places // _POOL, return_counts=True)
        n_new = int((counts == whole).sum())
    _overwrite_ends(pools, size)
    return held


def _overwrite_ends(pools: np.ndarray, size: int) -> None:
    """Write zeros behind the last slot of each pool, where what it held before it was of this size may stand.

    Nobody can take that end. The pool's own head is asked first whether it is a pool of slots of this size: so it is
    wherever Python keeps its slots as it does today.
    """
    end = _POOL - (_POOL - _HEAD_OF_POOL) % size
    if end == _POOL:
        return
    with Path("/proc/self/mem").open("rb", buffering=0) as memory:
        for pool in pools.tolist():
            if _size_said(memory, pool) == size:
                ctypes.memset(pool * _POOL + end, 0, _POOL - end)


def _size_said(memory: BinaryIO, pool: int) -> int:
    """The size of the slots of a pool as its head says it twice; 0 where that is no head of a pool."""
    with suppress(OSError):
        memory.seek(pool * _POOL)
        kind, _, last = _HEAD_SAYS.unpack(memory.read(_HEAD_OF_POOL))
        return 16 * (kind + 1) if last == _POOL - 16 * (kind + 1) else 0
    return 0


def _of_size(size: int) -> object:
    """Something new that takes a slot of a size and writes over all of it."""
    if size < _SLOTS[1]:
        return object()
    return bytes(size - _HEAD) if size > _SLOTS[1] else complex(float(size))


def _in_arenas(size: int) -> list[bytes]:
    """Zeros in the free pools, until two arenas were new: the first may have been begun, the second shows the end."""
    held: list[bytes] = []
    before, n_blank, n_new, is_blank = 0, 0, 0, False
    with Path("/proc/self/mem").open("rb", buffering=0) as memory:
        while len(held) < _MOST // size and n_new < _NEW_ARENAS:
            held.append(bytes(size - _HEAD))
            pool = id(held[-1]) // _POOL
            if pool == before:
                continue
            n_blank = n_blank + 1 if is_blank and pool == before + 1 else 0
            n_new += n_blank == _POOLS_OF_ARENA
            before, is_blank = pool, _is_blank(memory, pool + 1)
    return held


def _is_blank(memory: BinaryIO, pool: int) -> bool:
    """Whether nothing was ever written there: memory that Python has only just been given."""
    with suppress(OSError):  # the next arena may be elsewhere, and nothing here
        memory.seek(pool * _POOL)
        return not any(memory.read(_POOL))
    return False


def fill_pieces() -> None:
    """Write over the freed pieces that this thread and numpy keep."""
    held = [np.zeros(size, "uint8") for size in _PIECES for _ in range(_OF_EACH)]
    held.clear()
    library = _library()
    if library is None:
        return
    pieces = [(library.malloc(size), size) for size in _PIECES[23::16] for _ in range(_OF_EACH)]
    for place, size in pieces:
        ctypes.memset(place, 0, size)
        library.free(place)


@cache
def _library() -> Any:
    """The C library of Linux, or ``None``."""
    with suppress(OSError, AttributeError):
        library = ctypes.CDLL("libc.so.6")
        library.malloc.restype, library.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
        library.free.restype, library.free.argtypes = None, [ctypes.c_void_p]
        _ = library.malloc_trim, library.mallopt
        return library
    return None
