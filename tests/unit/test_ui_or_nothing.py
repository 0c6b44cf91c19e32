"""A part of a page that has said why it shows nothing does not end the rest."""

import pytest

from lib.ui.stopping import PageEnds, end_page, or_nothing

pytestmark = pytest.mark.unit


def test_a_part_that_ends_gives_nothing_and_any_other_what_it_makes():
    assert or_nothing(end_page) is None
    assert or_nothing(lambda: 3) == 3
    with pytest.raises(PageEnds):
        end_page()
    with pytest.raises(ZeroDivisionError):
        or_nothing(lambda: 1 / 0)
