"""CQC ratings: the file with one row for each key question, and the five beside the overall one."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from lib.core.words import say_count
from lib.ingest.categories import ReadAs, about_categories, mapping_of
from lib.ingest.columns import find, normal, text_of
from lib.ingest.findings import Finding, put_aside, refuse
from lib.ingest.formats import Evidence, Format
from lib.ingest.kinds import homes
from lib.ingest.kinds.home_rows import not_homes
from lib.ingest.kinds.key_questions import KEY_QUESTIONS, rated
from lib.ingest.table import Imported, Table

_GROUP = ("service population group", "population group", "service group")
_DOMAIN = ("domain", "key question")
_RATING = ("latest rating", "rating")
_LOCATION = ("location id",)
Parts = tuple[tuple[str, pd.DataFrame], ...]


def evidence(table: Table) -> Evidence:
    """A location, a key question and a rating in each row."""
    looked_for = {
        "a location": _LOCATION,
        "a service or population group": _GROUP,
        "a key question": _DOMAIN,
        "a rating": _RATING,
    }
    lacking = ", ".join(what for what, names in looked_for.items() if not find(table.headings, names))
    if lacking:
        return Evidence(0, lacking=lacking)
    return Evidence(9, "each row is one key question of one location")


def read(table: Table) -> Imported:
    """One row per care home, with its overall rating and five key questions; ratings of parts are set aside."""
    table = _without_parts(table.without(*not_homes(table)))
    domain = text_of(table.frame, find(table.headings, _DOMAIN)).map(normal)
    ids = text_of(table.frame, find(table.headings, _LOCATION))
    ratings = text_of(table.frame, find(table.headings, _RATING))
    overall = domain.eq("overall")
    if not overall.any():
        raise refuse(
            "no-overall-rating", "No row holds an overall rating.", fix="Load the file of latest ratings as published."
        )
    by_question = _questions(ids, domain, rated(ratings))
    questions = table.frame.index[~overall]
    spelt = [ReadAs(find(table.headings, _RATING) or "", ratings[~overall], rated(ratings)[~overall])]
    slim = replace(table, frame=table.frame[overall].rename(columns={find(table.headings, _RATING): "Rating"}))
    imported = homes.read(slim)
    frame = imported.frame.merge(by_question, how="left", left_on="cqc_location_id", right_index=True, validate="m:1")
    found, parts = _with_categories(imported, spelt)
    n_used = imported.n_used + len(questions)
    title = "Care homes, latest ratings"
    return replace(imported, frame=frame, n_used=n_used, title=title, findings=found, parts=parts)


def _with_categories(imported: Imported, spelt: list[ReadAs]) -> tuple[tuple[Finding, ...], Parts]:
    """What was found and made of the homes, with how the ratings of key questions were read beside it."""
    own = dict(imported.parts)
    both = pd.concat([own["categories"], mapping_of(spelt)], ignore_index=True)
    return (*imported.findings, *about_categories(spelt)), tuple({**own, "categories": both}.items())


def _questions(ids: pd.Series, domain: pd.Series, ratings: pd.Series) -> pd.DataFrame:
    named = {question: name for name, question in KEY_QUESTIONS.items()}
    keyed = pd.DataFrame({"id": ids, "question": domain.map(named), "rating": ratings}).dropna()
    wide = keyed.drop_duplicates(["id", "question"]).set_index(["id", "question"])["rating"].unstack("question")  # noqa: PD010
    return wide.reindex(columns=list(KEY_QUESTIONS)).astype("str")


def _without_parts(table: Table) -> Table:
    group = text_of(table.frame, find(table.headings, _GROUP))
    is_part = group.map(normal).ne("overall")
    if not is_part.any():
        return table
    said = say_count(is_part.sum(), "row rates", "rows rate")
    what = f"{said} one service or group of people within a location; the rating of the whole is used."
    return table.without(put_aside("rating-of-a-part", what, group[is_part]))


FORMATS = (Format("cqc-ratings", "homes", "CQC latest ratings", evidence, read),)
