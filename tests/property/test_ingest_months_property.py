"""Whatever stands beside months across a table: each figure is read once, in its own month, or the file is refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.ingest import load

pytestmark = pytest.mark.property

MONTHS = [(f"{month}-24", f"2024-{number:02}") for number, month in enumerate(("Apr", "May", "Jun", "Jul"), start=4)]
CELLS = st.one_of(st.integers(0, 9_999).map(str), st.sampled_from(["", " ", "*", "[x]", "1,234", "abc", "12%"]))
EXTRA = st.lists(st.sampled_from(["2024/25", "Total", "Q1 2024/25", "Change %", "Notes", ""]), unique=True, max_size=3)
MEASURES = st.lists(st.sampled_from(["Hours", "HOURS", "People waiting", "", "Share"]), min_size=1, max_size=3)


@st.composite
def tables(draw):
    """Lines of a file, and what stands in it: (locality, month) -> figure of hours."""
    months = draw(st.lists(st.sampled_from(MONTHS), min_size=2, max_size=4, unique=True))
    extra, has_measures = draw(EXTRA), draw(st.booleans())
    head = ["Locality", *(["Measure"] if has_measures else []), *(said for said, _ in months), *extra]
    lines, figures = ["Home care hours"] if not has_measures else [], {}
    body = [",".join(head)]
    for locality in draw(st.lists(st.sampled_from(["North", "South", "East", "7", "NULL"]), min_size=1, unique=True)):
        measures = draw(MEASURES) if has_measures else ["Hours"]
        for measure in dict.fromkeys(one if one != "HOURS" or "Hours" not in measures else "Hours" for one in measures):
            cells = draw(st.lists(CELLS, min_size=len(months), max_size=len(months)))
            beside = ["1"] * len(extra)
            row = [locality, *([measure] if has_measures else []), *(f'"{cell}"' for cell in cells), *beside]
            body.append(",".join(row))
            if measure.lower() == "hours":
                figures |= {(locality, month): cell for (_, month), cell in zip(months, cells, strict=True)}
    return "\n".join([*lines, *body]) + "\n", figures


def number(cell):
    said = cell.replace(",", "").strip()
    return float(said) if said.isdigit() else None


@settings(max_examples=60, deadline=None)
@given(tables())
def test_every_figure_is_read_under_its_own_month(table):
    text, figures = table
    outcome = load(text.encode(), "file.csv", "locality_activity")
    assert "unforeseen" not in {problem.code for problem in outcome.problems}
    if outcome.dataset is None:
        return
    frame = outcome.dataset.frame
    hours = frame.set_index(["locality_name", "period"])["hours"].dropna().to_dict()
    assert hours == {key: value for key, cell in figures.items() if (value := number(cell)) is not None}
