"""The map for many areas on a page, without a browser: what Streamlit is given and what a click gives back."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from lib.ui.country_map import _clicked

pytestmark = pytest.mark.app


def script():
    import pandas as pd

    from lib.disclosure import public
    from lib.geography import areas, background
    from lib.ui import country_map
    from lib.views.country_map import country_base, country_view

    base = country_base(areas("Sefton"), background("Sefton"), label="Map of Sefton")
    figures = pd.DataFrame({"area_code": base.area_codes, "rate": range(len(base.area_codes))})
    country_map.draw(country_view(base, public(figures, because="test"), "rate", title="Rate"), "test")


def test_the_page_runs_and_the_component_is_given_bytes():
    at = AppTest.from_function(script).run(timeout=30)
    assert not at.exception
    (drawn,) = at.get("bidi_component")
    content = drawn.proto.bytes
    length = int.from_bytes(content[:4], "little")
    head = json.loads(content[4 : 4 + length])
    assert len(content) < 4000
    assert len(drawn.proto.js_content) < 1000
    assert head["label"] == "Map of Sefton"
    assert {"assets", "outlines", "script"} == set(head["addresses"])
    assert not any("//" in address for address in head["addresses"].values())


class Known:
    def has(self, what, identity):
        return (what, identity) == ("area", "E01")


@pytest.mark.parametrize(
    ("sent", "clicked"),
    [
        ({"what": "area", "id": "E01", "count": 1}, ("area", "E01")),
        ({"what": "area", "id": "E02", "count": 1}, None),
        ({"what": "area"}, None),
        (None, None),
        ("E01", None),
    ],
)
def test_a_click_counts_only_on_what_is_on_the_map(sent, clicked):
    assert _clicked(Known(), sent) == clicked
