"""Write tables so that the same table always gives the same bytes, and say what was written."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import geopandas as gpd
import pandas as pd

ROWS_PER_GROUP = 500  # a council of 200 to 400 areas is read from one or two groups
FILES_START, FILES_END = "<!-- files: written by build.py -->", "<!-- files end -->"


def write_table(table: pd.DataFrame, path: Path) -> None:
    """A CSV for tables a person may open, else (Geo)Parquet in small groups of rows."""
    if path.suffix == ".csv":
        table.to_csv(path, index=False, lineterminator="\n")
        return
    options = {"index": False, "compression": "zstd", "compression_level": 19}
    if isinstance(table, gpd.GeoDataFrame):
        table.to_parquet(path, row_group_size=ROWS_PER_GROUP, schema_version="1.1.0", **options)
    else:
        table.to_parquet(path, row_group_size=ROWS_PER_GROUP * 4, **options)


def checksum(path: Path) -> str:
    """SHA-256 of a file."""
    return sha256(path.read_bytes()).hexdigest()


def readme_table(sources: pd.DataFrame) -> str:
    """The list of files for people: what each is, whose, as at when, and its checksum."""
    lines = ["| file | what it is | publisher | as at | licence | rows | SHA-256 (first 16) |"]
    lines.append("| --- | --- | --- | --- | --- | ---: | --- |")
    lines += [
        f"| `{row.file}` | {row.title} | {row.publisher} | {row.as_at} | {row.licence} | {row.rows:,} "
        f"| `{row.sha256[:16]}` |"
        for row in sources.itertuples()
    ]
    return "\n".join(lines)


def write_readme(sources: pd.DataFrame, path: Path) -> None:
    """Put the list of files between its two marks; the rest of the page is written by hand."""
    before, rest = path.read_text(encoding="utf-8").split(FILES_START)
    after = rest.split(FILES_END)[1]
    page = f"{before}{FILES_START}\n\n{readme_table(sources)}\n\n{FILES_END}{after}"
    path.write_text(page, encoding="utf-8", newline="\n")
