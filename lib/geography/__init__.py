"""Outlines, area codes and their vintages, postcodes, councils, localities and neighbours.

The only reader of ``geo/``. Frames that come back are kept and shared: derive, never change in place.
"""

from lib.geography.councils import Council, council, councils, la_names_of
from lib.geography.files import sources
from lib.geography.names import la_name_key
from lib.geography.outlines import WARD_CAVEAT, areas, background, lookup, outline_of
from lib.geography.postcodes import locate_postcodes

__all__ = [
    "WARD_CAVEAT",
    "Council",
    "areas",
    "background",
    "council",
    "councils",
    "la_name_key",
    "la_names_of",
    "locate_postcodes",
    "lookup",
    "outline_of",
    "sources",
]
