"""A visit to the app in Chromium: what the reader does and sees, and what went wrong meanwhile."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Frame, Locator, Page, Route, WebSocketRoute, expect

WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}

# Every page by its address, in the order of the menu, with what its title begins with.
PAGES = {
    "": "Care in",
    "your_data": "Your data",
    "what_changed": "What changed",
    "care_homes": "Care homes in",
    "what_if": "What if a home closes in",
    "placements": "Placements of",
    "home_care": "Home care in",
    "home_care_market": "What home care could be bought in",
    "unmet_need": "Unmet need in",
    "demand_pressure": "Demand pressure in",
    "about": "About the figures",
}
WITH_MAP = ("care_homes", "what_if", "placements", "home_care", "demand_pressure")

# What Chromium and Streamlit say of themselves on every page of every app; nothing here is ours.
NOT_OURS = (
    # Streamlit asks beside the page's own address before it asks at the root.
    re.compile(r"404 .*/_stcore/(health|host-config)"),
    # Streamlit's sandbox for components names features Chromium no longer has.
    re.compile(r"Unrecognized feature: "),
    re.compile(r"An iframe which has both allow-scripts and allow-same-origin"),
    # A map taken away and drawn again (another council, another page) may speak before Streamlit listens.
    re.compile(r"Received component message for unregistered ComponentInstance"),
)
_SERIOUS = ("error", "warning")


class Visit:
    """One reader's browser: a page, with every outside request, error and dialog written down."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.address = address
        self.context = context
        self.outside: list[str] = []
        self.said: list[str] = []
        self.dialogs: list[str] = []
        # The pattern leaves the app's own requests alone, so that they are as quick as without a test.
        elsewhere = re.compile(f"^(?!(?:http|ws)://{re.escape(urlsplit(address).netloc)}/|data:|blob:)")
        context.route(elsewhere, self._stop)
        context.route_web_socket(elsewhere, self._stop_socket)
        context.on("page", self._listen)
        self.page = context.new_page()

    def _stop(self, route: Route) -> None:
        self.outside.append(route.request.url)
        route.abort()

    def _stop_socket(self, socket: WebSocketRoute) -> None:
        self.outside.append(socket.url)
        socket.close()

    def _listen(self, page: Page) -> None:
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.said.append(f"uncaught: {(error.stack or str(error))[-700:]}"))
        page.on("dialog", self._refuse)

    def _note(self, message: ConsoleMessage) -> None:
        text = f"{message.text} {message.location.get('url', '')}".replace("status of 404 (Not Found)", "404")
        if message.type in _SERIOUS and not any(known.search(text) for known in NOT_OURS):
            self.said.append(f"{message.type}: {text}")

    def _refuse(self, dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def open(self, path: str = "", **link: str | list[str]) -> Page:
        """Open a page by its address and wait until it is drawn, its map too."""
        query = f"?{urlencode(link, doseq=True)}" if link else ""
        self.page.goto(f"{self.address}/{path}{query}")
        self.is_drawn(path)
        return self.page

    def is_drawn(self, path: str) -> None:
        """Wait for the title of a page, its style, its foot, the end of its run and its map."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(PAGES[path], timeout=30_000)
        self.page.locator(".cmw-foot").wait_for(state="attached")
        self.page.wait_for_function("getComputedStyle(document.querySelector('.cmw-foot')).borderTopWidth === '1px'")
        self.is_idle()
        if path in WITH_MAP:
            self.map_is_drawn()

    def is_idle(self) -> None:
        """Wait until the server has nothing left to say."""
        expect(self.page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")

    def map_is_drawn(self) -> Frame:
        """The frame of the map, once it has settled on its outlines."""
        # A page still at work may put a new frame in the place of the first: each look finds the one that is there.
        expect(self.on_map(".leaflet-container[data-ready][data-painted]")).to_be_attached()
        return self.map

    @property
    def map(self) -> Frame:
        """The frame that the map is drawn in."""
        return self.page.locator("iframe").first.element_handle().content_frame()

    def on_map(self, selector: str) -> Locator:
        """Parts of the map, whichever frame it is drawn in by then."""
        return self.page.frame_locator("iframe").first.locator(selector)

    def metric(self, label: str) -> Locator:
        """The figure under a label."""
        metric = self.page.get_by_test_id("stMetric").filter(has=self.page.get_by_text(label, exact=True))
        return metric.get_by_test_id("stMetricValue")

    def choose(self, label: str, option: str) -> None:
        """Choose one of a list, typing as a reader would."""
        self.page.get_by_role("combobox", name=label, exact=True).press_sequentially(option)
        self.page.get_by_role("option", name=option, exact=True).click()

    def add(self, label: str, option: str) -> None:
        """Add one of a list to those chosen, and close the list: while it is open it hides the page from readers."""
        self.choose(label, option)
        self.page.keyboard.press("Escape")
        expect(self.page.get_by_role("listbox")).to_have_count(0)

    def upload(self, name: str, content: bytes | Path, kind: str = "text/csv") -> None:
        """Give the uploader a file, once the page has done with the file before."""
        self.is_idle()
        body = content.read_bytes() if isinstance(content, Path) else content
        chooser = self.page.get_by_test_id("stFileUploaderDropzoneInput")
        chooser.set_input_files({"name": name, "mimeType": kind, "buffer": body})

    def use(self, name: str, content: bytes | Path) -> None:
        """Load a file on 'Your data' and use it."""
        self.upload(name, content)
        # What was said of the file before stays until this one has come; pressing then would press for that one.
        expect(self.page.get_by_text("In use as")).to_have_count(0)
        self.is_idle()
        self.page.get_by_role("button", name="Use this data").click()
        expect(self.page.get_by_text("In use as")).to_be_visible()
        self.is_idle()

    def keep(self, who: str) -> None:
        """Keep the file read as a draft, by Enter: the button moves while the part just opened above it settles."""
        self.page.get_by_text("Keep in the workspace …", exact=True).click()
        name = self.page.get_by_label("Your name, to sign with")
        name.fill(who)
        name.press("Enter")
        expect(self.page.get_by_text("Kept as a draft")).to_be_visible()

    def go(self, label: str, path: str) -> None:
        """To another page, by the menu."""
        self.page.get_by_test_id("stTopNavLink").filter(has_text=re.compile(f"^{label}$")).click()
        self.is_drawn(path)

    def download(self, key: str) -> tuple[str, str]:
        """Press a download button: the file's name and its text. A page at work is about to offer a newer file."""
        self.is_idle()
        with self.page.expect_download() as waiting:
            self.page.locator(f".st-key-take-away-{key} button").click()
        file = waiting.value
        return file.suggested_filename, Path(file.path()).read_text(encoding="utf-8-sig")

    def forgive(self) -> None:
        """Forget what was asked and said so far: for a test in which it was wanted."""
        self.outside.clear()
        self.said.clear()

    def went_wrong(self) -> list[str]:
        """Everything that must not happen on any page."""
        return [
            *(f"asked outside: {url}" for url in self.outside),
            *(f"dialog: {message}" for message in self.dialogs),
            *self.said,
        ]
