"""What if a home closes: a link closes homes, a scenario grows and is undone, and access is a choice of colours."""

import pytest

pytestmark = pytest.mark.app
REACH = "Beds within reach per 1,000 people aged 75+"


def press(page, key):
    page.at.button(key=key).click()
    return page.again()


def test_a_first_visit_closes_the_largest_nursing_home_and_says_what_follows(seen):
    page = seen("what_if", council="Sefton")
    assert page.faults == []
    assert page.title == "What if a home closes in Sefton?"
    assert page.metrics["People displaced"] == "85"  # 91 beds, 8 of them empty on the council's list; to the nearest 5
    assert page.metrics["People not placed"] == "10"  # protected like those displaced: 83 less 75, to the nearest 5
    assert "about 85 people of 1 home would need another place" in page.findings[0]
    assert "With 75 beds spare there" in page.findings[0]
    assert "no vacancies: counted as full), 10 people could not be placed." in page.findings[0]
    assert "Homes under embargo take nobody." in page.words
    (drawn,) = page.maps
    assert len(drawn.command("paint")["classes"]) == 189
    assert len(drawn.command("outlines")) == 5  # lines to the nearest five


def test_without_the_councils_own_list_nobody_knows_who_could_be_placed(seen):
    page = seen("what_if", council="Knowsley")
    assert page.faults == []
    assert page.metrics["People not placed"] == "unknown"
    assert page.findings[0].count("up to ") == 1
    assert "Registered beds are an upper bound: most are taken." in page.words


def test_a_link_closes_every_small_home_with_a_share_of_beds_empty(open_page):
    page = open_page(
        "what_if", council="Sefton", what="All homes under a size close", empty="10 in every 100", areas="Wards"
    )
    assert page.notices == []
    assert "Spare beds are as loaded or assumed, not checked with the homes." in page.words
    assert page.metrics["People displaced"] == "90"
    assert page.metrics["People not placed"] != "unknown"
    assert len(page.maps[0].outlines["areas"]) == 22


def test_a_new_home_needs_a_postcode_that_exists(open_page):
    choices = {"council": "Sefton", "what": "A new home opens"}
    assert "Give the postcode of the new home." in open_page("what_if", **choices).notices
    assert "was not found" in open_page("what_if", **choices, new_postcode="PR8 9ZZ").notices[0]
    page = open_page("what_if", **choices, new_postcode="pr8 3nx")
    assert page.findings[0].startswith("Opening a nursing home with 60 beds at PR8 3NX.")


def test_undo_gives_back_the_page_as_it_was(open_page):
    page = press(open_page("what_if", council="Sefton"), "add-change")
    caption = "Beds within reach, before and after"
    first = page.figures(caption)
    assert page.at.selectbox(key="what").value == "Nothing more"
    page.at.selectbox(key="what").set_value("All homes with a rating close")
    page = press(page.again(), "add-change")
    assert not page.figures(caption).equals(first)
    assert press(page, "undo-change").figures(caption).equals(first)


def test_all_homes_of_the_largest_provider_close(open_page):
    page = open_page("what_if", council="Sefton", what="All homes of a provider close")
    assert page.faults == []
    assert "every home of Sample Group 1 (all its companies)" in page.findings[0]


def test_without_homes_the_page_says_what_to_load(seen):
    page = seen("what_if", council="Kent")
    assert page.faults == []
    assert "No care homes loaded for Kent" in page.words


def test_access_is_a_choice_of_colours_with_its_own_table(open_page):
    page = open_page("care_homes", council="Sefton", shade=REACH, within="30 minutes by car (assumed)")
    assert page.faults == []
    assert any("share" in f and "beds within 30 minutes by car per 1,000 people aged 75+" in f for f in page.findings)
    assert "40 km an hour" in page.words
    by_area = page.figures("The figures behind the colours of the map")
    assert len(by_area) == 189
    assert list(by_area.columns[3:4]) == ["Beds within reach per 1,000"]


@pytest.mark.parametrize(("council", "said"), [("Sefton", "160 of 1,592"), ("Worcestershire", "Long term nursing 11%")])
def test_placements_are_shown_where_they_are_published(seen, council, said):
    assert any(said in finding for finding in seen("placements", council=council).findings)


def test_people_placed_across_the_border_are_protected_and_drawn(seen):
    page = seen("placements", council="Sefton")
    assert page.faults == []
    assert page.findings[0].startswith("In 2023-24, Sefton placed about 160 people in homes of other councils")
    by_council = page.figures("People placed, by council")
    few = by_council[by_council["People"] == "[c]"]
    assert len(few)
    assert (few["Cost a week, £"] == "[c]").all()
    (drawn,) = page.maps
    assert {item["name"] for item in drawn.command("points")} == set(by_council["Council"]) - {"All councils"}


def test_a_council_without_placements_is_told_what_to_load(seen):
    page = seen("placements", council="Knowsley")
    assert page.faults == []
    assert "No care home placements loaded for Knowsley" in page.words


def test_homes_are_filtered_by_rating(open_page):
    page = open_page("care_homes", council="Sefton", rating=["Not yet rated"])
    assert page.metrics["Homes"] == "6"


def test_the_councils_own_columns_are_joined_shown_and_protected(seen):
    page = seen("care_homes", council="Sefton", home="Sample Home 002", everywhere="true", chosen=["Sample Home 001"])
    assert page.faults == []
    assert any("108 of 109 rows found a home on the register" in said for said in page.findings)
    each = page.figures("Each home on the list")
    few = each[each["Beds bought"] == "[c]"]
    assert len(few)
    assert (few["% of its beds"] == "[c]").all()
    assert page.figures("Rows of the list without a home on the register")["Name on the list"].tolist() == [
        "Sample Home 900"
    ]
    (card,) = page.of_class("cmw-card")[:1]
    assert all(said in card for said in ("Beds the council buys", "Fee band", "Vacancies", "Embargo", "Well led"))


def test_every_home_of_the_register_and_homes_chosen_by_link(seen):
    page = seen("care_homes", council="Sefton", home="Sample Home 002", everywhere="true", chosen=["Sample Home 001"])
    assert "121 homes with 3,603 beds in 1 council fit your choices." in page.findings
    assert any(said.startswith("1 home chosen, with 7 beds") for said in page.findings)
    ringed = [point for point in page.maps[0].command("points") if point["w"] == 5]
    assert {point["name"] for point in ringed} == {"Sample Home 001", "Sample Home 002"}


def test_the_borders_effect_is_drawn_and_the_range_is_said(open_page):
    shade = "Beds within reach: what leaving out the neighbours would change"
    page = open_page("care_homes", council="Sefton", shade=shade, beds="Beds in homes with nursing")
    assert page.faults == []
    assert any("the average lies between" in said for said in page.findings)
    by_area = page.figures("The figures behind the colours of the map")
    assert {"At least", "At most", "Change without neighbours", "Nothing in reach"} <= set(by_area.columns)


def test_who_can_reach_less_is_said_by_age(seen):
    page = seen("what_if", council="Sefton")
    groups = page.figures("Beds within reach of the average person of each group")
    assert groups["Group"].tolist() == ["18 to 64", "65 to 74", "75 to 84", "85 and over"]


def test_a_link_shows_the_scenario_of_a_colleague(open_page):
    first = press(open_page("what_if", council="Sefton"), "add-change")
    link = first.at.query_params["changes"]
    again = open_page("what_if", council="Sefton", what="Nothing more", changes=link)
    assert again.faults == []
    assert again.metrics == first.metrics
    assert again.findings[0] == first.findings[0]
    assert "changes" not in press(again, "undo-change").at.query_params


def test_a_change_the_register_does_not_know_is_said(open_page):
    page = open_page("what_if", council="Sefton", changes=["E08000014:close:1-999"])
    assert "The link asks for 1 change to homes that are not on the register in use." in page.notices


def test_a_link_brings_back_the_scenarios_kept_under_a_name_until_they_are_forgotten(open_page):
    page = open_page("what_if", council="Sefton")
    page.at.text_input(key="scenario-name").set_value("Worst: <b>case</b>; 100%")
    link = press(page, "keep-it").at.query_params["scenarios"]
    assert "Forget the scenarios kept" in [button.label for button in page.at.button]
    again = open_page("what_if", council="Sefton", what="Nothing more", scenarios=link)
    assert again.faults == []
    assert again.at.selectbox(key="compare-one").options[2:] == ["Worst: <b>case</b>; 100%"]
    again.at.selectbox(key="compare-other").set_value("Worst: <b>case</b>; 100%")
    table = again.again().figures("Scenarios side by side").set_index("Figure")
    assert table.loc["People displaced, at most", "Worst: <b>case</b>; 100%"] == page.metrics["People displaced"]
    forgotten = press(again, "forget-scenarios")
    assert "scenarios" not in forgotten.at.query_params
    assert forgotten.at.selectbox(key="compare-one").options[2:] == []


def test_a_scenario_cannot_take_the_name_of_what_is_shown_nor_close_homes_that_are_not_there(open_page):
    page = open_page("what_if", council="Sefton", scenarios=["E08000014:Gone:close:1-999"])
    assert "The link asks for 1 change to homes that are not on the register in use." in page.notices
    page.at.text_input(key="scenario-name").set_value("As it is today")
    assert any(said.startswith("Choose another name") for said in press(page, "keep-it").notices)
