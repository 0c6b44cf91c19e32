"""From declared hours to hours left, shared out among the localities chosen."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from lib.core import Provenance
from lib.datasets import Dataset
from lib.disclosure import ProtectedTable, public
from lib.geography import Council
from lib.measures.capacity import Capacity
from lib.measures.capacity_by_locality import capacity_by_locality
from lib.measures.figures_by_locality import WHOLE, people_and_homes, with_home_care
from lib.ui import by_locality, link, show
from lib.ui.need_localities import say_how
from lib.ui.stopping import or_nothing
from lib.views.capacity_sentences import ASSUMED, SHARED, say_capacity_by_locality

_BECAUSE = "hours a week of the whole market, shared out by where residents of whole localities live"
_BY_PEOPLE, _BY_HOURS = "where people aged 65+ live", "where home care is delivered now"
_KEY = "growth-shared-by"
_NO_PEOPLE = "To share these hours among localities, load population by age for small areas or wards."
_NOT_EVERYWHERE = (
    "These hours cannot be shared among localities: the population in use does not say how many people aged 65 and "
    "over live in every area here."
)
_HIDDEN = "Some hours delivered now are hidden or missing, so growth cannot be shared out by them."


def section(
    found: Capacity, council: Council, zones: Dataset, care: by_locality.HomeCare | None, source: Provenance
) -> None:
    """The waterfall of each locality as a table, adding up to the council's."""
    st.subheader("By locality")
    counted = by_locality.people(council)
    if counted is None or "population_65_plus" not in counted[0]:
        st.caption(_NO_PEOPLE)
        return
    people, loaded, own = counted
    base = people_and_homes(by_locality.names_of(zones), people, None, None, council.la_name)
    delivered = or_nothing(lambda: _delivered(base, care))
    by_hours = _asks_hours(delivered)
    say_how(own)
    used = [source, loaded.provenance, zones.provenance]
    table = public(base, because=_BECAUSE)
    if care is not None and delivered is not None and by_hours:
        table = delivered
        used.append(care.loaded.provenance)
    _print(table.derive(lambda frame: _shared(frame, found, by_hours=by_hours)), found, used, council, by_hours)


def _asks_hours(delivered: ProtectedTable | None) -> bool:
    """Whether growth is to be shared out by the hours delivered now, where these are known everywhere."""
    if delivered is None:
        return False
    if link.choice("Growth is shared out by", [_BY_PEOPLE, _BY_HOURS], _KEY, look="segments") == _BY_PEOPLE:
        return False
    hours = delivered.frame["hours"].iloc[:-1]
    if hours.isna().any() or not hours.sum() > 0:
        show.notice(_HIDDEN)
        return False
    return True


def _delivered(base: pd.DataFrame, care: by_locality.HomeCare | None) -> ProtectedTable | None:
    """People and the hours delivered now of each locality; ``None`` where no hours are loaded."""
    if care is None or "hours" not in care.activity.frame or care.activity.frame["hours"].isna().all():
        return None
    return with_home_care(care.now(), base, care.told, care.as_came())


def _shared(frame: pd.DataFrame, found: Capacity, *, by_hours: bool) -> pd.DataFrame:
    """One row for each locality, then the council's own steps."""
    each = frame[frame["locality_code"].ne(WHOLE)].set_index("locality_code")
    hours = each["hours"].astype("float64") if by_hours else None
    steps = capacity_by_locality(found, each["population_65_plus"], hours)
    steps.loc[WHOLE] = found.steps["weekly_hours"].astype("float64").to_numpy()
    kept = frame[["locality_code", "locality_name", "population_65_plus"]]
    return kept.merge(steps.reset_index(names="locality_code"), on="locality_code", how="left", validate="one_to_one")


def _print(table: ProtectedTable, found: Capacity, used: list[Provenance], council: Council, by_hours: bool) -> None:
    if table.frame[found.steps["step"].iloc[0]].iloc[:-1].isna().any():
        show.notice(_NOT_EVERYWHERE)
        return
    show.findings(say_capacity_by_locality(table, found, by_hours=by_hours))
    st.caption(f"{ASSUMED} {SHARED[by_hours]}")
    names = {"locality_name": "Locality", "population_65_plus": "People aged 65+"}
    names |= {step: step[:1].upper() + step[1:] for step in found.steps["step"]}
    figures = table.select(list(names)).rename(names)
    show.table(figures, f"Hours a week in {council.la_name} by locality, step by step")
    show.sources(*used)
    show.take_away(figures, used, f"Home care capacity by locality in {council.la_name}", "capacity-by-locality")
