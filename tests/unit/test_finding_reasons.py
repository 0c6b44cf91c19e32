"""Why a finding reads differently: the rows and columns behind it, and no others."""

from dataclasses import replace

import pandas as pd
import pytest

from lib.core import Provenance
from lib.datasets import Dataset
from lib.datasets.samples import sample_files
from lib.geography import areas, council
from lib.ingest import load
from lib.measures.changes_shown import changes_shown
from lib.views.finding_reasons import of_the_council, why

pytestmark = pytest.mark.unit

SEFTON = council("Sefton")


@pytest.fixture(scope="module")
def homes():
    one = sample_files("E08000014")["homes"]
    return load(one.content, one.name, kind="homes").dataset


def changed(before, frame):
    return changes_shown(before, replace(before, frame=frame.reset_index(drop=True)))


def test_homes_that_are_gone_are_named_with_their_beds(homes):
    gone = homes.frame.head(2)
    said = why("homes and beds", changed(homes, homes.frame.iloc[2:]))
    names, beds = (f"“{name}”" for name in gone["name"]), f"{gone['registered_beds'].sum():,} beds"
    assert said == f"2 homes gone ({' and '.join(names)}; {beds}): see ‘Row by row’ below."


def test_homes_that_are_new_are_named_with_their_beds(homes):
    shown = changes_shown(replace(homes, frame=homes.frame.iloc[1:]), homes)
    assert why("ratings", shown).startswith(f"1 home added (“{homes.frame['name'].iloc[0]}”; ")


def test_a_finding_names_only_the_columns_it_is_made_from(homes):
    frame = homes.frame.copy()
    frame.loc[[3, 4], "rating"] = "Inadequate"
    frame.loc[5, "registered_beds"] += 7
    shown = changed(homes, frame)
    assert why("ratings", shown).startswith("rating altered in 2 homes (")
    assert why("homes and beds", shown).startswith("registered beds altered in 1 home (")
    assert homes.frame["cqc_location_id"].iloc[5] in why("who runs them", shown)
    assert "rating" not in why("who runs them", shown)


def test_a_home_that_moved_is_named(homes):
    frame = homes.frame.copy()
    frame.loc[[0], "geometry"] = frame.geometry.iloc[[0]].translate(0.02)
    assert "1 home placed elsewhere" in why("beds for people aged 75+", changed(homes, frame))


def test_many_names_are_cut_short(homes):
    assert "and 7 more" in why("homes and beds", changed(homes, homes.frame.iloc[10:]))


def test_rows_of_other_councils_are_no_reason(homes):
    code = str(areas(SEFTON)["area_code"].iloc[0])
    frame = pd.DataFrame({"area_code": [code, "E01000001"], "Rate (%)": [1.0, 2.0], "source_row": [2, 3]})
    one = Dataset("indicators", frame, Provenance("Figures", "figures.csv"))
    assert of_the_council(one, SEFTON)["area_code"].tolist() == [code]
    assert len(of_the_council(homes, council("Kent"))) == 0


def test_a_column_that_is_gone_is_a_reason():
    frame = pd.DataFrame({"area_code": ["E01006920"], "Rate (%)": [1.0], "Share (%)": [2.0], "source_row": [2]})
    one = Dataset("indicators", frame, Provenance("Figures", "figures.csv"))
    assert why("pressure score", changed(one, frame.drop(columns="Share (%)"))).startswith("column “Share (%)” gone")


def test_figures_of_people_are_reasons_only_where_the_change_shows():
    frame = pd.DataFrame(
        {"locality_name": ["North", "South"], "period": "2026-03", "packages": [100, 60], "hours": [800.0, 500.0]}
    ).astype({"packages": "Int64"})
    frame = frame.assign(is_unallocated=pd.array([False, False], dtype="boolean"), source_row=[2, 3])
    one = Dataset("locality_activity", frame, Provenance("Activity", "activity.csv"))
    larger = changed(one, frame.assign(packages=pd.array([150, 60], dtype="Int64")))
    assert why("packages of care", larger) == "packages altered in 1 row (“North”): see ‘Row by row’ below."
    by_one = changed(one, frame.assign(packages=pd.array([101, 60], dtype="Int64")))
    assert why("packages of care", by_one).startswith("No row that can be shown")


def test_homes_whose_beds_are_not_known_are_not_passed_over(homes):
    beds = homes.frame["registered_beds"]
    frame = homes.frame.assign(registered_beds=beds.mask(homes.frame.index == homes.frame.index[0]))
    before = replace(homes, frame=frame)
    said = why("homes and beds", changed(before, frame.iloc[3:]))
    assert f"; {beds.iloc[1:3].sum():,} beds, those of 1 home not known)" in said
    assert "; beds not known)" in why("homes and beds", changed(before, frame.iloc[1:]))
