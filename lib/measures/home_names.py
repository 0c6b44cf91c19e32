"""Homes by names that people read and links carry."""

from __future__ import annotations

import pandas as pd


def names_of_homes(homes: pd.DataFrame) -> pd.Series:
    """A name of its own for each home, by ``cqc_location_id``.

    The home's name; with its postcode where several share the name; with its register number where those are
    alike too.
    """
    codes = homes["cqc_location_id"].astype(str)
    names = homes["name"].fillna("Unnamed home").astype(str)
    named = _told_apart(names, homes["postcode"].fillna("no postcode").astype(str), ", {}")
    return pd.Series(_told_apart(named, codes, " ({})").to_numpy(), index=codes.to_numpy(), dtype="str")


def _told_apart(names: pd.Series, more: pd.Series, how: str) -> pd.Series:
    """Names, with something more where two are alike."""
    return names.where(~names.duplicated(keep=False), names + more.map(how.format))
