"""One server, one Chromium; a fresh visit for each test, failed by any request that leaves this machine."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright
from served import LOCAL, Server, serving
from visiting import WIDE, Visit

FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {LOCAL}",  # a second line: no other name is ever looked up
]
# How long a state may take on a busy machine; nothing waits longer than the state itself.
PATIENCE_MS = 30_000


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Chromium of this machine; skipped where there is none, but never in CI."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None and os.environ.get("CI") == "true":
        pytest.fail("CI must have Chromium: see .ci/run")
    if found is None:
        pytest.skip("no Chromium on this machine")
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The app, started once."""
    with serving() as started:
        yield started


@pytest.fixture
def visiting(chromium: Browser, server: Server) -> Iterator[Callable[..., Visit]]:
    """Begin a visit: ``visiting()``, ``visiting(NARROW)``. Fails the test on outside requests, errors, dialogs."""
    visits: list[Visit] = []

    def begin(viewport: dict[str, int] = WIDE, *, address: str = "", **more: object) -> Visit:
        context = chromium.new_context(viewport=viewport, accept_downloads=True, locale="en-GB", **more)
        context.set_default_timeout(PATIENCE_MS)
        visits.append(Visit(context, address or server.address))
        return visits[-1]

    yield begin
    wrong = [said for visit in visits for said in visit.went_wrong()]
    for visit in visits:
        visit.context.close()
    sys.stderr.write(server.log[-3000:])  # pytest shows it beside a failure
    assert wrong == []


@pytest.fixture
def visit(visiting: Callable[..., Visit]) -> Visit:
    """A visit at 1440 pixels."""
    return visiting()
