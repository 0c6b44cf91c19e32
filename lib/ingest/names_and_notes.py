"""Words about single people: columns of people's names, and notes about them in free text."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from lib.ingest.case_notes import are_case_notes
from lib.ingest.columns import POSTCODE, normal
from lib.ingest.person_names import are_names, is_list_of_names, says_whose_name


def _words(said: str) -> frozenset[str]:
    return frozenset(said.split())


#: The commonest first names of adults in England, those of the largest communities among them.
_FIRST_NAMES = _words(
    """
    aaron abdul abdullah abigail adam adrian agnes ahmed aisha alan albert alexander alexandra alfred ali alice alison
    amanda amelia amina amir amy andrea andrew angela anita ann anna anne annie anthony antony arthur asha ayesha
    barbara barry beatrice ben benjamin bernard beryl beth betty beverley bob brenda brian bridget bruce carl carol
    caroline catherine charles charlotte chloe chris christina christine christopher claire clare colin craig cynthia
    daisy daniel danielle dave david dawn dean debbie deborah denis denise dennis derek diana diane donald donna dora
    doreen doris dorothy dylan edith edna edward eileen elaine eleanor elizabeth ella ellen elsie emily emma eric
    erica ernest ethan ethel eunice eva evelyn farah fatima fiona florence frances francis frank fred freda frederick
    gareth garry gary gavin gemma geoffrey george georgina gerald gerard gillian gladys glen glenys gloria gordon grace
    graham gwen hannah harold harriet harry hassan hazel heather helen henry hilary hilda holly howard hugh hussain ian
    ibrahim imran irene iris isaac isabel ivan ivy jack jackie jacqueline jade jake james jamie jane janet janice jason
    jasmine jean jeffrey jennifer jenny jeremy jessica jill jim joan joanna joanne joe john jonathan jose joseph
    josephine joshua joy joyce judith julia julian julie june karen karl kate katherine kathleen kathryn katie kay keith
    kelly kenneth kevin khadija kim kimberley krishna kyle laura lauren lawrence leah lee leonard leslie lewis liam lily
    linda lisa lorraine louis louise lucy luke lynn lynne mabel malcolm margaret maria marian marie marilyn marion
    marjorie mark martha martin mary matthew maureen maurice mavis megan melanie melissa michael michelle mildred millie
    miriam mohamed mohammad mohammed molly monica muhammad muriel nadia nancy naomi natalie natasha neil nicholas nicola
    nigel
    nora norma norman olive oliver olivia oscar owen pamela patricia patrick paul paula pauline peggy penelope peter
    philip phillip phoebe phyllis priya rachel raj rajesh ralph ray raymond rebecca reginald rhys richard rita robert
    robin roger ronald rosemary ross roy russell ruth ryan sally sam samantha samuel sandra sanjay sara sarah scott sean
    shannon sharon sheila shirley simon sophia sophie stacey stella stephanie stephen steve steven stuart sue sunita
    susan suzanne sybil sydney sylvia tanya teresa terence terry theresa thomas timothy tina toby tom tony tracey tracy
    trevor valerie vera vernon veronica victor vincent violet vivien walter wayne wendy wilfred william winifred yasmin
    yvonne zainab zoe
    """
)
#: Names with one of these words are of places and firms, whoever they are named after.
_OF_PLACES = _words(
    """
    house lodge court hall home homes care centre manor view villa grange gardens garden park road street avenue close
    drive lane green hill hospital ward unit trust nursing residential rest healthcare ltd limited group services
    service cottage mews place rise way wood woods field fields farm bank bridge square church school mount terrace
    heights association society foundation community living support north south east west upper lower central st and
    of the
    """
)
#: Headings over names that stand for an office or a place, as in the public registers.
_PUBLIC = _words(
    """
    manager managers nominated contact contacts provider providers councillor councillors owner owners director
    directors lead author brand company organisation organisations hospital trust site ward area locality home homes
    location mp zone parish constituency school street address town city officer commissioner landlord
    """
)
_TITLE = re.compile(r"(?i)(mr|mrs|miss|ms|mx|dr)\.?\s+")
#: The postcode of a home after a name in the same cell.
_POSTCODE = re.compile(rf"(?<=\w)[\s,(–-]+{POSTCODE}\)?$")
_E_MAIL = re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.-]+")
_WHOSE = re.compile(
    r"\b(clients?|service users?|su|patients?|persons?|residents?|customers?|citizens?|individuals?|tenants?"
    r"|next of kin)\b"
)
_TO_ANOTHER = _words("provider providers home homes team enquiries referrals council office manager")
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’-])*\.?")
#: Somebody, and something that is, was or has to be done: a sentence about one person. The notes on a table say
#: 'the client' and 'his or her'; notes about a client begin with 'Client'.
_ANYBODY = re.compile(r"(?i)\b(he or she|his or her|him or her|his / her|his/her|he/she)\b")
_SOMEBODY = re.compile(
    r"(?i)\b(he|she|him|her|his|hers|mr|mrs|ms|miss|daughter|son|wife|husband|mum|dad|mother|father|sister|brother"
    r"|niece|nephew|granddaughter|grandson)\b|^\W*(client|resident|patient|tenant|service user|su|pt)\b"
)
_SOMETHING = re.compile(
    r"(?i)\b(is|was|has|had|needs?|says|said|cannot|can't|does|did|been|being|lives|wants|fell|feels|refuse[sd]"
    r"|moved|discharged|died|complain(s|ed)|suffers|struggles|requires|requested|reports|reported)\b"
)
_FEWEST, _FEWEST_NOTES, _FEWEST_WORDS = 3, 2, 7
_SAMPLE = 4_000


def holds_names(heading: str, cells: pd.Series, headings: Iterable[str] = ()) -> bool:
    """Whether at least half the different cells of a column, and three or more, are names of people.

    A column headed as an office or a place (registered manager, provider, ward) is not judged: registers print those.
    Under a heading that says a person, or 'Name', names are told by how they are written too: see ``person_names``.
    """
    is_public = bool(_PUBLIC & set(normal(heading).split()))
    if is_public and not says_whose_name(heading):
        return False
    said = _different(cells)
    written = [_POSTCODE.sub("", cell) for cell in said] if says_whose_name(heading) else said
    if are_names(heading, written, _n_filled(cells), headings):
        return True
    likely = sum(map(is_name_of_person, said))
    if likely and likely == len(said) and is_list_of_names(heading, said, headings):
        return True
    return likely >= _FEWEST and 2 * likely >= len(said)


def holds_e_mails(heading: str, cells: pd.Series) -> bool:
    """Whether a column headed as of clients or the like has e-mail addresses in half its cells."""
    said = normal(heading)
    if not _WHOSE.search(said) or _TO_ANOTHER & set(said.split()):
        return False
    different = _different(cells)
    n_found = sum(_E_MAIL.search(cell) is not None for cell in different)
    return n_found > 0 and 2 * n_found >= len(different)


def holds_notes(cells: pd.Series) -> bool:
    """Whether two or more different cells are sentences about a person, or notes of a case file."""
    different = _different(cells)
    if are_case_notes(different):
        return True
    said = (_ANYBODY.sub("they", cell) for cell in different if cell.count(" ") >= _FEWEST_WORDS - 1)
    return sum(bool(_SOMEBODY.search(cell) and _SOMETHING.search(cell)) for cell in said) >= _FEWEST_NOTES


def is_name_of_person(cell: str) -> bool:
    """Whether a cell is a title and a name, or a common first name and others; 'Smith, John' and 'SMITH John' too.

    A postcode may stand after the name.
    """
    cell = _POSTCODE.sub("", cell)
    bare = _TITLE.sub("", cell, count=1)
    first, comma, rest = bare.partition(",")
    words = f"{rest} {first}".split() if comma else bare.split()
    if len(words) > 4 or not all(_WORD.fullmatch(word) for word in words):
        return False
    plain = [word.casefold().rstrip(".") for word in words]
    if _OF_PLACES & set(plain):
        return False
    if len(words) < 2:
        return bare != cell and bool(words)
    is_turned = words[0].isupper() and not words[-1].isupper()
    return bare != cell or plain[0] in _FIRST_NAMES or (is_turned and plain[1] in _FIRST_NAMES)


def _different(cells: pd.Series) -> list[str]:
    """The different filled cells of a sample from all along a column."""
    return [said for cell in _sample(cells).dropna().unique() if (said := str(cell).strip())]


def _n_filled(cells: pd.Series) -> int:
    return int(_sample(cells).fillna("").str.strip().ne("").sum())


def _sample(cells: pd.Series) -> pd.Series:
    return cells.iloc[:: max(1, len(cells) // _SAMPLE)]
