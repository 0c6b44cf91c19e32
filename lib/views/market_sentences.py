"""What a change to the market, access across borders, ratings and placements say, in sentences."""

from __future__ import annotations

import pandas as pd

from lib.core.words import SUPPRESSED, say_count, say_list, say_number, say_period
from lib.disclosure import ProtectedTable, protect, require_protected
from lib.measures.access_by_group import AGE
from lib.measures.what_if import OCCUPIED, Effect

_NAMED = 5  # places named one by one in a sentence


def say_effect(effect: Effect, said: list[str], place: str, within: str, people: str) -> list[str]:
    """What a scenario does, headline first. ``said`` are its changes in words; ``within`` how far is looked."""
    if not said:
        return [f"Nothing changes yet: choose what happens to the homes of {place}."]
    gained, first = effect.beds_after - effect.beds_before, say_list(said)
    first = first[0].upper() + first[1:]
    headline = f"{first}: {_displaced(effect)}." if len(effect.leaving) else f"{first}."
    beds = f"{place} would have {say_number(abs(gained))} {'more' if gained > 0 else 'fewer'} registered beds"
    share = f"{abs(effect.share_lost_pct):.1f}% of {say_number(effect.beds_before)}"
    lines = [headline, f"{beds}: {share}."] if gained else [headline]
    return [*lines, *_room(effect, within), *_access(effect, people)]


def people_shown(effect: Effect, number: float) -> float:
    """A number of the people displaced as it may be shown: of those known to live there it is protected (missing when
    hidden), of an upper bound made of registered beds it is public."""
    if effect.displaced_from != OCCUPIED:
        return number
    known = pd.DataFrame({"what": ["people"], "people": [round(number)]})
    shown = protect(known, keys="what", counts="people", totals={}).frame["people"].iloc[0]
    return float("nan") if pd.isna(shown) else float(shown)


def _displaced(effect: Effect) -> str:
    people = _people(effect, effect.displaced)
    homes = say_count(len(effect.leaving), "home")
    lost = say_count(effect.without_beds, "home among them gives", "homes among them give")
    unknown = f"; {lost} no beds" if effect.without_beds else ""
    if effect.displaced_from == OCCUPIED:
        return f"about {people} of {homes} would need another place{unknown}"
    return (
        f"up to {people} of {homes} would need another place (their registered beds: how many are occupied is "
        f"not known){unknown}"
    )


def _room(effect: Effect, within: str) -> list[str]:
    if not effect.displaced:
        return []
    if effect.places.empty:
        return [f"No other home for the same people is {within}."]
    homes = say_count(len(effect.places), "other home")
    beds = say_number(effect.beds_alike)
    said = [f"{homes} for the same people {within} {'has' if len(effect.places) == 1 else 'have'} {beds} beds."]
    if effect.spare is None or effect.not_placed is None:
        need = effect.emptiness_needed_pct
        said.append(
            f"Nobody has said how many of those beds are empty: about {max(need, 1):.0f} in every 100 would have to be."
        )
    else:
        left = (
            "everybody could be placed"
            if not effect.not_placed
            else f"{_people(effect, effect.not_placed)} could not be placed"
        )
        silent = say_count(effect.spare_unknown, "home gives", "homes give")
        full = f" ({silent} no vacancies: counted as full)" if effect.spare_unknown else ""
        said.append(f"With {say_number(effect.spare)} beds spare there{full}, {left}.")
    if effect.not_placed_at_best:
        left = _people(effect, effect.not_placed_at_best)
        said.append(f"Even if every one of those beds were empty, {left} could not be placed.")
    return said


def _people(effect: Effect, number: float) -> str:
    shown = people_shown(effect, number)
    return f"{SUPPRESSED} people" if pd.isna(shown) else say_count(shown, "person", "people")


def _access(effect: Effect, people: str) -> list[str]:
    table = effect.access
    if table.empty or not table["beds_per_1000_change"].abs().max() >= 0.05:
        return []
    ordered = table.sort_values("beds_per_1000_change")
    worst, best = ordered.iloc[0], ordered.iloc[-1]
    said = []
    if worst["beds_per_1000_change"] < 0:
        said.append(f"Beds within reach fall most in {_from_to(worst)} per 1,000 {people}. {_tenth(table, people)}")
    if best["beds_per_1000_change"] > 0:
        said.append(f"Beds within reach rise most in {_from_to(best)} per 1,000 {people}.")
    lost = table[table["loses_all_reach"]]
    return said + ([f"{say_names(list(lost['area_name']))} would have nothing in reach."] if len(lost) else [])


def _from_to(row: pd.Series) -> str:
    return f"{row['area_name']}, from {row['beds_per_1000_before']:.0f} to {row['beds_per_1000_after']:.0f}"


def _tenth(table: pd.DataFrame, people: str) -> str:
    falls = table[table["change_pct"] <= -10]
    if falls.empty:
        return "No small area loses as much as a tenth."
    areas = f"{say_count(len(falls), 'small area')} {'loses' if len(falls) == 1 else 'lose'}"
    return f"{areas} a tenth or more, with {say_number(falls['population'].sum())} {people}."


def say_names(names: list[str]) -> str:
    """Up to five names, and how many more."""
    more = len(names) - _NAMED
    return say_list(names) if more <= 0 else f"{', '.join(names[:_NAMED])} and {more:,} more"


def say_access(table: ProtectedTable, place: str, within: str, people: str) -> list[str]:
    """How many beds people can reach, where there is none, and what the border does."""
    frame = require_protected(table).frame
    known = frame[frame["population"] > 0]
    if known.empty or not known["beds_per_1000"].max() > 0:
        return [f"No bed of this kind is {within} of anybody in {place}."]
    whole = (known["beds_per_1000"] * known["population"]).sum() / known["population"].sum()
    ordered = known.sort_values("beds_per_1000")
    low, high = ordered.iloc[0], ordered.iloc[-1]
    said = [
        f"People of {place} share {whole:.0f} beds {within} per 1,000 {people}: from {low['beds_per_1000']:.0f} in "
        f"{low['area_name']} to {high['beds_per_1000']:.0f} in {high['area_name']}."
    ]
    if "beds_per_1000_low" in known:
        said.append(_range(known))
    none = list(known.loc[known["has_none_in_reach"], "area_name"])
    if none:
        said.append(f"Nothing is in reach of {say_names(none)}.")
    moved = int((known["third"] != known["third_alone"]).sum())
    said.append(
        f"Homes and people across the border count. Leaving them out would put {moved:,} of {len(known):,} small "
        "areas in another third."
    )
    return said


def _range(known: pd.DataFrame) -> str:
    """The average with the beds that are sure, and with those that may be."""
    people = known["population"]
    low, high = ((known[f"beds_per_1000_{end}"] * people).sum() / people.sum() for end in ("low", "high"))
    if round(low) == round(high):
        return f"Homes whose beds are in doubt make no difference to the average ({low:.0f})."
    return f"Because some homes' beds are in doubt, the average lies between {low:.0f} and {high:.0f}."


def say_ratings(table: pd.DataFrame) -> str:
    """Ratings in one sentence; homes without one are said, never counted as poor."""
    homes = table.set_index("rating_state")["homes_count"]
    rated = int(homes.reindex(["Outstanding", "Good", "Requires improvement", "Inadequate"]).sum())
    if not rated:
        return "The register in use gives no ratings."
    well = int(homes.get("Outstanding", 0) + homes.get("Good", 0))
    said = f"{well:,} of {say_count(rated, 'rated home')} are Good or Outstanding ({100 * well / rated:.0f}%)"
    rest = [f"{say_count(homes[k], 'home')} {w}" for k, w in _UNRATED.items() if homes.get(k, 0)]
    return f"{said}; {say_list(rest)}." if rest else f"{said}."


_UNRATED = {
    "Not yet rated": "not yet rated",
    "Not stated": "with no rating stated",
    "Another rating": "rated in other words",
}


def say_concentration(index: float) -> str:
    """The Herfindahl-Hirschman index in words: bands of the Competition and Markets Authority's merger guidance."""
    if pd.isna(index):
        return "The register in use does not say who runs the homes."
    word = "not concentrated" if index <= 1000 else "concentrated" if index <= 2000 else "highly concentrated"
    return f"By this measure the market is {word} (index {index:,.0f}; over 1,000 is concentrated, over 2,000 highly)."


def say_owners(owners: pd.DataFrame) -> list[str]:
    """The largest providers of a table of named owners, most beds first."""
    if owners.empty:
        return []
    first, three = owners.iloc[0], owners.head(3)
    beds, homes = say_number(first["beds"]), say_count(first["homes_count"], "home")
    said = [f"{first['provider_name']} has most beds: {beds} in {homes} ({first['beds_pct']:.1f}% of all beds)."]
    if len(owners) > 3:
        said.append(f"The three largest of {len(owners):,} providers have {three['beds_pct'].sum():.0f}% of the beds.")
    return said


def say_outside(placed: pd.DataFrame) -> list[str]:
    """Placements outside the council; two published figures that differ are both said."""
    each = [f"{row.placements:,.0f} of {row.of:,.0f} ({row.outside_pct:.0f}%)" for row in placed.itertuples()]
    said = f"Placements outside the council, as published: {' or '.join(each)}."
    return [said, "The document gives both figures; nothing here says which is right."] if len(each) > 1 else [said]


def say_stock(series: pd.Series, verdict: str) -> str:
    """How many there were at the start and the end, and whether the change leans one way."""
    first, last = (f"{say_number(series.iloc[i])} on {say_period(str(series.index[i]))}" for i in (0, -1))
    return f"People in residential care paid for by the council: {first}, {last}; {verdict} in the weekly changes."


def say_nights(table: pd.DataFrame) -> list[str]:
    """Nights outside the council in the last year of each kind of care, and totals that do not add up."""
    last = table[table["year"] == table["year"].max()]
    said = [f"{row.care_type} {row.outside_pct:.0f}%" for row in last.itertuples()]
    lines = [f"Share of nights outside the county in {last['year'].iloc[0]}: {say_list(said)}."]
    odd = table[table["differs_by"].abs() > 0]
    lines += [
        f"{row.care_type}, {row.year}: the printed total is {row.differs_by:+,.0f} nights from the sum of its parts."
        for row in odd.itertuples()
    ]
    return lines


def say_bed_rates(table: ProtectedTable, place: str) -> list[str]:
    """Beds per 100 people of 75 and over, beside the region and England where they are loaded; and by kind."""
    frame = require_protected(table).frame
    every, own = frame[frame["bed_kind"] == "All beds"], frame[frame["place"] == place].iloc[1:]
    first, rate = every.iloc[0], "beds_per_100_75_plus"
    if pd.isna(first[rate]):
        return ["Load population by age to see beds for each 100 people aged 75 and over."]
    said = f"All homes of {place} together have {first[rate]:.1f} registered beds per 100 people aged 75 and over"
    older = first["beds_per_1000_65_plus"]
    said += "" if pd.isna(older) else f" and {older:.1f} per 1,000 aged 65 and over"
    wider = [f"{name}, {beds:.1f}" for name, beds in zip(every["place"][1:], every[rate][1:], strict=True)]
    beside = (
        f"Per 100 aged 75 and over elsewhere: {'; '.join(wider)}."
        if wider
        else "The region and England stand beside it once their homes and people are loaded."
    )
    kinds = [f"{str(k)[0].lower()}{str(k)[1:]} {b:.1f}" for k, b in zip(own["bed_kind"], own[rate], strict=True)]
    return [f"{said}.", f"By kind, per 100: {say_list(kinds)}; a home for both counts in both.", beside]


def say_groups_change(table: ProtectedTable) -> list[str]:
    """Which group loses most and least of the beds within its reach, in each characteristic."""
    frame = require_protected(table).frame
    known = frame[frame["change_pct"].notna()]
    if known.empty or not known["change_pct"].abs().max() >= 0.05:
        return ["Beds within reach of the average person stay the same in every group."]
    said = []
    for name, rows in known.groupby("characteristic", sort=False):
        ordered = rows.sort_values("change_pct")
        worst, best = ordered.iloc[0], ordered.iloc[-1]
        many = f"{worst['group']} ({worst['change_pct']:+.1f}%)"
        few = f"{best['group']} ({best['change_pct']:+.1f}%)"
        apart = best["change_pct"] - worst["change_pct"]
        said.append(f"{name}: much the same in every group ({worst['change_pct']:+.1f}%)." if apart < 0.5 else (
            f"{name}: beds within reach change most for {many} and least for {few}."
        ))  # fmt: skip
    return said


def say_areas_counted(areas: pd.Series, people: pd.DataFrame) -> str:
    """In how many of the small areas the people of a census table are counted.

    ``areas`` are the codes of the map; ``people`` is as :func:`lib.measures.access_by_group.change_by_group` takes it.
    """
    of_table = people.loc[people["characteristic"] != AGE, "area_code"]
    known = int(areas.isin(set(of_table)).sum())
    said = f"Groups of the census table are counted in {known:,} of {len(areas):,} small areas"
    if known == len(areas):
        return f"{said}."
    return f"{said}: only those whose code is the same in the table and on the map. Areas redrawn since are left out."
