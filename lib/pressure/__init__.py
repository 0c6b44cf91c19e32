"""Demand pressure: indicators, an index people can argue with, clusters, regions and hot spots."""

from lib.pressure.index import pressure_index, problems_in, refine
from lib.pressure.sensitivity import drivers, leave_one_out, ranks_without

__all__ = ["drivers", "leave_one_out", "pressure_index", "problems_in", "ranks_without", "refine"]
