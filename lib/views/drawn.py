"""Pictures know which tables they were drawn from, so that a page can refuse figures of people nobody holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import altair as alt

from lib.disclosure import ProtectedTable, require_held

_Asked = ParamSpec("_Asked")
_Picture = TypeVar("_Picture")
_HELD = "tables_are_held"  # in a chart's own remarks, which Vega passes over


def drawn_from_tables(draw: Callable[_Asked, _Picture]) -> Callable[_Asked, _Picture]:
    """Mark what ``draw`` makes with the protected tables it was given: every maker of charts and maps wears this."""

    @wraps(draw)
    def marked(*args: _Asked.args, **kwargs: _Asked.kwargs) -> _Picture:
        given = [one for one in (*args, *kwargs.values()) if isinstance(one, ProtectedTable)]
        return _marked(draw(*args, **kwargs), given)

    return marked


def require_drawn_from_held(picture: _Picture) -> _Picture:
    """The picture, when every table it was drawn from is public or held by the session.

    Raises
    ------
    TypeError
        For a picture of figures of people that nobody holds, and for a chart that does not say what it was drawn
        from: what a page shows passes here first.
    """
    if not isinstance(picture, alt.TopLevelMixin):
        for table in picture.tables:  # type: ignore[attr-defined]
            require_held(table)
    elif not _said(picture).get(_HELD):
        raise TypeError("This chart was not drawn from public figures, or from figures of people that a session holds.")
    return picture


def _marked(picture: Any, tables: Sequence[ProtectedTable]) -> Any:
    if not isinstance(picture, alt.TopLevelMixin):
        return replace(picture, tables=(*picture.tables, *tables))
    is_held = bool(tables) and all(table.is_public or table.held_as for table in tables)
    chart: Any = picture
    return chart.properties(usermeta={_HELD: is_held})


def _said(chart: Any) -> dict[str, Any]:
    remarks = chart.usermeta
    return remarks if isinstance(remarks, dict) else {}
