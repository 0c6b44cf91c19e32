"""What changed between two versions, as it may be shown: people protected just as on the pages that show them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from lib.datasets import Dataset
from lib.datasets.dataset import gaps_of
from lib.disclosure import ProtectedTable, Rule, combine, protect, public, with_gaps
from lib.measures.changed_rows import is_next_period
from lib.measures.changes import PEOPLE, Changes, what_changed
from lib.measures.characteristic_rows import ALL_AREAS, ALL_GROUPS, groups_of, whole_groups
from lib.measures.home_care import home_care_by_locality
from lib.measures.home_care_shown import ACTIVITY, home_care_shown
from lib.measures.representing import protected_groups

_PUBLIC = {
    "homes": "homes and beds are a public register",
    "population": "published estimates of population",
    "providers": "hours that providers of care declare; nobody's own care",
    "indicators": "rates of areas, made from no count of people that could be worked back",
}
_PLACES = "places and outlines, with no number of people"
_WORDS = "words of the file, with no number of people"
_ROWS = "numbers of rows of a file"
_UNALLOCATED = "No locality given"
_Protected = Callable[[Dataset, str | Rule, Sequence[ProtectedTable]], ProtectedTable]
_Totals = Callable[[ProtectedTable, list[str]], ProtectedTable]


@dataclass(frozen=True)
class ChangesShown:
    """Tables of :class:`lib.measures.changes.Changes`, protected, and the numbers of rows behind them.

    ``totals`` and ``figures`` have ``<column>_before`` and ``<column>_after``. Of people, only figures that differ as
    shown are listed, so that a change too small to be shown is not given away. ``is_row_by_row`` is false when the
    versions part their people differently and no row answers to another.
    """

    changes: Changes
    totals: ProtectedTable
    added: ProtectedTable
    gone: ProtectedTable
    figures: ProtectedTable
    words: ProtectedTable
    places: ProtectedTable
    categories: ProtectedTable
    columns: ProtectedTable
    set_aside: ProtectedTable
    marks: ProtectedTable
    is_row_by_row: bool = True

    @property
    def n_altered(self) -> int:
        """Rows altered: of people, those in which the tables show it, so that nothing hidden is counted."""
        if self.changes.kind not in PEOPLE:
            return int(self.changes.rows["rows_altered"].iloc[0])
        tables = (self.figures.frame, self.words.frame, self.places.frame)
        known = [name for name in tables[0].columns if not name.endswith(("_before", "_after"))]
        keys = [name for name in known if all(name in one for one in tables if len(one))]
        return len({_folded(row) for one in tables if len(one) for row in _keys(one, keys)})

    @property
    def is_none(self) -> bool:
        """Whether both versions say the same, of people as far as the tables show it."""
        if self.changes.kind not in PEOPLE:
            return self.changes.is_none
        counted, marks = self.changes.rows.iloc[0], self.changes.marks
        is_marked_alike = marks.empty or bool(marks["cells_before"].eq(marks["cells_after"]).all())
        is_same = not (self.n_altered or counted["rows_added"] or counted["rows_gone"])
        return is_same and self.changes.columns.empty and is_marked_alike


def _folded(row: tuple[object, ...]) -> tuple[str, ...]:
    return tuple(" ".join(str(said).split()).casefold() for said in row)


def protected_version(
    dataset: Dataset, rule: str | Rule = "asc", before: Sequence[ProtectedTable] = ()
) -> ProtectedTable:
    """One version of a dataset about people, protected whole as its page protects it; of a kind in ``PEOPLE``."""
    return _HOW[dataset.kind][0](dataset, rule, before)


def changes_shown(
    before: Dataset, after: Dataset, tables: tuple[ProtectedTable, ProtectedTable] | None = None
) -> ChangesShown:
    """Compare two versions of a dataset, ready for a page.

    ``tables`` are both versions as :func:`protected_version` gives them, held against each other; made here when not
    given. Others than people need none.

    Raises
    ------
    ValueError
        When they are not of the same kind.
    """
    changes = what_changed(before, after)
    rows = _of_people(before, after, tables) if after.kind in PEOPLE else _of_the_public(changes, before, after)
    return ChangesShown(
        changes=changes,
        words=public(_without_figures(changes), because=_WORDS),
        places=public(changes.places, because=_PLACES),
        categories=public(changes.categories, because=_ROWS),
        columns=public(changes.columns, because=_ROWS),
        set_aside=public(changes.set_aside, because=_ROWS),
        marks=public(changes.marks, because=_ROWS),
        **rows,  # type: ignore[arg-type]
    )


def _of_the_public(changes: Changes, before: Dataset, after: Dataset) -> dict[str, object]:
    """Public figures; where the file has a mark in place of one, the mark."""
    because = _PUBLIC.get(changes.kind, _PLACES)
    named = ("totals", "added", "gone", "figures")
    table = {name: public(getattr(changes, name), because=because) for name in named}
    marks = {"before": before.parts.get("states"), "after": after.parts.get("states")}
    beside = [_gaps_when(changes.figures, marks[when], when) for when in marks]
    return {
        "totals": table["totals"],
        "added": with_gaps(table["added"], gaps_of(changes.added, marks["after"])),
        "gone": with_gaps(table["gone"], gaps_of(changes.gone, marks["before"])),
        "figures": with_gaps(table["figures"], pd.concat(beside, axis=1)),
    }


def _gaps_when(figures: pd.DataFrame, states: pd.DataFrame | None, when: str) -> pd.DataFrame:
    """Marks of one version beside the other's: ``<column>_before`` or ``<column>_after``."""
    ending = f"_{when}"
    own = {name: name.removesuffix(ending) for name in map(str, figures.columns) if name.endswith(ending)}
    return gaps_of(figures[list(own)].rename(columns=own), states).add_suffix(ending)


def _without_figures(changes: Changes) -> pd.DataFrame:
    """A number of people that one version writes as words is no word."""
    hidden = {*PEOPLE.get(changes.kind, ()), "users_pct"}
    return changes.words[~changes.words["column"].isin(hidden)].reset_index(drop=True)


def _of_people(
    before: Dataset, after: Dataset, tables: tuple[ProtectedTable, ProtectedTable] | None
) -> dict[str, object]:
    _, counts, totals = _HOW[after.kind]
    old, new = tables or (protected_version(before), protected_version(after))
    skipped = {"period"} if is_next_period(before.frame, after.frame) else set()
    keys = [name for name in new.keys if name in old.keys and name not in skipped]
    shared = [name for name in counts if name in new.columns and name in old.columns]
    old_rows, new_rows = (_side(one, keys, shared) for one in (old, new))
    is_alike = not any(one.frame[keys].duplicated().any() for one in (old_rows, new_rows))
    if not is_alike:
        none = lambda frame: pd.Series(False, index=frame.index)  # noqa: E731
        old_rows, new_rows = old_rows.where(none), new_rows.where(none)
    return {
        "totals": _beside(totals(_side(old, keys, shared), keys), totals(_side(new, keys, shared), keys), shared),
        "added": _only_in(new_rows, old_rows, keys),
        "gone": _only_in(old_rows, new_rows, keys),
        "figures": _altered(_beside(old_rows, new_rows, shared), old_rows, keys, shared),
        "is_row_by_row": is_alike,
    }


def _side(table: ProtectedTable, keys: list[str], counts: list[str]) -> ProtectedTable:
    return table.select([*keys, *counts])


def _beside(old: ProtectedTable, new: ProtectedTable, counts: list[str]) -> ProtectedTable:
    """Rows of the new with the old figures beside them."""
    keys = [name for name in new.columns if name not in counts]
    if not keys:
        old, new = (one.with_columns({"all": lambda frame: pd.Series("all", index=frame.index)}) for one in (old, new))
        keys = ["all"]
    named = (one.rename({name: f"{name}_{when}" for name in counts}) for one, when in ((old, "before"), (new, "after")))
    left, right = named
    joined = combine(right, left, on=keys)
    order = [f"{name}_{when}" for name in counts for when in ("before", "after")]
    return joined.select([*(name for name in keys if name != "all"), *order])


def _only_in(one: ProtectedTable, other: ProtectedTable, keys: list[str]) -> ProtectedTable:
    known = set(other.frame[keys].itertuples(index=False, name=None))
    return one.where(lambda frame: pd.Series([row not in known for row in _keys(frame, keys)], index=frame.index))


def _keys(frame: pd.DataFrame, keys: list[str]) -> list[tuple[object, ...]]:
    return list(frame[keys].itertuples(index=False, name=None))


def _altered(joined: ProtectedTable, old: ProtectedTable, keys: list[str], counts: list[str]) -> ProtectedTable:
    """Rows of both versions in which a figure, or whether it is hidden, differs as shown."""
    known = set(_keys(old.frame, keys))

    def differs(frame: pd.DataFrame) -> pd.Series:
        is_other = pd.Series(False, index=frame.index)
        for name in counts:
            was, now = f"{name}_before", f"{name}_after"
            is_other |= frame[was].astype("Float64").fillna(-1).ne(frame[now].astype("Float64").fillna(-1))
            is_other |= joined.is_hidden(was).ne(joined.is_hidden(now))
        in_both = pd.Series([row in known for row in _keys(frame, keys)], index=frame.index)
        return is_other & in_both

    return joined.where(differs)


def _by_locality(dataset: Dataset) -> pd.DataFrame:
    return home_care_by_locality(dataset.frame, states=dataset.parts.get("states"))


def _activity(dataset: Dataset, rule: str | Rule, before: Sequence[ProtectedTable]) -> ProtectedTable:
    return home_care_shown(_by_locality(dataset), _UNALLOCATED, rule, before)


def _groups(dataset: Dataset, rule: str | Rule, before: Sequence[ProtectedTable]) -> ProtectedTable:
    return protected_groups(whole_groups(groups_of(dataset.frame, dataset.parts.get("states"))), rule, before)


def _summed(table: ProtectedTable, keys: list[str]) -> ProtectedTable:
    """Totals of what is shown, by period where there are several; not given where any part is hidden."""
    within = [name for name in keys if name == "period"]
    figures = [name for name in table.columns if name not in keys]
    hidden = {name: table.is_hidden(name) for name in figures}

    def add_up(frame: pd.DataFrame) -> pd.DataFrame:
        groups = [frame[name] for name in within] or [pd.Series("all", index=frame.index, name="all")]
        shown = frame[figures].astype("Float64").groupby(groups, dropna=False, observed=False).sum(min_count=1)
        parted = pd.DataFrame(hidden).groupby(groups, dropna=False, observed=False).any()
        flags = {f"{name}_is_suppressed": parted[name] for name in figures}
        summed = shown.mask(parted).assign(**flags).reset_index()
        return summed.drop(columns="all", errors="ignore")

    return table.derive(add_up, counts=figures)


def _whole_tables(table: ProtectedTable, keys: list[str]) -> ProtectedTable:
    """The rows of all groups, which are guarded with the groups."""
    whole = table.where(lambda frame: frame["characteristic_group"] == ALL_GROUPS)
    if "area" in keys:
        whole = whole.where(lambda frame: frame["area"] == ALL_AREAS)
    return whole.select([name for name in whole.columns if name not in ("characteristic_group", "area")])


def _counted(keys: tuple[str, ...], counts: tuple[str, ...]) -> _Protected:
    """How rows of ``counts`` of people by ``keys`` are protected: rows of the same keys are added up."""

    def version(dataset: Dataset, rule: str | Rule, before: Sequence[ProtectedTable]) -> ProtectedTable:
        named = [dataset.frame[name].astype("str").where(dataset.frame[name].notna(), "") for name in keys]
        numbers = dataset.frame[list(counts)].astype("Float64")
        sums = numbers.fillna(0).groupby(named, sort=False).sum()
        is_short = numbers.isna().groupby(named, sort=False).any()
        table = sums.mask(is_short).astype("float64").reset_index()
        return protect(table, rule, list(keys), list(counts), totals={}, before=before)

    return version


_SHARES = ("users_count", "users_pct", "population_count", "population_pct")
_PLACED = ("period", "placed_by", "placed_in", "home_kind", "reason")
_BOUGHT = ("commissioned_beds", "vacancies", "people_waiting")
_BY_PROVIDER = ("people", "packages_offered", "packages_accepted", "packages_handed_back", "packages_picked_up")
_OUT_OF_HOSPITAL = ("demand", "capacity", "redirected")


def _simply(keys: tuple[str, ...], counts: tuple[str, ...]) -> tuple[_Protected, tuple[str, ...], _Totals]:
    return _counted(keys, counts), counts, _summed


#: Kind -> how its page protects it, its figures, and what they add up to.
_HOW: dict[str, tuple[_Protected, tuple[str, ...], _Totals]] = {
    "locality_activity": (_activity, ACTIVITY, _summed),
    "characteristics": (_groups, _SHARES, _whole_tables),
    "council_homes": _simply(("cqc_location_id", "name", "postcode"), _BOUGHT),
    "placements": _simply(_PLACED, ("people",)),
    "provider_activity": _simply(("locality_name", "provider_name", "period"), _BY_PROVIDER),
    "discharges": _simply(("locality_name", "hospital_name", "period"), ("discharges",)),
    "pathways": _simply(("pathway", "period"), _OUT_OF_HOSPITAL),
}
