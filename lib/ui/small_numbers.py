"""Which small-number rules the page being drawn has used, so that its foot says what was done."""

from __future__ import annotations

import streamlit as st

from lib.disclosure import Rule, rule_named

_USED = "rules-on-this-page"


def begin() -> None:
    """A page begins: no rule has been used yet."""
    st.session_state[_USED] = ()


def note(rule: Rule) -> None:
    """Remember a rule that figures of people on this page are shown under."""
    st.session_state[_USED] = tuple(dict.fromkeys((*st.session_state.get(_USED, ()), rule.title)))


def said() -> str:
    """The rules used on this page in words; the default one where it shows no figures of people."""
    used = st.session_state.get(_USED) or (rule_named("asc").title,)
    return "; ".join(dict.fromkeys(used))
