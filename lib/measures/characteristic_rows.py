"""What a file of groups holds: whole groups, groups by age and sex, and steps on the way through care."""

from __future__ import annotations

import pandas as pd

from lib.measures.characteristic_names import with_act_names

ALL_AREAS, ALL_GROUPS, ALL_OF = "All areas together", "All groups together", "All of {}"
STRATA = ("age_band", "sex")
ELSEWHERE = ("region_pct", "england_pct")
_EVERYBODY = r"(?i)(all|total|persons?|people|everybody|both)( .*)?"
_COUNTS = ["users_count", "population_count"]
_SERVICE = "service"
_STEP_NAMES = {
    "contact": r"(new )?(contact|request|referral|enquir)",
    "assessment": r"(needs )?assess",
    "service": r"(services?|long[- ]term (support|services?|care)|support|care package|served)( .*)?$",
    "review": r"(annual |planned )?review",
    "direct payment": r"(receiving |with )?(a )?direct[- ]payments?",
}


def groups_of(frame: pd.DataFrame, states: pd.DataFrame | None = None) -> pd.DataFrame:
    """The rows of a file of characteristics, made ready to compare.

    Characteristics stand under the names of the Equality Act; rows without an area or period say so;
    ``came_hidden`` (yes/no) marks counts that the file itself hid, as ``states`` (the part of that name of the
    dataset: ``source_row, column, state``) says.
    """
    named = with_act_names(frame)
    blank = {name: "not stated" for name in ("area", "period") if name in named and named[name].notna().any()}
    filled = named.fillna(blank).drop(columns=[c for c in ("area", "period") if c in named and c not in blank])
    if states is None or states.empty:
        return filled.assign(came_hidden=False)
    is_hidden = (states["state"].astype(str) == "suppressed") & states["column"].str.startswith("users")
    return filled.assign(came_hidden=filled["source_row"].isin(states.loc[is_hidden, "source_row"]))


def places_of(groups: pd.DataFrame) -> list[str]:
    """The areas of a file in order of name; none where it has no column of areas."""
    return _named(groups, "area")


def periods_of(groups: pd.DataFrame) -> list[str]:
    """The periods of a file, the latest first."""
    return _named(groups, "period")[::-1]


def whole_groups(groups: pd.DataFrame) -> pd.DataFrame:
    """One row for each group, place and period, whatever ages, sexes and steps the file parts it by.

    Rows for all ages and sexes are used where the file has them, else its parts are added up (a part without
    a count leaves the sum missing). Of several steps on the way through care the people served are taken.
    Percentages are taken as they are: they cannot be added up.
    """
    keys = _keys(groups)
    rows = _one_step(groups)
    is_part = _is_part(rows)
    table = _tables(rows)
    has_whole = (~is_part).groupby(table).transform("any")
    parts = rows[is_part & ~has_whole]
    wholes = rows[~is_part].drop(columns=list(STRATA), errors="ignore")
    summed = _added_up(parts, keys)
    order = {key: n for n, key in enumerate(dict.fromkeys(rows[keys].itertuples(index=False, name=None)))}
    both = pd.concat([_added_up_where_repeated(wholes, keys), summed], ignore_index=True)
    places = [order[key] for key in both[keys].itertuples(index=False, name=None)]
    return both.iloc[pd.Series(places, dtype="int64").argsort(kind="stable")].reset_index(drop=True)


def by_age_and_sex(groups: pd.DataFrame) -> pd.DataFrame:
    """The rows that part groups by age band or sex; none where the file has no such columns."""
    rows = _one_step(groups)
    crossed = rows[_is_part(rows)]
    return crossed[~crossed["characteristic"].isin(["age", "sex"])].reset_index(drop=True)


def steps_of(groups: pd.DataFrame) -> pd.DataFrame:
    """People at each step in each place and period; population first.

    ``characteristic, characteristic_group``, ``area`` and ``period`` where given, ``stage`` (in the words of
    :data:`lib.measures.pathway.STAGES` where it is one of them), ``people_count`` and ``is_whole``: the step that
    :func:`whole_groups` takes. No rows where the file has no column of steps.
    """
    keys = _keys(groups)
    if "stage" not in groups or groups["stage"].isna().all():
        return pd.DataFrame(columns=[*keys, "stage", "people_count", "is_whole"])
    rows = groups[groups["stage"].notna() & ~_is_part(groups)]
    given = rows.assign(stage=_step_names(rows["stage"]), is_whole=_is_taken(groups).loc[rows.index])
    steps = given.groupby([*keys, "stage", "is_whole"], dropna=False, sort=False)["users_count"].sum(min_count=1)
    first = given.groupby(["stage", *keys], dropna=False, sort=False)["population_count"].sum(min_count=1)
    people = first.groupby(keys, dropna=False, sort=False).max().rename("people_count").reset_index()
    both = [people.assign(stage="population", is_whole=False), steps.rename("people_count").reset_index()]
    return pd.concat(both, ignore_index=True).dropna(subset="people_count").reset_index(drop=True)


def _step_names(stages: pd.Series) -> pd.Series:
    """Steps in our words, whatever a council calls them; other names stay as they are."""
    said = stages.astype("str").str.strip().str.lower()
    for name, pattern in _STEP_NAMES.items():
        said = said.mask(said.str.match(pattern), name)
    return said


def _named(groups: pd.DataFrame, column: str) -> list[str]:
    return sorted(groups[column].dropna().astype(str).unique()) if column in groups else []


def _keys(groups: pd.DataFrame) -> list[str]:
    return ["characteristic", "characteristic_group", *(name for name in ("area", "period") if name in groups)]


def _tables(groups: pd.DataFrame) -> pd.Series:
    keys = [key for key in _keys(groups) if key != "characteristic_group"]
    return groups.groupby(keys, dropna=False, sort=False).ngroup()


def _is_part(groups: pd.DataFrame) -> pd.Series:
    """Rows for one age band or one sex rather than for all."""
    is_part = pd.Series(False, index=groups.index)
    for name in STRATA:
        if name in groups:
            label = groups[name].astype("str").str.strip()
            is_part |= label.notna() & label.ne("") & ~label.str.fullmatch(_EVERYBODY).fillna(True).astype(bool)
    return is_part


def _one_step(groups: pd.DataFrame) -> pd.DataFrame:
    """Rows without a step where a table has them, else those of the people served, else of its last step."""
    if "stage" not in groups:
        return groups
    return groups[_is_taken(groups)].drop(columns="stage")


def _is_taken(groups: pd.DataFrame) -> pd.Series:
    step = _step_names(groups["stage"]).where(groups["stage"].notna(), "")
    return step == step.groupby(_tables(groups)).transform(_step_taken)


def _step_taken(steps: pd.Series) -> str:
    given = list(dict.fromkeys(steps))
    return next((wanted for wanted in ("", _SERVICE) if wanted in given), given[-1])


def _added_up(parts: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    grouped = parts.groupby(keys, dropna=False, sort=False)
    summed = grouped[_COUNTS].sum(skipna=False).assign(came_hidden=grouped["came_hidden"].any())
    return summed.reset_index().assign(users_pct=float("nan"), population_pct=float("nan"))


def _added_up_where_repeated(wholes: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Rows of counts for the same group are added up; rows of percentages are left as they are."""
    is_again = wholes.duplicated(keys, keep=False) & wholes["users_count"].notna()
    return pd.concat([wholes[~is_again], _added_up(wholes[is_again], keys)], ignore_index=True)
