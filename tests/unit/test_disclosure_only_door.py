"""Nothing that draws or writes figures takes a bare frame: the type forbids it, and so does the call."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import lib.exports
import lib.views

pytestmark = pytest.mark.unit


def doors() -> list:
    """Every public function of views and exports with an argument that is a protected table."""
    modules = [
        importlib.import_module(found.name)
        for package in (lib.views, lib.exports)
        for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}.")
    ]
    functions = {
        function
        for module in modules
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_") and table_argument(function)
    }
    return sorted(functions, key=lambda function: f"{function.__module__}.{function.__name__}")


def table_argument(function) -> str | None:
    annotations = inspect.get_annotations(function)
    return next((name for name, kind in annotations.items() if name != "return" and kind == "ProtectedTable"), None)


@pytest.mark.parametrize("function", doors(), ids=lambda function: f"{function.__module__}.{function.__name__}")
def test_a_bare_frame_is_refused(function):
    needed = [
        name
        for name, parameter in inspect.signature(function).parameters.items()
        if parameter.default is inspect.Parameter.empty and parameter.kind is not inspect.Parameter.VAR_KEYWORD
    ]
    arguments = dict.fromkeys(needed, "area") | {table_argument(function): pd.DataFrame({"area": [3]})}
    with pytest.raises(TypeError, match="ProtectedTable"):
        function(**arguments)


def test_there_are_doors_to_try():
    assert {function.__name__ for function in doors()} >= {"to_csv", "printed"}


def test_the_type_checker_refuses_a_bare_frame(tmp_path):
    wrong = tmp_path / "wrong.py"
    wrong.write_text(
        "import pandas as pd\n"
        "from lib.exports import to_csv\n"
        "from lib.disclosure import public\n"
        "def right() -> bytes:\n"
        "    return to_csv(public(pd.DataFrame(), because='open'), [], 'Homes')\n"
        "def bare() -> bytes:\n"
        "    return to_csv(pd.DataFrame(), [], 'Homes')\n"
    )
    root = Path(lib.views.__file__).resolve().parents[2]
    checked = subprocess.run(
        [
            sys.executable,
            "-m",
            "mypy",
            "--config-file",
            str(root / "pyproject.toml"),
            str(wrong),
        ],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    errors = [line for line in checked.stdout.splitlines() if "error:" in line and "wrong.py" in line]
    assert len(errors) == 1
    assert "wrong.py:7" in errors[0]
    assert 'expected "ProtectedTable"' in errors[0]
