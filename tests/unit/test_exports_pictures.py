"""Charts taken away as pictures: what stands in them, and that nothing hidden does."""

from __future__ import annotations

from datetime import date

import altair as alt
import pandas as pd
import pytest

from lib.core import SYNTHETIC, Provenance
from lib.disclosure import protect
from lib.exports import picture_name, pictures, to_picture
from lib.views.charts import bars

pytestmark = pytest.mark.unit

SOURCE = Provenance("Home care of Kent", "care.csv", as_at="March 2025", content_hash="a" * 64)
ON = date(2026, 11, 22)


def table(people: int = 4711):
    rows = pd.DataFrame({"area": ["North", "South", "West"], "people": [people, 60, 3]})
    return protect(rows, "asc", "area", "people", totals={}).held("people of Kent")


@pytest.fixture
def spec(monkeypatch: pytest.MonkeyPatch):
    """What was asked to be drawn, in words."""
    asked: list[str] = []

    def draw(words: str) -> bytes:
        asked.append(words)
        return b"\x89PNG"

    monkeypatch.setattr(pictures, "drawn_apart", draw)
    return asked


def test_title_source_and_day_stand_in_the_picture(spec):
    chart = bars(table(), "area", "people", title="People")
    to_picture(chart, "Kent: most people live in the north", [SOURCE], made_on=ON, notes=["Figures of people: rounded"])
    (words,) = spec
    for said in ("Kent: most people live in the north", "Source: Home care of Kent, care.csv; as at March 2025",
                 "Made on 22 November 2026", "Figures of people: rounded"):  # fmt: skip
        assert said in words
    assert SYNTHETIC.split(":")[0] not in words


def test_a_made_up_sample_is_said_to_be_one_in_the_picture(spec):
    made_up = Provenance("Sample", "a script", origin="synthetic")
    to_picture(bars(table(), "area", "people", title="People"), "Sample", [made_up], made_on=ON)
    assert SYNTHETIC.split(":")[0] in spec[0]


def test_nothing_hidden_or_unrounded_is_in_the_picture(spec):
    to_picture(bars(table(4713), "area", "people", title="People"), "Kent", [SOURCE], made_on=ON)
    assert "4713" not in spec[0]
    assert '"people": 3' not in spec[0]
    assert '"people":3' not in spec[0]


def test_words_of_a_file_stay_words(spec):
    to_picture(bars(table(), "area", "people", title="People"), "<b>datum.x</b> ${alert(1)}", [SOURCE], made_on=ON)
    assert "<b>datum.x</b> ${alert(1)}" in spec[0]


def test_figures_that_nobody_holds_are_refused():
    loose = protect(pd.DataFrame({"area": ["N"], "people": [60]}), "asc", "area", "people", totals={})
    with pytest.raises(TypeError, match="hold"):
        to_picture(bars(loose, "area", "people", title="People"), "Kent", [SOURCE], made_on=ON)


def test_a_picture_is_drawn_light_and_dark_and_is_the_same_each_time():
    chart = bars(table(), "area", "people", title="People")
    one, two = (to_picture(chart, "Kent", [SOURCE], made_on=ON) for _ in range(2))
    dark = to_picture(bars(table(), "area", "people", title="People", is_dark=True), "Kent", [SOURCE], made_on=ON,
                      is_dark=True)  # fmt: skip
    assert one.startswith(b"\x89PNG")
    assert one == two != dark


def test_a_chart_with_a_width_of_its_own_keeps_it(spec):
    chart: alt.LayerChart = bars(table(), "area", "people", title="People").properties(width=200)
    to_picture(chart, "Kent", [SOURCE], made_on=ON)
    assert '"width": 200' in spec[0]


def test_a_file_name_is_safe():
    assert picture_name("Kent: 50% & <more>" + "x" * 200).endswith(".png")
    assert picture_name("Kent: <b>/..") == "kent-b.png"
