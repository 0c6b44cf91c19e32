"""What the tests share: where public files lie, and caches emptied between pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples for everybody, so that a change is judged by itself; search for new ones with
# --hypothesis-profile=default.
settings.register_profile("same-for-all", derandomize=True, deadline=None, print_blob=True)
settings.load_profile("same-for-all")

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def real() -> Path:
    """Public files as published, beside the project; tests that need them skip where they are absent."""
    folder = SHARED / "real"
    if not folder.exists():
        pytest.skip("the public test files are not beside the project")
    return folder


@pytest.fixture(scope="session")
def published_tables() -> Path:
    """The documents' figures as checked tables, beside the project."""
    folder = SHARED / "tables"
    if not folder.exists():
        pytest.skip("the documents' tables are not beside the project")
    return folder


@pytest.fixture(scope="session", autouse=True)
def _no_workspace_of_anybodys(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test, and no server that a test starts, opens the workspace of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL", raising=False)
        patch.setenv("WORKBENCH_HOME", str(tmp_path_factory.mktemp("workspace")))
        yield


@pytest.fixture
def own_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace that only this test keeps versions in."""
    home = tmp_path / "workspace"
    monkeypatch.setenv("WORKBENCH_HOME", str(home))
    return home
