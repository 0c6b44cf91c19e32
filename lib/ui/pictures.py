"""Every chart of a page to take away as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import streamlit as st

from lib.core import Provenance
from lib.exports import picture_name, to_picture
from lib.ui import small_numbers
from lib.views.charts import Chart

_OFFERED = "pictures-on-this-page"


def begin() -> None:
    """A page begins: none of its charts has been offered yet."""
    st.session_state[_OFFERED] = 0


def offer(drawn: Chart, sentence: str, used: Sequence[Provenance], *, is_dark: bool) -> None:
    """The chart as a PNG with its title, sources and date in it, made when it is asked for."""
    number = st.session_state[_OFFERED] = st.session_state.get(_OFFERED, 0) + 1
    title, made_on = f"{st.session_state.get('council', '')}: {sentence}".removeprefix(": "), datetime.now(UTC).date()
    notes = [f"Figures of people: {small_numbers.said()}"]
    with st.container(key=f"picture-{number}"):
        st.download_button(
            "Take this chart away as a picture (PNG)",
            data=lambda: to_picture(drawn, title, used, made_on=made_on, notes=notes, is_dark=is_dark),
            file_name=picture_name(title),
            mime="image/png",
            icon=":material/image:",
            type="tertiary",
            on_click="ignore",
            key=f"take-picture-{number}",
        )
