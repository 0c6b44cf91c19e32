"""How each indicator is made: divided by what, drawn in or not, and what a gap does; from a catalogue to indicators."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypedDict

import pandas as pd

from lib.datasets.of_people import is_count_of_users
from lib.disclosure import rule_named
from lib.pressure.catalogue import Catalogue
from lib.pressure.figures import Indicators
from lib.pressure.indicators import prepare
from lib.pressure.transform import Shape

BELOW = "{below}, under {name}"  # a column to divide by belongs to one indicator: their gaps differ


class Preparing(TypedDict):
    """The choices of :func:`lib.pressure.prepare`."""

    columns: list[str]
    directions: dict[str, int]
    denominators: dict[str, str]
    per: float
    shrink: list[str]
    shapes: dict[str, Shape]


@dataclass(frozen=True)
class Making:
    """What is done to each indicator.

    Attributes
    ----------
    directions
        +1 where more is more pressure, -1 where less is.
    below
        Indicator that is a count to what it is divided by: a title of :data:`lib.pressure.catalogue.PEOPLE`, or
        another column.
    per
        Rates are per so many.
    are_published
        Whether the counts are published figures already. Otherwise they are protected first: 1 to 4 hidden, the rest
        rounded to 5, so that no rate can be worked back to a few people.
    shrink
        Indicators with a denominator whose rates of small areas are drawn towards the average.
    shapes
        Indicator to the way its long tail is drawn in; the least skewed when not named.
    needed
        Indicators without which an area is left out; a gap in any other takes the middle value.
    """

    directions: Mapping[str, int] = field(default_factory=dict)
    below: Mapping[str, str] = field(default_factory=dict)
    per: float = 1000.0
    are_published: bool = False
    shrink: tuple[str, ...] = ()
    shapes: Mapping[str, Shape] = field(default_factory=dict)
    needed: tuple[str, ...] = ()


def made(offered: Catalogue, chosen: tuple[str, ...], making: Making) -> Indicators:
    """The chosen indicators, comparable, one row an area in the order of the catalogue.

    An area without a figure in an indicator that is ``needed`` has none in any, so that it is neither ranked nor
    grouped; gaps elsewhere take the middle value and stay flagged.
    """
    return prepare(given(offered, chosen, making), **preparing(chosen, making), sources=offered.sources)


def given(offered: Catalogue, chosen: tuple[str, ...], making: Making) -> pd.DataFrame:
    """The columns that indicators are made from: rates as they are, counts as they may be seen, denominators."""
    columns = {name: _as_seen(name, offered.frame[name], making) for name in chosen}
    for name, below in making.below.items():
        count, people = offered.counted(name, below)
        columns |= {name: _protected(count, making), BELOW.format(below=below, name=name): people}
    frame = pd.DataFrame(columns, index=offered.frame.index)
    return frame.mask(frame[list(making.needed)].isna().any(axis=1))


def preparing(chosen: tuple[str, ...], making: Making) -> Preparing:
    """What :func:`lib.pressure.prepare` is asked to do with those columns."""
    return {
        "columns": list(chosen),
        "directions": {name: making.directions.get(name, 1) for name in chosen},
        "denominators": {name: BELOW.format(below=below, name=name) for name, below in making.below.items()},
        "per": making.per,
        "shrink": list(making.shrink),
        "shapes": dict(making.shapes),
    }


def _as_seen(name: str, values: pd.Series, making: Making) -> pd.Series:
    """A column as it is; one that counts people who use care is protected, whatever it is said to be."""
    return _protected(values, making) if is_count_of_users(name, values) else values


def hidden(offered: Catalogue, chosen: tuple[str, ...], making: Making) -> pd.DataFrame:
    """Which figures are missing because their count is too small to be shown: areas by indicators, yes or no."""
    counts = {name: offered.frame[name] for name in chosen if is_count_of_users(name, offered.frame[name])}
    counts |= {name: offered.counted(name, below)[0] for name, below in making.below.items()}
    found = {name: _protected(count, making).isna() & count.notna() for name, count in counts.items()}
    return pd.DataFrame(found, index=offered.frame.index, dtype="bool")


def _protected(count: pd.Series, making: Making) -> pd.Series:
    """Counts of people as they may be seen; published ones as they are."""
    if making.are_published:
        return count
    rule = rule_named("asc")
    return rule.rounds(count).mask(rule.hides(count))


def register_of(indicators: Indicators, making: Making) -> pd.DataFrame:
    """What was done to each indicator, in words: one row an indicator."""
    rows = indicators.register
    divided = [f"per {making.per:,.0f} {making.below[name]}" if name in making.below else "" for name in rows.indicator]
    is_needed = rows["indicator"].isin(making.needed)
    left_out = int(indicators.rates.isna().all(axis=1).sum())
    return pd.DataFrame(
        {
            "Indicator": rows["indicator"],
            "More pressure when": rows["direction"].map(lambda said: said.split()[0]),
            "Divided": divided,
            "Drawn towards the average": rows["is_shrunk"],
            "Long tail drawn in by": rows["transform"],
            "Gaps": rows["n_missing"].where(is_needed, rows["n_missing"] - left_out),
            "A gap": is_needed.map({True: "area left out", False: "middle value"}),
            "Middle figure": rows["median"],
            "Source": rows["source"],
        }
    )


def like_counts(offered: Catalogue, chosen: tuple[str, ...], making: Making) -> list[str]:
    """Indicators that look like counts of people though nobody has said so: whole numbers, some of them 1 to 4.

    Ranks and tenths look the same where every number from 1 comes up about as often as any other, and are left out.
    """
    given_as = {name: offered.small.get(name, offered.frame[name]).dropna() for name in chosen}
    return [name for name in chosen if name not in making.below and _is_like_counts(given_as[name])]


def _is_like_counts(known: pd.Series) -> bool:
    is_whole = len(known) > 0 and bool((known % 1 == 0).all()) and bool((known >= 0).all())
    if not is_whole or not known.between(1, 4).any():
        return False
    times = known.value_counts()
    is_a_rank = known.min() == 1 and len(times) == known.max() and times.max() <= 2 * times.min()
    return not is_a_rank
