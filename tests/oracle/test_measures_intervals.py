"""Second opinions for the intervals: statsmodels, scipy, slow loops and hand-worked figures."""

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep

from lib.measures import intervals

pytestmark = pytest.mark.oracle


def test_wilson_by_hand():
    # 3 of 1,000: (p + z2/2n +/- z sqrt(p q/n + z2/4n2)) / (1 + z2/n)
    n, p, z = 1000, 0.003, 1.959963984540054
    centre = p + z**2 / (2 * n)
    reach = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    low, high = intervals.wilson([3], [1000])
    assert low[0] == pytest.approx((centre - reach) / (1 + z**2 / n))
    assert high[0] == pytest.approx((centre + reach) / (1 + z**2 / n))


def test_wilson_of_nobody_starts_at_nothing_and_of_everybody_ends_at_all():
    low, high = intervals.wilson([0, 10], [10, 10])
    assert low[0] == 0
    assert high[1] == 1
    assert 0 < high[0] < 1


def test_no_people_no_interval():
    low, high = intervals.wilson([0.0, np.nan], [0, 10])
    assert np.isnan(low).all()
    assert np.isnan(high).all()


@pytest.mark.parametrize(("count", "total"), [(1, 10), (3, 1000), (4, 9), (25, 30)])
def test_mid_p_limits_leave_half_of_five_in_a_hundred_in_each_tail(count, total):
    low, high = intervals.mid_p([count], [total])
    at_low = stats.binom.sf(count, total, low[0]) + stats.binom.pmf(count, total, low[0]) / 2
    at_high = stats.binom.cdf(count - 1, total, high[0]) + stats.binom.pmf(count, total, high[0]) / 2
    assert at_low == pytest.approx(0.025, rel=1e-6)
    assert at_high == pytest.approx(0.025, rel=1e-6)


@pytest.mark.parametrize(("count", "total"), [(1, 20), (5, 40)])
def test_mid_p_lies_inside_clopper_and_pearson(count, total):
    low, high = intervals.mid_p([count], [total])
    strict = stats.binomtest(count, total).proportion_ci(method="exact")
    assert strict.low < low[0]
    assert high[0] < strict.high


def test_mid_p_of_nobody_is_the_rule_of_three_with_half_the_tail():
    low, high = intervals.mid_p([0], [100])
    assert low[0] == 0
    assert high[0] == pytest.approx(1 - 0.05 ** (1 / 100))


def test_katz_agrees_with_statsmodels():
    low, high = intervals.katz([12, 80], [300, 500], [40, 700], [600, 5000])
    for place, (a, n, b, m) in enumerate([(12, 300, 40, 600), (80, 500, 700, 5000)]):
        expected = confint_proportions_2indep(a, n, b, m, method="log", compare="ratio", correction=False)
        assert (low[place], high[place]) == pytest.approx(expected)


def test_poisson_limits_from_the_published_table():
    # exact limits of 5 events are 1.62 to 11.67; Byar's of 10 are 4.79 to 18.39
    low, high = intervals.poisson([0, 5, 10])
    assert np.round(low, 2).tolist() == [0, 1.62, 4.79]
    assert np.round(high, 2).tolist() == [3.69, 11.67, 18.39]


def test_more_users_narrow_the_interval():
    low, high = intervals.wilson([3, 30, 300], [1000, 10_000, 100_000])
    assert np.all(np.diff(high - low) < 0)
