"""Districts and councils that have ended, and the one that took their place: figures carried to those of today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from lib.datasets import Dataset
from lib.geography.carrying import BY_AREA, framed, kinds_of, said_of
from lib.geography.conversion import convert_lsoa21
from lib.geography.files import whole_lookup
from lib.geography.names import la_name_key
from lib.geography.vintages import area_kind_of

CAVEAT = "Figures of councils that have ended were carried to the councils in their place."
#: Year, what took their place, and what ended: the structural changes orders, as in ONS's code history database.
_MERGED = (
    (2019, "E06000058", ("E06000028", "E06000029", "E07000048")),  # Bournemouth, Christchurch and Poole
    (2019, "E06000059", ("E07000049", "E07000050", "E07000051", "E07000052", "E07000053")),  # Dorset
    (2019, "E07000244", ("E07000205", "E07000206")),  # East Suffolk
    (2019, "E07000245", ("E07000201", "E07000204")),  # West Suffolk
    (2019, "E07000246", ("E07000190", "E07000191")),  # Somerset West and Taunton, which ended in 2023
    (2020, "E06000060", ("E07000004", "E07000005", "E07000006", "E07000007")),  # Buckinghamshire
    (2021, "E06000061", ("E07000150", "E07000152", "E07000153", "E07000156")),  # North Northamptonshire
    (2021, "E06000062", ("E07000151", "E07000154", "E07000155")),  # West Northamptonshire
    (2023, "E06000063", ("E07000026", "E07000028", "E07000029")),  # Cumberland
    (2023, "E06000064", ("E07000027", "E07000030", "E07000031")),  # Westmorland and Furness
    (2023, "E06000065", tuple(f"E07000{number}" for number in range(163, 170))),  # North Yorkshire
    (2023, "E06000066", ("E07000187", "E07000188", "E07000189", "E07000246")),  # Somerset
)
#: A new code for the same council, after a change of its boundary, or a county that became one council.
_RENAMED = {
    "E07000097": "E07000242", "E07000100": "E07000240", "E07000101": "E07000243", "E07000104": "E07000241",
    "E08000020": "E08000037", "E06000048": "E06000057", "E08000016": "E08000038", "E08000019": "E08000039",
    "E10000002": "E06000060", "E10000009": "E06000059", "E10000023": "E06000065", "E10000027": "E06000066",
}  # fmt: skip
_INTO = {**_RENAMED, **{part: whole for _, whole, parts in _MERGED for part in parts}}
ENDED = frozenset(_INTO)
#: The county of Dorset held Christchurch too, which went to another council in 2019.
_WITH_MORE = {"E10000009": "its figures, Christchurch among them, which is part of another council now"}
#: Councils with adult social care duties that have ended, by the key of their name; those whose name lives on are not.
_ENDED_NAMES = {
    "cumbria": "E10000006",
    "northamptonshire": "E10000021",
    "bournemouth": "E06000028",
    "poole": "E06000029",
}


def ended_council(name: str) -> str | None:
    """The code of a council that has ended, by its name in any usual spelling."""
    return _ENDED_NAMES.get(la_name_key(name))


@dataclass(frozen=True)
class Succeeded:
    """Figures on the councils of today.

    ``rows``: ``area_code, area_name, ended, what``, for each that took a place; ``ended`` names codes of the file.
    """

    dataset: Dataset
    rows: pd.DataFrame


def succeed(dataset: Dataset) -> Succeeded | None:
    """Carry figures of districts and councils that have ended to those in their place; ``None`` where none has.

    Counts are added up, where every part has one; rates are averaged over the parts, each counting the same; ranks
    and the like are left out. What ended is left as it is where the file has today's council too.
    """
    if dataset.kind not in BY_AREA or area_kind_of(dataset.frame["area_code"]).kind not in ("lad", "la"):
        return None
    given = dataset.frame.drop_duplicates("area_code")
    has = set(given["area_code"].astype(str))
    if not has & ENDED:
        return None
    renamed = {old: new for old, new in _RENAMED.items() if old in has and new not in has}
    frame = given.assign(area_code=given["area_code"].astype("str").replace(renamed))
    same = "its figures, under the code it has now"
    rows = [_told(new, [old], _WITH_MORE.get(old, same)) for old, new in renamed.items()]
    for whole, parts in _mergers(has):
        frame, told = _merged(frame, whole, parts)
        rows += told
    if not rows:
        return None
    return Succeeded(said_of(dataset, frame, caveat=CAVEAT), pd.DataFrame(rows))


def both_given(dataset: Dataset) -> pd.DataFrame:
    """Councils of today that a file has beside what they took the place of: ``area_code, area_name, ended``.

    What ended is not carried to them: their own figure stands.
    """
    is_of_councils = dataset.kind in BY_AREA and area_kind_of(dataset.frame["area_code"]).kind in ("lad", "la")
    codes = dict.fromkeys(dataset.frame["area_code"].astype("str")) if is_of_councils else {}
    beside = [(_of_today(code), code) for code in codes if code in ENDED and _of_today(code) in codes]
    pairs = pd.DataFrame(beside, columns=["area_code", "ended"], dtype="str")
    rows = pairs.groupby("area_code", sort=False)["ended"].agg(", ".join).reset_index()
    rows.insert(1, "area_name", rows["area_code"].map(lambda code: _names().get(code, code)))
    return rows


def _of_today(code: str) -> str:
    """The council in the place of another, and in the place of that one where it has ended too."""
    while code in _INTO:
        code = _INTO[code]
    return code


def _mergers(has: set[str]) -> list[tuple[str, tuple[str, ...]]]:
    """Councils of today and their parts; a part that has been merged itself stands for its own where the file does."""
    parts_of = {whole: parts for _, whole, parts in _MERGED}

    def own(part: str) -> tuple[str, ...]:
        return parts_of[part] if part in parts_of and part not in has and has & {*parts_of[part]} else (part,)

    mergers = [(whole, parts) for _, whole, parts in sorted(_MERGED) if whole not in ENDED]
    return [(whole, tuple(one for part in parts for one in own(part))) for whole, parts in mergers]


def _merged(frame: pd.DataFrame, whole: str, parts: Iterable[str]) -> tuple[pd.DataFrame, list[dict[str, str]]]:
    """The frame with one council in the place of its parts, where it has parts and not the council."""
    codes = set(frame["area_code"])
    found = [part for part in parts if part in codes]
    if not found or whole in codes:
        return frame, []
    pairs = pd.DataFrame({"lsoa11_code": whole, "lsoa21_code": list(parts), "change_code": ""})
    is_part = frame["area_code"].isin(found)
    counts, rates, left = kinds_of(frame)
    carried = convert_lsoa21(frame[is_part], pairs, counts, rates)
    today = framed(frame, is_part, carried, counts, left, _names())
    lacking = len(list(parts)) - len(found)
    what = "nothing: a part of it has no row in the file" if lacking else _what(counts, rates, left)
    return today, [_told(whole, found, what)]


def _what(counts: tuple[str, ...], rates: tuple[str, ...], left: tuple[str, ...]) -> str:
    said = (
        ("counts added up", counts),
        ("rates averaged, each part counting the same", rates),
        ("the rest left out", left),
    )
    return "; ".join(words for words, names in said if names)


def _told(code: str, ended: Iterable[str], what: str) -> dict[str, str]:
    return {"area_code": code, "area_name": _names().get(code, code), "ended": ", ".join(ended), "what": what}


def _names() -> pd.Series:
    return whole_lookup().drop_duplicates("lad_code").set_index("lad_code")["lad_name"]
