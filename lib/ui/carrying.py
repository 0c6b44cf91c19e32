"""Figures by areas of another year on the maps here: carried once, and said before anything is drawn."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from lib.core import Provenance
from lib.core.words import say_count
from lib.datasets import KINDS, Dataset
from lib.geography import (
    Carried,
    CarriedLocalities,
    CarriedWards,
    Parted,
    Succeeded,
    area_kind_of,
    both_given,
    carry,
    carry_localities,
    carry_to_wards,
    carry_wards,
    part_counties,
    succeed,
    together,
    versions_in,
    wards_as_localities,
    year_if_of_today,
    year_of_wards,
)
from lib.ui import data, link, show
from lib.ui.cache import kept
from lib.views import join_sentences
from lib.views.join_sentences import (
    carried_rows,
    say_both_given,
    say_carried,
    say_parted,
    say_succeeded,
    succeeded_rows,
)
from lib.views.ward_sentences import carried_wards_rows, lost_members, say_carried_localities, say_carried_wards

LOOKUP = "area_lookup"
WARDS = "ward_lookup"
_AREAS_SAID = "Areas split, merged or dropped, and what is shown for them"
_WARDS_SAID = "Wards redrawn or dropped, and what is shown for them"
_PLACES_SAID = "Places that are not drawn"
_PART = "county"
_PARTINGS = {
    "Leave both blank": "",
    "Share counts by everyone who lives in each": "population",
    "Share counts by people aged 65 and over": "population_65_plus",
}
_COUNCILS_SAID = "Councils that took the place of others, and what is shown"


def dataset(kind: str) -> Dataset | None:
    """The dataset of a kind in use, on the areas of the maps here where it came on those of another year."""
    found = data.dataset(kind)
    return None if found is None else carried(found)


def carried(given: Dataset) -> Dataset:
    """The same figures on small areas of 2011, and on the wards and councils of today."""
    found = _carried(given) or _wards(given) or _succeeded(given)
    today = given if found is None else found.dataset
    parted = _parted(today, _PARTINGS.get(_chosen_parting(), ""))
    return today if parted is None else parted.dataset


def year_of(given: Dataset) -> str:
    """The year of a file's area codes: as their heading has it, else as the lookups of wards in use have it."""
    lookup = data.dataset(WARDS)
    if given.code_year or lookup is None or "area_code" not in given.frame:
        return given.code_year
    return kept(lambda: year_of_wards(lookup, given.frame["area_code"]), "year_of_wards", lookup, given)


def year_in_join(given: Dataset) -> str:
    """The year of a file's area codes; of wards that all are of today, today's."""
    return year_of(given) or ("" if "area_code" not in given.frame else year_if_of_today(given.frame["area_code"]))


def on_outlines(given: Dataset, outlines: Dataset | None) -> Dataset:
    """The same figures on the wards of the reader's own outlines, where they came on those of another year."""
    found = _on_outlines(given, outlines)
    return given if found is None else found.dataset


def say_on_outlines(outlines: Dataset | None, *kinds: str) -> None:
    """What was carried to the reader's own outlines and what was lost, for each of these kinds in use."""
    for kind in kinds:
        given = data.dataset(kind)
        found = None if given is None else _on_outlines(given, outlines)
        if found is not None:
            _say_wards(found, KINDS[kind].title)


def say_join(given: Dataset | None, outlines: Dataset | None) -> None:
    """What a join of a file to outlines of the reader's own would leave blank, before anything is drawn."""
    if given is None or outlines is None:
        return
    codes = given.frame["area_code"], outlines.frame["area_code"]
    said = join_sentences.say_join(*codes, year_in_join(given), year_in_join(outlines))
    if said:
        show.notice(f"‘{KINDS[given.kind].title}’: {said}")


def beside_those_in_use(given: Dataset) -> Dataset:
    """A lookup of wards beside this session's own of other years; any other dataset as it is."""
    return together(data.workspace().get(WARDS), given) if given.kind == WARDS else given


def holds(given: Dataset, version: Provenance) -> bool:
    """Whether a dataset is that of a version, or a lookup of wards that it was put beside."""
    if given.kind == WARDS:
        return version.version in versions_in(given)
    return given.provenance.content_hash == version.content_hash


def holds_others(given: Dataset, version: Provenance) -> bool:
    """Whether a lookup of wards has others in it than that of a version, which go where it goes."""
    return given.kind == WARDS and holds(given, version) and len(versions_in(given)) > 1


def say(*kinds: str) -> None:
    """What was carried and what was lost, for each of these kinds in use; nothing where nothing was."""
    for kind in kinds:
        given = data.dataset(kind)
        if given is not None:
            _say_each(given, KINDS[kind].title)


def localities(given: Dataset | None) -> Dataset | None:
    """The same localities, built from small areas where they are listed by areas of another year.

    ``None`` where none of them can be drawn.
    """
    found = None if given is None else _localities(given)
    if found is None:
        return given
    return found.dataset if found.is_drawn else None


def say_localities(given: Dataset) -> None:
    """What became of localities listed by areas of another year, before they are drawn."""
    found = _localities(given)
    if found is not None:
        _say(say_carried_localities(found), lost_members(found), "Places of localities not found", _PLACES_SAID)


def say_wards_of(given: Dataset) -> None:
    """What became of the wards that home care is given for, where they are not of today or named without codes."""
    found = _wards_of(given)
    if found is not None and (found.wards or found.unnamed or found.named):
        title = KINDS[given.kind].title
        said = say_carried_localities(found, f"‘{title}’")
        said += "" if found.is_drawn else " Until then the figures stand under the names of the file."
        _say(said, lost_members(found), f"Wards of {title.lower()} not found", _PLACES_SAID)


def wards_of(given: Dataset) -> Dataset | None:
    """The wards that figures of home care are given for, as localities; ``None`` without wards that can be drawn."""
    found = _wards_of(given)
    return found.dataset if found is not None and found.is_drawn else None


def people_in_use() -> Dataset | None:
    """The population in use, on small areas of 2011; what was carried and lost is said."""
    say("population")
    return dataset("population")


def _say_each(given: Dataset, title: str) -> None:
    found, wards, today = _carried(given), _wards(given), _succeeded(given)
    if found is not None:
        rows = carried_rows(found)
        changed = f"{len(rows):,} areas that are not the same in 2011 and 2021"
        _say(" ".join(say_carried(found, f"‘{title}’")), rows, f"{title}: {changed}", _AREAS_SAID)
    if wards is not None:
        _say_wards(wards, title)
    if today is not None:
        changed = f"{say_count(len(today.rows), 'council')} in the place of others"
        _say(say_succeeded(today, f"‘{title}’"), succeeded_rows(today), f"{title}: {changed}", _COUNCILS_SAID)
    both = say_both_given(kept(lambda: both_given(given), "both_given", given), f"‘{title}’")
    if both:
        show.notice(both)
    _say_parted(given if today is None else today.dataset, title)


def _say_wards(found: CarriedWards, title: str) -> None:
    rows = carried_wards_rows(found)
    changed = f"{say_count(len(rows), 'ward')} not the same in both years"
    _say(" ".join(say_carried_wards(found, f"‘{title}’")), rows, f"{title}: {changed}", _WARDS_SAID)


def _say_parted(given: Dataset, title: str) -> None:
    """What became of a county of the file that two councils took the place of, and the choice to share its counts."""
    able = _parted(given, "population")
    if able is None:
        return
    column = ""
    if len(able.shares):
        column = _PARTINGS[link.choice("A county that became two councils", list(_PARTINGS), _PART)]
    show.notice(say_parted(_parted(given, column) or able, f"‘{title}’", column, is_able=bool(len(able.shares))))


def _say(sentences: str, rows: pd.DataFrame, heading: str, caption: str) -> None:
    """What was done, and the areas it was done to where there are any, the first thousand of them."""
    show.notice(sentences)
    if len(rows):
        with st.expander(heading):
            show.words_table(*show.first_rows(rows, caption))


def _carried(given: Dataset) -> Carried | None:
    lookup = data.dataset(LOOKUP)
    return kept(lambda: carry(given, lookup), "carried_to_2011", given, lookup)


def _wards(given: Dataset) -> CarriedWards | None:
    lookup, pairs, people = data.dataset(WARDS), data.dataset(LOOKUP), _people_of_small_areas()
    return kept(lambda: carry_wards(given, lookup, pairs, people), "carried_wards", given, lookup, pairs, people)


def _on_outlines(given: Dataset, outlines: Dataset | None) -> CarriedWards | None:
    if outlines is None or outlines.kind != "outlines":
        return None
    lookup, pairs, people = data.dataset(WARDS), data.dataset(LOOKUP), _people_of_small_areas()
    return kept(
        lambda: carry_to_wards(given, outlines, lookup, pairs, people),
        "carried_to_outlines", given, outlines, lookup, pairs, people,
    )  # fmt: skip


def _localities(given: Dataset) -> CarriedLocalities | None:
    lookup, pairs = data.dataset(WARDS), data.dataset(LOOKUP)
    return kept(lambda: carry_localities(given, lookup, pairs), "carried_localities", given, lookup, pairs)


def _wards_of(given: Dataset) -> CarriedLocalities | None:
    lookup, pairs, here = data.dataset(WARDS), data.dataset(LOOKUP), data.chosen_council()
    return kept(
        lambda: wards_as_localities(given, lookup, pairs, here),
        "wards_as_localities", given, lookup, pairs, council=here.la_code,
    )  # fmt: skip


def _people_of_small_areas() -> Dataset | None:
    """The population in use where it is by small areas."""
    people = data.dataset("population")
    found = None if people is None else _carried(people)
    small = people if found is None else found.dataset
    return small if small is not None and area_kind_of(small.frame["area_code"]).kind == "lsoa11" else None


def _succeeded(given: Dataset) -> Succeeded | None:
    return kept(lambda: succeed(given), "carried_to_today", given)


def _parted(given: Dataset, column: str) -> Parted | None:
    """The counts of split counties shared by one column of the people in use; a population is not shared by itself."""
    people = _people_here() if column and given.kind != "population" else None
    return kept(lambda: part_counties(given, people, column), "parted", given, people, column=column)


def _people_here() -> Dataset | None:
    """The population in use, on the areas of the maps here."""
    people = data.dataset("population")
    found = None if people is None else _carried(people) or _wards(people) or _succeeded(people)
    return people if found is None else found.dataset


def _chosen_parting() -> str:
    return str(st.session_state.get(_PART) or link.asked(_PART))
