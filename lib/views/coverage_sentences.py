"""How sure it is who covers what in other localities than those of the file, in words."""

from __future__ import annotations

from lib.core.words import say_count, say_list, say_number
from lib.disclosure import ProtectedTable, require_protected


def say_unsure(spread: ProtectedTable) -> list[str]:
    """How many pairs of provider and locality rest on a locality that was split; nothing where none does."""
    frame = require_protected(spread).frame
    delivering = frame[frame["delivers"].astype(bool)]
    unsure = int((~delivering["is_sure"].astype(bool)).sum())
    if not unsure:
        return []
    return [
        f"{say_number(unsure)} of {say_count(len(delivering), 'entry', 'entries')} below rest on a locality that was "
        "split, marked “part”: the provider covers at least part of that locality, and the file does not say which "
        "part."
    ]


def say_between(between: ProtectedTable) -> list[str]:
    """Localities that can have no provider or one alone, and those that are sure to have two.

    ``between`` has ``locality_name, providers_least, providers_most``; the most is missing where the figures leave
    out people who live there.
    """
    said = []
    frame = require_protected(between).frame
    names, least, most = (frame[name] for name in ("locality_name", "providers_least", "providers_most"))
    none, one = (most.eq(number).fillna(False).astype(bool) for number in (0, 1))
    if none.any():
        said.append(f"Nobody delivers in {say_list(names[none].tolist())}.")
    if one.any():
        said.append(f"No more than one provider delivers in {say_list(names[one].tolist())}.")
    is_open = most.isna()
    unsure = ~none & ~one & least.lt(2)
    if len(frame) and unsure.all() and not is_open.any():
        return ["In none of these localities are two providers sure to deliver: all have parts of others in them."]
    if unsure.any():
        said.append(f"Fewer than two are sure to deliver in {say_list(names[unsure].tolist())}.")
    return said or ["Every locality is sure to have at least two providers."]
