"""Example localities to start from, each with its true status: a council's own, or an assumption to edit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from lib.core import Provenance
from lib.geography.councils import Council, resolved
from lib.geography.files import read_csv
from lib.geography.made_up_zones import zones_of_wards
from lib.geography.outlines import areas

SEFTON, TRAFFORD, WORCESTERSHIRE = "E08000014", "E08000009", "E10000034"
SEFTON_NOTE = (
    "An assumption to edit, not Sefton's own boundaries. Sefton's market position statement names three "
    "home care localities and few of their places: Formby and Hightown in Locality 2, Maghull and Lydiate "
    "in Locality 3, and Southport Hospital for Locality 1. We placed every other ward by plain geography: "
    "the Southport wards in 1, the coast from Formby to Waterloo in 2, the rest in 3. Wards are those of "
    "May 2025; Sefton's wards changed in May 2026."
)
DISTRICTS_NOTE = (
    "An assumption to edit: each district of {county} is taken as one locality. Wards and districts are not "
    "necessarily how the council buys home care."
)
TEN_NOTE = (
    "Made up, to be replaced by your own. Worcestershire's document says that home care is bought in ten zones, and "
    "shows them only in a picture. These ten put whole wards together, about as many small areas in each. Draw, paste "
    "or load your own ten and keep them under a name."
)
RATE_NOTE = (
    "An assumption to edit. The document prints four zones of hourly rates for supported living, not for home care, by "
    "the names of districts and towns. We put the wards between the towns in: those round Droitwich with Worcester and "
    "Droitwich, the rest of Wychavon and Malvern Hills with Evesham, Malvern, Pershore and Tenbury."
)
TRAFFORD_NOTE = (
    "The council's own four localities, groups of whole wards in force since May 2023, as its data team gives them. "
    "They are not said to be how home care is bought."
)
WARDS_NOTE = "A start, nobody's boundaries: each ward of May 2025 is taken as one locality."
MEMBER_COLUMNS = ["member_kind", "member_code", "member_name", "locality_code", "locality_name"]
_OURS = "Care Market Workbench"
_OGL = "Open Government Licence v3.0"


@dataclass(frozen=True)
class ExampleLocalities:
    """Members of example localities, and the note to print wherever they are shown.

    ``members``: one row per ward or district: ``member_kind, member_code, member_name,
    locality_code, locality_name``. ``title`` names them in a list; ``origin``, ``source``, ``licence`` and ``as_at``
    say whose they are.
    """

    members: pd.DataFrame
    note: str
    title: str = ""
    origin: Literal["synthetic", "published"] = "synthetic"
    source: str = _OURS
    licence: str = "MIT"
    as_at: str = "wards as at May 2025"

    @property
    def provenance(self) -> Provenance:
        """Whose they are, with the note as the caveat."""
        return Provenance(
            self.title, self.source, self.origin, licence=self.licence, as_at=self.as_at, caveat=self.note
        )


def sefton() -> ExampleLocalities:
    """Three localities from Sefton's 22 wards of 2025."""
    return ExampleLocalities(_listed("example_localities_sefton.csv"), SEFTON_NOTE, "Three localities (places assumed)")


def districts_of(county: Council) -> ExampleLocalities:
    """Each district of a county as one locality."""
    rows = areas(county, "lad")
    named = rows.rename(columns={"area_code": "member_code", "area_name": "member_name"})
    named = named.assign(member_kind="lad", locality_code=named["member_code"], locality_name=named["member_name"])
    return ExampleLocalities(
        pd.DataFrame(named[MEMBER_COLUMNS]),
        DISTRICTS_NOTE.format(county=county.la_name),
        "The districts",
        "published",
        "Office for National Statistics, districts",
        _OGL,
        "2011 areas, 2025 districts",
    )


def ten_zones(council: Council) -> ExampleLocalities:
    """Ten made-up zones of whole wards."""
    return ExampleLocalities(zones_of_wards(council, 10)[MEMBER_COLUMNS], TEN_NOTE, "Ten zones (made up)")


def rate_zones() -> ExampleLocalities:
    """Worcestershire's four rate zones of supported living."""
    listed = _listed("example_rate_zones_worcestershire.csv")
    return ExampleLocalities(listed, RATE_NOTE, "Four rate zones (wards assumed)")


def trafford() -> ExampleLocalities:
    """Trafford's four localities."""
    return ExampleLocalities(
        _listed("example_localities_trafford.csv"),
        TRAFFORD_NOTE,
        "The council's four localities",
        "published",
        "Trafford Council, Trafford Data Lab, spatial_data",
        _OGL,
        "May 2023 onwards",
    )


def wards_of(council: Council) -> ExampleLocalities:
    """Each ward as one locality; wards of one name get their code beside it."""
    rows = areas(council, "ward")
    names = rows["area_name"].astype(str)
    named = names.where(~names.duplicated(keep=False), names + " (" + rows["area_code"].astype(str) + ")")
    members = pd.DataFrame({"member_kind": "ward", "member_code": rows["area_code"], "member_name": names})
    members = members.assign(locality_code=rows["area_code"], locality_name=named)
    return ExampleLocalities(
        members[MEMBER_COLUMNS].reset_index(drop=True),
        WARDS_NOTE,
        "Every ward a locality",
        "published",
        "Office for National Statistics, wards",
        _OGL,
    )


def examples_of(council: Council | str) -> tuple[ExampleLocalities, ...]:
    """Every example there is for a council, the best known first; at least its wards."""
    found = resolved(council)
    own = {
        SEFTON: lambda: (sefton(),),
        TRAFFORD: lambda: (trafford(),),
        WORCESTERSHIRE: lambda: (districts_of(found), ten_zones(found), rate_zones()),
    }.get(found.la_code)
    if own is not None:
        return (*own(), wards_of(found))
    return (districts_of(found), wards_of(found)) if len(found.district_codes) > 1 else (wards_of(found),)


def example_localities(council: Council | str) -> ExampleLocalities | None:
    """Give localities to start from: Sefton's three, Trafford's four, a county's districts; else ``None``.

    Pass ``.members`` to :func:`lib.geography.localities_from_members`, and print ``.note`` beside it.
    """
    first, *rest = examples_of(council)
    return first if rest else None


def _listed(name: str) -> pd.DataFrame:
    """Members from a list of wards under ``geo/``."""
    named = read_csv(name).rename(columns={"ward_code": "member_code", "ward_name": "member_name"})
    return named.assign(member_kind="ward")[MEMBER_COLUMNS]
