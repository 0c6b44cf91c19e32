"""Notes about single people told by the words of case files: 'key safe', 'lives alone', 'DNACPR'."""

from __future__ import annotations

import re
from collections.abc import Iterable

#: What is said of nobody but one person and the home of theirs.
_OF_ONE = re.compile(
    r"(?i)\b(key ?safe|dna ?cpr|dnar|police marker|no lone (working|visits?)|lone worker (risk|alert)|lives alone"
    r"|lives with (?!dementia\b)|next of kin|nok\b|diagnosed with|falls? risk|risk of falls|double[- ]handed|hoist(ed)?"
    r"|sectioned|bed ?bound|house ?bound|self[- ]neglect\w*|suicid\w+|incontinen\w+|catheter|hoarding|hoards)\b"
)
#: What may be said of one person or of many.
_OF_SOME = re.compile(
    r"(?i)\b(dementia|alzheimer\w*|schizophreni\w+|bipolar|parkinsons?|stroke|epilep\w+|safeguarding|alcohol"
    r"|drug misuse|domestic (violence|abuse)|end of life|gp visits?|wheelchair|carer breakdown|lone working"
    r"|mental capacity)\b"
)
#: Words of figures, services and places, in the names of measures, specialisms and remarks on homes.
_OF_MANY = re.compile(
    r"(?i)\b(people|persons|adults|residents|clients|patients|carers|users|households?|older|younger|aged|number|rate"
    r"|rates|per|proportion|percentage|per ?cent|share|count|counts|total|estimated|prevalence|average|weeks?|hours of"
    r"|services?|providers?|homes?|staff|training|polic(y|ies)|audit|conditions|disabilit(y|ies)|beds?|nursing|ward"
    r"|council|register|data|figures?|enquir(y|ies)|concerns|referrals|caring for|support for)\b|%"
)
#: Words of groups and pathways, whose labels may name two conditions.
_OF_GROUP = re.compile(r"(?i)\b(support|care|pathway|admissions?|deaths?|misuse|needs?)\b")
_FEWEST_WORDS, _FEWEST_WORDS_OF_SOME, _ENOUGH = 4, 5, 2


def are_case_notes(different: Iterable[str]) -> bool:
    """Whether two or more different cells of a column are notes of a case file.

    A note is four words or more with one that is said of single people and another of a case file, or six words with
    the one; or five with two that may be said of anybody. Labels of groups are shorter, and the names of measures say
    people, a share or a service.
    """
    return sum(map(_is_case_note, different)) >= _ENOUGH


def _is_case_note(cell: str) -> bool:
    n_words = len(re.findall(r"[^\W_]+", cell))
    if n_words < _FEWEST_WORDS or _OF_MANY.search(cell):
        return False
    of_one = {found[0].casefold() for found in _OF_ONE.finditer(cell)}
    of_some = {found[0].casefold() for found in _OF_SOME.finditer(cell)}
    if of_one:
        return len(of_one | of_some) >= _ENOUGH or n_words > _FEWEST_WORDS_OF_SOME
    return n_words >= _FEWEST_WORDS_OF_SOME and len(of_some) >= _ENOUGH and not _OF_GROUP.search(cell)
