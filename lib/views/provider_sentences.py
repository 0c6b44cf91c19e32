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
        if table.is_hidden("accepted_pct").any():
            return ["Too many numbers are too small to show, or hidden in the file, to compare how many are accepted."]
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
    unsaid = frame["provider_name"].nunique() - len(named)
    more = f" The file does not say the role of {say_count(unsaid, 'other', 'others')}." if unsaid else ""
    return f"{said}: {lead}, {say_count(len(named - leading), 'is', 'are')} spot only.{more}"


_ROLES = {"lead": "lead providers", "spot": "spot providers", "unsaid": "providers whose role is not said"}


def say_flow(table: ProtectedTable) -> str:
    """What became of packages that providers handed back: all that is known of it."""
    frame = require_protected(table).frame
    frame = frame.drop(columns=roles_unused(table))
    every = sum(_of_roles(frame, "handed_back").values())
    if not every:
        is_hidden = any(table.is_hidden(name).any() for name in table.columns if name.endswith("handed_back"))
        small = "How many packages were handed back is hidden for small numbers."
        return small if is_hidden else "No packages are known to have been handed back."
    if says_nobody_who_picked_up(table):
        return f"{_handed_back_alone(frame)} The file does not say who picked them up.{_too_small(frame)}"
    known = frame.dropna(subset=["not_picked_up"])
    hidden = len(frame) - len(known)
    followed = sum(_of_roles(known, "handed_back").values())
    if not followed:
        where = say_count(hidden, "locality", "localities")
        return f"{_handed_back_alone(frame)} Who picked them up is hidden in {where} for small numbers."
    return f"{_what_became(known, followed)}{_left_out(hidden, every - followed)}"


def _left_out(hidden: int, handed: float) -> str:
    """Localities of which something is hidden, and what they handed back as far as it is known."""
    if not hidden:
        return ""
    besides = f", with {say_number(handed)} more known to be handed back" if handed else ""
    return f" {say_count(hidden, 'locality is', 'localities are')} left out for small numbers{besides}."


def roles_unused(table: ProtectedTable) -> list[str]:
    """Columns of lead and spot providers with nothing in them, in a file that has providers of no known role."""
    frame = require_protected(table).frame
    if "unsaid_handed_back" not in frame:
        return []
    of_role = {role: [f"{role}_handed_back", f"{role}_picked_up"] for role in ("lead", "spot")}
    return [name for names in of_role.values() if _is_nothing(table, names) for name in names]


def _is_nothing(table: ProtectedTable, names: list[str]) -> bool:
    """Whether some columns have neither a figure other than 0 nor one that is hidden."""
    given = table.frame[names].fillna(0).astype("float64")
    return bool(given.eq(0).all(axis=None)) and not any(table.is_hidden(name).any() for name in names)


def _what_became(known: pd.DataFrame, handed: float) -> str:
    left, picked = float(known["not_picked_up"].sum()), _of_roles(known, "picked_up")
    order = [name for name in ("spot", "lead", "unsaid") if name in picked]
    first, *others = [f"{_ROLES[name]}{' picked up' if not n else ''} {say_number(picked[name])}"
                      for n, name in enumerate(order)]  # fmt: skip
    said = f"Of {say_number(handed)} packages handed back, {say_list([first, *others, f'nobody {say_number(left)}'])}."
    worst = known.sort_values("not_picked_up", ascending=False, kind="stable").iloc[0]
    number = say_number(worst["not_picked_up"])
    return f"{said} {worst['locality_name']} has the most that nobody picked up ({number})." if left else said


def says_nobody_who_picked_up(table: ProtectedTable) -> bool:
    """Whether the figures give no package picked up, not even none."""
    frame = require_protected(table).frame
    picked = [f"{role}_picked_up" for role in _ROLES if f"{role}_picked_up" in frame]
    nothing = bool(frame[picked].isna().all(axis=None))
    return nothing and not any(table.is_hidden(name).any() for name in picked)


def _of_roles(frame: pd.DataFrame, done: str) -> dict[str, float]:
    """Packages handed back or picked up by role, of what is shown."""
    return {role: float(frame[f"{role}_{done}"].sum()) for role in _ROLES if f"{role}_{done}" in frame}


def _handed_back_alone(frame: pd.DataFrame) -> str:
    (role, number), *others = _of_roles(frame, "handed_back").items()
    first = f"{_ROLES[role].capitalize()} handed back {say_number(number)} packages"
    return f"{say_list([first, *(f'{_ROLES[one]} {say_number(n)}' for one, n in others)])}."


def _too_small(frame: pd.DataFrame) -> str:
    handed = [f"{role}_handed_back" for role in _ROLES if f"{role}_handed_back" in frame]
    hidden = int(frame[handed].isna().any(axis=1).sum())
    return (
        f" {say_count(hidden, 'locality has a figure', 'localities have figures')} too small to show." if hidden else ""
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
