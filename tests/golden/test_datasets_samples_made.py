"""The samples are what the script makes, to the byte."""

from __future__ import annotations

import pytest

from data.make_samples import SAMPLES, main

pytestmark = pytest.mark.golden


def test_the_script_makes_the_committed_files_to_the_byte(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"]) == 0
    assert "up to date" in capsys.readouterr().out


def test_a_changed_file_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    files = {path.name: path.read_bytes() for path in SAMPLES.glob("*.csv")}
    changed = {**files, "sefton_homes.csv": b"name\n"}
    monkeypatch.setattr("data.make_samples.made", lambda: changed)
    assert main(["--check"]) == 1
    assert capsys.readouterr().out == "not up to date: sefton_homes.csv\n"
