"""Versions kept in the workspace: kept, published, seen by others, withdrawn, rolled back, purged, forgotten."""

import gc
import sqlite3
import weakref

import pytest
from uploads import homes_csv

from lib.store import NotKept, open_store
from lib.store.not_kept import BUSY
from lib.ui.published import let_go

pytestmark = [pytest.mark.app, pytest.mark.usefixtures("own_workspace")]

DRAFT, PUBLISH = "Keep a draft: only you use it", "Publish: everybody who opens this workbench sees it"


def keep(page, what=PUBLISH, who="Ann Analyst", whom="Sefton"):
    """Fill in the form and keep the file chosen."""
    page.at.text_input(key="keep-who").set_value(who)
    page.at.text_input(key="keep-as-at").set_value("2026-10-31")
    page.at.radio(key="keep-for").set_value(whom)
    page.at.radio(key="keep-what").set_value(what)
    return page.press("Keep it")


def in_use(page):
    return page.figures("What is in use").set_index("Data").loc["Care homes"]


def kept(page):
    return page.figures("Versions kept: care homes")


def enabled(page):
    return {b.label for b in page.at.main.button if not b.disabled}


def colleague(open_page, name="care_homes", **link):
    return open_page(name, **{"council": "Sefton", **link})


def test_a_file_only_used_is_not_kept(load, own_workspace):
    page = load(homes_csv()).press("Use this data")
    assert "Nothing is kept yet" in page.words
    with sqlite3.connect(own_workspace / "workbench.sqlite3") as database:
        assert database.execute("SELECT COUNT(*) FROM files").fetchone() == (0,)
    assert b"Ash House" not in b"".join(f.read_bytes() for f in own_workspace.iterdir())


def test_a_draft_is_used_by_who_kept_it_and_by_nobody_else(load, open_page):
    page = keep(load(homes_csv(), "october.csv"), DRAFT)
    assert "Kept as a draft: Care homes" in page.words
    (version,) = kept(page).to_dict("records")
    assert version | {"Version": "", "Kept on (UTC)": ""} == {
        "Version": "", "File": "october.csv", "Kept by": "Ann Analyst", "Kept on (UTC)": "", "As at": "2026-10-31",
        "Rows": "2 used, 0 set aside", "For": "Sefton", "Status": "Draft",
    }  # fmt: skip
    assert in_use(page)["Where from"] == "Your upload"
    assert colleague(open_page).metrics["Homes"] == "121"


def test_the_version_kept_last_is_the_one_that_the_buttons_are_about(load):
    page = keep(load(homes_csv(), "september.csv"), DRAFT)
    page = keep(load(homes_csv(("Ash", "Birch", "Cedar")), "october.csv", page), DRAFT)
    newest = page.at.selectbox(key="version-homes")
    assert newest.format_func(newest.value).startswith("october.csv")


def test_a_version_without_a_name_is_not_kept(load):
    page = keep(load(homes_csv()), who="  ")
    assert "give a name to sign with" in page.words
    assert "Nothing is kept yet" in page.words


def test_what_is_published_is_what_everybody_sees_and_names_its_source(load, open_page):
    page = keep(load(homes_csv(), "october.csv"))
    assert in_use(page)["Where from"] == "Published here by Ann Analyst"
    assert kept(page)["Status"].tolist() == ["Published, in use"]
    other = colleague(open_page)
    assert other.metrics["Homes"] == "2"
    assert any("october.csv; as at 2026-10-31" in line for line in other.of_class("cmw-source"))
    assert colleague(open_page, "overview").metrics["Care homes"] == "2"


def test_what_is_published_for_one_council_is_not_anothers(load, open_page):
    keep(load(homes_csv()))
    assert colleague(open_page, council="Worcestershire").metrics["Homes"] == "179"


def test_what_is_published_for_every_council_is_every_councils_but_where_it_has_its_own(load, open_page):
    page = keep(load(homes_csv(("Ash", "Birch", "Cedar")), "all.csv"), whom="every council")
    assert "no homes of Worcestershire" in colleague(open_page, council="Worcestershire").words
    assert colleague(open_page).metrics["Homes"] == "3"
    keep(load(homes_csv(), "own.csv", page))
    assert colleague(open_page).metrics["Homes"] == "2"


def test_ones_own_upload_comes_first_in_ones_own_session_alone(load, open_page):
    page = keep(load(homes_csv()))
    page = load(homes_csv(("Ash", "Birch", "Cedar")), "mine.csv", page).press("Use this data")
    assert page.go_to("care_homes").metrics["Homes"] == "3"
    assert colleague(open_page).metrics["Homes"] == "2"


def test_a_withdrawn_version_is_nobodys_and_what_was_before_it_shows_again(load, open_page):
    page = keep(load(homes_csv()))
    page = page.press("Withdraw")
    assert "built-in data show" in page.words
    assert kept(page)["Status"].tolist() == ["Withdrawn"]
    assert colleague(open_page).metrics["Homes"] == "121"
    page.press("Publish")
    assert colleague(open_page).metrics["Homes"] == "2"


def test_going_back_brings_the_version_published_before(load, open_page):
    page = keep(load(homes_csv(), "september.csv"))
    page = keep(load(homes_csv(("Ash", "Birch", "Cedar")), "october.csv", page))
    assert colleague(open_page).metrics["Homes"] == "3"
    page = page.press("Go back to what was published before")
    assert "Gone back: Care homes" in page.words
    assert colleague(open_page).metrics["Homes"] == "2"
    assert dict(zip(kept(page)["File"], kept(page)["Status"], strict=True)) == {
        "october.csv": "Withdrawn",
        "september.csv": "Published, in use",
    }


def test_nobody_changes_what_all_see_without_a_name(load, open_page):
    keep(load(homes_csv()))
    page = colleague(open_page, "your_data")
    assert not {"Publish", "Withdraw", "Go back to what was published before"} & enabled(page)
    page.at.text_input(key="signature").set_value("Bob")
    assert {"Withdraw", "Go back to what was published before"} <= enabled(page.again())


def test_a_draft_of_last_month_can_be_used_in_a_session(load, open_page):
    keep(load(homes_csv()), DRAFT)
    page = colleague(open_page, "your_data").press("Use in this session only")
    assert page.go_to("care_homes").metrics["Homes"] == "2"
    assert colleague(open_page).metrics["Homes"] == "121"


def test_a_purge_asks_first_and_then_nothing_is_left(load, open_page, own_workspace):
    page = keep(load(homes_csv(("Qxzvw House", "Birch House"))))
    colleague(open_page)
    page = page.press("Purge …")
    assert "There is no way back" in page.words
    assert len(kept(page.press("Leave it"))) == 1
    version = kept(page)["Version"].item()
    page = page.press("Purge …").press(f"Yes, purge version {version} for good")
    assert "Nothing is kept yet" in page.words
    assert colleague(open_page).metrics["Homes"] == "121"
    assert not any(b"Qxzvw" in file.read_bytes() for file in own_workspace.iterdir())


def test_a_purged_version_is_let_go_by_the_session_that_had_it_in_use(load):
    page = keep(load(homes_csv()), DRAFT)
    version = kept(page)["Version"].item()
    page = page.press("Purge …").press(f"Yes, purge version {version} for good")
    assert in_use(page)["In use"] == "Sample care homes, Sefton"
    assert "Undo the last change" not in enabled(page)


def test_a_purge_reaches_a_colleague_who_uses_the_version_and_says_so_once(load, open_page):
    page = keep(load(homes_csv()), DRAFT)
    other = colleague(open_page, "your_data").press("Use in this session only").go_to("care_homes")
    later = colleague(open_page)
    version = kept(page)["Version"].item()
    page = page.press("Purge …").press(f"Yes, purge version {version} for good")
    told = "purged from the workspace by somebody else"
    assert told not in page.words
    other = other.again()
    assert other.metrics["Homes"] == "121"
    assert told in other.words
    assert told not in other.again().words
    assert told not in later.again().words


def test_the_same_file_kept_for_all_and_for_one_are_two_lines_and_each_button_acts_on_its_own(load, open_page):
    content = homes_csv()
    keep(load(content), DRAFT, whom="every council")
    page = keep(load(content), DRAFT)
    said = page.at.selectbox(key="version-homes").options
    assert len(set(said)) == 2
    assert {one.rpartition("for ")[2] for one in said} == {"Sefton", "every council"}
    version = kept(page)["Version"].iloc[0]
    of_all = next(one for one in said if one.endswith("every council"))
    page.at.selectbox(key="version-homes").select(of_all)
    page = page.again().press("Purge …").press(f"Yes, purge version {version} for good")
    assert (
        f"version {version} for every council is gone for good. The same file is still kept for Sefton." in page.words
    )
    assert kept(page)["For"].tolist() == ["Sefton"]
    assert in_use(page)["Where from"] == "Your upload"


def test_a_file_that_a_colleague_has_read_and_not_used_does_not_go_in_silence(load):
    content = homes_csv()
    other = load(content)
    page = keep(load(content), DRAFT)
    version = kept(page)["Version"].item()
    page.press("Purge …").press(f"Yes, purge version {version} for good")
    assert "purged from the workspace by somebody else" in other.again().words


def test_a_purge_that_others_hold_up_can_be_finished_later(load, own_workspace, monkeypatch):
    page = keep(load(homes_csv(("Qxzvw House", "Birch House"))))
    version = kept(page)["Version"].item()
    monkeypatch.setattr("lib.store.purging._TRIES", 2)
    other = sqlite3.connect(own_workspace / "workbench.sqlite3")
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM files").fetchone()
    page = page.press("Purge …").press(f"Yes, purge version {version} for good")
    assert any("traces of it may stay on the disk" in notice for notice in page.notices)
    assert "Nothing is kept yet" in page.words
    other.rollback()
    other.close()
    page = page.press("Clean up again")
    assert "no trace of what was purged is left" in page.words
    assert "Clean up again" not in enabled(page)
    assert not any(b"Qxzvw" in file.read_bytes() for file in own_workspace.iterdir())


def test_a_purge_that_fails_takes_nothing_from_anybody(load, open_page, monkeypatch):
    page = keep(load(homes_csv()), DRAFT)
    other = colleague(open_page, "your_data").press("Use in this session only").go_to("care_homes")
    version = kept(page)["Version"].item()

    def fails(*_):
        raise NotKept(BUSY)

    monkeypatch.setattr("lib.store.purging.purge", fails)
    page = page.press("Purge …").press(f"Yes, purge version {version} for good")
    assert any("Somebody else is changing the workspace" in notice for notice in page.notices)
    assert len(kept(page)) == 1
    assert in_use(page)["Where from"] == "Your upload"
    assert other.again().metrics["Homes"] == "2"


def test_a_purge_leaves_a_colleague_who_uses_something_else_alone(load, open_page):
    page = keep(load(homes_csv()), DRAFT)
    version = kept(page)["Version"].item()
    other = load(homes_csv(("Elm House", "Fir House", "Gorse House"))).press("Use this data").go_to("care_homes")
    page.press("Purge …").press(f"Yes, purge version {version} for good")
    assert other.again().metrics["Homes"] == "3"
    assert "purged" not in other.words


def test_the_file_as_it_was_loaded_and_its_account_can_be_had_back(load):
    page = keep(load(homes_csv()))
    assert {"Download the file as it was loaded", "Download what was found, row by row (CSV)"} <= set(page.downloads)


def test_a_workspace_that_cannot_be_opened_is_said_and_the_app_goes_on(own_workspace, open_page):
    own_workspace.write_text("not a folder")
    page = colleague(open_page)
    assert page.faults == []
    assert page.metrics["Homes"] == "121"
    assert any("workspace cannot be opened" in notice for notice in page.notices)
    page = colleague(open_page, "your_data")
    assert "Versions kept" not in [heading.value for heading in page.at.header]


def test_a_damaged_version_is_not_used_and_that_is_said(load, open_page, own_workspace):
    keep(load(homes_csv()))
    with sqlite3.connect(own_workspace / "workbench.sqlite3") as database:
        database.execute("UPDATE files SET content = X'00' WHERE name = 'frame'")
    let_go()  # as on a server that has just started
    page = colleague(open_page)
    assert page.metrics["Homes"] == "121"
    assert any("not as it was saved" in notice for notice in page.notices)


def test_forgetting_leaves_nothing_of_the_session_in_memory(load, own_workspace):
    page = load(homes_csv()).press("Use this data")
    page.go_to("care_homes")
    page = load(homes_csv(("Ash", "Birch", "Cedar")), "more.csv", page.go_to("your_data"))
    page = page.press("Use this data")
    own = page.at.session_state["workspace"]
    held = [weakref.ref(one.datasets["homes"].frame) for one in (own, own.before)]
    del own
    assert all(one() is not None for one in held)
    page = page.press("Forget everything of this session")
    assert "nothing you loaded in this session is held" in page.words
    page.again()
    gc.collect()
    assert [one() is None for one in held] == [True, True]
    assert in_use(page)["In use"] == "Sample care homes, Sefton"
    assert page.at.file_uploader[0].value is None


def test_forgetting_leaves_what_is_published(load, own_workspace):
    page = keep(load(homes_csv())).press("Forget everything of this session")
    assert in_use(page)["Where from"] == "Published here by Ann Analyst"
    assert len(open_store().versions()) == 1


def test_a_file_of_records_of_people_is_kept_as_counts_alone(load, own_workspace):
    headings = (
        "LA Person Unique Identifier,Event Type,Client Type,Event Start Date,Service Type,Primary Support Reason,"
        "Client Funding Status,Delivery Mechanism,Gender"
    )
    event = "Service,Service user,01/05/2024,Long term support: Community,Unknown,Fully,Direct Payment"
    rows = [f"Quixote-{n},{event},{'Female' if n % 2 else 'Male'}" for n in range(40)]
    page = load("\n".join([headings, *rows]).encode(), "cld.csv")
    assert "The rows of this file are people" in page.words
    keep(page, DRAFT)
    assert "Kept as a draft: Protected characteristics" in page.words
    assert not any(b"Quixote" in file.read_bytes() for file in own_workspace.iterdir())
