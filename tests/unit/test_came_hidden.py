"""What a file hides stays hidden in sums of it, in hours, waits and prices beside it, and in shares."""

import pandas as pd
import pytest
from ingest_tables import csv, load

from lib.measures.drivers import discharges_shown
from lib.measures.hand_backs import by_taker
from lib.measures.home_care import home_care_by_locality
from lib.measures.home_care_shown import home_care_shown
from lib.measures.offices import hours_by_office
from lib.measures.pathways import pathways_shown
from lib.measures.providers import added_up, coverage_shown, flow_shown, providers_shown
from lib.measures.waiting import waiting_shown
from lib.views.provider_sentences import say_acceptance, say_flow
from lib.views.tables import printed

pytestmark = pytest.mark.unit

NOWHERE = "No locality given"
HEAD = "Locality,Month,Hours,Packages,No. waiting,Hours waiting,Median wait (days),90th percentile wait (days)"
PROVIDERS = (
    "Locality,Provider,Month,Role,People,Hours,Packages offered,Packages accepted,Packages handed back,"
    "Packages picked up,Hourly rate"
)


def read(*lines):
    dataset = load(csv(*lines)).dataset
    return dataset.frame, dataset.parts["states"]


def words(table, *keys):
    return printed(table).words.set_index(list(keys))


def care(*figures):
    """Providers of two localities; ``figures`` are those of Beta in North."""
    return read(
        PROVIDERS, "North,Alpha,Apr-25,lead,60,720,30,22,5,0,23.4", f"North,Beta,Apr-25,spot,{','.join(figures)},25.1",
        "North,Gamma,Apr-25,spot,25,300,18,12,5,5,22", "South,Alpha,Apr-25,lead,60,900,30,20,5,0,23.4",
        "South,Beta,Apr-25,spot,20,200,20,10,5,5,25.1", "South,Gamma,Apr-25,spot,25,240,20,10,5,5,22",
    )  # fmt: skip


BETA = ("<5", "38", "12", "<5", "[c]", "2")


@pytest.mark.parametrize("mark", ["<5", "*", "[c]"])
def test_the_waits_of_people_whom_the_file_hides_are_hidden(mark):
    activity, states = read(HEAD, "North,Mar-25,9000,600,25,300,6,28", f"South,Mar-25,3700,305,{mark},22,4,19")
    table = words(waiting_shown(activity, NOWHERE, states=states), "locality_name")
    assert table.loc["South"].drop("period").tolist() == ["[c]"] * 4
    assert table.loc["North"].drop("period").tolist() == ["25", "300", "6", "28"]


def test_people_waiting_of_whom_a_part_is_hidden_are_not_the_sum_of_the_rest():
    activity, states = read(HEAD, "South,Mar-25,200,20,12,140,4,19", "South,Mar-25,170,10,<5,22,3,9")
    table = words(waiting_shown(activity, NOWHERE, states=states), "locality_name")
    assert table.loc["South"].drop("period").tolist() == ["[c]"] * 4


def test_a_mark_for_not_available_hides_nothing():
    activity, states = read(HEAD, "South,Mar-25,200,20,12,140,4,19", "South,Mar-25,170,10,[x],22,3,9")
    shown = waiting_shown(activity, NOWHERE, states=states).frame
    assert shown[["people_waiting", "hours_waiting"]].iloc[0].tolist() == [10, 162]


@pytest.mark.parametrize("others", ["600", "<5"])
def test_hours_beside_packages_that_the_file_hides_are_hidden(others):
    rows = (f"North,Mar-25,9000,{others},25", "South,Mar-25,38,<5,12", "South,Apr-25,39,[x],12")
    activity, states = read("Locality,Month,Hours,Packages,No. waiting", *rows)
    shown = home_care_shown(home_care_by_locality(activity, states=states), NOWHERE)
    table = words(shown, "locality_name", "period")
    assert table.loc[("South", "2025-03"), ["hours", "packages"]].tolist() == ["[c]", "[c]"]
    assert table.loc[("North", "2025-03"), "hours"] == ("9,000" if others == "600" else "[c]")
    assert table.loc[("South", "2025-04"), "hours"] == "39"


def test_sums_shares_hours_and_prices_of_providers_with_a_hidden_part_are_hidden():
    rows, states = care(*BETA)
    table = words(providers_shown(rows, "locality_name", NOWHERE, states=states), "locality_name")
    closed = ["people", "hours", "packages_accepted", "packages_handed_back", "hourly_rate_gbp", "accepted_pct"]
    assert table.loc["North", closed].tolist() == ["[c]"] * len(closed)
    assert table.loc["North", "packages_offered"] == "60"
    assert table.loc["North", "providers_active"] == "3"
    assert not table.loc["South", closed].isin(["[c]", "[x]"]).any()
    each = words(providers_shown(rows, "provider_name", NOWHERE, states=states), "provider_name")
    assert each.loc["Beta", ["people", "hours", "accepted_pct"]].tolist() == ["[c]"] * 3
    assert each.loc["Gamma", "hours"] == "[c]"  # it stands beside Beta in North, and would give its hours away
    assert each.loc["Alpha", ["people", "hours"]].tolist() == ["120", "1,620"]


def test_who_covers_what_hides_the_hours_of_people_whom_the_file_hides_and_one_more():
    rows, states = care(*BETA)
    table = words(coverage_shown(rows, NOWHERE, states=states), "locality_name", "provider_name")
    assert table.loc["North", ["people", "hours"]].to_numpy().tolist() == [["60", "720"], ["[c]", "[c]"], ["25", "[c]"]]
    assert table.loc["South", "hours"].tolist() == ["900", "200", "240"]


def test_hours_that_the_file_hides_are_hidden_with_their_price():
    rows, states = care("20", "*", "12", "9", "5", "5")
    table = words(providers_shown(rows, "locality_name", NOWHERE, states=states), "locality_name")
    assert table.loc["North", ["hours", "hourly_rate_gbp"]].tolist() == ["[c]", "[c]"]
    assert table.loc["North", "people"] == "105"


def test_packages_handed_back_that_the_file_hides_are_neither_0_nor_left_out():
    rows, states = care(*BETA)
    table = words(flow_shown(rows, NOWHERE, states=states), "locality_name")
    assert table.loc["North", ["spot_handed_back", "not_picked_up"]].tolist() == ["[c]", "[c]"]
    assert table.loc["North", "lead_handed_back"] == "5"
    assert table.loc["South", ["spot_handed_back", "not_picked_up"]].tolist() == ["10", "5"]
    taken = pd.DataFrame({"provider_name": [], "taken_by": [], "packages": []})
    assert set(by_taker(rows, taken, states)["provider_name"]) == {"Alpha", "Gamma"}


def test_what_cannot_be_said_for_hidden_figures_is_not_said_to_be_nothing():
    rows, states = care(*BETA)
    north = rows[rows["locality_name"].eq("North")]
    assert "hidden in 1 locality" in say_flow(flow_shown(north, NOWHERE, states=states))
    (said,) = say_acceptance(providers_shown(north, "locality_name", NOWHERE, states=states), "locality_name")
    assert said.startswith("Too many numbers are too small to show")


def test_hours_drawn_at_the_office_are_hidden_where_the_file_hides_people():
    rows, states = care(*BETA)
    places = rows["provider_name"].map({"Alpha": "North", "Beta": "South", "Gamma": "North"})
    table = words(hours_by_office(rows, places, ["North", "South", "East"], states=states), "locality_name")
    assert table["people"].tolist() == ["170", "[c]", "0"]
    assert table["hours"].tolist() == ["2,160", "[c]", "0"]


def test_discharges_of_which_a_part_is_hidden_are_hidden_with_their_rate():
    head = "Locality,Hospital,Month,Discharges"
    rows, states = read(head, "North,General,Apr-25,*", "North,General,Apr-25,12", "South,General,Apr-25,40")
    minutes = pd.DataFrame({"locality_name": [], "hospital": [], "minutes": []})
    older = pd.Series({"North": 1_000.0, "South": 1_000.0})
    table = words(discharges_shown(rows, minutes, older, NOWHERE, states=states), "locality_name")
    assert table.loc["North", ["discharges", "discharges_per_1000_65_plus"]].tolist() == ["[c]", "[c]"]
    assert table.loc["South", ["discharges", "discharges_per_1000_65_plus"]].tolist() == ["40", "40"]


def test_a_pathway_of_which_a_part_is_hidden_is_hidden_with_what_it_is_short_of():
    head = "Month,Pathway,Demand,Capacity"
    rows, states = read(head, "Apr-25,P1,*,40", "Apr-25,P1,50,40", "Apr-25,P2,90,60")
    table = words(pathways_shown(rows, "asc", states=states), "pathway")
    assert table.loc["P1", ["demand", "capacity", "short"]].tolist() == ["[c]", "80", "[c]"]
    assert table.loc["P2", ["demand", "capacity", "short"]].tolist() == ["90", "60", "30"]


def test_without_marks_sums_are_as_they_were():
    rows, states = care("20", "38", "12", "9", "5", "5")
    assert added_up(rows, ["role"], NOWHERE, states).equals(added_up(rows, ["role"], NOWHERE))
