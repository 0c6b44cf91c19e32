"""Demand pressure: indicators, an index people can argue with, clusters, regions and hot spots."""

from lib.pressure.apart import colours_apart
from lib.pressure.boundaries import Boundaries, Sureness, boundaries, how_sure
from lib.pressure.clusters import Clustering, cluster_areas
from lib.pressure.compare import Comparison, compare
from lib.pressure.figures import Figures, Indicators
from lib.pressure.hotspots import HotSpots, hot_spots
from lib.pressure.index import pressure_index, problems_in, refine
from lib.pressure.indicators import correlated_pairs, prepare
from lib.pressure.making import Making, given, hidden, like_counts, made, preparing, register_of
from lib.pressure.naming import SETS_APART
from lib.pressure.partition import methods_for
from lib.pressure.regions import Regions, regions
from lib.pressure.search import FEWEST_AREAS
from lib.pressure.sensitivity import drivers, leave_one_out, ranks_without
from lib.pressure.stability import Cancelled

__all__ = [
    "FEWEST_AREAS",
    "SETS_APART",
    "Boundaries",
    "Cancelled",
    "Clustering",
    "Comparison",
    "Figures",
    "HotSpots",
    "Indicators",
    "Making",
    "Regions",
    "Sureness",
    "boundaries",
    "cluster_areas",
    "colours_apart",
    "compare",
    "correlated_pairs",
    "drivers",
    "given",
    "hidden",
    "hot_spots",
    "how_sure",
    "leave_one_out",
    "like_counts",
    "made",
    "methods_for",
    "prepare",
    "preparing",
    "pressure_index",
    "problems_in",
    "ranks_without",
    "refine",
    "regions",
    "register_of",
]
