"""Pages opened by AppTest: caches kept as a server keeps them, what a session keeps emptied between tests."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from opened import APP, Opened
from streamlit.runtime.caching import clear_session_data_cache, clear_session_resource_cache
from streamlit.testing.v1 import AppTest

ONE_SESSION = "test session id"  # AppTest gives every session this name


@pytest.fixture(autouse=True)
def _run_as_the_server_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run ``app.py``, never a page on its own.

    AppTest forgets at every run that the app has called ``st.navigation`` and takes the folder ``pages`` for the
    older kind of app, which runs a page without its frame. A server remembers (see ``lib.ui``).
    """
    remembers = SimpleNamespace(uses_pages_directory=False)
    monkeypatch.setattr("streamlit.runtime.scriptrunner.script_runner.PagesManager", remembers)


@pytest.fixture(autouse=True)
def _nothing_left_of_other_sessions() -> None:
    """Every AppTest is the same session to Streamlit: what a session keeps is emptied before each test.

    What is kept for everybody has the content of its data in its key, as on a server with many readers, so it
    stays warm; ``test_app_shared`` opens pages cold and looks for a difference.
    """
    clear_session_data_cache(ONE_SESSION)
    clear_session_resource_cache(ONE_SESSION)


def _opened(name: str = "overview", *, dark: bool = False, **link: str | list[str]) -> Opened:
    """Open a page as a link opens it: ``open_page('care_homes', council='Kent', shade='Nothing')``."""
    at = AppTest.from_file(APP, default_timeout=60)
    at.context = {"theme": "dark" if dark else "light"}
    at.query_params.update(link)
    if name != "overview":
        at.switch_page(f"pages/{name}.py")  # as a link opens it: no other page has drawn a choice before
    at.run()
    return Opened(at)


@pytest.fixture
def open_page() -> Callable[..., Opened]:
    """A page of the test's own."""
    return _opened


@pytest.fixture
def load(open_page: Callable[..., Opened]) -> Callable[..., Opened]:
    """'Your data' with a file chosen."""

    def chosen(content: bytes, name: str = "homes.csv", page: Opened | None = None) -> Opened:
        return (page or open_page("your_data", council="Sefton")).give(content, name)

    return chosen


@pytest.fixture(scope="session")
def _kept_open() -> dict[str, Opened]:
    return {}


@pytest.fixture
def seen(_kept_open: dict[str, Opened]) -> Callable[..., Opened]:
    """A page opened once for all tests that only look at it."""

    def look(name: str = "overview", **link: Any) -> Opened:
        key = repr((name, sorted(link.items())))
        if key not in _kept_open:
            _kept_open[key] = _opened(name, **link)
        return _kept_open[key]

    return look
