"""What stands round every page: the wordmark, the pages, the council, presenting, and the foot."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from html import escape
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from lib.geography import councils
from lib.ui import link, pictures, small_numbers, trouble
from lib.ui.published import looked_up_once
from lib.ui.stopping import PageEnds
from lib.ui.warm import warm_up

_HERE = Path(__file__).parent
# In the order of the menu; words only, so that ten fit on a line.
_PAGES = {
    "overview": "Overview",
    "your_data": "Your data",
    "what_changed": "What changed",
    "care_homes": "Care homes",
    "what_if": "What if",
    "placements": "Placements",
    "home_care": "Home care",
    "home_care_market": "Capacity",
    "unmet_need": "Unmet need",
    "demand_pressure": "Demand pressure",
    "about": "About",
}
DEFAULT_COUNCIL = "Sefton"


def set_up() -> None:
    """Page title, width and style; built-in data warmed once a server."""
    # A drawn icon of our own: Streamlit fetches a named one from a public host.
    st.set_page_config("Care Market Workbench", str(_HERE / "icon.svg"), layout="wide")
    st.html(_HERE / "style.css")
    warm_up()


def pages() -> list[StreamlitPage]:
    """The pages in the order of the menu."""
    return [st.Page(f"pages/{name}.py", title=title, default=name == "overview") for name, title in _PAGES.items()]


def chosen_page(listed: list[StreamlitPage]) -> StreamlitPage:
    """The menu; hidden while presenting."""
    st.logo(_HERE / f"wordmark-{st.context.theme.type or 'light'}.svg", size="large")
    is_hidden = st.session_state.get("present", link.asked("present") == "true")
    return st.navigation(listed, position="hidden" if is_hidden else "top")


@contextmanager
def around(page: StreamlitPage, listed: list[StreamlitPage]) -> Iterator[None]:
    """The council bar above a page, what the link got wrong, and the foot below."""
    _bar(page, listed)
    small_numbers.begin()
    pictures.begin()
    notices, body = st.container(), st.container()
    with body, looked_up_once(), suppress(PageEnds):
        yield
    with notices:
        link.say_what_was_not_known()
        trouble.say()
    _foot()


def is_presenting() -> bool:
    """Whether the projector view is on."""
    return bool(st.session_state.get("present", False))


def _bar(page: StreamlitPage, listed: list[StreamlitPage]) -> None:
    bar = st.container(horizontal=True, vertical_alignment="bottom", key="bar")
    with bar, st.container(key="council-bar", width=340):
        link.choice("Council", council_names(), "council", default=DEFAULT_COUNCIL)
    with bar:
        with st.container(key="present-switch"):
            link.is_on("Present", "present")
        label = "Leave presenting" if is_presenting() else "Present"
        st.button(label, key="present-button", shortcut="P", icon=":material/present_to_all:", on_click=_turn_present)
        if is_presenting():
            _turn_pages(page, listed)
    if is_presenting():
        st.html(_HERE / "present.css")


def _turn_present() -> None:
    st.session_state["present"] = not is_presenting()


def _turn_pages(page: StreamlitPage, listed: list[StreamlitPage]) -> None:
    """Buttons and arrow keys; what is bound to the address may not be set here, and stays as it is."""
    place = [other.title for other in listed].index(page.title)
    before, after = listed[place - 1], listed[(place + 1) % len(listed)]
    if st.button("Previous", key="page-before", shortcut="Left", icon=":material/arrow_back:"):
        st.switch_page(before, query_params={})
    if st.button("Next", key="page-after", shortcut="Right", icon=":material/arrow_forward:"):
        st.switch_page(after, query_params={})


@st.cache_resource(show_spinner=False)
def council_names() -> list[str]:
    """Every English council with adult social care duties, by name."""
    return sorted(councils().la_name)


def _foot() -> None:
    st.html(
        f'<footer class="cmw-foot">Care Market Workbench. Figures of people: {escape(small_numbers.said())}. '
        "Nothing you load leaves this machine. Contains public sector information licensed under the "
        "Open Government Licence v3.0.</footer>"
    )
