"""Users and need of areas added up to the localities chosen: which lie where, and what was split."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from lib.core.words import plural
from lib.datasets import Dataset
from lib.disclosure import public
from lib.geography import Council, areas
from lib.measures.areas_in_localities import NOWHERE, InLocalities, areas_in_localities
from lib.ui import places, show
from lib.views.locality_sentences import say_shared_out


@dataclass(frozen=True, eq=False)
class Own:
    """The localities chosen, and the areas of a file among them.

    Each locality goes by a label of its own, so that localities of another set, under the same codes, are others.
    """

    chosen: Dataset
    council: Council
    within: InLocalities
    base: str
    by_people: bool

    @property
    def view(self) -> str:
        """What tells one way of adding up from another."""
        return f" by {self.chosen.provenance.content_hash}"

    @property
    def codes(self) -> dict[str, str]:
        """The code of each locality by its label; people in none have one too."""
        found = self.chosen.frame["locality_code"].astype(str)
        return {_label(self.chosen, code): code for code in [*found, NOWHERE]}

    @property
    def names(self) -> dict[str, str]:
        """The name of each locality by its label."""
        frame = self.chosen.frame
        named = dict(zip(frame["locality_code"].astype(str), frame["locality_name"].astype(str), strict=True))
        return {label: named.get(code, NOWHERE) for label, code in self.codes.items()}


def own_localities(council: Council, base: str, people: pd.Series | None) -> Own | None:
    """The areas of kind ``base`` among the localities chosen; ``people`` are those of small areas, where known."""
    chosen, held = places.data_of(places.LOCALITY), places.within(council, places.LOCALITY)
    if chosen is None or held is None:
        return None
    small = pd.Index(areas(council, "lsoa11")["area_code"].astype(str))
    larger = places.within(council, base)
    area_of = pd.Series(small, index=small) if larger is None else larger.reindex(small)
    labelled = held.astype(str).map(lambda code: _label(chosen, code))
    within = areas_in_localities(area_of, labelled, people, _label(chosen, NOWHERE))
    return Own(chosen, council, within, base, people is not None)


def say_how(own: Own) -> None:
    """What was added up, and what was split, where areas of the file are larger than small areas."""
    if own.base == "lsoa11":
        return
    outlines = places.outlines_of(own.council, own.base)
    names = dict(zip(outlines["area_code"].astype(str), outlines["area_name"].astype(str), strict=True))
    divided = own.within.divided
    named = [names.get(code, code) for code in divided["area_code"].drop_duplicates()]
    word = places.AREA_WORDS[own.base]
    title, outside = own.chosen.provenance.title, len(own.within.outside)
    st.caption(say_shared_out(title, word, named, outside, by_people=own.by_people))
    if len(divided):
        with st.expander(f"How the {plural(word)} in more than one locality are shared out"):
            show.table(public(_printed(own, names), because="shares of people of a published census"), "Shared out")


def _printed(own: Own, names: dict[str, str]) -> pd.DataFrame:
    divided = own.within.divided
    return pd.DataFrame(
        {
            "Area": divided["area_code"].map(names).fillna(divided["area_code"]),
            "Locality": divided["locality_code"].map(own.names),
            "% of it": 100 * divided["share"],
        }
    )


def _label(chosen: Dataset, code: str) -> str:
    return f"{chosen.provenance.content_hash[:8]} {code}"
