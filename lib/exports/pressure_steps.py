"""The steps of demand pressure as cells of a notebook: each view's work, asked for as the page asked for it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from lib.exports.ipynb import Step, quoted_table
from lib.pressure import Making, preparing


def prepared(chosen: tuple[str, ...], making: Making) -> Step:
    """Indicators made comparable."""
    lines = [f"    {name}={value!r}," for name, value in preparing(chosen, making).items()]
    return Step(
        "## Indicators\n\nRates, direction, long tails and gaps, as chosen on the page. `register` says what was "
        "done to each, `correlation` how they go together.",
        "\n".join(
            [
                "from lib.pressure import prepare",
                "",
                "indicators = prepare(",
                "    figures,",
                *lines,
                ")",
                "indicators.register",
            ]
        ),
    )


def scored(weights: Mapping[str, float], options: Mapping[str, object], *, has_errors: bool) -> list[Step]:
    """Scores and ranks, what drives them, and what happens without each indicator."""
    return [
        Step(
            "## Score\n\nEach area's rank with its 90% interval over 1,000 other ways of working it out, and how often "
            "it is in the worst fifth.",
            f"from lib.pressure import pressure_index\n\n{_how(weights, options, has_errors=has_errors)}\n"
            'ranked = pressure_index(indicators, weights, **how)\nranked.sort_values("rank").head(25)',
        ),
        Step(
            "## What drives the score, and what leaving each indicator out does",
            "from lib.pressure import drivers, leave_one_out\n\nlifts = drivers(indicators, weights, **how)\n"
            "left_out = leave_one_out(indicators, weights, **how)\nleft_out",
        ),
    ]


def grouped(method: str, k: int | None, in_words: Mapping[str, str]) -> list[Step]:
    """Groups of alike areas with how sure they are."""
    asked = "auto" if k is None else k
    return [
        Step(
            "## Groups of alike areas\n\nNumber of groups, stability over 100 redraws, and areas that swing.",
            "from lib.pressure import cluster_areas\n\n"
            f"groups = cluster_areas(indicators, {asked!r}, method={method!r}, in_words={dict(in_words)!r})\n"
            "print(groups.reason)\ngroups.stability.assign(name=groups.names)",
        ),
        Step(
            "## What each group is like, and who swings",
            "print(list(groups.swing_areas))\ngroups.profile",
        ),
    ]


def regions_made(
    pairs: pd.DataFrame, places: pd.DataFrame, k: int, floor: float, in_words: Mapping[str, str]
) -> list[Step]:
    """Joined-up regions: who touches whom, where areas lie and how many people they have go along.

    ``places`` has ``area_code``, ``east``, ``north`` and, where known, ``people``.
    """
    sizes = "places_read['people']" if "people" in places else "None"
    return [
        Step("## Which areas touch", quoted_table("pairs", pairs)),
        Step(
            "## Where areas lie",
            f'{quoted_table("places_read", places)}\nplaces_read = places_read.set_index("area_code")',
        ),
        Step(
            "## Regions that are joined up",
            "from lib.pressure import regions\n\n"
            f"found = regions(\n    indicators, pairs, {k}, {floor or None}, sizes={sizes},\n"
            f'    places=places_read[["east", "north"]], in_words={dict(in_words)!r},\n)\n'
            "print(found.reason)\nfound.sizes.assign(name=found.names)",
        ),
    ]


def hot_spots_found(pairs: pd.DataFrame, measure: str | None) -> list[Step]:
    """Hot spots of one indicator, or of the score where ``measure`` is ``None``."""
    values = 'ranked["score"]' if measure is None else f"indicators.rates[{measure!r}]"
    return [
        Step("## Which areas touch", quoted_table("pairs", pairs)),
        Step(
            "## Hot spots\n\nLocal Moran with false discovery control.",
            "from lib.pressure import hot_spots\n\n"
            f"spots = hot_spots({values}, pairs)\nprint(spots.sentence, spots.how)\n"
            'spots.areas.sort_values("p_adjusted").head(25)',
        ),
    ]


def compared(
    other: pd.DataFrame, within: pd.DataFrame, chosen: tuple[str, ...], making: Making, measure: str | None
) -> list[Step]:
    """The same measure on a second geography; ``within`` has ``small, area_a, area_b``."""
    turn = 1 if measure is None else making.directions[measure]
    if measure is None:
        figures = [_SHARE.format("indicators", "weights", "how"), _SHARE.format("others", "other_weights", "other_how")]
    else:
        figures = [f"{turn} * {name}.rates[{measure!r}]" for name in ("indicators", "others")]
    asked = ", ".join(f"{name}={value!r}" for name, value in preparing(chosen, making).items())
    read = f"{quoted_table('other', other)}\nother = other.set_index('area_code')\nothers = prepare(other, {asked})"
    inside = f"{quoted_table('within', within)}\nwithin = within.set_index('small')"
    compare = f"beside = boundaries({', '.join(figures)}, within['area_a'], within['area_b'])"
    sure = f"sure = how_sure(beside, {', '.join(_ranked_on_both(measure))})\nprint(sure)\nbeside.areas"
    return [
        Step("## The other geography", read),
        Step("## Which small area is part of which", inside),
        Step(
            "## What boundaries do",
            "from lib.pressure import boundaries, how_sure, pressure_index\n\n"
            f"{'' if measure else _ON_OTHERS}{compare}\n{sure}",
        ),
    ]


def _ranked_on_both(measure: str | None) -> list[str]:
    """The ranks with their doubt on the two geographies: of the score, or of one indicator by its error alone."""
    if measure is None:
        return ["pressure_index(indicators, weights, **how)", "pressure_index(others, other_weights, **other_how)"]
    alone = "{{name: float(name == {1!r}) for name in {0}.rates.columns}}"
    ranked = f"pressure_index({{0}}, {alone}, errors={{0}}.errors)"
    return [ranked.format(name, measure) for name in ("indicators", "others")]


_SHARE = 'pressure_index({}, {}, draws=10, **{})["score"].rank(pct=True) * 100'
_ON_OTHERS = (
    "other_weights = {name: weights[name] for name in others.rates.columns}\n"
    'other_how = {**how, "errors": None if how["errors"] is None else others.errors}\n'
)


def _how(weights: Mapping[str, float], options: Mapping[str, object], *, has_errors: bool) -> str:
    chosen = {name: value for name, value in options.items() if name != "errors"}
    errors = "indicators.errors" if has_errors else "None"
    return f"weights = {dict(weights)!r}\nhow = {{**{chosen!r}, 'errors': {errors}}}"
