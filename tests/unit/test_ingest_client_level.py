"""Client Level Data: people are counted, and nothing of a record comes out."""

import pytest
from ingest_tables import adds_up, codes, csv, load, refused_with, rows_of, said

import lib
from lib.ingest import raw_table
from lib.ingest.kinds.client_words import ethnic_group, sex_of, support_reason

pytestmark = pytest.mark.unit

R1 = (
    "LA Code,Reporting Period Start Date,Reporting Period End Date,NHS Number,LA Person Unique Identifier,First Name,"
    "Last Name,Gender,Ethnicity,Date of Birth,Client Type,Primary Support Reason,Postcode,Event Type,Event Reference,"
    "Event Start Date,Event End Date,Event Outcome,Service Type,Service Component,Delivery Mechanism"
)
PERIOD = "345,01/04/2024,31/03/2025"


def event(person: str, sex: str, ethnicity: str, born: str, start: str = "01/05/2024", kind: str = "Service",
          client: str = "Service user", service: str = "Long term support: Community") -> str:  # fmt: skip
    """One event of one person who does not exist."""
    return (
        f"{PERIOD},9990000{person}0,P{person},Zebedee,Quixote,{sex},{ethnicity},{born},{client},"
        f"Physical support: Personal care support,L20 3NJ,{kind},E{person},{start},,NFA,{service},"
        "Home support,Direct Payment"
    )


EVENTS = [
    event("001", "Female", "White: Irish", "01/02/1940"),
    event("001", "Female", "White: Irish", "01/02/1940", kind="Review"),
    event("001", "Female", "White: Irish", "01/02/1940", start="01/06/2024"),
    event("002", "MALE", "Asian or Asian British: Indian", "15/03/1990"),
    event("003", "Male", "No data: Refused", "", service="Short term support: ST-Max"),
    event("004", "Female", "Mixed: White and Asian", "01/01/1930", client="Unpaid carer"),
    event("005", "Unknown", "white - Any Other White Background", "01/04/2010"),
]


def counted(outcome, step: str = "service") -> dict[tuple[str, str], int]:
    """Group -> people at a step."""
    frame = outcome.dataset.frame
    frame = frame[frame["stage"] == step] if "stage" in frame else frame
    return {(row.characteristic, row.characteristic_group): row.users_count for row in frame.itertuples()}


@pytest.mark.parametrize("headings", [R1, R1.replace(" ", "_"), R1.upper()])
def test_people_with_long_term_support_are_each_counted_once(headings):
    outcome = load(csv(headings, *EVENTS))
    people = {group: n for (name, group), n in counted(outcome).items() if name == "age"}
    assert people == {"Under 18": 1, "25 to 44": 1, "85 to 94": 1}
    assert counted(outcome)["sex", "Female"] == 1
    assert counted(outcome)["sex", "Male"] == 1
    assert counted(outcome)["sex", "Not known"] == 1
    assert counted(outcome)["race", "White"] == 2
    assert counted(outcome)["race", "Asian or Asian British"] == 1
    assert counted(outcome)["primary support reason", "Physical support"] == 3
    assert counted(outcome, "review") == {
        ("age", "85 to 94"): 1,
        ("sex", "Female"): 1,
        ("race", "White"): 1,
        ("primary support reason", "Physical support"): 1,
    }
    assert counted(outcome, "direct payment") == counted(outcome)
    assert rows_of(outcome, "other-event") == (7,)
    assert rows_of(outcome, "not-long-term") == (6,)
    assert adds_up(outcome)
    assert outcome.dataset.provenance.as_at == "01 April 2024 to 31 March 2025"


def test_people_are_counted_at_each_step_of_the_way_through_care():
    kinds = {"Request": 5, "Assessment": 4, "Service": 3, "Review": 2}
    events = [
        event(f"{n:03d}", "Female", "White: Irish", "01/02/1940", kind=k) for k, m in kinds.items() for n in range(m)
    ]
    outcome = load(csv(R1, *events, *events))
    steps = ("contact", "assessment", "service", "review")
    assert [counted(outcome, step)["sex", "Female"] for step in steps] == [5, 4, 3, 2]
    assert list(dict.fromkeys(outcome.dataset.frame["stage"])) == [*steps, "direct payment"]
    assert adds_up(outcome)


def test_the_latest_event_of_a_person_decides():
    earlier = event("009", "Male", "White: Irish", "01/02/1940", start="01/05/2024")
    later = event("009", "Female", "White: Irish", "01/02/1940", start="01/09/2024")
    assert counted(load(csv(R1, later, earlier)))["sex", "Female"] == 1


def test_nothing_of_a_record_comes_out():
    outcome = load(csv(R1, *EVENTS))
    everything = said(outcome) + "".join(part.to_csv() for part in outcome.dataset.parts.values())
    everything += outcome.dataset.frame.to_csv()
    for value in ("Zebedee", "Quixote", "9990000", "P001", "L20", "1940", "E001"):
        assert value not in everything


def test_records_of_people_can_be_read_in_no_other_way():
    content = csv(R1, *EVENTS)
    assert refused_with(load(content, "indicators"), "client-level-data")
    assert load(content, "characteristics").dataset.kind == "characteristics"
    assert raw_table(content) is None
    renamed = {"Event Type": "area_name", "Client Type": "area_code"}
    assert lib.load(content, "x.csv", "indicators", columns=renamed).is_refused


def test_a_file_with_people_and_few_of_the_headings_is_refused_as_ever():
    assert refused_with(
        load(csv("NHS Number,Event Type,Client Type", "1,Service,Service user", "2,x,y")), "nhs-numbers"
    )


def test_a_return_without_a_person_number_is_refused():
    headings = R1.replace("LA Person Unique Identifier", "Something").replace("NHS Number", "Other")
    assert "no-person-number" in codes(load(csv(headings, *EVENTS)))


@pytest.mark.parametrize(
    ("said_as", "group"),
    [
        ("white irish", "White"), ("mixed white and asian", "Mixed or multiple ethnic groups"),
        ("white and black caribbean", "Mixed or multiple ethnic groups"), ("bangladeshi", "Asian or Asian British"),
        ("caribbean", "Black, Black British, Caribbean or African"), ("other ethnic group arab", "Other ethnic group"),
        ("no data undeclared or not known", "Not known"), ("", "Not known"), ("zzz", "Not known"),
    ],
)  # fmt: skip
def test_words_for_ethnic_groups(said_as, group):
    assert ethnic_group(said_as) == group


def test_words_for_sexes_and_reasons():
    assert [sex_of(one) for one in ("male", "f", "other", "")] == ["Male", "Female", "Other", "Not known"]
    assert support_reason("sensory support support for dual impairment") == "Sensory support"
    assert support_reason("psr not known") == "Not known"


def test_wordings_that_many_share_are_shown_with_their_group_and_rare_ones_are_not():
    many = [event(f"{n:03}", "FEMALE", "white: irish", "01/02/1940") for n in range(12)]
    outcome = load(csv(R1, *many, event("500", "Male", "Zebedee of 12 High Street", "01/02/1940")))
    read = outcome.dataset.parts["categories"]
    told = read[["column", "in_the_file", "read_as"]].to_numpy().tolist()
    assert ["Ethnicity", "white: irish", "White"] in told
    assert ["Gender", "FEMALE", "Female"] in told
    assert not read.astype(str).apply(lambda one: one.str.contains("Zebedee")).any(axis=None)
    assert read["rows"].isna().all()
