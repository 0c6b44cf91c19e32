"""The map for many areas: outlines and points fetched once, a change of measure as one byte and one number an area.

Asked for as :mod:`lib.views.maps` is: a base, then ``country_view`` or ``country_groups`` of a protected table.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from lib.core.provenance import hash_of
from lib.core.words import NOT_COLLECTED, SUPPRESSED
from lib.disclosure import ProtectedTable, require_protected
from lib.views.classes import classify
from lib.views.country_outlines import Outlines, outlines
from lib.views.country_points import PointLayer
from lib.views.drawn import drawn_from_tables
from lib.views.in_order import as_flags, flags, hidden_areas, in_order
from lib.views.maps import OUTLINE_CREDIT, ROAD_CREDIT, ROAD_TILES, Legend
from lib.views.palette import steps_of, theme_of
from lib.views.parcel import parcel, smallest

HIDDEN, NO_FIGURE = 254, 255  # in place of a class
_NONE = np.zeros(0, dtype=np.uint8)


@dataclass(frozen=True, eq=False)
class CountryBase:
    """What of a map stays: packed outlines, its name, and how the room is lit.

    ``key`` depends on the outlines alone, so neither a measure nor the theme loses the zoom.
    """

    outlines: Outlines
    label: str
    is_dark: bool = False
    has_tiles: bool = False
    text_px: int = 13

    @property
    def area_codes(self) -> tuple[str, ...]:
        """The areas in the order of the outlines."""
        return self.outlines.area_codes

    @property
    def key(self) -> str:
        """Same outlines, same key."""
        return f"country-{self.outlines.key}"


@dataclass(frozen=True, eq=False)
class CountryView:
    """A map ready to show: base, what is painted on it, points, legends, and the tables it was drawn from."""

    base: CountryBase
    words: Mapping[str, Any] = field(default_factory=dict)
    classes: np.ndarray = field(default_factory=lambda: _NONE)
    numbers: np.ndarray = field(default_factory=lambda: _NONE)
    unsure: np.ndarray = field(default_factory=lambda: _NONE)
    points: PointLayer = field(default_factory=PointLayer)
    picked: tuple[str, ...] = ()
    has_lasso: bool = False
    legends: tuple[Legend, ...] = ()
    tables: tuple[ProtectedTable, ...] = ()

    def content(self, addresses: Mapping[str, str]) -> bytes:
        """What a redraw sends: the words and figures, with ``addresses`` of what is fetched once."""
        base = self.base
        head = {
            **self.words,
            "label": base.label,
            "credit": OUTLINE_CREDIT,
            "theme": vars(theme_of(base.is_dark)),
            "text_px": base.text_px,
            "tiles": {"address": ROAD_TILES, "credit": ROAD_CREDIT} if base.has_tiles else None,
            "outlines": base.outlines.key,
            "points": self.points.key,
            "picked": [self.points.places[one] for one in self.picked if one in self.points.places],
            "lasso": self.has_lasso,
            "addresses": dict(addresses),
        }
        arrays = {"classes": self.classes, "numbers": self.numbers, "unsure": np.packbits(self.unsure)}
        stamp = hash_of(parcel(head, arrays))[:12]
        return parcel({**head, "stamp": stamp}, arrays)

    def has(self, what: str, identity: str) -> bool:
        """Whether an area or a point of this map goes by ``identity``."""
        known = {"area": self.base.area_codes, "point": self.points.places}
        return identity in known.get(what, ())


def country_base(
    areas: gpd.GeoDataFrame,
    background: gpd.GeoDataFrame,
    *,
    label: str,
    is_dark: bool = False,
    has_tiles: bool = False,
    is_projected: bool = False,
) -> CountryBase:
    """Pack outlines once for many paintings: the parameters are those of :func:`lib.views.maps.map_base`.

    ``background`` districts are also drawn as lines over the areas, with their names.
    """
    return CountryBase(outlines(areas, background), label, is_dark, has_tiles, 18 if is_projected else 13)


@drawn_from_tables
def country_view(
    base: CountryBase,
    table: ProtectedTable,
    value: str,
    *,
    title: str,
    unit: str = "",
    uncertain: str | None = None,
    breaks: tuple[float, ...] | None = None,
) -> CountryView:
    """Colour the areas by a rate: the parameters are those of :func:`lib.views.maps.painted`.

    Areas without a row are drawn as 'no figure', hidden ones hatched, uncertain ones striped with a broken edge.
    Raises ``TypeError`` for anything but a protected table.
    """
    frame = in_order(require_protected(table).frame, base.area_codes)
    is_hidden = hidden_areas(table, value, base.area_codes)
    found = classify(frame[value].mask(is_hidden), breaks=breaks)
    colours = steps_of(base.is_dark, len(found.labels))[: len(found.labels)]
    classes = _classes(found.codes, is_hidden)
    unsure = flags(frame, uncertain) if uncertain else _NONE.astype(bool)
    return CountryView(
        base,
        {"title": title, "unit": unit, "decimals": found.decimals, "colours": list(colours), **_SAID},
        classes,
        _whole(frame[value], classes, found.decimals),
        unsure,
        legends=(_legend(title, unit, tuple(zip(colours, found.labels, strict=True)), classes, unsure),),
    )


def country_groups(
    base: CountryBase,
    labels: pd.Series,
    names: Mapping[str, str],
    colours: Mapping[str, str],
    *,
    title: str,
    unsure: pd.Series | None = None,
) -> CountryView:
    """Colour the areas by the group they belong to: the parameters are those of :func:`lib.views.maps.painted_groups`.

    ``unsure`` marks, by area code, areas that swing between groups.
    """
    groups = list(names)
    codes = labels.reindex(list(base.area_codes)).map({group: i for i, group in enumerate(groups)}).fillna(-1)
    classes = _classes(codes.to_numpy(dtype=int), np.zeros(len(codes), dtype=bool))
    swings = _NONE.astype(bool) if unsure is None else as_flags(unsure.reindex(list(base.area_codes)))
    marks = tuple((colours[group], names[group]) for group in groups)
    words = {"title": title, "names": [names[g] for g in groups], "colours": [colours[g] for g in groups], **_SAID}
    return CountryView(base, words, classes, unsure=swings, legends=(_legend(title, "", marks, classes, swings),))


def with_country_points(
    view: CountryView, points: PointLayer, legend: Legend, picked: Collection[str] = (), *, has_lasso: bool = False
) -> CountryView:
    """Add points, and a heavy ring round those whose ids are ``picked``; ``has_lasso`` lets points be drawn round."""
    ringed = tuple(sorted(picked))
    return replace(view, points=points, picked=ringed, has_lasso=has_lasso, legends=(*view.legends, legend))


def country_bare(base: CountryBase) -> CountryView:
    """The areas with no figures on them."""
    return CountryView(base, {"colours": []}, np.full(len(base.area_codes), NO_FIGURE, dtype=np.uint8))


_SAID = {"hidden_said": SUPPRESSED, "none_said": NOT_COLLECTED}


def _classes(codes: np.ndarray, hidden: np.ndarray) -> np.ndarray:
    return np.where(hidden, HIDDEN, np.where(codes < 0, NO_FIGURE, codes)).astype(np.uint8)


def _whole(values: pd.Series, classes: np.ndarray, decimals: int) -> np.ndarray:
    """Figures as whole numbers of their last printed decimal, so that the map and its legend round alike."""
    shown = np.where(classes < HIDDEN, values.to_numpy(dtype=float, na_value=np.nan), 0.0)
    return smallest(np.rint(np.round(shown, decimals) * 10**decimals))


def _legend(
    title: str, unit: str, marks: tuple[tuple[str, str], ...], classes: np.ndarray, unsure: np.ndarray
) -> Legend:
    more = (
        (("hidden", f"{SUPPRESSED} hidden: small number"), (classes == HIDDEN).any()),
        (("none", "no figure"), (classes == NO_FIGURE).any()),
        (("unsure", "uncertain: stripes, and a broken edge when near"), unsure.size > 0),
    )
    return Legend(f"{title} ({unit})" if unit else title, (*marks, *(mark for mark, is_shown in more if is_shown)))
