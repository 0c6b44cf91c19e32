"""The unmet need page: what is compared, how it is judged, and the comparison itself."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from lib.core import Provenance
from lib.datasets import Dataset
from lib.disclosure import RULES, ProtectedTable, Rule
from lib.measures.characteristic_names import act_name, names_used
from lib.measures.characteristic_rows import ALL_AREAS, groups_of, periods_of, places_of
from lib.measures.representing import in_place, relative_rates_shown, representation_shown
from lib.ui import data, guard, link, show
from lib.ui.cache import kept
from lib.ui.plain import plain
from lib.ui.unmet_held import groups_held, say_population, steps_held, with_population
from lib.ui.unmet_localities import AddedUp, added_up, can_add_up
from lib.views.charts import representation_chart
from lib.views.sentences import say_at_risk
from lib.views.unmet_sentences import say_groups, say_p, say_relative

SHARES, RATES = "Share of users over share of population", "Users a head against one group"
BY_TESTS, BY_RULE = "Statistical tests", "The published rule"
_MEANT = "characteristic-meant"
_HEADINGS = {
    "characteristic": "Characteristic",
    "characteristic_group": "Group",
    "users_count": "Users",
    "users_share_pct": "% of users",
    "population_share_pct": "% of population",
    "ratio": "Ratio",
    "ratio_low": "From",
    "ratio_high": "To",
    "relative_rate": "Rate against the reference",
    "relative_rate_low": "From",
    "relative_rate_high": "To",
    "p_adjusted": "Evidence of a difference",
    "verdict": "Verdict",
    "published_rule": "Published rule",
    "reason": "Why it cannot be tested",
}


@dataclass(frozen=True)
class Choice:
    """What the reader chose to look at, and how to judge it."""

    characteristic: str
    area: str | None
    period: str | None
    base: int | None
    figure: str
    reference: str
    judge: str
    rule: Rule
    level: float

    @property
    def place_said(self) -> str:
        """The area and period in words, ``''`` where there is no choice of them."""
        return ", ".join(part for part in (self.area, self.period) if part)


@dataclass(frozen=True)
class Looked:
    """The file as groups, all of them protected together, and those of the place and period chosen."""

    dataset: Dataset
    rows: pd.DataFrame
    everywhere: ProtectedTable
    here: ProtectedTable
    steps: ProtectedTable | None
    choice: Choice
    census: Dataset | None = None
    added: AddedUp | None = None

    @property
    def asked_localities(self) -> bool:
        """Whether the reader has been asked which localities."""
        return can_add_up(self.rows, data.chosen_council())

    @property
    def provenances(self) -> list[Provenance]:
        """Where the users, and where it is not the same file their population, come from."""
        chosen = None if self.added is None else self.added.localities
        return [one.provenance for one in (self.dataset, self.census, chosen) if one is not None]

    def compared(self) -> ProtectedTable:
        """Every group of every characteristic compared, corrected for looking at them together."""
        c = self.choice
        call = lambda: representation_shown(self.here, c.base, c.level)  # noqa: E731
        return self.kept("representation", call, base=c.base, level=c.level)

    def one(self, table: ProtectedTable) -> ProtectedTable:
        """The rows of the characteristic chosen, in the order of the file."""
        return table.where(lambda frame: frame["characteristic"] == self.choice.characteristic)

    def kept(self, name: str, call, **more):  # type: ignore[no-untyped-def]
        """A result kept for this file, place, period and rule."""
        c, held = self.choice, self.everywhere.held_as
        return kept(call, f"unmet {name}", self.dataset, self.census, area=c.area, period=c.period, held=held, **more)


def controls(dataset: Dataset) -> Looked:
    """Ask what to look at and how to judge it; every answer is in the address."""
    populated = with_population(groups_of(dataset.frame, dataset.parts.get("states")))
    rows, census = populated.rows, data.dataset("indicators") if populated.filled else None
    with st.container(key="controls"):
        left, right = st.columns([3, 2], vertical_alignment="bottom")
        with left:
            names = list(dict.fromkeys(rows["characteristic"].astype(str)))
            characteristic = link.choice(
                "Characteristic", names, "characteristic", default=_asked_for(names), look="pills", format_func=capital
            )
        with right:
            base = _base(rows[rows["characteristic"] == characteristic])
        added = added_up(rows, data.chosen_council())
        area, period = _place_and_period(rows, added)
    with st.expander("How to compare and judge", icon=":material/tune:"):
        figure, reference, judge, level = _judging(rows[rows["characteristic"] == characteristic])
        rule = _rule(dataset)
    say_population(populated, census)
    everywhere = groups_held(rows, dataset, census, rule, added)
    choice = Choice(characteristic, area, period, base, figure, reference, judge, everywhere.rule or RULES[rule], level)
    steps = steps_held(rows, dataset, census, choice.rule, added)
    return Looked(dataset, rows, everywhere, in_place(everywhere, area, period), steps, choice, census, added)


def say_names(looked: Looked) -> None:
    """Names of the file that stand under another name here."""
    names = names_used(looked.dataset.frame)
    changed = names[names["in_the_file"] != names["used_as"]]
    if len(changed):
        with st.expander("Names of characteristics used here", icon=":material/swap_horiz:"):
            words = changed.rename(columns={"in_the_file": "In your file", "used_as": "Used here as"})
            show.words_table(words, "Names in the file and the Equality Act's own")


def show_comparison(looked: Looked) -> ProtectedTable:
    """Findings, picture and table of the characteristic chosen; gives back the table as printed."""
    rates = looked.choice.figure == RATES
    return _show_rates(looked) if rates else _show_shares(looked)


def _show_shares(looked: Looked) -> ProtectedTable:
    choice, table = looked.choice, looked.one(looked.compared())
    if choice.judge == BY_RULE:
        table = table.with_columns({"verdict": _both_verdicts})
        sentences = [say_at_risk(table.frame)]
    else:
        sentences = say_groups(table, choice.level)
    show.findings(sentences)
    if table.frame["ratio"].notna().any():
        drawn = representation_chart(table, is_dark=show.is_dark())
        show.chart(drawn, " ".join(sentences), looked.provenances)
    _say_why_not(table)
    figures = printed_figures(table)
    show.table(figures, _caption(choice, "users against population"))
    return figures


def _show_rates(looked: Looked) -> ProtectedTable:
    c = looked.choice
    table = looked.one(
        looked.kept("rates", lambda: relative_rates_shown(looked.here, c.reference, c.base, c.level),
                    reference=c.reference, base=c.base, level=c.level)
    )  # fmt: skip
    sentences = say_relative(table, c.reference, c.level)
    show.findings(sentences)
    drawn = as_ratios(table, c.reference)
    if drawn.frame["ratio"].notna().any():
        title = f"Users a head ÷ users a head of {c.reference} (1 = the same)"
        chart = representation_chart(drawn, is_dark=show.is_dark(), title=title)
        show.chart(chart, " ".join(sentences), looked.provenances)
    figures = printed_figures(table)
    show.table(figures, _caption(c, f"users a head against {c.reference}"))
    return figures


def as_ratios(table: ProtectedTable, reference: str) -> ProtectedTable:
    """Relative rates under the names of the chart of ratios, with what the interval says in words."""
    renamed = table.rename({f"relative_rate{end}": f"ratio{end}" for end in ("", "_low", "_high")})
    return renamed.with_columns(
        {
            "verdict": lambda frame: frame.apply(_rate_said, axis=1, reference=reference),
            "rounding_low": lambda frame: frame["ratio"] * float("nan"),
            "rounding_high": lambda frame: frame["ratio"] * float("nan"),
        }
    )


def printed_figures(table: ProtectedTable) -> ProtectedTable:
    """The table under headings people read; a column with nothing in it for any group is left out."""
    in_words = table
    if "p_adjusted" in table.columns:
        in_words = table.with_columns({"p_adjusted": lambda frame: frame["p_adjusted"].map(say_p, na_action="ignore")})
    frame = in_words.frame
    filled = [c for c in _HEADINGS if c in frame and (frame[c].notna() & (frame[c].astype(str) != "")).any()]
    several = [c for c in filled if c not in ("reason", "characteristic") or len(set(frame[c])) > 1]
    return in_words.select(several).rename(_HEADINGS)


def at_risk(result: ProtectedTable) -> ProtectedTable:
    """The published rule over every characteristic, beside what the tests say."""
    columns = ["characteristic", "characteristic_group", "users_share_pct", "population_share_pct", "ratio", "verdict"]
    listed = result.where(lambda frame: frame["published_rule"] == "at risk").select(columns)
    named = listed.with_columns({"characteristic": lambda frame: frame["characteristic"].astype("str").map(capital)})
    return named.rename({c: _HEADINGS[c] for c in columns})


def capital(name: str) -> str:
    """A name with a capital first letter."""
    return name[:1].upper() + name[1:]


def _asked_for(names: list[str]) -> str | None:
    """A link may say 'ethnicity' or 'religion': it means the characteristic of the Act's name."""
    said = link.asked("characteristic")
    meant = next((name for name in names if name.lower() == act_name(said)), None)
    if meant is not None and said != capital(meant):
        st.session_state[_MEANT] = meant
        del st.query_params["characteristic"]
    return st.session_state.get(_MEANT)


def _base(rows: pd.DataFrame) -> int | None:
    """The number of users, asked only where the file gives percentages."""
    if rows["users_count"].notna().any():
        return None
    base = link.number(
        "Number of users the percentages are of", "base", default=0, step=100.0, format="%.0f",
        help="The published tables give percentages without it. 0 means not known: then nothing is tested.",
    )  # fmt: skip
    return int(base) if base else None


def _place_and_period(rows: pd.DataFrame, added: AddedUp | None) -> tuple[str | None, str | None]:
    places, periods = places_of(rows), periods_of(rows)
    can_add_up = len(places) > 1 and rows["users_count"].notna().any()
    options = [ALL_AREAS, *(added.places if added else []), *places] if can_add_up else places
    if not (options or periods):
        return None, None
    left, right, _ = st.columns([2, 2, 2])
    with left:
        area = link.choice("Area", options, "place") if options else None
    with right:
        period = link.choice("Period", periods, "when") if periods else None
    return area, period


def _judging(rows: pd.DataFrame) -> tuple[str, str, str, float]:
    figure = link.choice("Figure", [SHARES, RATES], "figure", look="segments")
    groups = list(dict.fromkeys(rows["characteristic_group"].astype(str)))
    largest = rows.sort_values(["population_count", "population_pct"], ascending=False)["characteristic_group"].iloc[0]
    reference = str(largest)
    if figure == RATES:
        reference = link.choice("Reference group", groups, "reference", default=reference)
    left, right = st.columns([2, 1])
    with left:
        judge = link.choice("Judge by", [BY_TESTS, BY_RULE], "judge", look="segments")
    with right:
        level = link.choice("Interval", ["90", "95", "99"], "level", default="95", format_func="{}%".format)
    return figure, reference, judge, float(level) / 100


def _rule(dataset: Dataset) -> str:
    return link.choice(
        "Small numbers", guard.rules_for(dataset), "rule", format_func=lambda name: RULES[name].title,
        help="Figures of the same people given out under two rules can be compared: choose one and stay with it.",
    )  # fmt: skip


def _caption(choice: Choice, what: str) -> str:
    place = f" ({choice.place_said})" if choice.place_said else ""
    return f"{capital(choice.characteristic)}: {what}{place}"


def _both_verdicts(frame: pd.DataFrame) -> pd.Series:
    return frame["published_rule"] + " by the published rule; tests: " + frame["verdict"]


def _rate_said(row: pd.Series, reference: str) -> str:
    if row["characteristic_group"] == reference:
        return "the reference group"
    if pd.isna(row["ratio_low"]):
        return "no rate"
    if row["ratio_high"] < 1:
        return "fewer a head"
    return "more a head" if row["ratio_low"] > 1 else "no clear difference"


def _say_why_not(table: ProtectedTable) -> None:
    """One reason that holds for every group is said once, above the table."""
    reasons = set(table.frame["reason"])
    if len(reasons) == 1 and "" not in reasons:
        st.markdown(plain(f"{capital(reasons.pop())}."))
