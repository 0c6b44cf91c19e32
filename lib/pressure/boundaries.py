"""The same figures on two geographies: what boundaries do to the answer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.core.words import say_count
from lib.pressure.draws import size_of_worst_fifth

SURE = 0.95  # of the draws on one side of the worst fifth: no doubt worth the name


@dataclass(frozen=True)
class Boundaries:
    """What changes when the same places are cut up another way.

    Attributes
    ----------
    small
        One row per small area: index its code, ``area_a`` and ``area_b`` (codes of the areas it is part of),
        ``figure_a`` and ``figure_b``, ``is_worst_a`` and ``is_worst_b`` (whether that area is in the worst fifth of
        its kind). Small areas without both figures are left out.
    areas
        One row per area of the second geography: index its code, ``figure``, ``is_worst``, ``n_small``, ``lowest`` and
        ``highest`` (figures of the first geography inside it) and ``n_worst_inside``.
    kept_pct
        Share of the differences between small areas by the first geography that is left between the areas of the
        second, 0 to 100; missing where all are the same.
    """

    small: pd.DataFrame
    areas: pd.DataFrame
    kept_pct: float

    @property
    def n_both(self) -> int:
        """Small areas in the worst fifth by either geography's figures."""
        return int((self.small["is_worst_a"] & self.small["is_worst_b"]).sum())

    @property
    def only_a(self) -> pd.DataFrame:
        """Small areas that the first geography puts in its worst fifth and the second does not: hidden by averaging."""
        return self.small[self.small["is_worst_a"] & ~self.small["is_worst_b"]]

    @property
    def only_b(self) -> pd.DataFrame:
        """Small areas in the worst fifth by the second geography only: carried along by their neighbours."""
        return self.small[~self.small["is_worst_a"] & self.small["is_worst_b"]]

    def sentences(self, first: str, second: str) -> list[str]:
        """The finding in words; ``first`` and ``second`` are what one area of each is called."""
        worst = int(self.small["is_worst_a"].sum())
        said = [
            f"Of {say_count(worst, 'small area')} in the worst fifth by {first}, {self.n_both:,} are there by {second} "
            f"too. {len(self.only_a):,} drop out of sight inside a {second} that is not, and {len(self.only_b):,} come "
            f"in only because of the {second} they lie in."
        ]
        if not np.isnan(self.kept_pct):
            said.append(
                f"{self.kept_pct:.0f}% of the differences seen by {first} are still there by {second}; the rest lie "
                f"inside each {second} and cannot be seen on that map."
            )
        return said


@dataclass(frozen=True)
class Sureness:
    """What boundaries change, against what doubt in the ranks would change without them; shares from 0 to 1.

    Attributes
    ----------
    changed
        Share of small areas that one geography puts in its worst fifth and the other does not.
    by_chance
        Share that would change between two draws of the ranks on the same boundaries, mean of the two geographies.
    n_sure
        Small areas that change though neither rank is in doubt: on its side in 95 of 100 draws.
    overlap
        Share of small areas whose two 90% intervals, as places from top to bottom, overlap.
    is_known
        Whether any rank moves at all between draws: otherwise nothing is known of the doubt.
    """

    changed: float
    by_chance: float
    n_sure: int
    overlap: float
    is_known: bool


def how_sure(found: Boundaries, ranked_a: pd.DataFrame, ranked_b: pd.DataFrame) -> Sureness:
    """Hold what boundaries change against the doubt in the ranks themselves.

    Parameters
    ----------
    found
        The comparison; shares are of its small areas, missing where it has none.
    ranked_a, ranked_b
        What :func:`lib.pressure.pressure_index` gives for the areas of each geography: ``rank_low``, ``rank_high``,
        ``p_worst_fifth``.

    Notes
    -----
    Two draws of an area that is in the worst fifth with chance p differ with chance 2p(1 - p).
    """
    a, b = _drawn(ranked_a, found.small["area_a"]), _drawn(ranked_b, found.small["area_b"])
    by_chance = (2 * a["p"] * (1 - a["p"]) + 2 * b["p"] * (1 - b["p"])) / 2
    is_sure = (found.small["is_worst_a"] & _is_sure(a, b)) | (found.small["is_worst_b"] & _is_sure(b, a))
    return Sureness(
        changed=float((found.small["is_worst_a"] != found.small["is_worst_b"]).mean()),
        by_chance=float(by_chance.mean()),
        n_sure=int(is_sure.sum()),
        overlap=float(((a["low"] < b["high"]) & (b["low"] < a["high"])).mean()),
        is_known=any((ranked["rank_high"] > ranked["rank_low"]).any() for ranked in (ranked_a, ranked_b)),
    )


def _drawn(ranked: pd.DataFrame, of: pd.Series) -> pd.DataFrame:
    """Chance of the worst fifth, and the interval as places from 0 to 1, of the area each small area is part of."""
    n = int(ranked["rank_low"].notna().sum())
    low, high = (ranked["rank_low"].astype("float64") - 1) / n, ranked["rank_high"].astype("float64") / n
    return pd.DataFrame({"p": ranked["p_worst_fifth"], "low": low, "high": high}).reindex(of).set_axis(of.index)


def _is_sure(inside: pd.DataFrame, outside: pd.DataFrame) -> pd.Series:
    """Whether one geography surely puts a small area in the worst fifth and the other surely does not."""
    return (inside["p"] >= SURE) & (outside["p"] <= 1 - SURE)


def boundaries(figure_a: pd.Series, figure_b: pd.Series, within_a: pd.Series, within_b: pd.Series) -> Boundaries:
    """Compare the same measure on two geographies, small area by small area.

    Parameters
    ----------
    figure_a, figure_b
        The measure by area code of each geography, higher being worse; missing allowed.
    within_a, within_b
        Small area to the area of each geography that it is part of; for small areas themselves, their own codes.

    Notes
    -----
    Small areas are the common ground, so that geographies that do not nest can be compared. The worst fifth is that of
    the areas of each kind, rounded down, those with equal figures together. The effect is the modifiable areal unit
    problem: Openshaw (1984).
    """
    worst_a, worst_b = _worst(figure_a), _worst(figure_b)
    small = pd.DataFrame({"area_a": within_a, "area_b": within_b}).dropna()
    small = small.assign(
        figure_a=small["area_a"].map(figure_a),
        figure_b=small["area_b"].map(figure_b),
        is_worst_a=small["area_a"].isin(worst_a),
        is_worst_b=small["area_b"].isin(worst_b),
    ).dropna(subset=["figure_a", "figure_b"])
    return Boundaries(small, _inside(small, figure_b, worst_b), _kept_pct(small))


def _worst(figure: pd.Series) -> pd.Index:
    """Codes of the fifth of areas with the highest figures."""
    known = figure.dropna()
    if known.empty:
        return known.index
    cut = known.sort_values(ascending=False).iloc[size_of_worst_fifth(len(known)) - 1]
    return known.index[known >= cut]


def _inside(small: pd.DataFrame, figure: pd.Series, worst: pd.Index) -> pd.DataFrame:
    """Areas of the second geography with the spread of the first inside each."""
    groups = small.groupby("area_b")
    table = pd.DataFrame(
        {
            "n_small": groups.size(),
            "lowest": groups["figure_a"].min(),
            "highest": groups["figure_a"].max(),
            "n_worst_inside": groups["is_worst_a"].sum(),
        }
    )
    table = table.assign(figure=figure.reindex(table.index), is_worst=table.index.isin(worst))
    return table.rename_axis("area_code").sort_values(["figure"], ascending=False)


def _kept_pct(small: pd.DataFrame) -> float:
    """Share of the squares of the first geography that lies between the areas of the second."""
    figures = small["figure_a"]
    total = float(((figures - figures.mean()) ** 2).sum())
    if total <= 0:
        return float("nan")
    means = figures.groupby(small["area_b"]).transform("mean")
    return 100.0 * float(((means - figures.mean()) ** 2).sum()) / total
