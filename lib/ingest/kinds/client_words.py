"""The words of Client Level Data, of either release and as systems really write them, as groups.

Every function takes a cell in normal form (lower case, no punctuation) and gives the group to count it in.
"""

from __future__ import annotations

NOT_KNOWN = "Not known"
_WHITE = "White"
_MIXED = "Mixed or multiple ethnic groups"
_ASIAN = "Asian or Asian British"
_BLACK = "Black, Black British, Caribbean or African"
_OTHER = "Other ethnic group"

#: What a cell begins with -> its ethnic group. The longer ones first, so that 'white and asian' is mixed.
_ETHNIC = (
    ("no data", NOT_KNOWN), ("refused", NOT_KNOWN), ("undeclared", NOT_KNOWN), ("not known", NOT_KNOWN),
    ("unknown", NOT_KNOWN), ("not stated", NOT_KNOWN), ("prefer not", NOT_KNOWN),
    ("mixed", _MIXED), ("white and", _MIXED), ("any other mixed", _MIXED),
    ("white", _WHITE), ("any other white", _WHITE), ("irish", _WHITE), ("gypsy", _WHITE), ("roma", _WHITE),
    ("english", _WHITE), ("british", _WHITE),
    ("asian", _ASIAN), ("indian", _ASIAN), ("pakistani", _ASIAN), ("bangladeshi", _ASIAN), ("chinese", _ASIAN),
    ("any other asian", _ASIAN),
    ("black", _BLACK), ("caribbean", _BLACK), ("african", _BLACK), ("any other black", _BLACK),
    ("other", _OTHER), ("arab", _OTHER), ("any other ethnic", _OTHER),
)  # fmt: skip
_REASONS = (
    ("physical support", "Physical support"),
    ("sensory support", "Sensory support"),
    ("support with memory", "Support with memory and cognition"),
    ("learning disability", "Learning disability support"),
    ("mental health", "Mental health support"),
    ("social support", "Social support"),
)
_SEXES = (("male", "Male"), ("man", "Male"), ("m", "Male"), ("female", "Female"), ("woman", "Female"), ("f", "Female"))


def ethnic_group(said: str) -> str:
    """One of the census's five groups, or not known."""
    return next((group for start, group in _ETHNIC if said.startswith(start)), NOT_KNOWN)


def support_reason(said: str) -> str:
    """One of the six reasons, or not known."""
    return next((group for start, group in _REASONS if said.startswith(start)), NOT_KNOWN)


def sex_of(said: str) -> str:
    """Female, male, other, or not known."""
    if said in ("other", "indeterminate", "non binary"):
        return "Other"
    return dict(_SEXES).get(said, NOT_KNOWN)
