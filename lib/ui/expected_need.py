"""Users against those expected from need, area by area: choices, map, findings and table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from lib.core import Provenance, Verdict
from lib.datasets import Dataset
from lib.datasets.of_people import is_of_users, people_counted, rate_of
from lib.disclosure import ProtectedTable, Rule
from lib.exports import Part
from lib.geography import Council, lookup
from lib.measures.areas_in_localities import NOWHERE, in_localities
from lib.measures.characteristic_rows import ALL_GROUPS
from lib.measures.expected_need import expected_need, users_by_area, users_in_localities
from lib.measures.need_by_age import need_by_age
from lib.measures.people import population_for
from lib.ui import carrying, guard, link, need_localities, places, show
from lib.ui.cache import kept
from lib.ui.need_localities import Own
from lib.ui.unmet_more import MakesPart
from lib.views.expected_sentences import say_expected
from lib.views.parity_map import parity_map

_TITLE = "Users over those expected (1 = as many)"
_CODES = {"lsoa11": "lsoa11_code", "ward": "ward_code", "lad": "lad_code"}  # the smallest first
_AGES = {f"people aged {age} and over": f"population_{age}_plus" for age in (65, 75, 85, 18)}
_BY_AGE = "people by age, at the rates of your file of groups"
_HEADINGS = {
    "area_name": "Area", "users_count": "Users", "expected_count": "Expected", "ratio": "Ratio", "ratio_low": "From",
    "ratio_high": "To", "verdict": "Verdict", "reason": "Why it cannot be tested",
}  # fmt: skip


@dataclass(frozen=True)
class _Files:
    """The area figures in use, by code of the smallest areas the file has."""

    indicators: Dataset
    population: Dataset
    council: Council
    base: str
    ages: ProtectedTable | None = None

    @property
    def figures(self) -> pd.DataFrame:
        return _by_code(self.indicators.frame).reindex(self.codes)

    @property
    def people(self) -> pd.DataFrame:
        return _by_code(population_for(self.population.frame, self.base, self.council)).reindex(self.codes)

    @property
    def by_age(self) -> pd.Series | None:
        """Need by age at the rates of the file of groups, where it has ages that the population can be parted at."""
        return None if self.ages is None else need_by_age(self._age_groups(self.ages), self.people)

    @staticmethod
    def _age_groups(ages: ProtectedTable) -> pd.DataFrame:
        frame = ages.frame
        return frame[frame["characteristic_group"] != ALL_GROUPS]

    @property
    def codes(self) -> pd.Index:
        return pd.Index(_table(self.council)[_CODES[self.base]].drop_duplicates(), name="area_code")

    @property
    def parents(self) -> dict[str, pd.Series]:
        """For each larger kind, the area that each of the smallest belongs to."""
        rows = _table(self.council).drop_duplicates(_CODES[self.base]).set_index(_CODES[self.base])
        return {kind: rows[_CODES[kind]] for kind in self.kinds.values() if kind in _CODES and kind != self.base}

    @property
    def kinds(self) -> dict[str, str]:
        """The kinds of area that can be compared, by title: those the areas of the file add up to, and localities."""
        order = list(_CODES)
        larger = [kind for kind in order if order.index(kind) >= order.index(self.base)]
        return {t: kind for t, kind in places.small_area_kinds().items() if kind in (*larger, places.LOCALITY)}

    def among_localities(self) -> Own | None:
        """The areas of the file among the localities chosen."""
        by_area = _by_code(self.population.frame)
        is_small = by_area.index.isin(_table(self.council)["lsoa11_code"]).any() and "population" in by_area
        return need_localities.own_localities(self.council, self.base, by_area["population"] if is_small else None)

    def columns(self, *, of_users: bool) -> list[str]:
        """Columns of figures about people who use care; or the rates that are not about them."""
        numeric = self.indicators.frame.select_dtypes("number").columns.drop("source_row", errors="ignore")
        names = [str(name) for name in numeric if is_of_users(str(name)) == of_users]
        return names if of_users else [name for name in names if rate_of(name) is not None]


def _files(council: Council, ages: ProtectedTable | None = None) -> _Files | None:
    """The files, where there are both and one has a column about users."""
    indicators, population = carrying.dataset("indicators"), carrying.dataset("population")
    if indicators is None or population is None:
        return None
    given = set(indicators.frame["area_code"].astype(str))
    base = next((kind for kind, code in _CODES.items() if given & set(_table(council)[code])), None)
    files = None if base is None else _Files(indicators, population, council, base, ages)
    return files if files is not None and files.columns(of_users=True) else None


def section(
    council: Council,
    rule: str | Rule = "asc",
    level: float = 0.95,
    *,
    groups: ProtectedTable | None = None,
    says_what_to_load: bool = True,
    asks_localities: bool = True,
) -> list[MakesPart]:
    """Where fewer people use care than need would lead to expect; says what to load where it cannot tell.

    ``groups`` are those of the place and period chosen: of their ages, need by age is made. ``asks_localities`` is
    false on a page that has asked which localities before. Gives back what the pack should say of it.
    """
    files = _files(council, None if groups is None else groups.where(lambda frame: frame["characteristic"] == "age"))
    if files is None and not says_what_to_load:
        return []
    st.header("Expected need, area by area")
    carrying.say("indicators", "population")
    if files is None:
        st.markdown(
            "Load **area indicators** with a column of people who use care (such as 'Users' or 'Requests per 1,000 "
            "adults') by area code, and **population by age** for the same areas, to see where fewer people use care "
            "than need would lead to expect."
        )
        return []
    kind, column, need = _controls(files)
    if asks_localities:
        places.choose_localities(council, kind)
    own = files.among_localities() if kind == places.LOCALITY else None
    if own is not None:
        need_localities.say_how(own)
    users = _users(files, column, rule, own)
    table = kept(
        lambda: _compared(files, users, kind, need, level, own),
        "expected_need", files.indicators, files.population, _chosen(own),
        council=council.la_code, kind=kind, need=need, level=level, held=users.held_as,
        ages=files.ages.held_as if need == _BY_AGE and files.ages is not None else (),
    )  # fmt: skip
    return [_show(files, table, kind, column, need, level, own)]


def _controls(files: _Files) -> tuple[str, str, str]:
    kinds = files.kinds
    needs = [name for name, column in _AGES.items() if column in files.people]
    needs += [_BY_AGE] if files.by_age is not None else []
    needs += files.columns(of_users=False)
    left, middle, right = st.columns([2, 3, 3])
    with left:
        kind = link.choice("Areas", list(kinds), "need-areas")
    with middle:
        column = link.choice("People who use care", files.columns(of_users=True), "need-users")
    with right:
        need = link.choice("Need is measured by", needs, "need")
    return kinds[kind], column, need


def _users(files: _Files, column: str, rule: str | Rule, own: Own | None) -> ProtectedTable:
    """Users of every kind of area, and of localities, held against what the session has shown of them."""
    council = files.council
    whole = {} if own is None else {places.LOCALITY: own.within.whole}

    def protects(used: Rule, before: Sequence[ProtectedTable]) -> ProtectedTable:
        counted = people_counted(column, files.figures[column], files.people)
        return users_by_area(counted, files.parents | whole, used, before, has_own_areas=bool(whole))

    return guard.of_people(
        f"{guard.about('indicators', council)}: {column}", protects, "users by area",
        files.indicators, files.population, _chosen(own),
        rule=rule, view=own.view if own else "", council=council.la_code, column=column,
    )  # fmt: skip


def _compared(
    files: _Files, users: ProtectedTable, kind: str, need: str, level: float, own: Own | None
) -> ProtectedTable:
    compared = expected_need(*_added_up(files, users, kind, need, own), level)
    names = _names(files.council, kind) if own is None else own.names
    codes = {} if own is None else own.codes
    named = compared.with_columns(
        {
            "area_name": lambda frame: frame["area_code"].map(names),
            "is_unsure": lambda frame: frame["verdict"] == "no evidence of a difference",
        }
    )
    return named.with_columns({"area_code": lambda frame: frame["area_code"].map(lambda code: codes.get(code, code))})


def _added_up(
    files: _Files, users: ProtectedTable, kind: str, need: str, own: Own | None
) -> tuple[ProtectedTable, pd.Series]:
    """Users and need of the areas compared."""
    small = _need(files, need)
    if own is not None:
        found = in_localities(small, own.within)
        shared = users_in_localities(users, own.within) if len(own.within.divided) else users
        return shared, found.reindex([label for label in own.names if label in found.index])
    parents = files.parents.get(kind)
    wanted = small if parents is None else small.groupby(parents).sum(min_count=1)
    return users, wanted.reindex(pd.Index(list(_names(files.council, kind)), name="area_code"))


def _chosen(own: Own | None) -> Dataset | None:
    return None if own is None else own.chosen


def _names(council: Council, kind: str) -> dict[str, str]:
    outlines = places.outlines_of(council, kind)
    return dict(zip(outlines["area_code"].astype(str), outlines["area_name"], strict=True))


def _need(files: _Files, need: str) -> pd.Series:
    """What need is measured by, in people, by small area."""
    if need == _BY_AGE and files.by_age is not None:
        return files.by_age
    if need in _AGES:
        return files.people[_AGES[need]].astype("float64")
    return people_counted(need, files.figures[need], files.people)


def _show(
    files: _Files, table: ProtectedTable, kind: str, column: str, need: str, level: float, own: Own | None
) -> MakesPart:
    word = places.AREA_WORDS[kind]
    drawn = table.where(lambda frame: frame["area_name"].ne(NOWHERE))
    said = say_expected(drawn, word, need, level)
    show.findings(said)
    view = parity_map(places.base_of(files.council, kind), table, "ratio", title=_TITLE, unsure="is_unsure")
    show.map_view(view, "expected-need")
    frame = table.frame
    filled = [name for name in _HEADINGS if (frame[name].notna() & (frame[name].astype(str) != "")).any()]
    printed = table.sort("ratio").select(filled).rename({name: _HEADINGS[name] for name in filled})
    caption = f"{column}: seen, and expected from {need}, by {word}"
    show.table(printed, caption)
    used = [one.provenance for one in (files.indicators, files.population, _chosen(own)) if one is not None]
    show.sources(*used)
    show.take_away(printed, used, f"{caption}, {files.council.la_name}", "expected-need")
    return lambda: _part(printed, said, caption, used)


def _part(printed: ProtectedTable, said: Sequence[str], caption: str, used: Sequence[Provenance]) -> Part:
    """The findings with the areas that differ; the others are too many to read in a document."""
    differing = printed.where(lambda frame: frame["Verdict"].isin([Verdict.UNDER.value, Verdict.OVER.value]))
    rest = f"The table lists the areas that differ, {len(differing):,} of {len(printed):,}; the page has them all."
    return Part(
        "Expected need, area by area", sentences=(rest,), findings=tuple(said), table=differing, caption=caption,
        sources=tuple(used),
    )  # fmt: skip


def _table(council: Council) -> pd.DataFrame:
    return lookup(council).astype(dict.fromkeys(_CODES.values(), "str"))


def _by_code(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(area_code=frame["area_code"].astype(str)).drop_duplicates("area_code").set_index("area_code")
