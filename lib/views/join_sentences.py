"""Codes of one year on a map of another: what is carried, what is lost, and what a join leaves blank."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from lib.core.words import say_count, say_list
from lib.geography import Carried, Parted, Succeeded, area_kind_of

_KINDS = {
    "lsoa11": "small areas (LSOA) of 2011",
    "lsoa21": "small areas (LSOA) of 2021",
    "msoa": "middle areas (MSOA)",
    "ward": "wards",
    "lad": "districts or councils",
    "la": "councils",
    "other": "areas of a kind not known here",
}
_CHANGES = {"split": "split", "merged": "merged with another", "complex": "redrawn"}
_OTHER_YEAR = "Load outlines of the same year, or figures by the codes of these."
_OTHER_KIND = "Choose areas of the same kind above."


def say_carried(found: Carried, what: str) -> list[str]:
    """What was done with figures of 2021 on a map of 2011, in a few sentences; ``what`` names the figures."""
    carried = found.conversion.frame["carried"]
    same = say_count(int(carried.eq("unchanged").sum()), "area is", "areas are")
    first = f"{what} has codes of the small areas of 2021; maps here are of 2011. {same} the same in both years."
    return [first, *_changed(found, carried), *_columns(found), *_lost(found)]


def carried_rows(found: Carried) -> pd.DataFrame:
    """Every area that changed between 2011 and 2021: ``Area code``, ``What happened``, ``What is shown``."""
    frame = found.conversion.frame
    changed = frame[frame["carried"].ne("unchanged")]
    rests_on = found.conversion.lossy.set_index("area_code")["what"]
    shown = changed["area_code"].map(rests_on).astype("str").fillna("counts of its parts added up")
    shown = shown.mask(changed["area_code"].isin(found.blank), "nothing: a part of it has no figure in the file")
    happened = changed["carried"].map(_CHANGES)
    kept = pd.DataFrame({"Area code": changed["area_code"], "What happened": happened, "What is shown": shown})
    dropped = found.conversion.unmatched
    lost = pd.DataFrame(
        {"Area code": dropped["area_code"], "What happened": dropped["reason"], "What is shown": "nothing: dropped"}
    )
    return pd.concat([kept, lost], ignore_index=True)


def say_succeeded(found: Succeeded, what: str) -> str:
    """That figures of councils that have ended are shown for those in their place."""
    number = int((found.rows["ended"].str.count(",") + 1).sum())
    ended = say_count(number, "code of a council or district", "codes of councils or districts")
    now = say_count(len(found.rows), "council or district", "councils or districts")
    have, are, their = ("has", "it is", "its") if number == 1 else ("have", "they are", "their")
    return f"{what} has {ended} that {have} ended or changed: {are} shown for the {now} in {their} place, listed below."


def say_both_given(rows: pd.DataFrame, what: str) -> str:
    """Which figure is shown for councils that a file has beside what they took the place of; ``''`` where none."""
    if rows.empty:
        return ""
    named = [f"‘{row.area_name}’ ({row.area_code}) and {row.ended}, whose place it took" for row in rows.itertuples()]
    first = "; ".join(named[:4]) + (f"; and {len(named) - 4:,} more" if named[4:] else "")
    return (
        f"{what} has figures for both a council of today and what ended: {first}. "
        "The figure under the code of today is the one shown; what ended is not added to it."
    )


def succeeded_rows(found: Succeeded) -> pd.DataFrame:
    """Each council in the place of others: ``Area``, ``Code``, ``In the place of``, ``What is shown``."""
    headings = {"area_name": "Area", "area_code": "Code", "ended": "In the place of", "what": "What is shown"}
    return found.rows[list(headings)].rename(columns=headings)


def say_parted(found: Parted, what: str, column: str, *, is_able: bool) -> str:
    """What became of counties that are two councils now, and what is shown; ``is_able`` where people are known."""
    said = [
        f"{what} has a figure for {one.name} ({one.code}), which ended in {one.ended} and became {one.names}."
        for one in found.counties
    ]
    if not len(found.shares):
        blank = "Its figure is of both together, so neither has one."
        if not found.has_counts:
            only = "Only counts could be shared, and the file has none"
            return " ".join([*said, blank, f"{only}: load figures of the two or of the former districts."])
        fix = (
            "Choose above whether to share its counts."
            if is_able
            else "Load figures of the two or of the former districts, or population by age of the two, by which counts "
            "can be shared."
        )
        return " ".join([*said, blank, fix])
    who = "people aged 65 and over" if "65" in column else "people"
    shares = say_list([f"{share:.1f}% to {code}" for code, share in found.shares.items()])
    left = f" Not shared, since only counts can be: {some_columns(found.left)}." if found.left else ""
    return " ".join([*said, f"Its counts are shared by the {who} who live in each ({shares}).{left}"])


def say_join(codes: pd.Series, drawn: Iterable[str], year: str = "", year_drawn: str = "") -> str:
    """What a join of a file's codes to the areas drawn would leave blank; ``''`` while most areas have a row.

    ``year`` and ``year_drawn`` are those of the codes of the file and of the outlines, where they are known.
    """
    areas = pd.Series(list(drawn), dtype="str")
    given = codes.astype("str")
    n_with = int(areas.isin(given).sum())
    if areas.empty or given.empty or 2 * n_with >= len(areas):
        return ""
    kinds = [area_kind_of(one).kind for one in (given, areas)]
    file, map_ = (_KINDS[kind] for kind in kinds)
    are_of = f"the codes of the file are of {year} and the outlines of {year_drawn}"
    is_other_year = kinds[0] == kinds[1] and year and year_drawn and year != year_drawn
    if n_with:
        why = f" The areas are {file}: {are_of}. {_OTHER_YEAR}" if is_other_year else ""
        drawn_areas = say_count(len(areas), "area")
        return f"Only {n_with:,} of the {drawn_areas} drawn have a row in the file. The rest are blank.{why}"
    if is_other_year:
        return f"The areas are {file}; {are_of}: none of {len(areas):,} match. {_OTHER_YEAR}"
    said = f"The codes of the file are {file}; the areas drawn are {map_}: none of {len(areas):,} match."
    return f"{said} They may be of another year. {_OTHER_YEAR}" if file == map_ else f"{said} {_OTHER_KIND}"


def _changed(found: Carried, carried: pd.Series) -> list[str]:
    counted = carried[carried.ne("unchanged")].value_counts().reindex(list(_CHANGES)).dropna()
    if counted.empty:
        return []
    said = say_list(
        [f"{int(number):,} {'was' if number == 1 else 'were'} {_CHANGES[str(how)]}" for how, number in counted.items()]
    )
    blank = f" {say_count(len(found.blank), 'of them has', 'of them have')} no figure." if found.blank else ""
    return [f"Of those of 2011, {said} since: they are listed below.{blank}"]


def _columns(found: Carried) -> list[str]:
    if not found.conversion.frame["carried"].ne("unchanged").any():
        return []
    said = []
    if found.counts:
        said.append("Counts were added up over parts, and shared equally between areas that were merged.")
    if found.rates:
        said.append(f"Rates were never added up: they are averaged over parts ({some_columns(found.rates)}).")
    if found.recounted:
        said.append(say_recounted(found.recounted))
    if found.left:
        left = some_columns(found.left)
        said.append(f"Not carried to areas that changed, since neither a sum nor an average says it: {left}.")
    return said


def _lost(found: Carried) -> list[str]:
    dropped = len(found.conversion.unmatched)
    if not dropped:
        return []
    if found.has_lookup:
        return [f"{say_count(dropped, 'code of the file is', 'codes of the file are')} not in the lookup, and dropped."]
    are = "code of the file is" if dropped == 1 else "codes of the file are"
    return [
        f"{dropped:,} {are} new in 2021 and cannot be carried, so areas of 2011 in their place are blank: load the "
        "lookup of 2011 to 2021 areas from the Office for National Statistics under 'Your data'."
    ]


def say_recounted(names: tuple[str, ...]) -> str:
    """That percentages were worked out again, from the counts behind them."""
    return f"Percentages whose counts are in the file were worked out again from those counts ({some_columns(names)})."


def some_columns(names: tuple[str, ...]) -> str:
    """Names of columns in a sentence: four, then how many more."""
    first = [f"“{name}”" for name in names[:4]]
    return say_list(first) if len(names) <= 4 else f"{', '.join(first)} and {len(names) - 4:,} more"
