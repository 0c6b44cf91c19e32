"""Words, problems, provenance, estimates and verdicts: what every other part of the workbench speaks."""

from lib.core.estimate import Estimate, rate
from lib.core.problem import Problem, Severity, note, refusal, rows_in_words, set_aside
from lib.core.provenance import Origin, Provenance, hash_of
from lib.core.verdict import Verdict

__all__ = [
    "Estimate",
    "Origin",
    "Problem",
    "Provenance",
    "Severity",
    "Verdict",
    "hash_of",
    "note",
    "rate",
    "refusal",
    "rows_in_words",
    "set_aside",
]
