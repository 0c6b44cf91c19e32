"""The single door in: every uploaded byte passes :func:`load`."""

from lib.ingest.door import load
from lib.ingest.recognise import FORMATS, Recognised, recognise

__all__ = ["FORMATS", "Recognised", "load", "recognise"]
