"""What a file hides or says does not apply is printed as such wherever it is shown: never blank, never 0."""

import pandas as pd
import pytest
from ingest_tables import csv, load

from lib.disclosure import public, with_gaps
from lib.exports import to_csv
from lib.measures.changes_shown import changes_shown
from lib.measures.home_care import home_care_by_locality
from lib.measures.home_care_shown import home_care_shown
from lib.views.tables import printed

pytestmark = pytest.mark.unit

RATES = csv("area_code,Rate,Share", "E01006920,[c],1", "E01006921,[z],2", "E01006922,[x],3", "E01006923,4,*")
ACTIVITY = csv(
    "locality_name,period,hours,packages", "North,2026-01,[c],40", "North,2026-01,900,[c]", "South,2026-01,1000,50",
    "East,2026-01,[z],60", "West,2026-01,800,[x]",
)  # fmt: skip


def words_of(table):
    return printed(table).words


def test_a_dataset_lays_out_its_marks_as_its_rows():
    gaps = load(RATES).dataset.gaps
    assert gaps["Rate"].tolist() == ["suppressed", "not applicable", "not available", ""]
    assert gaps["Share"].tolist() == ["", "", "", "suppressed"]
    assert load(csv("area_code,Rate", "E01006920,1", "E01006921,2")).dataset.gaps.empty


def test_marks_are_printed_in_tables_and_in_downloads():
    dataset = load(RATES).dataset
    table = with_gaps(public(dataset.frame, because="rates of areas"), dataset.gaps)
    assert words_of(table)["Rate"].tolist() == ["[c]", "[z]", "[x]", "4"]
    assert words_of(table)["Share"].tolist() == ["1", "2", "3", "[c]"]
    written = to_csv(table, [dataset.provenance], "Rates").decode("utf-8-sig")
    assert "E01006920,[c],1," in written
    assert "E01006921,[z],2," in written


def test_a_figure_that_is_there_is_never_marked():
    table = public(pd.DataFrame({"a": [1.0, None]}), because="made up")
    marked = with_gaps(table, pd.DataFrame({"a": ["suppressed", "suppressed"], "b": ["suppressed"] * 2}))
    assert words_of(marked)["a"].tolist() == ["1", "[c]"]


def test_home_care_that_came_hidden_stays_hidden_with_its_sums_and_rates():
    dataset = load(ACTIVITY).dataset
    people = pd.DataFrame({"locality_name": ["North", "South", "East", "West"], "population_65_plus": [1_000.0] * 4})
    table = home_care_by_locality(dataset.frame, people, states=dataset.parts["states"])
    shown = words_of(home_care_shown(table, "No locality")).set_index("locality_name")
    assert shown.loc["North", ["hours", "packages", "hours_per_1000_65_plus"]].tolist() == ["[c]", "[c]", "[c]"]
    assert shown.loc["East", "hours"] == "[z]"
    assert shown.loc["West", "packages"] == "[x]"
    assert shown.loc["South", "packages"] == "50"


def test_a_sum_with_a_hidden_part_is_not_the_sum_of_the_rest():
    dataset = load(ACTIVITY).dataset
    table = home_care_by_locality(dataset.frame, states=dataset.parts["states"]).set_index("locality_name")
    assert pd.isna(table.loc["North", "hours"])
    assert pd.isna(table.loc["North", "packages"])


def test_what_changed_prints_the_marks_of_both_versions():
    before = load(RATES).dataset
    after = load(csv("area_code,Rate,Share", "E01006920,5,1", "E01006923,[c],7", "E01006924,[c],8")).dataset
    shown = changes_shown(before, after)
    figures = words_of(shown.figures).set_index("area_code")
    assert figures.loc["E01006920", ["Rate_before", "Rate_after"]].tolist() == ["[c]", "5"]
    assert figures.loc["E01006923", ["Rate_before", "Rate_after", "Share_before"]].tolist() == ["4", "[c]", "[c]"]
    assert words_of(shown.added)["Rate"].tolist() == ["[c]"]
    assert words_of(shown.gone)["Rate"].tolist() == ["[z]", "[x]"]
