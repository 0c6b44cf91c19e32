"""Files whose rows are people: as soon as they are read, counted or refused, the server lets go of their bytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from lib.datasets import Outcome
from lib.ingest import may_hold_people
from lib.ui import loading, open_data, retention, show
from lib.ui.leaving import write_over_later
from lib.ui.wiping import give_memory_back, overwrite


@dataclass(frozen=True)
class LetGo:
    """A file that was read and let go of: its name, and none of its bytes."""

    name: str
    was_apart: bool = False

    def getvalue(self) -> bytes:
        """Nothing is left."""
        return b""


def held() -> LetGo | None:
    """The file about people read last, while what was made of it is on the page."""
    return st.session_state.get(loading.COUNTED) if loading.staged() is not None else None


def another_file() -> None:
    """Another file takes the place of what was counted or fetched."""
    st.session_state.pop(loading.COUNTED, None)
    open_data.put_away()


def read(source: Any, kind: str | None) -> Outcome:
    """What was made of a file; of one about people, its bytes are dropped and the page is shown again without them."""
    outcome = loading.staged() if isinstance(source, LetGo) else None
    if outcome is not None:
        give_memory_back()
        show.notice(_said(source, outcome))
        return outcome
    outcome = loading.read(source, kind)
    if outcome.holds_people and getattr(source, "file_id", None):
        _let_go(source)
    return outcome


def _said(gone: LetGo, outcome: Outcome) -> str:
    what = (
        f"The rows of {gone.name} are people. They were counted"
        if outcome.counts_records
        else f"{gone.name} holds records of people. It was refused, for the reasons below"
    )
    traces = (
        "It was read by a process of its own, which has ended."
        if gone.was_apart
        else "What the server's memory held of it was written over as far as the system lets us."
    )
    return (
        f"{what}, and the file itself was let go of: its bytes were overwritten, and neither the uploader nor the "
        f"pages hold it. {traces}"
    )


def key_of(source: Any) -> str:
    """Where the session has the file to keep: counted, fetched or in the uploader."""
    if isinstance(source, LetGo):
        return loading.COUNTED
    return open_data.FETCHED if open_data.fetched() is not None else retention.upload_key()


def _let_go(upload: Any) -> None:
    """Empty the uploader by giving it another name, and take the bytes from where the server holds them."""
    st.session_state[loading.COUNTED] = LetGo(upload.name, may_hold_people(upload.getvalue()))
    st.session_state.pop(retention.upload_key(), None)
    retention.empty_uploader()
    content = upload.getvalue()
    overwrite(content)
    retention.drop_uploaded_bytes()
    upload.close()
    give_memory_back()
    write_over_later()
    st.rerun()
