"""The changes of a scenario in the address, so that a link shows the same homes closed, opened and changed."""

from __future__ import annotations

from urllib.parse import quote, unquote

import pandas as pd
import streamlit as st

from lib.core.words import say_count
from lib.measures.home_names import names_of_homes
from lib.measures.market import Market
from lib.measures.scenario import Change, Close, Convert, Open, Resize, Scenario
from lib.ui import scenarios, show
from lib.ui.what_if_choices import KINDS, MOST_BEDS, listed, opening

_KEY, _NAMED = "changes", "scenarios"


def restore(la_code: str, market: Market) -> None:
    """Begin with the changes and the named scenarios of the link, once a session; what cannot be had here is said."""
    names = names_of_homes(market.own_homes)
    lost = 0
    asked = _asked(_KEY, la_code)
    if asked and not scenarios.is_begun(la_code):
        found, lost = _known(asked, names)
        scenarios.begin(la_code, Scenario("", found))
    named = _asked(_NAMED, la_code)
    if named and not scenarios.has_kept(la_code):
        lost += _restore_named(la_code, named, names)
    if lost:
        show.notice(f"The link asks for {say_count(lost, 'change')} to homes that are not on the register in use.")


def _asked(key: str, la_code: str) -> list[str]:
    """What the address has under a key for one council, without its code."""
    start = f"{la_code}:"
    return [text.removeprefix(start) for text in st.query_params.get_all(key) if text.startswith(start)]


def _known(texts: list[str], names: pd.Series) -> tuple[tuple[Change, ...], int]:
    """The changes that can be had here, and how many cannot."""
    found = [change_of(text, names) for text in texts]
    return tuple(change for change in found if change is not None), found.count(None)


def _restore_named(la_code: str, texts: list[str], names: pd.Series) -> int:
    """Keep the scenarios of the link whose changes can all be had; how many changes cannot."""
    lost = 0
    for text in texts:
        name, _, said = text.partition(":")
        changes, unknown = _known(said.split(";"), names)
        lost += unknown
        if not unknown:
            scenarios.keep(la_code, Scenario(unquote(name), changes))
    return lost


def keep(la_code: str, scenario: Scenario) -> None:
    """Put the changes made so far, and the scenarios kept under a name, in the address."""
    _put(_KEY, [f"{la_code}:{text_of(change)}" for change in scenario.changes])
    kept = scenarios.kept_scenarios(la_code)
    said = {name: ";".join(text_of(change) for change in one.changes) for name, one in kept.items()}
    _put(_NAMED, [f"{la_code}:{_safe(name)}:{changes}" for name, changes in said.items()])


def _put(key: str, now: list[str]) -> None:
    if st.query_params.get_all(key) == now:
        return
    if now:
        st.query_params[key] = now
    else:
        del st.query_params[key]


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
