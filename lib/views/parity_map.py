"""A map of ratios about 1: less on one side, more on the other, and a broken edge where chance could explain it."""

from __future__ import annotations

import numpy as np

from lib.core.provenance import hash_of
from lib.core.words import NOT_COLLECTED, SUPPRESSED
from lib.disclosure import ProtectedTable, require_protected
from lib.views.drawn import drawn_from_tables
from lib.views.in_order import flags
from lib.views.maps import Legend, MapBase, MapView
from lib.views.shapes import as_script
from lib.views.what_if import CHANGE_DARK, CHANGE_LIGHT

_BREAKS = (0.5, 0.8, 1.25, 2.0)
_LABELS = ("under half", "0.5 to 0.8", "0.8 to 1.25: about as expected", "1.25 to 2", "2 or more")
_MIDDLE = 3
_STEPS = (0, 1, _MIDDLE, 5, 6)  # of the seven colours of a change


@drawn_from_tables
def parity_map(
    base: MapBase, table: ProtectedTable, value: str, *, title: str, unsure: str, is_more_worse: bool = False
) -> MapView:
    """Colour the areas by a ratio to what is expected.

    ``table.frame`` has one row an area with ``area_code``, the ratio in ``value``, ``is_suppressed`` and the yes/no
    column ``unsure``. Less is in the warm colours, or more where that is worse. Raises ``TypeError`` for anything but a
    protected table.
    """
    frame = require_protected(table).frame.set_index("area_code").reindex(list(base.area_codes))
    ratios = frame[value].to_numpy(dtype="float64", na_value=np.nan)
    hidden = flags(frame, "is_suppressed")
    is_unsure = flags(frame, unsure)
    classes = np.where(np.isnan(ratios), -1, np.searchsorted(_BREAKS, np.nan_to_num(ratios), side="right"))
    colours = _colours(base)[:: -1 if is_more_worse else 1]
    spec = {
        "classes": "".join("c" if h else "-" if c < 0 else str(c) for c, h in zip(classes, hidden, strict=True)),
        "colours": colours,
        "words": [_said(title, *one) for one in zip(ratios.tolist(), hidden.tolist(), is_unsure.tolist(), strict=True)],
        "unsure": "".join("1" if u else "0" for u in is_unsure),
    }
    spec["stamp"] = hash_of(as_script(spec).encode())[:8]
    return MapView(base, (f"cmw.paint({as_script(spec)});",), (_legend(title, colours, classes, hidden, is_unsure),))


def _colours(base: MapBase) -> list[str]:
    """The colours of a change, with a middle that stands out from the land round about."""
    steps = CHANGE_DARK if base.is_dark else CHANGE_LIGHT
    middle = "#3A4A53" if base.is_dark else "#DDD8CB"
    return [middle if step == _MIDDLE else steps[step] for step in _STEPS]


def _said(title: str, ratio: float, is_hidden: bool, is_unsure: bool) -> str:
    if is_hidden:
        return f"{title}: {SUPPRESSED}"
    if np.isnan(ratio):
        return f"{title}: {NOT_COLLECTED}"
    return f"{title}: {ratio:.2f}{', chance could explain it' if is_unsure else ''}"


def _legend(title: str, colours: list[str], classes: np.ndarray, hidden: np.ndarray, is_unsure: np.ndarray) -> Legend:
    marks = [(colours[code], _LABELS[code]) for code in sorted(set(classes[(classes >= 0) & ~hidden]))]
    marks += [("hidden", f"{SUPPRESSED} hidden: small number")] if hidden.any() else []
    marks += [("none", "no figure")] if ((classes < 0) & ~hidden).any() else []
    marks += [("unsure", "chance could explain it: stripes and a broken edge")] if is_unsure.any() else []
    return Legend(title, tuple(marks))
