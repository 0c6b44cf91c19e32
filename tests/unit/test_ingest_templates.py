"""A template for each kind loads as that kind."""

import pytest

import lib
from lib.core import Severity
from lib.datasets import KINDS
from lib.datasets.templates import template

pytestmark = pytest.mark.unit


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("is_told", [True, False])
def test_a_template_loads_cleanly(kind, is_told):
    name, content = template(kind)
    outcome = lib.load(content, name, kind if is_told else None)
    assert outcome.dataset.kind == kind
    assert len(outcome.dataset.frame) == 2
    assert not outcome.of(Severity.SET_ASIDE)
    assert not any(problem.rows for problem in outcome.problems)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.key)
def test_a_template_has_what_the_kind_needs(kind):
    _, content = template(kind.key)
    headings = content.decode("utf-8-sig").splitlines()[0].split(",")
    assert set(kind.needs) <= set(headings)
    assert "xample" in content.decode("utf-8-sig").splitlines()[1]
