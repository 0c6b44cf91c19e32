"""A program of its own: opens a workbook or a map file with limited memory and writes its tables as text.

``python -I -S child.py {workbook|map} memory output folder...`` reads the file from standard input. Each
table goes to standard output as one line of JSON (its name and the number of bytes that follow) and then the
bytes: CSV of a sheet, an Arrow stream of a map layer. The exit codes are those of ``lib.ingest.sandbox``.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import os
import sys
import zipfile
from collections.abc import Callable, Iterable, Mapping
from io import BytesIO, StringIO

CANNOT_READ, LOCKED, TOO_MUCH = 3, 4, 5


def main() -> int:
    """Limit myself, read, write, and answer with an exit code."""
    task, memory, output, *folders = sys.argv[1:]
    sys.path.extend(folders)
    limit_myself(int(memory))
    read = {"workbook": read_workbook, "map": read_map}[task]
    return read(sys.stdin.buffer.read(), Output(int(output)))


def limit_myself(memory: int) -> None:
    """Limit memory, where the system can: elsewhere the parent's time limit remains."""
    os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", GDAL_NUM_THREADS="1", CPL_DEBUG="OFF")
    try:
        import resource
    except ImportError:
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    allowed = memory if most == resource.RLIM_INFINITY else min(memory, most)
    resource.setrlimit(resource.RLIMIT_AS, (allowed, allowed))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class Output:
    """Standard output that stops at an allowance."""

    def __init__(self, allowance: int):
        self.allowance = allowance

    def write(self, head: dict[str, object], body: bytes) -> None:
        """One table: its head as a line of JSON, then its bytes."""
        self.allowance -= len(body)
        if self.allowance < 0:
            raise OverflowError
        line = json.dumps({**head, "bytes": len(body)}).encode()
        sys.stdout.buffer.write(line + b"\n" + body)


def read_workbook(content: bytes, output: Output) -> int:
    """Every sheet of an xlsx or ods workbook as CSV."""
    import python_calamine as calamine

    try:
        workbook = calamine.load_workbook(BytesIO(content))
        percent_in = percentages_of(content)
        for sheet in workbook.sheets_metadata:
            if sheet.typ == calamine.SheetTypeEnum.WorkSheet:
                held = workbook.get_sheet_by_name(sheet.name)
                is_visible = sheet.visible == calamine.SheetVisibleEnum.Visible
                head = {"sheet": sheet.name, "is_visible": is_visible, "merged": merged_down(held)}
                output.write(head, csv_of(held, output.allowance, percent_in(sheet.name)))
    except calamine.PasswordError:
        return LOCKED
    except OverflowError:
        return TOO_MUCH
    except (calamine.CalamineError, ValueError, OSError, IndexError, zipfile.BadZipFile, SyntaxError):
        return CANNOT_READ
    return 0


def merged_down(sheet) -> list[tuple[int, int, int]]:  # type: ignore[no-untyped-def]
    """Cells merged over rows of one column: first row, last row (1 is the first) and column (0 is the first)."""
    ranges = sheet.merged_cell_ranges or []
    return [(top + 1, foot + 1, left) for (top, left), (foot, right) in ranges if left == right and foot > top]


def percentages_of(content: bytes) -> Callable[[str], Mapping[int, tuple[int, ...]]]:
    """Where each sheet has cells shown as percentages: row (1 is the first) -> columns."""
    sys.path.append(os.path.dirname(__file__))  # noqa: PTH120 - no other module of ours is needed
    from percent_cells import percent_cells

    return percent_cells(zipfile.ZipFile(BytesIO(content)))


def csv_of(sheet, allowance: int, percent_at: Mapping[int, tuple[int, ...]]) -> bytes:  # type: ignore[no-untyped-def]
    """One sheet as CSV, each row at its own line and each cell in its own column."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    _, first_column = sheet.start or (0, 0)
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells = [""] * first_column + [said(cell) for cell in row]
        for column in percent_at.get(number, ()):
            if first_column <= column < len(cells):
                cells[column] = as_percentage(row[column - first_column], cells[column])
        writer.writerow(cells)
        if text.tell() > allowance:
            raise OverflowError
    return text.getvalue().encode("utf-8", errors="replace")


def as_percentage(cell: object, text: str) -> str:
    """A figure shown as a percentage: 0.12 as '12%'; anything else under such a format as it is."""
    is_figure = isinstance(cell, int | float) and not isinstance(cell, bool)
    return f"{said(round(100.0 * cell, 10))}%" if is_figure else text  # type: ignore[operator]


def said(cell: object) -> str:
    """A cell as text: whole numbers without '.0', days as ISO, nothing as ''."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    return str(cell)


def read_map(content: bytes, output: Output) -> int:
    """The first layer with shapes of a GeoJSON, GeoPackage or zipped shapefile."""
    import pyogrio

    source = flat_shapefile(content) if content.startswith(b"PK") else content
    try:
        layers = [(str(name), kind) for name, kind in pyogrio.list_layers(source)]
        with_shapes = [position for position, (_, kind) in enumerate(layers) if kind]
        if not with_shapes:
            return CANNOT_READ
        meta, table = pyogrio.read_arrow(source, layer=with_shapes[0])
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError, OSError):
        return CANNOT_READ
    names = [layers[position][0] for position in with_shapes] if len(layers) > 1 else [""]
    head = {"sheet": names[0], "others": names[1:], "crs": meta["crs"]}
    output.write(head, stream_of(table, meta["geometry_name"] or "wkb_geometry"))
    return 0


def stream_of(table, geometry: str) -> bytes:  # type: ignore[no-untyped-def]
    """Attributes as text and shapes as WKB, in an Arrow stream; the shapes come last."""
    import pyarrow as pa

    names = [name for name in table.column_names if name != geometry]
    columns = [pa.array(map(said, table[name].to_pylist()), pa.large_string()) for name in names]
    shapes = pa.array(table[geometry].to_pylist(), pa.large_binary())
    sink = BytesIO()
    whole = pa.Table.from_arrays([*columns, shapes], names=[*names, "geometry"])
    with pa.ipc.new_stream(sink, whole.schema) as writer:
        writer.write_table(whole)
    return sink.getvalue()


def flat_shapefile(content: bytes) -> bytes:
    """The first shapefile of an archive, packed again under a name of ours: no path of the user's is used."""
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as archive, zipfile.ZipFile(packed, "w") as flat:
        shape = next(name for name in archive.namelist() if name.lower().endswith(".shp"))
        for name in parts_of(shape, archive.namelist()):
            flat.writestr(f"layer.{name.rsplit('.', 1)[-1].lower()}", archive.read(name))
    return packed.getvalue()


def parts_of(shape: str, names: Iterable[str]) -> list[str]:
    """The files that make up one shapefile."""
    stem = shape[:-4].lower()
    wanted = {f"{stem}.{ending}" for ending in ("shp", "shx", "dbf", "prj", "cpg")}
    return [name for name in names if name.lower() in wanted]


if __name__ == "__main__":
    sys.exit(main())
