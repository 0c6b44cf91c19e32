"""The door on files as others publish them: each loads, or is refused with what to do."""

from pathlib import Path

import pandas as pd
import pytest

import lib
from lib.core import Severity
from lib.datasets import Outcome
from lib.geography import areas, la_names_of

pytestmark = pytest.mark.real


def load(real: Path, path: str, kind: str | None = None) -> Outcome:
    """Load one public file."""
    return lib.load((real / path).read_bytes(), Path(path).name, kind)


def codes(outcome: Outcome) -> list[str]:
    return [problem.code for problem in outcome.problems]


@pytest.fixture(scope="module")
def north_west(real):
    return load(real, "cqc/cqc_care_homes_north_west_filled.csv")


@pytest.mark.parametrize(
    ("council", "homes", "beds"), [("Sefton", 134, 3790), ("Liverpool", 88, 3483), ("Knowsley", 27, 1103)]
)
def test_the_north_west_register_gives_the_known_homes_and_beds(north_west, council, homes, beds):
    frame = north_west.dataset.frame
    own = frame[frame["la_name"].isin(la_names_of(council))]
    assert (len(own), own["registered_beds"].sum()) == (homes, beds)


def test_every_home_of_the_three_councils_lies_in_its_council(north_west):
    frame = north_west.dataset.frame
    for council, la_code in (("Sefton", "E08000014"), ("Liverpool", "E08000012"), ("Knowsley", "E08000011")):
        own = frame[frame["la_name"].eq(council)]
        outline = areas(council, "lad").geometry.union_all()
        outside = own[~own.geometry.within(outline.buffer(0.001))]
        listed = {row for problem in north_west.problems for row in problem.rows}
        assert set(outside["source_row"]) <= listed
        assert (own["la_code"] == la_code).mean() > 0.97


def test_the_semicolon_file_gives_the_same_homes_as_the_register(real, north_west):
    merseyside = load(real, "messy/derived_cqc_merseyside_semicolon_cp1252.csv").dataset.frame
    both = merseyside.merge(north_west.dataset.frame, on="cqc_location_id", validate="1:1")
    assert len(both) == len(merseyside) == 249
    for column in ("name", "postcode", "registered_beds", "has_nursing", "home_kind"):
        assert (both[f"{column}_x"] == both[f"{column}_y"]).all(), column


def test_the_old_directory_keeps_homes_and_counts_the_rest(real):
    outcome = load(real, "cqc/cqc_directory_oldstyle_head.csv")
    assert (outcome.dataset.provenance.rows_read, outcome.dataset.provenance.rows_set_aside) == (500, 485)
    assert outcome.dataset.frame["registered_beds"].isna().all()
    assert {"no-beds", "not-a-care-home"} <= set(codes(outcome))


@pytest.mark.parametrize("path", ["cqc/trafford_care_homes.csv", "cqc/trafford_care_homes.geojson"])
def test_a_councils_own_list_loads_as_table_and_as_map(real, path):
    frame = load(real, path).dataset.frame
    assert len(frame) == 56
    assert frame["la_code"].eq("E08000009").all()
    assert frame["home_kind"].isin(["nursing", "residential", "nursing and residential"]).all()


def test_mid_2020_ages_agree_with_their_own_totals(real):
    path = "small_area/four_councils/ons_mid2020_single_year_age_lsoa11.csv"
    frame = load(real, path).dataset.frame
    given = pd.read_csv(real / path).set_index("lsoa11_code")
    at = frame.set_index("area_code")
    assert (at["population"] == given["total_population"].reindex(at.index)).all()
    assert (at["population_75_plus"] == given[[*map(str, range(75, 90)), "90+"]].sum(axis=1).reindex(at.index)).all()
    assert len(frame) == 949


@pytest.mark.parametrize(
    ("path", "column"), [("ethnicity", "White (%)"), ("disability", "Disabled under the Equality Act (%)")]
)
def test_census_categories_become_percentages(real, path, column):
    source = f"small_area/four_councils/census21_{path}_lsoa21_long.csv"
    outcome = load(real, source)
    given = pd.read_csv(real / source)
    category = given[given.iloc[:, 1 if path == "disability" else 2] == column.removesuffix(" (%)")].set_index(
        "lsoa21_code"
    )
    frame = outcome.dataset.frame.set_index("area_code")
    assert len(frame) == 967
    assert frame[column].to_list() == pytest.approx((100 * category["prop"].reindex(frame.index)).to_list())


def test_lincolnshire_is_not_counted_twice(real):
    frame = load(real, "asc_stats/nomis_lincolnshire_population_2024.csv").dataset.frame
    assert frame["population"].sum() == 789_502
    assert len(frame) == 7


def test_oflog_measures_become_columns(real):
    frame = load(real, "asc_stats/oflog_asc_metrics_by_la.csv").dataset.frame
    assert frame.shape == (152, 10)
    assert frame["area_code"].is_unique


def test_the_ascof_table_is_found_below_its_notes(real):
    outcome = load(real, "asc_stats/ascof_table_2d1_saved_as_csv.csv")
    assert len(outcome.dataset.frame) == 153
    assert set(outcome.dataset.parts["states"]["state"]) == {"suppressed"}
    assert {"larger-area", "no-area-code"} <= set(codes(outcome))


def test_indices_of_deprivation_use_scores_and_no_ranks(real):
    frame = load(real, "small_area/deprivation/IoD2019_lad.csv").dataset.frame
    given = pd.read_csv(real / "small_area/deprivation/IoD2019_lad.csv")
    income = given[given["index_domain"] == "Income"].set_index("lad19cd")["average_score"]
    at = frame.set_index("area_code")["Income"]
    assert at.to_list() == pytest.approx(income.reindex(at.index).to_list())


def test_trafford_localities_load_as_outlines_and_as_a_list(real):
    outlines = load(real, "homecare/trafford_localities_2023_bsc.geojson").dataset
    listed = load(real, "homecare/trafford_postcodes_to_locality.csv").dataset
    assert outlines.kind == listed.kind == "localities"
    assert (
        set(outlines.frame["locality_name"])
        == set(listed.frame["locality_name"])
        == {"North", "South", "Central", "West"}
    )
    drawn, built = (frame.to_crs(27700).set_index("locality_name").geometry for frame in (outlines.frame, listed.frame))
    for name in drawn.index:
        assert drawn[name].intersection(built[name]).area / drawn[name].area > 0.85


@pytest.mark.parametrize(
    ("path", "kind", "n"),
    [("lsoa21_boundaries", "lsoa21", 967), ("wards21_boundaries", "ward", 190), ("ltla24_boundaries", "lad", 9)],
)
def test_outlines_say_their_kind(real, path, kind, n):
    frame = load(real, f"small_area/four_councils/{path}.geojson").dataset.frame
    assert len(frame) == n
    assert frame["area_kind"].eq(kind).all()


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("messy/gdp_deflators_preamble_footnotes.csv", "kind-not-recognised"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(real, path, code):
    outcome = load(real, path)
    assert codes(outcome)[0] == code
    assert outcome.problems[0].fix


def test_five_rows_of_headings_are_joined_to_one_name_for_each_column(real):
    outcome = load(real, "messy/pssex_2012_13_activity_multiheader.csv")
    (joined,) = (one for one in outcome.problems if one.code == "header-rows-joined")
    assert joined.rows == (2, 3, 4, 5, 6)
    figures = outcome.dataset.frame.set_index("area_code")
    direct = "ASSESSMENTS, REVIEWS AND SERVICES: Reviews completed between 1 April and 31 March: "
    gateshead = figures.loc["E08000037"]
    assert gateshead[[name for name in figures.columns if name.startswith(direct)]].tolist() == [5470, 410, 135, 385]
    (weeks,) = (name for name in figures.columns if name.endswith(": C4.1"))
    assert "with a Physical" in weeks
    assert "Rehabilitation" in weeks


def test_councils_that_stand_side_by_side_are_turned(real):
    outcome = load(real, "messy/pssex_2014_15_activity_councils_across.csv")
    assert "table-turned" in codes(outcome)
    figures = outcome.dataset.frame.set_index("area_code")
    name = "Long term, Age 65 and over, Physical support, Residential, Total provision"
    assert figures.loc["E08000014", name] == 32_700
    assert len(figures) == 152  # every council of that year, four of which have ended since
    assert {"E10000006", "E10000021", "E06000028", "E06000029"} <= set(figures.index)


def test_every_public_file_loads_or_is_refused_with_what_to_do(real):
    files = [path for path in sorted(real.rglob("*")) if path.suffix in (".csv", ".geojson")]
    for path in files:
        outcome = load(real, str(path.relative_to(real)))
        assert outcome.dataset is not None or all(p.fix for p in outcome.of(Severity.REFUSE)), path.name
        if outcome.dataset is not None:
            p = outcome.dataset.provenance
            assert p.rows_read == p.rows_used + p.rows_set_aside, path.name
            assert len(outcome.dataset.set_aside) == p.rows_set_aside, path.name


@pytest.mark.parametrize("name", ["age", "ethnicity", "gender", "religion", "sexual_orientation"])
def test_the_published_characteristics_load(published_tables, name):
    path = published_tables / f"sefton_protected_characteristics_{name}.csv"
    frame = lib.load(path.read_bytes(), path.name).dataset.frame
    given = pd.read_csv(path)
    assert frame["users_pct"].to_list() == given["asc_users_pct"].to_list()
    assert frame["population_pct"].to_list() == given["population_18plus_pct"].to_list()
