"""Made-up care homes at real postcodes: never a real home's name, number or provider."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.making import more
from data.making.chance import dice, drawn_to_total, shared_out
from data.making.councils import Council, Homes
from data.making.places import degrees
from lib.datasets import published

#: Least and most beds of each size band, as the published bands have them; the largest home is assumed.
BEDS = {"small": (3, 9), "medium": (10, 60), "large": (61, 110)}

#: How readily a home of each size gives nursing, and is for older people.
NURSING = {"small": 0.0, "medium": 0.35, "large": 0.9, "not stated": 0.2}
OLDER = {"small": 0.05, "medium": 1.0, "large": 1.5, "not stated": 0.6}

#: Share of homes with nursing that give residential care too; assumed.
ALSO_RESIDENTIAL = 0.4

FOR_OLDER = "Caring for adults over 65 yrs"
BESIDE_OLDER = {"Dementia": 0.62, "Physical disabilities": 0.35, "Sensory impairments": 0.18}
FOR_YOUNGER = "Caring for adults under 65 yrs"
BESIDE_YOUNGER = {"Learning disabilities": 0.7, "Mental health conditions": 0.4, "Physical disabilities": 0.2}

#: Homes at or north of this grid line stand in the north of Sefton: Formby, Ainsdale and Southport.
NORTH_OF = 405_000


def homes(council: Council, areas: pd.DataFrame, postcodes: pd.DataFrame, residents: pd.DataFrame) -> pd.DataFrame:
    """One row per made-up home, in the columns of the upload template."""
    rng, wanted = dice(council.short, "homes"), council.homes
    bands = _bands(wanted, rng)
    nursing = _chosen(wanted.with_nursing, bands.map(NURSING), rng)
    older = nursing | _chosen(wanted.for_older_people - nursing.sum(), bands.map(OLDER).mask(nursing, 0), rng)
    places = _places(council, areas, postcodes, residents, nursing, rng)
    numbers = [f"{number:03d}" for number in range(1, len(bands) + 1)]
    return pd.DataFrame(
        {
            "cqc_location_id": [f"SAMPLE-{council.short}-{number}" for number in numbers],
            "name": [f"Sample Home {number}" for number in numbers],
            "postcode": places["postcode"],
            "la_name": council.name,
            "registered_beds": _beds(wanted, bands, nursing, rng),
            "has_nursing": np.where(nursing, "Y", "N"),
            "has_residential": np.where(~nursing | (rng.random(len(bands)) < ALSO_RESIDENTIAL), "Y", "N"),
            "specialisms": [_specialisms(is_older, rng) for is_older in older],
            "provider_name": _providers(len(bands), rng),
            "rating": _ratings(nursing, rng),
            "latitude": places["latitude"],
            "longitude": places["longitude"],
        }
    ).pipe(more.with_history, council)


def _bands(wanted: Homes, rng: np.random.Generator) -> pd.Series:
    """The size band of each home, shuffled; homes outside the published bands have no size."""
    counts = {"small": wanted.small, "medium": wanted.medium, "large": wanted.large}
    counts["not stated"] = wanted.beds_not_stated
    bands = np.repeat(list(counts), list(counts.values()))
    return pd.Series(rng.permutation(bands), dtype="str")


def _chosen(number: int, weights: pd.Series, rng: np.random.Generator) -> pd.Series:
    """Exactly ``number`` homes, the likelier the greater their weight."""
    likely = (weights / weights.sum()).to_numpy()
    picked = rng.choice(len(weights), size=number, replace=False, p=likely)
    return pd.Series(np.isin(np.arange(len(weights)), picked))


def _beds(wanted: Homes, bands: pd.Series, nursing: pd.Series, rng: np.random.Generator) -> pd.Series:
    """Beds within each home's band, adding up to the published total; nursing homes are the larger."""
    stated = bands.isin(list(BEDS))
    low = bands[stated].map({band: ends[0] for band, ends in BEDS.items()}).to_numpy()
    high = bands[stated].map({band: ends[1] for band, ends in BEDS.items()}).to_numpy()
    raised = np.minimum(high, low + 12 * (nursing[stated] & (bands[stated] == "medium")).to_numpy())
    drawn = pd.Series(drawn_to_total(wanted.beds, raised, high, rng), index=bands.index[stated])
    return drawn.reindex(bands.index).astype("Int64")


def _specialisms(is_older: bool, rng: np.random.Generator) -> str:
    """Whom a home is for, in the regulator's words; nobody is left without a specialism."""
    first, beside = (FOR_OLDER, BESIDE_OLDER) if is_older else (FOR_YOUNGER, BESIDE_YOUNGER)
    return "; ".join([first, *(need for need, chance in beside.items() if rng.random() < chance)])


def _providers(homes_in_all: int, rng: np.random.Generator) -> list[str]:
    """A few providers with several homes, many with one: lettered, so that none is a real name."""
    shares = 1 / np.arange(4, homes_in_all // 2 + 5)
    drawn = rng.choice(len(shares), size=homes_in_all, p=shares / shares.sum())
    return [f"Sample Provider {_letters(int(number))}" for number in drawn]


def _letters(number: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    return (_letters(number // 26 - 1) if number >= 26 else "") + chr(ord("A") + number % 26)


def _ratings(nursing: pd.Series, rng: np.random.Generator) -> pd.Series:
    """Ratings in the mix Worcestershire published for homes with and without nursing."""
    ratings = pd.Series("", index=nursing.index, dtype="str")
    for kind, inside in (("nursing", nursing), ("residential", ~nursing)):
        mix = _published_mix(kind)
        counts = shared_out(int(inside.sum()), mix.to_numpy(dtype=float))
        ratings[inside] = rng.permutation(np.repeat(mix.index.to_numpy(), counts))
    return ratings.replace({"Not yet inspected": "Not yet rated"})


def _published_mix(kind: str) -> pd.Series:
    """Homes by rating in Worcestershire's Table 15."""
    table, _ = published.table("worcestershire_table15_cqc_ratings")
    rows = table[(table["home_kind"] == kind) & (table["rating"] != "All ratings")]
    return rows.set_index("rating")["homes"]


def _places(
    council: Council,
    areas: pd.DataFrame,
    postcodes: pd.DataFrame,
    residents: pd.DataFrame,
    nursing: pd.Series,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """A postcode for each home, the likelier the more older residents its area has."""
    parts = _parts_of_homes(council, nursing, rng)
    where = postcodes.merge(residents[["area_code", "population_65_plus"]], on="area_code", validate="many_to_one")
    where = where.merge(areas[["area_code", "lad_name"]], on="area_code", validate="many_to_one")
    per_area = where.groupby("area_code", observed=False)["postcode"].transform("size")
    weights = where["population_65_plus"] / per_area
    result = pd.Series(-1, index=nursing.index)
    for part in sorted(parts.unique()):
        likely = weights.where(_part_of_postcodes(where, part), 0).drop(result[result >= 0])
        wanted = int((parts == part).sum())
        result[parts == part] = rng.choice(likely.index, size=wanted, replace=False, p=likely / likely.sum())
    found = where.loc[result].reset_index(drop=True)
    return pd.concat([found["postcode"], degrees(found)], axis=1)


def _parts_of_homes(council: Council, nursing: pd.Series, rng: np.random.Generator) -> pd.Series:
    """The part of the council each home lies in: north and south, districts, or all of it."""
    wanted = council.homes
    if wanted.in_the_north is not None:
        in_north = _chosen(wanted.in_the_north, pd.Series(1.0, index=nursing.index), rng)
        return in_north.map({True: "north", False: "south"})
    if council.people.by_district:
        return _districts_of_homes(nursing, rng)
    return pd.Series("anywhere", index=nursing.index)


def _districts_of_homes(nursing: pd.Series, rng: np.random.Generator) -> pd.Series:
    """Districts in proportion to the bed nights printed for 2020/21, for each kind of home."""
    nights, _ = published.table("worcestershire_table16_bed_nights")
    latest = nights[(nights["year"] == "2020/21") & (nights["scope"] == "in-county")]
    districts = pd.Series("", index=nursing.index, dtype="str")
    for care, inside in (("Long term nursing", nursing), ("Long term residential", ~nursing)):
        rows = latest[latest["care_type"] == care]
        counts = shared_out(int(inside.sum()), rows["bed_nights"].to_numpy(dtype=float))
        districts[inside] = rng.permutation(np.repeat(rows["area"].to_numpy(), counts))
    return districts


def _part_of_postcodes(where: pd.DataFrame, part: str) -> pd.Series:
    """Which postcodes lie in a part of the council."""
    if part in ("north", "south"):
        return (where["northing"] >= NORTH_OF) == (part == "north")
    return pd.Series(True, index=where.index) if part == "anywhere" else where["lad_name"] == part
