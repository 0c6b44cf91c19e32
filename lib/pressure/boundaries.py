"""The same figures on two geographies: what boundaries do to the answer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.core.words import say_count

FIFTH = 0.2


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
    the areas of each kind, rounded up, those with equal figures together. The effect is the modifiable areal unit
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
    cut = known.sort_values(ascending=False).iloc[int(np.ceil(FIFTH * len(known))) - 1]
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
