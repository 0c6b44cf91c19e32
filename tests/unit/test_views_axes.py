import altair as alt
import pandas as pd
import pytest

from lib.disclosure import public
from lib.exports.pictures import drawn_apart
from lib.views.legible import legible
from lib.views.provider_charts import stacked

pytestmark = pytest.mark.unit


@pytest.fixture
def drawn():
    rows = [("A place with a very long name indeed", "One", 90.0), ("A place with a very long name indeed", "Two", 1.0)]
    table = public(pd.DataFrame(rows, columns=["place", "part", "people"]), because="a test")
    return stacked(table, "place", "part", "people", title="People")


def contrast(one: str, other: str) -> float:
    """Contrast of two colours by the rule of WCAG 2.2."""

    def light(colour: str) -> float:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("is_dark", "paper"), [(False, "#FFFFFF"), (True, "#0F1A20")])
def test_words_of_charts_have_the_contrast_that_small_text_needs(drawn, is_dark, paper):
    config = legible(drawn, is_dark=is_dark).to_dict()["config"]
    inks = {config[part][name] for part in ("axis", "legend", "header") for name in ("labelColor", "titleColor")}
    assert all(contrast(ink, paper) >= 4.5 for ink in inks)


def test_names_and_figures_ask_how_much_room_there_is_and_a_picture_without_a_page_is_drawn(drawn):
    said = drawn.to_json()
    assert "containerSize()" in said
    assert "datum['people'] * width > (8 * length(format(datum['people'], ',.0f')) + 8) * 91.0" in said
    assert drawn_apart(alt.Chart.to_json(drawn.properties(width=400))).startswith(b"\x89PNG")
