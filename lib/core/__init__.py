"""Words, problems, provenance, estimates and verdicts: what every other part of the workbench speaks."""

from lib.core.estimate import Estimate, rate
from lib.core.problem import Problem, Severity, note, refusal, rows_in_words, set_aside
from lib.core.provenance import SYNTHETIC, Origin, Provenance, hash_of
from lib.core.registry import Direction, Measure, Source
from lib.core.verdict import Verdict

__all__ = [
    "SYNTHETIC",
    "Direction",
    "Estimate",
    "Measure",
    "Origin",
    "Problem",
    "Provenance",
    "Severity",
    "Source",
    "Verdict",
    "hash_of",
    "note",
    "rate",
    "refusal",
    "rows_in_words",
    "set_aside",
]
