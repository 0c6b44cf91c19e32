"""The single door in: every uploaded byte passes :func:`load`."""

from lib.ingest.apart import load_apart, may_hold_people
from lib.ingest.door import load, raw_table
from lib.ingest.findings import NOTHING
from lib.ingest.mapping import MENDED_BY_MAPPING, Proposal, measures_of, propose
from lib.ingest.months import FIGURES
from lib.ingest.recognise import FORMATS, Recognised, recognise

__all__ = [
    "FIGURES",
    "FORMATS",
    "MENDED_BY_MAPPING",
    "NOTHING",
    "Proposal",
    "Recognised",
    "load",
    "load_apart",
    "may_hold_people",
    "measures_of",
    "propose",
    "raw_table",
    "recognise",
]
