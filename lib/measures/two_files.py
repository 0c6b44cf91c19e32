"""Hours of the same localities in two files, held against each other from what is shown of both and nothing else."""

from __future__ import annotations

import re
from calendar import month_name
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from lib.disclosure import ProtectedTable, combine
from lib.measures.home_care import match_names

_MONTH = re.compile(rf"\b({'|'.join(month_name[1:])})\s+(\d{{4}})", re.IGNORECASE)
_ISO = re.compile(r"(\d{4}-(?:0[1-9]|1[0-2]))(?:-\d{2})?")
_FINANCIAL_YEAR = re.compile(r"\b\d{2}(\d{2})\s*[/-]\s*(?:\d{2})?(\d{2})\b")
Times = Literal["same", "same end", "other"]


@dataclass(frozen=True, eq=False)
class TwoFiles:
    """Hours by locality in the home care file and in the providers' file.

    Attributes
    ----------
    table
        ``locality_name``, ``care_hours``, ``provider_hours`` and ``difference`` (providers' less the other's), one row
        for each locality of the providers' file; hidden where either is.
    care_period, provider_period
        The periods that stand side by side.
    times
        ``same`` period; ``same end``: a year, say, and its last month; or ``other``.
    """

    table: ProtectedTable
    care_period: str
    provider_period: str
    times: Times

    @property
    def compared(self) -> pd.DataFrame:
        """The localities shown in both."""
        return self.table.frame.dropna(subset=["care_hours", "provider_hours"])

    @property
    def care_total(self) -> float:
        """Hours of the home care file in the localities shown in both."""
        return float(self.compared["care_hours"].sum())

    @property
    def provider_total(self) -> float:
        """Hours of the providers' file in the same localities."""
        return float(self.compared["provider_hours"].sum())

    @property
    def is_rounding(self) -> bool:
        """Whether rounding explains the difference of every locality: half an hour for each of its two figures."""
        return bool((self.compared["difference"].abs() <= 1).all())


def hours_of_two_files(care: ProtectedTable, providers: ProtectedTable, period: str) -> TwoFiles | None:
    """Hours that two files give for the same localities; ``None`` where they cannot be held together.

    Parameters
    ----------
    care
        ``locality_name``, ``period`` and ``hours`` as :func:`lib.measures.home_care_shown.home_care_shown` gives them.
    providers
        ``locality_name`` and ``hours`` as :func:`lib.measures.providers.providers_shown` gives them, of ``period``.

    The home care of the same period is taken, else of the month in which ``period`` ends, else the latest. Tables
    under two small-number rules cannot be held together, nor those without hours.
    """
    if "hours" not in care.columns or "hours" not in providers.columns:
        return None
    if care.rule is not None and providers.rule is not None and care.rule != providers.rule:
        return None
    beside, times = _period_beside(care.frame["period"].astype(str), period)
    own = _named(care.where(lambda frame: frame["period"].astype(str) == beside), providers.frame["locality_name"])
    hours = own.select(["locality_name", "hours"]).rename({"hours": "care_hours"})
    left = providers.select(["locality_name", "hours"]).rename({"hours": "provider_hours"})
    both = combine(left, hours, on="locality_name").with_columns({"difference": _difference})
    return TwoFiles(both.select(["locality_name", "care_hours", "provider_hours", "difference"]), beside, period, times)


def last_month(period: str) -> str | None:
    """The month in which a period ends, as ``2021-03``: of a month, a day, a year to a month or a financial year."""
    iso = _ISO.fullmatch(period.strip())
    if iso:
        return iso[1]
    named = _MONTH.findall(period)
    if named:
        month, year = named[-1]
        return f"{year}-{list(month_name).index(month.capitalize()):02d}"
    year_to_march = _FINANCIAL_YEAR.search(period)
    if year_to_march and int(year_to_march[2]) == (int(year_to_march[1]) + 1) % 100:
        return f"20{year_to_march[2]}-03"
    return None


def _period_beside(periods: pd.Series, wanted: str) -> tuple[str, Times]:
    known = sorted(periods.unique(), reverse=True)
    same = [one for one in known if _plain(one) == _plain(wanted)]
    if same:
        return same[0], "same"
    end = last_month(wanted)
    ending = [one for one in known if end is not None and last_month(one) == end]
    if ending:
        is_one_month = all(_ISO.fullmatch(one.strip()) or _MONTH.fullmatch(one.strip()) for one in (ending[0], wanted))
        return ending[0], "same" if is_one_month else "same end"
    return known[0], "other"


def _plain(period: str) -> str:
    return " ".join(period.casefold().split())


def _named(table: ProtectedTable, names: pd.Series) -> ProtectedTable:
    """The rows with a locality of these names, by these names; two rows for one name have no one figure."""
    found = match_names(table.frame["locality_name"], names)["population_name"]
    found = found.mask(found.duplicated(keep=False)).set_axis(table.frame.index)
    named = table.with_columns({"locality_name": lambda _: found}, reads=["locality_name"])
    return named.where(found.notna())


def _difference(frame: pd.DataFrame) -> pd.Series:
    return frame["provider_hours"].astype("Float64") - frame["care_hours"].astype("Float64")
