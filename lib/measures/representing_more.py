"""Further looks at representation as they may be shown: adjusted for age, across areas, along the way, elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from lib.core import Verdict
from lib.disclosure import ProtectedTable, Rule, protect, rule_named, stack
from lib.measures.characteristic_rows import ALL_AREAS, ALL_GROUPS, ELSEWHERE, STRATA
from lib.measures.funnel import Overdispersion, funnel
from lib.measures.pathway import FIRST, HIDDEN, STAGES, pathway
from lib.measures.representation import representation
from lib.measures.representing import Within, bases_of, same_people, totals_of, with_totals
from lib.measures.standardised import LEAST_OBSERVED, TOO_FEW, standardised

#: Fewer areas than this make no funnel.
LEAST_AREAS = 5
_GROUP = ["characteristic", "characteristic_group"]


def standardised_shown(groups: ProtectedTable, cross: pd.DataFrame, level: float = 0.95) -> ProtectedTable:
    """Crude and age-sex standardised representation side by side, made from rounded totals.

    Parameters
    ----------
    groups
        The same groups of the same place and period, protected: what is hidden there is hidden here.
    cross
        One row per group, age band and sex: ``characteristic``, ``characteristic_group``, ``age_band``
        and/or ``sex``, ``users_count``, ``population_count``.

    Returns
    -------
    ProtectedTable
        The columns of :func:`lib.measures.standardised`. Users by group and by age and sex are scaled to
        their rounded totals first, so that no ratio gives an exact count away. A group is withheld when its
        rounded count leaves it possible that fewer than 10 were observed.
    """
    rule = groups.rule or rule_named("none")
    bands = [name for name in STRATA if name in cross and cross[name].notna().any()]
    figures = standardised(_scaled(cross, bands, rule), bands, ["characteristic"], level, "none")
    return groups.derive(lambda frame: _adjusted(frame, figures, rule), counts=("users_count",))


@dataclass(frozen=True, eq=False)
class FunnelShown:
    """Areas against funnel limits, and whether they differ by more than chance."""

    points: ProtectedTable
    dispersion: float
    is_overdispersed: bool


def funnel_shown(
    groups: ProtectedTable, characteristic: str, group: str, overdispersion: Overdispersion = "none"
) -> FunnelShown | None:
    """One group in every area: users over those expected from the area's own population.

    ``groups`` are those of one period, from :func:`lib.measures.representing.protected_groups`. ``None`` where
    fewer than five areas have figures that may be shown.
    """
    rows = groups.frame
    areas = _areas_of_group(rows, characteristic, group)
    if len(areas.dropna(subset=["users_count", "expected_count"])) < LEAST_AREAS:
        return None
    share = float(areas["expected_count"].sum() / areas["base"].sum())
    drawn = funnel(areas, overdispersion, min(share, 0.999))
    return FunnelShown(
        groups.derive(lambda _: drawn.points, counts=("users_count",)), drawn.dispersion, drawn.is_overdispersed
    )


def protected_steps(
    steps: pd.DataFrame, rule: str | Rule = "asc", before: Sequence[ProtectedTable] = (), within: Within | None = None
) -> ProtectedTable:
    """People at every step in every area and period, protected together.

    Parameters
    ----------
    steps
        From :func:`lib.measures.characteristic_rows.steps_of`. Its population, and the step that stands in the
        comparison of groups, are left to that.
    rule, before, within
        As for :func:`lib.measures.representing.protected_groups`.
    """
    served = steps[(steps["stage"] != FIRST) & ~steps["is_whole"].astype(bool)]
    keys = [name for name in (*_GROUP, "stage", "area", "period") if name in served]
    rows = with_totals(served[[*keys, "people_count"]], keys, ["people_count"], within)
    totals, margins = totals_of(rows, keys, within), before if within else ()
    return protect(
        rows, rule, keys=keys, counts="people_count", totals=totals, before=before, margins=margins,
        same=same_people(rows, keys),
    )  # fmt: skip


def pathway_shown(
    steps: ProtectedTable, groups: ProtectedTable, given: pd.DataFrame, level: float = 0.95
) -> ProtectedTable:
    """The way through care as a chain of rates, from protected counts; columns of :func:`lib.measures.pathway`.

    Parameters
    ----------
    steps, groups
        From :func:`protected_steps` and :func:`lib.measures.representing.protected_groups`, of one place and period.
    given
        The steps of the same place and period as the file gives them: its population is public, and it says which
        step ``groups`` stand for.
    """
    taken = given.loc[given["is_whole"].astype(bool), "stage"]
    whole = groups.derive(partial(_as_step, stage=str(taken.iloc[0]) if len(taken) else ""), counts=("people_count",))
    everybody = given.loc[given["stage"] == FIRST].groupby([*_GROUP, "stage"], sort=False)["people_count"].sum()
    both = stack([whole, steps.select([*_GROUP, "stage", "people_count"])]).where(lambda frame: frame["stage"] != "")
    chain = partial(_chain, everybody=everybody.reset_index(), level=level)
    return both.derive(chain, counts=("people_count", "before_count"))


def _as_step(frame: pd.DataFrame, stage: str) -> pd.DataFrame:
    named = frame.rename(columns={"users_count": "people_count"})
    return named[[*_GROUP, "people_count", "is_suppressed"]].assign(stage=stage)


def elsewhere_shown(groups: ProtectedTable, base: int | None = None, level: float = 0.95) -> ProtectedTable:
    """Shares of users beside the region's and England's, where a file gives those.

    Returns
    -------
    ProtectedTable
        ``characteristic_group``, ``users_share_pct``, and for each of ``region_pct`` and ``england_pct`` given
        itself, ``<name>_gap`` (percentage points, council less elsewhere) and ``<name>_verdict``: the test of
        representation with the shares elsewhere in place of the population.
    """
    return groups.derive(partial(_beside_elsewhere, base=base, level=level))


def has_elsewhere(groups: pd.DataFrame) -> bool:
    """Whether any row has a share of the region or of England."""
    return any(name in groups and groups[name].notna().any() for name in ELSEWHERE)


def _scaled(cross: pd.DataFrame, bands: Sequence[str], rule: Rule) -> pd.DataFrame:
    """Users scaled to the rounded totals of each age and sex, then of each group."""
    counts = cross.assign(users_count=cross["users_count"].astype("float64"))
    for keys in (["characteristic", *bands], _GROUP):
        sums = counts.groupby(keys, dropna=False, sort=False)["users_count"].transform("sum")
        # a total the rule hides is not scaled to nothing: its group is withheld anyway
        scale = (rule.rounds(sums) / sums).where((sums > 0) & ~rule.hides(sums), 1.0)
        counts = counts.assign(users_count=counts["users_count"] * scale)
    return counts


def _adjusted(frame: pd.DataFrame, figures: pd.DataFrame, rule: Rule) -> pd.DataFrame:
    """The figures of groups that are shown and surely have ten users."""
    marked = frame.loc[frame["characteristic_group"] != ALL_GROUPS, [*_GROUP, "is_suppressed"]]
    joined = marked.merge(figures.drop(columns="is_suppressed"), on=_GROUP, how="inner", validate="one_to_one")
    counts = joined["users_count"].to_numpy(dtype="float64", na_value=0).round()
    hidden = joined["is_suppressed"].to_numpy(dtype=bool) | np.asarray(rule.hides(counts), dtype=bool)
    withheld = hidden | (rule.could_be(counts)[0] < LEAST_OBSERVED)
    ratios = [n for n in joined.select_dtypes("number").columns if n not in ("users_count", "population_count")]
    return joined.assign(
        **{name: joined[name].mask(withheld) for name in ratios},
        users_count=pd.Series(counts, index=joined.index).mask(hidden),
        verdict=joined["verdict"].mask(withheld, Verdict.NOT_TESTABLE.value),
        crude_verdict=joined["crude_verdict"].mask(withheld, Verdict.NOT_TESTABLE.value),
        is_suppressed=hidden,
        reason=np.select([hidden, withheld & (joined["reason"] == "")], [HIDDEN, TOO_FEW], joined["reason"]),
    )


def _areas_of_group(rows: pd.DataFrame, characteristic: str, group: str) -> pd.DataFrame:
    """Users of the group in each area and those expected from its share of the area's population."""
    inside = rows[(rows["characteristic"] == characteristic) & (rows["area"] != ALL_AREAS)]
    groups = inside[inside["characteristic_group"] != ALL_GROUPS]
    people = groups.groupby("area")["population_count"].transform("sum")
    counted = groups.assign(base=bases_of(inside, None), share=groups["population_count"] / people.where(people > 0))
    chosen = counted[counted["characteristic_group"] == group]
    expected = (chosen["base"].astype("float64") * chosen["share"].astype("float64")).astype("float64")
    wanted = ["area", "users_count", "base", "expected_count", "is_suppressed"]
    numbers = {"users_count": chosen["users_count"].astype("float64"), "expected_count": expected}
    return chosen.assign(**numbers)[wanted].reset_index(drop=True)


def _chain(frame: pd.DataFrame, everybody: pd.DataFrame, level: float) -> pd.DataFrame:
    shown = frame[frame["characteristic_group"] != ALL_GROUPS]
    rows = pd.concat([everybody, shown[[*_GROUP, "stage", "people_count"]]], ignore_index=True)
    chain = pathway(rows, [FIRST, *STAGES], level, "none")
    hidden = set(shown.loc[shown["is_suppressed"], [*_GROUP, "stage"]].itertuples(index=False, name=None))
    is_hidden = np.array(
        [
            (row.characteristic, row.characteristic_group, stage) in hidden
            for row in chain.itertuples()
            for stage in (row.stage, row.stage_before)
        ],
        dtype=bool,
    ).reshape(-1, 2)
    gone = np.asarray(is_hidden.any(axis=1), dtype=bool)
    return chain.assign(is_suppressed=gone, reason=chain["reason"].mask(gone, HIDDEN))


def _beside_elsewhere(frame: pd.DataFrame, base: int | None, level: float) -> pd.DataFrame:
    rows = frame[frame["characteristic_group"] != ALL_GROUPS]
    bases = bases_of(frame, base)
    table = rows[["characteristic_group", "is_suppressed"]]
    for name in (n for n in ELSEWHERE if n in rows and rows[n].notna().any()):
        there = rows.drop(columns=["population_count"]).assign(population_pct=rows[name].astype("float64"))
        tested = representation(there, bases, level, "none")
        table = table.assign(
            users_share_pct=tested["users_share_pct"],
            **{
                name: tested["population_share_pct"],
                f"{name}_gap": tested["users_share_pct"] - tested["population_share_pct"],
                f"{name}_verdict": tested["verdict"],
            },
        )
    return table
