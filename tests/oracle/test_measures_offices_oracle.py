"""Hours at the provider's office beside hours delivered: how offices are found, and the sums of a slow loop."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import box

from lib.geography import locate_postcodes
from lib.measures.offices import (
    BY_NAME,
    BY_NUMBER,
    IN_FILE,
    OUTSIDE,
    UNKNOWN,
    beside_delivery,
    hours_by_office,
    office_localities,
    offices_of,
)
from lib.measures.providers import PACKAGES, providers_shown
from lib.views.office_sentences import say_found, say_offices

pytestmark = pytest.mark.oracle

SOUTHPORT, BOOTLE, LONDON = "PR9 0AA", "L20 3NJ", "SW1A 1AA"
REGISTER = pd.DataFrame(
    [
        ("1-2", "1-1", "B Care Southport", "B Care Ltd", SOUTHPORT),
        ("1-4", "1-3", "Chain North", "Chain Limited", SOUTHPORT),
        ("1-5", "1-3", "Chain South", "Chain Limited", BOOTLE),
    ],
    columns=["cqc_location_id", "cqc_provider_id", "name", "provider_name", "postcode"],
)
NAMES = {"A Care": BOOTLE, "b care ltd.": "", "Chain Ltd": "", "Numbered": "", "Chain South": "", "Nobody": ""}


def rows() -> pd.DataFrame:
    table = pd.DataFrame(
        [(place, name) for name in NAMES for place in ("North", "South")], columns=["locality_name", "provider_name"]
    )
    return table.assign(
        office_postcode=table["provider_name"].map(NAMES),
        cqc_location_id=table["provider_name"].map({"Numbered": "1-5"}).fillna(""),
        people=[20, 30] * len(NAMES), hours=[float(10 * n + 100) for n in range(len(table))], role="lead",
        hourly_rate_gbp=20.0, travel_minutes_per_hour=5.0, is_unallocated=False,
        **dict.fromkeys(PACKAGES, float("nan")),
    )  # fmt: skip


def zones() -> gpd.GeoDataFrame:
    """Two boxes: round Southport, and round Bootle."""
    where = locate_postcodes(pd.Series([SOUTHPORT, BOOTLE]))
    shapes = [box(x - 0.03, y - 0.03, x + 0.03, y + 0.03) for x, y in zip(where["longitude"], where["latitude"])]  # noqa: B905
    return gpd.GeoDataFrame({"area_code": ["n", "s"], "area_name": ["North", "South"]}, geometry=shapes, crs=4326)


def test_an_office_is_that_of_the_file_then_of_the_number_then_of_a_name_that_stands_once():
    found = offices_of(rows(), REGISTER).groupby(rows()["provider_name"], sort=False).first()
    assert found["postcode"].to_dict() == {
        "A Care": BOOTLE, "b care ltd.": SOUTHPORT, "Chain Ltd": "", "Numbered": BOOTLE, "Chain South": BOOTLE,
        "Nobody": "",
    }  # fmt: skip
    assert found["found_by"].tolist() == [IN_FILE, BY_NAME, "", BY_NUMBER, BY_NAME, ""]
    assert offices_of(rows(), REGISTER.iloc[:0])["postcode"].ne("").sum() == 2


def test_an_office_outside_every_locality_is_said_to_be():
    placed = office_localities(pd.Series([SOUTHPORT, BOOTLE, LONDON, "", "ZZ9 9ZZ"]), zones())
    assert placed.tolist() == ["North", "South", OUTSIDE, UNKNOWN, UNKNOWN]


def shown(rule: str = "none", known: list[str] | None = None):
    table = rows()
    table = table if known is None else table[table["provider_name"].isin(known)].reset_index(drop=True)
    places = office_localities(offices_of(table, REGISTER)["postcode"], zones())
    by_office = hours_by_office(table, places, ["North", "South", "East"], rule)
    return beside_delivery(by_office, providers_shown(table, "locality_name", "NULL", rule)), table, places


def test_hours_are_those_of_a_slow_loop_and_the_totals_are_kept():
    both, table, places = shown()
    slow = {name: [0.0, 0.0] for name in ("North", "South", "East", UNKNOWN)}
    for row, place in zip(table.itertuples(), places, strict=True):
        slow[place][0] += row.hours
        slow[row.locality_name][1] += row.hours
    found = both.frame.set_index("locality_name")
    assert found["hours_by_office"].astype(float).to_dict() == {name: pair[0] for name, pair in slow.items()}
    assert found["hours_delivered"].dropna().astype(float).to_dict() == {
        n: slow[n][1] for n in ("North", "South", "East")
    }
    assert found["hours_by_office"].sum() == table["hours"].sum() == found["hours_delivered"].sum()


def test_the_sentence_says_how_many_hours_would_stand_elsewhere():
    both, table, _ = shown(known=["A Care", "b care ltd.", "Numbered", "Chain South"])
    frame = both.frame.set_index("locality_name")
    away = max(frame.loc["South", "wrong_by"], 0)
    assert away > 0 > frame.loc["North", "wrong_by"]
    first, second = say_offices(both, UNKNOWN)
    assert f"at least {away:,.0f} of {table['hours'].sum():,.0f} hours" in first
    assert second.startswith("South would show")


def test_with_most_offices_unknown_nothing_is_claimed():
    both, table, _ = shown()
    assert say_offices(both, UNKNOWN) == [
        "The offices of too many providers are unknown to tell what a map of offices would get wrong."
    ]
    found = offices_of(table, REGISTER).assign(provider_name=table["provider_name"]).drop_duplicates("provider_name")
    assert say_found(found).endswith("Of 2 providers the office is not known.")


def test_a_few_people_are_hidden_with_their_hours():
    few = rows().assign(people=1)
    places = office_localities(offices_of(few, REGISTER)["postcode"], zones())
    table = hours_by_office(few, places, ["North", "South"], "asc").frame.set_index("locality_name")
    assert table.loc["North", ["people", "hours"]].isna().all()
    assert table.loc["South", "hours"] > 0
