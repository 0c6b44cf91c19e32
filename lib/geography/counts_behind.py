"""The counts that percentages of a census table come from, carried with them, so that shares are worked out again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from lib.datasets import Dataset
from lib.geography.conversion import Conversion

PART = "rates"
_COLUMNS = ["source_row", "area_code", "column", "numerator", "denominator"]


@dataclass(frozen=True)
class CountsBehind:
    """A table with the counts behind its percentages as further columns.

    ``names`` has, for each percentage, the columns of its numerator and its denominator in ``frame``.
    """

    frame: pd.DataFrame
    names: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column of counts."""
        return tuple(name for pair in self.names.values() for name in pair)

    def shared(self, found: Conversion) -> Conversion:
        """The percentages of the areas carried to, out of the counts carried; missing where nobody is counted."""
        frame = found.frame
        shares = {
            name: 100 * frame[above] / frame[below].where(frame[below] > 0)
            for name, (above, below) in self.names.items()
        }
        return replace(found, frame=frame.assign(**shares))

    def part(self, found: Conversion, dataset: Dataset) -> Dataset:
        """The dataset with its counts on the areas carried to; rows of other areas stand as they were."""
        if not self.names:
            return dataset
        each = [
            pd.DataFrame(
                {"area_code": found.frame["area_code"], "column": name, "numerator": found.frame[above].round(),
                 "denominator": found.frame[below].round()}
            )
            for name, (above, below) in self.names.items()
        ]  # fmt: skip
        given = dataset.parts[PART]
        others = given[~given["area_code"].isin(self.frame["area_code"])]
        part = pd.concat([*each, others], ignore_index=True).reindex(columns=_COLUMNS)
        return replace(dataset, parts={**dataset.parts, PART: part.astype({"source_row": "Int64"})})


def counts_behind(given: pd.DataFrame, dataset: Dataset) -> CountsBehind:
    """Put the counts of the part ``rates`` beside the percentages of ``given``, for those that have both."""
    rates = dataset.parts.get(PART)
    if rates is None or rates.empty:
        return CountsBehind(given)
    once = rates.drop_duplicates(["area_code", "column"]).set_index(["area_code", "column"])
    wide = {side: once[side].astype("float64").unstack("column") for side in ("numerator", "denominator")}  # noqa: PD010
    known = [str(name) for name in wide["numerator"].columns if name in given]
    names = {name: (f"{name}, number of people", f"{name}, out of how many") for name in known}
    added = {
        column: wide[side][name].reindex(given["area_code"]).to_numpy()
        for name, pair in names.items()
        for side, column in zip(("numerator", "denominator"), pair, strict=True)
    }
    return CountsBehind(given.assign(**added), names)
