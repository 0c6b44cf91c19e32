"""Which protected characteristic a heading speaks of."""

from __future__ import annotations

from lib.ingest.columns import normal

#: Word of a heading -> the characteristic it groups people by, in the words of the Equality Act 2010.
_CHARACTERISTICS = {
    "age": "age",
    "ethnic": "race",
    "ethnicity": "race",
    "race": "race",
    "gender": "sex",
    "sex": "sex",
    "religion": "religion or belief",
    "belief": "religion or belief",
    "faith": "religion or belief",
    "orientation": "sexual orientation",
    "sexuality": "sexual orientation",
    "disability": "disability",
    "disabled": "disability",
    "marital": "marriage and civil partnership",
    "marriage": "marriage and civil partnership",
    "pregnancy": "pregnancy and maternity",
    "maternity": "pregnancy and maternity",
    "reassignment": "gender reassignment",
    "identity": "gender reassignment",
    "trans": "gender reassignment",
}


def characteristic_of(heading: str) -> str:
    """``'Ethnicity of client'`` as ``'race'``, in the words of the Equality Act 2010; ``''`` where it is none."""
    words = normal(heading).split()
    if "sexual" in words:
        return "sexual orientation"
    if {"support", "reason"} <= set(words):
        return "primary support reason"
    if "gender" in words and {"identity", "reassignment"} & set(words):
        return "gender reassignment"
    return next((_CHARACTERISTICS[word] for word in words if word in _CHARACTERISTICS), "")
