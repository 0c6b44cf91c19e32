"""The services that may be asked: who runs them, where they are, under which licence they publish."""

from __future__ import annotations

import os
from dataclasses import dataclass
from urllib.parse import urlsplit

_OGL = "Open Government Licence v3.0"
_OFF = {"off", "no", "0", "false"}


@dataclass(frozen=True)
class Service:
    """One official service.

    ``documented_at`` is where its owner describes it. ``variable`` names the environment variable that puts another
    address in place of ``standard_address``: a mirror within a council's network, or the tests' own server.
    """

    key: str
    publisher: str
    documented_at: str
    standard_address: str
    variable: str
    licence: str = _OGL
    needs_key: bool = False

    @property
    def address(self) -> str:
        """Where it is asked, without a slash at the end."""
        return os.environ.get(self.variable, self.standard_address).rstrip("/")

    @property
    def host(self) -> str:
        """The machine that is asked, as a user should know it."""
        return urlsplit(self.address).netloc


REGISTER = Service(
    "register",
    "Care Quality Commission",
    "https://api-portal.service.cqc.org.uk",
    "https://api.service.cqc.org.uk/public/v1",
    "WORKBENCH_REGISTER_ADDRESS",
    needs_key=True,
)
OUTLINES = Service(
    "outlines",
    "Office for National Statistics, Open Geography",
    "https://geoportal.statistics.gov.uk",
    "https://services1.arcgis.com/ESMARspQHYMw9BZ9/arcgis/rest/services",
    "WORKBENCH_OUTLINES_ADDRESS",
)
CENSUS = Service(
    "census",
    "Office for National Statistics, Nomis",
    "https://www.nomisweb.co.uk/api/v01/help",
    "https://www.nomisweb.co.uk/api/v01",
    "WORKBENCH_CENSUS_ADDRESS",
)


def is_allowed() -> bool:
    """Whether whoever runs this workbench lets its users fetch at all (``WORKBENCH_OPEN_DATA=off`` does not)."""
    return os.environ.get("WORKBENCH_OPEN_DATA", "").strip().lower() not in _OFF
