"""The single door in: every uploaded byte passes :func:`load`."""

from lib.ingest.apart import load_apart, may_hold_people
from lib.ingest.door import load, raw_table
from lib.ingest.findings import NOTHING
from lib.ingest.mapping import MENDED_BY_MAPPING, Proposal, propose
from lib.ingest.recognise import FORMATS, Recognised, recognise

__all__ = [
    "FORMATS",
    "MENDED_BY_MAPPING",
    "NOTHING",
    "Proposal",
    "Recognised",
    "load",
    "load_apart",
    "may_hold_people",
    "propose",
    "raw_table",
    "recognise",
]
