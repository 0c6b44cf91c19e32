"""The wordings that are read as one: a short list, nothing guessed, every use of it shown beside the file.

A wording counts only as a whole cell, whatever its case, spaces and dashes, and only where it means what the list
says: ``F`` is a sex and no answer, ``Y`` an answer and no sex, ``Other`` an ethnic group under that heading alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import pandas as pd

from lib.ingest.spelling import key_of

NOT_KNOWN = "Not known"
NOT_SAID = "Prefer not to say"
WHITE, MIXED = "White", "Mixed or multiple ethnic groups"
ASIAN, BLACK = "Asian or Asian British", "Black, Black British, Caribbean or African"
OTHER_ETHNIC = "Other ethnic group"

_ANYTHING: Mapping[str, tuple[str, ...]] = {
    NOT_KNOWN: (
        *("not stated", "unknown", "unknowns", "not recorded", "undeclared", "undeclared / not known", "no data"),
        *("not stated or not known", "unknown or not stated", "not known / not stated", "information not recorded"),
        *("not stated / unknown", "unknown / not stated", "not provided", "not obtained", "(unknown)", "null"),
    ),
    NOT_SAID: ("prefers not to say", "preferred not to say", "rather not say", "declined to say", "refused",
               "refused to say", "declined", "do not wish to say"),
    "Yes": ("y",),
    "No": ("n",),
}  # fmt: skip
_SEX = {
    "Female": ("f", "females", "woman", "women", "fem"),
    "Male": ("m", "males", "man", "men"),
}
_RACE = {
    WHITE: ("white ethnic groups", "white (total)", "all white"),
    MIXED: (
        *("mixed", "mixed ethnic groups", "mixed / multiple", "mixed / multiple ethnic groups", "mixed or multiple"),
        *("mixed or multiple ethnic group", "mixed / multiple ethnic group", "mixed background", "mixed heritage"),
    ),
    ASIAN: ("asian", "asian / asian british", "asian, asian british or asian welsh", "asian ethnic groups"),
    BLACK: (
        *("black", "black or black british", "black / black british", "black / african / caribbean / black british"),
        *("black, black british, black welsh, caribbean or african", "black ethnic groups"),
        *("black, african, caribbean or black british", "black / caribbean / african"),
    ),
    OTHER_ETHNIC: (
        *("other", "other ethnic groups", "any other ethnic group"), *("other ethnicity", "other ethnic background"),
    ),
    "White British": (
        *("white: british", "white - british", "white (british)"),
        "white: english, welsh, scottish, northern irish or british",
        "white: english / welsh / scottish / northern irish / british",
        "english, welsh, scottish, northern irish or british",
        "english / welsh / scottish / northern irish / british",
    ),
    "White Irish": ("white: irish", "white - irish", "white (irish)"),
    "Gypsy or Irish Traveller": ("white: gypsy or irish traveller", "white - gypsy or irish traveller",
                                 "gypsy / irish traveller", "white: gypsy / irish traveller"),
    "Other White": ("white: other", "white - other", "white other", "any other white background", "white: other white",
                    "white: any other white background"),
}  # fmt: skip
#: Where a group stands under this characteristic, these wordings count too.
_OF_CHARACTERISTIC: Mapping[str, Mapping[str, tuple[str, ...]]] = {"sex": _SEX, "race": _RACE}

#: What is said of a rating -> the regulator's own words.
_RATINGS = {
    "Outstanding": ("o",),
    "Good": ("g",),
    "Requires improvement": (
        *("ri", "req improvement", "req. improvement", "requires imp", "needs improvement", "require improvement"),
        "requires improvements",
    ),
    "Inadequate": ("ia", "inad"),
    "Not yet rated": ("not rated", "unrated", "no rating", "not yet inspected", "awaiting rating"),
}

#: What is said of the care a person was placed in -> the kinds of home the pages know.
_PLACED_IN = {
    "residential": (
        *("residential care", "residential home", "residential care home", "residential only", "res", "res care"),
        *("rest home", "care home without nursing", "without nursing", "care home service without nursing"),
    ),
    "nursing": (
        *("nursing care", "nursing home", "nursing care home", "nursing only", "nursing bed", "nur", "nh"),
        *("care home with nursing", "with nursing", "care home service with nursing"),
    ),
    "nursing and residential": ("residential and nursing", "nursing/residential", "residential/nursing", "dual"),
    "not stated": ("unknown", "not known", "not recorded", "n/a", "na", "none", "null", "-", "tbc", "?"),
}
#: What is said of why a person was placed -> one wording of it.
_REASONS = {
    "Own choice": (
        *("personal choice", "client choice", "client's choice", "resident choice", "choice of resident"),
        *("service user choice", "user choice", "person's choice", "individual choice", "choice of client"),
    ),
    "Family choice": ("choice of family", "family's choice", "chosen by family", "family preference"),
    "Near family": (
        *("close to family", "to be near family", "nearer family", "closer to family", "near to family"),
        *("to be close to family", "to be nearer family", "proximity to family", "family nearby"),
    ),
    "No suitable bed": (
        *("no bed", "no beds", "no bed available", "no beds available", "no suitable vacancy", "no local bed"),
        *("no suitable bed available", "no suitable local bed", "no vacancy", "no vacancies", "lack of beds"),
    ),
    "Specialist care": (
        *("specialist need", "specialist needs", "specialist placement", "specialist provision", "specialised care"),
        *("specialist", "needs specialist care"),
    ),
    "not stated": _PLACED_IN["not stated"],
}


@lru_cache(maxsize=1)
def placed_in_wordings() -> dict[str, str]:
    """Every wording of a kind of home: its key -> the kind."""
    return _keyed(_PLACED_IN)


@lru_cache(maxsize=1)
def reason_wordings() -> dict[str, str]:
    """Every wording of a reason for a placement: its key -> one wording."""
    return _keyed(_REASONS)


@lru_cache(maxsize=32)
def wordings_of(characteristic: str = "") -> dict[str, str]:
    """Every wording that counts under a characteristic (in the Equality Act's words): its key -> what it is read as."""
    return _keyed(_ANYTHING) | _keyed(_OF_CHARACTERISTIC.get(characteristic, {}))


@lru_cache(maxsize=1)
def rating_wordings() -> dict[str, str]:
    """Every wording of a rating: its key -> the regulator's words."""
    return _keyed(_RATINGS)


def grouped(text: pd.Series, characteristics: pd.Series) -> pd.Series:
    """Each cell under the wording it is read as, by the characteristic of its row; the rest, and gaps, as they are."""
    found = text.copy()
    for name in characteristics.drop_duplicates():
        known = wordings_of(str(name))
        rows = characteristics.eq(name)
        said = {word: known.get(key_of(word), word) for word in text[rows].dropna().unique()}
        found[rows] = text[rows].map(said, na_action="ignore")
    return found.astype("str")


def listed() -> pd.DataFrame:
    """The whole list, for whoever wants to check it: ``where, read_as, wordings``."""
    parts = {
        "any column of groups": _ANYTHING,
        "sex": _SEX,
        "ethnic group": _RACE,
        "rating of a care home": _RATINGS,
        "kind of care in placements": _PLACED_IN,
        "reason for a placement": _REASONS,
    }
    rows = [(where, read_as, "; ".join(said)) for where, part in parts.items() for read_as, said in part.items()]
    return pd.DataFrame(rows, columns=["where", "read_as", "wordings"])


def _keyed(part: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {key_of(one): read_as for read_as, said in part.items() for one in (read_as, *said)}
