"""The unmet need page: whose share of users differs from their share of the population, and how sure we are."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from lib.datasets import Dataset
from lib.datasets.published import evidence_gaps
from lib.disclosure import ProtectedTable
from lib.measures.representing import plausible_ranges, representation_shown
from lib.ui import link, show
from lib.ui.cache import kept

_HEADINGS = {
    "characteristic_group": "Group",
    "users_share_pct": "% of users",
    "population_share_pct": "% of population",
    "ratio": "Ratio",
    "ratio_low": "From",
    "ratio_high": "To",
    "p_adjusted": "Adjusted p",
    "verdict": "Verdict",
    "published_rule": "Published rule",
    "reason": "Why it cannot be tested",
}
PLAUSIBLE_BASES = (1000, 5000)


def controls(groups: pd.DataFrame) -> tuple[str, int | None]:
    """The characteristic looked at, and the number of users where the file gives percentages only."""
    with st.container(key="controls"):
        left, right = st.columns([3, 2], vertical_alignment="bottom")
    with left:
        names = list(dict.fromkeys(groups["characteristic"].astype(str)))
        chosen = link.choice("Characteristic", names, "characteristic", look="pills", format_func=_capital)
    with right:
        base = st.number_input(
            "Number of users the percentages are of",
            min_value=0, max_value=10_000_000, value=0, step=100, key="base", bind="query-params",
            help="The published tables give percentages without it. 0 means not known: then nothing is tested.",
        )  # fmt: skip
    return chosen, int(base) or None


def compared(dataset: Dataset, base: int | None) -> ProtectedTable:
    """Every group of every characteristic compared, corrected for looking at them together."""
    return kept(lambda: representation_shown(dataset.frame, base), "representation", dataset, base=base)


def of_characteristic(result: ProtectedTable, characteristic: str) -> ProtectedTable:
    """The rows of one characteristic, in the order of the file."""
    return result.where(lambda frame: frame["characteristic"] == characteristic)


def has_base(table: ProtectedTable) -> bool:
    """Whether the number of users is known, from the file or from the reader."""
    return bool(table.frame["base"].notna().any())


def printed_figures(table: ProtectedTable) -> ProtectedTable:
    """The table under headings people read; a column with nothing in it for any group is left out."""
    in_words = table.with_columns({"p_adjusted": lambda frame: frame["p_adjusted"].map(_say_p, na_action="ignore")})
    frame = in_words.frame
    filled = [c for c in _HEADINGS if c in frame and (frame[c].notna() & (frame[c].astype(str) != "")).any()]
    return in_words.select([c for c in filled if c != "reason" or len(set(frame[c])) > 1]).rename(_HEADINGS)


def say_why_not(table: ProtectedTable) -> None:
    """One reason that holds for every group is said once, above the table."""
    reasons = set(table.frame["reason"])
    if len(reasons) == 1 and "" not in reasons:
        reason = reasons.pop()
        show.notice(f"{reason[:1].upper()}{reason[1:]}.")


def show_plausible(dataset: Dataset, characteristic: str) -> None:
    """Without a base: what rounding allows, and the intervals two plausible bases would give."""
    st.subheader("What could be said if we knew the number of users")
    st.markdown(
        "The percentages come without the number of users, so nothing is tested. The table shows how far "
        "rounding alone could move each ratio, and the interval there would be with 1,000 and with 5,000 users."
    )
    rows = dataset.frame[dataset.frame["characteristic"] == characteristic]
    table = kept(lambda: plausible_ranges(rows, PLAUSIBLE_BASES), "plausible", dataset, characteristic=characteristic)
    show.table(table, "What rounding and plausible numbers of users would allow")


def at_risk(result: ProtectedTable) -> ProtectedTable:
    """The published rule over every characteristic, beside what the tests say."""
    columns = ["characteristic", "characteristic_group", "users_share_pct", "population_share_pct", "ratio", "verdict"]
    headings = {"characteristic": "Characteristic", **_HEADINGS}
    listed = result.where(lambda frame: frame["published_rule"] == "at risk").select(columns)
    return listed.rename({c: headings[c] for c in columns})


def show_gaps(council_name: str, present: list[str]) -> None:
    """Characteristics nobody has figures for are evidence missing, not groups without need."""
    gaps = evidence_gaps(council_name)
    missing = gaps[~gaps["can_compare"].fillna(False) & ~gaps["characteristic"].isin(present)]
    st.header("What we cannot see")
    st.markdown("Nothing can be said about these characteristics: no figures for users and population are loaded.")
    words = missing[["characteristic", "basis", "what_is_published", "what_is_missing"]]
    show.words_table(words.rename(columns=lambda c: c.replace("_", " ").capitalize()), "Evidence that is missing")


def _say_p(p: float) -> str:
    """A probability as it is printed in papers."""
    return "under 0.001" if p < 0.001 else f"{p:.3f}"


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
