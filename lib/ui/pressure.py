"""The demand pressure page: which areas, which indicators, which way they point, and what is asked of them."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from lib.core import Provenance
from lib.datasets import Dataset
from lib.geography import Council, Neighbours, neighbours
from lib.pressure import correlated_pairs
from lib.pressure.catalogue import Catalogue, catalogue
from lib.ui import data, link, places, show
from lib.ui.cache import kept
from lib.ui.stopping import end_page

SCORE, GROUPS, REGIONS, SPOTS = "Pressure score", "Groups of alike areas", "Regions that are joined up", "Hot spots"
RATES = "rates of areas, made from no count of people that could be worked back"


@dataclass(frozen=True)
class Asked:
    """What the reader asks of the page: place, areas, indicators and the way they point."""

    council: Council
    kind: str
    offered: Catalogue
    chosen: tuple[str, ...]
    fewer: tuple[str, ...]
    used: tuple[Dataset, ...]

    @property
    def figures(self) -> pd.DataFrame:
        """The indicators chosen, one row an area."""
        return self.offered.frame[list(self.chosen)]

    @property
    def directions(self) -> dict[str, int]:
        """+1 where more is more pressure, -1 where less is."""
        return {name: -1 if name in self.fewer else 1 for name in self.chosen}

    @property
    def key(self) -> dict[str, object]:
        """What a result depends on besides the data."""
        return {"chosen": self.chosen, "fewer": self.fewer, "areas": self.offered.key}

    @property
    def word(self) -> str:
        """What one of these areas is called."""
        return places.AREA_WORDS[self.kind]

    @property
    def provenances(self) -> list[Provenance]:
        """Where the figures come from."""
        return [dataset.provenance for dataset in self.used]

    @property
    def place(self) -> str:
        """The place in words, for titles of downloads."""
        return places.place_name(self.council, self.kind)


def ask(council: Council) -> tuple[Asked, str]:
    """The controls: areas, view, indicators and their direction. Without an indicator, say so and stop."""
    loaded, people = data.dataset("indicators"), data.dataset("population")
    kinds = places.kinds_on_offer(with_country=True)
    with st.container(key="controls"):
        kind = kinds[link.choice("Areas", list(kinds), "areas", look="segments")]
        view = link.choice("Show", [SCORE, GROUPS, REGIONS, SPOTS], "view", look="segments")
    offered = _indicators_of(council, kind, loaded, people)
    names = list(offered.frame.columns)
    if not names:
        _nothing_on_offer()
    with st.container(key="controls-indicators"):
        chosen = link.choices("Indicators", names, "indicators", default=offered.to_begin_with())
        fewer = link.choices("For which of them does less mean more pressure?", chosen or names, "fewer")
    if not chosen:
        show.notice("Choose at least one indicator above.")
        end_page()
    used = tuple(dataset for dataset in (loaded, people) if dataset is not None)
    return Asked(council, kind, offered, tuple(chosen), tuple(fewer), used), view


def touching(asked: Asked) -> Neighbours:
    """Who is next to whom among the areas asked about."""
    own = data.dataset("outlines") if asked.kind == places.UPLOADED else None
    outlines = places.outlines_of(asked.council, asked.kind)
    scope = places.scope_of(asked.council, asked.kind)
    return kept(
        lambda: neighbours(outlines), "neighbours", own, council=scope.la_code if scope else "", kind=asked.kind
    )


def warn(asked: Asked) -> None:
    """Indicators that say the same twice, areas without a row, and codes that match no area."""
    offered = asked.offered
    for pair in correlated_pairs(asked.figures.corr()).itertuples(index=False):
        said = f"Two indicators say nearly the same (r = {pair.correlation:.2f}), so together they count twice:"
        show.notice(f"{said} “{pair.first}” and “{pair.second}”.")
    if offered.blank:
        with st.expander(f"{len(offered.blank):,} areas on the map have no row in the file"):
            show.words_table(pd.DataFrame({"Area": offered.blank[:500]}), "Areas without a figure of the file")
    if offered.unmatched:
        with st.expander(f"{len(offered.unmatched):,} area codes of the file are no area we know"):
            st.caption("They may be new in 2021, have ended, or be mistyped. Load outlines of their year to see them.")
            show.words_table(pd.DataFrame({"Area code": offered.unmatched[:500]}), "Codes that match no area")


def show_sources(asked: Asked) -> None:
    """Where the data and each indicator come from."""
    show.sources(*asked.provenances)
    rows = [{"Indicator": name, "Source": asked.offered.sources.get(name, "")} for name in asked.chosen]
    show.words_table(pd.DataFrame(rows), "Where each indicator comes from")


def _indicators_of(council: Council, kind: str, loaded: Dataset | None, people: Dataset | None) -> Catalogue:
    outlines = places.outlines_of(council, kind)
    own = data.dataset("outlines") if kind == places.UPLOADED else None
    scope = places.scope_of(council, kind)
    code = scope.la_code if scope else ""
    call = lambda: catalogue(scope, outlines, loaded, people)  # noqa: E731 - the one call that is kept
    return kept(call, "catalogue", loaded, people, own, council=code, kind=kind)


def _nothing_on_offer() -> None:
    show.notice("No indicator has a figure for these areas. Load figures by area code, or choose other areas.")
    st.page_link("pages/your_data.py", label="Load area indicators", icon=":material/upload_file:")
    end_page()
