"""Growth beside what brings people to home care: from two populations loaded, else what to load."""

import pandas as pd
import pytest

from lib.datasets.samples import sample_files
from lib.ingest import load
from lib.store import Workspace

pytestmark = pytest.mark.app
TITLE = "Growth between the two populations loaded"


def population(times):
    sample = sample_files("E08000014")["population"]
    table = pd.read_csv(pd.io.common.BytesIO(sample.content))
    columns = [name for name in table if name.startswith("population")]
    grown = table.assign(**{name: table[name] * times for name in columns})
    return load(grown.to_csv(index=False).encode(), f"people times {times}.csv", kind="population").dataset


def test_one_population_says_what_to_load(open_page):
    page = open_page("home_care", council="Sefton", part="Hospitals and older people")
    assert "load the population of an earlier year" in page.words
    assert TITLE not in page.words


def test_two_populations_give_the_growth_of_each_locality(open_page):
    page = open_page("home_care", council="Sefton", part="Hospitals and older people")
    page.at.session_state["workspace"] = Workspace().accept(population(2)).accept(population(3))
    page = page.again()
    assert page.faults == []
    (title,) = [caption for caption in page.tables if caption.startswith(TITLE)]
    assert set(page.figures(title)["Growth of people aged 65+ (%)"].astype(float)) == {50}
