"""How much one file may ask of the machine: every limit of the door in one place."""

from __future__ import annotations

MEGABYTE = 1_000_000

#: A 1,000,000-row extract of 15 columns is about 140 MB of CSV; twice that is still read in one piece.
MAX_BYTES = 300 * MEGABYTE
#: JSON takes ten times its size in memory.
MAX_JSON_BYTES = 100 * MEGABYTE
#: Rows and columns of one table. A spreadsheet ends at 1,048,576 rows and 16,384 columns.
MAX_ROWS = 3_000_000
MAX_COLUMNS = 2_000
#: A table on its side has few rows, one for each thing said, and as many columns as there are things.
MAX_ROWS_TURNED = 100
#: Longest cell; a spreadsheet holds 32,767 characters, a quotation mark left open swallows far more.
MAX_CELL_CHARACTERS = 65_536

#: What a zip archive (workbooks are zips too) may declare before it is opened.
#: The largest official workbook met, a 30 MB ods, unpacks to more than 1,000 MB of XML.
MAX_UNPACKED_BYTES = 3_000 * MEGABYTE
MAX_ARCHIVE_ENTRIES = 2_000
#: XML of real workbooks packs 10 to 40 times; bombs pack 1,000 times. Judged only above this size.
MAX_PACKING_RATIO = 200
RATIO_JUDGED_ABOVE = 20 * MEGABYTE

#: What the separate process that opens workbooks and map files may use.
CHILD_MEMORY_BYTES = 4_000 * MEGABYTE
CHILD_SECONDS = 300
#: What the separate process may hand back, as text.
CHILD_OUTPUT_BYTES = 1_000 * MEGABYTE
