"""What axe finds on a page and in the frames within it, without what others bring into every app."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# Faults of others' parts that we cannot reach: rule, what the part's selector or markup holds, and why it stays.
NOT_OURS: tuple[tuple[str, str, str], ...] = (
    ("meta-viewport", 'name="viewport"', "folium writes it into the map's frame, where browsers do not heed it"),
    (
        "presentation-role-conflict",
        "stFileUploaderDropzone",
        "Streamlit's own dropzone: its button and input are named",
    ),
)


def violations(page: Page) -> list[str]:
    """Rule, help, place and reason of each violation on the page and in its frames."""
    axe = Axe()
    for frame in page.frames[1:]:
        frame.evaluate(axe.axe_script)
    return _ours(axe.run(page).response)


def _ours(response: dict[str, Any]) -> list[str]:
    nodes = [(rule, node) for rule in response["violations"] for node in rule["nodes"]]
    return [_said(rule, node) for rule, node in nodes if not _is_known(rule["id"], node)]


def _is_known(rule: str, node: dict[str, Any]) -> bool:
    held = f"{_place(node)} {node['html']}"
    return any(rule == known and part in held for known, part, _ in NOT_OURS)


def _said(rule: dict[str, Any], node: dict[str, Any]) -> str:
    reason = " ".join(node.get("failureSummary", "").split())
    return f"{rule['id']}: {_place(node)}: {reason} {node['html'][:200]}"


def _place(node: dict[str, Any]) -> str:
    return " ".join(str(part) for part in node["target"])
