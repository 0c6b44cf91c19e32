"""Where home care would stand if it were drawn at the provider's office, beside where it is delivered."""

from __future__ import annotations

from collections.abc import Sequence

import geopandas as gpd
import pandas as pd

from lib.disclosure import ProtectedTable, Rule, combine, protect, with_amounts
from lib.geography import locate_points_in, locate_postcodes
from lib.measures.came_hidden import marked_hidden
from lib.measures.providers import added_up, hidden_in

OUTSIDE, UNKNOWN = "Outside these localities", "Office not known"
IN_FILE, BY_NUMBER, BY_NAME = "the file", "the register, by number", "the register, by name"


def offices_of(rows: pd.DataFrame, register: pd.DataFrame) -> pd.DataFrame:
    """The postcode of each row's office.

    Parameters
    ----------
    rows
        ``provider_name`` and, where given, ``office_postcode`` and ``cqc_location_id``.
    register
        Offices of home care agencies: ``cqc_location_id``, ``cqc_provider_id``, ``name``, ``provider_name``,
        ``postcode``. A number or name that stands there with several postcodes says nothing.

    Returns
    -------
    DataFrame
        On the index of ``rows``: ``postcode`` and ``found_by`` (:data:`IN_FILE`, :data:`BY_NUMBER`,
        :data:`BY_NAME`), both ``''`` where no office is known.
    """
    numbers, names = _text(rows, "cqc_location_id"), _plain(rows["provider_name"])
    ways = (
        (IN_FILE, _text(rows, "office_postcode")),
        (BY_NUMBER, _looked_up(numbers, register, ("cqc_location_id", "cqc_provider_id"))),
        (BY_NAME, _looked_up(names, register.assign(**_plain_names(register)), ("name", "provider_name"))),
    )
    found = pd.DataFrame({"postcode": "", "found_by": ""}, index=rows.index)
    for said, postcodes in ways:
        is_new = found["postcode"].eq("") & postcodes.ne("")
        found = found.mask(is_new, pd.DataFrame({"postcode": postcodes, "found_by": said}))
    return found


def office_localities(postcodes: pd.Series, localities: gpd.GeoDataFrame) -> pd.Series:
    """The name of the locality each postcode lies in; :data:`OUTSIDE` or :data:`UNKNOWN` where it lies in none.

    ``localities`` has ``area_code``, ``area_name`` and ``geometry``.
    """
    found = locate_postcodes(postcodes)
    points = gpd.GeoSeries(gpd.points_from_xy(found["longitude"], found["latitude"]), index=postcodes.index, crs=4326)
    names = localities.set_index("area_code")["area_name"].astype(str)
    placed = locate_points_in(points, localities).map(names).fillna(OUTSIDE)
    return placed.mask(found["longitude"].isna().to_numpy(), UNKNOWN).astype("str")


def hours_by_office(
    rows: pd.DataFrame,
    places: pd.Series,
    names: Sequence[str],
    rule: str | Rule = "asc",
    before: Sequence[ProtectedTable] = (),
    states: pd.DataFrame | None = None,
) -> ProtectedTable:
    """People and hours by the locality of the office.

    Parameters
    ----------
    rows
        As :func:`lib.measures.providers.added_up` takes them.
    places
        The locality of each row's office, from :func:`office_localities`.
    names
        Localities that have a row whether or not any office stands there.
    states
        Marks that the file has in place of figures, as for :func:`lib.measures.providers.added_up`.

    Returns
    -------
    ProtectedTable
        ``locality_name``, ``people``, ``hours``; hours are hidden where the people are.
    """
    moved = rows.assign(locality_name=places, is_unallocated=False)
    table = added_up(moved, ["locality_name"], "", states).set_index("locality_name")[["people", "hours"]]
    hidden = hidden_in(moved, ["locality_name"], "", states)[["people", "hours"]].set_axis(table.index)
    more = [name for name in (OUTSIDE, UNKNOWN) if name in table.index]
    table = table.reindex([*dict.fromkeys(names), *more])
    has_office = table.index.isin(places)
    table = table.apply(lambda column: column.where(has_office, 0.0)).reset_index()
    hidden = hidden.reindex(table["locality_name"], fill_value=False).reset_index(drop=True)
    safe = protect(table, rule, keys="locality_name", counts="people", totals={}, before=before)
    safe = marked_hidden(safe, hidden[["people"]])
    return marked_hidden(with_amounts(safe, table[["hours"]]), hidden)


def beside_delivery(by_office: ProtectedTable, delivered: ProtectedTable) -> ProtectedTable:
    """``locality_name``, ``hours_by_office``, ``hours_delivered`` and ``wrong_by`` (office less delivered).

    Where an office stands and no provider delivers, nothing is delivered; of offices not known nobody can tell.
    """
    first = by_office.select(["locality_name", "hours"]).rename({"hours": "hours_by_office"})
    second = delivered.select(["locality_name", "hours"]).rename({"hours": "hours_delivered"})
    both = combine(first, second, on="locality_name").with_columns({"hours_delivered": _delivered})
    return both.with_columns({"wrong_by": lambda frame: frame["hours_by_office"] - frame["hours_delivered"]})


def _delivered(frame: pd.DataFrame) -> pd.Series:
    is_nothing = ~frame["is_suppressed"] & frame["locality_name"].ne(UNKNOWN) & frame["hours_delivered"].isna()
    return frame["hours_delivered"].mask(is_nothing, 0.0)


def _text(rows: pd.DataFrame, name: str) -> pd.Series:
    return rows[name].fillna("").astype("str") if name in rows else pd.Series("", index=rows.index, dtype="str")


def _plain(names: pd.Series) -> pd.Series:
    """Names as they are compared: without capitals, points and the words that say what sort of company it is."""
    bare = names.fillna("").astype("str").str.casefold().str.replace(r"[^\w\s]", "", regex=True)
    return bare.str.replace(r"\b(limited|ltd|plc|llp|cic)\b", "", regex=True).str.split().str.join(" ")


def _plain_names(register: pd.DataFrame) -> dict[str, pd.Series]:
    return {name: _plain(register[name]) for name in ("name", "provider_name")}


def _looked_up(keys: pd.Series, register: pd.DataFrame, columns: Sequence[str]) -> pd.Series:
    """The one postcode that stands beside each key in the first of the columns that has it; ``''`` where none does."""
    found = pd.Series("", index=keys.index, dtype="str")
    for column in columns:
        pairs = register.loc[register[column].ne("") & register["postcode"].ne(""), [column, "postcode"]]
        once = pairs.drop_duplicates().drop_duplicates(column, keep=False)
        known = dict(zip(once[column], once["postcode"], strict=True))
        given = pd.Series([known.get(key, "") for key in keys], index=keys.index, dtype="str")
        found = found.mask(found.eq(""), given)
    return found
