"""A locality that starts to report late is no growth: on the capacity page, over time and between two periods."""

import pandas as pd
import pytest

from lib import load
from lib.store import Workspace

pytestmark = pytest.mark.app


def late_starter():
    months = [str(month) for month in pd.period_range("2022-04", "2025-03", freq="M")]
    rows = [
        (name, month, round(base * (1 + 0.004 * n)))
        for n, month in enumerate(months)
        for name, base in (("Locality 1", 8000), ("Locality 2", 3500), ("Locality 3", 6000))
        if name != "Locality 3" or month >= "2024-07"
    ]
    content = pd.DataFrame(rows, columns=["Locality", "Month", "Hours"]).to_csv(index=False).encode()
    return load(content, "late.csv", kind="locality_activity").dataset


def opened(open_page, name, **link):
    page = open_page(name, council="Sefton", **link)
    page.at.session_state["workspace"] = Workspace().accept(late_starter())
    return page.again()


def test_last_years_growth_is_that_of_the_localities_known_then(open_page):
    page = opened(open_page, "home_care_market")
    assert page.faults == []
    table = page.figures("Hours of home care a year after March 2025").set_index("Assumption")
    assert float(table.loc["Last year's growth carried forward", "Growth (%)"]) == pytest.approx(4.4, abs=0.05)
    assert table.loc["Last year's growth carried forward", "Hours in March 2025"] == "19,950"
    assert any("Left out: Locality 3, known in some of the periods only" in said for said in page.findings)
    assert "Each way of forecasting, tried on the past" in page.tables


def test_over_time_and_between_periods_growth_is_of_the_same(open_page):
    page = opened(open_page, "home_care", part="Over time", **{"from": "2022-04", "to": "2025-03"})
    assert page.faults == []
    assert any("The localities compared together" in said and "up by 4%" in said for said in page.findings)
    assert any("in the localities known in both periods rose by 14%" in said for said in page.findings)
    assert not any("rose by 73%" in said or "up by 59%" in said for said in page.findings)
