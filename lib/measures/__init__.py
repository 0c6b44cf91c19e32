"""Representation, supply and home care: pure functions, frames in, frames out."""

from lib.measures.access import access_to_beds, edge_effect
from lib.measures.closure import Impact, close_homes
from lib.measures.funnel import Funnel, funnel
from lib.measures.grid import Grid, representation_grid
from lib.measures.home_care import (
    CapacityWaterfall,
    capacity_waterfall,
    change_between,
    home_care_by_locality,
    match_names,
    totals_check,
)
from lib.measures.locality_population import LocalityPopulation, population_of_localities
from lib.measures.pathway import pathway
from lib.measures.registry import MEASURES
from lib.measures.relative_rate import relative_rate_index
from lib.measures.representation import representation
from lib.measures.standardised import standardised
from lib.measures.supply import (
    beds_by,
    by_kind,
    by_owner,
    by_specialism,
    concentration,
    size_bands,
    totals,
)
from lib.measures.trend import Trend, trend
from lib.measures.unknowns import plausible, unknown_bounds

__all__ = [
    "MEASURES",
    "CapacityWaterfall",
    "Funnel",
    "Grid",
    "Impact",
    "LocalityPopulation",
    "Trend",
    "access_to_beds",
    "beds_by",
    "by_kind",
    "by_owner",
    "by_specialism",
    "capacity_waterfall",
    "change_between",
    "close_homes",
    "concentration",
    "edge_effect",
    "funnel",
    "home_care_by_locality",
    "match_names",
    "pathway",
    "plausible",
    "population_of_localities",
    "relative_rate_index",
    "representation",
    "representation_grid",
    "size_bands",
    "standardised",
    "totals",
    "totals_check",
    "trend",
    "unknown_bounds",
]
