"""People placed in homes here by place, against a slow loop over what is shown of each home."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest

from lib.disclosure import rule_named
from lib.geography import council
from lib.measures.flows import EVERY_KIND, IN, OUT, OWN, placed
from lib.measures.placed_by_place import EVERY_HOME, HOME_NOT_SAID, homes_of_rows, homes_shown, placed_by_place
from lib.views.flow_sentences import say_placed_by_place

pytestmark = pytest.mark.oracle
PLACE = pd.Series({"PR8 3NX": "North", "1-101": "North", "L21 8JY": "South"})
GIVEN = [
    ("Knowsley", "Sefton", "nursing", 10, "pr8 3nx", ""),
    ("Knowsley", "Sefton", "residential", 20, "L21 8JY", ""),
    ("Liverpool", "Sefton", "nursing", 5, "PR8 3NX", ""),
    ("Liverpool", "Sefton", "nursing", 15, "L99 9ZZ", "1-101"),
    ("Sefton", "Sefton", "nursing", 40, "L21 8JY", ""),
    ("Sefton", "Sefton", "nursing", 30, "", ""),
    ("Sefton", "Liverpool", "nursing", 25, "L1 1AA", ""),
]


def rows(people: list[int] | None = None) -> pd.DataFrame:
    columns = ["placed_by", "placed_in", "home_kind", "people", "care_home_postcode", "cqc_location_id"]
    table = pd.DataFrame(GIVEN, columns=columns).astype({"people": "Int64"})
    table = table.assign(period="2024-25", reason="R1", weekly_cost_gbp=float("nan"), providers=pd.NA)
    given = table["people"] if people is None else pd.array(people, dtype="Int64")
    return placed(table.assign(people=given, providers=pd.array([3] * 7, dtype="Int64")), council("Sefton"))


def by_place(people: list[int] | None = None, rule: str = "none") -> pd.DataFrame:
    return placed_by_place(homes_shown(rows(people), rule_named(rule)), PLACE).frame


def test_a_home_is_called_by_its_number_else_its_postcode():
    assert homes_of_rows(rows()).tolist() == [
        *("PR8 3NX", "L21 8JY", "PR8 3NX", "1-101", "L21 8JY", HOME_NOT_SAID, "L1 1AA"),
    ]


def test_each_place_has_the_people_of_its_homes():
    found = by_place().set_index(["place", "direction"])["people"].astype(float).to_dict()
    slow: dict[tuple[str, str], float] = {}
    for by, to, _, people, postcode, number in GIVEN:
        if to == "Sefton":
            place = PLACE.get(number or postcode.upper(), "not located")
            key = (place, OWN if by == "Sefton" else IN)
            slow[key] = slow.get(key, 0) + people
    assert (
        found
        == slow
        == {
            **{("North", IN): 30, ("South", IN): 20},
            **{("South", OWN): 40, ("not located", OWN): 30},
        }
    )


def test_places_add_up_to_the_council_and_leave_out_who_is_placed_elsewhere():
    whole = homes_shown(rows(), rule_named("none")).frame
    total = whole[whole["home_kind"].eq(EVERY_KIND) & whole["home"].eq(EVERY_HOME)].set_index("direction")["people"]
    assert by_place().groupby("direction")["people"].sum().to_dict() == total.to_dict() == {IN: 50, OWN: 70}
    assert OUT not in total


def test_more_people_in_a_home_are_more_in_its_place():
    more = by_place([10, 60, 5, 15, 40, 30, 25]).set_index(["place", "direction"])["people"]
    assert more[("South", IN)] == by_place().set_index(["place", "direction"])["people"][("South", IN)] + 40


def test_no_way_of_drawing_places_gives_a_small_home_away():
    shown = [homes_shown(rows([10, small, 5, 15, 40, 30, 25]), rule_named("asc")) for small in (1, 2)]
    assert all(one.audit().passes for one in shown)
    first = shown[0].frame
    assert first.loc[first["home"].eq("L21 8JY") & first["direction"].eq(IN), "is_suppressed"].all()
    pd.testing.assert_frame_equal(first, shown[1].frame)
    for names in itertools.product("AB", repeat=3):
        place = pd.Series(dict(zip(["PR8 3NX", "1-101", "L21 8JY"], names, strict=True)))
        pd.testing.assert_frame_equal(*(placed_by_place(one, place).frame for one in shown))


def test_the_sentence_names_where_most_are_and_how_many_have_no_place():
    table = placed_by_place(homes_shown(rows(), rule_named("asc")), PLACE)
    assert say_placed_by_place(table, "locality", "2024-25") == [
        "Most people placed by the council in its own homes in 2024-25 are in South: about 40.",
        "Most people placed here by others in 2024-25 are in North: about 30.",
        "About 30 people are in homes that stand in no locality the file or register names.",
    ]
    with pytest.raises(TypeError):
        say_placed_by_place(table.frame, "locality", "2024-25")  # type: ignore[arg-type]
