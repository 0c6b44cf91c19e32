"""Put results on the page: sentence, map with legend, chart, table, source and download."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from datetime import UTC, datetime
from html import escape
from typing import Any, Literal

import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from lib.core import Measure, Provenance, hash_of
from lib.core.words import say_count
from lib.disclosure import ProtectedTable, require_held
from lib.exports import file_name, to_csv
from lib.measures.registry import MEASURES
from lib.ui import pictures
from lib.ui.frame import is_presenting
from lib.views.charts import Chart
from lib.views.drawn import require_drawn_from_held
from lib.views.legible import legible
from lib.views.maps import Legend, MapView
from lib.views.tables import as_numbers, figures_of, gap_said, printed, table_html, words_of

_ROWS_AS_TABLE = 25  # longer tables scroll in a grid
_MOST_ROWS = 1000  # of a table of words
_MANY_COLUMNS = 6  # more are not read on a telephone


def lede(text: str) -> None:
    """The question a page answers, under its title."""
    st.html(f'<p class="cmw-lede">{escape(text)}</p>')


def finding(sentence: str) -> None:
    """What the figures say, in one sentence."""
    st.html(f'<p class="cmw-finding" role="note">{escape(sentence)}</p>')


def figures(named: Mapping[str, tuple[str, str]]) -> None:
    """A row of headline figures: label to figure and, under it, who says so (may be empty)."""
    with st.container(key="figures"):
        columns = st.columns(len(named))
    for column, (label, (figure, said)) in zip(columns, named.items(), strict=True):
        column.metric(label, figure, border=True)
        if said:
            column.html(f'<p class="cmw-source">{escape(said)}</p>')


def notice(sentence: str) -> None:
    """Something the reader should know before believing the figures; words of files may stand in it."""
    st.html(f'<p class="cmw-notice" role="status">{escape(sentence)}</p>')


def findings(sentences: Sequence[str]) -> None:
    """Several findings as one list, the first said loudest."""
    if len(sentences) == 1:
        finding(sentences[0])
        return
    items = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences[1:])
    st.html(f'<div class="cmw-finding" role="note">{escape(sentences[0])}<ul>{items}</ul></div>')


def explained(went_in: str, came_out: str, how_sure: str) -> None:
    """The page told to a room in a minute; words of files may stand in it."""
    finding(came_out)
    st.html(f'<p class="cmw-explained"><b>What went in:</b> {escape(went_in)} <b>How sure:</b> {escape(how_sure)}</p>')


def is_dark() -> bool:
    """Whether the reader's theme is dark."""
    return st.context.theme.type == "dark"


def map_view(view: MapView, key: str, *, height: int = 560) -> tuple[str, str] | None:
    """A map with its legends. Returns what was clicked since the last run: ``('point' | 'area', id)``."""
    legends(require_drawn_from_held(view).legends)
    tall = 720 if is_presenting() else height
    sent: Any = st_folium(
        view.folium_map(),
        key=f"{key}-{view.base.key}-{tall}",  # a map that stands keeps its height: another height is another map
        height=tall,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=view.feature_group(),
    )
    if not sent or "id" not in sent or st.session_state.get(f"click-{key}") == sent["at"]:
        return None
    st.session_state[f"click-{key}"] = sent["at"]
    return sent["what"], sent["id"]


def legends(shown: Sequence[Legend]) -> None:
    """What the colours and looks of a map mean."""
    for legend in shown:
        _legend(legend)


def chart(
    drawn: Chart,
    sentence: str,
    used: Sequence[Provenance],
    *,
    width: Literal["stretch", "content"] = "stretch",
    n_columns: int = 0,
) -> None:
    """A chart with its sentence as its text alternative; refused where nobody holds the figures of people in it.

    It can be taken away as a picture with the sentence over it; ``used`` are its sources, which stand in the picture.
    A chart of many columns (``n_columns``) keeps its width on a telephone, and scrolls there.
    """
    with st.container(key=f"wide-{hash_of(sentence.encode())}") if n_columns > _MANY_COLUMNS else nullcontext():
        st.altair_chart(legible(require_drawn_from_held(drawn), is_dark=is_dark()), width=width, alt=sentence)
    pictures.offer(drawn, sentence, used, is_dark=is_dark())


def table(shown: ProtectedTable, caption: str) -> None:
    """The same figures as a table; hidden ones as ``[c]``. A long table scrolls, and sorts by its headings."""
    require_held(shown)
    if len(shown) <= _ROWS_AS_TABLE:
        st.html(table_html(printed(shown), caption))
        return
    st.html(f'<p class="cmw-caption">{escape(caption)} ({escape(say_count(len(shown), "row"))})</p>')
    frame = as_numbers(shown)
    to_the_right = {name: st.column_config.Column(alignment="right") for name in figures_of(shown)}
    how = to_the_right | (_columns(frame) if isinstance(frame, pd.DataFrame) else _pinned(frame.columns))
    st.dataframe(frame, hide_index=True, alt=caption, column_config=how, placeholder=gap_said(shown))


def caption(words: str) -> None:
    """A line over a picture; words of files may stand in it."""
    st.html(f'<p class="cmw-caption">{escape(words)}</p>')


def words_table(frame: pd.DataFrame, caption: str) -> None:
    """A table of words of our own or of a file's, shown as text."""
    st.html(table_html(words_of(frame), caption))


def first_rows(frame: pd.DataFrame, caption: str) -> tuple[pd.DataFrame, str]:
    """As many rows of a table of words as a page can hold, and its caption, which says how many there are."""
    if len(frame) <= _MOST_ROWS:
        return frame, caption
    return frame.head(_MOST_ROWS), f"{caption}: the first {_MOST_ROWS:,} of {len(frame):,}"


def _columns(frame: pd.DataFrame) -> dict[str, Any]:
    """Thousands apart for figures, in a table too long to be written cell by cell."""
    numeric = frame.select_dtypes("number").columns
    return _pinned(frame.columns) | {name: st.column_config.NumberColumn(format="localized") for name in numeric}


def _pinned(names: pd.Index) -> dict[str, Any]:
    """The names of rows stay while a narrow screen scrolls sideways."""
    return {names[0]: st.column_config.Column(pinned=True)}


def take_away(shown: ProtectedTable, provenances: Sequence[Provenance], title: str, key: str) -> None:
    """A download of the table as CSV, with its sources above it."""
    held, made_on = require_held(shown), datetime.now(UTC).date()
    with st.container(key=f"take-away-{key}"):
        st.download_button(
            "Download these figures (CSV)",
            data=lambda: to_csv(held, provenances, title, made_on=made_on),
            file_name=file_name(title, "-".join(p.version for p in provenances if p.version)),
            mime="text/csv",
            icon=":material/download:",
            on_click="ignore",
            key=f"download-{key}",
        )


def sources(*provenances: Provenance) -> None:
    """Who says so: under every figure."""
    for p in provenances:
        st.html(f'<p class="cmw-source">{_badge(p)}{escape(_source_line(p))}</p>')


def how(*measures: str) -> None:
    """How the figures on this page are worked out, from the registry."""
    with st.expander("How these figures are worked out", icon=":material/calculate:"):
        measure_cards([MEASURES[key] for key in measures])


def measure_cards(measures: Sequence[Measure]) -> None:
    """One card a measure: what it counts, how, from where, and what to be careful about."""
    st.html(f'<div class="cmw-grid">{"".join(card_html(m.title, _said_of(m)) for m in measures)}</div>')


def cards(named: Mapping[str, Mapping[str, str]]) -> None:
    """A card for each: its title, then names and values; words of files may stand in them."""
    st.html(f'<div class="cmw-grid">{"".join(card_html(title, said) for title, said in named.items())}</div>')


def card_html(title: str, said: Mapping[str, str]) -> str:
    """A card of names and values; nothing is shown for an empty value."""
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in said.items() if value)
    return f'<section class="cmw-card"><h2>{escape(title)}</h2><dl>{rows}</dl></section>'


def _said_of(measure: Measure) -> dict[str, str]:
    return {
        "Numerator": measure.numerator,
        "Denominator": "" if measure.denominator == "none" else measure.denominator,
        "Unit": measure.unit,
        "Better": "" if measure.direction == "neither" else measure.direction,
        "Method": measure.method,
        "Source": measure.source,
        "Be careful": measure.caveat,
    }


def _badge(p: Provenance) -> str:
    return '<span class="cmw-badge">Synthetic sample</span>' if p.is_synthetic else ""


def _source_line(p: Provenance) -> str:
    parts = [f"Source: {p.source}"]
    parts += [f"as at {p.as_at}"] if p.as_at else []
    parts += [_licence_said(p.licence)] if p.licence else []
    parts += [f"{say_count(p.rows_used, 'row')} used"] if p.rows_used else []
    parts += [f"{say_count(p.rows_set_aside, 'row')} set aside"] if p.rows_set_aside else []
    parts += [f"version {p.version}"] if p.version else []
    return f"{'; '.join(parts)}. {p.caveat}".strip()


def _licence_said(licence: str) -> str:
    return f"no{licence[2:]}" if licence.startswith("No ") else f"licence {licence}"


def _legend(legend: Legend) -> None:
    marks = "".join(f"<span>{_mark(look)}{escape(label)}</span>" for look, label in legend.marks)
    st.html(f'<div class="cmw-legend"><b>{escape(legend.title)}</b>{marks}</div>')


def _mark(look: str) -> str:
    """A swatch: a class of ours (hidden, none, unsure), a point, or a colour from our palette."""
    if look in ("hidden", "none", "unsure"):
        return f'<i class="{look}"></i>'
    if look.startswith("dot "):
        _, fill, ring = look.split()
        return f'<i class="dot" style="background:{escape(fill)};border-color:{escape(ring)}"></i>'
    return f'<i style="background:{escape(look)}"></i>'
