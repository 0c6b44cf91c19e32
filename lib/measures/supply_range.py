"""How many beds each home surely has, probably has and may have: what a register and a council leave open."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from lib.measures.access import BedKind, is_of_kind
from lib.measures.intervals import Floats, Yes, floats

Counted = Literal["registered", "vacant"]
LIKELY, LOW, HIGH = "beds_likely", "beds_low", "beds_high"


def with_supply(homes: pd.DataFrame, bed_kind: BedKind, counted: Counted = "registered") -> pd.DataFrame:
    """The homes with ``beds_likely``, ``beds_low`` and ``beds_high``.

    Parameters
    ----------
    homes
        ``registered_beds, has_nursing, home_kind, specialisms``; ``is_dormant``, ``vacancies`` and ``embargo`` where
        known.
    bed_kind
        Beds of a home for several kinds of care may all be of one or none: low counts none of them, likely and high
        all. A home for dementia alone is surely so.
    counted
        ``"registered"``: homes whose beds are not stated have none at least, and at most as many as the middle home
        of their kind. ``"vacant"``: homes that give no vacancies are full at least, and at most as empty as the others.
        Dormant homes, and for vacancies homes under embargo, supply nobody at least.
    """
    registered, vacant = _known(homes, "registered_beds"), _known(homes, "vacancies")
    stated = registered > 0
    if counted == "vacant":
        likely, high = np.nan_to_num(vacant), np.where(np.isnan(vacant), _as_empty(registered, vacant), vacant)
    else:
        likely = np.where(stated, registered, 0.0)
        high = np.where(stated, registered, _middle_of_kind(homes, registered))
    is_sure = _is_sure(homes, bed_kind) & ~_is_yes(homes, "is_dormant")
    is_sure &= ~_is_yes(homes, "embargo") if counted == "vacant" else True
    return homes.assign(**{LIKELY: likely, LOW: np.where(is_sure, likely, 0.0), HIGH: np.nan_to_num(high)})


def _is_sure(homes: pd.DataFrame, bed_kind: BedKind) -> Yes:
    """Homes all of whose beds are of the kind."""
    if bed_kind == "all":
        return np.ones(len(homes), dtype=bool)
    if bed_kind == "dementia":
        said = homes["specialisms"].fillna("").astype("str").str.strip().str.casefold()
        return said.eq("dementia").to_numpy(dtype=bool)
    return homes["home_kind"].eq(bed_kind).to_numpy(dtype=bool) & is_of_kind(homes, bed_kind)


def _middle_of_kind(homes: pd.DataFrame, registered: Floats) -> Floats:
    beds = pd.Series(registered, index=homes.index).where(registered > 0)
    return beds.groupby(homes["home_kind"].fillna("")).transform("median").to_numpy(dtype="float64")


def _as_empty(registered: Floats, vacant: Floats) -> Floats:
    """Vacancies of a home as empty as the homes that give theirs, taken together."""
    both = ~np.isnan(vacant) & (registered > 0)
    share = vacant[both].sum() / registered[both].sum() if both.any() else 0.0
    return floats(np.nan_to_num(registered) * float(share))


def _known(homes: pd.DataFrame, name: str) -> Floats:
    if name not in homes.columns:
        return np.full(len(homes), np.nan)
    values = pd.to_numeric(homes[name], errors="coerce").astype("Float64")
    return floats(values.to_numpy(dtype="float64", na_value=np.nan))


def _is_yes(homes: pd.DataFrame, name: str) -> Yes:
    if name not in homes.columns:
        return np.zeros(len(homes), dtype=bool)
    return homes[name].astype("boolean").fillna(False).to_numpy(dtype=bool)
