"""On the home care page: whether the home care loaded and the providers' figures give the same hours."""

from __future__ import annotations

import streamlit as st

from lib.core.words import of_time
from lib.datasets import Dataset
from lib.disclosure import ProtectedTable
from lib.geography import Council
from lib.measures.two_files import hours_of_two_files
from lib.ui import home_care, show
from lib.ui.stopping import or_nothing
from lib.views.two_files_sentences import say_two_files

_HEADINGS = {
    "locality_name": "Locality",
    "care_hours": "Hours in the home care loaded",
    "provider_hours": "Hours in the providers' figures",
    "difference": "Difference",
}


def section(
    activity: Dataset | None, providers: Dataset, by_locality: ProtectedTable, when: str, council: Council
) -> None:
    """``by_locality`` is what providers deliver in each locality of their own file; nothing without home care."""
    if activity is None:
        return
    care = or_nothing(lambda: home_care.by_locality(activity, None, None, council))
    found = None if care is None else hours_of_two_files(care, by_locality, when)
    if found is None:
        return
    st.subheader("The same hours in two files")
    show.findings(say_two_files(found))
    if found.compared.empty:
        return
    figures = found.table.select(list(_HEADINGS)).rename(_HEADINGS)
    used = [activity.provenance, providers.provenance]
    with st.expander("Hours of both files, locality by locality", icon=":material/compare_arrows:"):
        show.table(figures, "Hours by locality in two files")
        show.take_away(figures, used, of_time(f"Hours in two files, {council.la_name}", when), "two-files")
        show.sources(*used)
