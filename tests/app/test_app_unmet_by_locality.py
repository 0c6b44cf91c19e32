"""Users of small areas by the localities chosen, on the unmet need page."""

import pytest

from lib import load
from lib.geography import areas
from lib.store import Workspace

pytestmark = pytest.mark.app


def users_of_areas():
    codes = list(areas("Sefton").area_code)[::12]
    rows = [
        f"{code},race,{group},{users + n % 5},{people}"
        for n, code in enumerate(codes)
        for group, users, people in (("White", 60, 900), ("Asian", 8, 90), ("Black", 2, 40))
    ]
    text = "\n".join(["area,characteristic,characteristic_group,users_count,population_count", *rows, ""])
    return load(text.encode(), "users.csv", "characteristics").dataset


def test_users_of_small_areas_are_added_up_to_localities(open_page):
    page = open_page("unmet_need", council="Sefton")
    page.at.session_state["workspace"] = Workspace().accept(users_of_areas())
    page = page.again()
    assert page.faults == []
    table = page.figures("Users by locality")
    assert set(table["Locality"]) == {"Locality 1", "Locality 2", "Locality 3"}
    assert set(table["Group"]) == {"White", "Asian or Asian British", "Black, Black British, Caribbean or African"}
    assert "each by the point in its middle" in page.words
    page.at.selectbox(key="place").select("All of Locality 2")
    page = page.again()
    assert page.faults == []
    shown = table[table["Locality"] == "Locality 2"].set_index("Group")["Users"]
    compared = next(page.figures(c) for c in page.tables if "All of Locality 2" in c).set_index("Group")["Users"]
    assert compared.to_dict() == shown.to_dict()


def test_other_localities_keep_every_page_of_the_session_safe(open_page):
    page = open_page("unmet_need", council="Sefton")
    page.at.session_state["workspace"] = Workspace().accept(users_of_areas())
    page = page.again()
    page.at.selectbox(key="localities").select("Example: Every ward a locality")
    page = page.again()
    assert page.faults == []
    given = page.at.session_state["shown-so-far"].given
    assert [one.table is not None for one in given if one.about.startswith("characteristics")] == [
        True
    ] * 3  # the sample, and two sets of localities


@pytest.mark.parametrize("heading", ["area_code", "area_name"])
def test_users_of_wards_by_code_or_name_are_added_up_too(open_page, heading):
    wards = areas("Sefton", "ward")[heading].astype(str)
    rows = [f'"{name}",race,{group},{users + n},{people}' for n, name in enumerate(wards)
            for group, users, people in (("White", 60, 900), ("Asian", 20, 90))]  # fmt: skip
    head = "area,characteristic,characteristic_group,users_count,population_count"
    used = load("\n".join([head, *rows, ""]).encode(), "users.csv", "characteristics").dataset
    page = open_page("unmet_need", council="Sefton")
    page.at.session_state["workspace"] = Workspace().accept(used)
    page = page.again()
    assert page.faults == []
    table = page.figures("Users by locality")
    assert set(table["Locality"]) == {"Locality 1", "Locality 2", "Locality 3"}
    whole = sum(60 + 20 + 2 * n for n in range(len(wards)))
    assert table["Users"].str.replace(",", "").astype(float).sum() == pytest.approx(whole, abs=20)
    assert "Wards are added up to ‘Example home care localities, Sefton’" in page.words


@pytest.mark.parametrize(("council", "places"), [("Sefton", ["Sefton", "Liverpool"]), ("Worcestershire", None)])
def test_areas_larger_than_the_localities_are_not_added_up_to_them(open_page, council, places):
    named = places or list(areas(council, "lad")["area_name"].astype(str))
    rows = [f"{name},race,{group},{users},900" for name in named for group, users in (("White", 60), ("Asian", 20))]
    head = "area,characteristic,characteristic_group,users_count,population_count"
    used = load("\n".join([head, *rows, ""]).encode(), "users.csv", "characteristics").dataset
    page = open_page("unmet_need", council=council, localities="Example: Every ward a locality")
    page.at.session_state["workspace"] = Workspace().accept(used)
    page = page.again()
    assert page.faults == []
    assert "Users by locality" not in page.tables
    assert any("too large to add up" in said for said in page.notices) == (council == "Worcestershire")
