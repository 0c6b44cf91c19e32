"""Demand pressure told to a room: what went in, what came out, how sure; made by rules from the results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from lib.core.words import say_count, say_list
from lib.disclosure import ProtectedTable, require_protected
from lib.pressure import SETS_APART, Clustering, HotSpots, Indicators, Making, Regions, Sureness

_LISTED = 4
_WIDE = 0.5  # of the areas: an interval this wide tells hardly anything
_WEAK, _STRONG = 0.25, 0.5  # of the differences explained


def say_inputs(made: Indicators, making: Making, word: str) -> str:
    """The indicators, the areas, what was done to them and what was missing."""
    names = [str(name) for name in made.rates.columns]
    rows = made.register
    said = [f"{_listed(names)} for {say_count(len(made.rates), word)}."]
    lower, tails = rows["direction"] == "lower is more pressure", rows["transform"] != "none"
    said += _if(
        int(lower.sum()), "counts as more pressure when it is lower", "count as more pressure when they are lower"
    )
    said += _if(len(making.below), "was made into a rate from a count", "were made into rates from counts")
    towards = "drawn towards the average where few people live"
    said += _if(len(making.shrink), f"was {towards}", f"were {towards}")
    said += _if(int(tails.sum()), "had its long tail drawn in", "had their long tails drawn in")
    gaps = int(made.is_missing.to_numpy().sum())
    said += [f"{say_count(gaps, 'figure')} missing: never counted as worst."] if gaps else ["No figure is missing."]
    return " ".join(said)


def say_sure_ranks(table: ProtectedTable, left_out: pd.DataFrame | None) -> str:
    """How far ranks move when the sum is done another way, or without an indicator."""
    frame = require_protected(table).frame.dropna(subset=["rank"])
    if frame.empty:
        return "Nothing could be ranked."
    width = (frame["rank_high"] - frame["rank_low"]).astype("float64")
    half = float(width.median())
    far = "most areas can only be told apart roughly" if half > _WIDE * len(frame) else "ranks close together are ties"
    said = f"Done 1,000 other ways, half of the areas move over {half:,.0f} places or fewer of {len(frame):,}; {far}."
    if left_out is None or left_out.empty or left_out["mean_places_moved"].isna().all():
        return said
    most = left_out.iloc[int(left_out["mean_places_moved"].astype("float64").argmax())]
    return (
        f"{said} Of the indicators, “{most['indicator']}” matters most: without it areas move "
        f"{most['mean_places_moved']:,.0f} places on average."
    )


def say_one_area(ranked: pd.Series, reasons: pd.DataFrame) -> str:
    """The place of one area, what lifts it most and what holds it back; ``reasons`` stand by falling ``lift``."""
    first, last = reasons.iloc[0], reasons.iloc[-1]
    span = f"{ranked['rank_low']:,.0f} to {ranked['rank_high']:,.0f} in 9 of 10 ways"
    chance = f"{ranked['p_worst_fifth']:.0%}"
    said = (
        f"{ranked['area_name']} has rank {ranked['rank']:,.0f} ({span}); it is in the worst fifth in {chance} of them."
    )
    lifted = f" “{first['indicator']}” lifts it most ({first['lift']:+.2f})." if first["lift"] > 0 else ""
    held = f" “{last['indicator']}” holds it back ({last['lift']:+.2f})." if last["lift"] < 0 else ""
    return f"{said}{lifted}{held}"


def say_groups(found: Clustering) -> str:
    """Which groups there are, by size."""
    if found.k == 1:
        return found.reason
    sizes = found.labels.value_counts()
    named = [f"{name} ({say_count(int(sizes.get(number, 0)), 'area')})" for number, name in found.names.items()]
    return f"{found.k} groups. {'; '.join(named)}."


def cards_of(found: Clustering, number: int, in_words: Mapping[str, str]) -> dict[str, str]:
    """One group in a few lines: its size, whether it comes back, and what sets it apart in the units people know."""
    rows = found.profile[found.profile["cluster"] == number]
    apart = rows[rows["standardised"].abs() >= SETS_APART].sort_values("standardised", key=lambda s: -s.abs())
    sure = found.stability.loc[[number]].iloc[0]
    swinging = int((found.labels.reindex(found.swing_areas) == number).sum())
    return {
        "Areas": f"{int(sure['n_areas']):,}, of which {swinging:,} swing",
        "Comes back": f"{sure['jaccard']:.0%} the same when areas are drawn again: {sure['verdict']}",
        "More than average": "; ".join(_against(apart[apart["standardised"] > 0], in_words)),
        "Less than average": "; ".join(_against(apart[apart["standardised"] < 0], in_words)),
    }


def _against(rows: pd.DataFrame, in_words: Mapping[str, str]) -> list[str]:
    """Each indicator with the average of the group against that of all areas."""
    figures = zip(rows["indicator"], rows["mean"], rows["mean_all"], strict=True)
    return [f"{in_words.get(str(n), str(n))} ({own:,.1f} against {everywhere:,.1f})" for n, own, everywhere in figures]


def say_sure_groups(found: Clustering) -> str:
    """How far the groups may be believed."""
    if found.k == 1:
        return "Sure enough to say no more: any division would be a convenience, not a finding."
    doubtful = found.stability.index[found.stability["jaccard"] < 0.75]
    swing = say_count(len(found.swing_areas), "area swings", "areas swing")
    weak = f"Group {say_list([str(n) for n in doubtful])} should not be leaned on. " if len(doubtful) else ""
    return f"{weak}{swing} between groups when areas are drawn again, of {int(found.labels.notna().sum()):,}."


def say_sure_regions(found: Regions) -> str:
    """What the regions leave inside them."""
    share = found.explained_pct / 100
    word = "little" if share < _WEAK else "most" if share >= _STRONG else "part"
    inside = (
        f"{100 - found.explained_pct:.0f}% of the differences lie inside regions, where a plan for a region misses them"
    )
    return f"Regions capture {word} of the picture: {inside}. Joining up costs {found.loss_pct_points:.0f} points."


def say_sure_boundaries(sure: Sureness) -> str:
    """Whether boundaries do more to the answer than the doubt in it does."""
    changed = f"Boundaries change the verdict “worst fifth” for {sure.changed:.0%} of small areas."
    if not sure.is_known:
        return f"{changed} Nothing is known of the error of these figures, so their order is taken as it stands."
    more = "more than doubt does" if sure.changed > sure.by_chance else "no more than doubt does: do not lean on it"
    firm = (
        say_count(sure.n_sure, "small area changes", "small areas change") if sure.n_sure else "No small area changes"
    )
    return (
        f"{changed} On the same boundaries, ranking in 1,000 other ways changes it for {sure.by_chance:.0%}, so this "
        f"is {more}. {firm} though neither map is in doubt. The places that the two maps give, each with its 90% "
        f"range, overlap for {sure.overlap:.0%}."
    )


def say_sure_spots(found: HotSpots) -> str:
    """What chance could have done, and what was left out."""
    kinds = found.areas["kind"]
    masked = int(kinds.isin(["no neighbours", "no figure"]).sum())
    left = (
        f" {say_count(masked, 'area has', 'areas have')} no neighbour or no figure and cannot be judged."
        if masked
        else ""
    )
    return f"{found.how}{left}"


def _listed(names: Sequence[str]) -> str:
    shown = list(names[:_LISTED])
    more = len(names) - len(shown)
    quoted = [f"“{name}”" for name in shown] + ([f"{more:,} more"] if more else [])
    return f"{say_count(len(names), 'indicator')}: {say_list(quoted)}"


def _if(number: int, one: str, many: str) -> list[str]:
    """A sentence when there are any."""
    return [f"{number:,} {one if number == 1 else many}."] if number else []
