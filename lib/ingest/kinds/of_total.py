"""Counts of categories as percentages of their total, the total beside them or among them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from lib.ingest.cells import Numbers, read_numbers
from lib.ingest.table import Table

#: Names of categories that are the whole of the others, as census tables write them.
TOTAL_LABEL = r"(?i)total(: .*)?|all (usual residents|people|persons|residents|households|ages)|all categories:? ?.*"


@dataclass(frozen=True)
class Shape:
    """How a long table is cut: what tells rows of an area apart, the figure, and its whole if given."""

    categories: tuple[str, ...]
    value: str
    total: str | None = None
    is_share: bool = False


@dataclass(frozen=True)
class Counted:
    """Figures to lay out: ``key`` (``area_code``, ``column``) and ``numbers`` on the same rows.

    ``of`` says what percentages are of; ``rates`` keeps the numerator and denominator of each.
    """

    key: pd.DataFrame
    numbers: Numbers
    of: str = ""
    rates: pd.DataFrame | None = None


def percentages_of(table: Table, key: pd.DataFrame, cells: Numbers, shape: Shape) -> Counted:
    """Percentages where a total is given in a column or as a category; shares as percentages; else as they are."""
    if shape.total:
        return _of(key, cells, read_numbers(table.frame[shape.total]).values, shape.total)
    if shape.is_share:
        is_fraction = cells.values.dropna().between(0, 1).all()
        values = 100 * cells.values if is_fraction else cells.values
        return Counted(_named_pct(key), replace(cells, values=values))
    return _of_category(key, cells)


def _of(key: pd.DataFrame, cells: Numbers, whole: pd.Series, of: str) -> Counted:
    key = _named_pct(key)
    values = 100 * cells.values / whole.where(whole.gt(0))
    rates = key.assign(numerator=cells.values, denominator=whole, source_row=key.index.astype("Int64"))
    return Counted(key, replace(cells, values=values), of, rates.reset_index(drop=True))


def _of_category(key: pd.DataFrame, cells: Numbers) -> Counted:
    """Where one category is the total of the others, the others become percentages of it."""
    is_total = key["column"].str.fullmatch(TOTAL_LABEL)
    labels = key.loc[is_total, "column"].unique()
    if len(labels) != 1 or is_total.all():
        return Counted(key, cells)
    wholes = pd.Series(cells.values[is_total].to_numpy(), index=key.loc[is_total, "area_code"])
    whole = key["area_code"].map(wholes)
    if (cells.values > whole).any() or cells.values.mod(1).gt(0).any():
        return Counted(key, cells)
    rows = key.index[~is_total]
    return _of(key.loc[rows], cells.at(rows), whole.loc[rows], str(labels[0]))


def _named_pct(key: pd.DataFrame) -> pd.DataFrame:
    return key.assign(column=key["column"] + " (%)")
