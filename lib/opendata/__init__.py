"""Open data from the services that publish them, fetched when a user asks for it and at no other time."""

from lib.opendata.asking import Asker, Pieces
from lib.opendata.errands import ERRANDS, Errand, Fetched, fetch
from lib.opendata.not_fetched import NotFetched
from lib.opendata.services import CENSUS, OUTLINES, REGISTER, Service, is_allowed

__all__ = [
    "CENSUS",
    "ERRANDS",
    "OUTLINES",
    "REGISTER",
    "Asker",
    "Errand",
    "Fetched",
    "NotFetched",
    "Pieces",
    "Service",
    "fetch",
    "is_allowed",
]
