"""Which built-in hospital a name of a file is, said by the reader and never guessed."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from lib.core.words import slugs
from lib.measures.drivers import hospitals_told_apart
from lib.ui import link

_NONE = "None of these"
_AT_ONCE = 9  # hospitals to ask about, those with most people first


def told_by_reader(rows: pd.DataFrame, minutes: pd.DataFrame) -> dict[str, str]:
    """Names of the file that the reader says are a built-in hospital of another name.

    ``rows`` are as :func:`lib.measures.drivers.discharges_shown` takes them, ``minutes`` as
    :func:`lib.measures.drivers.minutes_by_locality` gives them.
    """
    found = hospitals_told_apart(rows["hospital_name"], minutes["hospital"])
    lost = set(found.loc[found["hospital"].isna(), "hospital_name"].astype(str))
    sizes = rows.groupby("hospital_name")["discharges"].sum().sort_values(ascending=False, kind="stable")
    asked = [str(name) for name in sizes.index if str(name) in lost][:_AT_ONCE]
    if not asked:
        return {}
    nearest = minutes.groupby("hospital")["minutes"].min().sort_values(kind="stable")
    known = [str(name) for name in nearest.index]
    with st.expander("Which hospital is which? Needed for the minutes by road", icon=":material/local_hospital:"):
        told = _asked_each(asked, known)
    return {name: meant for name, meant in told.items() if meant != _NONE}


def _asked_each(names: list[str], known: list[str]) -> dict[str, str]:
    columns, keys = st.columns(min(len(names), 3)), slugs(names)
    told = {}
    for n, name in enumerate(names):
        with columns[n % len(columns)]:
            told[name] = link.choice(f"Which hospital is {name}?", [_NONE, *known], f"hospital-{keys[name]}")
    return told
