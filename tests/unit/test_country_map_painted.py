"""What the map for many areas sends: classes, figures, flags; nothing hidden, nothing unprotected."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely import box
from test_country_map_packed import opened

from lib.core.words import NOT_COLLECTED, SUPPRESSED
from lib.disclosure import protect, public
from lib.views.classes import classify
from lib.views.country_map import (
    HIDDEN,
    NO_FIGURE,
    country_bare,
    country_base,
    country_groups,
    country_view,
    with_country_points,
)
from lib.views.country_points import point_layer
from lib.views.maps import Legend

pytestmark = pytest.mark.unit
CODES = [f"E{i:02d}" for i in range(12)]
AREAS = gpd.GeoDataFrame(
    {"area_code": CODES, "area_name": [f"Area {c}" for c in CODES]},
    geometry=[box(i, 50, i + 1, 51) for i in range(12)],
    crs=4326,
)
BASE = country_base(AREAS, AREAS.head(1), label="Map of twelve")
VALUES = pd.DataFrame({"area_code": CODES, "rate": np.arange(12) * 1.04, "is_wide": [i % 3 == 0 for i in range(12)]})


def sent(view):
    return opened(view.content({"outlines": "here"}))


def rates(frame=VALUES, **more):
    return country_view(BASE, public(frame, because="test"), "rate", title="Rate", unit="per 1,000", **more)


def test_only_a_protected_table_is_drawn():
    with pytest.raises(TypeError, match="ProtectedTable"):
        country_view(BASE, VALUES, "rate", title="Rate")


def test_a_repeated_area_is_refused():
    with pytest.raises(ValueError, match="one row an area"):
        rates(pd.concat([VALUES, VALUES]))


def test_classes_and_figures_follow_the_outlines_whatever_the_order_of_rows():
    shuffled = rates(VALUES.sample(frac=1, random_state=1))
    head, array = sent(shuffled)
    expected = classify(VALUES["rate"])
    assert array("classes").tolist() == expected.codes.tolist()
    shown = array("numbers") / 10 ** head["decimals"]
    assert np.allclose(shown, VALUES["rate"].round(head["decimals"]))
    assert shuffled.content({}) == rates().content({})


def test_an_area_without_a_row_has_no_figure():
    view = rates(VALUES.iloc[2:])
    head, array = sent(view)
    assert array("classes")[:2].tolist() == [NO_FIGURE, NO_FIGURE]
    assert head["none_said"] == NOT_COLLECTED
    assert ("none", "no figure") in view.legends[0].marks


def test_a_hidden_figure_is_marked_and_never_sent():
    people = pd.DataFrame({"area_code": CODES, "people": [3, *range(20, 31)]})
    view = country_view(BASE, protect(people, keys=["area_code"], counts=["people"]), "people", title="People")
    head, array = sent(view)
    is_hidden = array("classes") == HIDDEN
    assert is_hidden[0]
    assert (array("numbers")[is_hidden] == 0).all()
    assert head["hidden_said"] == SUPPRESSED
    assert any(look == "hidden" for look, _ in view.legends[0].marks)


def test_a_figure_is_hidden_by_its_own_flag_and_not_by_that_of_another():
    people = pd.DataFrame({"area_code": CODES, "people": range(20, 32), "waiting": [2, *range(20, 31)]})
    table = protect(people, keys=["area_code"], counts=["people", "waiting"])
    _, of_people = sent(country_view(BASE, table, "people", title="People"))
    _, of_waiting = sent(country_view(BASE, table, "waiting", title="Waiting"))
    assert of_people("classes")[0] < HIDDEN
    assert of_waiting("classes")[0] == HIDDEN


def test_uncertain_areas_are_flagged_bit_by_bit():
    _, array = sent(rates(uncertain="is_wide"))
    bits = np.unpackbits(array("unsure"))[: len(CODES)]
    assert bits.tolist() == VALUES["is_wide"].astype(int).tolist()


def test_a_change_of_measure_sends_no_outline():
    content = rates().content({})
    assert len(content) < len(CODES) * 3 + 1500
    assert rates().base.key == country_bare(BASE).base.key


def test_the_stamp_changes_with_the_figures_alone():
    stamps = [sent(rates(VALUES.assign(rate=VALUES["rate"] + by)))[0]["stamp"] for by in (0, 0, 5)]
    assert stamps[0] == stamps[1] != stamps[2]


def test_breaks_can_be_held_fixed():
    _, array = sent(rates(VALUES.assign(rate=VALUES["rate"] + 100), breaks=classify(VALUES["rate"]).breaks))
    assert set(array("classes").tolist()) == {4}


def test_groups_keep_their_colours_and_names():
    labels = pd.Series(["a", "b"] * 5, index=CODES[:10])
    view = country_groups(BASE, labels, {"a": "Older", "b": "Rural"}, {"a": "#111", "b": "#222"}, title="Group")
    head, array = sent(view)
    assert array("classes").tolist() == [0, 1] * 5 + [NO_FIGURE] * 2
    assert head["names"] == ["Older", "Rural"]
    assert view.legends[0].marks[:2] == (("#111", "Older"), ("#222", "Rural"))


def test_points_are_named_by_their_content_and_the_picked_one_by_its_place():
    points = [
        {"id": i, "x": 0, "y": 51, "r": 5, "fill": "#fff", "ring": "#000", "w": 1, "name": i, "lines": []} for i in "ab"
    ]
    view = with_country_points(rates(), point_layer(points), Legend("Homes", ()), picked=("b",))
    head, _ = sent(view)
    assert (head["picked"], head["points"]) == ([1], view.points.key)
    assert view.has("point", "a")
    assert not view.has("point", "E00")
    assert not view.has("elsewhere", "a")
    assert [legend.title for legend in view.legends] == ["Rate (per 1,000)", "Homes"]


def test_a_dark_room_and_a_projector_change_the_picture_but_not_the_map():
    dark = country_base(AREAS, AREAS.head(1), label="Map", is_dark=True, is_projected=True)
    head, _ = sent(country_bare(dark))
    plain, _ = sent(country_bare(BASE))
    assert head["theme"] != plain["theme"]
    assert head["text_px"] > plain["text_px"]
    assert dark.key == BASE.key


def test_tiles_are_named_only_when_asked_for():
    assert sent(country_bare(BASE))[0]["tiles"] is None
    asked = country_base(AREAS, AREAS.head(1), label="Map", has_tiles=True)
    assert "openstreetmap" in sent(country_bare(asked))[0]["tiles"]["address"]
