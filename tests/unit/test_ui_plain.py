"""Words of a file stay words where Streamlit reads markdown."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from lib.ui.plain import JOINER, plain

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    "words",
    [
        "![Oak](http://example.com/oak.png)",
        "[a](b)",
        "<img src=x>",
        "Elm `House` ${alert(1)}",
        "**bold**",
        "1) one",
        "- a",
    ],
)
def test_marks_are_drawn_as_they_are_written(words):
    assert MarkdownIt("commonmark").render(plain(words).replace(JOINER, "")) == f"<p>{_as_html(words)}</p>\n"


@pytest.mark.parametrize(
    "words", ["see http://example.com", "HTTPS://example.com/x", "www.example.com", "a.b@example.com"]
)
def test_an_address_makes_no_link(words):
    drawn = MarkdownIt("commonmark").render(plain(words))
    assert not re.search(r"https?://|www\.|[-.\w+]@", drawn, re.IGNORECASE)  # what GitHub's markdown links
    assert words in drawn.replace(JOINER, "")


def test_words_without_marks_are_left_alone():
    assert plain("Carers (%), aged 65+ at 12.5 = all: some") == "Carers (%), aged 65+ at 12.5 = all: some"


@given(st.text(alphabet="![](<>)*_`~:a1. -+#&\\\"'\n"))
def test_no_words_make_an_element(words):
    drawn = MarkdownIt("commonmark").render(plain(words))
    assert not any(f"<{name}" in drawn for name in ("img", "a ", "code", "em", "strong", "h1", "ul", "ol"))


def _as_html(words):
    return words.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
