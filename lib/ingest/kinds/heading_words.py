"""Words of headings that say what a column of figures is not, for the kinds that find measures by words."""

from __future__ import annotations

#: What was turned down, taken back or never begun; 'excluding cancelled' and 'not handed back' say the opposite.
TURNED_AWAY = (
    r"(?<!excluding )(?<!excl )(?<!exc )(?<!except )(?<!without )(?<!minus )(?<!less )(?<!not )(?<!net of )"
    r"(?:declin(?:ed|es?|ing)|refus(?:ed|als?|es)|reject(?:ed|ions?|s)?|withdrawn|withdrawals?|withdrew"
    r"|cancel(?:led|ed|lations?)|unfilled|unaccepted|redirect(?:ed|ions?)|turned (?:away|down))"
    r"|not (?:accepted|filled|delivered|taken up)"
)
HANDED_BACK = r"(?<!excluding )(?<!excl )(?<!without )(?<!not )(?:hand(?:ed|ing)? ?backs?|returned)"
#: What was put to providers or taken on by them, which is not yet care delivered.
OFFERED = r"(?:offer(?:ed|s)?|accept(?:ed|ances?|s)?|pick(?:ed)? ?ups?|taken (?:on|over|up))"
ENDED = r"(?:ended|ending|closed|ceased|terminated)"
#: Packages or hours of which one of these is said, in the same heading.
NOT_DELIVERED = (
    r"^(?!.*\b(?:pct|rate|share)\b)(?=.*\b(?:packages?|hours?|people|clients|service users|residents)\b)"
    rf".*\b(?:{TURNED_AWAY}|{HANDED_BACK}|{OFFERED}|{ENDED})\b"
)


def without(*words: str) -> str:
    """What comes first in a pattern, so that it finds no heading with any of ``words``."""
    return rf"(?!.*\b(?:{'|'.join(words)})\b)"
