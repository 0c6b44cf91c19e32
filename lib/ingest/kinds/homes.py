"""Care homes: the CQC register and directory, councils' own lists and the template."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import pandas as pd

from lib.geography import locate_postcodes
from lib.ingest.categories import ReadAs, about_categories, mapping_of
from lib.ingest.cells import states_frame, whole_numbers
from lib.ingest.columns import blank_to_missing, find, joined, normal, text_of
from lib.ingest.dates import Days, read_dates
from lib.ingest.findings import Finding, noted
from lib.ingest.formats import Evidence, Format
from lib.ingest.kinds.beds import BEDS as _BEDS
from lib.ingest.kinds.beds import about_beds, read_beds
from lib.ingest.kinds.care_offices import offices_in
from lib.ingest.kinds.home_kinds import about_flags, home_kinds, kind_heading, specialisms
from lib.ingest.kinds.home_rows import ID, NAME, care_homes_only, not_homes
from lib.ingest.kinds.key_questions import about_ratings, rated, spelt_of_questions, with_key_questions
from lib.ingest.kinds.openings import (
    about_opening,
    also_registered_as,
    closed_on,
    is_closed,
    is_dormant,
    opened_on,
)
from lib.ingest.places import about_councils, codes_of_councils, locate, tidy_postcode
from lib.ingest.table import Imported, Table

POSTCODE = ("location postal code", "location postcode", "postcode", "post code", "postal code", "pcd", "pcds")
_LA_NAME = ("location local authority", "local authority", "local authority name", "la name", "council", "area name")
PROVIDER = ("provider name", "provider", "organisation", "parent organisation")
BRAND = ("brand name", "brand")
RATING = (
    "location latest overall rating",
    "latest overall rating",
    "overall rating",
    "current ratings overall rating",
    "cqc rating",
    "rating",
)
_RATING_DATE = ("publication date", "rating date", "date of rating", "report publication date")
_ADDRESS = ("address",)
_ADDRESS_LINES = (
    ("location street address", "location address line 2", "location city", "location county"),
    ("address 1", "address 2", "town city", "county"),
    ("address line 1", "address line 2", "address line 3", "town"),
)


def evidence(table: Table) -> Evidence:
    """A list of homes has a name, a postcode or a place, and beds, a CQC number or a type of home."""
    has = _said_of_homes(table)
    if not is_list_of_homes(table):
        return Evidence(0, lacking=", ".join(what for what, heading in has.items() if not heading))
    if len(table.frame) and is_closed(table).all():
        return Evidence(0, lacking="homes that are still open")
    found = ", ".join(f"{what} ('{heading}')" for what, heading in has.items() if heading)
    return Evidence(5 + 2 * bool(has["a CQC location number"]), f"each row has {found}")


def _said_of_homes(table: Table) -> dict[str, str | None]:
    """What a list of homes says, each with the heading that says it."""
    return {
        "a name": find(table.headings, NAME),
        "a postcode": find(table.headings, POSTCODE) or (table.geometry is not None and "the map") or None,
        "registered beds": find(table.headings, _BEDS),
        "a CQC location number": find(table.headings, ID),
    }


def is_list_of_homes(table: Table) -> bool:
    """Whether each row can be a home: by its name and place, or by its number."""
    has = _said_of_homes(table)
    by_name = has["a name"] and has["a postcode"] and (has["registered beds"] or has["a CQC location number"])
    return bool(by_name or (has["a CQC location number"] and has["registered beds"]))


def read(table: Table) -> Imported:
    """One row per care home; what is not an open care home is set aside, what cannot be placed stays and is said."""
    closed, on_sheets = _closed_with(table)
    offices = offices_in(table)
    every_id = text_of(table.frame, find(table.headings, ID))
    twice = also_registered_as(table, every_id)
    table = care_homes_only(table)
    opened = opened_on(table)
    frame, beds = table.frame, read_beds(table)
    postcode = tidy_postcode(text_of(frame, find(table.headings, POSTCODE)))
    placed = locate(table, postcode)
    rated_on = find(table.headings, _RATING_DATE)
    dates = read_dates(text_of(frame, rated_on), table.is_workbook)
    la_name = _text(table, _LA_NAME)
    homes = pd.DataFrame(
        {
            "cqc_location_id": _text(table, ID),
            "name": _text(table, NAME).fillna(_text(table, ID)),
            "postcode": blank_to_missing(placed.postcode).fillna(postcode),
            "la_name": la_name,
            "la_code": placed.la_code.fillna(codes_of_councils(la_name)),
            **{name: whole_numbers(numbers.values) for name, numbers in beds.items()},
            **home_kinds(table),
            "specialisms": specialisms(table),
            "provider_name": _text(table, PROVIDER),
            "brand_name": _text(table, BRAND).replace("-", pd.NA),
            "rating": rated(_text(table, RATING)),
            "rating_date": dates.values,
            "opened_on": opened.values,
            "is_dormant": is_dormant(table),
            "also_registered_as": twice.loc[frame.index],
            "address": blank_to_missing(_address(table)),
            "located_by": placed.located_by,
            "source_row": frame.index.astype("Int64"),
        }
    )
    homes = with_key_questions(table, _typed(homes))
    homes = gpd.GeoDataFrame(homes, geometry=placed.points, crs=4326).reset_index(drop=True)
    found = (
        *table.findings,
        *on_sheets,
        *about_beds(table, beds),
        *about_flags(table),
        *placed.findings,
        *about_councils(la_name, placed.la_code, find(table.headings, _LA_NAME) or ""),
        *_about_dates(table, rated_on, dates),
    )
    spelt = _spelt(table, homes)
    rating = find(table.headings, RATING)
    found += tuple(about_ratings(text_of(table.frame, rating), homes["rating"].set_axis(table.frame.index), rating))
    found += (*about_opening(table, opened), *_alike(homes, find(table.headings, NAME) or ""), *about_categories(spelt))
    parts = (("closed", closed), ("offices", offices), ("categories", mapping_of(spelt)))
    return Imported(homes, found, len(homes), "Care homes", states_frame(beds), parts)


def _spelt(table: Table, homes: pd.DataFrame) -> list[ReadAs]:
    """Ratings and kinds of home as the file has them and as they were read."""
    read_as = homes.set_axis(table.frame.index)
    headings = {"rating": find(table.headings, RATING), "home_kind": kind_heading(table)}
    own = [
        ReadAs(one, _text(table, (normal(one),)), read_as[name], is_grouping=name == "home_kind")
        for name, one in headings.items()
        if one
    ]
    return [*own, *spelt_of_questions(table, read_as)]


def _closed_with(table: Table) -> tuple[pd.DataFrame, list[Finding]]:
    """Homes that have left the register, on this sheet and on those beside it; which those are is said."""
    beside = [sheet for sheet in table.companions if is_list_of_homes(sheet) and is_closed(sheet).any()]
    closed = pd.concat([closed_homes(sheet) for sheet in (table, *beside)], ignore_index=True)
    said = "Homes that have left the register were read from the sheet '{}' too; no total counts them."
    return closed, [noted("closures-beside", said.format(sheet.sheet)) for sheet in beside]


def closed_homes(table: Table) -> pd.DataFrame:
    """Care homes that have left the register, as far as the file lists them: none of the figures counts them."""
    table = table.without(*not_homes(table))
    gone = table.frame.index[is_closed(table)]
    table = replace(table, frame=table.frame.loc[gone], geometry=None)
    beds, la_name = read_beds(table)["registered_beds"].at(gone), _text(table, _LA_NAME).loc[gone]
    placed = locate_postcodes(tidy_postcode(text_of(table.frame, find(table.headings, POSTCODE)).loc[gone]))
    closed = pd.DataFrame(
        {
            "cqc_location_id": _text(table, ID).loc[gone],
            "name": _text(table, NAME).loc[gone],
            "postcode": placed["postcode"],
            "la_name": la_name,
            "la_code": placed["la_code"].fillna(codes_of_councils(la_name)),
            "home_kind": home_kinds(table)["home_kind"].loc[gone],
            "registered_beds": whole_numbers(beds.values),
            "opened_on": opened_on(table).values.loc[gone],
            "closed_on": closed_on(table).values.loc[gone],
            "source_row": gone.astype("Int64"),
        }
    )
    texts = ("cqc_location_id", "name", "postcode", "la_name", "la_code", "home_kind")
    return closed.astype(dict.fromkeys(texts, "str")).reset_index(drop=True)


def _alike(homes: pd.DataFrame, heading: str) -> list[Finding]:
    """Homes of one name at one postcode may be one home registered by two providers."""
    key = pd.DataFrame({"name": homes["name"].str.lower(), "postcode": homes["postcode"]})
    is_alike = key.duplicated(keep=False) & key.notna().all(axis=1)
    if not is_alike.any():
        return []
    cells = homes.loc[is_alike].set_index(homes.loc[is_alike, "source_row"].astype("int64"))["name"]
    what = "Some homes share their name and postcode with another row: they may be one home, registered twice."
    return [noted("listed-alike", what, pd.Series(cells), heading, "Take one out if their beds should count once.")]


def _about_dates(table: Table, column: str | None, dates: Days) -> list[Finding]:
    if column is None or not dates.is_unreadable.any():
        return []
    what = "Some dates are not days as written here (day first); they were read as missing."
    return [
        noted("not-a-date", what, table.frame.loc[dates.is_unreadable, column], column, "Write them as 31/12/2026.")
    ]


def _typed(homes: pd.DataFrame) -> pd.DataFrame:
    texts = (
        *("cqc_location_id", "name", "postcode", "la_name", "la_code", "specialisms", "provider_name"),
        *("brand_name", "rating", "address", "located_by", "home_kind", "also_registered_as"),
    )
    return homes.astype(dict.fromkeys(texts, "str"))


def _text(table: Table, names: tuple[str, ...]) -> pd.Series:
    text = text_of(table.frame, find(table.headings, names))
    return text.where(~text.isin({"", "NA", "N/A", "NULL", "#N/A"}))


def _address(table: Table) -> pd.Series:
    whole = find(table.headings, _ADDRESS)
    if whole:
        return text_of(table.frame, whole)
    best = max(_ADDRESS_LINES, key=lambda lines: sum(bool(find(table.headings, (line,))) for line in lines))
    parts = [text_of(table.frame, find(table.headings, (line,))) for line in best]
    return joined(parts, ", ").str.replace(r"(, )+", ", ", regex=True).str.strip(", ")


FORMATS = (Format("homes", "homes", "a list of care homes", evidence, read),)
