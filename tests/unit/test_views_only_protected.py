"""No view and no export shows a bare frame: everything that asks for a protected table refuses anything else."""

import importlib
import inspect
import pkgutil
from datetime import date
from unittest.mock import MagicMock

import pandas as pd
import pytest

import lib.exports
import lib.views
from lib.disclosure import ProtectedTable, public
from lib.exports import to_csv
from lib.exports.docx import Part, to_docx
from lib.views.tables import printed

pytestmark = pytest.mark.unit


def modules(package):
    return [
        importlib.import_module(f"{package.__name__}.{found.name}") for found in pkgutil.iter_modules(package.__path__)
    ]


def asked_for():
    """Every public function of views and exports with the name of each protected table that it asks for."""
    for module in (*modules(lib.views), *modules(lib.exports)):
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if name.startswith("_") or function.__module__ != module.__name__:
                continue
            for parameter in inspect.signature(function).parameters.values():
                if "ProtectedTable" in str(parameter.annotation):
                    yield pytest.param(function, parameter.name, id=f"{module.__name__}.{name}({parameter.name})")


@pytest.mark.parametrize(("function", "table"), list(asked_for()))
def test_a_bare_frame_is_refused(function, table):
    signature = inspect.signature(function)
    needed = [p for p in signature.parameters.values() if p.default is p.empty and p.name != table]
    arguments = {p.name: MagicMock() for p in needed if p.kind not in (p.VAR_KEYWORD, p.VAR_POSITIONAL)}
    bare = pd.DataFrame({"area_code": ["E01"], "area_name": ["Ash"], "users": [3]})
    with pytest.raises(TypeError, match="ProtectedTable"):
        function(**{**arguments, table: bare})


def test_there_are_functions_to_ask():
    assert len(list(asked_for())) > 20


@pytest.mark.parametrize("wrong", [pd.DataFrame({"users": [3]}), pd.Series([3]), {"users": [3]}, None])
def test_the_exports_refuse_everything_else(wrong):
    with pytest.raises(TypeError, match="ProtectedTable"):
        to_csv(wrong, [], "People")


def test_a_document_refuses_a_bare_table():
    part = Part("People", table=pd.DataFrame({"users": [3]}))
    with pytest.raises(TypeError, match="ProtectedTable"):
        to_docx("People", [part], [], made_on=date(2026, 11, 21))


def test_nobody_makes_a_protected_table_by_hand():
    frame = pd.DataFrame({"users": [3]})
    with pytest.raises(TypeError, match="protect"):
        ProtectedTable(frame, frame, None)


def test_what_a_protected_table_hands_out_changes_nothing_in_it():
    table = public(pd.DataFrame({"homes": [3]}), because="the register")
    handed_out = table.frame
    handed_out.loc[0, "homes"] = 99
    assert table.frame.loc[0, "homes"] == 3
    states = table.states
    states.loc[0, "homes"] = "suppressed"
    assert table.states.loc[0, "homes"] == "shown"
    assert printed(table).words.loc[0, "homes"] == "3"
