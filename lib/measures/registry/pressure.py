"""Measures of demand pressure."""

from __future__ import annotations

from lib.core import Measure
from lib.measures.registry.sources import INDICATORS

PRESSURE = (
    Measure(
        "pressure_score",
        "Demand pressure score",
        "Chosen indicators, made comparable and weighted",
        "none",
        "score; more is more pressure",
        "less is better",
        INDICATORS,
        "Indicators are standardised, turned so that more means more pressure, weighted and added up.",
        "A score means nothing by itself: compare areas.",
    ),
    Measure(
        "pressure_rank",
        "Demand pressure rank",
        "Place of the area in order of its score, 1 is the most pressure",
        "Areas that were scored",
        "place",
        "neither",
        INDICATORS,
        "Rank of the score, with a 90% interval over draws of method, weights and indicator error.",
        "Areas whose intervals overlap are not told apart.",
    ),
    Measure(
        "p_worst_fifth",
        "Chance of being in the fifth under most pressure",
        "Draws in which the area is in the fifth with the highest scores",
        "All draws",
        "probability, 0 to 1",
        "less is better",
        INDICATORS,
        "Share of the draws. Between 20% and 80% an area is called uncertain.",
        "Covers the uncertainty of the method, not of the choice of indicators.",
    ),
    Measure(
        "cluster",
        "Areas alike",
        "Areas in the same cluster",
        "none",
        "cluster name",
        "neither",
        INDICATORS,
        "k-means on standardised indicators; the number of clusters by silhouette, gap statistic and stability.",
        "One cluster, no structure, is an allowed answer. Alike does not mean near.",
    ),
)
