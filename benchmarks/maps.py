"""Time maps in the browser: a plain streamlit-folium page, our map of a council, our map of many areas.

python benchmarks/maps.py                   every size; the plain page and our folium map up to 5,000 areas
python benchmarks/maps.py --all             those at 34,753 areas too (minutes)
python benchmarks/maps.py --areas 5000 --runs 5

Starts its own servers on this machine and drives Chromium with nothing to reach outside it. A time runs from the
click to the frame after everything is drawn: every outline in the page for folium, every pixel of the canvas for
the component. Each visit has an empty cache; the first of each kind is thrown away; the median is printed
(beyond 5,000 areas folium is timed once, cold).
Bytes are what the server sends for the drawing: messages, and outlines fetched.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
LOCAL = "127.0.0.1"
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {LOCAL}",
]
WAYS = {"plain": "plain streamlit-folium", "folium": "our folium map", "component": "our component"}
CASES = [(189, 0), (189, 134), (950, 0), (5000, 0), (34753, 0), (34753, 15000), (34753, 40000)]
ONLY_COMPONENT = {(34753, 15000), (34753, 40000)}  # as many points again as the others take minutes for
AIMS = {189: (0.6, 0.2), 950: (0.7, 0.2), 5000: (0.8, 0.3), 34753: (2.5, 0.4)}
MOST_SECONDS = 300
SLOW_FROM = 5000  # areas beyond which folium takes minutes

# Clicks, then waits for the drawing: folium's outlines are elements of its frame, the component's a canvas.
TIMED = """async ({way, control, areas, points, most}) => {
  const frame = () => document.querySelector('iframe')?.contentDocument;
  const shapes = () => frame()?.getElementsByClassName('leaflet-interactive') ?? [];
  const look = () => {
    if (way === 'component') {
      const map = document.querySelector('.cmw-country');
      return map && +map.dataset.areas >= areas ? map.dataset.painted : '';
    }
    if (shapes().length < areas + points || !document.querySelector('iframe').offsetHeight) return '';
    return way === 'folium' ? frame().querySelector('.leaflet-container').dataset.painted ?? ''
      : [shapes()[0], shapes()[areas - 1]].map((shape) => (shape.getAttribute('fill') ?? '').slice(3, 5)).join();
  };
  const before = look(), start = performance.now(), next = () => new Promise(requestAnimationFrame);
  document.querySelectorAll(control.of)[control.at].click();
  while (!look() || look() === before) {
    if (performance.now() - start > most * 1000) throw new Error('not drawn in time');
    await next();
  }
  if (way === 'component') document.querySelector('.cmw-country-figures').getContext('2d').getImageData(0, 0, 1, 1);
  else { await next(); await next(); }
  return (performance.now() - start) / 1000;
}"""


@dataclass
class Times:
    """Seconds and bytes of one way of drawing one case."""

    first: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    first_bytes: int = 0
    again_bytes: int = 0


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """A server of the page with the app's static files; stopped by its own process."""
    with socket.socket() as found:
        found.bind((LOCAL, 0))
        port = found.getsockname()[1]
    given = {"server.port": port, "server.address": LOCAL, "server.headless": "true", "server.fileWatcherType": "none"}
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(folder / "app.py"), *(f"--{k}={v}" for k, v in given.items())],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://{LOCAL}:{port}"
        until_ready(f"{address}/_stcore/health")
        yield address
    finally:
        process.terminate()
        process.wait(20)


def until_ready(address: str) -> None:
    for _ in range(300):
        try:
            with urlopen(address, timeout=1):  # noqa: S310 - this machine
                return
        except (URLError, OSError):
            time.sleep(0.1)
    sys.exit("The server did not start.")


class Sent:
    """Bytes the server sends to a page: messages, and what is fetched for the map."""

    def __init__(self, page: Page) -> None:
        self.bytes = 0
        page.on("websocket", lambda socket: socket.on("framereceived", self._message))
        page.on("requestfinished", self._fetched)

    def _message(self, payload: str | bytes) -> None:
        self.bytes += len(payload)

    def _fetched(self, request: object) -> None:
        if "/media/" in request.url:
            self.bytes += request.sizes()["responseBodySize"]

    def since(self, page: Page) -> int:
        page.wait_for_timeout(300)
        sent, self.bytes = self.bytes, 0
        return sent


def visit(browser: Browser, address: str, way: str, case: tuple[int, int], changes: int) -> Times:
    """One visit with an empty cache: the map shown once, then other measures, three at the most."""
    areas, points = case
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page, times = context.new_page(), Times()
    sent = Sent(page)
    page.goto(f"{address}/?draw={way}&areas={areas}&points={points}")
    page.locator('input[type="radio"]').first.wait_for(state="attached", timeout=MOST_SECONDS * 1000)
    page.wait_for_timeout(700)
    sent.since(page)
    asked = {"way": way, "areas": areas, "points": points, "most": MOST_SECONDS}
    times.first.append(page.evaluate(TIMED, {**asked, "control": {"of": 'input[type="checkbox"]', "at": 0}}))
    times.first_bytes = sent.since(page)
    for at in range(1, changes + 1):
        page.wait_for_timeout(300)
        times.again.append(page.evaluate(TIMED, {**asked, "control": {"of": 'input[type="radio"]', "at": at}}))
        times.again_bytes = sent.since(page)
    context.close()
    return times


def measured(browser: Browser, addresses: dict[str, str], case: tuple[int, int], runs: int) -> dict[str, Times]:
    """Every way of one case in turn, so that a busy minute touches them alike; minutes-long ways once."""
    found = {way: Times() for way in addresses}
    for run in range(runs + 1):
        for way, address in addresses.items():
            is_slow = way != "component" and case[0] > SLOW_FROM
            if is_slow and run != 1:
                continue
            one = visit(browser, address, way, case, changes=1 if is_slow else 3)
            if run:  # the first warms the server up
                found[way].first += one.first
                found[way].again += one.again
                found[way].first_bytes = max(found[way].first_bytes, one.first_bytes)
                found[way].again_bytes = max(found[way].again_bytes, one.again_bytes)
    return found


def rows(case: tuple[int, int], found: dict[str, Times]) -> Iterator[str]:
    """Lines of the table: seconds, bytes, how often the plain page takes as long, and the aim."""
    plain = found.get("plain")
    for way, times in found.items():
        first, again = statistics.median(times.first), statistics.median(times.again)
        ratios = ("", "")
        if plain:
            ratios = tuple(f"{statistics.median(p) / t:.1f}" for p, t in ((plain.first, first), (plain.again, again)))
        aim = "{} / {}".format(*AIMS[case[0]]) if way == "component" else ""
        said = f"{case[0]:,}" + (f" + {case[1]:,} points" if case[1] else "")
        cells = [said, WAYS[way], f"{first:.2f}", f"{again:.2f}", *ratios, kilobytes(times.first_bytes)]
        yield "| " + " | ".join([*cells, kilobytes(times.again_bytes), aim]) + " |"


def kilobytes(count: int) -> str:
    return f"{count / 1000:,.0f}"


def ways_of(case: tuple[int, int], is_all: bool) -> list[str]:
    is_long = case[0] > SLOW_FROM and not is_all
    return ["component"] if case in ONLY_COMPONENT or is_long else list(WAYS)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true", help="34,753 areas in the slow ways too")
    parser.add_argument("--areas", type=int, nargs="*", help="only these sizes")
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or sys.exit("No Chromium on this machine.")
    print("| areas | drawn by | first (s) | recolour (s) | first: plain ÷ this | recolour: plain ÷ this "
          "| first (kB) | recolour (kB) | aim (s) |\n|---|---|---|---|---|---|---|---|---|")  # fmt: skip
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        (folder / "app.py").write_text("from benchmarks.maps_page import page\n\npage()\n", "utf-8")
        (folder / "static").symlink_to(ROOT / "static", target_is_directory=True)
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for case in [c for c in CASES if not asked.areas or c[0] in asked.areas]:
            with servers(folder, ways_of(case, asked.all)) as addresses:
                for line in rows(case, measured(browser, addresses, case, asked.runs)):
                    print(line, flush=True)
        browser.close()
    load = f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    print(f"\nMedian of {asked.runs} visits. Load of the machine at the end: {load}.")


@contextmanager
def servers(folder: Path, ways: list[str]) -> Iterator[dict[str, str]]:
    """A server for each way, so that one leaves nothing behind for another."""
    with ExitStack() as stack:
        yield {way: stack.enter_context(serving(folder)) for way in ways}


if __name__ == "__main__":
    main()
