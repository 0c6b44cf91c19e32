"""Keeping a loaded file in the workspace: who signs, under what licence, as at when, for whom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from lib.core import Provenance
from lib.datasets import KINDS, Outcome
from lib.geography import council
from lib.store import Store, Version
from lib.ui import carrying, data, show
from lib.ui.loading import staged
from lib.ui.published import asked, store, versions_in_use

DRAFT, PUBLISH = "Keep a draft: only you use it", "Publish: everybody who opens this workbench sees it"
_EVERY_COUNCIL = "every council"
_LICENCES = (
    "Not stated",
    "The council's own figures, not for publication",
    "Open Government Licence v3.0",
    "Shared by the NHS or a partner, not for publication",
)
_SAID, _SIGNED = "workspace-said", "signed-as"
#: Where the kind of data whose versions are shown is held.
CHOSEN_KIND = "versions-of"


@dataclass(frozen=True)
class Wish:
    """What the reader said of a file to keep."""

    who: str
    licence: str
    as_at: str
    la_code: str
    is_for_all: bool


def signed_as() -> str:
    """The name given last in this session, to begin with."""
    return str(st.session_state.get(_SIGNED, ""))


def sign(who: str) -> None:
    """Remember the name for the next signature."""
    st.session_state[_SIGNED] = who.strip()


def tell(sentence: str) -> None:
    """Remember what was done, for :func:`say_what_was_done` after the page has run again."""
    st.session_state[_SAID] = sentence


def say_what_was_done() -> None:
    """Say once what the last press of a button did to the workspace."""
    said = st.session_state.pop(_SAID, "")
    if said:
        show.notice(said)  # names are the words of whoever signed


def offer(outcome: Outcome, key: str) -> None:
    """The form that keeps the file in the uploader called ``key``; nothing is offered without a workspace."""
    if outcome.dataset is None or store() is None:
        return
    with st.expander("Keep in the workspace …", icon=":material/inventory_2:"):
        st.caption(
            "Until you keep it, the file is in this session alone and nothing of it is written to disk. Kept, it stays "
            "until somebody purges it, and everybody who opens this workbench can find it under 'Versions kept', and "
            "download it there."
        )
        if outcome.counts_records:
            st.caption("The rows of this file are people: their counts are kept, the file itself never.")
        with st.form("keep", border=False):
            _ask(outcome.dataset.provenance)
            st.form_submit_button("Keep it", icon=":material/save:", on_click=_keep, args=(key,))


def _ask(said: Provenance) -> None:
    left, right = st.columns(2)
    with left:
        st.text_input("Your name, to sign with", signed_as(), key="keep-who")
        st.text_input(
            "As at (date or period the figures describe)", said.as_at, key="keep-as-at", placeholder="2026-10-31"
        )
    with right:
        known = _LICENCES.index(said.licence) if said.licence in _LICENCES else 0
        st.selectbox("Licence", _LICENCES, known, key="keep-licence", accept_new_options=True)
        st.radio("For", [data.chosen_council().la_name, _EVERY_COUNCIL], key="keep-for", horizontal=True)
    st.radio("And then", [DRAFT, PUBLISH], key="keep-what")


def _wish() -> Wish:
    given = st.session_state
    is_for_one = given["keep-for"] != _EVERY_COUNCIL
    licence = str(given["keep-licence"] or "")
    return Wish(
        who=str(given["keep-who"]).strip(),
        licence="" if licence == _LICENCES[0] else licence,
        as_at=str(given["keep-as-at"]).strip(),
        la_code=data.chosen_council().la_code if is_for_one else "",
        is_for_all=given["keep-what"] == PUBLISH,
    )


def _keep(key: str) -> None:
    wish, outcome, upload = _wish(), staged(), st.session_state.get(key)
    if outcome is None or upload is None:
        return
    if not wish.who:
        tell("Nothing was kept yet: give a name to sign with, then press 'Keep it' again.")
        return
    sign(wish.who)
    signed = _as_wished(outcome, wish)
    version = asked(lambda opened: _saved(opened, signed, upload, wish))
    if version is not None and signed.dataset is not None:
        _use(signed, wish)
        _choose(version)
        tell(_done(version, wish))


def chosen_key(kind: str) -> str:
    """Where the version chosen among those kept of a kind is held."""
    return f"version-{kind}"


def _choose(version: Version) -> None:
    """What has just been kept is what the buttons below are about."""
    st.session_state[CHOSEN_KIND], st.session_state[chosen_key(version.kind)] = version.kind, version.id


def _saved(opened: Store, outcome: Outcome, upload: Any, wish: Wish) -> Version:
    version = opened.save(outcome, upload.getvalue(), upload.name, wish.who, wish.la_code)
    return opened.publish(version.id, wish.who) if wish.is_for_all else version


def _as_wished(outcome: Outcome, wish: Wish) -> Outcome:
    if outcome.dataset is None:
        return outcome
    known = outcome.dataset.provenance
    said = replace(known, licence=wish.licence or known.licence, as_at=wish.as_at)
    return replace(outcome, dataset=replace(outcome.dataset, provenance=said))


def _use(outcome: Outcome, wish: Wish) -> None:
    """A draft is used in this session; what is published is used by all, so a session's own steps aside for it."""
    if outcome.dataset is None:
        return
    own, kind = data.workspace(), outcome.dataset.kind
    if not wish.is_for_all or (kind == carrying.WARDS and own.get(kind) is not None):
        data.keep(own.accept(carrying.beside_those_in_use(outcome.dataset)))
    elif own.get(kind) is not None:
        data.keep(own.remove(kind))


def _done(version: Version, wish: Wish) -> str:
    what, name = KINDS[version.kind].title, version.provenance.version
    if wish.is_for_all:
        return said_of_published(version)
    return f"Kept as a draft: {what}, version {name}. It is in use in this session only."


def said_of_published(version: Version) -> str:
    """Who sees it now: what is published for every council steps back where a council has a version of its own."""
    said = f"Published: {KINDS[version.kind].title}, version {version.provenance.version}."
    used = in_use_like(version)
    if used is not None and used.id != version.id:
        return f"{said} {whom(used)} goes on with its own, version {used.provenance.version}."
    return f"{said} Everybody who opens this workbench now sees it."


def in_use_like(version: Version) -> Version | None:
    """The version in use of the same kind, and of the same series where several are used together."""
    used = versions_in_use(version.kind, data.chosen_council().la_code)
    return next((one for one in used if one.series == version.series), None)


def whom(version: Version) -> str:
    """Whose version it is: the same file may be kept for a council and for every council."""
    if not version.la_code:
        return "every council"
    found = council(version.la_code)
    return version.la_code if found is None else found.la_name
