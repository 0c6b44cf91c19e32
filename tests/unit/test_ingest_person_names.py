"""People's names of any origin are refused by heading and by shape; homes, firms, places and categories are not."""

import random

import pandas as pd
import pytest
from ingest_tables import csv, load, refused_with, said

from lib import geography
from lib.ingest.names_and_notes import holds_names
from lib.ingest.person_names import says_whose_name

pytestmark = pytest.mark.unit


def each(said, mark=" "):
    return said.split(mark)


FIRST = each(
    "Oluwaseun Chidinma Kwame Ngozi Thandiwe Sipho Akosua Xiaoling Mei-Ling Thuy Haruto Siobhán Caoimhe Tadhg Myfanwy"
    " Eilidh Krzysztof Małgorzata Svetlana Oksana Ioana Ayşe Mehmet Reza Golnaz Abdulrahman Nusrat Rukhsana Gurpreet"
    " Venkatesh Lakshmi Dipali Hodan Faduma Selamawit Conceição Ximena Itziar Jurgita Ondřej Ágnes Delroy Hyacinth"
)
LAST = each(
    "Adeyemi Okafor Mensah Nkosi Boateng Zhang Huang Tran Tanaka Kim Murphy O'Sullivan Prydderch Macleod Kowalczyk"
    " Wiśniewski Shevchenko Popescu Yılmaz Hosseini Chaudhry Uddin Dhillon Iyer Patel Warsame Tekle Gonçalves"
    " Etxeberria Kazlauskas Novák Szabó Campbell Pennington Attwood Featherstone Birtwistle Ogden Ramsbottom Hill Wood"
)
WAYS = {
    "first last": "{0} {1}".format,
    "last, first": "{1}, {0}".format,
    "capitals": lambda first, last: f"{last.upper()} {first}",
    "initial": lambda first, last: f"{first[0]}. {last}",
    "small": lambda first, last: f"{first} {last}".lower(),
    "title": "Mrs {1}".format,
}
#: Made-up and well-known names, as lists of homes, firms, hospitals and localities have them.
OTHERS = {
    "homes": "Ash House|The Beeches|Kingsley Manor|Cherry Tree Lodge|St Mary's|Rowan Court|Abbey Lawns|Elm View"
    "|Parkhaven|Grace Lodge|Florence Court|Sunrise Care Home|Birkdale Hall|Stella Grange",
    "firms": "Bluebird Care|Agincare|Helping Hands|Home Instead|Right at Home|Caremark|Mears Care|Visiting Angels"
    "|Carewatch|Comfort Call|Prestige Nursing|Westminster Homecare|Everycare|Making Space|Creative Support",
    "hospitals": "Aintree University Hospital|Southport and Formby|Royal Liverpool|Whiston|Arrowe Park|Walton Centre"
    "|Ormskirk District General|Trafford General|Manchester Royal Infirmary|North Manchester|Stepping Hill",
    "localities": "North Sefton|South Sefton|Central Southport|Formby|Bootle|Netherton|Hale Barns|Old Trafford"
    "|Sale Moor|Altrincham|Urmston|Stretford|Timperley|Malvern Hills|Wyre Forest|Redditch",
    "groups": "Older people|Learning disability|Mental health|Physical disability|Sensory impairment|Dementia|Autism"
    "|White British|Black African|Long term support|Not known",
}


def people(way, n, seed):
    chance = random.Random(seed)
    names = [WAYS[way](chance.choice(FIRST), chance.choice(LAST)) for _ in range(n)]
    return pd.Series(names, dtype="str")


def share_refused(heading, headings, make, trials=60):
    return sum(holds_names(heading, make(seed), headings) for seed in range(trials)) / trials


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("heading", ["Service user", "Name", "Name of client", "Person's name"])
def test_names_of_any_origin_are_refused(heading, way):
    assert share_refused(heading, [heading, "Hours"], lambda seed: people(way, 20, seed)) >= 0.95


@pytest.mark.parametrize("kind", OTHERS)
@pytest.mark.parametrize(
    ("heading", "n"), [("Name", 5), ("Name", 10), ("Client", 10), ("Provider", 5), ("Locality", 5)]
)
def test_other_names_are_not(kind, heading, n):
    every = OTHERS[kind].split("|")
    drawn = lambda seed: pd.Series(random.Random(seed).sample(every, n), dtype="str")  # noqa: E731
    assert share_refused(heading, [heading, "Hours"], drawn) <= 0.02


def test_wards_of_england_under_name_are_not_people():
    wards = sorted(geography.lookup()["ward_name"].dropna().unique())
    drawn = lambda seed: pd.Series(random.Random(seed).sample(wards, 8), dtype="str")  # noqa: E731
    assert share_refused("Name", ["Name", "Hours"], drawn) == 0


@pytest.mark.parametrize(
    "heading", ["Client", "Service users", "Patient name", "Name of service user", "Resident's name"]
)
def test_headings_that_say_a_person(heading):
    assert says_whose_name(heading)


@pytest.mark.parametrize(
    "heading",
    ["Client group", "Service user band", "Resident local authority", "Patients per ward", "Provider", "Home"],
)
def test_headings_that_say_something_else(heading):
    assert not says_whose_name(heading)


@pytest.mark.parametrize("heading", ["Service user", "Customer", "Name,Age"])
def test_names_that_repeat_in_a_row_for_each_week_are_refused(heading):
    age = ",81" if "Age" in heading else ""
    names = [f"{first} {last}" for first, last in zip(FIRST[:20:4], LAST[:20:4], strict=True)]
    rows = (f"{name}{age},North,{day:02}/04/2024,10" for day in range(1, 29) for name in names)
    outcome = load(csv(f"{heading},Locality,Date,Hours", *rows))
    assert refused_with(outcome, "names-of-people")


@pytest.mark.parametrize("way", ["{0} {1} ({2})", "{1}, {0} - P{2}", "{0} {1} [{2}]", "{1} {0} {2}"])
def test_names_with_a_number_after_them_are_refused(way):
    people_of = zip(FIRST[:12], LAST[:12], strict=True)
    rows = (f'"{way.format(first, last, 10_234 + n)}",North,10' for n, (first, last) in enumerate(people_of))
    assert refused_with(load(csv("Service user,Locality,Hours", *rows)), "names-of-people")


@pytest.mark.parametrize("heading", ["Client", "Customer"])
@pytest.mark.parametrize(
    "kinds", [("Self Funder", "Direct Payment", "Council Funded"), ("self funder", "fully funded", "top up")]
)
def test_kinds_of_client_that_repeat_are_not(heading, kinds):
    rows = (f"{kind},North,{day:02}/04/2024,10" for day in range(1, 29) for kind in kinds)
    assert load(csv(f"{heading},Locality,Date,Hours", *rows)).dataset.kind == "locality_activity"


def test_three_names_are_enough_beside_an_age():
    names = pd.Series(["Oluwaseun Adeyemi", "Thuy Tran", "Eilidh Macleod"], dtype="str")
    assert holds_names("Name", names, ["Name", "Age"])
    assert not holds_names("Name", names, ["Name", "Registered beds"])


def test_homes_called_like_people_are_let_through_by_their_beds():
    names = ["Rowan Lea", "Stella Maris", "Abbeyfield Crosby", "Cherry Lea"]
    rows = (f"{name},PR8 3N{letter},2{n}" for n, (name, letter) in enumerate(zip(names, "XABD", strict=True)))
    assert not refused_with(load(csv("Name,Postcode,Registered beds", *rows)), "names-of-people")


def test_the_refusal_names_the_column_and_no_name():
    rows = (f"{name},{n}" for n, name in enumerate(people("first last", 6, 1)))
    outcome = load(csv("Service user,Hours", *rows))
    assert refused_with(outcome, "names-of-people")
    assert "column A" in outcome.problems[0].where
    assert not any(name.split()[1] in said(outcome) for name in people("first last", 6, 1))
