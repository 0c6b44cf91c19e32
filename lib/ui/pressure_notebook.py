"""The steps of the page as a notebook to take away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from lib.disclosure import public
from lib.exports import file_name
from lib.exports.ipynb import Step, to_ipynb
from lib.exports.pressure_steps import prepared
from lib.pressure import given
from lib.ui.pressure import RATES, Asked, touching


def offer(asked: Asked, steps: Callable[[], Sequence[Step]], view: str) -> None:
    """A download of what this view does, cell by cell; it is written when it is asked for."""
    title = f"{view}, {asked.place}"
    st.download_button(
        "Take these steps away as a notebook",
        data=lambda: _written(asked, steps(), title),
        file_name=file_name(title).replace(".csv", ".ipynb"),
        mime="application/x-ipynb+json",
        icon=":material/menu_book:",
        on_click="ignore",
        key="notebook",
        help="Jupyter notebook: each step in a cell, with the figures, to be run beside the workbench and argued with.",
    )


def given_for(asked: Asked) -> pd.DataFrame:
    """The columns the indicators are made from, with ``area_code``."""
    return given(asked.offered, asked.chosen, asked.making).rename_axis("area_code").reset_index()


def pairs_of(asked: Asked) -> pd.DataFrame:
    """Who touches whom."""
    return touching(asked).pairs


def _written(asked: Asked, steps: Sequence[Step], title: str) -> bytes:
    figures = public(given_for(asked), because=RATES)
    all_steps = [prepared(asked.chosen, asked.making), *steps]
    return to_ipynb(figures, all_steps, asked.provenances, title, made_on=datetime.now(UTC).date())
