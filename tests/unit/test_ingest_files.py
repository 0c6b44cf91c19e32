"""What the bytes are decides how they are read, whatever the file is called."""

import gzip

import pytest
from ingest_tables import HOMES, INDICATORS, codes, column, load, refused_with, said
from ingest_workbooks import zipped

import lib
from lib.ingest import limits

pytestmark = pytest.mark.unit


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-32"])
def test_any_usual_encoding_gives_the_same_table(encoding):
    text = INDICATORS.replace("Sefton 011A", "Café Ynys Môn £5 – ‘A’")
    assert column(load(text.encode(encoding)), "area_name")[0] == "Café Ynys Môn £5 – ‘A’"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_any_usual_separator_and_line_ending_gives_the_same_table(separator, ending):
    text = INDICATORS.replace(",", separator).replace("\n", ending)
    assert column(load(text), "Rate") == [12.5, 9.75, 0.0]


def test_a_declared_separator_is_believed():
    assert column(load("sep=;\n" + INDICATORS.replace(",", ";")), "Rate") == [12.5, 9.75, 0.0]


def test_commas_inside_cells_do_not_hide_a_semicolon_file():
    text = HOMES.replace(",", ";").replace("Elm House", "Elm House, 1, The Lane, Bootle")
    assert column(load(text), "name")[0] == "Elm House, 1, The Lane, Bootle"


def test_one_stray_byte_does_not_garble_a_utf8_file():
    text = INDICATORS.replace("Sefton 011A", "Ynys Môn " * 30).encode() + b"E01006923,bad \xff byte,1,1%\n"
    names = column(load(text), "area_name")
    assert str(names[0]).startswith("Ynys Môn")
    assert names[3] == "bad � byte"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "picture"),
        (b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" + bytes(50), "program"),
        (b"\x7fELF\x02\x01\x01" + bytes(50), "program"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(50), "old Excel"),
        (gzip.compress(b"a,b\n1,2\n", mtime=0), "gzip"),
        (b"PAR1" + bytes(range(200)), "Parquet"),
        (b"<!DOCTYPE html><html><table><tr><td>E01006920</td></tr></table></html>", "web page"),
        (b"\n <table><tr><td>1</td></tr></table>", "web page"),
        (b'<?xml version="1.0"?><Workbook/>', "XML"),
        (b"SQLite format 3\x00" + bytes(100), "SQLite"),
        (zipped({"a.csv": INDICATORS, "b.csv": INDICATORS}), "zip archive"),
        (zipped({"word/document.xml": "<a/>"}), "Word"),
        (zipped({"xl/workbook.bin": "x"}), "xlsb"),
        (bytes(range(256)) * 20, "not text"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",  # bytes in a name change from run to run
)
def test_what_is_not_a_table_is_named_and_refused(content, what):
    outcome = load(content, name="homes.csv")
    assert refused_with(outcome, "not-a-table")
    assert what in said(outcome)


@pytest.mark.parametrize("content", [b"", b" \n\r\n ", b"\xef\xbb\xbf", b"\x00" * 100, b"\xff\xfe"])
def test_an_empty_file_is_refused(content):
    assert refused_with(load(content), "file-empty")


def test_a_damaged_workbook_is_refused():
    assert refused_with(load(b"PK\x03\x04" + bytes(40)), "file-damaged")


def test_headings_without_rows_are_refused():
    assert refused_with(load("area_code,Rate\n"), "no-rows")


def test_words_without_columns_are_refused():
    assert refused_with(load("Minutes of the meeting\nThe meeting opened at ten\n"), "no-table")


def test_a_quotation_mark_left_open_is_refused_with_its_place():
    lines = [f"E0100{6920 + i},Place {i},{i}" for i in range(5_000)]
    outcome = load("area_code,area_name,Rate\n" + 'E01006919,"Open,1\n' + "\n".join(lines))
    assert refused_with(outcome, "quote-not-closed")


def test_a_file_beyond_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr("lib.ingest.door.MAX_BYTES", 100)
    assert refused_with(load(INDICATORS), "file-too-big")


def test_too_many_columns_are_refused():
    wide = ",".join(f"c{i}" for i in range(limits.MAX_COLUMNS + 1))
    assert refused_with(load(f"{wide}\n{wide}\n"), "too-wide")


def test_the_name_of_a_file_says_nothing_about_it():
    outcome = load(INDICATORS, name="../../etc/<img src=x onerror=alert(1)>.pdf")
    assert outcome.dataset.provenance.source == "../../etc/<img src=x onerror=alert(1)>.pdf"
    assert outcome.dataset.kind == "indicators"


def test_an_unknown_kind_is_the_programmers_mistake():
    with pytest.raises(ValueError, match="no kind of dataset is called 'nonsense'"):
        lib.load(INDICATORS.encode(), "x.csv", "nonsense")


def test_a_kind_is_known_by_its_alias():
    assert load(HOMES, "care_homes").dataset.kind == "homes"


def test_progress_is_told():
    told = []
    lib.load(INDICATORS.encode(), "x.csv", progress=lambda stage, share: told.append((stage, share)))
    assert [stage for stage, _ in told if stage != "Reading"] == ["Recognising", "Checking"]
    assert all(0 <= share <= 1 for _, share in told)


def test_json_that_holds_no_table_is_refused():
    assert codes(load('{"a": {"b": [1, 2]}}')) != []
    assert load("[1, 2, 3]").is_refused


def test_hostile_text_stays_text():
    names = [
        "<img src=x onerror=alert(1)>",
        "`${7*7}`",
        "![x](http://x)",
        '=HYPERLINK("http://x")',
        "@SUM(1)",
        "{{7*7}}",
    ]
    rows = [f'E0100692{i},"{name.replace(chr(34), chr(34) * 2)}",{i}' for i, name in enumerate(names)]
    outcome = load("\n".join(["area_code,area_name,Rate", *rows]))
    assert column(outcome, "area_name") == names
