"""Access to beds against PySAL's access, and what a closure takes, on made-up places.

    python -m benchmarks.access

33,000 areas and 15,000 homes at random in a square of 297 km, so that about 1.7 in 1,000 pairs lie within 10 km
(4.5 million). Ours and theirs get the same places in the same run; theirs gets its pairs ready made, since it does not
find them. Then 40 closures among 1,000 homes and 500 areas. Times are those of one run: read the ratios.
"""

from __future__ import annotations

import subprocess
import sys
import warnings

import geopandas as gpd
import numpy as np
import pandas as pd

from benchmarks.reading import fastest, peak_mb, taken
from lib.measures.access import access_to_beds, beds_per_person, known, supply_of
from lib.measures.market import market_around
from lib.measures.reach import Catchment
from lib.measures.scenario import Close
from lib.measures.what_if import what_if

AREAS, HOMES, KM, PAIRS = 33_000, 15_000, 10, 4_500_000
EDGE_WEIGHT = 0.01
RUNS = 5


def main() -> None:
    """Time each part in a process of its own, so that peaks of memory do not mix."""
    if len(sys.argv) > 1:
        {"ours": ours, "theirs": theirs, "closures": closures}[sys.argv[1]]()
        return
    print("| what | seconds | peak MB |\n| --- | --- | --- |")
    for part in ("ours", "theirs", "closures"):
        subprocess.run([sys.executable, "-m", "benchmarks.access", part], check=True)


def places(rng: np.random.Generator, count: int, width_km: float) -> gpd.GeoSeries:
    """Points at random in a square of the national grid."""
    at = 1000 * width_km * rng.random((count, 2))
    return gpd.GeoSeries(gpd.points_from_xy(200_000 + at[:, 0], 100_000 + at[:, 1]), crs=27700)


def country(areas: int, homes: int, width_km: float) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Homes and areas, always the same."""
    rng = np.random.default_rng(0)
    codes = [f"A{i}" for i in range(areas)]
    area_frame = gpd.GeoDataFrame(
        {"area_code": codes, "area_name": codes, "population": rng.integers(50, 400, areas)},
        geometry=places(rng, areas, width_km),
    )
    nursing = rng.random(homes) < 0.4
    home_frame = gpd.GeoDataFrame(
        {
            "cqc_location_id": [f"H{i}" for i in range(homes)],
            "name": "A home",
            "registered_beds": pd.array(rng.integers(3, 90, homes), dtype="Int64"),
            "has_nursing": pd.array(nursing, dtype="boolean"),
            "home_kind": np.where(nursing, "nursing", "residential"),
            "specialisms": np.where(rng.random(homes) < 0.5, "Dementia; Older people", "Older people"),
            "provider_name": rng.choice([f"Provider {i}" for i in range(60)], homes),
        },
        geometry=places(rng, homes, width_km),
    )
    return home_frame, area_frame


def width_for(pairs: int) -> float:
    """The square in which so many pairs of an area and a home lie within the catchment."""
    return float(np.sqrt(AREAS * HOMES * np.pi * KM**2 / pairs))


def ours() -> None:
    """Finding the pairs, the two steps, and both through the public function."""
    homes, areas = country(AREAS, HOMES, width_for(PAIRS))
    catchment = Catchment(KM)
    finding, _, reach = fastest(lambda: catchment.reach(homes, areas), RUNS)
    supply, people = supply_of(homes, "all"), known(areas["population"])
    steps = fastest(lambda: beds_per_person(reach, catchment.weights(reach), supply, people), RUNS).clock
    peak = peak_mb()
    whole = fastest(lambda: access_to_beds(homes, areas, KM), RUNS).clock
    say(f"ours: finding {len(reach.distance):,} pairs", finding, peak)
    say("ours: E2SFCA once they are found", steps, peak)
    say("ours: access_to_beds, all of it", whole, peak_mb())


def theirs() -> None:
    """PySAL's E2SFCA, its pairs given."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from access import Access, weights

        homes, areas = country(AREAS, HOMES, width_for(PAIRS))
        reach = Catchment(KM).reach(homes, areas)
        # ours takes a millimetre beyond the edge as inside (degrees add that much to a distance), so theirs does:
        cost = np.minimum(reach.distance, KM)
        costs = pd.DataFrame({"origin": reach.area, "dest": reach.home, "cost": cost})
        demand = areas[["population"]].assign(place=np.arange(AREAS))
        supply = pd.DataFrame({"place": np.arange(HOMES), "beds": homes["registered_beds"].astype("float64")})
        weight = weights.gaussian(KM / np.sqrt(-2 * np.log(EDGE_WEIGHT)))

        def compute() -> pd.DataFrame:
            found = Access(
                demand_df=demand, demand_index="place", demand_value="population", supply_df=supply,
                supply_index="place", supply_value="beds", cost_df=costs, cost_origin="origin", cost_dest="dest",
                cost_name="cost",
            )  # fmt: skip
            return found.enhanced_two_stage_fca(max_cost=KM, weight_fn=weight)

        seconds, _, table = taken(compute)
    expected = 1000 * table.iloc[:, 0].reindex(np.arange(AREAS)).fillna(0.0).to_numpy()
    apart = np.abs(access_to_beds(homes, areas, KM)["beds_per_1000"].to_numpy() - expected).max()
    say(f"PySAL access: E2SFCA, pairs given (largest difference from ours {apart:.0e})", seconds, peak_mb())


def closures() -> None:
    """The latency of a closure: 1,000 homes and 500 areas, 40 runs."""
    homes, areas = country(500, 1000, 60)
    people = areas.set_index("area_code")["population"]
    market = market_around(homes, homes["cqc_location_id"], areas, areas["area_code"], people, KM)
    runs = [taken(lambda n=n: what_if(market, [Close((f"H{n}",))])).clock for n in range(40)]
    say("a closure, 1,000 homes x 500 areas: median of 40", float(np.median(runs)), peak_mb())
    say("a closure, 1,000 homes x 500 areas: 95th percentile", float(np.percentile(runs, 95)), peak_mb())
    small = tuple(homes.loc[homes["registered_beds"] < 10, "cqc_location_id"])
    several = fastest(lambda: what_if(market, [Close(small)]), RUNS).clock
    say(f"closing all {len(small)} homes under 10 beds: best of 5", several, peak_mb())


def say(what: str, seconds: float, mb: float) -> None:
    """One row of the table."""
    print(f"| {what} | {seconds:.3f} | {mb:,.0f} |", flush=True)


if __name__ == "__main__":
    main()
