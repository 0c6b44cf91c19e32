"""Example localities to start from: assumptions to edit, never a council's own boundaries."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from lib.geography.councils import Council, resolved
from lib.geography.files import read_csv
from lib.geography.outlines import areas

SEFTON = "E08000014"
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
MEMBER_COLUMNS = ["member_kind", "member_code", "member_name", "locality_code", "locality_name"]


@dataclass(frozen=True)
class ExampleLocalities:
    """Members of example localities, and the note to print wherever they are shown.

    ``members``: one row per ward or district: ``member_kind, member_code, member_name,
    locality_code, locality_name``.
    """

    members: pd.DataFrame
    note: str


def sefton() -> ExampleLocalities:
    """Three localities from Sefton's 22 wards of 2025."""
    read = read_csv("example_localities_sefton.csv")
    named = read.rename(columns={"ward_code": "member_code", "ward_name": "member_name"})
    return ExampleLocalities(named.assign(member_kind="ward")[MEMBER_COLUMNS], SEFTON_NOTE)


def districts_of(county: Council) -> ExampleLocalities:
    """Each district of a county as one locality."""
    rows = areas(county, "lad")
    named = rows.rename(columns={"area_code": "member_code", "area_name": "member_name"})
    named = named.assign(member_kind="lad", locality_code=named["member_code"], locality_name=named["member_name"])
    return ExampleLocalities(pd.DataFrame(named[MEMBER_COLUMNS]), DISTRICTS_NOTE.format(county=county.la_name))


def example_localities(council: Council | str) -> ExampleLocalities | None:
    """Give localities to start from: Sefton's three, a county's districts; ``None`` for other councils.

    Pass ``.members`` to :func:`lib.geography.localities_from_members`, and print ``.note`` beside it.
    """
    found = resolved(council)
    if found.la_code == SEFTON:
        return sefton()
    return districts_of(found) if len(found.district_codes) > 1 else None
