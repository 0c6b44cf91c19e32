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
    Measure(
        "expected_users_ratio",
        "Users against those expected from need",
        "Users seen in the area",
        "All users times the area's share of need",
        "ratio; 1 is as expected",
        "neither",
        f"{COUNCIL}; {CENSUS}",
        "Observed over expected with Byar's limits (exact under 10), reaching over all that a rounded count may be. "
        "Benjamini-Hochberg over all areas shown.",
        "Depends on what need is measured by. Areas differ for good reasons too: care homes, supported housing.",
        counts_people=True,
    ),
    Measure(
        "pathway_rate",
        "Rate from one step of care to the next",
        "People of the group at the step",
        "People of the group at the step before",
        "%",
        "neither",
        COUNCIL,
        "100 x people at the step / people at the step before, 95% Wilson interval, beside everybody's rate.",
        "People at one step in a year are not always those of the step before.",
        counts_people=True,
    ),
    Measure(
        "trend",
        "Change over time",
        "The figure of each period",
        "none",
        "as the figure",
        "neither",
        COUNCIL,
        "XmR chart: mean and 2.66 mean moving ranges either side, from 13 points. A count of how many there are at a "
        "moment is refused, and its changes are charted instead.",
        "No evidence of sustained change is not evidence of no change.",
        counts_people=True,
    ),
)
