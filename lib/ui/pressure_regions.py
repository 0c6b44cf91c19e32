"""Regions that are alike and joined up, with what joining up costs, floors, and parts linked on purpose."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from lib.core.words import say_list
from lib.disclosure import public
from lib.exports.ipynb import Step
from lib.exports.pressure_steps import regions_made
from lib.pressure import Regions, colours_apart, regions
from lib.pressure.stability import Cancel, Progress
from lib.ui import data, link, places, pressure_notebook, show
from lib.ui.pressure import RATES, REGIONS, Asked, touching
from lib.ui.pressure_profile import draw, in_words, members, names_of, show_heat, show_profile
from lib.ui.working import worked
from lib.views.palette import CATEGORIES
from lib.views.pressure_sentences import say_inputs, say_sure_regions

_FEWEST = 4  # areas that can be divided into regions
_PEOPLE = "People aged 65+"
_KNOWN = 0.9  # of the areas must have their people known, or a floor in people would mean nothing


def show_view(asked: Asked) -> None:
    """Regions on the map, their sizes, what was linked on purpose, and what each is like."""
    if int(asked.made.values.notna().all(axis=1).sum()) < _FEWEST:
        show.finding("There are too few areas with figures to join into regions, so each is shown by itself.")
        show_heat(asked)
        return
    sizes = _people_65(asked)
    k, floor = _choices(asked, sizes)
    found = worked(
        lambda tell, cancel: _made(asked, k, floor, sizes, tell, cancel),
        "Drawing regions, and moving their borders for as long as it helps.",
        "regions", *asked.used, **asked.key, regions=k, floor=floor,
    )  # fmt: skip
    names = names_of(found)
    show.explained(say_inputs(asked.made, asked.making, asked.word), _say_loss(found), say_sure_regions(found))
    for said in (*_say_shortfall(found, k, floor), *_say_parts(asked, found)):
        show.notice(said)
    numbers = colours_apart(found.labels, touching(asked), len(CATEGORIES))
    draw(asked, found.labels, names, "Region", numbers=numbers)
    if len(names) > len(CATEGORIES):
        st.caption("There are more regions than colours: those that touch differ. Point at an area to read its own.")
    _show_sizes(found, names, sizes)
    _show_links(asked, found)
    show_profile(asked, found.profile, names, "region")
    listed = members(asked, found.labels, names, pd.Index([]))
    listed = listed.select(["Area", "Code", "Group"]).rename({"Group": "Region"})
    show.table(listed, "Areas and their regions")
    show.take_away(listed, asked.provenances, f"Regions in {asked.place}", "regions")
    pressure_notebook.offer(asked, lambda: _steps(asked, k, floor, sizes), REGIONS)


def _choices(asked: Asked, sizes: pd.Series | None) -> tuple[int, float]:
    most = max(2, min(150, len(asked.figures) // 3))
    with st.container(key="controls-regions"):
        left, right = st.columns(2)
        with left:
            first = float(min(6, most))
            k = link.number("Regions", "regions", default=first, low=2, high=most, step=1.0, format="%.0f")
        with right:
            what = "people aged 65 and over" if sizes is not None else "areas"
            label = f"At least this many {what} in each"
            floor = link.number(label, "floor", default=0.0, step=500.0 if sizes is not None else 1.0, format="%.0f")
    return int(k or 2), float(floor or 0.0)


def _made(asked: Asked, k: int, floor: float, sizes: pd.Series | None, tell: Progress, cancel: Cancel) -> Regions:
    """The regions; places of the areas say what is nearest where parts have to be linked."""
    return regions(
        asked.made, touching(asked), k, floor or None,
        sizes=sizes, places=_places(asked), in_words=in_words(asked), progress=tell, cancel=cancel,
    )  # fmt: skip


def _places(asked: Asked) -> pd.DataFrame:
    """A point in each area, in metres."""
    outlines = places.outlines_of(asked.council, asked.kind)
    points = outlines.geometry.to_crs(27700).representative_point()
    return pd.DataFrame({"east": points.x.to_numpy(), "north": points.y.to_numpy()}, index=asked.figures.index)


def _steps(asked: Asked, k: int, floor: float, sizes: pd.Series | None) -> list[Step]:
    where = _places(asked)
    where = (where if sizes is None else where.assign(people=sizes)).rename_axis("area_code").reset_index()
    return regions_made(pressure_notebook.pairs_of(asked), where, k, floor, in_words(asked))


def _people_65(asked: Asked) -> pd.Series | None:
    """People aged 65 and over of each area, where nearly every area has a figure; floors count areas otherwise."""
    people = asked.offered.people.get(_PEOPLE) if data.dataset("population") is not None else None
    if people is None or people.isna().all():
        return None
    inside = asked.offered.parents
    added = people if inside is None else people.groupby(inside).sum(min_count=1)
    here = added.reindex(asked.figures.index)
    return here if here.notna().mean() >= _KNOWN else None


def _say_loss(found: Regions) -> str:
    return (
        f"{found.k} joined-up regions explain {found.explained_pct:.0f}% of the differences between areas; as many "
        f"groups that may lie anywhere explain {found.explained_free_pct:.0f}%. That is what joining up costs."
    )


def _say_shortfall(found: Regions, k: int, floor: float) -> list[str]:
    """When the floor or separate parts leave another number of regions than was asked for."""
    if found.k == k:
        return []
    why = f"at least {floor:,.0f} in each leaves no room for more" if found.k < k else "separate parts need one each"
    return [f"{k} regions were asked for; {found.k} were made, because {why}."]


def _say_parts(asked: Asked, found: Regions) -> list[str]:
    """Islands and other parts cut off, and what was done about them."""
    if found.n_parts < 2:
        return []
    names = asked.offered.names
    ends = zip(found.links["area_code_a"].map(names), found.links["area_code_b"].map(names), strict=True)
    linked = [f"{here} to {there}" for here, there in ends]
    most = linked[:3]
    more = f" and {len(linked) - len(most):,} more" if len(linked) > len(most) else ""
    done = f"Linked on purpose, to the nearest area across the gap: {say_list(most)}{more}." if linked else ""
    rest = "" if linked else "No link was made: each part has regions of its own."
    return [f"This map falls into {found.n_parts:,} parts that do not touch. {done}{rest}"]


def _show_sizes(found: Regions, names: dict[str, str], sizes: pd.Series | None) -> None:
    total = _PEOPLE if sizes is not None else "Areas counted"
    headings = {"region": "Region", "n_areas": "Areas", "total": total, "is_whole": "Joined up by itself"}
    sized = found.sizes.reset_index().assign(region=lambda frame: frame["region"].astype(str).map(names))
    columns = [name for name in headings if sizes is not None or name != "total"]
    show.table(public(sized[columns].rename(columns=headings), because=RATES), "The regions")


def _show_links(asked: Asked, found: Regions) -> None:
    if found.links.empty:
        return
    names, rows = asked.offered.names, found.links
    shown = {
        "From": rows["area_code_a"].map(names),
        "To": rows["area_code_b"].map(names),
        "Kilometres": (rows["distance"] / 1000).round(1),
        "Because": rows["because"],
    }
    show.table(public(pd.DataFrame(shown), because="areas joined on purpose"), "Parts joined on purpose")
