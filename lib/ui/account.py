"""The account of a file, row by row: what was found, what was done with it, and the remedy."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from lib.core.words import say_count
from lib.datasets import Dataset
from lib.disclosure import public
from lib.exports import file_name, to_csv
from lib.ingest.wordings import listed
from lib.measures.characteristic_names import names_used
from lib.ui import show

OWN_ROWS = "the reader's own rows, as loaded"
_DONE = {"refuse": "refused", "set aside": "set aside", "note": "used, with a note"}
_MOST_SHOWN = 1_000
_HEADINGS = {
    "source_row": "Row",
    "column": "Column",
    "value": "Value in the file",
    "severity": "What was done",
    "what": "What was found",
    "fix": "What to do",
}
_CATEGORIES = {
    "column": "Column",
    "in_the_file": "In your file",
    "tidied": "Tidied",
    "read_as": "Read as",
    "rows": "Rows",
}
_LISTED = {"where": "Where it counts", "read_as": "Read as", "wordings": "Wordings"}


def as_csv(dataset: Dataset, because: str = OWN_ROWS) -> bytes:
    """One line per row that anything was found about: row, column, value, what was done, and the remedy."""
    return to_csv(public(_lines(dataset), because=because), [dataset.provenance], "What was found, row by row")


def _lines(dataset: Dataset) -> pd.DataFrame:
    lines = dataset.parts.get("account", pd.DataFrame(columns=list(_HEADINGS)))
    shown = lines.assign(severity=lines["severity"].map(_DONE).fillna(lines["severity"]))
    return shown[list(_HEADINGS)].rename(columns=_HEADINGS)


def show_lines(dataset: Dataset) -> None:
    """The same lines on the page, folded away; the first of them where there are very many."""
    lines = _lines(dataset)
    if lines.empty:
        return
    with st.expander(f"Row by row: {say_count(len(lines), 'line')}", icon=":material/list_alt:"):
        if len(lines) > _MOST_SHOWN:
            st.caption(f"The first {_MOST_SHOWN:,} lines; the download has all of them.")
        st.dataframe(lines.head(_MOST_SHOWN), hide_index=True, alt="What was found, row by row")


def offer(dataset: Dataset) -> None:
    """Downloads of the account and of the rows set aside, where there are any."""
    if len(dataset.parts.get("account", ())):
        _download("Download what was found, row by row (CSV)", dataset, "account", lambda: as_csv(dataset))
    if not dataset.set_aside.empty:
        _download("Download the rows set aside (CSV)", dataset, "set-aside", lambda: _set_aside_csv(dataset))


def categories_of(dataset: Dataset) -> pd.DataFrame:
    """Every category that was read as another: ``column, in_the_file, tidied, read_as, rows``."""
    read = dataset.parts.get("categories", pd.DataFrame(columns=list(_CATEGORIES)))
    if dataset.kind != "characteristics":
        return read
    used = names_used(dataset.frame)
    rows = dataset.frame["characteristic"].astype(str).value_counts().reindex(used["in_the_file"]).to_numpy()
    named = used.assign(column="characteristic", tidied=used["in_the_file"], rows=rows)
    named = named.rename(columns={"used_as": "read_as"})
    return pd.concat([read, named.loc[used["in_the_file"].ne(used["used_as"]), list(_CATEGORIES)]], ignore_index=True)


def show_categories(dataset: Dataset) -> None:
    """What was read as what, where any category of the file was read as another; with its download."""
    read = categories_of(dataset)
    if read.empty:
        return
    read = read.drop(columns="rows") if _are_people(dataset) else read.astype({"rows": "Int64"})
    shown = public(read.rename(columns=_CATEGORIES), because=OWN_ROWS)
    show.table(shown, "Names of categories, as in your file and as they were read")
    with st.expander("Which wordings are read as one", icon=":material/spellcheck:"):
        st.caption("Only these, as whole cells, whatever their capitals and spaces. Nothing else is guessed.")
        show.words_table(listed().rename(columns=_LISTED), "Wordings that mean the same")
    label = "Download how names were read (CSV)"
    _download(label, dataset, "names-read", lambda: to_csv(shown, [dataset.provenance], "How names were read"))


def _are_people(dataset: Dataset) -> bool:
    """Whether the rows of the file were people, so that how many have a wording is not told."""
    categories = dataset.parts.get("categories")
    return categories is not None and len(categories) > 0 and bool(categories["rows"].isna().all())


def _set_aside_csv(dataset: Dataset) -> bytes:
    return to_csv(public(dataset.set_aside, because=OWN_ROWS), [dataset.provenance], "Rows set aside")


def _download(label: str, dataset: Dataset, key: str, content: Callable[[], bytes]) -> None:
    st.download_button(
        label,
        data=content,
        file_name=file_name(key.replace("-", " "), dataset.provenance.version),
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key=f"download-{key}",
    )
