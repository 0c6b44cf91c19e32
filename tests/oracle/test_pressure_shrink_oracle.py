"""Shrunken rates against another library."""

import numpy as np
import pandas as pd
import pytest

from lib.pressure.shrink import empirical_bayes

pytestmark = pytest.mark.oracle


def test_agrees_with_esda():
    from esda.smoothing import Empirical_Bayes

    rng = np.random.default_rng(0)
    people = rng.integers(100, 5000, 60).astype(float)
    events = rng.poisson(people * 0.03 * np.exp(rng.normal(0, 0.5, 60))).astype(float)
    theirs = np.asarray(Empirical_Bayes(pd.DataFrame({"e": events}), pd.DataFrame({"b": people})).r, dtype=float)
    assert empirical_bayes(events, people).rate == pytest.approx(theirs.ravel(), rel=1e-9)


def test_worked_by_hand():
    """Mean 0.1, variance 0.0025 (people 100 each), by chance 0.001: 0.6 of each area's own difference is kept."""
    shrunk = empirical_bayes(np.array([5.0, 15.0]), np.array([100.0, 100.0]))
    assert shrunk.rate == pytest.approx([0.1 - 0.6 * 0.05, 0.1 + 0.6 * 0.05])
    assert shrunk.kept == pytest.approx([0.6, 0.6])
    assert shrunk.error == pytest.approx(np.sqrt([0.0006, 0.0006]))


def test_no_more_than_chance_keeps_nothing_and_no_events_stay_none():
    assert empirical_bayes(np.array([10.0, 10.0]), np.array([100.0, 100.0])).rate == pytest.approx([0.1, 0.1])
    assert empirical_bayes(np.zeros(3), np.full(3, 50.0)).rate == pytest.approx([0, 0, 0])
    missing = empirical_bayes(np.array([np.nan, 4.0]), np.array([10.0, 0.0]))
    assert np.isnan(missing.rate).all()
