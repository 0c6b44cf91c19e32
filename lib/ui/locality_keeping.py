"""Keeping localities under a name, as a version that a link brings back for colleagues."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from lib.core.words import slug
from lib.datasets import Dataset, Outcome
from lib.exports.localities import localities_file
from lib.geography import Council
from lib.ingest import load
from lib.store import Store, Version
from lib.ui import localities
from lib.ui.keeping import sign, signed_as, tell
from lib.ui.published import asked, store

_DRAFT = "Keep: opened by its name in the list above, or by a link"
_PUBLISH = "Keep and publish: everybody's pages start with these"


def offer(here: Dataset, council: Council) -> None:
    """A name, a signature and a button; and the file, to send to whoever has no access."""
    content, ending = localities_file(here)
    with st.expander("Name, keep and share these localities", icon=":material/bookmark_add:"):
        if store() is not None:
            with st.form("keep-localities", border=False):
                _ask(here)
                st.form_submit_button("Keep them", icon=":material/save:", on_click=_keep, args=(here, council))
        st.download_button(
            "Download the localities as a file",
            content,
            f"{slug(here.provenance.title) or 'localities'}{ending}",
            on_click="ignore",
            icon=":material/download:",
            key="download-localities",
        )


def _ask(here: Dataset) -> None:
    left, right = st.columns(2)
    with left:
        st.text_input("What they are called", here.provenance.title, key="localities-name", max_chars=80)
    with right:
        st.text_input("Your name, to sign with", signed_as(), key="localities-who")
    st.radio("And then", [_DRAFT, _PUBLISH], key="localities-what")


def _keep(here: Dataset, council: Council) -> None:
    given = st.session_state
    name, who = str(given["localities-name"]).strip(), str(given["localities-who"]).strip()
    if not name or not who:
        tell("Nothing was kept yet: give the localities a name and sign with yours, then press 'Keep them' again.")
        return
    sign(who)
    content, ending = localities_file(here)
    outcome = _named(load(content, f"{slug(name) or 'localities'}{ending}", "localities"), name, here)
    version = asked(lambda opened: _saved(opened, outcome, content, who, council, given["localities-what"] == _PUBLISH))
    if version is not None:
        localities.turn_to(localities.option_of(version))
        tell(
            f"Kept: “{name}”, version {version.id[:8]}. The address of this page now opens them for everybody who uses "
            "this workbench."
        )


def _named(outcome: Outcome, name: str, here: Dataset) -> Outcome:
    """The same localities under the reader's name; what is to be known of an example stays with its copy."""
    if outcome.dataset is None:
        return outcome
    origin = here.provenance
    caveat = "" if origin.origin == "uploaded" else f"Begun from: {origin.title}. {origin.caveat}".strip()
    said = replace(
        outcome.dataset.provenance,
        title=name,
        as_at=origin.as_at,
        licence=origin.licence,
        caveat=caveat or origin.caveat,
    )
    return replace(outcome, dataset=replace(outcome.dataset, provenance=said))


def _saved(opened: Store, outcome: Outcome, content: bytes, who: str, council: Council, is_for_all: bool) -> Version:
    name = outcome.dataset.provenance.source if outcome.dataset else ""
    version = opened.save(outcome, content, name, who, council.la_code)
    return opened.publish(version.id, who) if is_for_all else version
