"""Which areas the codes of a file are, and which of them are not known."""

from __future__ import annotations

import pandas as pd

from lib import geography
from lib.ingest.findings import Finding, noted

_SAID = {
    "lsoa11": "LSOAs of 2011",
    "lsoa21": "LSOAs of 2021",
    "ward": "wards as at May 2025",
    "lad": "districts and councils as at November 2025",
    "la": "councils as at November 2025",
}


def about_codes(codes: pd.Series, rows: pd.Series) -> list[Finding]:
    """Say which areas the codes are, by vintage, and list the rows whose codes are not known or have ended."""
    found = geography.area_kind_of(codes)
    said = _SAID.get(found.kind)
    if said is None:
        what = "The area codes are of a kind that has no outlines here."
        return [noted("area-kind-unknown", what, fix="Load outlines with the same codes to draw these areas.")]
    notes = [noted("area-kind", f"The area codes are {said}: {found.n_matched:,} of {found.n_codes:,} are known.")]
    if found.unmatched:
        at = codes.isin(found.unmatched)
        cells = pd.Series(codes[at].to_numpy(), index=rows[at].astype("int64").to_numpy(), dtype="str")
        what = f"Some area codes are not among {said}: they have ended, are of another year or are mistyped."
        fix = "Check them, or load outlines of the same year. They stay in tables and are left blank on maps."
        notes.append(noted("area-code-unknown", what, cells, "area_code", fix))
    return notes
