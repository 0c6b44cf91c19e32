"""Providers on the home care page: delivery, acceptance with intervals and price; then coverage and hand-backs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from lib.core import Provenance
from lib.core.words import NOT_COLLECTED, SUPPRESSED, of_time, say_period
from lib.datasets import Dataset
from lib.disclosure import ProtectedTable
from lib.geography import Council
from lib.measures import match_names
from lib.measures.providers import Side, few_providers, providers_shown, spread_providers
from lib.ui import (
    carrying,
    data,
    guard,
    home_care,
    home_care_coverage,
    home_care_hand_backs,
    home_care_two_files,
    link,
    show,
)
from lib.ui.spreading import say_spread, spread_of
from lib.views.provider_charts import share_intervals
from lib.views.provider_sentences import say_acceptance, say_few, say_scale, say_share

_BY: dict[str, Side] = {"Locality": "locality_name", "Provider": "provider_name"}
_DELIVERED = {
    "people": "People",
    "hours": "Hours",
    "hours_per_person": "Hours a person",
    "hours_per_1000_65_plus": "Hours per 1,000 aged 65+",
    "providers_active": "Providers",
    "localities_count": "Localities",
    "price_said": "Paid for an hour",
    "travel_minutes_per_hour": "Minutes travelled for an hour of care",
}
_OFFERS = {
    "packages_offered": "Packages offered",
    "packages_accepted": "Accepted",
    "accepted_said": "Accepted, of those offered (95% interval)",
    "packages_handed_back": "Handed back",
    "handed_back_said": "Handed back, of those accepted (95% interval)",
    "packages_picked_up": "Picked up from others",
}


def section(loaded: Dataset | None, localities: Dataset | None, people: Dataset | None, council: Council) -> None:
    """Everything about providers; without their figures, one line that says what to load."""
    if loaded is None:
        st.caption("Load 'Home care by provider' on 'Your data' to see who accepts, hands back and covers what.")
        return
    st.header("Providers: who delivers, accepts and hands back")
    by, rows, when = _controls(loaded)
    carrying.say_wards_of(loaded)
    spread = spread_of(rows, localities, people, council, of=carrying.wards_of(loaded))
    if spread is not None and by == "locality_name":
        say_spread(spread, spread.used_by(rows), "the providers' figures loaded")
    table = _by(loaded, rows, when, by, localities, people, council)
    own = _of_the_file(loaded, rows, when, "locality_name", council)
    places = [] if localities is None else localities.frame["locality_name"].astype(str).tolist()
    speaks_of_them = spread is None and bool(places) and _speaks_of(rows, places)
    few = say_few(*few_providers(own.frame, places)) if speaks_of_them else []
    placed = table.where(lambda frame: frame[by].ne(home_care.UNALLOCATED))
    show.findings([*say_acceptance(placed, by), *few, *say_scale(table)])
    used = [loaded.provenance]
    if spread is not None and by == "locality_name":
        used = spread.sources(loaded.provenance)
    _show_shares(table, by, used)
    _show_tables(table, by, when, used, council)
    home_care_two_files.section(data.dataset("locality_activity"), loaded, own, when, council)
    home_care_coverage.section(loaded, rows, when, council, spread)
    by_provider = _of_the_file(loaded, rows, when, "provider_name", council)
    home_care_hand_backs.section(loaded, rows, when, council, by_provider, spread)


def _controls(loaded: Dataset) -> tuple[Side, pd.DataFrame, str]:
    """Rows by locality or by provider, and the period of the figures where there are several."""
    periods = periods_of(loaded)
    with st.container(key="provider-controls"):
        left, right = st.columns(2)
    with left:
        by = _BY[link.choice("Compare", list(_BY), "providers-by", look="segments")]
    with right:
        when = periods[0]
        if len(periods) > 1:
            when = link.choice("Period of the providers' figures", periods, "providers-in", format_func=_said_of)
    return by, loaded.frame[loaded.frame["period"].astype(str) == when], when


def _said_of(period: str) -> str:
    return say_period(period) or "No period given"


def periods_of(loaded: Dataset) -> list[str]:
    """The periods of the file, the latest first."""
    return sorted(loaded.frame["period"].astype(str).unique(), reverse=True)


def by_locality(
    loaded: Dataset,
    rows: pd.DataFrame,
    when: str,
    localities: Dataset | None,
    people: Dataset | None,
    council: Council,
) -> ProtectedTable:
    """What is delivered, offered and handed back in each locality of one period, as the page shows it."""
    return _by(loaded, rows, when, "locality_name", localities, people, council)


def _by(
    loaded: Dataset,
    rows: pd.DataFrame,
    when: str,
    by: Side,
    localities: Dataset | None,
    people: Dataset | None,
    council: Council,
) -> ProtectedTable:
    table = _of_the_file(loaded, rows, when, by, council)
    if by != "locality_name":
        return _with_hours_each(table)
    spread = spread_of(rows, localities, people, council, of=carrying.wards_of(loaded))
    if spread is None:
        return _with_hours_each(_with_rate(table, localities, people, council))
    placed = spread_providers(table, spread.shares, home_care.UNALLOCATED)
    in_part = spread.in_part(table.frame[table.frame["hours"].notna()])
    return _with_hours_each(_with_rate(placed, localities, people, council, in_part))


def _of_the_file(loaded: Dataset, rows: pd.DataFrame, when: str, by: Side, council: Council) -> ProtectedTable:
    """By provider, or by the localities that the file itself has."""
    return guard.of_people(
        _about(loaded, council, by, when),
        lambda rule, before: providers_shown(
            rows, by, home_care.UNALLOCATED, rule, before, loaded.parts.get("states")
        ),
        "providers_by", loaded, by=by, when=when,
    )  # fmt: skip


def _with_hours_each(table: ProtectedTable) -> ProtectedTable:
    """How much care a person has, of the hours and people shown."""
    has_both = {"hours", "people"} <= set(table.columns)
    return table.with_rate("hours_per_person", "hours", "people", per=1) if has_both else table


def _about(loaded: Dataset, council: Council, *which: str) -> str:
    """Whose figures a table holds: one for each cut of the file, so that versions of it are held together."""
    return f"{guard.about(loaded.kind, council)}: {', '.join(which)}"


def _with_rate(
    table: ProtectedTable,
    localities: Dataset | None,
    people: Dataset | None,
    council: Council,
    in_part: Sequence[str] = (),
) -> ProtectedTable:
    """Hours per 1,000 people aged 65 and over, where the names are those of the localities; none of those in part."""
    found = home_care.people_of(localities, people, council)
    if found is None or "population_65_plus" not in found.frame:
        return table
    older = found.frame.set_index("locality_name")["population_65_plus"]
    older = older.mask(older.index.isin(in_part))
    if _people(table.frame["locality_name"], older).isna().all():
        return table  # these are other localities: there is nobody to divide by
    named = table.with_columns(
        {"population_65_plus": lambda frame: _people(frame["locality_name"], older)}, reads=["locality_name"]
    )
    return named.with_rate("hours_per_1000_65_plus", "hours", "population_65_plus", per=1000)


def _people(names: pd.Series, older: pd.Series) -> pd.Series:
    known = match_names(names, older.index)["population_name"]
    return pd.Series(known.map(older).astype("Float64").to_numpy(), index=names.index, dtype="Float64")


def _speaks_of(rows: pd.DataFrame, places: list[str]) -> bool:
    """Whether the providers' localities are those chosen, at least some of them."""
    return bool(match_names(rows["locality_name"].drop_duplicates(), places)["population_name"].notna().any())


def _show_shares(table: ProtectedTable, by: Side, used: list[Provenance]) -> None:
    left, right = st.columns(2)
    for column, share, title in (
        (left, "accepted", "Packages accepted, % of those offered"),
        (right, "handed_back", "Packages handed back, % of those accepted"),
    ):
        if f"{share}_pct" in table.columns and table.frame[f"{share}_pct"].notna().any():
            with column:
                drawn = share_intervals(table, by, share, title=title, is_dark=show.is_dark())
                show.chart(drawn, f"{title}, with 95% intervals", used)


def _show_tables(table: ProtectedTable, by: Side, when: str, used: list[Provenance], council: Council) -> None:
    worded = table.with_columns(
        {
            f"{share}_said": partial(_in_words, share=share, is_hidden=table.is_hidden(f"{share}_pct"))
            for share in ("accepted", "handed_back")
            if f"{share}_pct" in table.columns
        }
        | {"price_said": partial(_in_pounds, is_hidden=table.is_hidden("hourly_rate_gbp"))}
    )
    first = {by: "Locality" if by == "locality_name" else "Provider"}
    left_out = {"localities_count"} if by == "locality_name" else {"providers_active", "price_said"}
    for headings, caption, key in (
        (_DELIVERED, "What is delivered", "delivered"),
        (_OFFERS, "Packages offered, accepted and handed back", "offers"),
    ):
        names = first | {n: said for n, said in headings.items() if n in worded.columns and n not in left_out}
        figures = worded.select(list(names)).rename(names)
        show.table(figures, of_time(caption, say_period(when)))
        show.take_away(figures, used, of_time(f"{caption}, {council.la_name}", when), f"providers-{key}")
    st.caption("The price of an hour is an average, not shown where one provider or fewer than five people make it up.")
    show.sources(*used)


def _in_words(frame: pd.DataFrame, share: str, is_hidden: pd.Series) -> pd.Series:
    ends = (frame[f"{share}_{end}"] for end in ("pct", "low", "high"))
    said = [say_share(*row) or gap for *row, gap in zip(*ends, _gaps(is_hidden), strict=True)]
    return pd.Series(said, index=frame.index, dtype="str")


def _in_pounds(frame: pd.DataFrame, is_hidden: pd.Series) -> pd.Series:
    prices = zip(frame["hourly_rate_gbp"], _gaps(is_hidden), strict=True)
    said = [gap if pd.isna(price) else f"£{price:.2f}" for price, gap in prices]
    return pd.Series(said, index=frame.index, dtype="str")


def _gaps(is_hidden: pd.Series) -> pd.Series:
    """What stands where there is no figure."""
    return is_hidden.map({True: SUPPRESSED, False: NOT_COLLECTED})
