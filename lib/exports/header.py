"""What stands above every table that leaves the workbench: says who, as at when, and what is hidden."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from lib.core import SYNTHETIC, Provenance
from lib.core.words import MEANINGS, say_count
from lib.disclosure import ProtectedTable, require_protected


def header_lines(
    table: ProtectedTable,
    provenances: Sequence[Provenance],
    title: str,
    *,
    made_on: date,
    notes: Iterable[str] = (),
) -> list[str]:
    """The lines above a table: title, sources, date made, small-number rule, markers, notes.

    Raises ``TypeError`` for anything but a protected table.
    """
    about_small_numbers = small_number_line(table)
    return [
        title,
        *([SYNTHETIC] if any(provenance.is_synthetic for provenance in provenances) else []),
        *(line for provenance in provenances for line in source_lines(provenance)),
        f"Made on: {made_on.day} {made_on:%B %Y}",
        about_small_numbers,
        *(f"{marker} means {meaning}" for marker, meaning in MEANINGS.items()),
        *notes,
    ]


def source_lines(provenance: Provenance) -> list[str]:
    """One source in a few lines; what is not known is left out."""
    said = {
        "Source": ", ".join(part for part in (provenance.title, provenance.source) if part),
        "Licence": provenance.licence,
        "As at": provenance.as_at,
        "Version": provenance.version,
        "Rows": rows_line(provenance),
        "Please note": provenance.caveat,
    }
    return [f"{name}: {value}" for name, value in said.items() if value]


def rows_line(provenance: Provenance) -> str:
    """How many rows were read, used and set aside; ``''`` when nothing was read from a file."""
    if not provenance.rows_read:
        return ""
    return (
        f"{say_count(provenance.rows_read, 'row')} read, {provenance.rows_used:,} used, "
        f"{provenance.rows_set_aside:,} set aside"
    )


def small_number_line(table: ProtectedTable) -> str:
    """The rule the figures were protected by, or why they are public."""
    rule = require_protected(table).rule
    if rule is None:
        return f"Small numbers: nothing is hidden, because these figures are public ({table.because})"
    return f"Small numbers: {rule.title}. Rule: {rule.source}"
