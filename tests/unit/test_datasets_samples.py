"""Built-in samples: they match what is published, and nobody could take them for real."""

from __future__ import annotations

from io import BytesIO

import pandas as pd
import pytest

import lib
from lib.core import Provenance, Severity
from lib.datasets import KINDS, Dataset, published
from lib.datasets.samples import SAMPLES, councils_with_samples, sample_files

pytestmark = pytest.mark.unit

SEFTON, KNOWSLEY, LIVERPOOL, WORCESTERSHIRE = "E08000014", "E08000011", "E08000012", "E10000034"
AREAS = {SEFTON: 189, KNOWSLEY: 98, LIVERPOOL: 298, WORCESTERSHIRE: 364}
EVERY = [(code, kind) for code in AREAS for kind in sample_files(code)]


def frame_of(la_code: str, kind: str) -> pd.DataFrame:
    return pd.read_csv(BytesIO(sample_files(la_code)[kind].content), keep_default_na=False, na_values=[""])


def test_four_councils_have_samples_sefton_first() -> None:
    assert list(councils_with_samples()) == [SEFTON, KNOWSLEY, LIVERPOOL, WORCESTERSHIRE]
    assert list(councils_with_samples("characteristics")) == [SEFTON]
    assert councils_with_samples("area_lookup") == {}
    assert sample_files("E10000016") == {}


def test_every_kind_a_page_needs_is_there() -> None:
    needed = {"homes", "localities", "locality_activity", "indicators", "population"}
    for code in AREAS:
        assert needed <= sample_files(code).keys() <= KINDS.keys()
    assert "characteristics" in sample_files(SEFTON)


def test_every_file_is_listed_and_none_is_left_over() -> None:
    named = {file.name for code in AREAS for file in sample_files(code).values()}
    assert named == {path.name for path in SAMPLES.glob("*.csv")} - {"INDEX.csv"}


@pytest.mark.parametrize(("la_code", "kind"), EVERY)
def test_every_sample_says_what_it_is(la_code: str, kind: str) -> None:
    said = sample_files(la_code)[kind].provenance
    assert said.origin in ("synthetic", "published")
    assert said.caveat.endswith(".")
    assert said.title
    assert said.source
    assert said.licence
    if kind in ("homes", "indicators", "population"):
        assert said.origin == "synthetic"
        assert said.caveat.startswith("Made up")


def test_worcestershires_hours_and_seftons_characteristics_are_published_not_made_up() -> None:
    assert sample_files(WORCESTERSHIRE)["locality_activity"].provenance.origin == "published"
    assert sample_files(SEFTON)["characteristics"].provenance.origin == "published"


def test_a_loaded_sample_keeps_its_counts_and_says_where_it_comes_from() -> None:
    sample = sample_files(SEFTON)["homes"]
    loaded = Provenance("homes", sample.name, content_hash="ab" * 32, rows_read=121, rows_used=121)
    said = sample.said_of(Dataset("homes", pd.DataFrame(), loaded)).provenance
    assert said.is_synthetic
    assert (said.content_hash, said.rows_used) == ("ab" * 32, 121)
    assert said.caveat == sample.provenance.caveat


def test_seftons_homes_match_the_published_profile() -> None:
    homes = frame_of(SEFTON, "homes")
    beds = homes["registered_beds"]
    assert (len(homes), beds.sum(), (homes["has_nursing"] == "Y").sum()) == (121, 3603, 35)
    assert ((beds < 10).sum(), beds.between(10, 60).sum(), (beds > 60).sum(), beds.isna().sum()) == (18, 82, 10, 11)
    # Formby and everything north of it: 86 homes.
    assert (homes["latitude"] > 53.536).sum() == pytest.approx(86, abs=2)
    assert homes["specialisms"].str.contains("over 65").sum() == 86


def test_worcestershires_homes_match_table_15() -> None:
    homes = frame_of(WORCESTERSHIRE, "homes").replace({"rating": {"Not yet rated": "Not yet inspected"}})
    made = homes.groupby(["has_nursing", "rating"], observed=False).size()
    table, _ = published.table("worcestershire_table15_cqc_ratings")
    rows = table[(table["home_kind"] != "all homes") & (table["rating"] != "All ratings") & (table["homes"] > 0)]
    kind = rows["home_kind"].map({"nursing": "Y", "residential": "N"})
    printed = rows.set_index([kind, "rating"])["homes"]
    assert made.to_dict() == printed.to_dict()


def test_nothing_can_be_mistaken_for_a_real_home() -> None:
    for code in AREAS:
        homes = frame_of(code, "homes")
        assert homes["cqc_location_id"].str.fullmatch(r"SAMPLE-[A-Z]{3}-\d{3}").all()
        assert homes["name"].str.fullmatch(r"Sample Home \d{3}").all()
        assert homes["provider_name"].str.fullmatch(r"Sample Provider [A-Z]{1,2}").all()
        assert homes["cqc_location_id"].is_unique
        assert homes["postcode"].is_unique


def test_made_up_indicators_say_so_in_every_column() -> None:
    for code in AREAS:
        named = frame_of(code, "indicators").columns.drop(["area_code", "area_name"])
        assert len(named) == 5
        assert named.str.startswith("Synthetic: ").all()


@pytest.mark.parametrize("la_code", AREAS)
def test_populations_cover_every_area_and_ages_nest(la_code: str) -> None:
    people = frame_of(la_code, "population")
    ages = people[[name for name in people if name.startswith("population")]]
    assert len(people) == AREAS[la_code]
    assert people["area_code"].is_unique
    assert (ages.diff(axis=1).iloc[:, 1:] <= 0).all(axis=None)
    assert (ages > 0).all(axis=None)


def test_seftons_population_matches_the_published_totals() -> None:
    people = frame_of(SEFTON, "population").sum(numeric_only=True)
    assert people["population"] == 276_410
    assert 100 * people["population_65_plus"] / people["population"] == pytest.approx(23.4, abs=0.001)
    assert 100 * people["population_75_plus"] / people["population"] == pytest.approx(12, abs=0.001)


def test_worcestershires_older_people_match_every_district_in_2020() -> None:
    people = frame_of(WORCESTERSHIRE, "population")
    district = people["area_name"].str.replace(r" \d{3}[A-Z]$", "", regex=True)
    made = people.groupby(district, observed=False)["population_65_plus"].sum()
    table, _ = published.table("worcestershire_table01_population_65plus")
    printed = table[table["year"] == "2020"].set_index("district")["population_65_plus"]
    assert made.to_dict() == printed.to_dict()


def test_worcestershires_hours_are_table_6_with_the_hours_that_have_no_district() -> None:
    hours = frame_of(WORCESTERSHIRE, "locality_activity")
    assert hours.groupby("period", observed=False)["hours"].sum().to_dict() == {"2020-03": 29_956, "2021-03": 35_388}
    assert hours.loc[hours["locality_name"] == "NULL", "hours"].tolist() == [268, 114]


def test_seftons_hours_of_the_last_year_start_at_the_implied_base_and_grow_as_published() -> None:
    months = frame_of(SEFTON, "locality_activity").groupby("period", observed=False).sum(numeric_only=True)
    assert len(months) == 60
    assert months.loc["2024-04", "hours"] == 17_333
    assert months["hours"].iloc[-1] - months.loc["2024-04", "hours"] == 1_040


def test_seftons_waiting_list_peaks_at_the_published_240() -> None:
    waiting = frame_of(SEFTON, "locality_activity").groupby("period", observed=False)["people_waiting"].sum()
    assert (waiting.idxmax(), waiting.max()) == ("2021-01", 240)


def test_liverpool_has_localities_enough_to_ask_who_waits_and_the_published_hours() -> None:
    activity = frame_of(LIVERPOOL, "locality_activity")
    assert activity["locality_name"].nunique() == 24
    assert activity.loc[activity["period"].eq("2020-04"), "hours"].sum() == 30_000


@pytest.mark.parametrize("la_code", AREAS)
def test_activity_and_localities_speak_of_the_same_places(la_code: str) -> None:
    members = frame_of(la_code, "localities")
    named = set(frame_of(la_code, "locality_activity")["locality_name"]) - {"NULL"}
    assert named == set(members["locality_name"])
    assert members["area_code"].is_unique
    assert len(members) == AREAS[la_code]


def test_seftons_example_localities_hold_the_places_the_document_names() -> None:
    members = frame_of(SEFTON, "localities")
    wards = members.drop_duplicates("ward_name").set_index("ward_name")["locality_name"]
    assert wards[["Harington", "Ravenmeols", "Manor"]].eq("Locality 2").all()  # Formby and Hightown
    assert wards[["Sudell", "Park"]].eq("Locality 3").all()  # Maghull and Lydiate
    assert wards[["Kew", "Cambridge"]].eq("Locality 1").all()  # Southport


@pytest.mark.parametrize(("la_code", "kind"), EVERY)
def test_every_sample_passes_the_door_whole(la_code: str, kind: str) -> None:
    sample = sample_files(la_code)[kind]
    outcome = lib.load(sample.content, sample.name, kind)
    assert outcome.of(Severity.REFUSE) == ()
    assert outcome.of(Severity.SET_ASIDE) == ()
    assert outcome.dataset is not None
    assert outcome.dataset.kind == kind
    assert outcome.dataset.provenance.rows_used == sample.content.count(b"\n") - 1
