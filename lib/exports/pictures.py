"""Charts as pictures for documents, drawn on this machine."""

from __future__ import annotations

import vl_convert

from lib.views.charts import Chart
from lib.views.drawn import require_drawn_from_held

_WIDTH_PX, _SCALE = 620, 2


def to_png(chart: Chart) -> bytes:
    """The chart as a PNG on white, wide enough for a page of A4. Nothing is fetched from elsewhere.

    Raises
    ------
    TypeError
        For a chart of figures of people that no session holds, and for one that does not say what it was drawn from.
    """
    drawn = require_drawn_from_held(chart).properties(width=_WIDTH_PX).configure(background="white")
    return vl_convert.vegalite_to_png(drawn.to_json(), scale=_SCALE, allowed_base_urls=[])
