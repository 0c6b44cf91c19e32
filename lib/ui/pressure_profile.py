"""What groups and regions share on the page: their names, their map, what each is like, and who belongs to it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pandas as pd
import streamlit as st

from lib.disclosure import ProtectedTable, public, with_gaps
from lib.pressure import Clustering, Regions
from lib.ui import places, show
from lib.ui.pressure import RATES, Asked
from lib.views.charts import profile_heat
from lib.views.palette import CATEGORIES
from lib.views.radial_chart import radial_profile

_MOST_ROUND = 10  # groups drawn as rings; more are read in the table
_FEWEST_SPOKES = 3
_HEADINGS = {
    "group": "Group",
    "indicator": "Indicator",
    "mean": "Average of the group",
    "mean_all": "Average of all areas",
    "standardised": "Above or below (standard deviations)",
    "n_areas": "Areas",
}


def plain(indicator: str) -> str:
    """An indicator's name within the name of a group: without 'Synthetic', which is said beside the figures."""
    return re.sub(r" per \d[\d,]*( \w+)*$| \([^)]*\)$", "", indicator.replace("Synthetic: ", ""))


def in_words(asked: Asked) -> dict[str, str]:
    """Short names of the indicators, full ones where two would be alike."""
    short = {name: plain(name) for name in asked.chosen}
    return {name: said if list(short.values()).count(said) == 1 else name for name, said in short.items()}


def names_of(found: Clustering | Regions) -> dict[str, str]:
    """Number and plain name of each group, by its number as text."""
    return {str(number): f"{number}: {name}" for number, name in found.names.items()}


def draw(
    asked: Asked,
    labels: pd.Series,
    names: dict[str, str],
    title: str,
    *,
    numbers: pd.Series | None = None,
    unsure: pd.Series | None = None,
) -> None:
    """The map of groups, each in a colour of its own; never a ramp.

    ``numbers`` of colours are given where there are too few; ``unsure`` marks areas that swing between groups.
    """
    chosen = list(range(len(names))) if numbers is None else [int(number) for number in numbers]
    colours = {name: CATEGORIES[place % len(CATEGORIES)] for name, place in zip(names, chosen, strict=True)}
    shown = labels.astype("string")
    places.show_groups(asked.council, asked.kind, shown, names, colours, title, title.lower(), unsure)


def show_profile(asked: Asked, profile: pd.DataFrame, names: dict[str, str], column: str) -> None:
    """Each group against the average area: in rings as census classifications have them, as a picture, as a table."""
    words = in_words(asked)
    named = profile.assign(group=profile[column].astype(str).map(names), short=profile["indicator"].map(words))
    table = public(named, because=RATES)
    st.header("What each of them is like")
    if len(names) <= _MOST_ROUND and profile["indicator"].nunique() >= _FEWEST_SPOKES:
        _show_rings(table, names, asked)
    heat = profile_heat(table, row="group", column="short", value="standardised", is_dark=show.is_dark())
    show.chart(
        heat, "Each group against each indicator, in standard deviations from the average area", asked.provenances
    )
    show.table(table.select(list(_HEADINGS)).rename(_HEADINGS), f"What each of them is like in {asked.place}")


def _show_rings(table: ProtectedTable, names: dict[str, str], asked: Asked) -> None:
    """One ring a group, three beside one another; on a telephone they stand below one another."""
    st.caption(
        "The bold ring is the average area. A point outside it is above average, a point inside it below; each thin "
        "ring is one standard deviation further out or in."
    )
    columns = st.columns(min(3, len(names)))
    for place, name in enumerate(names.values()):
        own = table.where(_is_group(name))
        drawn = radial_profile(
            own,
            spoke="short",
            value="standardised",
            colour=CATEGORIES[place % len(CATEGORIES)],
            is_dark=show.is_dark(),
        )
        with columns[place % len(columns)]:
            show.caption(name)
            alt = f"{name}, against the average area: outside the bold ring is above average, inside it below"
            show.chart(drawn, alt, asked.provenances, width="content")


def _is_group(name: str) -> Callable[[pd.DataFrame], pd.Series]:
    return lambda frame: frame["group"] == name


def show_heat(asked: Asked) -> None:
    """Few areas: each against each indicator instead of groups."""
    apart = (asked.figures - asked.figures.mean()) / asked.figures.std(ddof=0).where(lambda width: width > 0)
    words = in_words(asked)
    known = apart.dropna(how="all")
    ordered = known.loc[asked.made.values.loc[known.index].mean(axis=1).sort_values(ascending=False).index]
    named = ordered.rename(columns=words).set_axis(asked.offered.names.reindex(ordered.index), axis=0)
    long = named.rename_axis("area").reset_index().melt("area", var_name="indicator", value_name="apart")
    heat = profile_heat(
        public(long, because=RATES), row="area", column="indicator", value="apart", is_dark=show.is_dark()
    )
    show.chart(
        heat, "Each area against each indicator, in standard deviations from the average area", asked.provenances
    )
    show_figures(asked, ordered.index)


def show_figures(asked: Asked, order: pd.Index) -> None:
    """Areas and their figures; where the file has a mark in place of a figure, the mark."""
    figures = asked.figures.reindex(order).reset_index(drop=True)
    named = figures.assign(Area=asked.offered.names.reindex(order).to_numpy())[["Area", *figures.columns]]
    table = with_gaps(public(named, because=RATES), asked.gaps.reindex(order).reset_index(drop=True))
    show.table(table, "Every area and its figures")
    show.take_away(table, asked.provenances, f"Areas and indicators, {asked.place}", "heat")


def members(asked: Asked, labels: pd.Series, names: dict[str, str], swing: pd.Index) -> ProtectedTable:
    """Every area with its group, and whether it swings between groups."""
    index = asked.offered.names.index
    rows = pd.DataFrame(
        {
            "Area": asked.offered.names,
            "Code": index,
            "Group": labels.astype("string").reindex(index).map(names).fillna("too few figures"),
            "Swings between groups": index.isin(swing),
        }
    )
    return public(rows.sort_values(["Group", "Area"]), because=RATES)
