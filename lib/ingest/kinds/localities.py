"""Home care localities: polygons, or a list that puts areas or postcodes into named localities."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from lib import geography
from lib.core.words import say_count, say_list
from lib.ingest.columns import ONS_CODE, POSTCODE, find, normal, share_matching, text_of
from lib.ingest.findings import Finding, noted, put_aside, refuse
from lib.ingest.formats import Evidence, Format
from lib.ingest.kinds.area_rows import area_code_heading, area_name_heading
from lib.ingest.kinds.figures import figure_columns
from lib.ingest.kinds.locality_names import LOCALITY, is_unallocated
from lib.ingest.places import tidy_postcode
from lib.ingest.polygons import checked_polygons
from lib.ingest.table import Imported, Table

_CODE = ("locality code", "zone code", "neighbourhood code", "locality id")
_NAME_OF_SHAPE = (*LOCALITY, "area name", "name", "label", "title")
_MEMBER_KINDS = {"lsoa11": "LSOAs of 2011", "ward": "wards", "lad": "districts", "postcode": "postcodes"}
_WARDS_HELP = (
    "If they are wards of another year, load the lookup of small areas to wards of that year from the Office for "
    "National Statistics: the localities are then drawn from the small areas of each ward."
)
_SOME = 5  # postcodes named one by one
_BUILT_COLUMNS = ["locality_code", "locality_name", "made_of", "n_members", "geometry"]


def evidence_of_polygons(table: Table) -> Evidence:
    """Shapes with a name and without official codes."""
    if table.geometry is None or not _are_polygons(table):
        return Evidence(0, lacking="outlines (a map file of polygons)")
    name = _shape_name(table)
    if name is None:
        return Evidence(0, lacking="a name for each outline, such as 'locality_name'")
    coded = [one for one in table.headings if share_matching(table.frame[one], ONS_CODE) > 0.6]
    score = 2 if coded and normal(name) not in LOCALITY else 6
    return Evidence(score, f"outlines named in '{name}'")


def evidence_of_list(table: Table) -> Evidence:
    """A locality and the code or postcode of an area in each row."""
    locality = find(table.headings, LOCALITY)
    if table.geometry is not None or locality is None:
        return Evidence(0, lacking="a column of localities")
    members = _member_columns(table)
    if not members:
        return Evidence(0, lacking="a column of area codes or postcodes beside the locality")
    said = " or ".join(f"'{heading}'" for heading in members.values())
    has_figures = bool(figure_columns(table, {locality, *members.values()}, sample=500))
    return Evidence(2 if has_figures else 5.5, f"localities in '{locality}' made of {said}")


def read_polygons(table: Table) -> Imported:
    """One row per polygon; crossed lines are mended and said."""
    name = _shape_name(table)
    names = text_of(table.frame, name)
    table = _without_nameless(table, names)
    shapes, found = checked_polygons(table, names)
    names = names.loc[shapes.index]
    given = text_of(table.frame, find(table.headings, _CODE)).loc[shapes.index]
    frame = pd.DataFrame(
        {
            "locality_code": given.where(given.ne(""), geography.codes_of_names(names)),
            "locality_name": names,
            "made_of": "polygon",
            "n_members": pd.Series(1, index=names.index, dtype="Int64"),
        }
    )
    localities = gpd.GeoDataFrame(frame, geometry=shapes, crs=4326).dissolve(
        by="locality_code", aggfunc={"locality_name": "first", "made_of": "first", "n_members": "sum"}, sort=False
    )
    localities = gpd.GeoDataFrame(localities.reset_index()[_BUILT_COLUMNS], geometry="geometry", crs=4326)
    found += _merged_note(len(shapes), len(localities), name or "")
    return Imported(
        localities, (*table.findings, *found), len(shapes), "Home care localities", parts=(("members", _no_members()),)
    )


def read_list(table: Table) -> Imported:
    """Localities built from whole LSOAs; members that cannot be placed are listed."""
    locality = find(table.headings, LOCALITY) or ""
    table = _without_unallocated(table, locality)
    kind, heading, why = _chosen_members(table, locality)
    members = _members(table, locality, kind, heading)
    built = geography.localities_from_members(members.drop(columns="source_row"), _council_of(members, kind))
    if built.localities.geometry.isna().all() and kind != "ward":  # wards may be of another year: see _WARDS_HELP
        raise refuse(
            "nothing-placed",
            f"None of the {_MEMBER_KINDS[kind]} in '{heading}' could be found, so no locality can be drawn.",
            fix="Use LSOA codes, ward codes of May 2025 or postcodes.",
        )
    found = [*why, *_unplaced(members, built.unmatched, heading, kind), *_overlaps(built.overlaps)]
    found += _in_two(members, built.postcodes_twice, heading)
    if kind == "postcode":
        found.append(noted("localities-approximate", geography.POSTCODE_CAVEAT))
    areas = built.areas[built.areas["locality_code"].ne("")].reset_index(drop=True)
    parts = (("members", _member_part(members)), ("areas", areas))
    return Imported(built.localities, (*table.findings, *found), len(table.frame), "Home care localities", parts=parts)


def _shape_name(table: Table) -> str | None:
    """The column that names the shapes: by its heading, or the twin of a column of codes."""
    named = find(table.headings, _NAME_OF_SHAPE)
    code = None if named else area_code_heading(table)
    return named or (area_name_heading(table, code) if code else None)


def _are_polygons(table: Table) -> bool:
    kinds = table.geometry.geom_type.dropna() if table.geometry is not None else pd.Series(dtype="str")
    return len(kinds) > 0 and bool(kinds.isin({"Polygon", "MultiPolygon", "GeometryCollection"}).mean() > 0.5)


def _member_columns(table: Table) -> dict[str, str]:
    """Member kind -> heading, for columns of LSOAs, wards, districts and postcodes."""
    found: dict[str, str] = {}
    for heading in table.headings:
        cells = table.frame[heading].head(2_000)
        if share_matching(cells, POSTCODE) > 0.6:
            found.setdefault("postcode", heading)
        elif share_matching(cells, ONS_CODE) > 0.6:
            kind = geography.area_kind_of(cells).kind
            if kind in ("lsoa11", "lsoa21", "ward") or (kind == "lad" and len(set(cells)) > 1):
                found.setdefault(kind, heading)
    return found


def _chosen_members(table: Table, locality: str) -> tuple[str, str, list[Finding]]:
    """LSOAs of 2011 that each lie in one locality; else postcodes; else wards; else districts."""
    columns = _member_columns(table)
    others = [kind for kind in ("lsoa11", "postcode", "ward", "lad") if kind in columns]
    if not others:
        return "lsoa11", columns["lsoa21"], [_of_2021(columns["lsoa21"])]
    kind = others[0]
    if kind == "lsoa11" and "postcode" in columns and not _lie_in_one(table, columns["lsoa11"], locality):
        kind = "postcode"
    what = f"Localities were built from {_MEMBER_KINDS[kind]} in '{columns[kind]}'."
    return kind, columns[kind], [noted("localities-made-of", what)]


def _of_2021(heading: str) -> Finding:
    what = f"'{heading}' holds LSOAs of 2021: those that are the same as in 2011 were used, the others are listed."
    fix = "Load the lookup of 2011 to 2021 areas to place the others, or load the localities as a map file."
    return noted("localities-lsoa21", what, fix=fix)


def _lie_in_one(table: Table, heading: str, locality: str) -> bool:
    return bool(table.frame.groupby(heading)[locality].nunique().max() < 2)


def _members(table: Table, locality: str, kind: str, heading: str) -> pd.DataFrame:
    cells = text_of(table.frame, heading)
    names = text_of(table.frame, locality)
    code = text_of(table.frame, find(table.headings, _CODE))
    members = pd.DataFrame(
        {
            "locality_name": names,
            "locality_code": code.where(code.ne(""), geography.codes_of_names(names)),
            "member_kind": kind,
            "member_code": tidy_postcode(cells).fillna("") if kind == "postcode" else cells.str.upper(),
            "source_row": table.frame.index,
        }
    )
    return members.reset_index(drop=True)


def _council_of(members: pd.DataFrame, kind: str) -> str | None:
    """The one council that all members lie in; ``None`` when there are several."""
    if kind == "postcode":
        codes = geography.locate_postcodes(members["member_code"])["la_code"].dropna()
    else:
        column = {"lsoa11": "lsoa11_code", "ward": "ward_code", "lad": "lad_code"}[kind]
        lookup = geography.lookup()
        codes = lookup.loc[lookup[column].isin(members["member_code"]), "la_code"]
    found = codes.unique()
    return str(found[0]) if len(found) == 1 and geography.council(str(found[0])) else None


def _unplaced(members: pd.DataFrame, unmatched: pd.DataFrame, heading: str, kind: str) -> list[Finding]:
    lost = members[members["member_code"].isin(unmatched["member_code"])].set_index("source_row")
    if lost.empty:
        return []
    what = f"{say_count(len(lost), 'row names', 'rows name')} a place that was not found, so it is in no locality."
    fix = f"Correct the code. {_WARDS_HELP}" if kind == "ward" else "Correct the code or postcode."
    return [noted("member-not-found", what, lost["member_code"], heading, fix)]


def _overlaps(overlaps: pd.DataFrame) -> list[Finding]:
    if overlaps.empty:
        return []
    what = f"{say_count(len(overlaps), 'area is', 'areas are')} listed in more than one locality and drawn in each."
    return [noted("locality-overlap", what, fix="Put each area into one locality.")]


def _in_two(members: pd.DataFrame, twice: pd.DataFrame, heading: str) -> list[Finding]:
    """Postcodes listed in two localities: each is drawn in one of them alone."""
    if twice.empty:
        return []
    rows = members[members["member_code"].isin(twice["member_code"])].set_index("source_row")
    columns = (twice["member_code"], twice["locality_names"], twice["put_in"])
    said = [
        f"{code} stands in {say_list(list(names))}, and was put into {put_in}"
        for code, names, put_in in zip(*columns, strict=True)
    ]
    rest = say_count(len(said) - _SOME, "other postcode stands", "other postcodes stand")
    more = [f"{rest} in more than one locality"] if len(said) > _SOME else []
    what = f"{'; '.join([*said[:_SOME], *more])}."
    fix = "List each postcode in one locality."
    return [noted("postcode-overlap", what, rows["member_code"], heading, fix)]


def _member_part(members: pd.DataFrame) -> pd.DataFrame:
    columns = ["member_kind", "member_code", "locality_code", "locality_name"]
    return members[columns].drop_duplicates(ignore_index=True)


def _no_members() -> pd.DataFrame:
    columns = ("member_kind", "member_code", "locality_code", "locality_name")
    return pd.DataFrame({name: pd.Series(dtype="str") for name in columns})


def _without_nameless(table: Table, names: pd.Series) -> Table:
    nameless = names[names.eq("")]
    if nameless.empty:
        return table
    return table.without(put_aside("no-name", "Some outlines have no name.", nameless, fix="Name each outline."))


def _without_unallocated(table: Table, locality: str) -> Table:
    names = text_of(table.frame, locality)
    lost = names[is_unallocated(names)]
    if lost.empty:
        return table
    return table.without(
        put_aside("not-allocated", "Some rows name no locality.", lost, locality, "Name the locality.")
    )


def _merged_note(n_shapes: int, n_localities: int, column: str) -> list[Finding]:
    if n_shapes == n_localities:
        return []
    joined = say_count(n_localities, "locality", "localities")
    what = f"{n_shapes:,} outlines were joined into {joined}, by the names in '{column}'."
    return [noted("outlines-joined", what)]


FORMATS = (
    Format("locality-outlines", "localities", "localities as outlines", evidence_of_polygons, read_polygons),
    Format("locality-list", "localities", "areas or postcodes by locality", evidence_of_list, read_list),
)
