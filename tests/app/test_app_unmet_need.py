"""Unmet need on an uploaded file with areas, ages and unknowns: controls, findings and the Word pack."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

pytestmark = pytest.mark.app


def people_csv() -> bytes:
    """Users and population by group, area, age and sex: the second group is only younger."""
    rng = np.random.default_rng(3)
    rows = [
        ("Ethnicity", group, area, band, sex, rng.binomial(n := int(40_000 * share * part / 2), rate), n)
        for area in ("North", "South", "East", "West", "Coast")
        for group, share, old in (("White", 0.9, 0.3), ("Asian", 0.09, 0.05), ("Not known", 0.0, 0.0))
        for band, part, rate in (("18 to 64", 1 - old, 0.01), ("65 and over", old, 0.1))
        for sex in ("Female", "Male")
    ]
    names = ["characteristic", "characteristic_group", "area", "age_band", "sex", "users_count", "population_count"]
    frame = pd.DataFrame(rows, columns=names).astype({"population_count": "Int64"})
    unknown = frame["characteristic_group"] == "Not known"
    return frame.assign(users_count=frame["users_count"].mask(unknown, 4)).to_csv(index=False).encode()


@pytest.fixture
def uploaded(open_page):
    page = open_page("your_data", council="Kent")
    page.at.file_uploader(key="upload").set_value(("people.csv", people_csv(), "text/csv"))
    page.again()
    (button,) = (b for b in page.at.button if b.label == "Use this data")
    button.click()
    return page.again().go_to("unmet_need")


def test_an_upload_is_seen_by_area_adjusted_for_age_and_under_the_names_of_the_act(uploaded):
    page = uploaded
    assert page.faults == []
    names = page.figures("Names in the file and the Equality Act's own")
    assert names.to_numpy().tolist() == [["Ethnicity", "race"]]
    missing = set(page.figures("Evidence that is missing")["Characteristic"])
    assert "Race" not in missing
    assert "Sexual orientation" in missing
    adjusted = page.figures("As it stands, and with age and sex taken into account").set_index("Group")
    assert adjusted.loc["Asian or Asian British", ["Verdict", "Verdict then"]].tolist() == [
        "under",
        "no evidence of a difference",
    ]
    assert "White: users over those expected, area by area" in page.tables
    assert "Download the Equality Impact Assessment pack (Word)" in page.downloads
    assert "a column of people who use care" in page.words  # Kent has no area figures
    page.at.selectbox(key="place").set_value("North")
    assert page.again().faults == []
    assert any(caption == "Race: users against population (North)" for caption in page.tables)


def test_the_rule_and_the_figure_can_be_changed(open_page):
    link = {"characteristic": "Religion or belief", "base": "4000", "judge": "The published rule", "level": "99%"}
    page = open_page("unmet_need", council="Sefton", **link)
    assert page.faults == []
    assert page.findings[0].startswith("The published rule calls a group 'at risk'")
    shown = page.figures("Religion or belief: users against population").set_index("Group")
    assert shown.loc["Muslim", "Verdict"] == "at risk by the published rule; tests: under"
    rates = open_page("unmet_need", council="Sefton", base="4000", characteristic="Religion or belief",
                      figure="Users a head against one group", reference="Christian")  # fmt: skip
    assert rates.faults == []
    assert "Religion or belief: users a head against Christian" in rates.tables
