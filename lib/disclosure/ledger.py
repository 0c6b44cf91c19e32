"""What a session has shown of the same people, and how the next table of them may be shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256

from lib.disclosure.protected import ProtectedTable
from lib.disclosure.rules import RULES, Rule
from lib.disclosure.telling import Side, periods_tell, tells
from lib.disclosure.together import are_linked, together_tell

_ROUNDED_AWAY = 10  # wide enough to cover the range that any rule leaves open


@dataclass(frozen=True, eq=False)
class Given:
    """One table of people as the session has given it out.

    Attributes
    ----------
    about, version
        Whose figures, and which version of them.
    asked, used
        The small-number rule asked for and the one the table was shown under.
    table
        The whole table as shown, before any filter; ``None`` when it was refused.
    why
        Why it is not as asked, in plain words; ``''`` when it is.
    exact
        The same with nothing hidden: kept to hold later tables against, never shown.
    beside
        Other versions, and other tables of the same people, shown before, that the table was made with in mind.
    """

    about: str
    version: str
    asked: Rule
    used: Rule
    table: ProtectedTable | None
    why: str = ""
    exact: ProtectedTable | None = None
    beside: tuple[Given, ...] = ()

    @cached_property
    def side(self) -> Side | None:
        """The table as shown and with nothing hidden; ``None`` where either is not kept."""
        return None if self.table is None or self.exact is None else Side(self.table, self.exact)

    @cached_property
    def mark(self) -> str:
        """The versions and rules that led to it, in short."""
        led = repr((self.version, self.used.name, [one.mark for one in self.beside]))
        return sha256(led.encode()).hexdigest()[:16]


#: A whole table, before any filter, under a rule and with what was shown of these people before in mind.
Make = Callable[[Rule, tuple[Given, ...]], ProtectedTable]


@dataclass(frozen=True, eq=False)
class Ledger:
    """Every table of people given out so far. Nothing in it changes: :meth:`settle` gives a new ledger."""

    given: tuple[Given, ...] = ()

    def settle(self, about: str, version: str, rule: Rule, make: Make) -> tuple[Ledger, Given]:
        """Decide how one more table may be shown, given everything shown of these people before.

        Parameters
        ----------
        about
            Whose figures: tables about the same are versions of each other. Tables about something else are held
            against this one where sums of theirs are sums of its own: then they are of the same people.
        version
            Which version of the data.
        rule
            The rule asked for. What is shown under a rule that hides nothing is for the analyst's own eyes and
            is not held against what others are given.
        make
            The whole table under a rule, before any filter.

        Returns
        -------
        (Ledger, Given)
            The ledger with this table in it, and the decision: as asked; under the rule used first; rounded to
            the nearest 10; or refused. ``why`` says it in plain words.
        """
        known = next((one for one in self._about(about) if (one.version, one.asked) == (version, rule)), None)
        if known is not None:
            return self, known
        if rule.protection_interval == 0:
            return self, Given(about, version, rule, rule, make(rule, ()))
        decided = self._decided(about, version, rule, make)
        return Ledger((*self.given, decided)), decided

    def rule_of(self, about: str) -> Rule | None:
        """The rule these people's figures were last shown under; ``None`` when nothing was shown."""
        return next((one.used for one in reversed(self._about(about)) if one.table is not None), None)

    def _about(self, about: str) -> list[Given]:
        return [one for one in self.given if one.about == about]

    def _decided(self, about: str, version: str, rule: Rule, make: Make) -> Given:
        before = [one for one in self._about(about) if one.table is not None]
        exact = make(RULES["none"], ())
        linked = self._linked(about, exact)
        for used, why in _ways(rule, before or linked):
            beside = tuple(one for one in before if one.version != version and one.used == used)
            beside += tuple(one for one in linked if one.used == used)
            found = Given(about, version, rule, used, make(used, beside), why, exact, beside)
            if not (_gives_away(found, before) or _add_up_to_tell(found, linked)):
                return found
        return Given(about, version, rule, rule, None, _REFUSED)

    def _linked(self, about: str, exact: ProtectedTable) -> list[Given]:
        """Tables about something else that add up to this one, and those that add up to them in turn."""
        left = [one for one in self.given if one.about != about and one.side is not None]
        found: list[Given] = []
        reached = [Side(exact, exact)]
        while reached:
            now = reached.pop()
            new = [one for one in left if one.side is not None and are_linked(now, one.side)]
            left = [one for one in left if one not in new]
            found += new
            reached += [one.side for one in new if one.side is not None]
        return found


def _ways(rule: Rule, before: list[Given]) -> Iterator[tuple[Rule, str]]:
    """How a table may be shown, what was asked for first."""
    yield rule, ""
    first = before[0].used if before else rule
    if first != rule:
        yield first, _KEPT.format(first.title)
    yield coarser(rule), _ROUNDED
    if first.base != _ROUNDED_AWAY and first != rule:
        yield coarser(first), _ROUNDED


def coarser(rule: Rule) -> Rule:
    """The same counts hidden, the rest rounded to the nearest 10."""
    hidden = rule.title.split(";")[0]
    title = f"{hidden}; other counts are rounded to the nearest {_ROUNDED_AWAY}"
    return replace(rule, name=f"{rule.name} to {_ROUNDED_AWAY}", title=title, base=_ROUNDED_AWAY)


def _gives_away(found: Given, before: list[Given]) -> bool:
    return found.table is None or periods_tell(found.table) or any(_pair_tells(found, one) for one in before)


def _add_up_to_tell(found: Given, linked: list[Given]) -> bool:
    sides = [one.side for one in (found, *linked) if one.side is not None]
    return len(sides) > 1 and together_tell(sides)


def _pair_tells(one: Given, other: Given) -> bool:
    if one.side is None or other.side is None or one.side.shown.is_public or other.side.shown.is_public:
        return False
    return tells(one.side, other.side, is_same_version=one.version == other.version)


_KEPT = (
    "The small-number rule stays “{}”. These people's figures have been shown under it, and under a second rule as "
    "well a small number could be worked out. For another rule, open the page in a new tab and choose it there first."
)
_ROUNDED = (
    "These figures are rounded to the nearest 10. Another version of them, another period, or another table of the "
    "same people is shown as well, and the difference between the two would tell of a few people."
)
_REFUSED = (
    "These figures are not shown. Beside what you have looked at before, they would give a small number of people "
    "away. To look at them alone, open the page in a new tab."
)
