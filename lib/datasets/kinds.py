"""The kinds of dataset the workbench knows: one record each, read by ingest, the pages and About."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One kind of dataset.

    ``key`` is the name in code and links, ``title`` the name on screen, ``row_is`` what a row
    means, ``needs`` the columns without which a file is refused, ``welcome`` those used when present.
    """

    key: str
    title: str
    row_is: str
    needs: tuple[str, ...]
    welcome: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


KINDS: dict[str, Kind] = {
    kind.key: kind
    for kind in (
        Kind(
            "homes",
            "Care homes",
            "one registered care home",
            ("name", "postcode", "registered_beds"),
            (
                "cqc_location_id",
                "la_name",
                "has_nursing",
                "specialisms",
                "provider_name",
                "rating",
                "latitude",
                "longitude",
            ),
            ("care_homes", "register"),
        ),
        Kind(
            "closed_homes",
            "Care homes that have closed",
            "one care home that has left the register",
            ("name", "postcode", "closed_on"),
            ("cqc_location_id", "la_name", "registered_beds", "opened_on"),
            ("deactivated_homes",),
        ),
        Kind(
            "council_homes",
            "Your own list of care homes",
            "one care home, as the council knows it",
            ("name", "postcode"),
            (
                "cqc_location_id",
                "provider_name",
                "brand_name",
                "commissioned_beds",
                "vacancies",
                "fee_band",
                "people_waiting",
                "embargo",
            ),
            ("commissioned_beds", "home_contracts"),
        ),
        Kind(
            "placements",
            "Care home placements",
            "people that one council placed in another, of one kind and for one reason, in one period",
            ("placed_by", "placed_in", "people"),
            ("period", "home_kind", "reason", "weekly_cost_gbp", "providers", "care_home_postcode", "cqc_location_id"),
            ("out_of_borough",),
        ),
        Kind(
            "travel_to_homes",
            "Travel times to care homes",
            "the way from one small area to one care home",
            ("area_code", "cqc_location_id", "minutes"),
            (),
            ("travel_matrix",),
        ),
        Kind(
            "localities",
            "Home care localities",
            "one home care locality",
            ("locality_name",),
            ("locality_code", "area_code", "postcode"),
            ("home_care_localities", "zones"),
        ),
        Kind(
            "locality_activity",
            "Home care activity",
            "one locality in one period",
            ("locality_name", "period"),
            ("hours", "packages", "people_waiting", "hours_waiting", "wait_days_median", "wait_days_p90"),
            ("activity", "home_care_activity"),
        ),
        Kind(
            "providers",
            "Home care providers",
            "one home care provider",
            ("cqc_location_id", "hours_paid"),
            ("name", "la_name", "can_provide_more_hours", "extra_hours"),
            ("home_care_providers", "capacity_tracker"),
        ),
        Kind(
            "provider_activity",
            "Home care by provider",
            "one provider in one locality in one period",
            ("locality_name", "provider_name"),
            (
                *("period", "role", "people", "hours", "packages_offered", "packages_accepted"),
                *("packages_handed_back", "packages_taken_by", "packages_picked_up", "hourly_rate_gbp"),
                *("travel_minutes_per_hour", "office_postcode", "cqc_location_id"),
            ),
            ("home_care_by_provider",),
        ),
        Kind(
            "discharges",
            "Hospital discharges",
            "one hospital and one locality in one period",
            ("locality_name", "hospital_name", "discharges"),
            ("period",),
            ("hospital_discharges",),
        ),
        Kind(
            "pathways",
            "Demand and capacity by pathway",
            "one pathway out of hospital in one period",
            ("pathway", "demand"),
            ("period", "capacity", "redirected", "expected_share_pct"),
            ("demand_and_capacity", "better_care_fund"),
        ),
        Kind(
            "characteristics",
            "Protected characteristics",
            "one group of one characteristic",
            ("characteristic", "characteristic_group"),
            ("users_count", "users_pct", "population_count", "population_pct"),
            ("protected_characteristics", "representation"),
        ),
        Kind(
            "indicators",
            "Area indicators",
            "one area",
            ("area_code",),
            (),
            ("area_indicators",),
        ),
        Kind(
            "population",
            "Population by age",
            "one area",
            ("area_code", "population"),
            ("population_18_plus", "population_65_plus", "population_75_plus", "population_85_plus"),
            ("ages", "population_by_age"),
        ),
        Kind(
            "outlines",
            "Area outlines",
            "one area's outline",
            ("area_code",),
            ("area_name",),
            ("boundaries",),
        ),
        Kind(
            "area_lookup",
            "Small areas of 2011 and 2021",
            "one small area of 2011 and one of 2021 that share ground",
            ("lsoa11_code", "lsoa21_code"),
            ("change_code",),
            ("lookup", "lsoa_lookup"),
        ),
        Kind(
            "ward_lookup",
            "Wards of another year",
            "one small area, or ward of today, and the ward of another year it lies in",
            ("ward_code", "small_code"),
            ("ward_year",),
            ("wards_lookup",),
        ),
    )
}


def kind_named(name: str) -> Kind | None:
    """The kind with this key or alias, or ``None``."""
    wanted = name.strip().lower()
    found = (kind for kind in KINDS.values() if wanted == kind.key or wanted in kind.aliases)
    return next(found, None)
