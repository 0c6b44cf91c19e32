"""Outlines, area codes and their vintages, postcodes, councils, localities and neighbours.

The only reader of ``geo/``. Frames that come back are kept and shared: derive, never change in place.
"""

from lib.geography.carrying import Carried, carry
from lib.geography.conversion import Conversion, convert_lsoa21
from lib.geography.councils import Council, codes_named, council, councils, la_names_of
from lib.geography.ended import ENDED, Succeeded, both_given, ended_council, succeed
from lib.geography.examples import ExampleLocalities, example_localities, examples_of
from lib.geography.files import sources
from lib.geography.hospitals import hospital_minutes, hospitals, stroke_admissions
from lib.geography.localities import POSTCODE_CAVEAT, LocalitiesBuilt, codes_of_names, localities_from_members
from lib.geography.localities_carried import CarriedLocalities, carry_localities, wards_as_localities
from lib.geography.names import la_name_key
from lib.geography.neighbours import Neighbours, neighbours
from lib.geography.outlines import MSOA_CAVEAT, WARD_CAVEAT, areas, background, lookup, outline_of, parents
from lib.geography.places import locate_points_in
from lib.geography.postcodes import locate_postcodes
from lib.geography.split_counties import Parted, SplitCounty, part_counties, split_counties
from lib.geography.vintages import AreaKind, area_kind_of, names_by_code
from lib.geography.ward_years import pair_of_years, together, versions_in, year_if_of_today, year_of_wards
from lib.geography.wards import CarriedWards, carry_wards
from lib.geography.wards_drawn import carry_to_wards

__all__ = [
    "ENDED",
    "MSOA_CAVEAT",
    "POSTCODE_CAVEAT",
    "WARD_CAVEAT",
    "AreaKind",
    "Carried",
    "CarriedLocalities",
    "CarriedWards",
    "Conversion",
    "Council",
    "ExampleLocalities",
    "LocalitiesBuilt",
    "Neighbours",
    "Parted",
    "SplitCounty",
    "Succeeded",
    "area_kind_of",
    "areas",
    "background",
    "both_given",
    "carry",
    "carry_localities",
    "carry_to_wards",
    "carry_wards",
    "codes_named",
    "codes_of_names",
    "convert_lsoa21",
    "council",
    "councils",
    "ended_council",
    "example_localities",
    "examples_of",
    "hospital_minutes",
    "hospitals",
    "la_name_key",
    "la_names_of",
    "localities_from_members",
    "locate_points_in",
    "locate_postcodes",
    "lookup",
    "names_by_code",
    "neighbours",
    "outline_of",
    "pair_of_years",
    "parents",
    "part_counties",
    "sources",
    "split_counties",
    "stroke_admissions",
    "succeed",
    "together",
    "versions_in",
    "wards_as_localities",
    "year_if_of_today",
    "year_of_wards",
]
