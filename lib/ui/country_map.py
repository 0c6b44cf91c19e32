"""The map for many areas on the page: the only place that hands :mod:`lib.views.country_map` to Streamlit."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import streamlit as st
from streamlit import runtime

from lib.ui.frame import is_presenting
from lib.views import country_map as views
from lib.views.country_map import CountryView
from lib.views.drawn import require_drawn_from_held

_HERE = Path(__file__).parent
_ASSETS = "app/static"  # where the app serves Leaflet
_LOADER = """// The map's own script is fetched once a tab; this finds its address at the head of what is sent.
export default async function (component) {
  const { data } = component, length = new DataView(data.buffer, data.byteOffset).getUint32(0, true);
  const { addresses } = JSON.parse(new TextDecoder().decode(data.subarray(4, 4 + length)));
  const script = await import(new URL(addresses.script.replace(/^\\//, ""), document.baseURI).href);
  return script.default(component);
}
"""
_mount = st.components.v2.component(
    "country_map", css=(_HERE / "country_map.css").read_text(encoding="utf-8"), js=_LOADER, isolate_styles=False
)


def draw(view: CountryView, key: str, *, height: int = 560) -> tuple[str, str] | None:
    """Show a map of many areas. Returns what was clicked last: ``('point' | 'area', id)``.

    Points that were drawn round are told once: ``('points', ids)``, with ``|`` between the ids.

    The map keeps its place and zoom as long as its outlines are the same. Legends are the caller's to show.
    """
    name = f"{key}-{view.base.key}"
    sent = _mount(
        key=name,
        data=require_drawn_from_held(view).content(_addresses(view, name)),
        height=720 if is_presenting() else height,
        on_picked_change=_nothing,
    )
    return _drawn_round(view, sent.get("picked"), name) or _clicked(view, sent.get("picked"))


def _clicked(view: CountryView, picked: object) -> tuple[str, str] | None:
    """What the browser says was clicked, when it is on this map."""
    if not isinstance(picked, dict):
        return None
    what, identity = str(picked.get("what")), str(picked.get("id"))
    return (what, identity) if view.has(what, identity) else None


def _drawn_round(view: CountryView, picked: object, name: str) -> tuple[str, str] | None:
    """The points inside a line, on the first run after it was drawn: later runs may have chosen otherwise."""
    if not isinstance(picked, dict) or picked.get("what") != "points":
        return None
    last, now = st.session_state.get(f"{name}-line"), str(picked.get("count"))
    st.session_state[f"{name}-line"] = now
    given = picked.get("ids")
    ids = [str(one) for one in given if view.has("point", str(one))] if isinstance(given, list) else []
    return ("points", "|".join(ids)) if ids and last != now else None


def _nothing() -> None:
    """Streamlit knows a component's state by its callback; the rerun itself is the answer to a click."""


def _addresses(view: CountryView, name: str) -> dict[str, str]:
    """Where the browser fetches what does not change between reruns: each address is named by its content."""
    found = {
        "assets": _ASSETS,
        "script": _served(_script(), "text/javascript", f"{name}-script"),
        "outlines": _served(view.base.outlines.content, "application/gzip", f"{name}-outlines"),
    }
    if view.points.content:
        found["points"] = _served(view.points.content, "application/gzip", f"{name}-points")
    return found


def _served(content: bytes, kind: str, place: str) -> str:
    """Let the app's own server hand out ``content`` as long as a session shows it."""
    return runtime.get_instance().media_file_mgr.add(content, kind, place) if runtime.exists() else ""


@lru_cache(maxsize=1)
def _script() -> bytes:
    parts = (Path(views.__file__).parent / "country_draw.js", _HERE / "country_lasso.js", _HERE / "country_map.js")
    return b"\n".join(part.read_bytes() for part in parts)
