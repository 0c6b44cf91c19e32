"""Figures for the browser in one block of bytes: a head of words in JSON, then arrays the browser reads as they lie."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

_ALIGNED = 8  # bytes: every kind of array may begin at a multiple of its own width
_KINDS = {"uint8": "u1", "int16": "i2", "uint16": "u2", "int32": "i4", "uint32": "u4", "float64": "f8"}


def parcel(head: Mapping[str, Any], arrays: Mapping[str, np.ndarray]) -> bytes:
    """Pack ``head`` and named ``arrays``.

    The first four bytes are the length of the head; its ``arrays`` gives kind, place and number of items
    of each array. Raises ``KeyError`` for an array the browser has no kind for.
    """
    blocks = {name: _block(array) for name, array in arrays.items()}
    ends = np.cumsum([0, *(len(block) for block in blocks.values())]).tolist()
    places = {
        name: [_KINDS[arrays[name].dtype.name], start, int(arrays[name].size)]
        for name, start in zip(blocks, ends, strict=False)
    }
    text = json.dumps({**head, "arrays": places}, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    text += b" " * (-(4 + len(text)) % _ALIGNED)
    return b"".join([len(text).to_bytes(4, "little"), text, *blocks.values()])


def words_array(words: Sequence[object]) -> np.ndarray:
    """Words as an array of bytes that the browser reads only when somebody points at them."""
    text = json.dumps(words, ensure_ascii=False, separators=(",", ":"))
    return np.frombuffer(text.encode("utf-8", "replace"), dtype=np.uint8)


def smallest(numbers: np.ndarray) -> np.ndarray:
    """Whole numbers in the narrowest kind that holds them all; beyond 32 bits as decimals."""
    low, high = (int(numbers.min()), int(numbers.max())) if numbers.size else (0, 0)
    for kind in (np.int16, np.int32):
        if np.iinfo(kind).min <= low and high <= np.iinfo(kind).max:
            return numbers.astype(kind)
    return numbers.astype(np.float64)


def _block(array: np.ndarray) -> bytes:
    raw = np.ascontiguousarray(array).astype(array.dtype.newbyteorder("<"), copy=False).tobytes()
    return raw + b"\0" * (-len(raw) % _ALIGNED)
