"""What changed, as it may be shown: people protected, small changes not given away, words said by rules."""

from dataclasses import replace

import pandas as pd
import pytest

from lib.core import Provenance
from lib.datasets import Dataset
from lib.datasets.samples import sample_files
from lib.geography import council
from lib.ingest import load
from lib.measures.changes_shown import changes_shown
from lib.views.change_sentences import say_changes, say_findings_changed
from lib.views.headlines import findings_changed, findings_of

pytestmark = pytest.mark.unit

SAID = Provenance("Activity", "activity.csv", content_hash="0" * 64)


def activity(**packages):
    """Hours and packages of three localities in one period."""
    names = list(packages)
    frame = pd.DataFrame({"locality_name": names, "period": "2026-03", "packages": list(packages.values())})
    frame["hours"] = 8.0 * frame["packages"] + 1
    typed = frame.astype({"locality_name": "str", "period": "str", "packages": "Int64"})
    typed["is_unallocated"] = pd.array([False] * len(names), dtype="boolean")
    typed["source_row"] = pd.array(range(2, len(names) + 2), dtype="Int64")
    return Dataset("locality_activity", typed, SAID)


@pytest.fixture(scope="module")
def samples():
    return {
        kind: load(one.content, one.name, kind=kind).dataset
        for kind, one in sample_files("E08000014").items()
        if kind in ("homes", "population")
    }


def test_people_and_their_hours_are_hidden_where_they_are_few():
    shown = changes_shown(activity(North=40, South=52, East=61), activity(North=3, South=60, East=61))
    figures = shown.figures.frame.set_index("locality_name")
    assert figures.index.tolist() == ["North", "South"]
    assert pd.isna(figures.loc["North", "packages_after"])
    assert pd.isna(figures.loc["North", "hours_after"])
    assert figures.loc["South", ["packages_before", "packages_after"]].tolist() == [50, 60]
    totals = shown.totals.frame.iloc[0]
    assert pd.isna(totals["hours_after"])
    assert totals["hours_before"] == 8 * (40 + 52 + 61) + 3


def test_a_change_too_small_to_be_shown_is_not_listed():
    before = activity(North=41, South=52, East=61)
    after = replace(before, frame=before.frame.assign(packages=pd.array([42, 52, 61], dtype="Int64")))
    shown = changes_shown(before, after)
    assert shown.changes.rows["rows_altered"].item() == 1
    assert shown.figures.frame.empty


def test_rows_added_and_gone_are_shown_as_on_their_page():
    shown = changes_shown(activity(North=41, South=2), activity(North=41, West=33))
    assert shown.added.frame[["locality_name", "packages"]].to_numpy().tolist() == [["West", 35]]
    assert pd.isna(shown.gone.frame.set_index("locality_name").loc["South", "packages"])


def test_a_public_register_is_shown_as_it_is(samples):
    homes = samples["homes"]
    fewer = replace(homes, frame=homes.frame.iloc[3:])
    shown = changes_shown(homes, fewer)
    assert shown.gone.is_public
    assert len(shown.gone) == 3
    said = say_changes(shown, "Care homes")
    assert said[0].startswith("Care homes: 0 rows added, 3 gone, 0 altered and 118 the same (121 rows before, 118 now)")
    assert any(sentence.startswith("All registered beds together: 3,603 before") for sentence in said)


def test_nothing_changed_is_said(samples):
    shown = changes_shown(samples["homes"], samples["homes"])
    assert say_changes(shown, "Care homes") == ["Care homes: nothing changed. All 121 rows say the same."]


def test_headlines_that_read_differently_are_found(samples):
    sefton = council("Sefton")
    homes = samples["homes"]
    more = replace(homes, frame=homes.frame.assign(registered_beds=homes.frame["registered_beds"] + 1))
    was, now = (findings_of("homes", {**samples, "homes": one}, sefton) for one in (homes, more))
    assert set(was["about"]) >= {"homes and beds", "ratings", "beds for people aged 75+"}
    changed = findings_changed(was, now)
    assert "homes and beds" in set(changed["about"])
    assert "ratings" not in set(changed["about"])
    assert findings_changed(was, was).empty
    assert say_findings_changed(changed, len(now)).endswith("read differently now: see Care homes.")


def test_a_finding_only_one_version_makes_stands_alone():
    one = pd.DataFrame({"page": ["A", "A"], "about": ["x", "y"], "finding": ["1", "2"]}, dtype="str")
    changed = findings_changed(one, one.iloc[:1])
    assert changed.to_dict("records") == [{"page": "A", "about": "y", "before": "2", "after": ""}]


def test_outlines_alone_change_no_headline():
    assert findings_of("outlines", {}, council("Sefton")).empty
    assert say_findings_changed(pd.DataFrame(), 0) == "No page's headline findings are made from these data."


@pytest.mark.parametrize("kind", sorted(sample_files("E08000014")))
def test_versions_of_every_kind_can_be_compared(kind):
    one = sample_files("E08000014")[kind]
    now = load(one.content, one.name, kind=kind).dataset
    shown = changes_shown(replace(now, frame=now.frame.iloc[2:].reset_index(drop=True)), now)
    assert shown.changes.rows["rows_added"].item() in (1, 2)
    assert say_changes(shown, kind)


@pytest.mark.parametrize(
    ("kind", "head", "row", "count"),
    [
        ("placements", "placed_by,placed_in,people", "Sefton,Wirral,{}", "people"),
        ("discharges", "locality,hospital,discharges", "North,Aintree,{}", "discharges"),
        ("pathways", "pathway,demand", "Pathway 1,{}", "demand"),
        ("provider_activity", "locality,provider,people,hours", "North,A Care,{},900", "people"),
        ("council_homes", "name,postcode,commissioned_beds,people_waiting", "Elm,PR8 1DA,40,{}", "people_waiting"),
    ],
)
def test_few_people_are_hidden_in_what_changed_of_every_kind(kind, head, row, count):
    before, after = (load(f"{head}\n{row.format(n)}\n".encode(), "f.csv", kind=kind).dataset for n in (40, 3))
    shown = changes_shown(before, after)
    figures = shown.figures.frame.iloc[0]
    assert figures[f"{count}_before"] == 40
    assert pd.isna(figures[f"{count}_after"])
    assert shown.figures.is_hidden(f"{count}_after").iloc[0]
    assert not any("3" in str(cell) for cell in shown.words.frame.get("after", []))


@pytest.mark.parametrize("kind", ["placements", "provider_activity", "pathways", "discharges"])
def test_findings_of_other_pages_are_told_for_kinds_about_people(kind):
    one = sample_files("E08000014")[kind]
    now = load(one.content, one.name, kind=kind).dataset
    sefton = council("Sefton")
    said = findings_of(kind, {kind: now}, sefton)
    assert len(said)
    fewer = replace(now, frame=now.frame.iloc[len(now.frame) // 2 :].reset_index(drop=True))
    assert len(findings_changed(findings_of(kind, {kind: fewer}, sefton), said))


def test_a_change_that_is_hidden_or_rounded_away_is_not_counted_either():
    before = activity(North=61, South=52, East=33, West=3)
    hidden = replace(before, frame=before.frame.assign(packages=pd.array([62, 52, 34, 4], dtype="Int64")))
    shown = changes_shown(before, hidden)
    assert shown.figures.frame.empty
    said = say_changes(shown, "Home care")
    assert said == say_changes(changes_shown(before, before), "Home care"), "what is hidden makes no difference"
    assert said[0].startswith("Home care: nothing changed that can be shown. All 4 rows say the same, with few people")
    more = replace(before, frame=before.frame.assign(packages=pd.array([62, 80, 34, 4], dtype="Int64")))
    shown = changes_shown(before, more)
    assert shown.figures.frame["locality_name"].tolist() == ["South"]
    assert "0 gone, 1 altered and 3 the same, with few people hidden" in say_changes(shown, "Home care")[0]


def test_a_total_tells_apart_what_is_no_longer_given(samples):
    homes = samples["homes"]
    beds = homes.frame["registered_beds"]
    first = homes.frame.iloc[:1].assign(cqc_location_id="1-1")
    unknown = homes.frame.iloc[:1].assign(cqc_location_id="1-2", registered_beds=pd.array([None], dtype=beds.dtype))
    altered = homes.frame.copy()
    altered.loc[altered.index[:2], "registered_beds"] = pd.array([beds.iloc[0] + 7, None], dtype=beds.dtype)
    now = pd.concat([altered.iloc[:-1], first, unknown], ignore_index=True)
    (said,) = [one for one in say_changes(changes_shown(homes, replace(homes, frame=now)), "Care homes")
               if one.startswith("All registered beds")]  # fmt: skip
    assert said.partition(": 3,603 before, ")[2].partition(": ")[2] == (
        f"7 more where both versions give a figure; {beds.iloc[1]} fewer, as 1 row no longer gives one; "
        f"{beds.iloc[0]} more in 2 rows added, 1 of them without a figure; {beds.iloc[-1]} fewer in 1 row gone."
    )


def test_a_total_of_figures_that_all_are_given_is_said_plainly(samples):
    homes = samples["homes"]
    said = say_changes(changes_shown(homes, replace(homes, frame=homes.frame.iloc[3:])), "Care homes")
    assert next(one for one in said if "together" in one).endswith("fewer.")
