"""The changes of a scenario in the address, so that a link shows the same homes closed, opened and changed."""

from __future__ import annotations

from urllib.parse import quote, unquote

import pandas as pd
import streamlit as st

from lib.core.words import say_count
from lib.measures.market import Market
from lib.measures.scenario import Change, Close, Convert, Open, Resize, Scenario
from lib.ui import scenarios, show
from lib.ui.home_names import names_of_homes
from lib.ui.what_if_choices import KINDS, MOST_BEDS, listed, opening

_KEY = "changes"


def restore(la_code: str, market: Market) -> None:
    """Begin with the changes of the link, once a session; what cannot be had here is said."""
    asked = [text for text in st.query_params.get_all(_KEY) if text.startswith(f"{la_code}:")]
    if not asked or scenarios.is_begun(la_code):
        return
    names = names_of_homes(market.own_homes)
    found = [change_of(text.split(":", 1)[1], names) for text in asked]
    lost = sum(change is None for change in found)
    scenarios.begin(la_code, Scenario("", tuple(change for change in found if change is not None)))
    if lost:
        show.notice(f"The link asks for {say_count(lost, 'change')} to homes that are not on the register in use.")


def keep(la_code: str, scenario: Scenario) -> None:
    """Put the changes made so far in the address."""
    now = [f"{la_code}:{text_of(change)}" for change in scenario.changes]
    if st.query_params.get_all(_KEY) == now:
        return
    if now:
        st.query_params[_KEY] = now
    else:
        del st.query_params[_KEY]


def text_of(change: Change) -> str:
    """A change as a link carries it: what happens, to which homes, and the new figure or kind."""
    match change:
        case Close():
            return f"close:{','.join(_safe(one) for one in change.location_ids)}"
        case Resize():
            return f"resize:{_safe(change.location_id)}:{change.beds}"
        case Convert():
            return f"convert:{_safe(change.location_id)}:{_safe(change.home_kind)}"
        case Open():
            return f"open:{_safe(change.postcode)}:{change.beds}:{_safe(change.home_kind)}"


def change_of(text: str, names: pd.Series) -> Change | None:
    """The change that a link carries; ``None`` for one that makes no sense here.

    ``names`` are those of the council's homes by ``cqc_location_id``. The words of a change are made anew from them,
    so that a link cannot put words on the page.
    """
    what, *given = text.split(":")
    parts = [unquote(one) for one in given]
    if what == "close" and len(given) == 1:
        return _closing([unquote(one) for one in given[0].split(",")], names)
    if what == "open" and len(parts) == 3:
        return _opening(*parts)
    if len(parts) != 2 or parts[0] not in names.index:
        return None
    code, new = parts
    if what == "resize" and _beds(new) is not None:
        return Resize(code, int(new), f"{names[code]}, with {int(new):,} beds")
    if what == "convert" and new in KINDS:
        return Convert(code, new, f"{names[code]} becoming {new}")
    return None


def _closing(codes: list[str], names: pd.Series) -> Change | None:
    known = sorted(code for code in set(codes) if code in names.index)
    return Close(tuple(known), f"closing {listed(sorted(names[known]))}") if len(known) == len(set(codes)) else None


def _opening(postcode: str, beds: str, kind: str) -> Change | None:
    size = _beds(beds)
    return opening(postcode, size, kind) if size and kind in KINDS else None


def _beds(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and int(text) <= MOST_BEDS else None


def _safe(text: str) -> str:
    return quote(text, safe="")
