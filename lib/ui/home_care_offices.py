"""Why home care is drawn where it is delivered: the same hours by registered office, from the data in use."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from lib.core import hash_of
from lib.core.words import of_time, say_period
from lib.datasets import Dataset
from lib.disclosure import public
from lib.geography import Council
from lib.measures.offices import (
    BY_NAME,
    BY_NUMBER,
    UNKNOWN,
    beside_delivery,
    hours_by_office,
    office_localities,
    offices_of,
)
from lib.measures.wait_model import office_beside_delivery
from lib.ui import data, guard, home_care, home_care_providers, show
from lib.ui.cache import kept
from lib.views.office_sentences import say_found, say_offices

_WHY = "The worker travels, so the registered office says little about where care is."
_NONE = pd.DataFrame(columns=["cqc_location_id", "cqc_provider_id", "name", "provider_name", "postcode"], dtype="str")
#: Made up, to show the point with the smallest numbers that can: one office in the town delivers everywhere.
_EXAMPLE = pd.DataFrame(
    {
        "office_locality": ["Town"] * 4,
        "delivery_locality": ["Town", "North villages", "East villages", "South villages"],
        "hours": [100.0, 300.0, 250.0, 150.0],
    }
)
_HEADINGS = {
    "locality_name": "Locality",
    "hours_by_office": "Hours drawn at the office",
    "hours_delivered": "Hours delivered",
    "wrong_by": "Too many or too few",
}


def show_note(localities: Dataset | None, people: Dataset | None, council: Council) -> None:
    """The note, on the providers in use where the offices of any are known; else on made-up figures, and why."""
    loaded = data.dataset("provider_activity")
    with st.expander("Why home care is drawn where it is delivered", icon=":material/location_off:"):
        found = None if loaded is None or localities is None else _found(loaded)
        if loaded is None or localities is None or found is None:
            _show_example(loaded)
        else:
            _show_own(loaded, found, localities, people, council)


def _found(loaded: Dataset) -> pd.DataFrame | None:
    """Rows of the latest period with the postcode of each office; ``None`` where none is known."""
    register = data.dataset("homes")
    offices = _NONE if register is None else register.parts.get("offices", _NONE)
    periods = loaded.frame["period"].astype(str)
    rows = loaded.frame[periods == home_care_providers.periods_of(loaded)[0]]
    found = kept(lambda: offices_of(rows, offices), "offices_of", loaded, register)
    return rows.assign(**found) if found["postcode"].ne("").any() else None


def _show_own(
    loaded: Dataset, rows: pd.DataFrame, localities: Dataset, people: Dataset | None, council: Council
) -> None:
    zones, register = home_care.as_areas(localities.frame), data.dataset("homes")
    places = kept(
        lambda: office_localities(rows["postcode"], zones),
        "office_localities", loaded, register, localities, council=council.la_code,
    )  # fmt: skip
    when, marked = str(rows["period"].iloc[0]), hash_of("|".join(places).encode())
    delivered = home_care_providers.by_locality(loaded, rows, when, localities, people, council)
    names = delivered.frame["locality_name"].astype(str).tolist()
    names = [*dict.fromkeys([*zones["area_name"].astype(str), *names])]
    by_office = guard.of_people(
        f"{guard.about(loaded.kind, council)}: by office, {when}",
        lambda rule, before: hours_by_office(rows, places, names, rule, before, loaded.parts.get("states")),
        "by_office", loaded, register, localities, when=when, view=marked, places=marked,
    )  # fmt: skip
    table = beside_delivery(by_office, delivered)
    show.findings(say_offices(table, UNKNOWN))
    st.caption(f"{_WHY} {say_found(rows.drop_duplicates('provider_name'))}")
    printed = table.select(list(_HEADINGS)).rename(_HEADINGS)
    title = of_time("The same hours at the office and where they are delivered", say_period(when))
    show.table(printed, title)
    is_looked_up = rows["found_by"].isin([BY_NUMBER, BY_NAME]).any()
    given = (loaded, localities, register if is_looked_up else None)
    used = [one.provenance for one in given if one is not None]
    show.sources(*used)
    show.take_away(printed, used, f"{title}, {council.la_name}", "offices")


def _show_example(loaded: Dataset | None) -> None:
    """Made-up hours by office and by the person's address, side by side."""
    what = "add a column 'Office postcode' to your file" if loaded is not None else "load 'Home care by provider'"
    st.write(
        f"{_WHY} The figures in use do not say where the offices are: {what}, or load the register of the regulator "
        "with home care agencies in it, and you see it on your own data. Here on made-up figures: the same 800 hours, "
        "drawn by office, leave every village without care; drawn by the person's address, the town has least."
    )
    names = {name: _HEADINGS[name] for name in ("locality_name", "hours_by_office", "hours_delivered")}
    table = office_beside_delivery(_EXAMPLE)[list(names)].rename(columns=names)
    show.table(public(table, because="made up to show the point"), "Made up: one office in the town")
