"""Files as users send them, with names that must stay words."""

from __future__ import annotations

import csv
import io

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "Elm `House` ${alert(1)}",
    '=HYPERLINK("http://example.com/x","Fir")',
    "![Oak](http://example.com/oak.png)",
    "</script><script>alert(1)</script>",
)
_POSTCODES = ("PR8 3NX", "PR9 8SY", "L21 8JY", "PR8 6JH", "PR9 7TU")


def messy_homes() -> bytes:
    """A register as somebody saved it: lines above the header, semicolons, another alphabet, hostile names."""
    rows = [["Register of homes, saved by hand"], []]
    rows.append(["Location ID", "Location Name", "Location Postal Code", "Care homes beds", "Provider Name", "Town"])
    rows += [
        [f"1-{100 + n}", name, _POSTCODES[n], str(20 + n), f"{name} Ltd", "Café"] for n, name in enumerate(HOSTILE)
    ]
    return _written(rows, ";").encode("cp1252")


def small_activity() -> bytes:
    """Home care activity with numbers of people small enough to point at somebody."""
    rows = [["locality_name", "period", "hours", "packages", "people_waiting"]]
    rows += [["Locality 1", "2025-03", "900", "47", "3"], ["Locality 2", "2025-03", "800", "3", "21"]]
    rows += [["Locality 3", "2025-03", "700", "58", "33"]]
    return _written(rows, ",").encode("utf-8")


def hostile_characteristics() -> bytes:
    """Users against population, the characteristics and groups named by somebody who means harm."""
    rows = [["characteristic", "characteristic_group", "users_count", "population_count"]]
    rows += [[name, f"{group} {name}", "400", "9000"] for name in HOSTILE for group in ("First", "Second")]
    return _written(rows, ",").encode("utf-8")


def hostile_indicators(codes: list[str]) -> bytes:
    """Figures by area under headings named by somebody who means harm."""
    rows = [["area_code", *HOSTILE]]
    rows += [[code, *(str((n * (m + 3)) % 17 + 0.5) for m in range(len(HOSTILE)))] for n, code in enumerate(codes)]
    return _written(rows, ",").encode("utf-8")


def hostile_localities(codes: list[str]) -> bytes:
    """Areas by locality, the localities named by somebody who means harm."""
    rows = [["locality_name", "area_code"], *([HOSTILE[n % len(HOSTILE)], code] for n, code in enumerate(codes))]
    return _written(rows, ",").encode("utf-8")


def hostile_activity(*periods: str) -> bytes:
    """Activity of those localities."""
    rows = [["locality_name", "period", "hours", "people_waiting"]]
    rows += [[name, period, str(100 + 40 * n), str(20 + 5 * n)] for n, name in enumerate(HOSTILE) for period in periods]
    return _written(rows, ",").encode("utf-8")


def _written(rows: list[list[str]], separator: str) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def read_download(text: str) -> tuple[list[str], list[dict[str, str]]]:
    """The lines above a downloaded table, and its rows by heading."""
    rows = list(csv.reader(io.StringIO(text, newline="")))
    empty = rows.index([])
    headings = rows[empty + 1]
    return [row[0] for row in rows[:empty]], [dict(zip(headings, row, strict=True)) for row in rows[empty + 2 :]]


def formulas(text: str) -> list[str]:
    """Cells a spreadsheet would run; plain numbers may begin with a minus."""
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    return [cell for cell in cells if cell.lstrip()[:1] in ("=", "+", "-", "@") and not _is_number(cell)]


def _is_number(cell: str) -> bool:
    return cell.removeprefix("-").replace(".", "", 1).isdigit()
