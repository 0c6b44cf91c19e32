"""What the unmet need page claims, measured: coverage, wrong verdicts, the worked example and speed.

python -m benchmarks.representation
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from benchmarks.reading import Taken, fastest
from lib.measures import representation, representation_grid
from lib.measures.intervals import share_interval
from lib.measures.representing import protected_groups, representation_shown

BOROUGHS = 20_000
SHARES = np.array([0.60, 0.20, 0.10, 0.06, 0.03, 0.01])
TILT = np.array([0.9, 1.2, 1.3, 1.0, 1.1, 1.0])


def coverage(base: int, rng: np.random.Generator) -> tuple[float, float, float]:
    """Lowest, mean and highest share of made-up boroughs whose 95% interval holds the truth, over groups."""
    truth = SHARES * TILT / (SHARES * TILT).sum()
    users = rng.multinomial(base, truth, size=BOROUGHS).astype(float)
    covered = []
    for group in np.flatnonzero(base * SHARES >= 2):
        exact = np.full(BOROUGHS, min(base * SHARES[group], base * (1 - SHARES[group])) < 5)
        low, high = share_interval(users[:, group], np.full(BOROUGHS, float(base)), exact)
        covered.append(np.mean((low <= truth[group]) & (truth[group] <= high)))
    return float(min(covered)), float(np.mean(covered)), float(max(covered))


def wrong_verdicts(rng: np.random.Generator, boroughs: int = 400) -> float:
    """Share of boroughs without any difference in which some group gets a verdict of one."""
    people = (SHARES * 100_000).astype(int)
    wrong = 0
    for _ in range(boroughs):
        groups = pd.DataFrame({"characteristic": "race", "characteristic_group": [f"group {i}" for i in range(6)],
                               "users_count": rng.multinomial(1500, SHARES), "population_count": people})  # fmt: skip
        wrong += representation(groups, rule="none")["verdict"].isin(["under", "over"]).any()
    return wrong / boroughs


def worked_example() -> pd.DataFrame:
    """0.3% of users against 0.8% and 0.1% of the population, at two bases."""
    groups = pd.DataFrame({"characteristic": "religion", "characteristic_group": ["Muslim", "Jewish", "rest"],
                           "users_pct": [0.3, 0.3, 99.4], "population_pct": [0.8, 0.1, 99.1]})  # fmt: skip
    columns = ["characteristic_group", "base", "ratio_low", "ratio_high", "rounding_low", "rounding_high", "verdict"]
    tables = [representation(groups, base, rule="none").head(2)[columns] for base in (1000, 5000)]
    return pd.concat(tables, ignore_index=True).round(2)


def speeds(rng: np.random.Generator) -> dict[str, Taken]:
    """Seconds to compute and protect very many groups and areas, and a typical council."""
    users = pd.DataFrame(rng.poisson(20, (7_000, 1_000)))
    population = pd.DataFrame(rng.poisson(2_000, (7_000, 1_000)))
    rows = [
        (f"characteristic {c}", f"group {g}", int(rng.poisson(3 * 2**g)), 1_000 * 2**g)
        for c in range(9)
        for g in range(8)
    ]
    council = pd.DataFrame(rows, columns=["characteristic", "characteristic_group", "users_count", "population_count"])
    council = council.assign(users_pct=np.nan, population_pct=np.nan, came_hidden=False)
    return {
        "1,000 groups x 7,000 areas, computed and protected": fastest(
            lambda: representation_grid(users, population, is_protected=True)
        ),
        "a typical council, 9 characteristics of 8 groups": fastest(
            lambda: representation_shown(protected_groups(council))
        ),
    }


def main() -> None:
    """Print what was measured."""
    rng = np.random.default_rng(2026)
    for base in (300, 1000, 5000):
        low, mean, high = coverage(base, rng)
        print(f"coverage of 95% intervals, {base:,} users: {low:.1%} to {high:.1%}, mean {mean:.1%}")
    print(f"boroughs without a difference given a verdict of one: {wrong_verdicts(rng):.1%}")
    print(worked_example().to_string(index=False))
    for what, (clock, processor, _) in speeds(rng).items():
        print(f"{what}: {clock:.2f} s by the clock, {processor:.2f} s of processor time")


if __name__ == "__main__":
    main()
