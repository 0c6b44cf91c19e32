"""A server of our own on this machine that answers as the official services do, faults and all."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import SHUT_RDWR
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

KEY = "a-key-of-the-users-own"
AREAS = [f"E0100{6920 + n}" for n in range(120)]
_GROUPS = ["Asian, Asian British or Asian Welsh", "Black, Black British, Black Welsh, Caribbean or African",
           "Mixed or Multiple ethnic groups", "White", "Other ethnic group"]  # fmt: skip
_AGES = ["Aged under 1 year", "Aged 1 year", *(f"Aged {n} years" for n in range(2, 90)), "Aged 90 years and over"]
_CATEGORIES = {
    "c2021_eth_20": [(0, "Total: All usual residents"), *((1001 + n, name) for n, name in enumerate(_GROUPS))],
    "c2021_age_92": [(0, "Total"), *((1 + n, name) for n, name in enumerate(_AGES))],
}
PLACES = [("PR8 3NX", 53.62, -3.02), ("PR9 8SY", 53.66, -2.97), ("L21 8JY", 53.47, -3.0), ("PR8 6JH", 53.63, -2.99)]


def home(n: int) -> dict[str, Any]:
    """The record of one home, with the manager's name that must not be taken along."""
    postcode, latitude, longitude = PLACES[n % len(PLACES)]
    return {
        "locationId": f"1-{100 + n}", "providerId": f"1-{900 + n % 2}", "name": f"Home {n}", "careHome": "Y",
        "numberOfBeds": 20 + n, "postalCode": postcode, "localAuthority": "Sefton", "region": "North West",
        "onspdLatitude": latitude, "onspdLongitude": longitude, "registrationStatus": "Registered",
        "gacServiceTypes": [{"name": "Residential homes", "description": "Care home service without nursing"}],
        "specialisms": [{"name": "Dementia"}], "currentRatings": {"overall": {"rating": "Good"}},
        "regulatedActivities": [{"name": "Accommodation", "contacts": [{"personFamilyName": "Quixote"}]}],
    }  # fmt: skip


class Services:
    """What the server was asked, and how it is told to misbehave.

    ``faults`` are used up one a question, in order, before it answers well: ``'drop'`` closes the connection, a number
    is sent as the status, ``'elsewhere'`` sends the asker to another machine, any other text is the whole answer; a
    tuple is the status, the headers and the text.
    """

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.keys: list[str] = []
        self.faults: list[str | int | tuple[int, dict[str, str], str]] = []
        self.skip = 0  # answer so many questions well before the first fault
        self.n_homes, self.page, self.areas, self.limit = 5, 500, AREAS, 1_000
        self.cells = 25_000  # rows of a table that are given at once; a longer one is cut short without a word
        self.authority = "Sefton"
        self.without_record: set[str] = set()  # numbers on the list, or of providers, whose record answers 404
        self.address = ""

    def answer(self, path: str, given: dict[str, str]) -> tuple[str, str]:
        """Kind and text of the answer to one question."""
        if "providers/" in path:
            return "application/json", json.dumps({"name": f"Owner {path.rpartition('/')[2]}"})
        if re.search(r"locations/", path):
            return "application/json", json.dumps(home(int(path.rpartition("1-")[2]) - 100))
        if path.endswith("/locations"):
            return "application/json", json.dumps(self._listed(given))
        if "LU/FeatureServer" in path:
            return "application/json", json.dumps(self._lookup(given))
        if "Boundaries" in path:
            return "application/geo+json", json.dumps(self._shapes(given))
        return "text/csv", self._table(given)

    def _listed(self, given: dict[str, str]) -> dict[str, Any]:
        numbers = [f"1-{100 + n}" for n in range(self.n_homes if given["localAuthority"] == self.authority else 0)]
        start = (int(given["page"]) - 1) * self.page
        shown = [{"locationId": one, "locationName": "Home"} for one in numbers[start : start + self.page]]
        return {"total": len(numbers), "totalPages": -(-len(numbers) // self.page), "locations": shown}

    def _lookup(self, given: dict[str, str]) -> dict[str, Any]:
        start = int(given["resultOffset"])
        areas = self.areas if "'E08000014'" in given["where"] else []
        part = areas[start : start + self.limit]
        more = start + len(part) < len(areas)
        rows = [{"LSOA21CD": one, "WD24CD": f"E0599{int(one[-4:]) // 6:04}"} for one in part]
        wanted = given["outFields"].split(",")
        features = [{"attributes": {name: row[name] for name in wanted}} for row in rows]
        return {"features": features, "exceededTransferLimit": more}

    def _shapes(self, given: dict[str, str]) -> dict[str, Any]:
        codes, start = re.findall(r"'(\w+)'", given["where"]), int(given["resultOffset"])
        part = codes[start : start + min(self.limit, int(given["resultRecordCount"]))]
        more = {"properties": {"exceededTransferLimit": True}} if start + len(part) < len(codes) else {}
        return {"type": "FeatureCollection", "features": [_square(code) for code in part], **more}

    def _table(self, given: dict[str, str]) -> str:
        dimension = next(name for name in given if name.startswith("c2021"))
        headings = given["select"].upper().split(",")
        rows = [
            ["2021", f"Sefton {code[-4:]}", code, name, str(100 * (len(_CATEGORIES[dimension]) - 1) if n == 0 else 100)]
            for code in given["geography"].split(",")
            for n, (_, name) in enumerate(_CATEGORIES[dimension])
        ]
        start = int(given.get("recordoffset", 0))
        shown = [headings, *rows[start : start + self.cells]]
        return "\r\n".join(",".join(f'"{cell}"' for cell in row) for row in shown) + "\r\n"


def _square(code: str) -> dict[str, Any]:
    n = int(code[-4:]) - 6920
    west, south = -3.1 + 0.01 * (n % 12), 53.45 + 0.01 * (n // 12)
    ring = [[west, south], [west + 0.01, south], [west + 0.01, south + 0.01], [west, south + 0.01], [west, south]]
    named = {"LSOA21CD": code, "LSOA21NM": f"Sefton {code[-4:]}"}
    return {"type": "Feature", "properties": named, "geometry": {"type": "Polygon", "coordinates": [ring]}}


@contextmanager
def serving() -> Iterator[Services]:
    """The server, on a port of this machine, while the block runs."""
    services = Services()

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            there = urlsplit(self.path)
            services.asked.append(self.path)
            services.keys.append(self.headers.get("Ocp-Apim-Subscription-Key", ""))
            if services.skip > 0:
                services.skip -= 1
            elif services.faults:
                self._misbehave(services.faults.pop(0))
                return
            if there.path.rpartition("/")[2] in services.without_record:
                self._misbehave(404)
                return
            kind, text = services.answer(there.path, {k: v[0] for k, v in parse_qs(there.query).items()})
            self._send(200, text, {"Content-Type": kind})

        def _misbehave(self, fault: str | int | tuple[int, dict[str, str], str]) -> None:
            if isinstance(fault, tuple):
                self._send(fault[0], fault[2], fault[1])
            elif fault == "drop":
                self.close_connection = True
                self.connection.shutdown(SHUT_RDWR)
            elif fault == "elsewhere":
                self._send(302, "", {"Location": "http://example.com/elsewhere"})
            elif isinstance(fault, int):
                self._send(fault, "", {"Retry-After": "3"} if fault == 429 else {})
            else:
                self._send(200, fault, {})

        def _send(self, status: int, text: str, headers: dict[str, str]) -> None:
            body = text.encode()
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    services.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield services
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
