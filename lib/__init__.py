"""Care Market Workbench: the functions notebooks, pages and tests share.

>>> import lib
>>> outcome = lib.load(content, "homes.csv")
>>> lib.representation(groups)

Each name is loaded when it is first used, so that ``import lib`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_HOME_OF = {
    "access_to_beds": "lib.measures",
    "close_homes": "lib.measures",
    "load": "lib.ingest",
    "representation": "lib.measures",
    "trend": "lib.measures",
    "pressure_index": "lib.pressure",
    "cluster_areas": "lib.pressure",
    "protect": "lib.disclosure",
}

__all__ = sorted(_HOME_OF)  # noqa: PLE0605 - names resolved by __getattr__ below


def __getattr__(name: str) -> Any:
    """Find a public function in the package it lives in."""
    if name not in _HOME_OF:
        raise AttributeError(f"module 'lib' has no attribute {name!r}")
    return getattr(import_module(_HOME_OF[name]), name)


def __dir__() -> list[str]:
    """The public names."""
    return __all__
