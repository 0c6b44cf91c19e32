"""The headline findings of every page that a dataset feeds, as the page says them before anybody chooses anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import geopandas as gpd
import numpy as np
import pandas as pd

from lib.core.words import say_period
from lib.datasets import Dataset
from lib.disclosure import Rule, public
from lib.geography import Council, areas
from lib.measures import home_care_by_locality
from lib.measures.characteristic_rows import ALL_AREAS, groups_of, periods_of, places_of, whole_groups
from lib.measures.ground import ground_of, people_of_zones
from lib.measures.home_care_shown import ACTIVITY, home_care_shown
from lib.measures.people import population_for
from lib.measures.ratings import by_rating
from lib.measures.representing import in_place, protected_groups, representation_shown
from lib.measures.scope import homes_of
from lib.measures.supply import NOT_STATED, beds_by, by_owner, concentration, totals
from lib.pressure import Making, made, pressure_index
from lib.pressure.catalogue import catalogue
from lib.views.headlines_of_people import (
    said_of_council_list,
    said_of_discharges,
    said_of_own_list,
    said_of_pathways,
    said_of_placements,
    said_of_providers,
)
from lib.views.market_sentences import say_concentration, say_owners, say_ratings
from lib.views.sentences import say_at_risk, say_beds_rate, say_home_care, say_homes, say_pressure
from lib.views.unmet_sentences import say_groups

Said = Iterator[tuple[str, str]]
In = Mapping[str, Dataset]
Rules = Mapping[str, Rule]
_ACTIVITY_WORDS = {"hours": "Hours of home care", "packages": "Packages of care", "people_waiting": "People waiting"}
_NOWHERE = "No locality"
_COLUMNS = ["page", "about", "before", "after"]


def findings_of(kind: str, data: In, council: Council, rules: Rules | None = None) -> pd.DataFrame:
    """What the pages that use data of one kind say first: one row per finding, ``page, about, finding`` as text.

    Parameters
    ----------
    kind
        A key of :data:`lib.datasets.KINDS`.
    data
        The datasets in use by kind, the one looked at among them.
    council
        The council the pages are about.
    rules
        The small-number rule by kind of data about people; the default one where not given.

    Notes
    -----
    Each sentence is the page's own, made from figures protected as on the page, over small areas and the latest
    period, with nothing filtered. Outlines alone change no sentence.
    """
    rows = [
        (page, about, said) for page, say in _PAGES_OF.get(kind, ()) for about, said in say(data, council, rules or {})
    ]
    return pd.DataFrame(rows, columns=["page", "about", "finding"], dtype="str")


def findings_changed(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Findings that differ: ``page, about, before, after``; what only one of them says is ``''`` on the other side."""
    both = before.merge(after, on=["page", "about"], how="outer", suffixes=("_was", "_is"), validate="one_to_one")
    both = both.rename(columns={"finding_was": "before", "finding_is": "after"}).fillna("")
    order = {pair: n for n, pair in enumerate(pd.concat([after, before])[["page", "about"]].itertuples(index=False))}
    places = [order[pair] for pair in both[["page", "about"]].itertuples(index=False)]
    ordered = both.iloc[np.argsort(places, kind="stable")]
    return ordered.loc[ordered["before"].ne(ordered["after"]), _COLUMNS].reset_index(drop=True)


def _homes(data: In, council: Council, rules: Rules) -> Said:  # noqa: ARG001 - every page is asked alike
    if "homes" not in data:
        return
    homes = homes_of(data["homes"].frame, council)
    yield "homes and beds", say_homes(totals(homes), council.la_name, is_filtered=False)
    if len(homes):
        owners = by_owner(homes)
        yield "ratings", say_ratings(by_rating(homes))
        yield "who runs them", say_concentration(concentration(owners))
        yield "largest providers", " ".join(say_owners(owners[owners["provider_name"] != NOT_STATED]))


def _beds(data: In, council: Council, rules: Rules) -> Said:  # noqa: ARG001 - every page is asked alike
    if not {"homes", "population"} <= set(data):
        return
    people = population_for(data["population"].frame, "lsoa11", council)
    beds = beds_by(homes_of(data["homes"].frame, council), areas(council, "lsoa11"), people)
    yield "beds for people aged 75+", say_beds_rate(public(beds, because="a public register"), council.la_name)


def _home_care(data: In, council: Council, rules: Rules) -> Said:
    if "locality_activity" not in data:
        return
    activity = data["locality_activity"]
    table = home_care_shown(
        home_care_by_locality(activity.frame, _people(data, council), states=activity.parts.get("states")),
        _NOWHERE,
        rules.get("locality_activity", "asc"),
    )
    period = str(table.frame["period"].astype(str).max())
    now = table.where(lambda frame: frame["period"].astype(str).eq(period) & frame["locality_name"].ne(_NOWHERE))
    for name in (one for one in ACTIVITY if one in now.columns and now.frame[one].notna().any()):
        rate, title = f"{name}_per_1000_65_plus", _ACTIVITY_WORDS[name]
        has_rate = now.frame[rate].notna().any()
        words = f"{title} per 1,000 people aged 65+" if has_rate else title
        yield title.lower(), say_home_care(now, rate if has_rate else name, words, say_period(period))


def _people(data: In, council: Council) -> pd.DataFrame | None:
    """People aged 65 and over by locality, as the page counts them."""
    if "localities" not in data:
        return None
    localities = gpd.GeoDataFrame(data["localities"].frame, crs=4326)
    if "population" in data:
        small = areas(council, "lsoa11")
        found = people_of_zones(ground_of(small), localities, small, data["population"].frame).frame
        if "population_65_plus" in found:
            return found
    return pd.DataFrame(localities[["locality_name"]]).assign(population_65_plus=np.nan)


def _unmet(data: In, council: Council, rules: Rules) -> Said:  # noqa: ARG001 - every page is asked alike
    if "characteristics" not in data:
        return
    one = data["characteristics"]
    rows = groups_of(one.frame, one.parts.get("states"))
    groups = protected_groups(whole_groups(rows), rules.get("characteristics", "asc"))
    result = representation_shown(in_place(groups, *_first_place_and_period(rows)))
    for name in dict.fromkeys(result.frame["characteristic"].astype(str)):
        yield name, " ".join(say_groups(result.where(result.frame["characteristic"] == name)))
    yield "the published rule", say_at_risk(result.frame)


def _first_place_and_period(rows: pd.DataFrame) -> tuple[str | None, str | None]:
    """What the page shows before anybody chooses."""
    places, periods = places_of(rows), periods_of(rows)
    can_add_up = len(places) > 1 and rows["users_count"].notna().any()
    return ALL_AREAS if can_add_up else next(iter(places), None), next(iter(periods), None)


def _pressure(data: In, council: Council, rules: Rules) -> Said:  # noqa: ARG001 - every page is asked alike
    offered = catalogue(council, areas(council, "lsoa11"), data.get("indicators"), data.get("population"))
    chosen = tuple(offered.to_begin_with())
    if not chosen:
        return
    scored = pressure_index(made(offered, chosen, Making())).assign(area_name=offered.names).reset_index()
    yield "pressure score", say_pressure(public(scored, because="rates of areas"), "small area")


_Page = tuple[str, Callable[[In, Council, Rules], Said]]
_CARE_HOMES: _Page = ("Care homes", _homes)
_BEDS: _Page = ("Care homes", _beds)
_HOME_CARE: _Page = ("Home care", _home_care)
_UNMET: _Page = ("Unmet need", _unmet)
_PRESSURE: _Page = ("Demand pressure", _pressure)
_PLACEMENTS: _Page = ("Placements", said_of_placements)
_PROVIDERS: _Page = ("Home care", said_of_providers)
_PATHWAYS: _Page = ("Capacity", said_of_pathways)
_COUNCIL_LIST: _Page = ("Care homes", said_of_council_list)
_OWN_LIST: _Page = ("Care homes", said_of_own_list)
_DISCHARGES: _Page = ("Home care", said_of_discharges)
#: Kind -> the pages whose first findings it makes.
_PAGES_OF: dict[str, tuple[_Page, ...]] = {
    "homes": (_CARE_HOMES, _BEDS, _OWN_LIST),
    "council_homes": (_COUNCIL_LIST,),
    "population": (_BEDS, _HOME_CARE, _DISCHARGES, _PRESSURE),
    "indicators": (_PRESSURE,),
    "locality_activity": (_HOME_CARE,),
    "localities": (_HOME_CARE, _DISCHARGES),
    "characteristics": (_UNMET,),
    "placements": (_PLACEMENTS,),
    "provider_activity": (_PROVIDERS,),
    "pathways": (_PATHWAYS,),
    "discharges": (_DISCHARGES,),
}
