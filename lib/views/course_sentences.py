"""What a series did, in words made by rule: where it began, turned and stands now, and what of it is sure."""

from __future__ import annotations

from lib.core.words import say_count, say_list, say_number, say_period
from lib.measures.course import Course, Point
from lib.measures.in_total import InTotal
from lib.measures.like_for_like import Alike
from lib.measures.trend import TOO_FEW, Trend

_NAMED = 4
_SURE = {
    "peak": "That they rose and then fell is more than chance alone would give.",
    "low": "That they fell and then rose is more than chance alone would give.",
    "rise": "That rise is more than chance alone would give.",
    "fall": "That fall is more than chance alone would give.",
    "level": "The level has shifted by more than chance alone would give.",
}
_NOT_SURE = {
    "peak": "A rise and fall like this could be chance.",
    "low": "A fall and rise like this could be chance.",
    "rise": "A rise like this could be chance.",
    "fall": "A fall like this could be chance.",
    "level": "No lasting rise or fall can be told from chance.",
}


def say_course(course: Course | None, found: Trend, title: str, whose: str = "All localities") -> list[str]:
    """What happened, how sure that is, and how the last figure stands to a year before; ``title`` is plural."""
    if course is None:
        return [f"{title} have a figure in fewer than two periods, so nothing can be said of them over time."]
    said = [f"{_what_happened(course, title, whose)} {_how_sure(course, found)}"]
    if course.year_before is not None:
        said.append(_since_a_year(course, course.year_before))
    return said


def _what_happened(course: Course, title: str, whose: str) -> str:
    first, last, turn = _at(course.first), _at(course.last), _at(course.turn)
    start = f"{whose} together: {title[:1].lower()}{title[1:]}"
    if course.shape in ("peak", "low"):
        went, back, gone = ("rose", "fell", "fallen") if course.shape == "peak" else ("fell", "rose", "risen")
        if course.after is not None:
            return f"{start} {went} from {first} to {turn}, {back} to {_at(course.after)} and {went} again, to {last}."
        return f"{start} {went} from {first} to {turn}, and have {gone} since, to {last}."
    if course.shape in ("rise", "fall"):
        return f"{start} {'rose' if course.shape == 'rise' else 'fell'} from {first} to {last}."
    return f"{start} were {last}{_among_all(course)}."


def _among_all(course: Course) -> str:
    """The last figure beside the highest and the lowest of all."""
    high, low = _at(course.highest), _at(course.lowest)
    if course.highest.value == course.lowest.value:
        return ", as in every period"
    if course.last.value == course.highest.value:
        return f": never more, and fewest at {low}"
    if course.last.value == course.lowest.value:
        return f": never fewer, and most at {high}"
    return f", and never more than {high} or fewer than {low}"


def _how_sure(course: Course, found: Trend) -> str:
    if course.is_sure is None or found.verdict == TOO_FEW:
        return f"Whether that is more than chance cannot be tested: {found.reason}"
    return (_SURE if course.is_sure else _NOT_SURE)[course.shape]


def _since_a_year(course: Course, before: Point) -> str:
    change = course.last.value - before.value
    way = "up" if change > 0 else "down"
    share = f" by {100 * abs(change) / before.value:,.0f}%" if before.value else ""
    moved = f"{way}{share}" if change else "the same"
    then = f"{say_number(before.value)} in {say_period(before.period)}"
    said = f"Now {say_number(course.last.value)}, against {then}: {moved}."
    if course.is_year_sure is None or not change:
        return said
    sure = "A change like that is more than chance alone would give."
    return f"{said} {sure if course.is_year_sure else 'A change like that could be chance.'}"


def say_in_total(adding: InTotal, title: str) -> str:
    """What the total of all localities does with hidden figures; nothing where none is hidden."""
    if adding.left_out:
        names = say_list(list(adding.left_out))
        return (
            f"'All localities' leaves out {names} in every period: hours there are hidden to protect people, and a "
            "total with them in it would tell of those."
        )
    if not adding.hidden_count:
        return ""
    hidden = say_count(adding.hidden_count, "figure is", "figures are")
    return (
        f"{hidden} hidden to protect people. In 'All localities' each counts as {adding.middle:g} {title.lower()}, the "
        "middle of what it may be."
    )


def say_compared(alike: Alike, title: str, when: str = "in some of the periods only") -> str:
    """Which localities or periods are not compared, and how much of the last figure those are; nothing where all are.

    ``title`` is plural; ``when`` says when the others are known.
    """
    return " ".join(said for said in (_left_out(alike, title, when), _since(alike)) if said)


def _since(alike: Alike) -> str:
    """From when on all of them are known, where that is not the first period."""
    first = alike.totals.first_valid_index()
    if first is None or first == alike.totals.index[0]:
        return ""
    return f"Growth is told from {say_period(str(first))}, the first period in which the same localities are all known."


def _left_out(alike: Alike, title: str, when: str) -> str:
    if not alike.left_out:
        return ""
    more = [say_count(len(alike.left_out) - _NAMED, "other")] if len(alike.left_out) > _NAMED else []
    named = say_list([*alike.left_out[:_NAMED], *more])
    many = len(alike.left_out) > 1
    of = f"{'they are' if many else 'it is'} {_share(alike.left_out_pct)} {title.lower()} in {say_period(alike.last)}"
    return f"Growth is of the same localities only. Left out: {named}, known {when}; {of}."


def _share(per_cent: float) -> str:
    if not per_cent > 0:
        return "none of the"
    return "less than 1% of the" if per_cent < 1 else f"{per_cent:.0f}% of the"


def say_counted_as_middle(adding: InTotal) -> list[str]:
    """How many hidden numbers of people a model counts, and as what."""
    if not adding.hidden_count:
        return []
    hidden = say_count(adding.hidden_count, "number of people waiting is", "numbers of people waiting are")
    return [f"{hidden} hidden to protect people; each counts as {adding.middle:g} here, the middle of what it may be."]


def _at(point: Point) -> str:
    return f"{say_number(point.value)} in {say_period(point.period)}"
