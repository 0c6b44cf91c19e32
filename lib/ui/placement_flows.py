"""People placed across the council's border, from the file in use: by council, kind and reason, and over time."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import streamlit as st
from shapely.geometry import box

from lib.datasets import Dataset
from lib.disclosure import ProtectedTable
from lib.geography import Council, outline_of
from lib.geography import council as council_named
from lib.measures.flows import ACROSS, EVERY_COUNCIL, EVERY_KIND, IN, OUT, councils_shown, placed, reasons_shown
from lib.ui import guard, link, places, show
from lib.ui.cache import kept
from lib.views.charts import lines
from lib.views.flow_map import flow_map
from lib.views.flow_sentences import say_flows, say_placed_over_time
from lib.views.maps import MapView, map_base, painted_groups

KIND = "placements"
_NEAR_DEGREES = 0.03
_HEADINGS = {
    "other": "Council", "direction": "Direction", "people": "People", "weekly_cost_gbp": "Cost a week, £",
    "cost_per_person": "Cost a week for each person, £",
}  # fmt: skip


def show_flows(council: Council, placements: Dataset) -> None:
    """One period by council and reason, then all periods by kind."""
    rows = kept(lambda: placed(placements.frame, council), "placed", placements, council=council.la_code)
    rows = rows[rows["direction"].isin(ACROSS)]
    if rows.empty:
        show.notice(f"The placements in use say nothing of placements across the border of {council.la_name}.")
        return
    with st.container(key="controls"):
        first, second = st.columns(2)
    with first:
        period = link.choice("Period", sorted(rows["period"].unique(), reverse=True), "period")
    with second:
        kind = link.choice("Kind of home", [EVERY_KIND, *sorted(rows["home_kind"].unique())], "placed_kind")
    by_council, by_reason = _protected(rows, placements, council)
    chosen, reasons = (table.where(lambda f: _is_chosen(f, period, kind)) for table in (by_council, by_reason))
    show.findings(say_flows(chosen, EVERY_COUNCIL, council.la_name, period))
    _show_map(council, chosen)
    _show_tables(council, placements, chosen, reasons)
    _show_over_time(council, placements, by_council.where(lambda frame: frame["other"] == EVERY_COUNCIL))


def _is_chosen(frame: pd.DataFrame, period: str, kind: str) -> pd.Series:
    return (frame["period"] == period) & (frame["home_kind"] == kind)


def _protected(rows: pd.DataFrame, placements: Dataset, council: Council) -> tuple[ProtectedTable, ProtectedTable]:
    """Every council and every reason, whole, before anything is chosen; the second beside the first."""
    by_council = guard.of_people(
        guard.about(KIND, council),
        lambda rule, _: councils_shown(rows, rule),
        "flows", placements, council=council.la_code,
    )  # fmt: skip
    by_reason = guard.of_people(
        guard.about("reasons for placements", council),
        lambda rule, before: reasons_shown(rows, rule, before),
        "reasons", placements, council=council.la_code,
    )  # fmt: skip
    return by_council, by_reason


def _show_map(council: Council, by_council: ProtectedTable) -> None:
    wide = by_council.where(lambda frame: frame["other"] != EVERY_COUNCIL).derive(_both_ways)
    near = _neighbours(council)
    start = outline_of(council).geometry.iloc[0].representative_point()
    view = flow_map(_own_among(council, near), wide, start, box(*near.total_bounds), _middles(wide))
    show.map_view(view, "flows", height=480)
    st.caption(
        "Lines lead towards each council, or to the edge of the map when it lies farther away; they are no journeys. "
        "Out: placed there by the council. In: placed here from there. Places that are no English council with adult "
        "social care duties are in the table alone."
    )


def _neighbours(council: Council) -> gpd.GeoDataFrame:
    """The council's districts and those no farther than a river away."""
    near, own = places.surroundings(council), outline_of(council).geometry.iloc[0]
    return near[near.geometry.intersects(own.buffer(_NEAR_DEGREES)).to_numpy()]


def _own_among(council: Council, near: gpd.GeoDataFrame) -> MapView:
    """The council coloured among its neighbours."""
    how = places.light()
    base = kept(
        lambda: map_base(near, near.iloc[:0], label=f"Map of {council.la_name} and its neighbours", **how),
        "flow_base", council=council.la_code, **how,
    )  # fmt: skip
    inside = near[near["is_inside"].astype(bool)]
    own = pd.Series(council.la_name, index=inside["area_code"].to_numpy())
    colours = {council.la_name: base.theme.none}
    return painted_groups(base, own, {council.la_name: council.la_name}, colours, title="Council")


def _both_ways(frame: pd.DataFrame) -> pd.DataFrame:
    """One row a council: people out and in."""
    out, into = (frame[frame["direction"] == one].set_index("other")["people"] for one in (OUT, IN))
    names = sorted({*out.index, *into.index})
    return pd.DataFrame(
        {"other": names, "people_out": out.reindex(names).to_numpy(), "people_in": into.reindex(names).to_numpy()}
    )


def _middles(wide: ProtectedTable) -> gpd.GeoSeries:
    """A point in each council that has an outline."""
    known = {name: one for name in wide.frame["other"] if (one := council_named(name)) is not None}
    shapes = {name: outline_of(one).geometry.iloc[0].representative_point() for name, one in known.items()}
    return gpd.GeoSeries(shapes, crs=4326)


def _show_tables(council: Council, placements: Dataset, by_council: ProtectedTable, by_reason: ProtectedTable) -> None:
    used = [placements.provenance]
    table = by_council.select(list(_HEADINGS)).rename(_HEADINGS)
    show.table(table, "People placed, by council")
    show.take_away(table, used, f"Placements across the border of {council.la_name}", "flows")
    st.caption("Costs of fewer than 5 people or of one provider are hidden, and totals that would give them away.")
    headings = {"reason": "Reason", "direction": "Direction", "people": "People"}
    reasons = by_reason.select(list(headings)).rename(headings)
    show.table(reasons, "People placed, by reason")
    show.take_away(reasons, used, f"Reasons for placements across the border of {council.la_name}", "reasons")


def _show_over_time(council: Council, placements: Dataset, by_period: ProtectedTable) -> None:
    st.header("Over time")
    said = say_placed_over_time(by_period.where(lambda frame: frame["home_kind"] == EVERY_KIND), council.la_name)
    show.finding(said)
    each = by_period.where(lambda frame: frame["home_kind"] != EVERY_KIND)
    series = each.with_columns(
        {"series": lambda frame: frame["home_kind"] + ", " + frame["direction"].map({OUT: "out", IN: "in"})}
    )
    if len(set(series.frame["period"])) > 1:
        show.chart(lines(series, "period", "people", "series", title="People placed"), said, [placements.provenance])
    headings = {"period": "Period", "direction": "Direction", "home_kind": "Kind of home", "people": "People"}
    table = by_period.select(list(headings)).rename(headings)
    show.table(table, "People placed in each period, by kind of home")
    show.take_away(table, [placements.provenance], f"Placements of {council.la_name} over time", "placed-in-time")
