"""Which localities a page works with: those in use, an example with its true status, or a version somebody kept."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import partial
from html import escape

import streamlit as st

from lib.datasets import Dataset
from lib.geography import Council, ExampleLocalities, council, example_localities, examples_of
from lib.ingest import load
from lib.store import Status, Version
from lib.ui import carrying, data, link
from lib.ui.published import asked, version_data

KEY, IN_USE = "localities", "In use now"
_EXAMPLE = "Example: "
_LAST = "localities-chosen-last"
_KIND = "localities"


def choose(here: Council, *, has_to_be: bool = False) -> Dataset | None:
    """The control, in the link, and a line that says what the localities chosen really are.

    Where none are in use and a page ``has_to_be`` given some, it begins with the best known example.
    """
    offered = _offered(here)
    first = _to_begin_with(here) if has_to_be else None
    before = _of_the_page_before(here, offered)
    is_first = data.dataset(_KIND) is None and before in ("", first)  # one's own stay chosen until they are drawn
    default = first if is_first else None
    if before not in ("", default or IN_USE):  # what a page begins with stands in no address
        turn_to(before)
        st.query_params[KEY] = before
    name = link.choice("Localities", list(offered), KEY, default=default)
    st.session_state[_LAST] = (here.la_code, name)
    given = offered[name]()
    if given is not None:
        carrying.say_localities(given)
    found = carrying.localities(given)
    if found is None and first is not None:
        found = offered[first]()
    if found is not None:
        said = found.provenance
        status = f"{said.title}. {said.caveat}" if said.caveat else f"{said.title}: {_whose(found)}."
        st.html(f'<p class="cmw-source">{escape(status)}</p>')
    return found


def in_use(here: Council) -> Dataset | None:
    """The localities chosen, without drawing the control; the best known example where there are none."""
    offered, first = _offered(here), _to_begin_with(here)
    name = _asked_for(here, offered)
    found = carrying.localities(offered.get(name, offered[IN_USE])())
    return offered[first]() if found is None and first is not None else found


def are_chosen(here: Council) -> bool:
    """Whether there are localities that somebody chose or a council is known for; every ward one is nobody's choice."""
    offered = _offered(here)
    asked_for = _asked_for(here, offered) or IN_USE
    is_asked = asked_for != IN_USE and asked_for in offered
    return is_asked or data.dataset(_KIND) is not None or example_localities(here) is not None


def examples(here: Council) -> Iterator[Dataset]:
    """The examples of a council, each opened when it is asked for."""
    opened = (_example(here.la_code, one.title) for one in examples_of(here))
    return (one for one in opened if one is not None)


def _to_begin_with(here: Council) -> str | None:
    """The best known example, where no localities are in use that can be drawn."""
    if carrying.localities(data.dataset(_KIND)) is not None:
        return None
    return next((name for name in _offered(here) if name.startswith(_EXAMPLE)), None)


def _asked_for(here: Council, offered: Collection[str]) -> str:
    """What is chosen on this page, or asked for by its address, or was chosen on the page before."""
    return str(st.session_state.get(KEY) or link.asked(KEY) or _of_the_page_before(here, offered))


def _of_the_page_before(here: Council, offered: Collection[str]) -> str:
    """The choice that goes along from page to page; ``''`` where this page has another, or none was made for here.

    A page begins with the choice of the page before, but without it in its address, and the address would win.
    """
    la_code, name = st.session_state.get(_LAST, ("", ""))
    has_another = bool(link.asked(KEY)) or st.session_state.get(KEY, name) != name
    return str(name) if not has_another and la_code == here.la_code and name in offered else ""


def turn_to(name: str) -> None:
    """Choose these localities, from a button."""
    st.session_state[KEY] = name


def option_of(version: Version) -> str:
    """What a kept version is called in the list and in the link; the same everywhere."""
    return f"Kept: {version.provenance.title} ({version.id[:8]})"


def _offered(here: Council) -> dict[str, Callable[[], Dataset | None]]:
    """Every choice by its name, none of them opened yet."""
    examples = {f"{_EXAMPLE}{one.title}": partial(_example, here.la_code, one.title) for one in examples_of(here)}
    kept = {option_of(one): partial(version_data, one) for one in _versions(here)}
    return {IN_USE: partial(data.dataset, _KIND), **examples, **kept}


def _versions(here: Council) -> list[Version]:
    every = asked(lambda opened: opened.versions(_KIND)) or ()
    return [one for one in every if one.la_code in (here.la_code, "") and one.status is not Status.WITHDRAWN]


@st.cache_resource(show_spinner="Opening the localities …")
def _example(la_code: str, title: str) -> Dataset | None:
    """An example, read through the same door as any list of wards."""
    here = council(la_code)
    found = [one for one in examples_of(here) if one.title == title] if here else []
    return _opened(found[0], la_code) if found else None


def _opened(example: ExampleLocalities, la_code: str) -> Dataset | None:
    listed = example.members.rename(columns={"member_code": "area_code"})
    content = listed[["locality_code", "locality_name", "area_code"]].to_csv(index=False).encode()
    opened = load(content, f"{la_code} {example.title}.csv", _KIND).dataset
    return None if opened is None else opened.said_by(example.provenance)


def _whose(found: Dataset) -> str:
    return {"uploaded": "drawn or loaded here", "published": "published figures", "synthetic": "made up"}[
        found.provenance.origin
    ]
