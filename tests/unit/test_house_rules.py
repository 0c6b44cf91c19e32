"""The rules of the house that a tool can hold: imports one way, short pages, no outside hosts named."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.unit
ROOT = Path(__file__).resolve().parents[2]


def test_imports_point_one_way():
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("page", sorted((ROOT / "pages").glob("*.py")), ids=lambda p: p.stem)
def test_pages_are_thin(page):
    assert len(page.read_text(encoding="utf-8").splitlines()) <= 60


def test_no_public_asset_host_is_named_in_the_app():
    hosts = re.compile(r"cdn\.jsdelivr|unpkg\.com|cdnjs|code\.jquery|netdna|maxcdn|cartocdn")
    files = [
        ROOT / "app.py",
        *(ROOT / "lib").rglob("*.py"),
        *(ROOT / "lib").rglob("*.js"),
        *(ROOT / "pages").glob("*.py"),
    ]
    assert [f.name for f in files if hosts.search(f.read_text(encoding="utf-8"))] == []


def test_app_is_a_dozen_lines():
    assert len((ROOT / "app.py").read_text(encoding="utf-8").splitlines()) <= 14


def test_a_page_ends_early_in_one_way_only():
    """After ``st.stop`` nothing more can be drawn: neither the notices nor the foot of the page."""
    files = [*(ROOT / "lib" / "ui").rglob("*.py"), *(ROOT / "pages").glob("*.py")]
    assert [f.name for f in files if "st.stop()" in f.read_text(encoding="utf-8")] == []
