"""An upload whose session has ended, or which was let go of: no word of it is left in the server's memory or files."""

import sys
import time
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import expect
from served import serving

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(sys.platform != "linux", reason="the memory of a process can be read on Linux only"),
]

PLANTED = "Qxzvwquixote"
HOMES = "Location ID,Location Name,Postcode,Care homes beds,Provider Name,Local Authority\n" + "".join(
    f"1-{100 + n},{PLANTED} House {n},PR8 3NX,{20 + n},{PLANTED} Care {n % 9},Sefton\n" for n in range(300)
)
SECONDS = 90


def home_care_workbook():
    """Hours and packages of thirty localities in a year, as a workbook."""
    rows = [
        (f"{PLANTED} Zone {zone}", f"2024-{month:02}", 900 + 7 * zone + month, 60 + zone)
        for zone in range(30)
        for month in range(1, 13)
    ]
    written = BytesIO()
    pd.DataFrame(rows, columns=["Locality", "Month", "Hours", "Packages"]).to_excel(written, index=False)
    return written.getvalue()


@pytest.fixture(scope="module")
def keeping(tmp_path_factory):
    """A server with folders of its own that lets go of a session a second after its reader has left; the folders."""
    folder = tmp_path_factory.mktemp("gone")
    (folder / "temporary").mkdir()
    own = {"WORKBENCH_HOME": str(folder / "workspace"), "TMPDIR": str(folder / "temporary")}
    with serving(own, disconnectedSessionTTL=1) as server:
        yield server, folder


def in_memory(process_id: int) -> int:
    """How often the planted word stands in the memory that a process can write to."""
    process = Path(f"/proc/{process_id}")
    with (process / "maps").open() as listed, (process / "mem").open("rb", buffering=0) as memory:
        return sum(_in_piece(memory, *line.split()[:2]) for line in listed if "[v" not in line)


def _in_piece(memory, addresses, permissions):
    begin, end = (int(one, 16) for one in addresses.split("-"))
    if "rw" not in permissions:
        return 0
    try:
        memory.seek(begin)
        return memory.read(end - begin).count(PLANTED.encode())
    except OSError:  # given back meanwhile
        return 0


def in_files(folder: Path) -> list[str]:
    return [file.name for file in folder.rglob("*") if file.is_file() and PLANTED.encode() in file.read_bytes()]


def copies_left(process_id: int) -> int:
    """How many copies are left, once there are none or the time is over."""
    until = time.monotonic() + SECONDS
    while (found := in_memory(process_id)) and time.monotonic() < until:
        time.sleep(1)
    return found


def assert_nothing_is_left(server, folder):
    """No copy in memory, in a file or in what the server wrote of its work."""
    assert copies_left(server.process_id) == 0
    assert in_files(folder) == []
    assert PLANTED not in server.log


def load_and_look(visit):
    visit.open("your_data", council="Sefton")
    visit.use("homes.csv", HOMES.encode())
    visit.go("Care homes", "care_homes")
    expect(visit.metric("Homes")).to_have_text("300")
    visit.download("homes")


def test_when_the_reader_has_left_nothing_of_the_upload_can_be_found(visiting, keeping):
    server, folder = keeping
    visit = visiting(address=server.address)
    load_and_look(visit)
    assert in_memory(server.process_id) > 1_000
    visit.context.close()
    assert_nothing_is_left(server, folder)


def test_when_the_reader_has_left_nothing_of_a_workbook_of_home_care_can_be_found(visiting, keeping):
    server, folder = keeping
    visit = visiting(address=server.address)
    visit.open("your_data", council="Sefton")
    visit.use("home-care.xlsx", home_care_workbook())
    visit.go("Home care", "home_care")
    visit.page.get_by_text("Everything", exact=True).click()
    expect(visit.page.get_by_text(f"{PLANTED} Zone 29").first).to_be_visible()
    visit.is_idle()
    with visit.page.expect_download() as picture:
        visit.page.get_by_role("button", name="Take this chart away as a picture").first.click()
    assert Path(picture.value.path()).read_bytes().startswith(b"\x89PNG")
    visit.go("Capacity", "home_care_market")
    assert in_memory(server.process_id) > 300
    visit.context.close()
    assert_nothing_is_left(server, folder)


def test_when_the_reader_forgets_everything_nothing_of_the_upload_can_be_found(visiting, keeping):
    server, folder = keeping
    visit = visiting(address=server.address)
    load_and_look(visit)
    visit.go("Your data", "your_data")
    visit.page.get_by_role("button", name="Forget everything of this session").click()
    expect(visit.page.get_by_text("Forgotten: nothing you loaded")).to_be_visible()
    visit.is_idle()
    assert_nothing_is_left(server, folder)


def test_when_a_version_is_purged_nothing_of_it_can_be_found(visiting, keeping):
    server, folder = keeping
    visit = visiting(address=server.address)
    page = visit.open("your_data", council="Sefton")
    visit.use("homes.csv", HOMES.encode())
    visit.keep("Ada")
    expect(page.get_by_role("button", name="Purge …")).to_be_visible()
    visit.is_idle()
    assert in_files(folder) != []
    visit.go("Care homes", "care_homes")
    visit.go("Your data", "your_data")
    assert in_memory(server.process_id) > 1_000
    page.get_by_role("button", name="Purge …").click()
    page.get_by_role("button", name="Yes, purge").click()
    expect(page.get_by_text("is gone for good")).to_be_visible()
    visit.is_idle()
    assert_nothing_is_left(server, folder)


def test_when_a_version_is_purged_nothing_is_left_in_the_sessions_of_colleagues_either(visiting, keeping):
    server, folder = keeping
    visit, other, reader = (visiting(address=server.address) for _ in range(3))
    page = visit.open("your_data", council="Sefton")
    visit.use("homes.csv", HOMES.encode())
    visit.keep("Ada")
    other.open("your_data", council="Sefton").get_by_role("button", name="Use in this session only").click()
    expect(other.page.get_by_text("In use in this session only: Care homes")).to_be_visible()
    other.go("Overview", "")
    expect(other.metric("Care homes")).to_have_text("300")
    page.get_by_label("Your name, to sign with").last.fill("Ada")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("now sees it")).to_be_visible()
    reader.open(council="Sefton")
    expect(reader.metric("Care homes")).to_have_text("300")
    page.get_by_role("button", name="Purge …").click()
    page.get_by_role("button", name="Yes, purge").click()
    expect(page.get_by_text("is gone for good")).to_be_visible()
    expect(other.page.get_by_text("purged from the workspace by somebody else")).to_be_visible()
    for each in (other, reader):
        expect(each.metric("Care homes")).to_have_text("121")
    for each in (visit, other, reader):
        each.is_idle()
    assert_nothing_is_left(server, folder)
