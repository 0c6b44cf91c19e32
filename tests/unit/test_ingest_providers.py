"""Files of providers and of hospital discharges: recognised, read, and said what is wrong."""

import pytest
from ingest_tables import codes, column, csv, load, rows_of

pytestmark = pytest.mark.unit

HEAD = "Zone,Agency,Month,Role,Clients,Hours per week,Packages offered,Accepted,Handed back,Picked up,Rate,Travel mins"


def test_a_file_of_providers_is_known_by_its_words():
    outcome = load(
        csv(HEAD, "North,A Care,Apr-25,Lead provider,30,300.5,20,15,3,0,£23.50,9", "NULL,B,Apr-25,Spot,5,60,4,4,,2,24,")
    )
    assert outcome.dataset.kind == "provider_activity"
    assert column(outcome, "role") == ["lead", "spot"]
    assert column(outcome, "hours") == [300.5, 60]
    assert column(outcome, "hourly_rate_gbp") == [23.5, 24]
    assert column(outcome, "packages_accepted") == [15, 4]
    assert column(outcome, "period") == ["2025-04"] * 2
    assert rows_of(outcome, "not-allocated") == (3,)
    assert column(outcome, "is_unallocated") == [False, True]


def test_totals_are_set_aside():
    outcome = load(csv(HEAD, "North,A,Apr-25,lead,30,300,20,15,3,0,23,9", "Total,,Apr-25,,30,300,20,15,3,0,,"))
    assert rows_of(outcome, "total-row") == (3,)


def test_figures_below_zero_are_said():
    assert "below-zero" in codes(load(csv(HEAD, "North,A,Apr-25,lead,-30,300,20,15,3,0,23,9")))


@pytest.mark.parametrize(
    ("head", "row", "name"),
    [
        (HEAD, "South,A,Apr-25,lead,30,300,20,15,3,-8,23,9", "packages_picked_up"),
        ("Hospital site,Locality,Month,Discharges", "General,South,2025-03,-6", "discharges"),
        ("Locality,Month,Hours,Packages,Waiting", "South,2025-03,300,20,-6", "people_waiting"),
        ("Locality,Month,Hours,Packages,Waiting", "South,2025-03,-300,20,6", "hours"),
        ("Characteristic,Group,Users count,Population count", "Sex,Female,-6,900", "users_count"),
    ],
)
def test_what_is_below_zero_is_missing_and_the_remedy_is_said(head, row, name):
    whole = row.replace("-6", "6").replace("-8", "8").replace("-300", "300").replace("South", "North")
    outcome = load(csv(head, whole.replace("Female", "Male"), row))
    (said,) = [problem for problem in outcome.problems if problem.code == "below-zero"]
    assert said.rows == (3,)
    assert "read as missing" in said.what
    assert said.fix
    assert column(outcome, name)[0] > 0
    assert outcome.dataset.frame[name].isna().tolist() == [False, True]


def test_hospital_discharges_are_known_by_theirs():
    outcome = load(csv("Hospital site,Locality,Month,Discharges", "General,North,2025-03,40", "General,South,2025-03,"))
    assert outcome.dataset.kind == "discharges"
    assert column(outcome, "hospital_name") == ["General"] * 2


def test_hours_waiting_and_waits_come_with_activity():
    outcome = load(csv("Locality,Month,Hours waiting,People waiting,Median wait (days)", "North,2025-03,80,7,4.5"))
    assert outcome.dataset.kind == "locality_activity"
    assert column(outcome, "hours_waiting") == [80]
    assert column(outcome, "wait_days_median") == [4.5]
    assert outcome.dataset.frame["hours"].isna().all()


def test_the_office_of_a_provider_is_read_from_a_postcode_or_an_address():
    outcome = load(
        csv(
            f"{HEAD},Registered office,CQC provider ID",
            'North,A,Apr-25,lead,30,300,20,15,3,0,23,9,"12 High Street, Southport pr90aa",1-101',
            "South,B,Apr-25,spot,30,300,20,15,3,0,23,9,L20 3NJ,",
            "South,C,Apr-25,spot,30,300,20,15,3,0,23,9,not known,",
        )
    )
    assert column(outcome, "office_postcode") == ["PR9 0AA", "L20 3NJ", ""]
    assert column(outcome, "cqc_location_id") == ["1-101", "", ""]


def test_a_register_keeps_the_offices_of_home_care_beside_its_homes():
    outcome = load(
        csv(
            "Name,Postcode,CQC Provider ID (for office use only),CQC Location ID (for office use only),Service types,"
            "Provider name",
            "Elm Court,PR9 0AA,1-1,1-2,Nursing homes,Elm Ltd",
            "Elm at Home,L20 3NJ,1-1,1-3,Homecare agencies,Elm Ltd",
            "The Surgery,L20 3NJ,1-5,1-6,Doctors/GPs,GP Ltd",
        )
    )
    assert outcome.dataset.kind == "homes"
    offices = outcome.dataset.parts["offices"]
    assert offices[["name", "cqc_location_id", "cqc_provider_id", "postcode"]].to_numpy().tolist() == [
        ["Elm at Home", "1-3", "1-1", "L20 3NJ"]
    ]


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("Lead provider", "lead"),
        ("On framework", "lead"),
        ("Tier 1", "lead"),
        ("Off framework", "spot"),
        ("Non-framework", "spot"),
        ("Not a preferred provider", "spot"),
        ("Spot purchase", "spot"),
        ("Back-up", "spot"),
        ("Community interest company", ""),
    ],
)
def test_roles_are_read_in_the_words_councils_use(said, role):
    outcome = load(csv(HEAD, f"North,A,Apr-25,{said},30,300,20,15,3,0,23,9"))
    assert column(outcome, "role") == [role]


@pytest.mark.parametrize("heading", ["Role", "Tier", "Contract", "Contract type", "Type of contract", "Lead/spot"])
def test_the_column_of_roles_is_known_by_its_heading(heading):
    outcome = load(csv(f"Locality,Provider,{heading},Packages offered", "North,A,Lead,63", "North,B,Spot,77"))
    assert column(outcome, "role") == ["lead", "spot"]


@pytest.mark.parametrize(
    "heading",
    ["Average hours per client", "Packages started within 48 hours", "Hours per 1,000 people", "24 hour care"],
)
def test_hours_for_each_person_and_hours_of_the_clock_are_not_hours_of_care(heading):
    outcome = load(csv(f'locality,provider,"{heading}",packages offered', "North,A Care,3,4", "South,B Care,17,20"))
    assert outcome.dataset.frame["hours"].isna().all()
    by_locality = load(csv(f'locality,period,"{heading}",people waiting', "North,2024-04,3,4", "South,2024-04,17,20"))
    assert by_locality.dataset.frame["hours"].isna().all()


@pytest.mark.parametrize("who", ["", ",Agency"])
def test_a_second_column_of_hours_is_not_passed_over_in_silence(who):
    outcome = load(csv(f"Financial year,Zone{who},Hours Apr,Hours May", f"2024-25,North{who and ',A'},1,2"))
    (said,) = [one for one in outcome.problems if one.code == "columns-not-used"]
    assert said.what.endswith("'Hours Apr'. Not used, though of the same by their headings: 'Hours May'.")
    assert column(outcome, "hours") == [1]


def test_every_measure_of_its_own_is_used():
    outcome = load(csv(HEAD, "North,A Care,Apr-25,Lead provider,30,300.5,20,15,3,0,£23.50,9"))
    assert "columns-not-used" not in codes(outcome)


@pytest.mark.parametrize(
    ("head", "row", "name"),
    [
        ("Zone,Agency,Month,Offered,Accepted", "North,A,Apr-25,20,{}", "packages_accepted"),
        ("Zone,Month,Hours", "North,Apr-25,{}", "hours"),
        ("Hospital,Locality,Discharges", "Infirmary,North,{}", "discharges"),
        ("period,placed_by,placed_in,people", "2025,Sefton,Wirral,{}", "people"),
        ("Pathway,Period,Demand,Capacity", "P0,2025-04,{},60", "demand"),
        ("Name,Postcode,Registered beds", "Ash,PR8 3NX,{}", "registered_beds"),
        ("cqcid,laname,hourspaiddomcare,extrahourscount", "1-101234567,Sefton,{},60", "hours_paid"),
        ("area_code,population", "E01006920,{}", "population"),
    ],
)
def test_a_percentage_is_no_count(head, row, name):
    other = row.replace("E01006920", "E01006921").replace("1-101234567", "1-101234568")
    outcome = load(csv(head, row.format("75%"), other.format("12")))
    assert column(outcome, name) == [None, 12]
    assert rows_of(outcome, "percent-for-count") == (2,)
    assert "not-a-number" not in codes(outcome)
