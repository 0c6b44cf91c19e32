"""Versions kept of each kind of data: who kept which, which is in use, and what may be done with them."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from lib.core.words import say_list
from lib.datasets import KINDS
from lib.exports import file_name
from lib.store import NotKept, Status, Store, Version
from lib.ui import account, carrying, data, purges, show
from lib.ui.cache import forget_published
from lib.ui.keeping import CHOSEN_KIND, chosen_key, in_use_like, said_of_published, sign, signed_as, tell, whom
from lib.ui.published import asked, is_done, store, versions_in_use

_STATUS = {
    Status.DRAFT: "Draft",
    Status.PUBLISHED: "Published",
    Status.WITHDRAWN: "Withdrawn",
}
_PURGING, _UNFINISHED = "purge-asked", "purge-unfinished"
_BESIDE = " Lookups used beside it in this session were let go of with it: load them again."


def versions_here(kind: str | None = None) -> tuple[Version, ...]:
    """Versions of the chosen council and those of every council, the newest first."""
    la_code = data.chosen_council().la_code
    return tuple(one for one in asked(lambda opened: opened.versions(kind)) or () if one.la_code in (la_code, ""))


def name_of(version: Version) -> str:
    """A version in a line that no other has: file, who, when, the eight characters to read out, and for whom."""
    day = f"{version.saved_at.day} {version.saved_at:%B %Y, %H:%M}"
    return f"{version.file_name}, kept by {version.who} on {day} ({version.provenance.version}), for {whom(version)}"


def show_kept() -> None:
    """The table of versions of one kind, and the buttons for one of them."""
    if store() is None:
        return
    st.header("Versions kept")
    if st.session_state.get(_UNFINISHED):
        _button("Clean up again", ":material/mop:", True, _clean_up)
    every = versions_here()
    kinds = [kind for kind in KINDS if any(one.kind == kind for one in every)]
    if not kinds:
        st.write("Nothing is kept yet. Load a file and choose 'Keep in the workspace …' to keep its first version.")
        return
    if st.session_state.get(CHOSEN_KIND) not in kinds:
        st.session_state[CHOSEN_KIND] = kinds[0]
    kind = st.pills("Data", kinds, required=True, format_func=_title, key=CHOSEN_KIND) or kinds[0]
    listed = tuple(one for one in every if one.kind == kind)
    used = versions_in_use(kind, data.chosen_council().la_code)
    show.words_table(pd.DataFrame([_row(one, used) for one in listed]), f"Versions kept: {_title(kind).lower()}")
    if any(one.series for one in used):
        st.caption("Lookups of different years are used together: publishing one leaves the others in use.")
    _show_actions(kind, listed)


def _title(kind: str) -> str:
    return KINDS[kind].title


def _row(one: Version, used: tuple[Version, ...]) -> dict[str, str]:
    said = one.provenance
    is_used = one.id in {each.id for each in used}
    return {
        "Version": said.version,
        **({"What it joins": one.series} if one.series else {}),
        "File": one.file_name,
        "Kept by": one.who,
        "Kept on (UTC)": f"{one.saved_at.day} {one.saved_at:%B %Y, %H:%M}",
        "As at": said.as_at or "not stated",
        "Rows": f"{said.rows_used:,} used, {said.rows_set_aside:,} set aside",
        "For": whom(one),
        "Status": f"{_STATUS[one.status]}, in use" if is_used else _STATUS[one.status],
    }


def _show_actions(kind: str, listed: tuple[Version, ...]) -> None:
    names = {one.id: one for one in listed}
    left, right = st.columns([3, 2])
    with left:
        chosen = names[
            st.selectbox("Version", list(names), format_func=lambda key: name_of(names[key]), key=chosen_key(kind))
        ]
    used = in_use_like(chosen)
    with right:
        who = st.text_input("Your name, to sign with", signed_as(), key="signature").strip()
    if not who:
        st.caption("Give your name to publish, withdraw or go back: colleagues see who did it.")
    with st.container(horizontal=True):
        _button("Publish", ":material/campaign:", who and (used is None or used.id != chosen.id), _publish, chosen, who)
        _button("Withdraw", ":material/block:", who and chosen.status is Status.PUBLISHED, _withdraw, chosen, who)
        _button("Go back to what was published before", ":material/history:", who and used, _roll_back, used, who)
        _button("Use in this session only", ":material/person:", True, _use_here, chosen)
        _button("Purge …", ":material/delete_forever:", True, _ask_to_purge, chosen)
    _offer_downloads(chosen)
    if st.session_state.get(_PURGING) == chosen.id:
        _confirm_purge(chosen)


def _button(label: str, icon: str, is_possible: object, act: Callable[..., None], *args: object) -> None:
    st.button(label, icon=icon, disabled=not is_possible, on_click=act, args=args)


def _publish(version: Version, who: str) -> None:
    sign(who)
    if is_done(lambda opened: opened.publish(version.id, who)):
        tell(said_of_published(version))


def _withdraw(version: Version, who: str) -> None:
    sign(who)
    if is_done(lambda opened: opened.withdraw(version.id, who)):
        tell(f"Withdrawn: {_title(version.kind)}, version {version.provenance.version}. {_now_in_use(version)}")


def _roll_back(used: Version, who: str) -> None:
    sign(who)
    if is_done(lambda opened: opened.roll_back(used.kind, used.la_code, who, seen=used.id, series=used.series)):
        tell(f"Gone back: {used.series or _title(used.kind)}. {_now_in_use(used)}")


def _now_in_use(like: Version) -> str:
    now = in_use_like(like)
    if now is None and like.series:
        return f"No lookup of these years is published any more ({like.series})."
    if now is None:
        return "Nothing is published any more; built-in data show where there are some."
    return f"Version {now.provenance.version} of {now.who} is in use again."


def _use_here(version: Version) -> None:
    loaded = asked(lambda opened: opened.load(version.id))
    if loaded is not None:
        data.keep(data.workspace().accept(carrying.beside_those_in_use(loaded)))
        tell(f"In use in this session only: {_title(version.kind)}, version {version.provenance.version}.")


def _ask_to_purge(version: Version) -> None:
    st.session_state[_PURGING] = version.id


def _confirm_purge(version: Version) -> None:
    with st.container(border=True, key="confirm-purge"):
        show.notice(
            f"Purge {name_of(version)}? The table, the file and every figure made from it here are deleted and written "
            "over, and whoever is using it now loses it too. There is no way back. Copies that others have downloaded, "
            "and backups of this machine, are not reached."
        )
        with st.container(horizontal=True):
            _button(
                f"Yes, purge version {version.provenance.version} for good",
                ":material/delete_forever:",
                True,
                _purge,
                version,
            )
            _button("Leave it", ":material/undo:", True, _do_not_purge)


def _purge(version: Version) -> None:
    st.session_state.pop(_PURGING, None)
    was_used = version.id in {one.id for one in versions_in_use(version.kind, data.chosen_council().la_code)}
    is_gone = is_done(lambda opened: opened.purge(version.id))
    left = asked(lambda opened: opened.versions(version.kind))
    if not is_gone and (left is None or version.id in {one.id for one in left}):
        return  # as far as can be told it is still there, and nobody lets go of it
    st.session_state[_UNFINISHED] = not is_gone
    again = [one for one in left or () if one.provenance.content_hash == version.provenance.content_hash]
    had_others = any(carrying.holds_others(one, version.provenance) for one in data.workspace().datasets.values())
    if again:
        forget_published()
    else:
        purges.let_go_everywhere(version.provenance)
    if is_gone:
        tell(_said_of_purged(version, again, was_used) + (_BESIDE if had_others and not again else ""))


def _said_of_purged(version: Version, again: list[Version], was_used: bool) -> str:
    said = f"Purged: version {version.provenance.version} for {whom(version)} is gone for good."
    if again:
        said += f" The same file is still kept for {say_list([whom(one) for one in again])}."
    return f"{said} {_now_in_use(version)}" if was_used else said


def _clean_up() -> None:
    """Finish a purge that left traces, because somebody was reading or the disk was full."""
    if is_done(lambda opened: opened.clean_up()):
        st.session_state[_UNFINISHED] = False
        tell("Cleaned up: no trace of what was purged is left in the workspace.")


def _do_not_purge() -> None:
    st.session_state.pop(_PURGING, None)


def _offer_downloads(version: Version) -> None:
    opened = store()
    if opened is None:
        return
    st.caption("Both are rows as they were loaded, small numbers and all: for work, not for publication.")
    with st.container(horizontal=True):
        _download(
            "Download the file as it was loaded", version.file_name, "original", lambda: _original(opened, version)
        )
        _download(
            "Download what was found, row by row (CSV)",
            file_name(f"what was found {version.file_name}", version.provenance.version),
            "account",
            lambda: _account(opened, version),
        )


def _download(label: str, name: str, key: str, content: Callable[[], bytes]) -> None:
    st.download_button(
        label, data=content, file_name=name, icon=":material/download:", on_click="ignore", key=f"version-{key}"
    )


def _original(opened: Store, version: Version) -> bytes:
    """The bytes uploaded; where they cannot be had, a file that says why."""
    try:
        return opened.original(version.id)
    except NotKept as told:
        return told.problem.what.encode()


def _account(opened: Store, version: Version) -> bytes:
    try:
        return account.as_csv(opened.load(version.id), because=f"rows as {version.who} loaded them")
    except NotKept as told:
        return told.problem.what.encode()
