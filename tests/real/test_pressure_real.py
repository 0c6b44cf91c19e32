"""Ages of four councils, as published: clusters, regions and hot spots as somebody who knows the places expects."""

import pandas as pd
import pytest

import lib
from lib.geography import areas, neighbours
from lib.pressure import hot_spots, prepare, regions

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def ages(real):
    """Shares of age bands by LSOA 2011, in per cent."""
    frame = pd.read_csv(real / "small_area" / "four_councils" / "ons_mid2020_single_year_age_lsoa11.csv")
    people = frame.set_index("lsoa11_code").rename_axis("area_code").drop(columns=["lsoa11_name", "total_population"])
    bands = {"under_18": (0, 18), "18_to_29": (18, 30), "30_to_64": (30, 65), "65_to_84": (65, 85), "85_plus": (85, 91)}
    shares = {name: people.iloc[:, a:b].sum(axis=1) / people.sum(axis=1) * 100 for name, (a, b) in bands.items()}
    return pd.DataFrame(shares)


@pytest.fixture(scope="module")
def outlines(ages):
    """Their outlines, with council names."""
    everywhere = areas(None)
    return everywhere[everywhere["area_code"].isin(ages.index)]


def test_students_stand_apart_from_older_areas(ages):
    found = lib.cluster_areas(ages, resamples=25)
    assert 2 <= found.k <= 6
    assert (found.stability["jaccard"] > 0.6).all()
    young = found.profile.query("indicator == '18_to_29'").set_index("cluster")["standardised"]
    old = found.profile.query("indicator == '65_to_84'").set_index("cluster")["standardised"]
    assert young.max() > 2
    assert old[young.idxmax()] < 0
    assert "18_to_29" in found.names[young.idxmax()]


def test_seaside_sefton_is_a_hot_spot_of_older_people_and_central_liverpool_a_cold_one(ages, outlines):
    found = hot_spots(ages["65_to_84"].reindex(outlines["area_code"]), neighbours(outlines))
    council = outlines.set_index("area_code")["la_name"]
    spots = pd.crosstab(council, found.areas["kind"])
    assert spots.loc["Sefton", "hot spot"] > 10
    assert spots["cold spot"].idxmax() == "Liverpool"
    assert found.overall.moran_i > 0.4


def test_regions_of_places_in_two_parts_of_the_country_never_span_them(ages, outlines):
    prepared = prepare(ages.reindex(outlines["area_code"]))
    found = regions(prepared, neighbours(outlines), 12)
    assert found.n_parts == 2
    assert found.links.empty
    merseyside = outlines.set_index("area_code")["la_name"].isin(["Sefton", "Liverpool", "Knowsley"])
    assert not set(found.labels[merseyside]) & set(found.labels[~merseyside])
    assert found.sizes["is_whole"].all()
    assert 0 < found.loss_pct_points < 40


def test_the_index_ranks_every_area(ages):
    index = lib.pressure_index(ages[["65_to_84", "85_plus"]], draws=200)
    assert index["rank"].notna().all()
    assert index["p_worst_fifth"].sum() == pytest.approx(len(ages) // 5)
    assert index["is_uncertain"].mean() < 0.5
