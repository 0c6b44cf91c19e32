"""A cell that a workbook shows as 12% is read as 12%, whatever it holds; other cells are as they were."""

import zipfile
from io import BytesIO

import openpyxl
import pytest
from ingest_workbooks import ods, xlsx, zipped

from lib.ingest import load
from lib.ingest.workbook import grids_of

pytestmark = pytest.mark.unit

ROWS = [["Area code", "Share", "Rate"], ["E01006920", 0.12, 0.12], ["E01006921", 0.075, 1.5], ["E01006922", 1, 2]]


def by_excel(formats, rows=ROWS, above=0):
    """A workbook as openpyxl writes it; column -> number format."""
    book = openpyxl.Workbook()
    sheet = book.active
    for _ in range(above):
        sheet.append([])
    for row in rows:
        sheet.append(row)
    for column, number_format in formats.items():
        for cell in sheet[column][above + 1 :]:
            cell.number_format = number_format
    return saved(book)


def saved(book):
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def by_office(rows, repeated=1):
    """An ods file as the office programs write it: two blank rows and columns, then percentages in the second."""
    lines = [_line(row, repeated if row is rows[-1] else 1) for row in rows]
    first = f'<table:table-row table:number-rows-repeated="2"/>{"".join(lines)}'
    with zipfile.ZipFile(BytesIO(ods({"First &amp; only": [], "Empty": []}))) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    files["content.xml"] = files["content.xml"].replace("</table:table>", f"{first}</table:table>", 1)
    return zipped(files)


def _line(row, repeated):
    cells = "".join(_office_cell(value, "percentage" if at == 1 else "float") for at, value in enumerate(row))
    return (
        f'<table:table-row table:number-rows-repeated="{repeated}">'
        f'<table:table-cell table:number-columns-repeated="2"/>{cells}</table:table-row>'
    )


def _office_cell(value, kind):
    said = f'"{kind}" office:value="{value}"' if isinstance(value, int | float) else '"string"'
    return f"<table:table-cell office:value-type={said}><text:p>{value}</text:p></table:table-cell>"


def cells(content):
    frame = grids_of(content)[0].cells
    return [[cell for cell in row if cell] for row in frame.to_numpy().tolist() if any(row)]


SHOWN = [["Area code", "Share", "Rate"], ["E01006920", "12%", "0.12"], ["E01006921", "7.5%", "1.5"],
         ["E01006922", "100%", "2"]]  # fmt: skip


@pytest.mark.parametrize("shown_as", ["0%", "0.00%", "0.0 %", '[Red]0%;"none"'])
def test_an_xlsx_cell_shown_as_a_percentage_is_one(shown_as):
    assert cells(by_excel({"B": shown_as})) == SHOWN
    assert cells(by_excel({"B": shown_as}, above=3)) == SHOWN


@pytest.mark.parametrize("shown_as", ["0.00", '0.00" %"', "0.00\\%", "General"])
def test_other_formats_change_nothing(shown_as):
    assert cells(by_excel({"B": shown_as}))[1] == ["E01006920", "0.12", "0.12"]


def test_words_under_a_format_of_percentages_stay_as_they_are():
    rows = [["Area code", "Share"], ["E01006920", "[c]"], ["E01006921", True], ["E01006922", 0.5]]
    assert [row[1] for row in cells(by_excel({"B": "0%"}, rows))[1:]] == ["[c]", "TRUE", "50%"]


def test_blank_rows_above_a_table_are_counted_once():
    for above in (0, 1, 3):
        grid = grids_of(by_excel({}, above=above))[0]
        assert grid.cells.loc[above + 1, 0] == "Area code"
    assert grids_of(by_office(ROWS))[0].cells.loc[3, 2] == "Area code"


def test_cells_that_do_not_say_where_they_stand_are_counted():
    content = xlsx({"One": ROWS})
    with zipfile.ZipFile(BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    sheet = files["xl/worksheets/sheet1.xml"]
    for value in (b"0.12", b"0.075"):
        sheet = sheet.replace(b"<c><v>" + value, b'<c s="1"><v>' + value, 1)
    files["xl/worksheets/sheet1.xml"] = sheet
    files["xl/styles.xml"] = (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2">'
        '<xf numFmtId="0"/><xf numFmtId="9"/></cellXfs></styleSheet>'
    )
    assert [row[1:] for row in cells(zipped(files))[1:3]] == [["12%", "0.12"], ["7.5%", "1.5"]]


def test_an_ods_cell_of_percentages_is_one():
    assert cells(by_office(ROWS)) == SHOWN
    assert cells(by_office(ROWS, repeated=3))[3:] == [SHOWN[3]] * 3
    assert cells(ods({"One": ROWS}))[1] == ["E01006920", "0.12", "0.12"]


def test_a_column_of_percentages_is_read_from_0_to_100_and_the_same_as_text():
    from_text = load(b"Area code,Share\nE01006920,12%\nE01006921,7.5%\nE01006922,100%\n", "f.csv")
    for content in (by_excel({"B": "0.0%"}), by_office(ROWS)):
        outcome = load(content, "f")
        assert outcome.dataset.frame["Share"].tolist() == from_text.dataset.frame["Share"].tolist() == [12, 7.5, 100]
        assert not {"percent-perhaps-share", "percent-mixed"} & {one.code for one in outcome.problems}
