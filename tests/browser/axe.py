"""What axe finds on a page, without what Streamlit's own widgets bring into every app."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Frame, Page

# Known faults of Streamlit 1.67's own widgets: rule, selector of the part, and why it is not ours.
OF_STREAMLIT: tuple[tuple[str, str, str], ...] = ()


def violations(where: Page | Frame) -> list[str]:
    """Rule, help and place of each violation, Streamlit's own left out."""
    found = Axe().run(where).response["violations"]
    nodes = [(rule, node) for rule in found for node in rule["nodes"]]
    return [f"{rule['id']}: {rule['help']}: {_place(node)} {node['html'][:300]}" for rule, node in nodes]


def _place(node: dict) -> str:
    return " ".join(str(part) for part in node["target"])
