"""Who may be going without, in words made by rules: each finding with its number, interval and caveat."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from lib.core import Verdict
from lib.core.words import say_count, say_list
from lib.disclosure import ProtectedTable, require_protected

_AGE_CAVEAT = "age is a profile of need, so this is not unfair by itself"
_CRUDE_CAVEAT = "not adjusted for age and sex"
_MUCH_ROUNDING = 0.1  # of the ratio, either way: less is not worth a reader's time


def say_groups(table: ProtectedTable, level: float = 0.95) -> list[str]:
    """What the tests say: a headline, a sentence for each group that differs, then the others together."""
    frame = require_protected(table).frame
    named = _by_verdict(frame)
    said = [
        say_group(row, level)
        for verdict in (Verdict.UNDER, Verdict.OVER)
        for _, row in frame[frame["verdict"] == verdict.value].iterrows()
    ]
    said = [_headline(named), *said] if said else []
    if named[Verdict.NO_EVIDENCE]:
        said.append(f"No evidence of a difference for {say_list(named[Verdict.NO_EVIDENCE])}.")
    if named[Verdict.NOT_TESTABLE]:
        said.append(f"Cannot be tested: {say_list(named[Verdict.NOT_TESTABLE])}.")
    return said


def say_every_group(table: ProtectedTable, level: float = 0.95) -> list[str]:
    """One sentence for every group, in the order of the table."""
    return [say_group(row, level) for _, row in require_protected(table).frame.iterrows()]


def say_groups_once(table: ProtectedTable, level: float = 0.95) -> list[str]:
    """As :func:`say_every_group`; where no group can be tested, the reason that most share is said once, first."""
    frame = require_protected(table).frame
    shared = frame["reason"].mask(frame["is_suppressed"] | frame["ratio"].isna()).mode()
    if len(frame) < 2 or shared.empty or not frame["verdict"].eq(Verdict.NOT_TESTABLE.value).all():
        return say_every_group(table, level)
    reason = str(shared.iloc[0])
    first = f"None of these groups can be tested. Unless another reason is given: {reason}."
    return [first, *(_say_untested(row, reason, level) for _, row in frame.iterrows())]


def _say_untested(row: pd.Series, shared: str, level: float) -> str:
    if row["reason"] != shared or row["is_suppressed"] or pd.isna(row["ratio"]):
        return say_group(row, level)
    return f"{row['characteristic_group']}: {_shares(row)}{row['ratio']:.2f} times."


def say_in_short(table: ProtectedTable, missing: Sequence[str]) -> list[str]:
    """How many groups use care less, more or as much as their share of the population, and what nobody can tell.

    ``missing`` names the characteristics without figures.
    """
    frame = require_protected(table).frame
    compared = f"{say_count(len(frame), 'group')} of {say_count(frame['characteristic'].nunique(), 'characteristic')}"
    found = _by_verdict(frame.assign(characteristic_group=_with_characteristic(frame)))
    under, over = ([str(name) for name in found[verdict]] for verdict in (Verdict.UNDER, Verdict.OVER))
    said = [
        f"{compared} were compared: {len(under)} use care less than their share of the population, {len(over)} more; "
        f"for {len(found[Verdict.NO_EVIDENCE])} there is no evidence of a difference, and "
        f"{len(found[Verdict.NOT_TESTABLE])} cannot be tested."
    ]
    said += [f"Less than their share: {say_list(under)}."] if under else []
    said += [f"More than their share: {say_list(over)}."] if over else []
    said += [f"No figures at all: {say_list(list(missing))}. That is missing evidence, not absence of need."]
    return said if missing else said[:-1]


def _with_characteristic(frame: pd.DataFrame) -> pd.Series:
    return frame["characteristic_group"].astype("str") + " (" + frame["characteristic"].astype("str") + ")"


def say_group(row: pd.Series, level: float = 0.95) -> str:
    """One finding: shares, ratio, interval, how sure, and what to keep in mind.

    ``row`` has the columns of :func:`lib.measures.representation`.
    """
    name = row["characteristic_group"]
    if row["is_suppressed"]:
        return f"{name}: hidden to protect people, because the number is small or would reveal one."
    shares = _shares(row)
    if row["verdict"] == Verdict.NOT_TESTABLE:
        return f"{name}: {shares}cannot be tested, because {row['reason']}."
    interval = f"{row['ratio']:.2f} times the share ({_per_cent(level)} interval {_span(row)})"
    return f"{name}: {shares}{interval}: {_verdict_said(row)}; {_caveat(row)}."


def say_relative(table: ProtectedTable, reference: str, level: float = 0.95) -> list[str]:
    """What the relative rates say, each with its interval and the group it is compared with."""
    frame = require_protected(table).frame
    known = frame[frame["relative_rate"].notna() & ~frame["is_reference"]]
    if known.empty:
        return [f"No group can be compared with {reference}: one side has no figures that may be used."]
    said = [
        f"{row['characteristic_group']}: {row['relative_rate']:.2f} times as many users a head as {reference}"
        f"{_relative_span(row, level)}."
        for _, row in known.sort_values("relative_rate").iterrows()
    ]
    first = (
        f"Users a head of each group, compared with {reference}. Not adjusted for age, nor for how many are compared."
    )
    return [first, *said]


def say_p(p: float) -> str:
    """A probability in words, with its figure: what chance alone would give as often."""
    if p < 0.001:
        return "very strong evidence (p under 0.001)"
    strength = "strong" if p < 0.01 else "some" if p < 0.05 else "weak" if p < 0.1 else "no"
    return f"{strength} evidence (p = {p:.3f})"


def say_flips(table: ProtectedTable) -> str:
    """Whether people whose group is not recorded could turn a verdict."""
    frame = require_protected(table).frame
    known = frame[frame["unknown_pct"].notna()]
    if known.empty:
        return "The number whose group is not recorded is hidden, so nobody can say what it would change."
    share = f"The group of {known['unknown_pct'].iloc[0]:.1f}% of users is not recorded."
    verdicts = known[["verdict_known", "verdict_none", "verdict_all"]].astype(str)
    if set(verdicts.to_numpy().ravel()) == {str(Verdict.NOT_TESTABLE)}:
        return f"{share} No group can be tested, whichever they belong to."
    turned = list(known.loc[known["flips"], "characteristic_group"])
    if not turned:
        return f"{share} Whichever group they belong to, no verdict changes."
    return f"{share} Depending on who they are, the verdict changes for {say_list(turned)}: read it with care."


def say_standardised(table: ProtectedTable) -> list[str]:
    """What taking age and sex into account changes."""
    frame = require_protected(table).frame
    return [_adjusted_said(row) for _, row in frame.iterrows() if pd.notna(row["standardised_ratio"])] or [
        "No group has the ten users that adjusting for age and sex needs."
    ]


def say_funnel(table: ProtectedTable, group: str, *, is_overdispersed: bool) -> str:
    """Which areas stand out for a group."""
    frame = require_protected(table).frame
    out = frame[frame["finding"] == "beyond 99.8%"]
    low, high = (list(out.loc[out["side"] == side, "area"]) for side in ("low", "high"))
    parts = [f"below in {say_list(low)}"] if low else []
    parts += [f"above in {say_list(high)}"] if high else []
    tested = int((frame["finding"] != "not testable").sum())
    said = f"{group}: {say_list(parts)} the 99.8% limits" if parts else f"{group}: no area is beyond the 99.8% limits"
    room = (
        " Areas differ by more than chance everywhere, so allow for that before naming one." if is_overdispersed else ""
    )
    return f"{said}, of {say_count(tested, 'area')} compared.{room}"


def say_pathway(table: ProtectedTable) -> list[str]:
    """Where along the way through care each group falls furthest behind."""
    frame = require_protected(table).frame
    known = frame[frame["rate_ratio"].notna()]
    said = []
    for name, steps in known.groupby("characteristic_group", sort=False):
        row = steps.sort_values("rate_ratio").iloc[0]
        if row["rate_high_pct"] < row["overall_rate_pct"]:
            said.append(f"{name}: furthest behind at {row['stage']}, {_rate_said(row)}.")
    return said or ["No group falls behind everybody's rate at any step by more than chance could explain."]


def _rate_said(row: pd.Series) -> str:
    """A rate of the step before, with its interval and everybody's; small ones with a further digit."""
    decimals = 1 if row["rate_low_pct"] >= 1 else 2
    rate, low, high, overall = (
        f"{row[name]:.{decimals}f}%" for name in ("rate_pct", "rate_low_pct", "rate_high_pct", "overall_rate_pct")
    )
    before = "the population" if row["stage_before"] == "population" else f"those at {row['stage_before']}"
    return f"{rate} of {before} (interval {low} to {high}) against {overall} of everybody"


def say_elsewhere(table: ProtectedTable) -> list[str]:
    """How the council's shares differ from the region's and England's, one sentence for each."""
    frame = require_protected(table).frame
    places = {"region": "the region", "england": "England"}
    return [_beside(frame, name, place) for name, place in places.items() if f"{name}_pct_gap" in frame]


def _beside(frame: pd.DataFrame, name: str, place: str) -> str:
    known = frame[frame[f"{name}_pct_gap"].notna()].assign(gap=lambda rows: rows[f"{name}_pct_gap"].astype(float))
    if known.empty:
        return f"Nothing here can be set beside {place}."
    row = known.sort_values("gap", key=abs).iloc[-1]
    side = "above" if row["gap"] > 0 else "below"
    widest = f"{row['characteristic_group']} is furthest from {place}, {abs(row['gap']):.1f} points {side}"
    differ = list(known.loc[known[f"{name}_pct_verdict"].isin(["under", "over"]), "characteristic_group"])
    if (known[f"{name}_pct_verdict"] == Verdict.NOT_TESTABLE.value).all():
        return f"{widest}. Without the number of users nobody can say whether chance explains it."
    if not differ:
        return f"{widest}. Chance could explain every difference from {place}."
    return f"{widest}. More than chance would explain: {say_list(differ)}."


def say_hidden(table: ProtectedTable) -> str:
    """What is hidden, and why, in words."""
    frame = require_protected(table).frame
    rule = table.rule
    if rule is None or rule.name == "none":
        return "Nothing is hidden or rounded: these figures are for the analyst's own machine, not for sharing."
    if frame["users_count"].isna().all() and not frame["is_suppressed"].any():
        return "Nothing is hidden: the file gives percentages only, and they are shown as they were published."
    hidden = int(frame["is_suppressed"].sum())
    which = (
        "No number of users had to be hidden"
        if not hidden
        else f"{say_count(hidden, 'number')} of users {'is' if hidden == 1 else 'are'} hidden"
    )
    more = (
        " A number may be hidden though it is not small, because a small one could be worked out from it."
        if hidden
        else ""
    )
    return f"{which} among {len(frame):,}. {rule.title} ({rule.source}). Shares are worked out after that.{more}"


def _by_verdict(frame: pd.DataFrame) -> dict[Verdict, list[str]]:
    return {v: list(frame.loc[frame["verdict"] == v.value, "characteristic_group"]) for v in Verdict}


def _headline(named: dict[Verdict, list[str]]) -> str:
    under, over = named[Verdict.UNDER], named[Verdict.OVER]
    return (
        f"{say_count(len(under), 'group')} {'has' if len(under) == 1 else 'have'} a smaller share of users than of "
        f"the population, and {say_count(len(over), 'group')} a larger share."
    )


def _shares(row: pd.Series) -> str:
    if pd.isna(row["users_share_pct"]) or pd.isna(row["population_share_pct"]):
        return ""
    return f"{row['users_share_pct']:.1f}% of users against {row['population_share_pct']:.1f}% of the population, "


def _verdict_said(row: pd.Series) -> str:
    if row["verdict"] == Verdict.NO_EVIDENCE:
        return "chance could explain the difference"
    side = "smaller" if row["verdict"] == Verdict.UNDER else "larger"
    return f"{say_p(row['p_adjusted'])} of a {side} share"


def _caveat(row: pd.Series) -> str:
    said = _AGE_CAVEAT if row["characteristic"] == "age" else _CRUDE_CAVEAT
    if row["interval_method"] == "exact (mid-p)":
        said += "; few people are expected in this group"
    if _is_rounded_much(row):
        said += f"; rounding of the printed figures alone allows {_range(row['rounding_low'], row['rounding_high'])}"
    return said


def _is_rounded_much(row: pd.Series) -> bool:
    wide = row["rounding_high"] - row["rounding_low"] > 2 * _MUCH_ROUNDING * row["ratio"]
    return bool(pd.notna(row["rounding_low"]) and wide)


def _adjusted_said(row: pd.Series) -> str:
    crude, adjusted = row["crude_verdict"], row["verdict"]
    name = row["characteristic_group"]
    span = f"{row['standardised_ratio']:.2f} ({row['standardised_low']:.2f} to {row['standardised_high']:.2f})"
    figures = f"{row['crude_ratio']:.2f} as it stands and {span} once age and sex are taken into account"
    if crude == adjusted:
        return f"{name}: {figures}. The verdict stays '{adjusted}'."
    why = " The difference is explained by the ages and sexes of its people." if adjusted == Verdict.NO_EVIDENCE else ""
    return f"{name}: {figures}. The verdict changes from '{crude}' to '{adjusted}'.{why}"


def _relative_span(row: pd.Series, level: float) -> str:
    if pd.isna(row["relative_rate_low"]):
        return ""
    return f" ({_per_cent(level)} interval {_range(row['relative_rate_low'], row['relative_rate_high'])})"


def _span(row: pd.Series) -> str:
    return _range(row["ratio_low"], row["ratio_high"])


def _range(low: Any, high: Any) -> str:
    return f"{low:.2f} or more" if high == float("inf") else f"{low:.2f} to {high:.2f}"


def _per_cent(level: float) -> str:
    return f"{100 * level:g}%"
