"""Area outlines: polygons with official codes, of any year."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from lib import geography
from lib.ingest.columns import blank_to_missing, text_of
from lib.ingest.findings import noted, refuse
from lib.ingest.formats import Evidence, Format
from lib.ingest.kinds.area_rows import area_code_heading, area_name_heading, areas_only
from lib.ingest.polygons import checked_polygons
from lib.ingest.table import Imported, Table


def evidence(table: Table) -> Evidence:
    """Shapes with a column of ONS codes."""
    if table.geometry is None:
        return Evidence(0, lacking="outlines (a map file of polygons)")
    code = area_code_heading(table)
    if code is None:
        return Evidence(0, lacking="a column of area codes beside the outlines")
    is_area = table.geometry.geom_type.isin({"Polygon", "MultiPolygon"}).mean() > 0.5
    return Evidence(5 if is_area else 0, f"outlines with area codes in '{code}'", "outlines")


def read(table: Table) -> Imported:
    """One row per area with its code, name, kind and outline."""
    code = area_code_heading(table)
    if code is None:
        raise refuse(
            "no-area-code-column", "No column holds area codes.", fix="Add a column of codes such as E01006412."
        )
    table = areas_only(table, code)
    codes = text_of(table.frame, code)
    if codes.duplicated().any():
        again = codes[codes.duplicated(keep=False)]
        raise refuse("area-repeated", "Some areas have more than one outline.", where=f"column '{code}'",
                     fix="Join the parts of each area into one outline.", rows=again.index)  # fmt: skip
    shapes, found = checked_polygons(table, codes)
    kind = geography.area_kind_of(codes).kind
    frame = pd.DataFrame(
        {
            "area_code": codes,
            "area_name": blank_to_missing(text_of(table.frame, area_name_heading(table, code))),
            "area_kind": "lad" if kind == "la" else kind,
        }
    ).astype("str")
    outlines = gpd.GeoDataFrame(frame, geometry=shapes, crs=4326).reset_index(drop=True)
    found.append(noted("area-kind", f"{len(outlines):,} outlines of kind '{kind}', with codes in '{code}'."))
    return Imported(outlines, (*table.findings, *found), len(outlines), "Area outlines")


FORMATS = (Format("outlines", "outlines", "outlines with area codes", evidence, read),)
