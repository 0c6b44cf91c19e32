"""The single door in: bytes to a checked dataset, or problems."""

from __future__ import annotations

from lib.core import Problem, Provenance, hash_of
from lib.core.words import say_count
from lib.datasets import KINDS, Dataset, Kind, Outcome, kind_named
from lib.ingest.cells import no_states
from lib.ingest.findings import Refused, account, in_file_order, noted, refuse, rows_set_aside
from lib.ingest.headings import table_of
from lib.ingest.limits import MAX_BYTES, MEGABYTE
from lib.ingest.personal import stop_numbers_of_people, stop_people
from lib.ingest.progress import Progress, silent
from lib.ingest.recognise import Recognised, recognise
from lib.ingest.sniff import kind_of_file
from lib.ingest.table import Imported, Table
from lib.ingest.text import read_text


def load(content: bytes, name: str, kind: str | None = None, *, progress: Progress | None = None) -> Outcome:
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
        return _accepted(content, name, wanted, tell)
    except Refused as refused:
        return Outcome(None, refused.problems)
    except RecursionError:
        return Outcome(None, (_too_deep(),))


def _kind_wanted(kind: str | None) -> Kind | None:
    found = kind_named(kind) if kind else None
    if kind and found is None:
        raise ValueError(f"no kind of dataset is called {kind!r}; the kinds are {', '.join(KINDS)}")
    return found


def _accepted(content: bytes, name: str, kind: Kind | None, tell: Progress) -> Outcome:
    """The way of a file, step by step."""
    _refuse_too_big(content)
    table = read_table(content, tell)
    tell("Recognising", 0.0)
    chosen = recognise(table, kind)
    tell("Checking", 0.0)
    imported = chosen.format.read(table)
    _refuse_nothing_left(table, imported)
    return _outcome(content, name, chosen, table, imported)


def read_table(content: bytes, tell: Progress = silent) -> Table:
    """Bytes to a table of text with headings; files about people go no further than this."""
    file_kind = kind_of_file(content)
    grid = read_text(content, tell)
    stop_numbers_of_people(grid)
    table = table_of(grid)
    stop_people(table)
    return table


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
    findings = (noted("recognised", chosen.why), *_about_sheet(table), *imported.findings)
    aside = rows_set_aside(findings)
    provenance = Provenance(
        title=imported.title,
        source=name,
        as_at=imported.as_at,
        content_hash=hash_of(content),
        rows_read=table.rows_read,
        rows_used=table.rows_read - len(aside),
        rows_set_aside=len(aside),
        caveat=imported.caveat,
    )
    states = no_states() if imported.states is None else imported.states
    parts = {"set_aside": aside, "account": account(findings), "states": states, **dict(imported.parts)}
    return Outcome(Dataset(chosen.format.kind, imported.frame, provenance.now(), parts), in_file_order(findings))


def _about_sheet(table: Table) -> list:
    return []


def _too_deep() -> Problem:
    return refuse(
        "file-damaged", "The file is nested too deeply to be read.", fix="Save it again where it was made."
    ).problems[0]
