"""The single door in: bytes to a checked dataset, or problems."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from lib.core import SYNTHETIC, Problem, Provenance, hash_of
from lib.core.words import say_count
from lib.datasets import KINDS, Dataset, Kind, Outcome, kind_named
from lib.ingest.cells import no_states
from lib.ingest.columns import find
from lib.ingest.findings import Refused, account, in_file_order, noted, refuse, rows_set_aside
from lib.ingest.kinds.area_rows import area_code_heading, code_year
from lib.ingest.kinds.homes import POSTCODE
from lib.ingest.limits import MAX_BYTES, MEGABYTE
from lib.ingest.mapping import finding_in_file_words, in_file_words, said_of_columns, with_columns_named
from lib.ingest.maps import read_map, with_outline_column
from lib.ingest.months import KINDS_BY_PERIOD, in_the_file, laid_down, refuse_unnamed
from lib.ingest.personal import is_about_people, marked, stop_numbers_of_people, stop_people
from lib.ingest.progress import Progress, silent
from lib.ingest.recognise import Recognised, recognise
from lib.ingest.records import read_records
from lib.ingest.sniff import FileKind, kind_of_file
from lib.ingest.table import Grid, Imported, Table
from lib.ingest.text import read_text
from lib.ingest.turned import stood_up, turned
from lib.ingest.workbook import grids_of, said_of_sheets, tables_of

#: The code of the one refusal that is a fault of ours.
UNFORESEEN = "unforeseen"


def load(
    content: bytes,
    name: str,
    kind: str | None = None,
    *,
    progress: Progress | None = None,
    columns: Mapping[str, str] | None = None,
) -> Outcome:
    """Read an uploaded file into a checked dataset, or say what is wrong with it.

    Parameters
    ----------
    content
        The bytes of the file. What they are is told from the bytes, not from the name.
    name
        The file's name, kept as the source; never used as a path.
    kind
        A key or alias of :data:`lib.datasets.KINDS`; ``None`` to recognise the kind.
    progress
        Called with what is being done and the share done (0 to 1).
    columns
        Heading of the file -> column of the kind, where the user says which is which; see
        :func:`lib.ingest.mapping.propose`.

    Returns
    -------
    Outcome
        ``dataset`` is ``None`` when the file is refused. ``problems`` are in the order of the file. The
        dataset's parts: ``set_aside``, ``account`` (every row that anything was found about) and
        ``states`` (cells that hold a mark in place of a figure: ``source_row, column, state``).

    Raises
    ------
    ValueError
        When ``kind`` is not a kind: a mistake of the programmer's. No file raises.
    """
    wanted = _kind_wanted(kind)
    tell = progress or silent
    try:
        return _accepted(content, name, wanted, tell, columns)
    except Refused as refused:
        return Outcome(None, refused.problems, names_people=is_about_people(refused.problems))
    except RecursionError:
        return Outcome(None, (_too_deep(),))
    except Exception:  # the door never raises for a file; tests see to it that this is never reached
        return Outcome(None, (_unforeseen(),))


def _kind_wanted(kind: str | None) -> Kind | None:
    found = kind_named(kind) if kind else None
    if kind and found is None:
        raise ValueError(f"no kind of dataset is called {kind!r}; the kinds are {', '.join(KINDS)}")
    return found


def _accepted(
    content: bytes, name: str, kind: Kind | None, tell: Progress, columns: Mapping[str, str] | None
) -> Outcome:
    """The way of a file, step by step."""
    _refuse_too_big(content)
    tables = read_tables(content, tell)
    try:
        return _made_of(tables, content, name, kind, tell, columns or {})
    except Refused as refused:
        if any(table.holds_people for table in tables):
            return Outcome(None, refused.problems, names_people=True)
        raise Refused(*(in_file_words(problem, columns or {}) for problem in refused.problems)) from refused


def _made_of(
    tables: list[Table], content: bytes, name: str, kind: Kind | None, tell: Progress, columns: Mapping[str, str]
) -> Outcome:
    tell("Recognising", 0.0)
    table, chosen = _likeliest(with_columns_named(_with_periods_down(tables), columns) if columns else tables, kind)
    tell("Checking", 0.0)
    imported = chosen.format.read(table)
    if columns:
        chosen = replace(chosen, why=said_of_columns(KINDS[chosen.format.kind].title, columns))
    headings = {**_headings(table, imported), **columns}
    imported = replace(imported, findings=tuple(finding_in_file_words(one, headings) for one in imported.findings))
    imported = in_the_file(imported, table)
    _refuse_nothing_left(table, imported)
    return _outcome(content, name, chosen, table, imported)


def _headings(table: Table, imported: Imported) -> dict[str, str]:
    """What the file calls columns that findings call by our names: heading -> our name."""
    named = {one.column for one in imported.findings} - set(table.headings)
    of = {"area_code": area_code_heading, "postcode": lambda given: find(given.headings, POSTCODE)}
    return {heading: column for column, in_file in of.items() if column in named and (heading := in_file(table))}


def read_tables(content: bytes, tell: Progress = silent) -> list[Table]:
    """Bytes to tables of text with headings, the likeliest first; files about people go no further than this."""
    file_kind = kind_of_file(content)
    tell("Reading", 0.0)
    if file_kind in (FileKind.GEOJSON, FileKind.GEOPACKAGE, FileKind.SHAPEFILE):
        return [_without_people(read_map(content, file_kind))]
    if file_kind is FileKind.JSON:
        return [_without_people(read_records(content))]
    grids = grids_of(content) if file_kind is FileKind.WORKBOOK else [read_text(content, tell)]
    for grid in grids:
        stop_numbers_of_people(grid.cells)
    tables = tables_of(grids)
    return [_beside(with_outline_column(table), tables, grids) for table in tables]


def raw_table(content: bytes) -> Table | None:
    """The likeliest table of a file, for a user to say which column is which: as it stands, periods across laid down.

    ``None`` when there is no table in it, or its rows are people.
    """
    try:
        _refuse_too_big(content)
        table = _with_periods_down(read_tables(content))[0]
        return None if table.holds_people else table
    except (Refused, RecursionError):
        return None


def _beside(table: Table, tables: list[Table], grids: list[Grid]) -> Table:
    """A table that knows the other sheets of its workbook."""
    others = tuple(other for other in tables if other.sheet != table.sheet)
    return marked(replace(table, companions=others).with_findings(*said_of_sheets(table, grids)))


def _without_people(table: Table) -> Table:
    stop_numbers_of_people(table.frame)
    stop_people(table)
    return marked(table)


def _likeliest(tables: list[Table], kind: Kind | None) -> tuple[Table, Recognised]:
    """The first table that can be recognised; what was wrong with the likeliest when none can."""
    refusals = []
    for table, wanted in _attempts(tables, kind):
        try:
            return table, recognise(table, wanted)
        except Refused as refused:
            refusals += [refused] if wanted is kind else []
    down = (table for table in _with_periods_down(tables[:1]) if not kind or kind.key in KINDS_BY_PERIOD)
    raise next(filter(None, map(refuse_unnamed, down)), refusals[0])


def _attempts(tables: list[Table], kind: Kind | None) -> Iterator[tuple[Table, Kind | None]]:
    """Each table with periods laid down; each as it stands; each that can be turned, with an area in each row; each on
    its side."""
    by_period = [KINDS[key] for key in KINDS_BY_PERIOD if kind is None or kind.key == key]
    down = [table for table in _with_periods_down(tables) if table.laid_down is not None] if by_period else []
    yield from ((table, one) for table in down for one in by_period)
    yield from ((table, kind) for table in tables)
    wanted = [kind] if kind else [KINDS["population"], KINDS["indicators"]]
    yield from ((on_its_side, one) for table in tables if (on_its_side := turned(table)) for one in wanted)
    yield from ((upright, kind) for table in tables if (upright := stood_up(table)))


def _with_periods_down(tables: list[Table]) -> list[Table]:
    """Tables with the periods that stand across them laid down; each of those comes before the table as it stands."""
    return [one for table in tables for one in (laid_down(table), table) if one is not None]


def _refuse_too_big(content: bytes) -> None:
    if len(content) > MAX_BYTES:
        raise refuse(
            "file-too-big",
            f"The file has {len(content) / MEGABYTE:,.0f} MB; at most {MAX_BYTES / MEGABYTE:,.0f} MB are read.",
            fix="Cut it to your council, leave out columns you do not need, or sum it to one row for each area.",
        )


def _refuse_nothing_left(table: Table, imported: Imported) -> None:
    if imported.frame.empty:
        problems = in_file_order(imported.findings)
        last = refuse(
            "nothing-usable",
            f"None of the {say_count(table.rows_read, 'row')} can be used.",
            fix="See what was found below, correct the file and load it again.",
        )
        raise Refused(*last.problems, *problems)


def _outcome(content: bytes, name: str, chosen: Recognised, table: Table, imported: Imported) -> Outcome:
    findings = (noted("recognised", chosen.why), *imported.findings)
    aside = rows_set_aside(findings)
    provenance = Provenance(
        title=imported.title,
        source=name,
        as_at=imported.as_at,
        content_hash=hash_of(content),
        rows_read=table.rows_read,
        rows_used=table.rows_read - len(aside),
        rows_set_aside=len(aside),
        caveat=_caveat(table, imported),
    )
    states = no_states() if imported.states is None else imported.states
    lines = account(() if table.holds_people else findings)  # so many lines would say how many people
    parts = {"set_aside": aside, "account": lines, "states": states, **dict(imported.parts)}
    dated = code_year(table) if "area_code" in imported.frame else None
    parts |= {} if dated is None or dated.empty else {"codes": dated}
    dataset = Dataset(chosen.format.kind, imported.frame, provenance.now(), parts)
    return Outcome(dataset, in_file_order(findings), counts_records=table.holds_people)


def _caveat(table: Table, imported: Imported) -> str:
    """What its reader must know; of a table taken away from the workbench, that its rows were made up."""
    is_made_up = any(SYNTHETIC in line for line in table.preamble)
    return f"{SYNTHETIC} {imported.caveat}".strip() if is_made_up else imported.caveat


def _unforeseen() -> Problem:
    what = "The file could not be read, for a reason that the workbench did not foresee. Nothing of it was kept."
    fix = "Save the table as a plain CSV and load it again; if that fails too, tell whoever looks after the workbench."
    return refuse(UNFORESEEN, what, fix=fix).problems[0]


def _too_deep() -> Problem:
    return refuse(
        "file-damaged", "The file is nested too deeply to be read.", fix="Save it again where it was made."
    ).problems[0]
