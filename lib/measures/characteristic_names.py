"""The names the Equality Act, and the list of local characteristics, use for what files call something else."""

from __future__ import annotations

import pandas as pd

#: What files say, in small letters -> the Equality Act 2010's own word, then those of the local list of gaps.
_ACT_NAMES = {
    "ethnicity": "race",
    "ethnic group": "race",
    "ethnic origin": "race",
    "religion": "religion or belief",
    "religion and belief": "religion or belief",
    "faith": "religion or belief",
    "gender": "sex",
    "sexuality": "sexual orientation",
    "age group": "age",
    "age band": "age",
    "disabilities": "disability",
    "disability status": "disability",
    "gender identity": "gender reassignment",
    "trans status": "gender reassignment",
    "marital status": "marriage and civil partnership",
    "marriage": "marriage and civil partnership",
    "pregnancy": "pregnancy and maternity",
    "maternity": "pregnancy and maternity",
    "care-experienced adults": "care experience",
    "care experienced adults": "care experience",
    "care-experienced": "care experience",
    "care experienced": "care experience",
    "care leavers": "care experience",
    "care leaver": "care experience",
    "carers": "unpaid carers",
    "carer": "unpaid carers",
    "unpaid carer": "unpaid carers",
    "deprivation fifth": "deprivation",
    "deprivation fifths": "deprivation",
    "deprivation quintile": "deprivation",
    "imd quintile": "deprivation",
    "deprivation decile": "deprivation",
    "imd decile": "deprivation",
    "main language": "language",
    "first language": "language",
    "preferred language": "language",
}


def act_name(name: str) -> str:
    """``'Ethnicity'`` as ``'race'``; a name neither the Act nor the local list has stays, in small letters."""
    said = " ".join(name.split()).lower()
    return _ACT_NAMES.get(said, said)


def names_used(groups: pd.DataFrame) -> pd.DataFrame:
    """Each characteristic as the file has it and as it is used: ``in_the_file``, ``used_as``.

    Two names that would become one (a file with both 'Race' and 'Ethnicity') stay apart, since adding them
    up would count people twice: the first takes the Act's name, the others keep their own.
    """
    named = pd.DataFrame({"in_the_file": list(dict.fromkeys(groups["characteristic"].astype(str)))}, dtype="str")
    used = named["in_the_file"].map(act_name).astype("str")
    own = named["in_the_file"].str.strip().str.lower()
    return named.assign(used_as=used.where(~used.duplicated(), own.where(~own.isin(used), named["in_the_file"])))


def with_act_names(groups: pd.DataFrame) -> pd.DataFrame:
    """The same groups under the names of :func:`names_used`."""
    names = names_used(groups).set_index("in_the_file")["used_as"].to_dict()
    return groups.assign(characteristic=groups["characteristic"].astype(str).map(names).astype("str"))
