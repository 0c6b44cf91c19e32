"""What it costs that every freed piece of memory is written over: pages and files, started both ways.

    python -m benchmarks.forgetting

Each way runs in a process of its own, the two in turn; the lines are processor time as multiples of the first way.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

import tasks
from benchmarks.reading import taken

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("care_homes", "unmet_need", "demand_pressure")
ROWS, ROUNDS, AGAIN = 100_000, 3, 3
WAYS = {"as Streamlit starts it": dict(os.environ), "as the README starts it": tasks.environment()}


def main() -> None:
    """Measure both ways in turn, print the table."""
    rounds: dict[str, list[dict[str, float]]] = {way: [] for way in WAYS}
    for _ in range(ROUNDS):
        for way, environment in WAYS.items():
            rounds[way].append(_in_a_process(environment))
    print(as_table({way: _middle(each) for way, each in rounds.items()}))


def _in_a_process(environment: dict[str, str]) -> dict[str, float]:
    command = [sys.executable, "-W", "ignore", "-m", "benchmarks.forgetting", "one"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def _middle(rounds: list[dict[str, float]]) -> dict[str, float]:
    return {what: statistics.median(one[what] for one in rounds) for what in rounds[0]}


def as_table(ways: dict[str, dict[str, float]]) -> str:
    """A line for each piece of work: seconds of processor time each way, and how many times the first the second is."""
    first, second = ways.values()
    lines = [f"| work | {' | '.join(ways)} | times |", "| --- | ---: | ---: | ---: |"]
    rows = [f"| {what} | {first[what]:.2f} | {second[what]:.2f} | {second[what] / first[what]:.2f} |" for what in first]
    return "\n".join(lines + rows)


def one() -> dict[str, float]:
    """Seconds of processor time of each piece of work in this process."""
    from lib.ui.wiping import wipe_what_is_freed

    wipe_what_is_freed()
    return _of_a_file() | _of_pages()


def _of_a_file() -> dict[str, float]:
    from benchmarks.ingest import homes
    from lib.ingest import load

    content = homes(ROWS).to_csv(index=False).encode()
    return {f"a register of {ROWS:,} homes read": taken(lambda: load(content, "homes.csv")).processor}


def _of_pages() -> dict[str, float]:
    from streamlit.testing.v1 import AppTest

    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    page.query_params["council"] = "Sefton"
    seconds = {"overview, first": taken(page.run).processor}
    for name in PAGES:
        page.switch_page(f"pages/{name}.py")
        seconds[f"{name}, first"] = taken(page.run).processor
        seconds[f"{name}, again"] = statistics.mean(taken(page.run).processor for _ in range(AGAIN))
    return seconds


if __name__ == "__main__":
    if "one" in sys.argv:
        print(json.dumps(one()))
    else:
        main()
