"""What is hard in each locality, in the facilitator's own words, on the map and in a table under it."""

from __future__ import annotations

from textwrap import wrap

import pandas as pd
import streamlit as st

from lib.core.words import slugs
from lib.datasets import Dataset
from lib.datasets.published import table as published
from lib.disclosure import public
from lib.geography import Council
from lib.ui import link, show

ISSUES = ("Demand", "Acceptance", "Workforce")
_SEFTON, _PUBLISHED = "E08000014", "sefton_home_care_localities"
_OF_DOCUMENT = {"demand": ["Demand"], "supply": ["Acceptance"], "supply and demand": ["Demand", "Acceptance"]}
_AT_ONCE = 12  # localities to write about without choosing among them
_LINE = 30  # letters to a line under a name on the map
_MOST = 90  # letters of a note: it has to fit on a map


def ask(localities: Dataset, council: Council) -> pd.DataFrame:
    """Issues and a note for each locality, all in the link: ``locality_code``, ``locality_name``, ``issues``, ``note``.

    Sefton's three begin with what its document says of them.
    """
    frame = localities.frame
    names = dict(zip(frame["locality_code"].astype(str), frame["locality_name"].astype(str), strict=True))
    begun = _of_the_document(council)
    with st.expander("Notes for the map: demand, acceptance, workforce", icon=":material/sticky_note_2:"):
        is_shown = link.is_on("Print the notes on the map", "notes", default=False)
        st.caption("Choose what is hard in each locality and say it in a few words. The notes are part of the link.")
        asked = _asked_about(names)
        rows = [(code, names[code], *_ask_one(names[code], key, begun)) for code, key in asked.items()]
    table = pd.DataFrame(rows, columns=["locality_code", "locality_name", "issues", "note"])
    said = table[table["issues"].ne("") | table["note"].ne("")]
    return said if is_shown else said.iloc[:0]


def show_table(notes: pd.DataFrame, council: Council) -> None:
    """The notes on the map as a table to take away."""
    if notes.empty:
        return
    names = {"locality_name": "Locality", "issues": "What is hard", "note": "Note"}
    listed = public(notes[list(names)].rename(columns=names), because="notes of the people in the room")
    show.table(listed, "Notes on the map")
    show.take_away(listed, [], f"Notes by locality, {council.la_name}", "notes")


def on_the_map(lines: dict[str, list[str]], notes: pd.DataFrame) -> dict[str, list[str]]:
    """The lines under each name with its notes below them, by code."""
    columns = (notes[name].astype(str) for name in ("locality_code", "issues", "note"))
    added = {code: [issues, *wrap(note, _LINE)] for code, issues, note in zip(*columns, strict=True)}
    codes = [*lines, *(code for code in added if code not in lines)]
    return {code: [*lines.get(code, []), *(said for said in added.get(code, []) if said)] for code in codes}


def _asked_about(names: dict[str, str]) -> dict[str, str]:
    """The localities to ask about with the word each has in the link."""
    keys = slugs(names.values())
    words = {code: keys[name] for code, name in names.items()}
    if len(names) <= _AT_ONCE:
        return words
    chosen = link.choices("Localities to write about", list(names.values()), "notes-of")
    return {code: word for code, word in words.items() if names[code] in chosen}


def _ask_one(name: str, key: str, begun: dict[str, tuple[list[str], str]]) -> tuple[str, str]:
    issues, note = begun.get(name, ([], ""))
    left, right = st.columns([2, 3])
    with left:
        chosen = link.choices(f"What is hard in {name}", list(ISSUES), f"issues-{key}", default=issues)
    with right:
        said = link.words(f"Note on {name}", f"note-{key}", default=note, max_chars=_MOST)
    return ", ".join(chosen), said.strip()


def _of_the_document(council: Council) -> dict[str, tuple[list[str], str]]:
    if council.la_code != _SEFTON:
        return {}
    rows, _ = published(_PUBLISHED)
    columns = (rows[name].astype(str) for name in ("locality", "issue_type", "pressure"))
    return {name: (_OF_DOCUMENT.get(issue, []), said[:_MOST]) for name, issue, said in zip(*columns, strict=True)}
