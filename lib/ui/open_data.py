"""Open data at a click: off until the reader agrees, then asked of the services named and of nobody else."""

from __future__ import annotations

from html import escape

import streamlit as st

from lib.core import refusal
from lib.core.words import say_count, say_list
from lib.opendata import ERRANDS, Errand, Fetched, NotFetched, fetch, is_allowed
from lib.ui import data, show

#: Where the session has what was fetched last.
FETCHED = "open-data-fetched"
_WANTED, _HELD, _KEY = "open-data-wanted", "open-data-held", "open-data-key"
_PRESSED, _TROUBLE = "open-data-pressed", "open-data-trouble"

_NO_CONSENT = refusal("no-consent", "Nothing was asked: tick the box to agree first.")
_NO_KEY = refusal("no-key", "Nothing was asked: give your subscription key first.")


def offer() -> None:
    """The choice, what it asks of whom, the reader's consent, and the button; nothing is asked before it is pressed."""
    if not is_allowed():
        return
    with st.expander("Fetch open data …", icon=":material/cloud_download:", expanded=_is_under_way()):
        errand = ERRANDS[st.selectbox("What to fetch", list(ERRANDS), format_func=_title, key=_WANTED)]
        place = data.chosen_council().la_name
        st.caption(f"For {place}. {errand.about} Published under the {errand.services[0].licence}.")
        with st.form("open-data", border=False):
            _ask(errand)
        _fetch_if_pressed(errand)
        if _TROUBLE in st.session_state:
            problem = st.session_state[_TROUBLE]
            show.notice(f"{problem.what} {problem.fix}".strip())


def _ask(errand: Errand) -> None:
    """The key where one is needed, the reader's consent, and the button."""
    if errand.needs_key:
        _ask_for_key(errand)
    hosts = say_list([one.host for one in errand.services])
    st.checkbox(
        f"I agree that this workbench asks {hosts} now. They see this machine's address and the council's name and "
        "codes. Nothing you have loaded is sent.",
        key=_agreed(errand),
    )
    st.form_submit_button(_label(errand), icon=":material/cloud_download:", on_click=_press)


def fetched() -> Fetched | None:
    """What was fetched last and not put away: it is read as an upload is."""
    return st.session_state.get(FETCHED)


def put_away() -> None:
    """A file of the reader's own takes the place of what was fetched."""
    st.session_state.pop(FETCHED, None)


def offer_to_put_away() -> None:
    """The way back to the uploader."""
    found = fetched()
    if found is not None:
        st.html(f'<p class="cmw-caption">Fetched: {escape(found.title)}</p>')
        said = f"{found.source}, under the {found.licence}. As at {found.as_at}."
        st.html(f'<p class="cmw-source">{escape(said)}</p>')
        st.button("Put it away", icon=":material/close:", on_click=put_away)


def _agreed(errand: Errand) -> str:
    """Consent is given for one errand, whose services it names, and is forgotten when the page is left."""
    return f"open-data-agreed-{errand.key}"


def _title(key: str) -> str:
    return ERRANDS[key].title


def _ask_for_key(errand: Errand) -> None:
    """A key of the reader's own: in this session's memory alone, never in the address."""
    service = errand.services[0]
    st.text_input(
        f"Your subscription key (free, from {service.documented_at})",
        type="password",
        key=_KEY,
        help="Sent to the service with each question. It is in this session's memory alone, and kept nowhere.",
    )


def _held(errand: Errand) -> dict[str, bytes]:
    """Answers that came before a fetch was broken off; those of another council or errand are let go."""
    of = (errand.key, data.chosen_council().la_code)
    known = st.session_state.get(_HELD)
    if known is None or known[0] != of:
        st.session_state[_HELD] = known = (of, {})
        st.session_state.pop(_TROUBLE, None)
    return known[1]


def _label(errand: Errand) -> str:
    held = len(_held(errand))
    return f"Go on ({say_count(held, 'answer')} here already)" if held else "Fetch"


def _is_under_way() -> bool:
    return bool(st.session_state.get(_PRESSED) or st.session_state.get(_TROUBLE))


def _press() -> None:
    st.session_state[_PRESSED] = True


def _fetch_if_pressed(errand: Errand) -> None:
    if not st.session_state.pop(_PRESSED, False) or not is_allowed():
        return
    keys = {one.key: str(st.session_state.get(_KEY, "")).strip() for one in errand.services if one.needs_key}
    if not st.session_state.get(_agreed(errand)):
        st.session_state[_TROUBLE] = _NO_CONSENT
    elif not all(keys.values()):
        st.session_state[_TROUBLE] = _NO_KEY
    else:
        st.session_state.pop(_TROUBLE, None)
        _fetch(errand, keys)
    st.rerun()


def _fetch(errand: Errand, keys: dict[str, str]) -> None:
    """Ask, answer by answer; what arrived before a fault is held for the next press."""
    bar, waiting = st.progress(0.0, "Asking …"), st.empty()

    def tell(done: int, expected: int) -> None:
        waiting.empty()
        bar.progress(done / expected, f"{done:,} of {expected:,} answers")

    def wait(seconds: float, turn: int) -> None:
        waiting.caption(f"The service is busy: asked again in {say_count(round(seconds), 'second')} (try {turn}).")

    try:
        st.session_state[FETCHED] = fetch(errand, data.chosen_council(), _held(errand), tell, keys, waits=wait)
        st.session_state.pop(_HELD, None)
    except NotFetched as told:
        st.session_state[_TROUBLE] = told.problem
