"""Records of people are refused, and nothing of them is repeated."""

import pytest
from ingest_tables import HOMES, INDICATORS, codes, csv, load, refused_with, said
from stdnum.gb import nhs

pytestmark = pytest.mark.unit

#: Numbers that pass the check digit and belong to nobody.
VALID = [number for number in map(str, range(9_990_000_000, 9_990_003_000)) if nhs.is_valid(number)]


def spaced(number: str) -> str:
    """As printed on a letter."""
    return f"{number[:3]} {number[3:6]} {number[6:]}"


@pytest.mark.parametrize(
    "style", [str, spaced, lambda n: spaced(n).replace(" ", "-"), lambda n: f"{n}.0", lambda n: f"No {n} (old)"]
)
def test_nhs_numbers_are_refused_however_they_are_written(style):
    outcome = load(csv("area_code,ref,Rate", *(f"E0100692{i},{style(VALID[i])},1" for i in range(5))))
    assert refused_with(outcome, "nhs-numbers")
    assert not any(number[:9] in said(outcome).replace(" ", "") for number in VALID[:5])


@pytest.mark.parametrize(
    "gap", ["\u00a0", ".", "\u2013", "  ", "\u2009", "\u202f", "\u2011", "\u2212", " - ", "\u200b", "\u00a0\u00a0"]
)
def test_whatever_stands_between_the_parts_of_nhs_numbers(gap):
    cells = [spaced(number).replace(" ", gap) for number in VALID[:6]]
    for n_cells in (1, 6):
        outcome = load(csv("Zone,Month,Hours,ref", *(f"North,2025-0{4 + i},1{i},{cells[i]}" for i in range(n_cells))))
        assert refused_with(outcome, "nhs-numbers")
        assert not any(cell in said(outcome) for cell in cells)


def test_numbers_in_parts_without_the_check_digit_are_let_through():
    wrong = [spaced(str(int(number) + 1)) for number in VALID[:6]]
    for gap in (".", "\u2013", "  ", "\u00a0"):
        rows = (f"E0100692{i},{number.replace(' ', gap)},{i}" for i, number in enumerate(wrong))
        assert not refused_with(load(csv("area_code,ref,Rate", *rows)), "nhs-numbers")


def test_nhs_numbers_among_words_and_blanks_are_found():
    rows = [f"E01006{920 + i},{VALID[i] if i % 5 == 0 else ''},1" for i in range(20)]
    assert refused_with(load(csv("area_code,ref,Rate", *rows)), "nhs-numbers")


def test_nhs_numbers_in_the_first_line_are_not_shown_as_headings():
    outcome = load(csv(f"{VALID[0]},{VALID[1]}", f"{VALID[2]},{VALID[3]}", f"{VALID[4]},{VALID[5]}"))
    assert outcome.is_refused
    assert VALID[0] not in said(outcome)


def test_telephone_numbers_and_figures_that_pass_by_chance_are_not_refused():
    by_chance = ["1617486418", *(f"16174864{i:02d}" for i in range(30) if not nhs.is_valid(f"16174864{i:02d}"))]
    rows = [f"E01006{920 + i},{number},{i}" for i, number in enumerate(by_chance)]
    assert not load(csv("area_code,telephone,Rate", *rows)).is_refused
    assert not load(csv("area_code,Spend", f"E01006920,{VALID[0]}", "E01006921,812000123", "E01006922,13")).is_refused


@pytest.mark.parametrize("cell", [VALID[0], spaced(VALID[1]), "4010232137", "ring 6023004563 again", "943-476-5919"])
@pytest.mark.parametrize("heading", ["Rate", "ref", "Notes"])
def test_a_single_nhs_number_is_stopped_whatever_its_column_is_called(cell, heading):
    outcome = load(csv(f"area_code,{heading},Share", "E01006920,12,1", f"E01006921,{cell},2", "E01006922,13,3"))
    assert refused_with(outcome, "nhs-numbers")
    assert "column B" in outcome.problems[0].where
    assert "letter before it" in outcome.problems[0].fix
    assert cell not in said(outcome)


def test_a_single_nhs_number_among_telephone_numbers_is_stopped():
    rows = [f"E01006{920 + i},16174864{i:02d},1" for i in range(20)]
    assert refused_with(load(csv("area_code,telephone,Rate", *rows, "E01006950,4010232137,2")), "nhs-numbers")


@pytest.mark.parametrize(
    "cell",
    [
        "1617486401", "7911123456", "07911123456", "44010232137", "40102321371", "53.4010232137", "1-4010232137",
        "4010232138", "A4010232137B".replace("A", "1").replace("B", "1"), "4010232137.5", "1234567890",
    ],
)  # fmt: skip
def test_other_long_numbers_are_not_taken_for_one(cell):
    outcome = load(csv("area_code,ref,Rate", f"E01006920,{cell},1", "E01006921,x,2", "E01006922,y,3"))
    assert "nhs-numbers" not in codes(outcome)


def test_property_numbers_and_a_run_of_references_are_let_through():
    assert not load(csv("area_code,UPRN,Rate", "E01006920,4010232137,1", "E01006921,4010232138,2")).is_refused
    references = [f"45101{n:05d}" for n in range(0, 3_300, 33)]
    rows = [f"E01006{100 + i},{number},1" for i, number in enumerate(references)]
    assert 0 < sum(map(nhs.is_valid, references)) < 50
    assert not load(csv("area_code,ref,Rate", *rows)).is_refused


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("NHS Number", "nhs-numbers"), ("Date of Birth", "dates-of-birth"), ("DOB", "dates-of-birth"),
        ("d.o.b", "dates-of-birth"),
        ("First Name", "names-of-people"), ("Surname", "names-of-people"), ("ClientName", "names-of-people"),
        ("LA Person Unique Identifier", "reference-numbers-of-single-people"),
        ("NI number", "national-insurance-numbers"),
    ],
)  # fmt: skip
def test_headings_that_mean_people_refuse_the_file(heading, code):
    outcome = load(csv(f"area_code,{heading},Rate", "E01006920,secret,1", "E01006921,secret,2"))
    assert refused_with(outcome, code)
    assert "secret" not in said(outcome)
    assert outcome.dataset is None


def test_days_of_birth_are_known_by_their_look():
    days = ["03/04/1931", "17/09/1944", "25/12/1950", "01/01/1962"]
    outcome = load(csv("area_code,when,Rate", *(f"E0100692{i},{day},1" for i, day in enumerate(days))))
    assert refused_with(outcome, "dates-of-birth")
    assert "1931" not in said(outcome)


def test_days_of_registration_are_not_days_of_birth():
    text = HOMES.replace("has_residential", "has_residential,Location HSCA start date").replace(
        ",Y,N", ",Y,N,2010-12-31"
    )
    assert not load(text.replace(",N,Y", ",N,Y,2011-01-06")).is_refused


def test_national_insurance_numbers_are_refused():
    outcome = load(
        csv("area_code,ref,Rate", "E01006920,QQ123456C,1", "E01006921,AB123456C,1", "E01006922,AB 12 34 57 D,1")
    )
    assert refused_with(outcome, "national-insurance-numbers")


def test_every_reason_is_given_at_once():
    outcome = load(csv("First Name,Date of Birth,Postcode", "A,01/01/1950,L20 3NJ", "B,01/02/1950,L20 3NJ"))
    assert codes(outcome) == ["dates-of-birth", "names-of-people"]


def test_an_ordinary_file_passes():
    assert not load(INDICATORS).is_refused


def test_nothing_is_logged(caplog, capsys):
    load(csv("NHS Number,Rate", f"{VALID[0]},1", f"{VALID[1]},2"))
    load(INDICATORS)
    assert not caplog.records
    assert capsys.readouterr() == ("", "")
