"""Representation against a slow plain version, published figures, and boroughs whose truth is known."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

from lib.measures import representation
from lib.measures.intervals import share_interval

pytestmark = pytest.mark.oracle

SHARES = np.array([0.60, 0.20, 0.10, 0.06, 0.03, 0.01])


def slow(users, population):
    """One table of groups, row by row, none of them small."""
    n, people = sum(users), sum(population)
    expected = [n * p / people for p in population]
    whole = stats.chisquare(users, expected).pvalue
    rows = []
    for count, persons, e in zip(users, population, expected, strict=True):
        share = persons / people
        low, high = proportion_confint(count, n, method="wilson")
        z = (count - e) / np.sqrt(e * (1 - share))
        rows.append((count / n / share, low / share, high / share, 2 * stats.norm.sf(abs(z)), whole))
    table = pd.DataFrame(rows, columns=["ratio", "ratio_low", "ratio_high", "p_value", "characteristic_p"])
    return table.assign(p_adjusted=multipletests(table["p_value"], method="fdr_bh")[1])


def frame(users, population, area="all"):
    return pd.DataFrame(
        {
            "area": area,
            "characteristic": "ethnic group",
            "characteristic_group": [f"group {i}" for i in range(len(users))],
            "users_count": users,
            "population_count": population,
        }
    )


def test_agrees_with_the_slow_plain_version():
    users, population = [700, 180, 70, 50], [8000, 1500, 300, 200]
    fast, plain = representation(frame(users, population)), slow(users, population)
    for column in plain.columns:
        np.testing.assert_allclose(fast[column], plain[column], rtol=1e-9, err_msg=column)


def test_two_samples_agree_with_a_contingency_table():
    users, population = [700, 180, 70, 50], [800, 150, 30, 20]
    fast = representation(frame(users, population), population_is="sample")
    assert fast["characteristic_p"].iloc[0] == pytest.approx(
        stats.chi2_contingency(np.array([users, population]), correction=False).pvalue
    )


def test_simes_over_small_groups_by_hand():
    table = representation(frame([3, 40, 957], [10, 300, 9690]), rule="none")
    ordered = np.sort(table["p_value"])
    assert (table["characteristic_test"] == "Simes").all()
    assert table["characteristic_p"].iloc[0] == pytest.approx(min(3 * ordered / np.arange(1, 4)))


def test_the_at_risk_list_of_the_sefton_document(published_tables):
    groups = pd.concat([published(path) for path in sorted(published_tables.glob("sefton_protected_*.csv"))])
    table = representation(groups.reset_index(drop=True))
    at_risk = set(table.loc[table["published_rule"] == "at risk", "characteristic_group"])
    lower = groups["users_pct"] < groups["population_pct"]
    assert at_risk == set(groups.loc[lower, "characteristic_group"])
    assert len(at_risk) == 14
    assert not at_risk & {"Bisexual", "Traveller/Gypsy/Roma"}
    assert (table["verdict"] == "not testable").all()


def published(path):
    rows = pd.read_csv(path, dtype="str", keep_default_na=False)
    return pd.DataFrame(
        {
            "characteristic": rows.columns[0],
            "characteristic_group": rows.iloc[:, 0],
            "users_pct": rows["asc_users_pct"].astype("float64"),
            "population_pct": rows["population_18plus_pct"].astype("float64"),
        }
    )


@pytest.mark.parametrize("base", [300, 1000, 5000])
def test_intervals_cover_the_truth_in_93_to_97_of_100_boroughs(base):
    """Groups expecting two people or more: fewer leave too few possible counts for any interval to be near 95%."""
    rng = np.random.default_rng(2026)
    true_share = SHARES * np.array([0.9, 1.2, 1.3, 1.0, 1.1, 1.0])
    true_share = true_share / true_share.sum()
    users = rng.multinomial(base, true_share, size=20_000).astype(float)
    covered = []
    for group in np.flatnonzero(base * SHARES >= 2):
        exact = np.full(len(users), min(base * SHARES[group], base * (1 - SHARES[group])) < 5)
        low, high = share_interval(users[:, group], np.full(len(users), float(base)), exact)
        covered.append(np.mean((low <= true_share[group]) & (true_share[group] <= high)))
    assert np.all(np.array(covered) > 0.93)
    assert np.all(np.array(covered) < 0.975)
    assert 0.93 < np.mean(covered) < 0.97


def test_boroughs_with_no_difference_rarely_get_a_verdict():
    rng = np.random.default_rng(7)
    population = (SHARES * 100_000).astype(int)
    boroughs = 150
    wrong = 0
    for borough in range(boroughs):
        users = rng.multinomial(1500, SHARES)
        verdicts = representation(frame(users, population, area=f"borough {borough}"), rule="none")["verdict"]
        wrong += verdicts.isin(["under", "over"]).any()
    assert wrong / boroughs < 0.05


def test_verdicts_never_point_the_wrong_way_and_find_large_differences():
    rng = np.random.default_rng(11)
    truth = SHARES * np.array([1.0, 0.6, 1.5, 1.6, 1.0, 1.0])
    truth = truth / truth.sum()
    tables = [
        frame(rng.multinomial(3000, truth), (SHARES * 100_000).astype(int), area=f"borough {i}") for i in range(200)
    ]
    table = representation(pd.concat(tables, ignore_index=True), rule="none")
    said = table.groupby("characteristic_group")["verdict"].value_counts(normalize=True)
    assert said["group 1", "under"] > 0.95
    assert said["group 2", "over"] > 0.95
    assert said["group 3", "over"] > 0.95
    wrong = [("group 1", "over"), ("group 2", "under"), ("group 3", "under")]
    assert not set(wrong) & set(said.index)
