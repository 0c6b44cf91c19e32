"""Change of home care between two periods: Worcestershire's Table 6, and what stays hidden."""

import pandas as pd
import pytest

from lib.datasets.published import table as published
from lib.measures import home_care_by_locality, match_names, totals_check
from lib.measures.home_care_change import change_shown, largest_and_smallest, total_row
from lib.measures.home_care_shown import home_care_shown
from lib.views.home_care_sentences import say_change, say_names_not_matched, say_totals

pytestmark = pytest.mark.unit


@pytest.fixture(scope="module")
def table_6():
    rows, _ = published("worcestershire_table06_domiciliary_hours")
    return rows


@pytest.fixture(scope="module")
def activity(table_6):
    rows = table_6[table_6["row_is"] != "total"]
    return pd.DataFrame(
        {
            "locality_name": rows["district"],
            "period": rows["period"],
            "hours": rows["hours"],
            "is_unallocated": rows["row_is"].eq("unallocated"),
        }
    )


@pytest.fixture(scope="module")
def shown(activity):
    people, _ = published("worcestershire_table01_population_65plus")
    people = people[people["year"].astype(str) == "2020"].rename(columns={"district": "locality_name"})
    return home_care_shown(home_care_by_locality(activity, people, {"Malvern": "Malvern Hills"}), "No locality given")


def test_table_6_grows_by_18_per_cent(shown):
    changes = change_shown(shown, "2020-03", "2021-03")
    total = total_row(changes.frame)
    assert (total["before"], total["after"]) == (29_956, 35_388)
    assert round(total["change_pct"]) == 18


def test_wychavon_comes_first_in_hours_and_in_per_cent(shown):
    changes = change_shown(shown, "2020-03", "2021-03").frame
    for column, figure in (("change", 1_678), ("change_pct", 28.1)):
        first, _ = largest_and_smallest(changes, column)
        assert first["locality_name"] == "Wychavon"
        assert first[column] == pytest.approx(figure, abs=0.05)


def test_malvern_has_fewest_hours_for_its_older_people_and_worcester_most(shown):
    last = shown.frame[shown.frame["period"] == "2021-03"].dropna(subset="hours_per_1000_65_plus")
    ordered = last.sort_values("hours_per_1000_65_plus")
    rates = ordered.set_index("locality_name")["hours_per_1000_65_plus"].astype(float).round()
    assert rates.iloc[[0, -1]].to_dict() == {"Malvern": 182, "Worcester": 320}


def test_the_totals_of_table_6_are_off_by_rounding(table_6, activity):
    totals = table_6[table_6["row_is"] == "total"]
    checks = totals_check(activity, dict(zip(totals["period"], totals["hours"], strict=True)))
    assert checks["difference"].tolist() == [1, 1]
    said = say_totals(checks, "The document")
    assert all(sentence.endswith("That is rounding, not an error.") for sentence in said)


def test_the_change_is_said_in_a_sentence(shown):
    said = say_change(change_shown(shown, "2020-03", "2021-03"), "Hours of home care", "March 2020", "March 2021")
    assert said[0].endswith("rose by 18%, from 29,956 to 35,388.")
    assert "Wychavon rose most, in number (+1,678) and in per cent (+28%); Redditch rose least" in said[1]


def with_few_people_of(packages, hours):
    activity = pd.DataFrame(
        {
            "locality_name": ["North", "South", "East"] * 2,
            "period": ["2024-03"] * 3 + ["2025-03"] * 3,
            "hours": [4000.0, hours, 500.0, 4100.0, 90.0, 520.0],
            "packages": [400, packages, 61, 410, 9, 60],
            "is_unallocated": False,
        }
    )
    return home_care_shown(home_care_by_locality(activity), "none")


@pytest.fixture
def with_few_people():
    return with_few_people_of(3, 33.0)


@pytest.mark.parametrize(("what", "all_of_them"), [("packages", (465, 480)), ("hours", (4500, 4620))])
def test_a_hidden_figure_hides_its_change_and_the_total_is_of_what_is_shown(with_few_people, what, all_of_them):
    """3 packages count as 2.5, rounded with the rest; the hours of those 3 have no middle, so South is left out."""
    changes = change_shown(with_few_people, "2024-03", "2025-03", what)
    rows = changes.frame.set_index("locality_name")
    assert rows.loc["South", ["change", "change_pct", "share_of_change_pct"]].isna().all()
    assert changes.is_hidden("change").tolist() == [False, True, False, False]
    total = rows.loc["All localities"]
    assert (total["before"], total["after"]) == all_of_them
    assert total["change_pct"] == pytest.approx(100 * (all_of_them[1] / all_of_them[0] - 1))


@pytest.mark.parametrize("what", ["packages", "hours"])
def test_the_total_is_the_same_whatever_is_hidden(with_few_people, what):
    def total_of(packages, hours):
        table = with_few_people_of(packages, hours)
        return total_row(change_shown(table, "2024-03", "2025-03", what).frame)

    first = total_of(1, 12.0)
    assert all(total_of(packages, hours).equals(first) for packages, hours in ((2, 33.0), (4, 90.0)))


def test_a_name_nobody_has_is_put_to_the_reader_and_never_guessed():
    matched = match_names(["Malvern", "Worcester"], ["Malvern Hills", "Worcester"])
    assert matched["population_name"].tolist()[1] == "Worcester"
    assert pd.isna(matched["population_name"][0])
    assert "Malvern may be Malvern Hills" in say_names_not_matched(matched)
    assert say_names_not_matched(matched.iloc[1:]) == ""


def test_localities_are_compared_beside_a_hidden_one():
    rows = [
        {"locality_name": place, "period": period, "hours": None, "packages": None, "people_waiting": waiting,
         "is_unallocated": False}
        for period, figures in (("2024-03", (40, 3, 60)), ("2025-03", (60, 30, 50)))
        for place, waiting in zip(("North", "South", "West"), figures, strict=True)
    ]  # fmt: skip
    table = home_care_shown(home_care_by_locality(pd.DataFrame(rows), None, {}), "No locality given")
    first, second = say_change(change_shown(table, "2024-03", "2025-03", "people_waiting"), "People waiting", "a", "b")
    assert first == "Between a and b all people waiting rose by 33%, from 105 to 140."
    assert "North rose most, in number (+20) and in per cent (+50%); West did not (-17%)." in second
