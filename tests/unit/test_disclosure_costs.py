"""Costs of a few people, or of one provider."""

from __future__ import annotations

import pandas as pd
import pytest

from lib.disclosure import protect_cost

pytestmark = pytest.mark.unit


def protected(rows, **more):
    table = pd.DataFrame(rows, columns=["setting", "cost_gbp", "people", "providers"])
    return protect_cost(table, "cost_gbp", "people", "providers", keys="setting", **more)


@pytest.mark.parametrize(
    ("people", "providers", "is_hidden"),
    [(4, 3, True), (5, 3, False), (6, 3, False), (20, 1, True), (20, 2, False), (20, None, True), (None, 3, True)],
)
def test_a_cost_needs_five_people_and_two_providers(people, providers, is_hidden):
    table = protected([("Nursing", 1000.0, people, providers)])
    assert table.is_hidden("cost_gbp").tolist() == [is_hidden]
    assert table.frame["cost_per_person"].isna().tolist() == [is_hidden]


def test_the_cost_per_person_is_of_people_as_shown():
    frame = protected([("Nursing", 1200.0, 12, 3)]).frame
    assert frame["people"].tolist() == [10]
    assert frame["cost_per_person"].tolist() == [120]


def test_a_total_over_a_hidden_cost_is_hidden_too():
    table = protected([("Nursing", 900.0, 12, 3), ("Other", 100.0, 8, 1), ("Total", 1000.0, 20, 4)])
    assert table.states["cost_gbp"].tolist() == ["shown", "suppressed", "suppressed"]


def test_a_total_over_shown_costs_is_shown():
    table = protected([("Nursing", 900.0, 12, 3), ("Other", 100.0, 8, 2), ("Total", 1000.0, 20, 4)])
    assert table.states["cost_gbp"].tolist() == ["shown"] * 3


def test_nobody_costs_nothing_and_that_may_be_said():
    table = protected([("Nursing", 0.0, 0, 0)])
    assert table.states["cost_gbp"].tolist() == ["zero"]
    assert table.states["cost_per_person"].tolist() == ["not applicable"]


def test_a_cost_that_was_not_collected_is_not_called_hidden():
    assert protected([("Nursing", None, 4, 1)]).states["cost_gbp"].tolist() == ["not collected"]
