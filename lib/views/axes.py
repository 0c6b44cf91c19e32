"""How much of a chart its names take: on a telephone less, or no room is left for what it draws."""

from __future__ import annotations

from typing import Any

import altair as alt

#: Whether a chart is on a telephone, as it asks itself when it is drawn.
NARROW = "containerSize()[0] < 520"
_LETTER_PX = 8


def room_for_names(px: int = 260, on_a_telephone: int = 112) -> alt.ExprRef:
    """The widest that names beside a chart may be, in pixels; longer ones end in dots. Tables have them whole."""
    return alt.ExprRef(f"{NARROW} ? {on_a_telephone} : {px}")


def where_it_fits(value: str, longest: float) -> Any:
    """Opacity of a figure inside a bar: none where the bar is narrower than the figure.

    ``value`` is the column of the lengths, ``longest`` the length that takes the whole width.
    """
    needs_px = f"({_LETTER_PX} * length(format(datum['{value}'], ',.0f')) + {_LETTER_PX})"
    is_wide = f"datum['{value}'] * width > {needs_px} * {longest}"
    return alt.condition(is_wide, alt.value(1), alt.value(0))
