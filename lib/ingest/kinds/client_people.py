"""Which rows of Client Level Data are of the same person, by the identifiers of the specification in their order."""

from __future__ import annotations

import pandas as pd

from lib.ingest.columns import find, text_of

_COUNCILS_OWN = ("la person unique identifier", "la person unique id")
_NHS_NUMBER = ("nhs number",)
_NOTHING = r"(?i)|n/?a|null|none|-+|unknown|not known|not stated|not recorded|not applicable|missing"
#: What systems write where there is no number: one figure throughout.
_FILLER = r"(\d)\1*"


def has_identifier(headings: list[str]) -> bool:
    """Whether any column says whose each row is."""
    return any(find(headings, names) for names in (_COUNCILS_OWN, _NHS_NUMBER))


def people_of(frame: pd.DataFrame) -> pd.Series:
    """A label for each row, the same for rows of the same person; ``''`` where the row says nothing of whose it is.

    The council's own identifier comes first and the NHS number where it is blank. An NHS number that stands elsewhere
    beside one identifier alone, is that person's; beside several, or beside none, it is a person of its own.
    """
    headings = [str(name) for name in frame.columns]
    own = _given(text_of(frame, find(headings, _COUNCILS_OWN)))
    number = _given(text_of(frame, find(headings, _NHS_NUMBER))).str.replace(r"[\s\-]", "", regex=True)
    number = number.where(~number.str.fullmatch(_FILLER), "")
    by_number = number.map(_owner_of(own, number))
    elsewhere = by_number.where(by_number.notna(), "number " + number).where(number.ne(""), "")
    return ("own " + own).where(own.ne(""), elsewhere).astype("str")


def _given(text: pd.Series) -> pd.Series:
    return text.where(~text.str.fullmatch(_NOTHING), "")


def _owner_of(own: pd.Series, number: pd.Series) -> dict[str, str]:
    """NHS number -> the label of the one person it stands beside."""
    both = own.ne("") & number.ne("")
    pairs = pd.DataFrame({"own": own[both], "number": number[both]}).drop_duplicates()
    alone = pairs[~pairs["number"].duplicated(keep=False)]
    return dict(zip(alone["number"], "own " + alone["own"], strict=True))
