"""Why a finding of a page reads differently: the rows and columns of the file behind it, by rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import geopandas as gpd
import pandas as pd

from lib.core.words import say_count, say_list
from lib.datasets import Dataset
from lib.geography import Council, areas
from lib.measures.changes_shown import ChangesShown
from lib.measures.scope import homes_of

_OWNERS = ("provider_name", "brand_name", "registered_beds")
_PEOPLE = ("population", "population_65_plus", "population_75_plus", "population_85_plus")
#: Kind -> what a finding is about -> the columns it is made from. A finding not named is made from every column.
_MADE_FROM: dict[str, dict[str, tuple[str, ...]]] = {
    "homes": {
        "homes and beds": ("registered_beds", "la_name", "la_code", "home_kind", "has_nursing", "has_residential"),
        "ratings": ("rating", "la_name", "la_code"),
        "who runs them": _OWNERS,
        "largest providers": _OWNERS,
        "beds for people aged 75+": ("registered_beds", "postcode"),
        "beds the council buys": ("registered_beds", "home_kind", "name", "postcode"),
        "homes on the council's list": ("name", "postcode"),
    },
    "council_homes": {
        "beds the council buys": ("commissioned_beds", "vacancies", "people_waiting", "embargo"),
        "homes on the council's list": ("name", "postcode"),
    },
    "population": {
        "beds for people aged 75+": ("population_75_plus",),
        "pressure score": _PEOPLE,
    },
    "locality_activity": {
        "hours of home care": ("hours",),
        "packages of care": ("packages",),
        "people waiting": ("people_waiting",),
    },
}
#: Kinds whose rows of other councils make no finding of this one.
_BY_AREA = ("population", "indicators")
_SEE = "see ‘Row by row’ below"
_NAMES = ("name", "area_name", "locality_name", "characteristic_group", "area_code", "cqc_location_id")


def of_the_council(dataset: Dataset, council: Council) -> pd.DataFrame:
    """The rows of a public dataset that findings about one council are made from."""
    frame = dataset.frame
    if dataset.kind == "homes":
        return pd.DataFrame(homes_of(gpd.GeoDataFrame(frame), council))
    if dataset.kind in _BY_AREA:
        return frame[frame["area_code"].isin(areas(council, "lsoa11")["area_code"])]
    return frame


def why(about: str, shown: ChangesShown) -> str:
    """What of the file made a finding read differently: rows gone and added, columns altered, places moved.

    ``shown`` are the changes of the rows that the finding is made from. Figures of people come protected.
    """
    kind = shown.changes.kind
    columns = _MADE_FROM.get(kind, {}).get(about, ())
    said = [*_rows(shown, about), *_altered(shown, columns, about), *_places(shown, kind), *_columns(shown, columns)]
    if not said:
        return "No row that can be shown: the change is in figures that are hidden, or in rows set aside."
    return f"{'; '.join(said)}: {_SEE}."


def _rows(shown: ChangesShown, about: str) -> Iterator[str]:
    for frame, words in ((shown.gone.frame, "gone"), (shown.added.frame, "added")):
        rows = _about(frame, about)
        if len(rows):
            yield f"{_count(len(rows), shown.changes.kind)} {words} ({'; '.join([_some(rows), *_beds(rows)])})"


def _beds(rows: pd.DataFrame) -> list[str]:
    """The beds of the homes that give them, and how many give none."""
    if "registered_beds" not in rows:
        return []
    beds = rows["registered_beds"]
    n_unknown = int(beds.isna().sum())
    if n_unknown == len(beds):
        return ["beds not known"]
    unknown = f", those of {say_count(n_unknown, 'home')} not known" if n_unknown else ""
    return [f"{beds.sum():,.0f} beds{unknown}"]


def _altered(shown: ChangesShown, columns: Sequence[str], about: str) -> Iterator[str]:
    """How many rows have another figure or another word, column by column."""
    figures, words = _about(shown.figures.frame, about), _about(shown.words.frame, about)
    numeric = [str(name).removesuffix("_after") for name in figures.columns if str(name).endswith("_after")]
    for name in (one for one in numeric if one != "source_row" and (not columns or one in columns)):
        is_other = _differs(figures[f"{name}_before"], figures[f"{name}_after"])
        if is_other.any():
            yield _in_rows(name, figures[is_other], shown)
    named = words[words["column"].isin(columns)] if columns else words
    for column, rows in named.groupby("column", sort=False, observed=True):
        yield _in_rows(str(column), rows, shown)


def _in_rows(column: str, rows: pd.DataFrame, shown: ChangesShown) -> str:
    return f"{_plain(column)} altered in {_count(len(rows), shown.changes.kind)} ({_some(rows)})"


def _differs(before: pd.Series, after: pd.Series) -> pd.Series:
    was, now = before.astype("Float64"), after.astype("Float64")
    return (was.isna() != now.isna()) | was.ne(now).fillna(False).astype(bool)


def _places(shown: ChangesShown, kind: str) -> Iterator[str]:
    if len(shown.places) and kind in ("homes", "localities", "outlines"):
        yield f"{_count(len(shown.places), kind)} placed elsewhere or drawn anew ({_some(shown.places.frame)})"


def _columns(shown: ChangesShown, columns: Sequence[str]) -> Iterator[str]:
    for row in shown.columns.frame.itertuples(index=False):
        if not columns or row.column in columns:
            yield f"column “{row.column}” {row.change}"


def _about(frame: pd.DataFrame, about: str) -> pd.DataFrame:
    """The rows of one characteristic, where the finding is about one."""
    if "characteristic" not in frame or not frame["characteristic"].astype(str).eq(about).any():
        return frame
    return frame[frame["characteristic"].astype(str).eq(about)]


def _some(rows: pd.DataFrame) -> str:
    """The names of the first few rows."""
    by = next((name for name in _NAMES if name in rows), None)
    if by is None:
        return "rows of the file"
    names = [f"“{str(name)[:40]}”" for name in dict.fromkeys(rows[by].dropna())]
    return say_list(names) if len(names) <= 3 else f"{', '.join(names[:3])} and {len(names) - 3:,} more"


def _count(number: int, kind: str) -> str:
    return say_count(number, "home" if kind == "homes" else "row")


def _plain(column: str) -> str:
    return column.replace("_", " ") if column.islower() else f"“{column}”"
