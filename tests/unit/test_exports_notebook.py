"""A notebook of the demand pressure page: its cells run, and give the figures of the page."""

import json
from datetime import date

import numpy as np
import pandas as pd
import pytest

from lib.core import Provenance
from lib.disclosure import public
from lib.exports import pressure_steps
from lib.exports.ipynb import Step, to_ipynb
from lib.geography import areas, neighbours, parents
from lib.pressure import Making, cluster_areas, hot_spots, prepare, preparing, pressure_index, regions

pytestmark = pytest.mark.unit

MAKING = Making({"rate": 1, "jobs": -1}, shapes={"rate": "none"})
CHOSEN = ("rate", "jobs")
SAID = (Provenance("Figures", "figures.csv"),)
HOSTILE = 'a`](x)\n<b>"""\\n\'+exit()+\''


@pytest.fixture(scope="module")
def figures():
    codes = areas("Sefton")["area_code"]
    rng = np.random.default_rng(4)
    groups = np.repeat([0.0, 9.0, 18.0], 63)
    return pd.DataFrame({"area_code": codes, "rate": groups + rng.normal(size=189), "jobs": rng.normal(size=189)})


def cells(figures, steps):
    made = to_ipynb(public(figures, because="test"), steps, SAID, "Test", made_on=date(2026, 11, 22))
    return json.loads(made)


def run(notebook):
    """Every code cell, one after another, in a room of its own."""
    room: dict = {}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), cell["id"], "exec"), room)  # noqa: S102 - what a notebook does
    return room


def prepared(figures):
    return prepare(figures.set_index("area_code"), **preparing(CHOSEN, MAKING))


def test_the_form_is_that_of_a_notebook(figures):
    notebook = cells(figures, [Step("## Words", "x = 1")])
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    assert [cell["cell_type"] for cell in notebook["cells"]] == ["markdown", "code", "markdown", "code"]
    assert len({cell["id"] for cell in notebook["cells"]}) == 4
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)


def test_the_score_of_the_notebook_is_the_score_of_the_page_to_the_last_digit(figures):
    options = {"normalisation": "rank", "aggregation": "geometric"}
    weights = {"rate": 2.0, "jobs": 1.0}
    steps = [pressure_steps.prepared(CHOSEN, MAKING), *pressure_steps.scored(weights, options, has_errors=False)]
    room = run(cells(figures, steps))
    pd.testing.assert_frame_equal(
        room["ranked"], pressure_index(prepared(figures), weights, **options, errors=None), check_exact=True
    )
    assert set(room["left_out"]["indicator"]) == set(CHOSEN)


def test_groups_regions_and_hot_spots_of_the_notebook_are_those_of_the_page(figures):
    outlines = areas("Sefton")
    touching = neighbours(outlines)
    middle = outlines.geometry.to_crs(27700).representative_point()
    where = pd.DataFrame({"area_code": outlines["area_code"], "east": middle.x, "north": middle.y, "people": 100.0})
    steps = [
        pressure_steps.prepared(CHOSEN, MAKING),
        *pressure_steps.grouped("kmeans", 3, {"rate": "requests"}),
        *pressure_steps.regions_made(touching.pairs, where, 4, 1000.0, {}),
        *pressure_steps.hot_spots_found(touching.pairs, "rate"),
    ]
    room = run(cells(figures, steps))
    ready = prepared(figures)
    pd.testing.assert_series_equal(room["groups"].labels, cluster_areas(ready, 3).labels)
    places = where.set_index("area_code")
    found = regions(ready, touching, 4, 1000.0, sizes=places["people"], places=places[["east", "north"]])
    pd.testing.assert_series_equal(room["found"].labels, found.labels)
    spots = hot_spots(ready.rates["rate"], touching)
    assert room["spots"].areas["kind"].tolist() == spots.areas["kind"].tolist()


@pytest.mark.parametrize("measure", [None, "rate"])
def test_two_geographies_stand_beside_one_another_in_the_notebook(figures, measure):
    inside = parents("Sefton", "ward")
    wards = figures.set_index("area_code").groupby(inside).mean().rename_axis("area_code").reset_index()
    within = pd.DataFrame({"small": inside.index, "area_a": inside.index, "area_b": inside.to_numpy()})
    steps = [
        pressure_steps.prepared(CHOSEN, MAKING),
        *pressure_steps.scored({"rate": 1.0, "jobs": 1.0}, {"normalisation": "z"}, has_errors=False),
        *pressure_steps.compared(wards, within, CHOSEN, MAKING, measure),
    ]
    taken = run(cells(figures, steps))
    beside, sure = taken["beside"], taken["sure"]
    assert sure.changed == pytest.approx((len(beside.only_a) + len(beside.only_b)) / 189)
    assert sure.is_known == (measure is None)  # of an indicator that was not made from counts nothing is known
    assert len(beside.small) == 189
    assert len(beside.areas) == 22


def test_hostile_names_stay_words(figures):
    named = figures.rename(columns={"rate": HOSTILE})
    making = Making({HOSTILE: 1})
    steps = [pressure_steps.prepared((HOSTILE,), making), *pressure_steps.grouped("ward", None, {HOSTILE: HOSTILE})]
    notebook = cells(named, steps)
    room = run(notebook)
    assert list(room["indicators"].rates.columns) == [HOSTILE]
    words = "".join("".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown")
    assert "<b>" not in words


def test_gaps_stay_gaps_and_nothing_unprotected_leaves(figures):
    gappy = figures.assign(jobs=figures["jobs"].where(figures.index > 5))
    assert run(cells(gappy, []))["figures"]["jobs"].isna().sum() == 6
    with pytest.raises(TypeError):
        to_ipynb(gappy, [], SAID, "Test", made_on=date(2026, 11, 22))
