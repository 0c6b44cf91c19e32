"""Demand and capacity by pathway: read, added up by hand, and said when capacity is set to match."""

import pandas as pd
import pytest
from ingest_tables import codes, column, csv, load, rows_of

from lib.measures.pathways import by_pathway, pathways_shown
from lib.views.pathway_sentences import say_pathways

pytestmark = pytest.mark.unit

HEAD = "Month,Pathway,Referrals,Capacity,Redirected elsewhere,Expected share (%)"


def rows(*given):
    return pd.DataFrame(given, columns=["period", "pathway", "demand", "capacity", "redirected"])


YEAR = rows(
    ("2025-01", "Home", 100, 80, 20),
    ("2025-02", "Home", 60, 80, 0),
    ("2025-01", "Bed", 40, 40, 0),
    ("2025-02", "Bed", 50, 50, 0),
)


def test_a_file_by_pathway_is_known_by_its_words():
    outcome = load(csv(HEAD, "Apr-25,Pathway 1,120,100,15,60", "May-25,Pathway 1,90,100,0,60"))
    assert outcome.dataset.kind == "pathways"
    assert column(outcome, "period") == ["2025-04", "2025-05"]
    assert column(outcome, "demand") == [120, 90]
    assert column(outcome, "redirected") == [15, 0]
    assert column(outcome, "expected_share_pct") == [60, 60]


@pytest.mark.parametrize(
    ("row", "code", "at"),
    [
        ("Apr-25,Total,120,100,15,", "total-row", (3,)),
        ("Apr-25,,120,100,15,", "no-pathway", (3,)),
        ("Apr-25,Pathway 2,-4,100,15,", "below-zero", (3,)),
        ("Apr-25,Pathway 1,5,100,15,", "pathway-repeated", (2, 3)),
    ],
)
def test_what_is_wrong_is_said_where_it_is(row, code, at):
    outcome = load(csv(HEAD, "Apr-25,Pathway 1,120,100,15,60", row))
    assert code in codes(outcome)
    assert rows_of(outcome, code) == at


@pytest.mark.parametrize(
    ("head", "redirected"),
    [
        ("Total referrals received,Redirected referrals", 20),
        ("Total referrals received,Referrals redirected", 20),
        ("Total referrals received,Referrals declined", 20),
        ("Total referrals received,Declined referrals", 20),
        ("Total referrals received,Referrals rejected", None),
        ("Total referrals received,Withdrawn referrals", None),
        ("Total referrals received,Referrals accepted", None),
        ("Demand,Unmet demand", None),
        ("All referrals,Referrals completed", None),
    ],
)
def test_demand_is_everything_asked_for_not_what_was_turned_away(head, redirected):
    outcome = load(csv(f"Month,Pathway,{head},Capacity", "Apr-25,P1,120,20,100", "May-25,P1,120,20,100"))
    assert outcome.dataset.kind == "pathways"
    assert column(outcome, "demand") == [120, 120]
    assert column(outcome, "redirected") == [redirected] * 2
    taken, other = head.split(",")
    (said,) = [one.what for one in outcome.problems if one.code == "demand-read-from"]
    assert said == f"Demand is read from '{taken}'. Not read as demand: '{other}'."


@pytest.mark.parametrize("heading", ["Referrals", "Demand", "People referred", "Referrals accepted", "Total demand"])
def test_one_column_of_referrals_is_demand_and_nothing_is_said_of_it(heading):
    outcome = load(csv(f"Month,Pathway,{heading},Capacity", "Apr-25,P1,120,100"))
    assert column(outcome, "demand") == [120]
    assert "demand-read-from" not in codes(outcome)


def test_referrals_turned_away_alone_are_no_demand():
    outcome = load(csv("Month,Pathway,Redirected referrals,Capacity", "Apr-25,P1,20,100"))
    assert column(outcome, "demand") == [None]
    assert column(outcome, "redirected") == [20]
    (said,) = [one.what for one in outcome.problems if one.code == "demand-read-from"]
    assert said == "No column is read as demand. Not read as demand: 'Redirected referrals'."


def test_sums_by_hand():
    totals = by_pathway(pathways_shown(YEAR, "none").frame).set_index("pathway")
    assert totals.loc["Home", ["months", "demand", "short", "short_months"]].tolist() == [2, 160, 20, 1]
    assert totals.loc["Home", "redirected_pct"] == 12.5
    assert totals["demand_share_pct"].tolist() == [36, 64]
    assert totals["is_circular"].tolist() == [True, False]


def test_shares_by_pathway_make_100():
    assert by_pathway(pathways_shown(YEAR, "asc").frame)["demand_share_pct"].sum() == pytest.approx(100)


def test_few_people_are_hidden_with_the_capacity_that_would_tell_them():
    few = rows(("2025-01", "Home", 3, 3, 2), ("2025-02", "Home", 60, 63, 0), ("2025-01", "Bed", 40, 45, 0))
    shown = pathways_shown(few, "asc").frame.set_index(["pathway", "period"])
    assert shown.loc[("Home", "2025-01"), ["demand", "capacity", "redirected", "short"]].isna().all()
    assert shown.loc[("Home", "2025-02"), "capacity"] == 65
    assert by_pathway(pathways_shown(few, "asc").frame)["demand_share_pct"].isna().all()


def test_rows_of_one_pathway_and_month_are_added_up():
    twice = pd.concat([YEAR, YEAR.iloc[[0]]])
    shown = pathways_shown(twice, "none").frame.set_index(["pathway", "period"])
    assert shown.loc[("Home", "2025-01"), "demand"] == 200


def test_the_shortest_pathway_is_named_and_the_matched_one_called_circular():
    short, sent, circular = say_pathways(by_pathway(pathways_shown(YEAR, "none").frame))
    assert short == "Home has more demand than capacity in 1 of 2 months, by 20 in all."
    assert sent == "Referrals sent elsewhere for lack of capacity: Home 20 (12% of demand)."
    assert circular.startswith("On Bed, capacity equals demand in every month")


def test_more_capacity_never_makes_a_pathway_shorter():
    roomier = YEAR.assign(capacity=YEAR["capacity"] + 30)
    before, after = (by_pathway(pathways_shown(one, "none").frame)["short"] for one in (YEAR, roomier))
    assert (after <= before).all()
    assert after.sum() < before.sum()
