"""Changes in a link: the same change comes back, its words made anew; nonsense is no change."""

import pandas as pd
import pytest

from lib.measures.scenario import Close, Convert, Resize
from lib.ui.scenario_link import change_of, text_of
from lib.ui.what_if_choices import opening

pytestmark = pytest.mark.unit
NAMES = pd.Series({"1-100": "Ash House", "A:b,c": "Beech Lodge", "1-300": "Cedar Court"}, dtype="str")


@pytest.mark.parametrize(
    "change",
    [
        Close(("1-100", "A:b,c"), "closing Ash House and Beech Lodge"),
        Resize("A:b,c", 0, "Beech Lodge, with 0 beds"),
        Convert("1-300", "nursing and residential", "Cedar Court becoming nursing and residential"),
        opening("PR8 3NX", 45, "nursing"),
    ],
    ids=["close", "resize", "convert", "open"],
)
def test_a_change_comes_back_from_its_link(change):
    assert change_of(text_of(change), NAMES) == change


@pytest.mark.parametrize(
    "text",
    [
        *("close:1-999", "close:", "resize:1-100:many", "resize:1-100:9000", "resize:1-999:10"),
        *("convert:1-100:castle", "open:ZZ99 9ZZ:10:nursing", "open:PR8%203NX:0:nursing", "burn:1-100", ""),
    ],
)
def test_what_makes_no_sense_is_no_change(text):
    assert change_of(text, NAMES) is None


def test_a_link_cannot_put_words_on_the_page():
    assert change_of("close:1-100:words%20of%20my%20own", NAMES) is None
