"""Further parts of the unmet need page: plausible numbers, unknowns, ages, areas, steps, elsewhere, gaps."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from lib.datasets.published import evidence_gaps
from lib.disclosure import ProtectedTable, public
from lib.exports import Part, to_png
from lib.measures.characteristic_rows import ALL_AREAS, ALL_GROUPS, by_age_and_sex, places_of, steps_of
from lib.measures.given import is_unknown
from lib.measures.pathway import FIRST
from lib.measures.representing import in_place, plausible_ranges, unknowns_shown
from lib.measures.representing_more import (
    LEAST_AREAS,
    elsewhere_shown,
    funnel_shown,
    has_elsewhere,
    pathway_shown,
    standardised_shown,
)
from lib.ui import link, show, unmet_localities
from lib.ui.unmet_need import Looked, capital
from lib.views.unmet_charts import funnel_chart, pathway_chart, standardised_chart
from lib.views.unmet_sentences import say_elsewhere, say_flips, say_funnel, say_pathway, say_standardised

#: Makes a part of the pack when the pack is asked for.
MakesPart = Callable[[], Part]
PLAUSIBLE_BASES = (1000, 5000)
WITHOUT_A_BASE = (
    "The percentages come without the number of users, so nothing is tested. The table shows how far "
    "rounding alone could move each ratio, and the interval there would be with 1,000 and with 5,000 users."
)
_NOT_IN_THIS_FILE = "The file in use has no figures for it; those built in for this council have."
_ROOM = {
    "none": "Chance alone",
    "multiplicative": "Room for differences, in proportion",
    "additive": "Room for differences, the same for all",
}
_UNKNOWN = {
    "characteristic_group": "Group", "unknown_pct": "% of users not recorded", "verdict_known": "If left out",
    "verdict_none": "If none belong here", "verdict_all": "If all belong here", "flips": "Does it change?",
}  # fmt: skip
_ADJUSTED = {
    "characteristic_group": "Group", "users_count": "Users", "crude_ratio": "As it stands", "crude_verdict": "Verdict",
    "standardised_ratio": "Age and sex taken into account", "standardised_low": "From", "standardised_high": "To",
    "verdict": "Verdict then", "gap_per_1000": "Gap per 1,000 people",
    "age_structure_per_1000": "of it: ages and sexes", "rest_per_1000": "of it: the rest",
    "reason": "Why it is withheld",
}  # fmt: skip
_FUNNEL = {
    "area": "Area", "users_count": "Users", "expected_count": "Expected", "ratio": "Ratio", "low_95": "95% from",
    "high_95": "95% to", "low_998": "99.8% from", "high_998": "99.8% to", "finding": "Finding",
}  # fmt: skip
_STEPS = {
    "characteristic_group": "Group", "stage_before": "Of those at", "stage": "Reached", "people_count": "People",
    "rate_pct": "%", "rate_low_pct": "From %", "rate_high_pct": "To %", "overall_rate_pct": "Everybody %",
    "reason": "Why there is no rate",
}  # fmt: skip
_ELSEWHERE = {
    "characteristic_group": "Group", "users_share_pct": "% here", "region_pct": "% in the region",
    "region_pct_gap": "Points above or below the region", "region_pct_verdict": "Against the region",
    "england_pct": "% in England", "england_pct_gap": "Points above or below England",
    "england_pct_verdict": "Against England",
}  # fmt: skip


def show_all(looked: Looked) -> list[MakesPart]:
    """Every further look the file allows, in turn; gives back what the pack should say of the group looked at."""
    for part in (_plausible, _unknowns, _standardised):
        part(looked)
    _by_locality(looked)
    funnel = _funnel(looked)
    _pathway(looked)
    _elsewhere(looked)
    return [funnel] if funnel else []


def gaps_table(council_name: str, present: list[str]) -> ProtectedTable:
    """Characteristics of which the file in use has no figures, with what is missing."""
    gaps = evidence_gaps(council_name)
    built_in = gaps["can_compare"].fillna(False).astype(bool)
    said = gaps.assign(what_is_missing=gaps["what_is_missing"].mask(built_in, _NOT_IN_THIS_FILE))
    missing = said[~said["characteristic"].isin(present)]
    missing = missing.assign(characteristic=missing["characteristic"].astype("str").map(capital))
    words = missing[["characteristic", "basis", "what_is_published", "what_is_missing"]]
    named = words.rename(columns=lambda c: c.replace("_", " ").capitalize())
    return public(named.reset_index(drop=True), because="a list of what has been published, with no numbers of people")


def show_gaps(council_name: str, held: list[str]) -> None:
    """Evidence that is missing, which is not the same as nobody in need."""
    st.header("What we cannot see")
    st.markdown("Nothing can be said about these characteristics: no figures for users and population are loaded.")
    show.table(gaps_table(council_name, held), "Evidence that is missing")


def adjusted_of(looked: Looked) -> ProtectedTable | None:
    """Crude and standardised ratios of the characteristic chosen; ``None`` without ages and sexes in the file."""
    cross = _here(by_age_and_sex(looked.rows), looked)
    cross = cross[cross["characteristic"] == looked.choice.characteristic]
    if cross.empty or cross[["users_count", "population_count"]].isna().all().any():
        return None
    level = looked.choice.level
    call = lambda: standardised_shown(looked.one(looked.here), cross, level)  # noqa: E731
    return looked.kept("adjusted", call, characteristic=looked.choice.characteristic, level=level)


def unknowns_of(looked: Looked) -> ProtectedTable | None:
    """Bounds of each verdict; ``None`` where nobody's group is unrecorded."""
    table = looked.one(looked.here)
    if not is_unknown(table.frame).any():
        return None
    c = looked.choice
    call = lambda: unknowns_shown(table, c.base, c.level)  # noqa: E731
    return looked.kept("unknowns", call, characteristic=c.characteristic, base=c.base, level=c.level)


def plausible_of(looked: Looked) -> ProtectedTable | None:
    """Without a base: what rounding allows, and the intervals two plausible bases would give; else ``None``."""
    table = looked.one(looked.compared()).frame
    if table["base"].notna().any() or table["ratio"].isna().all():
        return None
    rows, c = looked.one(looked.here).frame, looked.choice
    rows = rows[rows["characteristic_group"] != ALL_GROUPS]
    call = lambda: plausible_ranges(rows, PLAUSIBLE_BASES, c.level)  # noqa: E731
    return looked.kept("plausible", call, characteristic=c.characteristic, level=c.level)


def printed_adjusted(table: ProtectedTable) -> ProtectedTable:
    """Crude and standardised figures under headings people read."""
    return _printed(table, _ADJUSTED)


def printed_unknowns(table: ProtectedTable) -> ProtectedTable:
    """Bounds under headings people read."""
    return _printed(table, _UNKNOWN)


def printed_steps(table: ProtectedTable) -> ProtectedTable:
    """The chain of rates under headings people read."""
    return _printed(table, _STEPS)


def printed_elsewhere(table: ProtectedTable) -> ProtectedTable:
    """Shares beside those elsewhere under headings people read."""
    return _printed(table, _ELSEWHERE)


def _plausible(looked: Looked) -> None:
    ranges = plausible_of(looked)
    if ranges is None:
        return
    st.header("What could be said if we knew the number of users")
    st.markdown(WITHOUT_A_BASE)
    show.table(ranges, "What rounding and plausible numbers of users would allow")
    _take_away(looked, ranges, "What rounding and plausible numbers of users would allow", "plausible")


def _unknowns(looked: Looked) -> None:
    table = unknowns_of(looked)
    if table is None:
        return
    st.header("People whose group is not recorded")
    show.finding(say_flips(table))
    printed = printed_unknowns(table)
    show.table(printed, "Each verdict if none, or all, of them belonged to the group")
    _take_away(looked, printed, "Verdicts and people whose group is not recorded", "unknowns")


def _standardised(looked: Looked) -> None:
    table = adjusted_of(looked)
    if table is None:
        return
    st.header("Age and sex taken into account")
    sentences = say_standardised(table)
    show.findings(sentences)
    if table.frame["standardised_ratio"].notna().any():
        show.chart(standardised_chart(table, is_dark=show.is_dark()), " ".join(sentences), looked.provenances)
    printed = printed_adjusted(table)
    show.table(printed, "As it stands, and with age and sex taken into account")
    _take_away(looked, printed, "Representation adjusted for age and sex", "adjusted")


def _by_locality(looked: Looked) -> None:
    groups = looked.one(in_place(looked.everywhere, None, looked.choice.period))
    figures = unmet_localities.section(groups, looked.added)
    if figures is not None:
        _take_away(looked, figures, f"Users by locality, {looked.choice.characteristic}", "by-locality")


def _funnel(looked: Looked) -> MakesPart | None:
    if len(places_of(looked.rows)) < LEAST_AREAS:
        return None
    st.header("Area by area")
    left, right = st.columns(2)
    groups = list(dict.fromkeys(g for g in looked.one(looked.here).frame["characteristic_group"] if g != ALL_GROUPS))
    with left:
        group = link.choice("Group", groups, "group")
    with right:
        room = link.choice("Limits", list(_ROOM), "room", format_func=_ROOM.__getitem__)
    places, everywhere = places_of(looked.rows), in_place(looked.everywhere, None, looked.choice.period)
    areas = everywhere.where(lambda frame: frame["area"].isin(places))
    drawn = funnel_shown(areas, looked.choice.characteristic, group, room)  # type: ignore[arg-type]
    if drawn is None:
        show.notice(f"Fewer than {LEAST_AREAS} areas have figures of {group} that may be shown, so no funnel is drawn.")
        return None
    sentence = say_funnel(drawn.points, group, is_overdispersed=drawn.is_overdispersed)
    show.finding(sentence)
    show.chart(funnel_chart(drawn.points, is_dark=show.is_dark()), sentence, looked.provenances)
    printed = _printed(drawn.points, _FUNNEL)
    show.table(printed, f"{group}: users over those expected, area by area")
    _take_away(looked, printed, f"{group} area by area", "funnel")
    return lambda: Part(
        f"{group} area by area", 2, findings=(sentence,), table=printed,
        picture=to_png(funnel_chart(drawn.points)), alt=sentence,
    )  # fmt: skip


def pathway_of(looked: Looked) -> ProtectedTable | None:
    """The chain of rates of the characteristic chosen; ``None`` with fewer than two steps in the file."""
    given = _here(steps_of(looked.rows), looked)
    given = given[given["characteristic"] == looked.choice.characteristic]
    if looked.steps is None or (given["stage"] != FIRST).sum() == 0 or given["stage"].nunique() < 2:
        return None
    if looked.steps.rule != looked.here.rule:
        return None
    steps = in_place(looked.steps, looked.choice.area, looked.choice.period)
    return pathway_shown(looked.one(steps), looked.one(looked.here), given, looked.choice.level)


def elsewhere_of(looked: Looked) -> ProtectedTable | None:
    """Shares beside the region's and England's; ``None`` where the file gives none of them."""
    rows = looked.one(looked.here)
    return elsewhere_shown(rows, looked.choice.base, looked.choice.level) if has_elsewhere(rows.frame) else None


def _pathway(looked: Looked) -> None:
    table = pathway_of(looked)
    if table is None:
        return
    st.header("Step by step through care")
    sentences = say_pathway(table)
    show.findings(sentences)
    show.chart(pathway_chart(table, is_dark=show.is_dark()), " ".join(sentences), looked.provenances)
    printed = printed_steps(table)
    show.table(printed, "Each step as a share of those at the step before")
    _take_away(looked, printed, "Steps through care", "pathway")


def _elsewhere(looked: Looked) -> None:
    table = elsewhere_of(looked)
    if table is not None:
        st.header("Against the region and England")
        show.findings(say_elsewhere(table))
        printed = printed_elsewhere(table)
        show.table(printed, f"{capital(looked.choice.characteristic)} against the region and England")
        _take_away(looked, printed, "Against the region and England", "elsewhere")
    elif "primary support reason" not in present(looked):
        st.header("Against the region and England")
        st.markdown(
            "This file gives no shares for the region or England to compare with, and no figures of primary support "
            "reason are published in a form that can be read: in Sefton's document the table is a picture. Load one "
            "with columns 'Primary support reason', 'Users %', 'Region %' and 'England %'."
        )


def _here(rows: pd.DataFrame, looked: Looked) -> pd.DataFrame:
    """The rows of the place and period chosen."""
    c = looked.choice
    chosen = rows if c.area in (None, ALL_AREAS) else rows[rows["area"].isin(_areas_of(looked))]
    return chosen if c.period is None else chosen[chosen["period"] == c.period]


def _areas_of(looked: Looked) -> Sequence[str]:
    """The areas of the file in the place chosen: those of a locality, or the one."""
    by_place = {} if looked.added is None else dict(zip(looked.added.places, looked.added.within.values(), strict=True))
    return by_place.get(str(looked.choice.area), (str(looked.choice.area),))


def present(looked: Looked) -> list[str]:
    """The characteristics the file in use has rows of."""
    return sorted(set(looked.rows["characteristic"]))


def _printed(table: ProtectedTable, headings: dict[str, str]) -> ProtectedTable:
    frame = table.frame
    filled = [c for c in headings if c in frame and (frame[c].notna() & (frame[c].astype(str) != "")).any()]
    return table.select(filled).rename({c: headings[c] for c in filled})


def _take_away(looked: Looked, table: ProtectedTable, title: str, key: str) -> None:
    show.sources(*looked.provenances)
    where = f" ({looked.choice.place_said})" if looked.choice.place_said else ""
    show.take_away(table, looked.provenances, f"{title}{where}", key)
