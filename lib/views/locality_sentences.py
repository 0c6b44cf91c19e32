"""How areas were added up to localities, and what was split, in words."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from lib.core.words import plural, say_count, say_list
from lib.measures.reaggregate import WHOLLY
from lib.views.market_sentences import say_names

_NAMED = 4
_BY_MIDDLE = ("by the point in its middle", "that point")
_BY_MOST = ("with most of its small areas", "most of them")


def say_added_up(localities: str, cut: int, outside: int, word: str = "small area") -> str:
    """Areas added up whole: small ones by the point in the middle of each, larger ones by most of their small areas.

    ``cut`` of them lie across a boundary; ``outside`` of them lie in no locality.
    """
    by, way = _BY_MIDDLE if word == "small area" else _BY_MOST
    said = f"{plural(word).capitalize()} are added up to ‘{localities}’, each {by}."
    if cut:
        crossed = say_count(cut, f"{word} lies", f"{plural(word)} lie")
        said += f" {crossed} across a boundary, and all of the people there go with {way}."
    if outside:
        said += f" In no locality: {say_count(outside, word)}, counted in the whole alone."
    return said


def say_shared_out(localities: str, word: str, divided: list[str], outside: int, *, by_people: bool) -> str:
    """Larger areas added up, those that a boundary cuts shared out.

    ``word`` is what an area is called, ``divided`` the names of those in more than one locality, ``outside`` how many
    lie in none.
    """
    said = f"{plural(word).capitalize()} are added up to ‘{localities}’, each by the small areas in it."
    if divided:
        how = "where their people live" if by_people else "how many of their small areas lie on each side"
        more = f" and {len(divided) - _NAMED:,} more" if len(divided) > _NAMED else ""
        named = f"{', '.join(divided[:_NAMED])}{more}" if more else say_list(divided)
        said += f" {say_count(len(divided), word)} in more than one, shared out by {how}: {named}."
    if outside:
        said += f" In no locality: {say_count(outside, word)}."
    return said


def say_covered(covered_pct: pd.Series) -> str:
    """Of which localities figures are of a part alone, and of which there are none; nothing where all are whole.

    ``covered_pct`` is the per cent of the people of each locality who live where figures are given for, by name.
    """
    part = covered_pct[covered_pct.lt(WHOLLY) & covered_pct.gt(0)]
    none = list(covered_pct.index[covered_pct.eq(0)])
    said = []
    if len(part):
        named = say_list([f"{name} ({_in_part(share)} of its people aged 65 and over)" for name, share in part.items()])
        said.append(f"The figures are of a part of {named} alone: what is shown there is of that part, without a rate.")
    if none:
        said.append(f"There are none of {say_list(none)}.")
    return " ".join(said)


def say_uneven(names: Sequence[str]) -> str:
    """That figures of some localities are of more people in some periods than in others; nothing where none are."""
    if not names:
        return ""
    return (
        f"In some periods no figure is shown for a part of {say_names(list(names))}: a rise or fall there may be of "
        "the file, not of the care."
    )


def _in_part(share: float) -> str:
    return f"{share:.0f}%" if share >= 1 else "under 1%"
