"""Demand pressure: indicators, an index people can argue with, clusters, regions and hot spots."""

from lib.pressure.figures import Figures, Indicators
from lib.pressure.index import pressure_index, problems_in, refine
from lib.pressure.indicators import correlated_pairs, prepare
from lib.pressure.sensitivity import drivers, leave_one_out, ranks_without

__all__ = [
    "Figures",
    "Indicators",
    "correlated_pairs",
    "drivers",
    "leave_one_out",
    "prepare",
    "pressure_index",
    "problems_in",
    "ranks_without",
    "refine",
]
