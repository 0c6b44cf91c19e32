"""The link is the view: every choice a colleague should see is a widget bound to the address.

Streamlit keeps bound widgets and the address in step and drops values it does not know; here a
dropped value is said, so that nobody reads a fallback as the view they were sent.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from html import escape
from typing import Any, Literal

import streamlit as st

from lib.ui.plain import plain

Look = Literal["select", "segments", "pills"]
_NOT_KNOWN = "link-not-known"
_DEFAULT = "default of {}"
#: Every choice is bound to the address, and comes back after a part of the page that does not ask for it.
_KEPT: dict[str, Any] = {"bind": "query-params", "persist_state": "page"}


def choice(
    label: str, options: Sequence[str], key: str, *, default: str | None = None, look: Look = "select", **more: Any
) -> str:
    """One of ``options``, kept in the address under ``key``; always an option, never ``None``."""
    first = default if default is not None and default in options else options[0]
    said = more.pop("format_func", str)
    if look == "select":  # its options are drawn as they are; those of buttons are read as markdown
        _notice(key, label, [said(option) for option in options], said(first))
        more |= {"index": list(options).index(first), "format_func": said, "key": key, **_KEPT}
        return str(st.selectbox(plain(label), list(options), **more))
    named = lambda option: plain(said(option))  # noqa: E731
    _notice(key, label, [named(option) for option in options], said(first))
    draw = st.segmented_control if look == "segments" else st.pills
    more |= {"default": first, "required": True, "format_func": named, "key": key, **_KEPT}
    return str(draw(plain(label), options, **more) or first)


def choice_or_none(label: str, options: Sequence[str], key: str, **more: Any) -> str | None:
    """One of ``options`` or none, kept in the address under ``key``; a choice no longer on offer is dropped."""
    _notice(key, label, options, "none")
    if st.session_state.get(key) not in options:
        st.session_state.pop(key, None)
    return st.selectbox(plain(label), list(options), index=None, key=key, **_KEPT, **more)


def choices(label: str, options: Sequence[str], key: str, *, default: Sequence[str] = (), **more: Any) -> list[str]:
    """Any of ``options``, kept in the address under ``key``."""
    offered = frozenset(options)  # there may be tens of thousands
    known = [value for value in st.query_params.get_all(key) if value in offered]
    _notice(key, label, offered, ", ".join(known or default) or "all")
    kept = [value for value in default if value in offered]
    first = None if _has_followed(key, kept) else kept or None  # a default beside a value that is set is a fault
    return list(st.multiselect(plain(label), options, default=first, key=key, **_KEPT, **more))


def _has_followed(key: str, default: list[str]) -> bool:
    """Choices nobody has changed follow a default that changes, as they would if the address were opened anew."""
    slot = _DEFAULT.format(key)
    before, st.session_state[slot] = st.session_state.get(slot), default
    follows = before not in (None, default) and st.session_state.get(key) == before
    if follows:
        st.session_state[key] = default
    return follows


def is_on(label: str, key: str, *, default: bool = False, **more: Any) -> bool:
    """A yes or no, kept in the address under ``key``."""
    return bool(st.toggle(plain(label), value=default, key=key, **_KEPT, **more))


def number(
    label: str, key: str, *, default: float | None, low: float = 0.0, high: float = 1e7, **more: Any
) -> float | None:
    """A number the reader types, kept in the address under ``key``; ``None`` while there is none."""
    _notice_number(key, label, low, high, default)
    given = st.number_input(
        plain(label),
        float(low),
        float(high),
        None if default is None else float(default),
        key=key,
        **_KEPT,
        **more,
    )
    return None if given is None else float(given)


def words(label: str, key: str, *, default: str = "", **more: Any) -> str:
    """Words the reader types, kept in the address under ``key``."""
    return str(st.text_input(plain(label), default, key=key, **_KEPT, **more) or "")


def asked(key: str) -> str:
    """What the address asks for under ``key``, as it stands."""
    return str(st.query_params.get(key, ""))


def say_what_was_not_known() -> None:
    """Say once, in plain words, which parts of the link were not understood."""
    for label, value, shown in st.session_state.pop(_NOT_KNOWN, {}).values():
        said = f"The link asked for {label.lower()} “{value[:80]}”, which is not to be had here. Showing {shown}."
        st.html(f'<p class="cmw-notice" role="status">{escape(said)}</p>')


def _notice_number(key: str, label: str, low: float, high: float, default: float | None) -> None:
    """Remember a value of the address that is no number, or one out of reach, before Streamlit drops it."""
    value = asked(key)
    if key in st.session_state or not value:
        return
    try:
        is_known = low <= float(value) <= high
    except ValueError:
        is_known = False
    if not is_known:
        shown = "nothing" if default is None else f"{default:,g}"
        st.session_state.setdefault(_NOT_KNOWN, {})[key] = (label, value, shown)


def _notice(key: str, label: str, options: Collection[str], shown: str) -> None:
    """Remember a value of the address that is not among the options, before Streamlit drops it."""
    if key in st.session_state:
        return
    unknown = [value for value in st.query_params.get_all(key) if value and value not in options]
    if unknown:
        st.session_state.setdefault(_NOT_KNOWN, {})[key] = (label, ", ".join(unknown), shown)
