"""'Your data' from the first file to the last purge without a mouse: every step is reached by Tab and seen to be."""

import pytest
from axe import violations
from playwright.sync_api import expect
from served import serving

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

HOMES = b"Location ID,Location Name,Postcode,Care homes beds,Local Authority\n1-101,Ash House,PR8 3NX,20,Sefton\n"
MONTHS = b"Locality,Apr-24,May-24\nLocality 1,100,120\nLocality 2,90,95\nLocality 3,80,*\n"
#: What has the focus, whether it is in sight, and whether it or what holds it is drawn in another way for it.
FOCUSED = """() => {
    const part = document.activeElement, box = part.getBoundingClientRect();
    const held = [part];
    while (held.length < 6 && held.at(-1).parentElement) held.push(held.at(-1).parentElement);
    const marks = held.map(one => getComputedStyle(one)).some(style => style.outlineStyle !== 'none'
        || style.boxShadow !== 'none' || style.borderColor === 'rgb(11, 79, 108)');
    const nearby = [...(part.closest('label')?.querySelectorAll('*') || [])].map(one => getComputedStyle(one));
    return {
        name: part.getAttribute('aria-label') || part.closest('label')?.textContent || part.textContent.trim(),
        isNowhere: part === document.body || part.tagName === 'MAIN',
        isGrid: part.closest('[data-testid=stDataFrame], [data-testid=data-grid-canvas]') !== null,
        isSeen: (marks || nearby.some(style => style.outlineStyle !== 'none' || style.boxShadow !== 'none'))
            && box.top < innerHeight && box.bottom > 0,
    };
}"""


class Keyboard:
    """A reader without a mouse."""

    def __init__(self, visit, page):
        self.visit, self.page, self.unseen = visit, page, []
        # Listened for from the first: Chromium closes a chooser that comes up while a test only begins to wait for it.
        page.on("filechooser", lambda _: None)

    def to(self, said, at_most=70):
        """Press Tab until something so called has the focus; no more presses than a walk round the page takes."""
        stops = []
        for _ in range(at_most):
            self.page.keyboard.press("Tab")
            found = self.page.evaluate(FOCUSED)
            stops.append(found["name"][:30])
            # A grid draws a ring of its own; Streamlit's unseen input has the focus while the chosen file is drawn.
            is_theirs = found["isNowhere"] or found["isGrid"] or found["name"] == "file upload"
            if not (is_theirs or self._is_seen_soon()):
                self.unseen.append(found["name"])
            if said in found["name"] and not found["isNowhere"]:
                return
        raise AssertionError(f"{said!r} was not reached by {at_most} presses of Tab: {stops}")

    def _is_seen_soon(self):
        """Whether the focus shows, after the moment that a border takes to change its colour."""
        for _ in range(10):
            if self.page.evaluate(FOCUSED)["isSeen"]:
                return True
            self.page.wait_for_timeout(50)
        return False

    def press(self, key="Enter"):
        self.page.keyboard.press(key)
        self.page.wait_for_timeout(150)  # the server has to be asked before it can be idle
        self.visit.is_idle()

    def says(self, words):
        expect(self.page.locator(".cmw-notice, .cmw-finding").filter(has_text=words)).not_to_have_count(0)
        self.visit.is_idle()


@pytest.fixture
def keyboard(visiting, tmp_path):
    """The page 'Your data' of a server with a workspace of its own."""
    with serving({"WORKBENCH_HOME": str(tmp_path / "workspace")}) as own:
        visit = visiting(address=own.address)
        yield Keyboard(visit, visit.open("your_data", council="Sefton"))


def test_a_file_is_loaded_mapped_used_kept_published_withdrawn_purged_and_forgotten_by_keyboard(keyboard):
    page = keyboard.page
    keyboard.to("Upload")
    for key in ("Space", "Enter"):
        with page.expect_file_chooser() as chooser:
            page.keyboard.press(key)
    chooser.value.set_files({"name": "months.csv", "mimeType": "text/csv", "buffer": MONTHS})
    expect(page.get_by_role("heading", name="Say which column is which")).to_be_visible()
    keyboard.visit.is_idle()

    keyboard.to("What are the figures below Apr-24 to May-24?")
    page.keyboard.type("Hours")
    page.get_by_role("option", name="Hours", exact=True).wait_for()
    page.keyboard.press("Enter")
    keyboard.to("Read the file with these columns", 8)
    keyboard.press()
    keyboard.says("Home care activity: 3 rows read, 3 used, 0 set aside.")

    page.keyboard.press("Shift+Tab")
    keyboard.to("Download what was found")
    with page.expect_download():
        page.keyboard.press("Enter")
    keyboard.visit.is_idle()
    keyboard.to("Use this data")
    keyboard.press("Space")
    expect(page.get_by_text("In use as")).to_be_visible()

    keyboard.to("Keep in the workspace")
    keyboard.press()
    keyboard.to("Your name, to sign with", 4)
    page.keyboard.type("Ada")
    keyboard.to("Sefton", 6)
    page.keyboard.press("ArrowDown")
    keyboard.to("Keep a draft", 3)
    keyboard.to("Keep it", 3)
    keyboard.press()
    keyboard.says("Kept as a draft")
    assert violations(page) == []

    for button, said in (
        ("Publish", "Published:"),
        ("Withdraw", "Withdrawn:"),
        ("Use in this session", "In use in this"),
    ):
        keyboard.to(button)
        keyboard.press()
        keyboard.says(said)
    keyboard.to("Purge …")
    keyboard.press()
    keyboard.to("Yes, purge", 4)
    keyboard.press()
    keyboard.says("is gone for good")
    keyboard.to("Forget everything of this session", 3)
    keyboard.press()
    keyboard.says("nothing you loaded in this session is held any more")
    assert not keyboard.unseen, "\n".join(map(str, dict.fromkeys(keyboard.unseen)))


def test_what_comes_and_goes_above_leaves_the_focus_where_it_is(keyboard):
    page = keyboard.page
    keyboard.visit.upload("homes.csv", HOMES)
    keyboard.visit.keep("Ada")
    keyboard.to("Purge …")
    keyboard.press()
    expect(page.get_by_text("Kept as a draft")).to_have_count(0)
    expect(page.get_by_role("button", name="Purge …")).to_be_focused(timeout=5_000)
    keyboard.to("Yes, purge", 4)
    keyboard.press()
    keyboard.says("is gone for good")
    keyboard.to("Forget everything of this session", 3)
