"""The council's own list of homes beside the register, and the files both come from."""

import pandas as pd
import pytest

import lib
from lib.core import Severity
from lib.measures.council_list import (
    BY_LIKENESS,
    BY_NAME,
    BY_NUMBER,
    NO_SUCH_HOME,
    TAKEN,
    commissioned_share,
    match_homes,
    with_vacancies,
)
from lib.measures.named_owners import ON_LIST, ON_REGISTER
from lib.views.council_list_sentences import say_owners_named

pytestmark = pytest.mark.unit

HEAD = "CQC ID,Home,Post code,Commissioned beds,Vacancies,Fee band,Waiting,Embargo\n"


def read(rows, head=HEAD):
    return lib.load((head + rows).encode(), "list.csv")


def listed(rows):
    return read(rows).dataset.frame


@pytest.fixture
def register():
    return pd.DataFrame(
        {
            "cqc_location_id": ["1-101", "1-102", "1-103", "1-104"],
            "name": ["Ash House Care Home", "Birch Lodge", "Cedar Court", "Birch Lodge"],
            "postcode": ["PR8 3NX", "PR9 8SY", "L21 8JY", "PR8 6JH"],
            "registered_beds": pd.array([40, 20, 0, 10], dtype="Int64"),
        }
    )


def test_a_list_is_read_with_its_numbers_and_its_embargoes():
    outcome = read(
        "1-101,Ash House,pr83nx,12,3,Standard,2,Y\n,Birch Lodge,PR9 8SY,,*,,0,since May\n1-3,C,L1 1AA,1,0,,,no\n"
    )
    frame = outcome.dataset.frame
    assert outcome.dataset.kind == "council_homes"
    assert frame["postcode"].tolist() == ["PR8 3NX", "PR9 8SY", "L1 1AA"]
    assert frame["commissioned_beds"].tolist() == [12, pd.NA, 1]
    assert frame["embargo"].tolist() == [True, True, False]
    assert frame["embargo_said"].tolist()[1] == "since May"
    assert outcome.dataset.parts["states"]["state"].tolist() == ["suppressed"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("1-101,Ash House again,PR8 3NX,1,0,,,N", "listed-twice"),
        (",Total,,99,0,,,N", "total-row"),
        (",,PR8 3NX,1,0,,,N", "no-home"),
    ],
)
def test_rows_that_are_not_a_home_of_their_own_are_set_aside(row, code):
    outcome = read(f"1-101,Ash House,PR8 3NX,12,3,Standard,2,Y\n{row}\n")
    assert [p.code for p in outcome.of(Severity.SET_ASIDE)] == [code]
    assert len(outcome.dataset.frame) == 1


def test_numbers_that_cannot_be_are_missing_and_said():
    outcome = read("1-101,Ash House,PR8 3NX,-4,1.5,Standard,two,Y\n")
    assert outcome.dataset.frame[["commissioned_beds", "vacancies", "people_waiting"]].isna().all(axis=None)
    assert {"number-implausible", "not-a-number"} <= {p.code for p in outcome.problems}


def test_a_register_without_what_only_a_council_knows_stays_a_register():
    outcome = read("1-101,Ash House,PR8 3NX,40,3\n", "Location ID,Name,Postcode,Care homes beds,Vacancies\n")
    assert outcome.dataset.kind == "homes"


def test_rows_find_their_homes_by_number_by_name_and_by_likeness(register):
    found = match_homes(
        register,
        listed(
            "1-102,Another name,,5,1,A,0,N\n"
            ",ash house,PR83NX,6,2,B,0,N\n"
            ",Cedars Court Nursing Home,L21 8JY,7,3,C,0,Y\n"
            ",Birch Lodge,PR8 6JH,8,4,D,0,N\n"
        ),
    )
    assert found.unmatched.empty
    assert found.matches["matched_by"].tolist() == [BY_NUMBER, BY_NAME, BY_LIKENESS, BY_NAME]
    assert found.matches["cqc_location_id"].tolist() == ["1-102", "1-101", "1-103", "1-104"]
    assert found.homes["commissioned_beds"].tolist() == [6, 5, 7, 8]
    assert found.homes["embargo"].tolist() == [False, False, True, False]


def test_rows_without_a_home_are_listed_with_the_reason(register):
    found = match_homes(register, listed(",Ash House,PR8 3NX,6,2,B,0,N\n1-101,Ash,,5,1,A,0,N\n,Elm,PR9 8SY,1,1,,,\n"))
    assert found.unmatched["why"].tolist() == [TAKEN, NO_SUCH_HOME]
    assert found.unmatched["name_on_list"].tolist() == ["Ash House", "Elm"]
    assert found.homes["commissioned_beds"].tolist() == [5, pd.NA, pd.NA, pd.NA]
    assert len(found.matches) + len(found.unmatched) == 3


def test_a_list_of_other_homes_adds_nothing(register):
    found = match_homes(register, listed("1-999,Oak,LL1 1AA,5,1,A,0,N\n"))
    assert found.homes["vacancies"].isna().all()
    assert found.homes["cqc_location_id"].equals(register["cqc_location_id"])


def test_the_share_bought_is_of_registered_beds_and_missing_without_any(register):
    share = commissioned_share(register.assign(commissioned_beds=[10, 30, 5, pd.NA]))
    assert share.tolist() == [25, 150, pd.NA, pd.NA]


def test_the_councils_vacancies_come_before_the_registers_own(register):
    both = register.assign(vacancies=[1, pd.NA, pd.NA, 0], vacant_beds=[9, 2, pd.NA, 9])
    assert with_vacancies(both)["vacancies"].tolist() == [1, 2, pd.NA, 0]
    assert with_vacancies(register)["vacancies"].isna().all()


def test_placements_are_read_between_councils():
    head = "Period,Placing council,Host council,Kind,Reason,People,Weekly cost,Providers\n"
    rows = "2025-26,Sefton,Liverpool,Nursing,R1,12,11400,7\n2025-26,Sefton,,Nursing,R1,3,,1\n2025-26,Total,,,,15,,\n"
    outcome = read(rows, head)
    frame = outcome.dataset.frame
    assert outcome.dataset.kind == "placements"
    assert frame[["placed_by", "placed_in", "home_kind", "people"]].iloc[0].tolist() == [
        "Sefton",
        "Liverpool",
        "nursing",
        12,
    ]
    assert {p.code for p in outcome.of(Severity.SET_ASIDE)} == {"no-council", "total-row"}


def test_placements_entered_twice_are_said():
    head = "Placed by,Placed in,People\n"
    outcome = read("Sefton,Liverpool,3\nSefton,Liverpool,-2\n", head)
    assert {"placement-repeated", "below-zero"} <= {p.code for p in outcome.problems}
    assert outcome.dataset.frame["people"].tolist() == [3, pd.NA]
    assert outcome.dataset.frame["reason"].tolist() == ["not stated", "not stated"]


OWNERS_HEAD = "CQC ID,Home,Post code,Provider name,Group\n"


def test_a_list_of_who_runs_the_homes_is_the_councils_own_and_never_a_register():
    outcome = read("1-101,Ash House,PR8 3NX,Ash Ltd,Ash Group\n1-102,Birch Lodge,PR9 8SY,,\n", OWNERS_HEAD)
    frame = outcome.dataset.frame
    assert outcome.dataset.kind == "council_homes"
    assert frame["provider_name"].fillna("nobody").tolist() == ["Ash Ltd", "nobody"]
    assert frame["brand_name"].fillna("none").tolist() == ["Ash Group", "none"]
    assert frame[["commissioned_beds", "vacancies"]].isna().all(axis=None)


@pytest.mark.parametrize("more", ["Type", "Care homes beds", "Latest overall rating", "Care home?"])
def test_providers_beside_what_a_register_says_leave_it_a_register(more):
    value = {"Type": "Nursing homes", "Care homes beds": "40", "Care home?": "Y"}.get(more, "Good")
    outcome = read(f"1-101,Ash House,PR8 3NX,Ash Ltd,Ash Group,{value}\n", f"{OWNERS_HEAD.strip()},{more}\n")
    assert outcome.dataset.kind == "homes"


def test_the_list_says_who_runs_a_home_only_where_the_register_does_not(register):
    register = register.assign(provider_name=["Ash Ltd", None, "Cedar Care", None], brand_name=[None, None, None, "B"])
    found = match_homes(
        register,
        read(
            "1-101,,,ASH Limited,Ash Group\n1-102,,,Birch Ltd,\n1-103,,,Someone Else,Else Group\n1-104,,,,C\n",
            OWNERS_HEAD,
        ).dataset.frame,
    )
    homes = found.homes.fillna({"provider_name": "-", "brand_name": "-", "owner_said_by": "-"})
    assert homes["provider_name"].tolist() == ["Ash Ltd", "Birch Ltd", "Cedar Care", "-"]
    assert homes["brand_name"].tolist() == ["Ash Group", "-", "-", "B"]
    assert homes["owner_said_by"].tolist() == [ON_REGISTER, ON_LIST, ON_REGISTER, "-"]
    assert found.owners_differ.to_numpy().tolist() == [
        ["Birch Lodge", "PR8 6JH", "Provider group", "B", "C"],
        ["Cedar Court", "L21 8JY", "Provider", "Cedar Care", "Someone Else"],
    ]


def test_a_list_without_owners_leaves_the_registers_as_they_are(register):
    register = register.assign(provider_name=["Ash Ltd", None, "Cedar Care", None])
    old = listed("1-101,,,6,2,B,0,N\n").drop(columns=["provider_name", "brand_name"])
    found = match_homes(register, old)
    assert found.homes["provider_name"].fillna("-").tolist() == ["Ash Ltd", "-", "Cedar Care", "-"]
    assert found.homes["brand_name"].isna().all()
    assert found.owners_differ.empty


def test_who_was_named_by_whom_is_said():
    homes = pd.DataFrame(
        {"provider_name": ["A", "B", None], "owner_said_by": [ON_LIST, ON_REGISTER, None]}, dtype="str"
    )
    assert say_owners_named(homes) == (
        "Who runs 1 of 3 homes comes from the council's own list: the register does not say. "
        "Nobody says who runs 1 home."
    )
