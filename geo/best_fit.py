"""Which ward, district and council each LSOA of 2011 belongs to, by where most of its postcodes are."""

from __future__ import annotations

import pandas as pd
import published

# The ten strategic health authorities that Code-Point Open still prints follow the nine regions,
# with the South East in two parts.
REGION_OF_SHA = {
    "E18000001": "North East",
    "E18000002": "North West",
    "E18000003": "Yorkshire and The Humber",
    "E18000004": "East Midlands",
    "E18000005": "West Midlands",
    "E18000006": "East of England",
    "E18000007": "London",
    "E18000008": "South East",
    "E18000009": "South East",
    "E18000010": "South West",
}
MAP_SUFFIXES = r"(?: \(DET\)| \(B\))$"
KIND_SUFFIXES = r"(?: Ward| ED| District| County| London Boro)$"


def most_common(rows: pd.DataFrame, of: str, per: str) -> pd.DataFrame:
    """For each ``per`` the commonest ``of`` (first by code when tied), with its share of the rows in per cent."""
    known = rows.dropna(subset=[of, per])
    counts = known.groupby([per, of]).size().rename("n").reset_index()
    counts["fit_pct"] = 100 * counts["n"] / counts.groupby(per)["n"].transform("sum")
    ranked = counts.sort_values([per, "n", of], ascending=[True, False, True])
    return ranked.drop_duplicates(per).set_index(per)[[of, "fit_pct"]]


def without_suffixes(names: pd.Series) -> pd.Series:
    """``'Kew Ward'`` as ``'Kew'``, ``'Bolton District (B)'`` as ``'Bolton'``."""
    plain = names.str.replace(MAP_SUFFIXES, "", regex=True)
    return plain.str.replace(KIND_SUFFIXES, "", regex=True).str.strip()


def joined_postcodes() -> pd.DataFrame:
    """Every postcode of England and Wales with its LSOA 2011, 2025 district and, when live, 2025 ward."""
    ons, districts = published.ons_postcodes(), published.postcode_districts()
    wards = published.code_point()[["postcode", "county", "ward_code", "nhs_sha"]]
    with_districts = ons.merge(districts, on="postcode", how="left", validate="one_to_one")
    return with_districts.merge(wards, on="postcode", how="left", validate="one_to_one")


def wards_of(postcodes: pd.DataFrame, lads: pd.Series) -> pd.DataFrame:
    """Best ward of each LSOA among the wards of its own district, so that wards nest in districts."""
    ward_lad = most_common(postcodes, "lad_code", "ward_code")["lad_code"]
    own = postcodes["area_code"].map(lads) == postcodes["ward_code"].map(ward_lad)
    best = most_common(postcodes[own], "ward_code", "area_code")
    total = postcodes.dropna(subset=["ward_code"]).groupby("area_code").size()
    inside = postcodes[own].groupby("area_code").size()
    return best.assign(fit_pct=lambda rows: rows["fit_pct"] * inside / total)


def counties_of(postcodes: pd.DataFrame) -> pd.Series:
    """County of each district, or the district itself where no county council stands above it."""
    live = postcodes.dropna(subset=["ward_code"])
    above = live.assign(county=live["county"].fillna(live["lad_code"]))
    return most_common(above, "county", "lad_code")["county"]


def district_names(postcodes: pd.DataFrame) -> pd.Series:
    """2025 district names: ONS's of 2022 where the code lives on, else Ordnance Survey's, else the old name."""
    ons = postcodes.drop_duplicates("ladcd").set_index("ladcd")["ladnm"]
    survey = without_suffixes(published.code_point_names())
    before = most_common(postcodes, "ladcd", "lad_code")["ladcd"]
    codes = before.index.to_series()
    return codes.map(ons).fillna(codes.map(survey)).fillna(before.map(ons))


def msoas_of(postcodes: pd.DataFrame) -> pd.DataFrame:
    """MSOA 2011 of each LSOA 2011: whole LSOAs make it up, so any postcode says it."""
    pairs = postcodes[["area_code", "msoa11cd", "msoa11nm"]].drop_duplicates()
    return pairs.set_index("area_code", verify_integrity=True)


def lookup_table(postcodes: pd.DataFrame, lsoa_names: pd.Series) -> pd.DataFrame:
    """One row per LSOA 2011: its MSOA, its best ward and district, and the council with adult social care duties."""
    lads = most_common(postcodes, "lad_code", "area_code")["lad_code"]
    wards = wards_of(postcodes, lads)
    counties = counties_of(postcodes)
    names, survey = district_names(postcodes), without_suffixes(published.code_point_names())
    table = pd.DataFrame({"lsoa11_name": lsoa_names.sort_index()})
    table[["msoa11_code", "msoa11_name"]] = msoas_of(postcodes)
    table["ward_code"] = wards["ward_code"]
    table["ward_name"] = table["ward_code"].map(survey)
    table["ward_fit_pct"] = wards["fit_pct"].round(1)
    table["lad_code"] = lads
    table["lad_name"] = lads.map(names)
    table["la_code"] = table["lad_code"].map(counties)
    table["la_name"] = table["la_code"].map(names).fillna(table["la_code"].map(survey))
    ordered = table.rename_axis("lsoa11_code").reset_index()
    return ordered.sort_values(["la_code", "lad_code", "lsoa11_code"], ignore_index=True)


def council_table(postcodes: pd.DataFrame, lookup: pd.DataFrame) -> pd.DataFrame:
    """England's councils with adult social care duties, with their region."""
    la_of = lookup.drop_duplicates("lad_code").set_index("lad_code")["la_code"]
    placed = postcodes.assign(la_code=postcodes["lad_code"].map(la_of), region=postcodes["nhs_sha"].map(REGION_OF_SHA))
    regions = most_common(placed, "region", "la_code")["region"]
    councils = lookup[["la_code", "la_name"]].drop_duplicates()
    councils = councils[councils["la_code"].str.startswith("E")]
    return councils.assign(region=councils["la_code"].map(regions)).reset_index(drop=True)
