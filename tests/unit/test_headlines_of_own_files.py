"""Headline findings made from the council's own list of homes and from discharges, protected as on their pages."""

from dataclasses import replace

import pytest

from lib.datasets.samples import sample_files
from lib.geography import council
from lib.ingest import load
from lib.measures.changes_shown import changes_shown
from lib.views.finding_reasons import why
from lib.views.headlines import findings_changed, findings_of

pytestmark = pytest.mark.unit

SEFTON = council("Sefton")
KINDS = ("homes", "council_homes", "discharges", "localities", "population")


@pytest.fixture(scope="module")
def samples():
    files = {kind: one for kind, one in sample_files("E08000014").items() if kind in KINDS}
    return {kind: one.said_of(load(one.content, one.name, kind=kind).dataset) for kind, one in files.items()}


def said(samples, kind, **others):
    return findings_of(kind, {**samples, **others}, SEFTON).set_index("about")["finding"]


def test_the_councils_list_makes_findings_and_what_altered_is_said(samples):
    before = samples["council_homes"]
    frame = before.frame.copy()
    first = frame.index[frame["commissioned_beds"].notna()][0]
    frame.loc[first, "commissioned_beds"] += 200
    after = replace(before, frame=frame)
    was, now = (findings_of("council_homes", {**samples, "council_homes": one}, SEFTON) for one in (before, after))
    assert was["about"].tolist() == ["beds the council buys", "homes on the council's list"]
    (changed,) = findings_changed(was, now).to_dict("records")
    assert changed["page"] == "Care homes"
    assert changed["before"].startswith("The council buys about ")
    assert "commissioned beds altered in 1 row" in why(changed["about"], changes_shown(before, after))


def test_a_made_up_list_says_nothing_of_real_homes(samples):
    homes = samples["homes"]
    real = replace(homes, provenance=replace(homes.provenance, origin="uploaded", caveat=""))
    assert samples["council_homes"].provenance.is_synthetic
    assert said(samples, "council_homes", homes=real).empty


def test_small_numbers_of_the_councils_list_are_hidden_in_its_finding(samples):
    listed = samples["council_homes"]
    few = listed.frame.assign(people_waiting=0, commissioned_beds=20)
    few.loc[few.index[0], "people_waiting"] = 3
    found = said(samples, "council_homes", council_homes=replace(listed, frame=few))
    assert "about [c] people wait" in found["beds the council buys"]


def test_discharges_make_findings_for_the_older_people_of_each_locality(samples):
    found = said(samples, "discharges")
    assert found["people leaving hospital"].startswith("Most people who leave hospital for home care go to ")
    assert "for each 1,000 people aged 65 and over" in found["people leaving hospital for each 1,000 aged 65+"]
    alone = findings_of("discharges", {"discharges": samples["discharges"]}, SEFTON)
    assert alone["about"].tolist() == ["people leaving hospital"]


def test_few_people_leaving_hospital_are_in_no_finding(samples):
    one = samples["discharges"]
    few = one.frame.assign(discharges=one.frame["discharges"].where(one.frame["discharges"].isna(), 3))
    found = said(samples, "discharges", discharges=replace(one, frame=few))
    assert found["people leaving hospital"] == "No number of people leaving hospital can be shown."
    assert list(found.index) == ["people leaving hospital"]
