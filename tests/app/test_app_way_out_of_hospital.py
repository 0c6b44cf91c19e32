"""Figures typed on the way out of hospital: thousands, and shares with decimals."""

import pytest

pytestmark = pytest.mark.app


def test_thousands_with_commas_are_one_month_each(open_page):
    link = {"kent-demand": "1,200 1,150 1,300", "kent-capacity": "1,100; 1,150; 1,200"}
    link |= {"kent-pathways": "70; 0; 20.5; 9.9"}
    page = open_page("home_care_market", council="Kent", **link)
    assert page.faults == []
    assert page.figures("Demand and capacity by month")["Demand"].tolist() == ["1,200", "1,150", "1,300"]
    assert any("add up to 100.4%" in said for said in page.findings)


def test_what_may_be_several_numbers_is_not_guessed(open_page):
    page = open_page("home_care_market", council="Kent", **{"kent-demand": "1,200,1,150", "kent-capacity": "9"})
    assert page.faults == []
    assert any("It cannot be told whether '1,200,1,150' is one number" in said for said in page.notices)
    assert "Demand and capacity by month" not in page.tables
