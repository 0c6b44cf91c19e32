"""Measures of who uses care."""

from __future__ import annotations

from lib.core import Measure
from lib.measures.registry.sources import CENSUS, COUNCIL

PEOPLE = (
    Measure(
        "representation_ratio",
        "Representation among people who use care",
        "The group's share of people who use care",
        "The group's share of the population",
        "ratio; 1 is the same share",
        "neither",
        f"{COUNCIL}; {CENSUS}",
        "95% Wilson interval of the share of users over the share of population, exact (mid-p) where fewer than "
        "5 people are expected. Chi-square over the characteristic, then each group, Benjamini-Hochberg over all "
        "groups shown.",
        "Not adjusted for age unless said. Older people are expected to use more care.",
        counts_people=True,
    ),
    Measure(
        "relative_rate_index",
        "Rate compared with a reference group",
        "The group's users per head of its population",
        "The reference group's users per head of its population",
        "ratio; 1 is the same rate",
        "neither",
        f"{COUNCIL}; {CENSUS}",
        "Ratio of two rates, interval from the share of the two groups' users who are in the group.",
        "Depends on which group is the reference.",
        counts_people=True,
    ),
    Measure(
        "standardised_ratio",
        "Representation adjusted for age and sex",
        "Users seen in the group",
        "Users expected if each age and sex used care as everybody of that age and sex does",
        "ratio; 1 is as expected",
        "neither",
        f"{COUNCIL}; {CENSUS}",
        "Indirect standardisation, Byar's limits. Withheld under 10 users.",
        "Needs a table of users and of people by group, age and sex.",
        counts_people=True,
    ),
)
