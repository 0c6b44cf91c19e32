"""Who runs each home where the register does not say: from a council's own list, never in place of the register."""

from __future__ import annotations

import re

import pandas as pd

OWNERS = {"provider_name": "Provider", "brand_name": "Provider group"}
ON_REGISTER, ON_LIST = "the register", "the council's list"
_LIMITED = re.compile(r"\b(limited|ltd|plc|llp)\b|[^a-z0-9 ]")


def with_named_owners(homes: pd.DataFrame, listed: pd.DataFrame) -> pd.DataFrame:
    """The homes with the list's owners where the register names none.

    Parameters
    ----------
    homes
        The register's homes; ``provider_name`` and ``brand_name`` may be missing, cell by cell or whole columns.
    listed
        What the list says of each of them, row for row: ``provider_name, brand_name``.

    Returns
    -------
    DataFrame
        The homes with both columns and ``owner_said_by``: :data:`ON_REGISTER`, :data:`ON_LIST`, or missing where
        neither names a provider. A group is taken from the list only where the two do not name different providers.
    """
    register, own = _said(homes), _said(listed).set_axis(homes.index)
    provider = register["provider_name"].fillna(own["provider_name"])
    is_same = ~_differ(register, own)["provider_name"]
    brand = register["brand_name"].fillna(own["brand_name"].where(is_same))
    by_list = register["provider_name"].isna() & own["provider_name"].notna()
    said_by = pd.Series(ON_REGISTER, index=homes.index, dtype="str").mask(by_list, ON_LIST).where(provider.notna())
    return homes.assign(provider_name=provider, brand_name=brand, owner_said_by=said_by)


def owners_that_differ(homes: pd.DataFrame, listed: pd.DataFrame) -> pd.DataFrame:
    """Where register and list name different owners: ``name, postcode, what, on_register, on_list``.

    The parameters are those of :func:`with_named_owners`. Names that differ in letter case, in punctuation or in
    'Ltd' and 'Limited' are the same.
    """
    register, own = _said(homes), _said(listed).set_axis(homes.index)
    is_other = _differ(register, own)
    parts = [
        homes.loc[is_other[name], ["name", "postcode"]].assign(
            what=title, on_register=register.loc[is_other[name], name], on_list=own.loc[is_other[name], name]
        )
        for name, title in OWNERS.items()
    ]
    return pd.DataFrame(pd.concat(parts, ignore_index=True)).sort_values(["name", "what"], ignore_index=True)


def _said(homes: pd.DataFrame) -> pd.DataFrame:
    """Both names as text, missing where blank or where there is no such column."""
    text = pd.DataFrame(homes).reindex(columns=list(OWNERS)).astype("str")
    return text.apply(lambda column: column.str.strip()).replace("", pd.NA).astype("str")


def _differ(register: pd.DataFrame, own: pd.DataFrame) -> pd.DataFrame:
    bare = [frame.apply(lambda column: column.map(_bare, na_action="ignore")) for frame in (register, own)]
    return register.notna() & own.notna() & bare[0].ne(bare[1])


def _bare(name: str) -> str:
    return " ".join(_LIMITED.sub(" ", name.casefold().replace("&", " and ")).split())
