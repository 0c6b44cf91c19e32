"""Figures by wards of another year: what is carried to the wards of today, what it rests on, and what is lost."""

from __future__ import annotations

import pandas as pd

from lib.core.words import say_count
from lib.geography import CarriedLocalities, CarriedWards
from lib.geography.wards import are_later, ward_names
from lib.views.join_sentences import say_recounted, some_columns

_REMEDY = (
    "Load the lookup of small areas to wards of their year from the Office for National Statistics (columns such as "
    "LSOA21CD and WD24CD; for small areas new in 2021, LSOA11CD and LSOA21CD) under ‘Your data’."
)
_HAPPENED = {
    "part": "part of one ward",
    "joined": "several whole wards together",
    "redrawn": "parts of several wards",
    "unsure": "the same, as far as can be told",
}


def say_carried_wards(found: CarriedWards, what: str) -> list[str]:
    """What was done with figures by wards of another year, in a few sentences; ``what`` names the figures."""
    if found.conversion is None:
        return _not_carried(found, what)
    carried = found.conversion.frame["carried"]
    same = int(carried.eq("unchanged").sum())
    of = f" of {found.year}" if found.year else " of another year"
    first = (
        f"{what} has codes of wards{of}; {found.onto}. {say_count(same, 'ward')} of "
        f"{len(carried):,} {'has' if same == 1 else 'have'} the same small areas in both, whatever the code."
    )
    return [first, *_changed(found, carried), *_lost(found)]


def carried_wards_rows(found: CarriedWards) -> pd.DataFrame:
    """Every ward not the same in both years: ``Ward``, ``Ward code``, ``What happened``, ``What is shown``."""
    headings = ["Ward", "Ward code", "What happened", "What is shown"]
    if found.conversion is None:
        return pd.DataFrame(columns=headings)
    lossy, lost = found.conversion.lossy, found.conversion.unmatched
    shown = lossy["what"].mask(lossy["area_code"].isin(found.blank), "nothing: a part of it has no figure")
    kept = pd.DataFrame(
        {"Ward code": lossy["area_code"], headings[2]: lossy["carried"].map(_HAPPENED), headings[3]: shown}
    )
    dropped = {"Ward code": lost["area_code"], headings[2]: lost["reason"], headings[3]: "nothing: dropped"}
    rows = pd.concat([kept, pd.DataFrame(dropped)], ignore_index=True)
    return rows.assign(Ward=rows["Ward code"].map(ward_names()).fillna(""))[headings]


def say_carried_localities(found: CarriedLocalities, what: str = "‘Home care localities’") -> str:
    """What was done with places listed by areas of another year, in a few sentences."""
    said = [*_named(found, what)]
    if found.wards and not found.named:
        of = f" of {found.year}" if found.year else " not among those of May 2025"
        said.append(f"{what} has {say_count(len(found.wards), 'code')} of wards{of}; maps here are of May 2025.")
    if found.small:
        number = say_count(len(found.small), "code of a small area", "codes of small areas")
        said.append(f"{what} has {number} new in 2021; maps here are of 2011.")
    lost = say_count(len(found.lost), "place is", "places are")
    if not found.is_drawn:
        return " ".join([*said, f"None of them can be drawn. {_REMEDY}"])
    if len(found.lost) == len(found.wards) + len(found.small) + len(found.unnamed):
        return " ".join([*said, f"{lost} left out of the map. {_REMEDY}" if len(found.lost) else ""]).strip()
    if found.wards or found.small:
        said.append("They are drawn from the small areas that make them up, by the lookup in use.")
    return " ".join([*said, f"{lost} not in it, and left out: listed below." if len(found.lost) else ""]).strip()


def _named(found: CarriedLocalities, what: str) -> list[str]:
    """For wards that a file names without codes: which they were taken for, and which names stand for none."""
    said = []
    if found.named:
        other = f"; {say_count(len(found.wards), 'ward is', 'wards are')} not of May 2025, as the maps here are"
        by_name = f"{what} names wards without their codes: by their names they are those of {found.named}"
        said.append(f"{by_name}{other if found.wards else ''}.")
    if found.unnamed:
        of = found.named or found.year
        among = f"one ward of {of}" if of else "one ward of May 2025, nor of a lookup of wards in use"
        names = some_columns(found.unnamed)
        number = say_count(len(found.unnamed), "name that is", "names that are")
        said.append(f"{what} has {number} not the name of {among} here: {names}.")
    return said


def lost_members(found: CarriedLocalities) -> pd.DataFrame:
    """Members that could not be placed: ``Locality``, ``Code``."""
    return found.lost.rename(columns={"locality_name": "Locality", "member_code": "Code"})


def _not_carried(found: CarriedWards, what: str) -> list[str]:
    number = say_count(len(found.other), "code that is", "codes that are")
    later = sum(are_later(found.other))
    when = (
        f"By their numbers {later:,} came after May 2025; any other has ended or is mistyped."
        if later
        else "By their numbers none came after May 2025: they have ended or are mistyped."
    )
    if found.dataset.code_year:
        when = f"The heading of its codes says that they are of {found.dataset.code_year}."
    lacks = " The lookup of wards in use does not have them." if found.has_lookup else ""
    return [
        f"{what} has {number} not among the wards of May 2025, which the maps here show. {when} Nothing is shown for "
        f"{'it' if len(found.other) == 1 else 'them'}.{lacks}",
        f"{_REMEDY} The figures are then carried to these wards.",
    ]


def _changed(found: CarriedWards, carried: pd.Series) -> list[str]:
    if not carried.ne("unchanged").any():
        return []
    how = (
        "by the people who live in each" if found.by_people else "equally, since no population by small area is in use"
    )
    said = [f"The others are made of small areas, weighed {how}, and listed below."]
    if found.counts:
        said.append("Counts are shared over the small areas of a ward, and added up to whole numbers.")
    if found.rates:
        said.append(f"Rates are averaged, never added up ({some_columns(found.rates)}).")
    if found.recounted:
        said.append(say_recounted(found.recounted))
    if found.left:
        said.append(f"Not carried to them, since neither a sum nor an average says it: {some_columns(found.left)}.")
    if found.blank:
        said.append(f"{say_count(len(found.blank), 'ward has', 'wards have')} no figure, since a part has none.")
    return said


def _lost(found: CarriedWards) -> list[str]:
    said = []
    if found.conversion is not None and len(found.conversion.unmatched):
        dropped = say_count(len(found.conversion.unmatched), "ward of the file is", "wards of the file are")
        said.append(f"{dropped} not in the lookup, and dropped.")
    if found.unplaced:
        small = say_count(found.unplaced, "small area of the lookup is", "small areas of the lookup are")
        said.append(f"{small} new since 2011 and left out: load the lookup of 2011 to 2021 areas to place them.")
    return said
