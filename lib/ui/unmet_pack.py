"""The Equality Impact Assessment pack: what the page says of every characteristic, as a Word document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import streamlit as st

from lib.core.words import say_count, slug
from lib.disclosure import require_held
from lib.exports import Part, to_docx, to_png
from lib.measures.registry import MEASURES
from lib.ui.unmet_more import (
    WITHOUT_A_BASE,
    MakesPart,
    adjusted_of,
    elsewhere_of,
    gaps_table,
    pathway_of,
    plausible_of,
    present,
    printed_adjusted,
    printed_elsewhere,
    printed_steps,
    printed_unknowns,
    unknowns_of,
)
from lib.ui.unmet_need import Looked, at_risk, capital, printed_figures
from lib.views.charts import representation_chart
from lib.views.sentences import say_at_risk
from lib.views.unmet_charts import pathway_chart, standardised_chart
from lib.views.unmet_sentences import (
    say_elsewhere,
    say_flips,
    say_groups_once,
    say_hidden,
    say_in_short,
    say_pathway,
    say_standardised,
)

_MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def take_away_pack(looked: Looked, council_name: str, more: Sequence[MakesPart] = ()) -> None:
    """A download of the pack, made when it is asked for; ``more`` makes the parts that the page's choices led to."""
    title = f"Unmet need in {council_name}: evidence for an Equality Impact Assessment"
    with st.container(key="take-away-pack"):
        st.download_button(
            "Download the Equality Impact Assessment pack (Word)",
            data=lambda: pack(looked, council_name, title, more),
            file_name=f"{slug(f'{title} {looked.dataset.provenance.version}')[:90].strip('-')}.docx",
            mime=_MIME,
            icon=":material/description:",
            on_click="ignore",
            key="download-pack",
        )


def pack(looked: Looked, council_name: str, title: str, more: Sequence[MakesPart] = ()) -> bytes:
    """The document: scope, findings by characteristic, the published rule, gaps, what is hidden, method, sources."""
    chosen = [make() for make in more]
    first = [_scope(looked), _in_short(looked, council_name), Part("Findings")]
    parts = [*first, *_findings(looked), *chosen, *_closing(looked, council_name)]
    for part in parts:
        if part.table is not None:
            require_held(part.table)
    return to_docx(title, parts, looked.provenances, made_on=datetime.now(UTC).date())


def _scope(looked: Looked) -> Part:
    c = looked.choice
    where = f"Place and period: {c.place_said}." if c.place_said else "The whole of the file, one place and period."
    compared = say_count(len(looked.compared()), "group")
    return Part(
        "What was compared",
        sentences=(
            "Each group's share of the people who use care, beside its share of the population.",
            where,
            _base_said(looked),
            f"{compared} compared together; intervals at {100 * c.level:g}%. {c.rule.title}.",
        ),
    )


def _base_said(looked: Looked) -> str:
    """Where the number of users comes from: the file, the reader, or nowhere."""
    if looked.compared().frame["users_count"].notna().any():
        return "The number of users is that of the file."
    stated = looked.choice.base
    if stated:
        return f"The file gives percentages; the number of users was stated by the reader: {stated:,}."
    return "The file gives percentages, and no number of users was stated, so no difference is tested."


def _in_short(looked: Looked, council_name: str) -> Part:
    gaps = gaps_table(council_name, present(looked)).frame["Characteristic"].str.lower()
    return Part("In short", findings=tuple(say_in_short(looked.compared(), list(gaps))))


def _findings(looked: Looked) -> Iterator[Part]:
    for name in dict.fromkeys(looked.here.frame["characteristic"].astype(str)):
        one = replace(looked, choice=replace(looked.choice, characteristic=name))
        yield _finding(one, name)
        yield from _further(one, name)
        yield from _along_and_elsewhere(one, name)


def _finding(looked: Looked, name: str) -> Part:
    table = looked.one(looked.compared())
    said = tuple(say_groups_once(table, looked.choice.level))
    has_ratio = bool(table.frame["ratio"].notna().any())
    picture = to_png(representation_chart(table)) if has_ratio else None
    figures, caption = printed_figures(table), f"{capital(name)}: users against population"
    return Part(capital(name), 2, findings=said, table=figures, caption=caption, picture=picture, alt=" ".join(said))


def _further(looked: Looked, name: str) -> Iterator[Part]:
    plausible, unknown, adjusted = plausible_of(looked), unknowns_of(looked), adjusted_of(looked)
    if plausible is not None:
        yield Part(
            f"{capital(name)}: what could be said if we knew the number of users", 2,
            sentences=(WITHOUT_A_BASE,), table=plausible,
        )  # fmt: skip
    if unknown is not None:
        yield Part(
            f"{capital(name)}: people whose group is not recorded", 2,
            findings=(say_flips(unknown),), table=printed_unknowns(unknown),
        )  # fmt: skip
    if adjusted is not None:
        said = tuple(say_standardised(adjusted))
        has_ratio = bool(adjusted.frame["standardised_ratio"].notna().any())
        yield Part(
            f"{capital(name)}: age and sex taken into account", 2, findings=said, table=printed_adjusted(adjusted),
            picture=to_png(standardised_chart(adjusted)) if has_ratio else None, alt=" ".join(said),
        )  # fmt: skip


def _along_and_elsewhere(looked: Looked, name: str) -> Iterator[Part]:
    steps, elsewhere = pathway_of(looked), elsewhere_of(looked)
    if steps is not None:
        said = tuple(say_pathway(steps))
        yield Part(
            f"{capital(name)}: step by step through care", 2, findings=said, table=printed_steps(steps),
            picture=to_png(pathway_chart(steps)), alt=" ".join(said),
        )  # fmt: skip
    if elsewhere is not None:
        yield Part(
            f"{capital(name)}: against the region and England", 2, findings=tuple(say_elsewhere(elsewhere)),
            table=printed_elsewhere(elsewhere),
        )  # fmt: skip


def _closing(looked: Looked, council_name: str) -> Iterator[Part]:
    result = looked.compared()
    caption = "Groups at risk by the published rule, and what the tests say"
    yield Part("The published 'at risk' rule", sentences=(say_at_risk(result.frame),), table=at_risk(result),
               caption=caption)  # fmt: skip
    yield Part(
        "Gaps in the evidence",
        sentences=("Nothing can be said about these characteristics: no figures for users and population are loaded.",),
        table=gaps_table(council_name, present(looked)),
        caption="Evidence that is missing",
    )
    yield Part("What is hidden, and why", sentences=(say_hidden(result),))
    measure = MEASURES["representation_ratio"]
    yield Part("How the figures are worked out", sentences=(measure.method, measure.caveat))
