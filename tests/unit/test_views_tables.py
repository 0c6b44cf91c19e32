"""Tables as they are printed: every gap says why, figures line up, and words stay words."""

from html.parser import HTMLParser

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point

from lib.disclosure import protect, public
from lib.exports import to_csv
from lib.views.tables import as_numbers, gap_said, printed, table_html, words_of

pytestmark = pytest.mark.unit


def open_table(**columns):
    return public(pd.DataFrame(columns), because="open data")


def column(table, name):
    return printed(table).words[name].tolist()


class Reader(HTMLParser):
    """The cells of a table as a browser reads them, and every tag met."""

    def __init__(self):
        super().__init__()
        self.tags, self.cells = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag in ("th", "td"):
            self.cells.append("")

    def handle_data(self, data):
        if self.cells:
            self.cells[-1] += data


def test_each_gap_says_why_and_is_never_0_or_blank():
    people = pd.DataFrame(
        {"area": ["Ash", "Birch", "Cedar", "Dale"], "users": [3, None, None, 0], "waiting": [9, 9, 9, 9]}
    )
    table = protect(
        people, keys="area", counts=["users", "waiting"], not_applicable=pd.Series([False, False, True, False])
    )
    assert column(table, "users") == ["[c]", "[x]", "[z]", "0"]


def test_numbers_of_people_are_rounded_to_5():
    table = protect(pd.DataFrame({"area": ["Ash", "Birch"], "users": [12, 1238]}), keys="area", counts="users")
    assert column(table, "users") == ["10", "1,240"]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([1, 20], ["1", "20"]),
        ([1234.4, 98765.4], ["1,234", "98,765"]),
        ([0.5, 12.5], ["0.5", "12.5"]),
        ([0.123, 0.456], ["0.12", "0.46"]),
        ([None, 2.0], ["[x]", "2"]),
        ([-5.0, 5.0], ["-5", "5"]),
    ],
)
def test_a_column_has_the_decimals_it_needs_and_no_more(values, said):
    assert column(open_table(x=values), "x") == said


def test_yes_and_no_are_words():
    assert column(open_table(x=pd.array([True, False, None], dtype="boolean")), "x") == ["Yes", "No", "[x]"]


def test_outlines_are_not_printed():
    homes = gpd.GeoDataFrame({"name": ["Ash"]}, geometry=[Point(0, 0)], crs=4326)
    assert list(printed(public(homes, "register")).words.columns) == ["name"]


def test_figures_stand_to_the_right_and_the_first_cell_heads_its_row():
    html = table_html(printed(open_table(Home=["Ash"], Beds=[20])), "Homes")
    assert '<th scope="col" class="num">Beds</th>' in html
    assert '<th scope="row">Ash</th><td class="num">20</td>' in html
    assert "<caption>Homes</caption>" in html
    assert 'tabindex="0" role="region" aria-label="Homes"' in html


def test_figures_stay_numbers_to_sort_by_and_are_shown_as_they_are_printed():
    table = open_table(beds=[3, 20, 1000], rate=[1.5, None, 22])
    shown = as_numbers(table)
    assert shown.data["beds"].tolist() == [3, 20, 1000]
    assert shown.data["rate"].dropna().tolist() == [1.5, 22]
    drawn = shown.to_html()
    assert all(f">{said}<" in drawn for said in [*column(table, "beds"), *column(table, "rate")])


def test_a_hidden_figure_of_a_long_table_is_no_number_and_is_printed_as_hidden():
    shown = as_numbers(
        protect(pd.DataFrame({"area": list("abc"), "people": [2, 50, 103]}), keys=["area"], counts=["people"])
    )
    hidden = shown.data["people"].isna()
    assert hidden.any()
    assert shown.to_html().count("[c]") == hidden.sum()


def test_a_very_long_table_keeps_numbers_where_a_column_has_no_gap():
    n = 30_000
    shown = as_numbers(open_table(beds=range(n), rate=[None, *range(1, n)]))
    assert shown["beds"].tolist()[:2] == [0, 1]
    assert shown["rate"].tolist()[0] == "[x]"


@pytest.mark.parametrize(
    "words", ["<img src=x onerror=alert(1)>", "</table><script>alert(1)</script>", '" onfocus="x', "a&lt;b"]
)
def test_hostile_words_are_text_in_headings_cells_and_captions(words):
    table = open_table(**{"Home": [words], words: ["x"]})
    html = table_html(printed(table), words)
    reader = Reader()
    reader.feed(html)
    assert set(reader.tags) == {"div", "table", "caption", "thead", "tbody", "tr", "th", "td"}
    assert reader.cells == ["Home", words, words, "x"]
    assert 'onfocus="x"' not in html


@given(st.lists(st.text(min_size=1), min_size=1, max_size=5))
def test_whatever_a_file_says_comes_back_letter_for_letter(words):
    reader = Reader()
    reader.feed(table_html(words_of(pd.DataFrame({"said": words})), "Said"))
    assert set(reader.tags) == {"div", "table", "caption", "thead", "tbody", "tr", "th"}
    assert [c.replace("\r\n", "\n").replace("\r", "\n") for c in reader.cells[1:]] == [
        w.replace("\r\n", "\n").replace("\r", "\n") for w in words
    ]


def test_the_table_printed_is_not_changed_by_printing():
    table = open_table(x=[1.0, None])
    before = table.frame
    printed(table), as_numbers(table)
    pd.testing.assert_frame_equal(table.frame, before)


def test_words_that_are_missing_and_words_that_say_nothing_are_kept_apart_on_screen_and_in_files():
    table = open_table(home=["Ash", None, ""])
    assert column(table, "home") == ["Ash", "[x]", ""]
    rows = to_csv(table, [], "Homes").decode("utf-8-sig").splitlines()
    assert rows[-3:] == ["Ash", "[x]", '""']


def test_a_column_without_any_figure_is_no_fault():
    empty = pd.DataFrame({"place": ["A", "B"], "packages": pd.array([None, None], dtype="Int64")})
    words = as_numbers(public(empty, because="a test"))
    shown = words.data if hasattr(words, "data") else words
    assert shown["packages"].isna().all()


def test_a_grid_has_one_word_for_its_gaps_and_tables_with_two_kinds_write_them_out():
    hidden = protect(pd.DataFrame({"area": ["A", "B"], "people": [2, 60]}), keys="area", counts="people", totals={})
    assert gap_said(hidden) == "[c]"
    unknown = public(pd.DataFrame({"area": ["A"], "beds": [None]}).astype({"beds": "Float64"}), because="made up")
    assert gap_said(unknown) == "[x]"
    both = hidden.with_columns({"beds": lambda frame: pd.Series([5.0, None], index=frame.index)})
    assert gap_said(both) == "[x]"
    assert list(as_numbers(both).data["people"]) == ["[c]", "60"]
    assert list(as_numbers(both).data["beds"]) == ["5", "[x]"]


def test_words_of_a_table_say_how_much_room_they_need():
    table = open_table(home=["Ash", "Sample Home Care Number One", "Southport and Formby District General Hospital"])
    drawn = table_html(printed(table), "Homes")
    assert '<th scope="row">Ash</th>' in drawn
    assert 'class="some">Sample Home Care Number One' in drawn
    assert 'class="long">Southport and Formby' in drawn
