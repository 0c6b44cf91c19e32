"""Which small areas make up each example home care locality; wards are those of 2025."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from lib.core.words import slug
from lib.geography import example_localities

KNOWSLEY: Mapping[str, str] = {
    "Example zone 1": "Cherryfield; Northwood; Shevington; Whitefield",
    "Example zone 2": "Page Moss; Roby; St. Gabriels; St. Michaels; Stockbridge; Swanside",
    "Example zone 3": "Halewood North; Halewood South; Prescot North; Prescot South; Whiston & Cronton",
}

LIVERPOOL: Mapping[str, str] = {
    "Example locality 1": (
        "Anfield; Clubmoor East; Clubmoor West; County; Croxteth; Croxteth Country Park; Everton East; "
        "Everton North; Everton West; Fazakerley East; Fazakerley North; Fazakerley West; Kirkdale East; "
        "Kirkdale West; Norris Green; Orrell Park; Sandfield Park; Tuebrook Breckside Park; Tuebrook Larkhill; "
        "Vauxhall; Walton; West Derby Deysbrook; West Derby Leyfield; West Derby Muirhead; Yew Tree"
    ),
    "Example locality 2": (
        "Arundel; Broadgreen; Brownlow Hill; Canning; City Centre North; City Centre South; Dingle; Edge Hill; "
        "Festival Gardens; Greenbank Park; Kensington & Fairfield; Knotty Ash & Dovecot Park; Old Swan East; "
        "Old Swan West; Penny Lane; Princes Park; Sefton Park; Smithdown; Stoneycroft; Toxteth; "
        "Waterfront North; Waterfront South; Wavertree Garden Suburb; Wavertree Village"
    ),
    "Example locality 3": (
        "Aigburth; Allerton; Belle Vale; Calderstones; Childwall; Church; Garston; Gateacre; "
        "Grassendale & Cressington; Mossley Hill; Much Woolton & Hunts Cross; Speke; Springwood; St. Michaels; "
        "Woolton Village"
    ),
}


#: Times that the wards of a locality above are halved.
HALVINGS: Mapping[str, int] = {"E08000012": 3}

#: Council code to the localities made up here; the others have examples in the app already.
EXAMPLES: Mapping[str, Mapping[str, str]] = {"E08000011": KNOWSLEY, "E08000012": LIVERPOOL}


def members_of(la_code: str, areas: pd.DataFrame) -> pd.DataFrame:
    """``locality_code`` and ``locality_name`` of each small area, in the order of ``areas``."""
    wards = EXAMPLES.get(la_code)
    if wards is None:
        return _by_example(la_code, areas)
    return _by_ward(_halved(wards, areas, HALVINGS.get(la_code, 0)), areas)


def _halved(wards: Mapping[str, str], areas: pd.DataFrame, times: int) -> Mapping[str, str]:
    """Neighbouring wards of each locality, halved so many times; parts are named by their largest ward."""
    if not times:
        return wards
    middles = areas.groupby("ward_name")[["easting", "northing"]].mean()
    middles = middles.assign(areas=areas["ward_name"].value_counts())
    parts = [middles.loc[listed.split("; ")] for listed in wards.values()]
    for _ in range(times):
        parts = [half for part in parts for half in _halves(part)]
    return {f"{part['areas'].idxmax()} area": "; ".join(part.index) for part in parts}


def _halves(wards: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Wards on either side of a line across their longer extent, about as many small areas on each."""
    extent = wards[["easting", "northing"]].max() - wards[["easting", "northing"]].min()
    ordered = wards.sort_values([extent.idxmax(), "areas"])
    so_far = ordered["areas"].cumsum() / ordered["areas"].sum()
    cut = min(max(int((so_far - 0.5).abs().to_numpy().argmin()) + 1, 1), len(ordered) - 1)
    return ordered.iloc[:cut], ordered.iloc[cut:]


def _by_ward(wards: Mapping[str, str], areas: pd.DataFrame) -> pd.DataFrame:
    """Localities as listed above."""
    names = {ward: name for name, listed in wards.items() for ward in listed.split("; ")}
    codes = {name: slug(name) for name in wards}
    found = areas["ward_name"].map(names)
    return pd.DataFrame({"locality_code": found.map(codes), "locality_name": found})


def _by_example(la_code: str, areas: pd.DataFrame) -> pd.DataFrame:
    """Sefton's three and a county's districts, as the app offers them to start from."""
    example = example_localities(la_code)
    if example is None:
        raise ValueError(f"no example localities for {la_code}")
    members = example.members.set_index("member_code")[["locality_code", "locality_name"]]
    column = "ward_code" if example.members["member_kind"].eq("ward").all() else "lad_code"
    return members.reindex(areas[column]).reset_index(drop=True)
