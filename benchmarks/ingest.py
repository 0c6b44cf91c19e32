"""Rows per second and peak memory of the door, against pandas alone and duckdb alone.

    python -m benchmarks.ingest [rows]

Each reading runs in a process of its own, so that peaks do not mix. The door finds the headings, looks for
records of people, parses strictly, checks codes and accounts for every row; the others only parse. duckdb is
optional: without it its lines say so.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.reading import peak_mb

ROOT = Path(__file__).resolve().parents[1]
AREAS = 34_753
READERS = ("lib.load", "pandas", "pandas as text", "duckdb")


def main() -> None:
    """Make the files, read each with each, print a table."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        files = {
            "wide": lambda: wide(rows),
            "wider": lambda: wide(rows, 23),
            "long": lambda: long(rows),
            "ages": lambda: ages(rows),
            "homes": lambda: homes(rows),
        }
        results = [one for name, make in files.items() for one in measured(name, make(), Path(folder))]
        results += workbooks(homes(min(rows, 20_000)), Path(folder))
        results += register(min(rows, 55_000), Path(folder))
        results += maps(min(rows, 5_000), Path(folder))
    print(as_table(results))


def wide(rows: int, columns: int = 13) -> pd.DataFrame:
    """One row per area and columns of figures: 119 MB at a million rows and 13 columns, 200 MB at 23."""
    rng = np.random.default_rng(0)
    figures = {f"Rate {k}": rng.normal(100, 20, rows).round(4) for k in range(columns)}
    return pd.DataFrame(
        {"area_code": [f"E{i // 10**6:02d}{i % 10**6:06d}" for i in range(10**6, rows + 10**6)], **figures}
    )


def long(rows: int) -> pd.DataFrame:
    """One row per area and measure."""
    n_measures = -(-rows // AREAS)
    rng = np.random.default_rng(0)
    codes = np.repeat([f"E01{i:06d}" for i in range(AREAS)], n_measures)[:rows]
    measures = np.tile([f"Measure {k}" for k in range(n_measures)], AREAS)[:rows]
    return pd.DataFrame({"area_code": codes, "Measure": measures, "Value": rng.normal(100, 20, rows).round(4)})


def ages(rows: int) -> pd.DataFrame:
    """One row per area and single year of age, as the table service of the census gives them."""
    rng = np.random.default_rng(0)
    n_areas = -(-rows // 91)
    names = ["Aged under 1 year", "Aged 1 year", *(f"Aged {n} years" for n in range(2, 90)), "Aged 90 years and over"]
    return pd.DataFrame(
        {
            "DATE_NAME": "2021",
            "GEOGRAPHY_CODE": np.repeat([f"E01{i:06d}" for i in range(n_areas)], 91)[:rows],
            "C2021_AGE_92_NAME": np.tile(names, n_areas)[:rows],
            "OBS_VALUE": rng.integers(0, 60, rows),
        }
    )


def homes(rows: int) -> pd.DataFrame:
    """The register's columns, homes made up, half of them placed by postcode."""
    rng = np.random.default_rng(0)
    placed = rng.random(rows) < 0.5
    return pd.DataFrame(
        {
            "Location ID": [f"1-{i}" for i in range(rows)],
            "Care home?": "Y",
            "Location Name": [f"Made-up House, {i}" for i in range(rows)],
            "Location Local Authority": "Sefton",
            "Location Postal Code": rng.choice(["L20 3NJ", "PR8 1DA", "PR9 0TZ", "L37 4AB"], rows),
            "Location Latitude": np.where(placed, 53.5, np.nan),
            "Location Longitude": np.where(placed, -3.0, np.nan),
            "Care homes beds": rng.integers(0, 90, rows),
            "Service type - Care home service with nursing": rng.choice(["Y", ""], rows),
            "Service type - Care home service without nursing": "Y",
            "Service user band - Dementia": rng.choice(["Y", ""], rows),
        }
    )


def measured(name: str, frame: pd.DataFrame, folder: Path) -> list[dict]:
    """Every reader on one file."""
    path = folder / f"{name}.csv"
    frame.to_csv(path, index=False)
    about = {"file": name, "rows": len(frame), "MB": path.stat().st_size / 1e6}
    return [{**about, "reader": reader, **in_own_process(reader, path)} for reader in READERS]


def workbooks(frame: pd.DataFrame, folder: Path) -> list[dict]:
    """The homes as workbooks, read by the door in a process of its own and by pandas in this one."""
    sys.path.insert(0, str(ROOT / "tests" / "unit"))
    from ingest_workbooks import ods, xlsx

    rows = [list(frame.columns), *frame.astype("object").fillna("").to_numpy().tolist()]
    made = {"homes.xlsx": xlsx({"Homes": rows}), "homes.ods": ods({"Homes": rows})}
    return [
        one for name, content in made.items() for one in of_file(name, content, len(frame), folder, "pandas, calamine")
    ]


def register(rows: int, folder: Path) -> list[dict]:
    """A made-up register of the size of the real one: 55,000 rows of 115 columns, 24 MB as ods."""
    sys.path.insert(0, str(ROOT / "tests" / "unit"))
    from ingest_workbooks import ods

    rng = np.random.default_rng(0)
    listed = homes(rows)
    words = {f"Provider detail {k}": [f"{n:x}" for n in rng.integers(0, 16**15, rows)] for k in range(34)}
    flags = {f"Regulated activity - {k}": rng.choice(["Y", ""], rows, p=[0.1, 0.9]) for k in range(70)}
    frame = listed.assign(**words, **flags)
    cells = [list(frame.columns), *frame.astype("object").fillna("").to_numpy().tolist()]
    content = ods({"README": [["About", "this"]], "HSCA_Active_Locations": cells})
    return of_file("register.ods", content, rows, folder, "pandas, calamine")


def maps(rows: int, folder: Path) -> list[dict]:
    """Outlines of areas, read by the door and by geopandas."""
    import geopandas as gpd
    from shapely.geometry import Point

    circles = [Point(-3 + i % 100 / 50, 52 + i // 100 / 50).buffer(0.008, 16) for i in range(rows)]
    frame = gpd.GeoDataFrame({"LSOA21CD": [f"E01{i:06d}" for i in range(rows)]}, geometry=circles, crs=4326)
    return of_file("outlines.geojson", frame.to_json().encode(), rows, folder, "geopandas")


def of_file(name: str, content: bytes, rows: int, folder: Path, other: str) -> list[dict]:
    """The door and one other reader on one file."""
    path = folder / name
    path.write_bytes(content)
    about = {"file": name, "rows": rows, "MB": len(content) / 1e6}
    return [{**about, "reader": reader, **in_own_process(reader, path)} for reader in ("lib.load", other)]


def in_own_process(reader: str, path: Path) -> dict:
    """Seconds and peak memory of one reading."""
    if reader == "duckdb" and importlib.util.find_spec("duckdb") is None:
        return {"note": "not installed"}
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.ingest", "--read", reader, str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def read(reader: str, path: str) -> dict:
    """One reading, in this process."""
    content = Path(path).read_bytes()
    before = peak_mb()
    work = reading(reader, content, path)
    start, start_cpu = time.perf_counter(), processor_seconds()
    n = work()
    seconds, cpu = time.perf_counter() - start, processor_seconds() - start_cpu
    return {
        "seconds": seconds,
        "cpu": cpu,
        "peak MB": peak_mb(),
        "child MB": child_mb(),
        "before MB": before,
        "rows out": n,
    }


def reading(reader: str, content: bytes, path: str):
    """The reading to time, with its imports done."""
    from io import BytesIO

    if reader == "lib.load":
        sys.path.insert(0, str(ROOT))
        import lib

        lib.load(b"area_code,Rate\nE01006920,1\nE01006921,2\n", "warm.csv")
        return lambda: len(lib.load(content, "file.csv").dataset.frame)
    if reader == "geopandas":
        import geopandas as gpd

        return lambda: len(gpd.read_file(BytesIO(content)))
    if reader == "pandas, calamine":
        last = {"register.ods": 1}.get(Path(path).name, 0)
        return lambda: len(pd.read_excel(BytesIO(content), sheet_name=last, engine="calamine", dtype=str))
    if reader == "duckdb":
        import duckdb

        return lambda: len(duckdb.read_csv(path).df())
    text = {"dtype": str, "keep_default_na": False} if reader == "pandas as text" else {}
    return lambda: len(pd.read_csv(BytesIO(content), **text))


def processor_seconds() -> float:
    """Processor time of this process and of those it started and waited for."""
    import resource

    return time.process_time() + sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])


def child_mb() -> float:
    """Peak memory of the processes that this one started: workbooks and maps are opened in one."""
    import resource

    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e3


def against_the_door(one: dict, results: list[dict]) -> tuple[float, float]:
    """Processor time and memory of the door as multiples of this reader's, on the same file of the same run."""
    door = next(other for other in results if other["file"] == one["file"] and other["reader"] == READERS[0])
    memory = [each["peak MB"] + each["child MB"] for each in (door, one)]
    return door["cpu"] / max(one["cpu"], 0.01), memory[0] / memory[1]


def as_table(results: list[dict]) -> str:
    """The results as a Markdown table."""
    lines = [
        "| file | rows | MB | reader | seconds | of CPU | rows per second | peak MB | and of its child | CPU, times | "
        "memory, times |",
        "| --- | ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for one in results:
        start = f"| {one['file']} | {one['rows']:,} | {one['MB']:,.0f} | {one['reader']} |"
        if "note" in one:
            lines.append(f"{start} {one['note']} | | | | | | |")
            continue
        rate, child = one["rows"] / one["seconds"], f"{one['child MB']:,.0f}" if one["child MB"] else ""
        times = " | ".join(f"{ratio:.1f}" for ratio in against_the_door(one, results))
        took = f"{one['seconds']:.1f} | {one['cpu']:.1f} | {rate:,.0f}"
        lines.append(f"{start} {took} | {one['peak MB']:,.0f} | {child} | {times} |")
    return "\n".join(lines)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--read"]:
        print(json.dumps(read(*sys.argv[2:])))
    else:
        main()
