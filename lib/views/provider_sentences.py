"""What home care providers do, in words made by rule from what may be shown."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from lib.core.words import say_count, say_list, say_number
from lib.disclosure import ProtectedTable, require_protected
from lib.measures.hand_backs import NOBODY
from lib.measures.providers import LEAD, NOT_SAID


def say_share(pct: float, low: float, high: float) -> str:
    """``68% (61 to 74)``; nothing where it cannot be given."""
    return "" if pd.isna(pct) else f"{pct:.0f}% ({low:.0f} to {high:.0f})"


def say_acceptance(table: ProtectedTable, name: str) -> list[str]:
    """Where packages are accepted most and least, and whether the difference is sure: ``name`` names the rows."""
    frame = require_protected(table).frame
    if "accepted_pct" not in frame or frame["accepted_pct"].notna().sum() < 2:
        return ["Too few have packages offered to compare how many are accepted."]
    known = frame[frame["accepted_pct"].notna()].sort_values("accepted_pct", kind="stable")
    least, most = known.iloc[0], known.iloc[-1]
    said = (
        f"Of the packages offered, {least[name]} accepts fewest: {_of(least)}. {most[name]} accepts most: {_of(most)}."
    )
    if least["accepted_high"] < most["accepted_low"]:
        return [said]
    return [said, "The intervals of the two overlap, so which is which may be chance."]


def _of(row: pd.Series) -> str:
    return say_share(row["accepted_pct"], row["accepted_low"], row["accepted_high"])


def say_few(none: Sequence[str], one: Sequence[str]) -> list[str]:
    """Localities with no provider, or with one alone."""
    said = []
    if none:
        said.append(f"Nobody delivers in {say_list(list(none))}.")
    if one:
        said.append(f"One provider alone delivers in {say_list(list(one))}: if it stops, there is no other.")
    return said or ["Every locality has at least two providers."]


def say_scale(table: ProtectedTable) -> list[str]:
    """How much care there is for how many people, and who is not in the figures; nothing without both."""
    frame = require_protected(table).frame
    if not {"hours", "people"} <= set(frame):
        return []
    known = frame.dropna(subset=["hours", "people"])
    hours, people = float(known["hours"].sum()), float(known["people"].sum())
    if people <= 0:
        return []
    which = "" if len(known) == len(frame) else "Of what is shown, "
    said = f"{say_number(hours)} hours a week go to {say_number(people)} people, {say_number(hours / people, 1)} each."
    return [f"{which}{said} How many people buy their own home care is in no such file: they are not counted here."]


def say_roles(table: ProtectedTable) -> str:
    """How many providers there are, and how many of them lead."""
    frame = require_protected(table).frame
    leading = set(frame.loc[frame["role"] == LEAD, "provider_name"])
    named = set(frame.loc[frame["role"] != NOT_SAID, "provider_name"])
    said = f"{say_count(frame['provider_name'].nunique(), 'provider delivers', 'providers deliver')} home care"
    if not named:
        return f"{said}; the file does not say which lead."
    lead = f"{say_count(len(leading), 'leads', 'lead')} in at least one locality"
    return f"{said}: {lead}, {say_count(len(named - leading), 'is', 'are')} spot only."


def say_flow(table: ProtectedTable) -> str:
    """What became of packages that lead providers handed back."""
    frame = require_protected(table).frame
    if says_nobody_who_picked_up(table):
        return _handed_back_alone(frame)
    known = frame.dropna(subset=["not_picked_up"])
    handed = float((known["lead_handed_back"] + known["spot_handed_back"]).sum())
    if not handed:
        return "No packages are known to have been handed back."
    spot, lead, left = (float(known[name].sum()) for name in ("spot_picked_up", "lead_picked_up", "not_picked_up"))
    hidden = len(frame) - len(known)
    more = f" {say_count(hidden, 'locality is', 'localities are')} left out for small numbers." if hidden else ""
    worst = known.sort_values("not_picked_up", ascending=False, kind="stable").iloc[0]
    number = say_number(worst["not_picked_up"])
    most = f" {worst['locality_name']} has the most that nobody picked up ({number})." if left else ""
    return (
        f"Of {say_number(handed)} packages handed back, spot providers picked up {say_number(spot)}, lead providers "
        f"{say_number(lead)} and nobody {say_number(left)}.{most}{more}"
    )


def says_nobody_who_picked_up(table: ProtectedTable) -> bool:
    """Whether the figures give no package picked up, not even none."""
    picked = ["spot_picked_up", "lead_picked_up"]
    nothing = bool(require_protected(table).frame[picked].isna().all(axis=None))
    return nothing and not any(table.is_hidden(name).any() for name in picked)


def _handed_back_alone(frame: pd.DataFrame) -> str:
    lead, spot = (float(frame[f"{role}_handed_back"].sum()) for role in ("lead", "spot"))
    if not lead + spot:
        return "No packages are known to have been handed back."
    hidden = int(frame[["lead_handed_back", "spot_handed_back"]].isna().any(axis=1).sum())
    more = (
        f" {say_count(hidden, 'locality has a figure', 'localities have figures')} too small to show." if hidden else ""
    )
    return (
        f"Lead providers handed back {say_number(lead)} packages and spot providers {say_number(spot)}. The file does "
        f"not say who picked them up.{more}"
    )


def say_takers(table: ProtectedTable) -> list[str]:
    """Which provider handed back most and who took most, from the figures shown (:mod:`lib.measures.hand_backs`)."""
    known = require_protected(table).frame.dropna(subset="packages_handed_back")
    hidden = len(table.frame) - len(known)
    said_of_hidden = (
        f"{say_count(hidden, 'figure is', 'figures are')} hidden to protect people, and left out of these sums."
    )
    more = [said_of_hidden] if hidden else []
    if known.empty:
        return [*more, "Which provider took what from which cannot be said."]
    named = known[known["taken_by"] != NOBODY]
    handed = known.groupby("provider_name", sort=False)["packages_handed_back"].sum()
    said = [f"{handed.idxmax()} handed back most packages ({say_number(handed.max())})."]
    if len(named):
        took = named.groupby("taken_by", sort=False)["packages_handed_back"].sum()
        said = [f"{said[0]} {took.idxmax()} took most of those handed back ({say_number(took.max())})."]
    return [*said, *more]


def say_long_waits(table: ProtectedTable, when: str) -> list[str]:
    """Where people wait longest, and where most hours wait."""
    frame = require_protected(table).frame
    said = []
    if "wait_days_p90" in frame and frame["wait_days_p90"].notna().any():
        slow = frame.sort_values("wait_days_p90", ascending=False, kind="stable").iloc[0]
        half = f"half of them up to {say_number(slow['wait_days_median'])} days, " if _has(slow, "median") else ""
        said.append(
            f"In {when} people wait longest in {slow['locality_name']}: {half}nine in ten up to "
            f"{say_number(slow['wait_days_p90'])} days."
        )
    if "hours_waiting" in frame and frame["hours_waiting"].notna().any():
        most = frame.sort_values("hours_waiting", ascending=False, kind="stable").iloc[0]
        said.append(f"Most hours wait in {most['locality_name']}: {say_number(most['hours_waiting'])} a week.")
    return said or [f"How long people wait in {when} cannot be given."]


def _has(row: pd.Series, what: str) -> bool:
    return f"wait_days_{what}" in row and pd.notna(row[f"wait_days_{what}"])
