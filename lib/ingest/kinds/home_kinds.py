"""What sort of home a row is: nursing or residential, for whom, or not a care home at all."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lib.ingest.columns import find, normal, text_of
from lib.ingest.findings import Finding, noted
from lib.ingest.table import Table

_IS_CARE_HOME = ("care home", "is care home")
_NURSING = ("service type care home service with nursing", "has nursing", "with nursing", "nursing", "nursing y n")
_RESIDENTIAL = (
    *("service type care home service without nursing", "has residential", "without nursing"),
    *("residential", "residential y n"),
)
TYPES = (
    "service types",
    "service type",
    "gac service types",
    "type",
    "home type",
    "care home type",
    "home kind",
    "type of home",
)
_SPECIALISMS = ("specialisms", "specialisms services", "specialism", "specialities")
_BAND = "service user band "
_YES = {"Y", "YES", "TRUE", "1", "1.0", "X", "✓"}
_MOSTLY = 0.8
_NO = {"N", "NO", "FALSE", "0", "0.0"}


def is_yes(text: pd.Series) -> pd.Series:
    """Whether a flag says yes; blank is no, as in the register's columns."""
    return text.str.upper().isin(_YES)


def is_flag(text: pd.Series) -> bool:
    """Whether the filled cells are yes or no, all but a few."""
    filled = text[text.ne("")]
    return filled.empty or bool(_says_yes_or_no(filled).mean() >= _MOSTLY)


def _says_yes_or_no(text: pd.Series) -> pd.Series:
    return text.str.upper().isin(_YES | _NO)


def about_flags(table: Table) -> list[Finding]:
    """Cells of a yes-or-no column that say neither: read as not stated, and named."""
    found = []
    for heading in (find(table.headings, names) for names, _ in _SIDES):
        flag = text_of(table.frame, heading)
        is_odd = flag.ne("") & ~_says_yes_or_no(flag)
        if heading and is_flag(flag) and is_odd.any():
            what = "Some cells should say yes or no and do not; they were read as not stated."
            found.append(noted("not-yes-or-no", what, flag[is_odd], heading, "Write Y or N in these cells."))
    return found


def home_kinds(table: Table) -> dict[str, pd.Series]:
    """``has_nursing`` and ``has_residential`` (missing where not stated) and ``home_kind`` in words."""
    nursing, residential = (_flag_or_type(table, names, word) for names, word in _SIDES)
    only_nursing = nursing.fillna(False).astype(bool)
    only_residential = residential.fillna(False).astype(bool)
    kind = np.select(
        [only_nursing & only_residential, only_nursing, only_residential],
        ["nursing and residential", "nursing", "residential"],
        "not stated",
    )
    return {
        "has_nursing": nursing,
        "has_residential": residential,
        "home_kind": pd.Series(kind, index=table.frame.index, dtype="str"),
    }


_SIDES = (
    (_NURSING, r"(?i)nursing home|with nursing|\bnursing\b(?!.*without)|care home service with nursing"),
    (_RESIDENTIAL, r"(?i)residential|without nursing|care home only"),
)


def _flag_or_type(table: Table, names: tuple[str, ...], pattern: str) -> pd.Series:
    flag = text_of(table.frame, find(table.headings, names))
    if find(table.headings, names) and is_flag(flag):
        answered = _says_yes_or_no(flag) | (flag.eq("") & _is_register(table))
        return is_yes(flag).astype("boolean").where(answered)
    types = text_of(table.frame, find(table.headings, TYPES))
    without = types.str.replace(r"(?i)without nursing", "residential", regex=True)
    return without.str.contains(pattern, regex=True).astype("boolean").where(types.ne(""))


def kind_heading(table: Table) -> str | None:
    """The column whose words say what sort of home a row is; ``None`` where columns of yes and no do."""
    by_flag = any(
        find(table.headings, names) and is_flag(text_of(table.frame, find(table.headings, names)))
        for names, _ in _SIDES
    )
    return None if by_flag else find(table.headings, TYPES)


def _is_register(table: Table) -> bool:
    """Whether blanks mean no, as they do in the register's own flag columns."""
    return any(normal(name).startswith("service type care home service") for name in table.headings)


def specialisms(table: Table) -> pd.Series:
    """What the home is registered or says it is for, joined with ``'; '``."""
    bands = [name for name in table.headings if normal(name).startswith(_BAND)]
    if bands:
        return _joined_bands(table, bands)
    text = text_of(table.frame, find(table.headings, _SPECIALISMS))
    separator = "|" if text.str.contains("|", regex=False).any() else ";" if text.str.contains(";").any() else ","
    return text.map({cell: _joined(cell.split(separator)) for cell in text.unique()}).astype("str")


def _joined_bands(table: Table, bands: list[str]) -> pd.Series:
    joined = pd.Series("", index=table.frame.index, dtype="str")
    for name in bands:
        label = name.split("-", 1)[-1].strip()
        joined = joined.where(~is_yes(text_of(table.frame, name)), joined + "; " + label)
    return joined.str.removeprefix("; ")


def _joined(parts: list[str]) -> str:
    return "; ".join(dict.fromkeys(part.strip() for part in parts if part.strip()))


def is_care_home(table: Table) -> pd.Series | None:
    """Whether each row is a care home, or ``None`` when the file does not say."""
    flag_column = find(table.headings, _IS_CARE_HOME)
    flag = text_of(table.frame, flag_column)
    if flag_column and is_flag(flag) and flag.ne("").any():
        return is_yes(flag)
    sides = [find(table.headings, names[:1]) for names, _ in _SIDES]
    if all(sides):
        return is_yes(text_of(table.frame, sides[0])) | is_yes(text_of(table.frame, sides[1]))
    types = text_of(table.frame, find(table.headings, TYPES[:3]))
    if types.str.contains(r"(?i)homecare|doctors|dentist|organisation|supported living", regex=True).any():
        return types.str.contains(r"(?i)nursing homes?|residential homes?|care home service", regex=True)
    return None
