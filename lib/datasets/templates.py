"""A template for each kind of dataset: the headings and two rows that are plainly examples."""

from __future__ import annotations

import csv
from io import StringIO

from lib.datasets.kinds import KINDS

#: Kind -> headings and two rows. The places are real so that the rows can be placed; nothing else is.
_ROWS: dict[str, tuple[tuple[str, ...], ...]] = {
    "homes": (
        (
            *("cqc_location_id", "name", "postcode", "la_name", "registered_beds", "has_nursing", "has_residential"),
            *("specialisms", "provider_name", "rating", "latitude", "longitude"),
        ),
        (
            *("EXAMPLE-1", "Example House (delete this row)", "L20 3NJ", "Sefton", "40", "Y", "N"),
            *("Dementia; Older People", "Example Provider", "Good", "", ""),
        ),
        (
            *("EXAMPLE-2", "Example Lodge (delete this row)", "PR8 1DA", "Sefton", "12", "N", "Y"),
            *("Learning disabilities", "Example Provider", "", "", ""),
        ),
    ),
    "closed_homes": (
        ("cqc_location_id", "name", "postcode", "la_name", "registered_beds", "opened_on", "closed_on"),
        ("EXAMPLE-8", "Example Grange (delete this row)", "L20 3NJ", "Sefton", "24", "01/10/2010", "31/03/2026"),
        ("EXAMPLE-9", "Example Rise (delete this row)", "PR8 1DA", "Sefton", "8", "01/10/2010", "30/06/2026"),
    ),
    "council_homes": (
        (
            *("cqc_location_id", "name", "postcode", "provider_name", "brand_name", "commissioned_beds", "vacancies"),
            *("fee_band", "people_waiting", "embargo"),
        ),
        (
            *("EXAMPLE-1", "Example House (delete this row)", "L20 3NJ", "Example Care Ltd", "Example Group"),
            *("18", "3", "Standard", "2", "N"),
        ),
        ("", "Example Lodge (delete this row)", "PR8 1DA", "A. Person", "", "6", "0", "Enhanced", "0", "Y"),
    ),
    "placements": (
        (
            *("period", "placed_by", "placed_in", "home_kind", "reason", "people"),
            *("weekly_cost_gbp", "providers"),
        ),
        ("2025-26", "Sefton", "Liverpool", "nursing", "Near family (example: delete this row)", "12", "11400", "7"),
        ("2025-26", "Knowsley", "Sefton", "residential", "Own choice (example: delete this row)", "9", "6750", "5"),
    ),
    "travel_to_homes": (
        ("area_code", "cqc_location_id", "minutes"),
        ("E01006920", "EXAMPLE-1 (example: delete this row)", "12.5"),
        ("E01006921", "EXAMPLE-2 (delete this row)", "31"),
    ),
    "localities": (
        ("locality_name", "area_code"),
        ("Example locality A (delete this row)", "E01006920"),
        ("Example locality B (delete this row)", "E01006921"),
    ),
    "locality_activity": (
        (
            *("locality_name", "period", "hours", "packages", "people_waiting"),
            *("hours_waiting", "wait_days_median", "wait_days_p90"),
        ),
        ("Example locality A (delete this row)", "2026-04", "1200", "100", "7", "84", "4", "19"),
        ("Example locality B (delete this row)", "2026-04", "950", "80", "0", "0", "", ""),
    ),
    "provider_activity": (
        (
            *("locality_name", "provider_name", "period", "role", "people", "hours", "packages_offered"),
            *("packages_accepted", "packages_handed_back", "packages_taken_by", "packages_picked_up"),
            *("hourly_rate_gbp", "travel_minutes_per_hour"),
        ),
        (
            *("Example locality A (delete this row)", "Example Care Ltd", "2026-04", "lead", "60", "720", "30"),
            *("22", "5", "Other Care Ltd: 3; Third Care Ltd: 1", "0", "23.40", "9"),
        ),
        (
            *("Example locality B (delete this row)", "Example Care Ltd", "2026-04", "spot", "12", "140", "8"),
            *("7", "0", "", "4", "24.10", "14"),
        ),
    ),
    "discharges": (
        ("locality_name", "hospital_name", "period", "discharges"),
        ("Example locality A (delete this row)", "Example General Hospital", "2026-04", "45"),
        ("Example locality B (delete this row)", "Example General Hospital", "2026-04", "20"),
    ),
    "pathways": (
        ("period", "pathway", "demand", "capacity", "redirected", "expected_share_pct"),
        ("2026-04", "Pathway 1 (example: delete this row)", "120", "105", "15", "35"),
        ("2026-04", "Pathway 2 (example: delete this row)", "40", "40", "0", "15"),
    ),
    "providers": (
        ("cqc_location_id", "name", "la_name", "can_provide_more_hours", "extra_hours", "hours_paid"),
        ("EXAMPLE-1", "Example Care (delete this row)", "Sefton", "Y", "40", "900"),
        ("EXAMPLE-2", "Example Support (delete this row)", "Sefton", "N", "0", "450"),
    ),
    "characteristics": (
        ("characteristic", "characteristic_group", "users_count", "population_count"),
        ("sex", "Female (example: delete this row)", "1800", "112000"),
        ("sex", "Male (example: delete this row)", "1200", "108000"),
    ),
    "indicators": (
        ("area_code", "area_name", "Example indicator (%)", "Example rate per 1,000"),
        ("E01006920", "Example area (delete this row)", "12.5", "3.1"),
        ("E01006921", "Example area (delete this row)", "9.8", "2.4"),
    ),
    "population": (
        (
            *("area_code", "area_name", "population", "population_18_plus"),
            *("population_65_plus", "population_75_plus", "population_85_plus"),
        ),
        ("E01006920", "Example area (delete this row)", "1700", "1400", "500", "260", "80"),
        ("E01006921", "Example area (delete this row)", "1600", "1300", "450", "220", "60"),
    ),
    "outlines": (
        ("area_code", "area_name", "outline"),
        ("E01006920", "Example area (delete this row)", "POLYGON ((-3.03 53.5, -3.02 53.5, -3.02 53.6, -3.03 53.5))"),
        ("E01006921", "Example area (delete this row)", "POLYGON ((-3.02 53.5, -3.01 53.5, -3.01 53.6, -3.02 53.5))"),
    ),
    "area_lookup": (
        ("lsoa11_code", "lsoa11_name", "lsoa21_code", "lsoa21_name", "change_code"),
        ("E01006920", "Example area (delete this row)", "E01006920", "Example area (delete this row)", "U"),
        ("E01006921", "Example area (delete this row)", "E01006921", "Example area (delete this row)", "U"),
    ),
    "ward_lookup": (
        ("small_code", "area_name", "ward_code", "ward_name", "ward_year"),
        ("E01006920", "Example area (delete this row)", "E05000934", "Example ward (delete this row)", "2024"),
        ("E01006921", "Example area (delete this row)", "E05000934", "Example ward (delete this row)", "2024"),
    ),
}  # fmt: skip


def template(kind: str) -> tuple[str, bytes]:
    """File name and CSV (UTF-8 with its mark, so that spreadsheets read it) of one kind's template.

    Raises ``KeyError`` for a name that is not a key of :data:`lib.datasets.KINDS`.
    """
    known = KINDS[kind]
    text = StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(_ROWS[known.key])
    return f"{known.key}-template.csv", text.getvalue().encode("utf-8-sig")
