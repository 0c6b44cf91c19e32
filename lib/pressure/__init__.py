"""Demand pressure: indicators, an index people can argue with, clusters, regions and hot spots."""

from lib.pressure.clusters import Clustering, cluster_areas
from lib.pressure.compare import Comparison, compare
from lib.pressure.figures import Figures, Indicators
from lib.pressure.hotspots import HotSpots, hot_spots
from lib.pressure.index import pressure_index, problems_in, refine
from lib.pressure.indicators import correlated_pairs, prepare
from lib.pressure.partition import methods_for
from lib.pressure.regions import Regions, regions
from lib.pressure.sensitivity import drivers, leave_one_out, ranks_without
from lib.pressure.stability import Cancelled

__all__ = [
    "Cancelled",
    "Clustering",
    "Comparison",
    "Figures",
    "HotSpots",
    "Indicators",
    "Regions",
    "cluster_areas",
    "compare",
    "correlated_pairs",
    "drivers",
    "hot_spots",
    "leave_one_out",
    "methods_for",
    "prepare",
    "pressure_index",
    "problems_in",
    "ranks_without",
    "refine",
    "regions",
]
