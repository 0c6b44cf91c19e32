"""A page that AppTest has opened, read the way a reader would: sentences, tables, maps, downloads."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import escape, unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Dataframe

APP = Path(__file__).resolve().parents[2] / "app.py"

# Every page in the order of the menu, with its title; {} is the council.
TITLES = {
    "overview": "Care in {}",
    "your_data": "Your data",
    "what_changed": "What changed",
    "care_homes": "Care homes in {}",
    "what_if": "What if a home closes in {}?",
    "placements": "Placements of {}",
    "home_care": "Home care in {}",
    "home_care_market": "What home care could be bought in {}",
    "unmet_need": "Unmet need in {}",
    "demand_pressure": "Demand pressure in {}",
    "about": "About the figures",
}


_VOID = {"br", "hr", "img", "input", "meta", "link", "path", "rect", "circle", "line", "col"}


class _Reader(HTMLParser):
    """The words of an HTML fragment, the tags in it, and the words within each class."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.by_class: list[tuple[str, list[str]]] = []
        self._open: list[tuple[str, list[str]] | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in _VOID:
            return
        name = dict(attrs).get("class")
        self._open.append((name, []) if name else None)
        if name:
            self.by_class.append(self._open[-1])

    def handle_endtag(self, tag: str) -> None:
        if self._open and tag not in _VOID:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        for part in filter(None, self._open):
            part[1].append(data)


def read_html(fragment: str) -> _Reader:
    """Parse as a browser would, so that escaped words count as words."""
    reader = _Reader()
    reader.feed(fragment)
    return reader


def _cells(row: str) -> list[str]:
    return ["".join(read_html(cell).words) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]


@dataclass
class Map:
    """What one map was sent: the script that draws it once and the commands that paint it."""

    key: str
    script: str
    commands: str
    sent: str

    @property
    def outlines(self) -> dict[str, Any]:
        """What the map begins with: areas, background, bounds."""
        return json.loads(re.search(r"cmw\.begin\(map_div, (\{.*?\})\);\n", self.script, re.DOTALL)[1])

    def command(self, name: str) -> Any:
        """What ``cmw.<name>`` is called with, or ``None``."""
        found = re.search(rf"^cmw\.{name}\((.*)\);$", self.commands, re.MULTILINE)
        return json.loads(found[1]) if found else None


class Opened:
    """An open page."""

    def __init__(self, at: AppTest) -> None:
        self.at = at

    def go_to(self, name: str) -> Opened:
        """The page of this name, in the same session."""
        self.at.switch_page(f"pages/{name}.py")
        return self.again()

    def again(self) -> Opened:
        """Run the page again."""
        self.at.run()
        return self

    def give(self, content: bytes, name: str = "homes.csv") -> Opened:
        """Choose a file on 'Your data'."""
        self.at.file_uploader(key="upload").set_value((name, content, "text/csv"))
        return self.again()

    def press(self, label: str) -> Opened:
        """Click the one button with this label."""
        (button,) = (one for one in self.at.button if one.label == label)
        button.click()
        self.again()
        assert self.faults == []
        return self

    @property
    def title(self) -> str:
        (title,) = self.at.title
        return title.value

    @property
    def faults(self) -> list[str]:
        """Tracebacks on the page: there should be none, whatever was loaded or asked for."""
        return [f"{e.message} {e.stack_trace}" for e in self.at.exception]

    @property
    def html(self) -> list[str]:
        return [element.value for element in self.at.main.html]

    def of_class(self, name: str) -> list[str]:
        """The words of the paragraphs, notices or cards of one class."""
        parts = [part for fragment in self.html for part in read_html(fragment).by_class]
        return ["".join(words) for classes, words in parts if name in classes.split()]

    @property
    def findings(self) -> list[str]:
        return self.of_class("cmw-finding")

    @property
    def notices(self) -> list[str]:
        """What the reader should know before believing the figures."""
        return self.of_class("cmw-notice")

    @property
    def link_notices(self) -> list[str]:
        """What of the link was not understood."""
        return [said for said in self.notices if said.startswith("The link asked")]

    @property
    def problems(self) -> pd.DataFrame:
        """Everything found in a file that was loaded: what, where, what to do."""
        return pd.concat([self.figures(c) for c in self.tables if "What to do" in self.figures(c).columns])

    @property
    def tables(self) -> list[str]:
        """Captions of the tables, drawn or scrolled."""
        drawn = [unescape(re.search(r"<caption>(.*?)</caption>", f)[1]) for f in self.html if "<caption>" in f]
        scrolled = [frame.proto.alt for frame in self.at.main.dataframe]
        return [*drawn, *scrolled]

    def figures(self, caption: str) -> pd.DataFrame:
        """The table with this caption as text, drawn or scrolled: one column for each heading."""
        drawn = [f for f in self.html if f"<caption>{escape(caption)}</caption>" in f]
        if drawn:
            headings, *rows = (_cells(row) for row in re.findall(r"<tr>(.*?)</tr>", drawn[0]))
            return pd.DataFrame(rows, columns=headings)
        (scrolled,) = (_as_read(d) for d in self.at.main.dataframe if d.proto.alt == caption)
        return scrolled

    @property
    def downloads(self) -> list[str]:
        return [button.label for button in self.at.main.get("download_button")]

    @property
    def maps(self) -> list[Map]:
        sent = [(e.proto.id, e.proto.json_args) for e in self.at.main.get("component_instance")]
        arguments = [(key, json.loads(text), text) for key, text in sent]
        return [Map(a["key"], a["script"], a["feature_group"] or "", text) for _, a, text in arguments]

    @property
    def metrics(self) -> dict[str, str]:
        return {metric.label: metric.value for metric in self.at.metric}

    @property
    def words(self) -> str:
        """Everything a reader can read on the page but the maps."""
        at = self.at.main
        plain = [*at.title, *at.header, *at.subheader, *at.markdown, *at.caption, *at.info, *at.success, *at.error]
        said = [str(element.value) for element in plain]
        return "\n".join([*said, *("".join(read_html(f).words) for f in self.html)])


def _as_read(drawn: Dataframe) -> pd.DataFrame:
    """The words of a scrolled table, where they differ from the numbers it sorts by."""
    words = drawn.proto.arrow_data.styler.display_values
    return (pa.ipc.open_stream(words).read_pandas() if words else drawn.value).astype("string").fillna("")
