"""Outlines of the small areas of one council, from the statistics office's map service."""

from __future__ import annotations

import json
from typing import Any

from lib.geography import Council
from lib.opendata.asking import Asker, chunks
from lib.opendata.not_fetched import not_understood, nothing_there

#: Small areas of 2021 by ward and district of 2024, best fit; and their outlines, super-generalised.
LOOKUP = "LSOA21_WD24_LAD24_EW_LU/FeatureServer/0/query"
SHAPES = "Lower_layer_Super_Output_Areas_December_2021_Boundaries_EW_BSC_V4/FeatureServer/0/query"
#: Two districts were given new codes in 2025; the lookup of 2024 has the old ones.
_IN_2024 = {"E08000038": "E08000016", "E08000039": "E08000019"}
_PAGE = 1_000
_AT_ONCE = 80  # an address of more than 2,000 letters is refused by some servers


def outlines_of(council: Council, asker: Asker) -> bytes:
    """Every small area of 2021 of the council with its outline, as GeoJSON in degrees."""
    codes = small_areas_of(council, asker)
    features = [feature for part in chunks(codes, _AT_ONCE) for feature in _features(asker, part)]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def wards_of(council: Council, asker: Asker) -> bytes:
    """The ward of 2024 that best fits each small area of 2021 of the council, as CSV."""
    rows = [(_code(one, asker), _code(one, asker, "WD24CD")) for one in _looked_up(council, asker, "LSOA21CD,WD24CD")]
    return "\n".join(["LSOA21CD,WD24CD", *(f"{small},{ward}" for small, ward in sorted(set(rows)))]).encode()


def small_areas_of(council: Council, asker: Asker) -> list[str]:
    """Codes of the council's small areas of 2021, in order."""
    return sorted({_code(feature, asker) for feature in _looked_up(council, asker, "LSOA21CD")})


def _looked_up(council: Council, asker: Asker, fields: str) -> list[Any]:
    """The rows of the lookup for the council's districts; at least one."""
    districts = [_IN_2024.get(code, code) for code in council.district_codes]
    found = _all_of(
        asker, LOOKUP, where=f"LAD24CD IN ({_quoted(districts)})", outFields=fields, returnGeometry="false",
        orderByFields="LSOA21CD", f="json",
    )  # fmt: skip
    if not found:
        raise nothing_there(asker.service.host, "small areas")
    return found


def _all_of(asker: Asker, path: str, **question: str | int) -> list[Any]:
    """Features of every page: a layer gives at most so many at once, and says where there are more."""
    features: list[Any] = []
    while True:
        asker.tally.expects(1)
        answer = asker.get_json(path, **question, resultOffset=len(features), resultRecordCount=_PAGE)
        page = answer.get("features")
        if not isinstance(page, list):
            raise not_understood(asker.service.host)
        features += page
        if not page or not _has_more(answer):
            return features


def _has_more(answer: dict[str, Any]) -> bool:
    """Whether more follows: said beside the features, or among the properties of a collection."""
    told = answer.get("properties")
    beside = told.get("exceededTransferLimit") if isinstance(told, dict) else False
    return bool(answer.get("exceededTransferLimit") or beside)


def _features(asker: Asker, codes: list[str]) -> list[Any]:
    features = _all_of(
        asker, SHAPES, where=f"LSOA21CD IN ({_quoted(codes)})", outFields="LSOA21CD,LSOA21NM", outSR=4326,
        orderByFields="LSOA21CD", f="geojson",
    )  # fmt: skip
    if len(features) != len(codes):
        raise not_understood(asker.service.host)
    return features


def _code(feature: Any, asker: Asker, field: str = "LSOA21CD") -> str:
    said = str(feature.get("attributes", {}).get(field, "")) if isinstance(feature, dict) else ""
    if len(said) != 9 or not said.isalnum():
        raise not_understood(asker.service.host)
    return said


def _quoted(codes: list[str]) -> str:
    return ",".join(f"'{code}'" for code in codes)
