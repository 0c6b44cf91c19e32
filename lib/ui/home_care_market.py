"""The capacity part of the page on what home care could be bought: figures in, waterfall out."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from lib.core import Problem, Provenance
from lib.core.words import slug
from lib.datasets import Dataset
from lib.datasets.published import table as published
from lib.disclosure import public
from lib.geography import Council
from lib.measures.capacity import Capacity, capacity, declared_hours
from lib.ui import capacity_localities, data, link, show
from lib.ui.by_locality import HomeCare
from lib.views.home_care_charts import waterfall
from lib.views.home_care_sentences import say_capacity

_ALWAYS = ("capacity-declared", "capacity-not-split")
_EXTRA = "What providers say they could do besides what they do: extra hours in the Capacity Tracker."
_TABLE, _SEFTON = "sefton_domiciliary_care", "E08000014"
BECAUSE = "hours a week of the whole market, published or typed by the reader; nobody's own figures"


@dataclass(frozen=True)
class Start:
    """The figures a council's document gives to start from; ``None`` where it gives none."""

    declared: float | None = None
    commissionable: float | None = None
    growth: float | None = None
    growth_pct: float | None = None
    source: Provenance | None = None


def start_of(council: Council) -> Start:
    """What the providers of the council declare in a file that is loaded, else published figures that are built in."""
    loaded = data.dataset("providers")
    told = None if loaded is None else declared_hours(loaded.frame, council.la_code)
    if loaded is not None and told is not None:
        return Start(declared=told, source=loaded.provenance)
    if council.la_code != _SEFTON:
        return Start()
    rows, source = published(_TABLE)
    figure = rows.set_index("metric")["value"].astype(float)
    return Start(
        figure["weekly hours available/reported in Capacity Tracker"],
        figure["weekly hours with potential to be commissioned"],
        figure["additional weekly hours from growth"],
        figure["anticipated growth in home care"],
        source,
    )


def section(council: Council, zones: Dataset | None, care: HomeCare | None) -> None:
    """Declared hours, what of them can be bought, growth and headroom; then the same by locality."""
    start = start_of(council)
    st.header("From hours declared to hours left")
    declared, commissionable, inadequate, growth, growth_pct = _inputs(council, start)
    if declared is None or commissionable is None or growth is None:
        st.info(
            "Type the hours providers declare, the hours you can buy and the growth you expect. "
            "Providers give theirs in the national Capacity Tracker.",
            icon=":material/edit:",
        )
        return
    found = capacity(declared, commissionable, growth, inadequate_hours=inadequate, growth_pct=growth_pct)
    is_published = (declared, commissionable, growth) == (start.declared, start.commissionable, start.growth)
    source = start.source if is_published and start.source else _typed(council)
    _show(found, declared, council, source)
    if zones is not None and not found.steps.empty:
        capacity_localities.section(found, council, zones, care, source)


def _inputs(council: Council, start: Start) -> tuple[float | None, ...]:
    """The five figures, each in the link under the council's name."""
    key = slug(council.la_name)
    with st.container(key="capacity-inputs"):
        columns = st.columns(5, vertical_alignment="bottom")
    asked = (
        (
            "Hours a week declared",
            "declared",
            start.declared,
            _EXTRA,
        ),
        ("Of these, hours you can buy", "buyable", start.commissionable, "Affordable, and not rated Inadequate."),
        ("Out of reach as Inadequate", "inadequate", None, "Leave empty where it is not known."),
        ("Growth, hours a week", "growth", start.growth, "Hours a week that growth will take in a year."),
        ("Growth in %", "growth-pct", start.growth_pct, "Leave empty where it is not known."),
    )
    given = []
    for column, (label, name, default, hint) in zip(columns, asked, strict=True):
        with column:
            given.append(link.number(label, f"{key}-{name}", default=default, help=hint, step=10.0, format="%g"))
    return tuple(given)


def _show(found: Capacity, declared: float, council: Council, source: Provenance) -> None:
    said = say_capacity(found, declared)
    show.findings(said)
    if found.steps.empty:
        return
    steps = public(found.steps, because=BECAUSE)
    show.chart(waterfall(steps, unit="Hours a week", is_dark=show.is_dark()), " ".join(said), [source])
    for flag in found.flags:
        _say(flag)
    figures = public(_as_printed(found), because=BECAUSE)
    show.table(figures, "Hours a week, step by step")
    show.sources(source)
    show.take_away(figures, [source], f"Home care capacity in {council.la_name}", "capacity")


def _say(flag: Problem) -> None:
    """What always holds is said quietly; what is wrong with these figures is said in a box."""
    if flag.code in _ALWAYS:
        st.caption(flag.what)
    else:
        show.notice(flag.what)


def _as_printed(found: Capacity) -> pd.DataFrame:
    names = {"step": "Step", "weekly_hours": "Hours a week", "ends_at": "Hours a week left"}
    steps = found.steps.assign(step=found.steps["step"].map(lambda step: step[:1].upper() + step[1:]))
    return steps[list(names)].rename(columns=names)


def _typed(council: Council) -> Provenance:
    return Provenance("Figures typed on the page", f"Figures typed by the reader for {council.la_name}", as_at="")
