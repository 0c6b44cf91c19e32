"""The demand pressure page: which areas, which indicators, how each is made, and what is asked of them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from lib.core import Provenance
from lib.core.words import say_count, say_list
from lib.datasets import Dataset
from lib.geography import MSOA_CAVEAT, WARD_CAVEAT, Council, Neighbours, area_kind_of, neighbours
from lib.pressure import Indicators, Making, hidden, made
from lib.pressure.catalogue import Catalogue, catalogue
from lib.ui import carrying, data, link, places, pressure_indicators, show
from lib.ui.cache import kept
from lib.ui.stopping import end_page
from lib.views.join_sentences import say_join

SCORE, GROUPS, REGIONS, SPOTS = "Pressure score", "Groups of alike areas", "Regions that are joined up", "Hot spots"
BOUNDARIES = "What boundaries do"
RATES = "rates of areas, made from no count of people that could be worked back"
_WARDS_HERE = "May 2025"
_CAVEATS = {"ward": WARD_CAVEAT, places.MIDDLE: MSOA_CAVEAT}


@dataclass(frozen=True)
class Asked:
    """What the reader asks of the page: place, areas, indicators and how each is made."""

    council: Council
    kind: str
    offered: Catalogue
    chosen: tuple[str, ...]
    making: Making
    made: Indicators
    used: tuple[Dataset, ...]

    @property
    def figures(self) -> pd.DataFrame:
        """The indicators chosen in the units people know, one row an area."""
        return self.made.rates

    @property
    def gaps(self) -> pd.DataFrame:
        """Why figures are missing, by the file or hidden here: areas and indicators as in :attr:`figures`."""
        loaded = next((one for one in self.used if one.kind == "indicators"), None)
        marks = pd.DataFrame(index=self.figures.index)
        if loaded is not None:
            by_area = loaded.gaps.set_axis(loaded.frame["area_code"].astype(str), axis=0)
            marks = by_area[~by_area.index.duplicated()].reindex(self.figures.index).fillna("")
        is_hidden = hidden(self.offered, self.chosen, self.making).reindex(self.figures.index)
        said = marks.reindex(columns=marks.columns.union(is_hidden.columns), fill_value="").astype("str")
        return said.mask(is_hidden.reindex(columns=said.columns, fill_value=False), "suppressed")

    @property
    def errors(self) -> pd.DataFrame | None:
        """Standard errors of what was made from counts; nothing when nothing was."""
        return self.made.errors if self.making.below else None

    @property
    def key(self) -> dict[str, object]:
        """What a result depends on besides the data."""
        return {"chosen": self.chosen, "making": repr(self.making), "areas": self.offered.key, "kind": self.kind}

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
    """The controls: areas, view, indicators and how they are made. Without an indicator, say so and stop."""
    kinds = places.every_kind()
    with st.container(key="controls"):
        kind = kinds[link.choice("Areas", list(kinds), "areas", look="segments")]
        places.choose_localities(council, kind)
        view = link.choice("Show", [SCORE, GROUPS, REGIONS, SPOTS, BOUNDARIES], "view", look="segments")
    offered = offered_by(council, kind)
    names = list(offered.frame.columns)
    if not names:
        _nothing_on_offer(kind, offered)
    with st.container(key="controls-indicators"):
        chosen = tuple(link.choices("Indicators", names, "indicators", default=offered.to_begin_with()))
    if not chosen:
        show.notice("Choose at least one indicator above.")
        end_page()
    chosen = _without_scarce(offered, chosen)
    making = pressure_indicators.ask(offered, chosen)
    asked = Asked(council, kind, offered, chosen, making, _made(kind, offered, chosen, making), _used(kind))
    pressure_indicators.explain(asked.made, making, asked.provenances)
    return asked, view


def _without_scarce(offered: Catalogue, chosen: tuple[str, ...]) -> tuple[str, ...]:
    """Indicators that most of these areas lack are left out, and said: they may be known well on other areas."""
    scarce = offered.scarce(chosen)
    if scarce:
        said = say_list([f"{name} ({known:,} of {len(offered.frame):,} areas)" for name, known in scarce.items()])
        show.notice(f"Left out here, because fewer than half of the areas have a figure: {said}.")
    return tuple(name for name in chosen if name not in scarce)


def on_other_areas(asked: Asked, kind: str) -> Asked:
    """The same indicators, made the same way, on areas of another kind; those without a figure there are left out."""
    offered = offered_by(asked.council, kind)
    chosen = tuple(name for name in asked.chosen if name in offered.frame)
    making = pressure_indicators.only(asked.making, chosen, offered)
    found = _made(kind, offered, chosen, making)
    return replace(
        asked, kind=kind, offered=offered, chosen=chosen, making=making, made=found, used=_used(kind, asked.used)
    )


def on_other_figures(asked: Asked, indicators: Dataset) -> Asked:
    """The same question of another version of the indicators; those it does not have are left out."""
    offered = offered_by(asked.council, asked.kind, indicators)
    chosen = tuple(name for name in asked.chosen if name in offered.frame)
    making = pressure_indicators.only(asked.making, chosen, offered)
    used = tuple(one for one in (*_files(asked.kind, indicators), places.data_of(asked.kind)) if one is not None)
    return replace(asked, offered=offered, chosen=chosen, making=making, made=made(offered, chosen, making), used=used)


def offered_by(council: Council, kind: str, indicators: Dataset | None = None) -> Catalogue:
    """The indicators on offer for the areas of one kind; ``indicators`` stand in for those in use."""
    loaded, people = _files(kind, indicators)
    scope = places.scope_of(council, kind)
    return kept(
        lambda: catalogue(
            scope, places.outlines_of(council, kind), loaded, people, places.within(council, kind)
        ),
        "catalogue", loaded, people, places.data_of(kind), council=scope.la_code if scope else "", kind=kind,
    )  # fmt: skip


def touching(asked: Asked) -> Neighbours:
    """Who is next to whom among the areas asked about."""
    outlines = places.outlines_of(asked.council, asked.kind)
    scope = places.scope_of(asked.council, asked.kind)
    return kept(
        lambda: neighbours(outlines),
        "neighbours", places.data_of(asked.kind), council=scope.la_code if scope else "", kind=asked.kind,
    )  # fmt: skip


def warn(asked: Asked) -> None:
    """Areas that are approximate, areas without a row, and codes that match no area."""
    offered = asked.offered
    if asked.kind in _CAVEATS:
        st.caption(_CAVEATS[asked.kind])
    if asked.kind not in places.OF_ONES_OWN:
        carrying.say("indicators", "population")
    else:
        carrying.say_on_outlines(places.data_of(asked.kind), "indicators", "population")
    show_join(asked.kind, offered)
    if offered.blank:
        with st.expander(f"{len(offered.blank):,} areas on the map have no row in the file"):
            show.words_table(pd.DataFrame({"Area": offered.blank[:500]}), "Areas without a figure of the file")
    if offered.unmatched:
        number = say_count(len(offered.unmatched), "area code of the file is", "area codes of the file are")
        with st.expander(f"{number} no area we know"):
            st.caption("They may be new in 2021, have ended, or be mistyped. Load outlines of their year to see them.")
            show.words_table(pd.DataFrame({"Area code": offered.unmatched[:500]}), "Codes that match no area")


def show_join(kind: str, offered: Catalogue) -> None:
    """Say plainly, before anything is drawn, when codes of the file and of the map are of different areas or years."""
    loaded, outlines = _files(kind)[0], places.data_of(kind)
    if loaded is None or (offered.parents is not None and area_kind_of(loaded.frame["area_code"]).kind == "lsoa11"):
        return  # nothing is joined by code: small areas are added up to the areas that hold them
    here = _WARDS_HERE if kind == "ward" else ""
    drawn = here if outlines is None else carrying.year_in_join(outlines)
    said = say_join(loaded.frame["area_code"], offered.names.index, carrying.year_in_join(loaded), drawn)
    if said:
        show.notice(said)


def show_sources(asked: Asked) -> None:
    """Where the data come from; the register above says it for each indicator."""
    show.sources(*asked.provenances)


def _used(kind: str, before: tuple[Dataset, ...] = ()) -> tuple[Dataset, ...]:
    wanted = [*before, *_files(kind), places.data_of(kind)]
    return tuple({id(one): one for one in wanted if one is not None}.values())


def _files(kind: str, instead: Dataset | None = None) -> tuple[Dataset | None, Dataset | None]:
    """The figures (or those ``instead``) and the people in use, on outlines of one's own by their codes."""
    files = (instead or data.dataset("indicators"), data.dataset("population"))
    if kind in places.OF_ONES_OWN:
        figures, people = (one and carrying.on_outlines(one, places.data_of(kind)) for one in files)
        return figures, people
    figures, people = (one and carrying.carried(one) for one in files)
    return figures, people


def _made(kind: str, offered: Catalogue, chosen: tuple[str, ...], making: Making) -> Indicators:
    """The indicators, comparable; kept, since other results hang on them."""
    return kept(
        lambda: made(offered, chosen, making),
        "made", *_used(kind), areas=offered.key, chosen=chosen, making=repr(making), kind=kind,
    )  # fmt: skip


def _nothing_on_offer(kind: str, offered: Catalogue) -> None:
    """What is said in place of a page: why, where the codes are of another year or kind, and what to load."""
    show_join(kind, offered)
    show.notice("No indicator has a figure for these areas. Load figures by area code, or choose other areas.")
    st.page_link("pages/your_data.py", label="Load area indicators", icon=":material/upload_file:")
    end_page()
