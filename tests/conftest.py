"""What the tests share: where public files lie, and caches emptied between pages."""

from __future__ import annotations

from pathlib import Path

import pytest

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
