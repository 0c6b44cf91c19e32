"""The small-number rules, by name, each with where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Rule:
    """One small-number rule: which counts are hidden and how the rest are rounded.

    Attributes
    ----------
    name
        Short name used in code and links: ``'asc'``.
    title
        The rule in words, as printed beside figures.
    source
        Who asks for it.
    lowest_hidden, highest_hidden
        First and last whole count that is hidden, both people; ``None`` when nothing is hidden.
    base
        Counts that are shown are rounded half up to the nearest multiple of this; 1 is no rounding.
    """

    name: str
    title: str
    source: str
    lowest_hidden: int | None
    highest_hidden: int | None
    base: int

    @property
    def protection_interval(self) -> int:
        """Width of the range the rule leaves open: 3 for counts 1 to 4 (people)."""
        if self.lowest_hidden is None or self.highest_hidden is None:
            return 0
        return self.highest_hidden - self.lowest_hidden

    @property
    def keeps_zero(self) -> bool:
        """Whether a true zero is shown as 0."""
        return self.lowest_hidden != 0

    @property
    def first_shown(self) -> int:
        """The lowest count above zero that is shown (people)."""
        return 0 if self.highest_hidden is None else self.highest_hidden + 1

    def hides(self, counts: Any) -> Any:
        """Which counts are hidden: array or Series of yes/no in the shape given.

        A missing count is not hidden: there is nothing to hide. Fractions of a person (estimates)
        are hidden up to, not including, the first whole count that is shown.
        """
        numbers = _numbers(counts)
        is_small = numbers < self.first_shown
        return is_small & (numbers > 0) if self.keeps_zero else is_small

    def rounds(self, counts: Any) -> Any:
        """Counts rounded half up to the nearest multiple of ``base``, in the shape given.

        Half up, never to even: 2.5 gives 5, 7.5 gives 10, 12.5 gives 15. Missing stays missing.
        """
        numbers = _numbers(counts)
        return numbers if self.base == 1 else np.floor((numbers + self.base / 2) / self.base) * self.base

    def could_be(self, shown: Any, *, is_whole: bool = True) -> tuple[np.ndarray, np.ndarray]:
        """The lowest and highest true count behind each count shown (people).

        15 rounded to 5 was 13 to 17; 5 under 'asc' was 5 to 7, since 4 would have been hidden.
        """
        numbers = np.asarray(shown, dtype="float64")
        below = self.base // 2 if is_whole else self.base / 2 * (self.base > 1)
        above = self.base - 1 - below if is_whole else below
        low = np.maximum(numbers - below, self.first_shown)
        is_true_zero = (numbers == 0) & self.keeps_zero
        return np.where(is_true_zero, 0.0, low), np.where(is_true_zero, 0.0, numbers + above)


def _numbers(counts: Any) -> Any:
    """Series stay Series; anything else becomes an array of floats."""
    return counts if hasattr(counts, "to_numpy") else np.asarray(counts, dtype="float64")


RULES: dict[str, Rule] = {
    rule.name: rule
    for rule in (
        Rule(
            "asc",
            "Counts of 1 to 4 are hidden; other counts are rounded to the nearest 5",
            "Adult social care statistics for England (NHS England)",
            1,
            4,
            5,
        ),
        Rule(
            "hes",
            "Counts of 1 to 7 are hidden, zero is kept; other counts are rounded to the nearest 5",
            "Hospital Episode Statistics (NHS England)",
            1,
            7,
            5,
        ),
        Rule(
            "under_6",
            "Counts under 6, zero among them, are hidden; other counts are exact",
            "A common rule in council and health publications",
            0,
            5,
            1,
        ),
        Rule(
            "rule_of_10",
            "Counts under 10, zero among them, are hidden; other counts are exact",
            "The threshold of ten used by secure research services",
            0,
            9,
            1,
        ),
        Rule(
            "none",
            "Nothing is hidden or rounded: for the analyst's own machine only, not for sharing",
            "The analyst's own choice",
            None,
            None,
            1,
        ),
    )
}


def rule_named(name: str | Rule) -> Rule:
    """The rule with this name.

    Raises
    ------
    ValueError
        When no rule has the name; the message lists those there are.
    """
    if isinstance(name, Rule):
        return name
    if name not in RULES:
        raise ValueError(f"No small-number rule is called {name!r}. The rules are: {', '.join(RULES)}.")
    return RULES[name]
