"""The same table in other clothes is the same table; any bytes at all give an answer."""

import csv
from io import StringIO

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import lib
from lib.core import Severity
from lib.ingest import regular
from lib.ingest.door import UNFORESEEN
from lib.ingest.text import read_text

pytestmark = pytest.mark.property

CODES = [f"E0100{6920 + i}" for i in range(40)]
NAMES = st.text(st.characters(codec="cp1252", exclude_categories=("C", "Z")), min_size=1, max_size=8).filter(
    lambda name: not name.isascii() or name.isalpha()
)


def examples(n):
    """So many examples, the same ones each time, none kept on disk."""
    return settings(
        max_examples=n, database=None, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )


@st.composite
def tables(draw):
    """Area codes, a column of words and two of figures, some of them marked."""
    codes = draw(st.lists(st.sampled_from(CODES), min_size=4, max_size=12, unique=True))
    figure = st.one_of(st.integers(0, 99_999).map("{:,}".format), st.sampled_from(["[c]", "", "12.5", "3"]))
    rows = [[code, f"Area {draw(NAMES)}", str(i), draw(figure)] for i, code in enumerate(codes)]
    return [["area_code", "area_name", "Rank of need", "Figure"], *rows]


@st.composite
def clothes(draw):
    """How a table may be written."""
    return {
        "separator": draw(st.sampled_from(",;\t|")),
        "encoding": draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])),
        "ending": draw(st.sampled_from(["\n", "\r\n", "\r"])),
        "order": draw(st.permutations([1, 2, 3])),
        "above": draw(
            st.lists(
                st.sampled_from(["Title of the table", "© Crown copyright 2026", "", "Notes: see below"]), max_size=4
            )
        ),
        "below": draw(st.lists(st.sampled_from(["", "Source: somebody who counted"]), max_size=2)),
        "quoting": draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])),
    }


def written(
    table, separator=",", encoding="utf-8", ending="\n", order=(1, 2, 3), above=(), below=(), quoting=csv.QUOTE_MINIMAL
):
    """The bytes of a table in the clothes given."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, lineterminator=ending, quoting=quoting)
    writer.writerows([line] for line in above)
    writer.writerows([[row[0], *(row[i] for i in order)] for row in table])
    writer.writerows([line] for line in below)
    return text.getvalue().encode(encoding)


def is_foreseen(outcome) -> bool:
    """Whether the answer is one we meant to give."""
    return UNFORESEEN not in {problem.code for problem in outcome.problems}


def figures(outcome) -> pd.DataFrame:
    """What was read, without the row numbers."""
    assert outcome.dataset is not None, outcome.problems
    return outcome.dataset.frame.drop(columns="source_row")


@examples(30)
@given(tables(), clothes())
def test_clothes_do_not_change_the_table(table, how):
    plain = figures(lib.load(written(table), "plain.csv"))
    dressed = lib.load(written(table, **how), "dressed.csv")
    pd.testing.assert_frame_equal(figures(dressed)[plain.columns], plain)
    assert len(dressed.dataset.parts["states"]) == sum(row[3] == "[c]" for row in table)
    p = dressed.dataset.provenance
    assert p.rows_read == p.rows_used + p.rows_set_aside == len(table) - 1 + sum(bool(line) for line in how["below"])


@examples(150)
@given(st.binary(max_size=400))
def test_any_bytes_give_an_answer(content):
    outcome = lib.load(content, "anything")
    assert outcome.dataset is not None or any(p.severity == Severity.REFUSE for p in outcome.problems)
    assert is_foreseen(outcome)


@examples(60)
@given(
    st.sampled_from(
        [
            b"PK\x03\x04",
            b"SQLite format 3\x00",
            b"{",
            b"[{",
            b'{"type": "FeatureCollection", "features": [',
            b"\xff\xfe",
        ]
    ),
    st.binary(max_size=200),
)
def test_any_bytes_behind_a_known_beginning_give_an_answer(start, rest):
    outcome = lib.load(start + rest, "anything")
    assert outcome.problems
    assert is_foreseen(outcome)


@examples(40)
@given(
    st.lists(st.lists(st.text(st.sampled_from('ab1,;"\n\r =<>*.-%£é\x00'), max_size=6), max_size=5), max_size=8),
    clothes(),
)
def test_any_cells_give_an_answer_and_every_row_is_accounted_for(cells, how):
    content = written(
        [["area_code", "b", "c", "d"], *([CODES[i], *(row + [""] * 3)[:3]] for i, row in enumerate(cells))]
    )
    outcome = lib.load(content, "anything")
    assert is_foreseen(outcome)
    if outcome.dataset is not None:
        p = outcome.dataset.provenance
        assert p.rows_read == p.rows_used + p.rows_set_aside
        assert len(outcome.dataset.set_aside) == p.rows_set_aside


@examples(200)
@given(
    st.lists(
        st.lists(st.text(st.sampled_from('ab,"\n\r é'), max_size=5), min_size=2, max_size=4), min_size=1, max_size=12
    )
)
def test_the_fast_way_of_reading_agrees_with_the_slow_one(rows):
    text = StringIO(newline="")
    csv.writer(text).writerows(rows)
    content = text.getvalue().encode()
    found = regular.regular_table(content, ",")
    if found is None:
        return
    above, table = found
    fast = [*above, *(list(row.values()) for row in table.to_pylist())]
    slow = read_text(content).cells
    padded = pd.DataFrame([row + [""] * (slow.shape[1] - len(row)) for row in fast], dtype="str")
    assert padded.to_numpy().tolist() == slow.to_numpy().tolist()


@examples(30)
@given(tables(), st.data())
def test_swapped_codes_are_never_a_silent_change(table, data):
    row = data.draw(st.integers(1, len(table) - 1))
    wrong = data.draw(st.sampled_from(["E01000000", "E0100692", "Total", "", table[1 if row > 1 else 2][0]]))
    damaged = [list(one) for one in table]
    damaged[row][0] = wrong
    outcome = lib.load(written(damaged), "damaged.csv")
    if outcome.dataset is not None:
        named = {number for problem in outcome.problems for number in problem.rows}
        assert row + 1 in named
