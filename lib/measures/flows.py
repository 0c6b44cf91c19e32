"""People placed across a council's border: out of it, into it, by council, kind, reason and period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from lib.disclosure import ProtectedTable, Rule, protect, protect_cost
from lib.geography import Council, la_names_of
from lib.geography import council as find_council
from lib.geography.names import la_name_key

OUT, IN, OWN, OTHERS = "out of the council", "into the council", "in the council's own homes", "between other councils"
ACROSS = (OUT, IN)
NOT_SAID = "not stated"
EVERY_COUNCIL, EVERY_KIND, EVERY_REASON = "All councils", "All kinds of home", "All reasons"


def placed(placements: pd.DataFrame, council: Council) -> pd.DataFrame:
    """Each row with ``direction`` (:data:`OUT`, :data:`IN`, :data:`OWN`, :data:`OTHERS`) and ``other``.

    ``other`` is the council at the other end, under its usual name where it is an English council with adult social
    care duties and as given where not; a district counts as its county. ``period`` blank is 'not stated'.
    """
    ends = {name: _ends(placements[name], council) for name in ("placed_by", "placed_in")}
    by_own, in_own = (ends[name]["is_own"].to_numpy() for name in ("placed_by", "placed_in"))
    direction = np.select([by_own & in_own, by_own, in_own], [OWN, OUT, IN], OTHERS)
    other = ends["placed_in"]["name"].where(by_own, ends["placed_by"]["name"])
    period = placements["period"].astype("str").replace("", NOT_SAID)
    return placements.assign(direction=direction, other=other.to_numpy(), period=period.to_numpy())


def _ends(names: pd.Series, council: Council) -> pd.DataFrame:
    own = {la_name_key(name) for name in la_names_of(council)}
    known = {name: find_council(str(name)) for name in names.unique()}
    said = {name: name if one is None else one.la_name for name, one in known.items()}
    is_own = {name: la_name_key(str(name)) in own or said[name] == council.la_name for name in known}
    return pd.DataFrame({"name": names.map(said), "is_own": names.map(is_own).astype(bool)})


def flows(rows: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """People, what they cost together in a week, and providers, for each combination of ``by``.

    ``people`` and ``weekly_cost_gbp`` are missing where any row of theirs is. ``providers`` is the most of any row: at
    least so many care for them, since rows may name the same ones.
    """
    grouped = rows.assign(people=rows["people"].astype("Float64")).groupby(by, dropna=False, sort=True)
    table = grouped.agg(
        people=("people", lambda one: one.sum(skipna=False)),
        weekly_cost_gbp=("weekly_cost_gbp", lambda one: one.sum(skipna=False)),
        providers=("providers", "max"),
    )
    return table.reset_index()


def latest_period(rows: pd.DataFrame) -> str:
    """The last period, in the order of their words (years and months sort so)."""
    return str(max(rows["period"])) if len(rows) else NOT_SAID


def councils_shown(rows: pd.DataFrame, rule: Rule) -> ProtectedTable:
    """Everybody placed, by period, direction, kind and council, with their totals; people and costs protected.

    ``rows`` are those of :func:`placed`. Columns of :func:`flows` and ``cost_per_person``; :data:`EVERY_KIND` and
    :data:`EVERY_COUNCIL` name the totals.
    """
    table = with_totals(rows, {"home_kind": EVERY_KIND, "other": EVERY_COUNCIL})
    totals = {"home_kind": EVERY_KIND, "other": EVERY_COUNCIL}
    keys = ["period", "direction", "home_kind", "other"]
    return protect_cost(table, "weekly_cost_gbp", "people", "providers", rule, keys, totals=totals)


def reasons_shown(rows: pd.DataFrame, rule: Rule, before: Sequence[ProtectedTable] = ()) -> ProtectedTable:
    """The same people by reason: what could be worked out with :func:`councils_shown` is guarded too."""
    totals = {"home_kind": EVERY_KIND, "reason": EVERY_REASON}
    keys = ["period", "direction", "home_kind", "reason"]
    beside = councils_shown(rows, rule).select(["period", "direction", "home_kind", "other", "people"])
    return protect(with_totals(rows, totals), rule, keys, "people", totals=totals, margins=[beside], before=before)


def with_totals(rows: pd.DataFrame, totals: Mapping[str, str]) -> pd.DataFrame:
    """Each combination, and each total over the columns of ``totals``."""
    (first, one), (second, other) = totals.items()
    by = ["period", "direction", first, second]
    parts = (
        rows,
        rows.assign(**{first: one}),
        rows.assign(**{second: other}),
        rows.assign(**{first: one, second: other}),
    )
    return pd.concat([flows(part, by) for part in parts], ignore_index=True).astype({"people": "Int64"})
